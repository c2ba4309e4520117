"""The table of institutions -> one `Institution` per unit of the department."""

import re
from collections.abc import Iterator

from budgetgraph.contract import Context
from budgetgraph.figures import is_blank
from budgetgraph.model import Finding, Institution, Row, Table

from ..layout.captions import table_code
from ..vocabulary import normalise
from . import _registers as registers

TABLES = ("institutions",)

_NAME = "institutions"
_TRAITS = ("nature", "rank", "funding")
_LISTING = re.compile("(?:编制|汇编|公开)范围|单位(?:构成|包括)|机构设置|(?:所属|下属)单位")


def identify(table: Table) -> str:
    """Return `institutions` for a table of units with their nature, rank or funding.

    One of names alone is so where the text above it says that it lists the units.
    """
    titled = table_code(table.title)
    if titled not in ("", _NAME) or not table.columns:
        return ""
    roles = registers.find_roles(table.columns, _NAME)
    traits = sum(trait in roles for trait in _TRAITS)
    needed = 1 if titled or "机构设置" in table.section else 2
    is_listing = len(roles.get("name", ())) == 1 and _says_listing(table, roles)
    return _NAME if "name" in roles and (traits >= needed or is_listing) else ""


def _says_listing(table: Table, roles: registers.Roles) -> bool:
    """Return whether all columns are understood, and the text above speaks of the units."""
    known = {index for indexes in roles.values() for index in indexes}
    above = [table.title, *(paragraph.text for paragraph in table.caption[-1:])]
    return len(known) == len(table.columns) and any(map(_LISTING.search, above))


def extract(table: Table, context: Context) -> Iterator[Institution | Finding]:
    """Yield one institution per row; a row without a name is a finding."""
    roles = registers.find_roles(table.columns, _NAME)
    name = registers.first(roles, "name")
    traits = [registers.first(roles, trait) for trait in _TRAITS]
    for row in table.rows:
        if registers.is_note(row, _NAME) or _is_total(row, name):
            continue
        title = registers.text_at(row, name)
        if not title:
            if any(not is_blank(cell.text) for cell in row):
                yield registers.not_understood(table, _NAME, row)
            continue
        nature, rank, funding = (registers.text_at(row, index) for index in traits)
        yield Institution(title, nature, rank, funding, registers.label_cell(row, name))


def _is_total(row: Row, name: int | None) -> bool:
    """Return whether the row only counts the units."""
    label = normalise(registers.label_cell(row, name).text)
    return label in registers.row_labels(_NAME, "totals")
