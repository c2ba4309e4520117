"""Performance tables of projects and of whole departments -> projects, goals, indicators.

The part above the indicators is label and value cells (`performance_header`), the rest rows of
indicators (`performance_indicators`); both are ragged. A list with a column of project names holds
several projects (`performance_list`).
"""

import re
from collections.abc import Iterator, Sequence

from budgetgraph.contract import Context
from budgetgraph.figures import squeeze
from budgetgraph.model import (
    Cell,
    Finding,
    Project,
    Row,
    Statement,
    Table,
    UnitBudget,
)

from ..layout import performance_titles as titles
from ..layout import performance_words as words
from ..layout.lower_headings import with_lower_headings
from .performance_findings import (
    nameless,
    not_taken,
    not_understood,
    of_longer_period,
    unit_assumed,
    withheld,
)
from .performance_goals import read_goals
from .performance_header import Header, read_header
from .performance_indicators import read_indicators
from .performance_list import is_list, read_list, with_whole_headings
from .performance_names import split_code
from .performance_periods import of_the_year
from .performance_rows import infer_columns
from .performance_units import budget_of_unit, is_headed, read_units
from .performance_wide import is_wide, read_wide

TABLES = ("project-performance", "unit-performance")

_PROJECT, _UNIT = TABLES
_YEAR = re.compile(r"20\d\d")
_CODE = re.compile(r"^[\[(（【]?\d{3,12}[\])）】]?-?(?=\D)|(?<=\D)[-\[(（【]?\d{3,12}[\])）】]?$")
_MIN_LABELS = 3


def identify(table: Table) -> str:
    """Return the code of a performance table: it has indicators, or goals under such a title."""
    if table.columns:  # label and value tables have none
        return _PROJECT if is_wide(table.columns) else ""
    start = _first_indicator(table.rows)
    if start is None:
        kinds = _label_kinds(table.rows)
        if len(kinds) < _MIN_LABELS or "goal" not in kinds:
            return ""
        if not titles.is_performance(table.title):
            return ""
    return _UNIT if _is_whole_department(table, start) else _PROJECT


def extract(table: Table, context: Context) -> Iterator[Statement | Finding]:
    """Yield the project or unit, its goals and indicators, and what was not understood."""
    if table.columns:
        yield from read_wide(table, context)
        return
    start = _first_indicator(table.rows)
    rows = with_lower_headings(with_whole_headings(table.rows, start or 0))
    if rows is not table.rows:
        start = _first_indicator(rows)
    if start is not None and is_list(rows[start]):
        yield from read_list(rows[start:], table, context)
        return
    if start and titles.is_whole_department(table.title) and is_headed(rows, start):
        yield from read_units(rows, start, table, context, _year(table))
        return
    rows, passed = of_the_year(rows)
    yield from (of_longer_period(*cells) for cells in passed)
    start = len(rows) if start is None else start
    header = read_header(table, rows[:start])
    if _is_whole_department(table, start):
        number, unit = 0, _unit_name(table, header)
        yield _unit_budget(table, context, header, unit)
        yield from map(not_taken, header.purpose)
    else:
        number, unit = context.projects_before + 1, _text(header, "unit")
        project = _project(table, context, header, number)
        yield project
        if not (project.name or project.code):
            yield nameless(project.cell)
    yield from (not_taken(*cells) for cells in header.tasks.rows)
    yield from read_goals(header.goals, number, unit)
    yield from read_indicators(rows[start:], number, unit)
    if header.amounts and not header.has_unit:
        yield unit_assumed(next(iter(header.amounts.values())).cell)
    yield from (withheld(cell) for cell in header.persons)
    yield from (not_understood(cell) for cell in header.strange)


def _first_indicator(rows: Sequence[Row]) -> int | None:
    for index, row in enumerate(rows):
        if words.find_columns(row) or infer_columns(row):
            return index
    return None


def _label_kinds(rows: Sequence[Row]) -> set[str]:
    labels = (words.read_label(cell.text) for row in rows for cell in row if cell.text)
    return {label.key for label in labels if label}


def _is_whole_department(table: Table, start: int | None) -> bool:
    if titles.is_whole_department(table.title):
        return True
    keys = _label_kinds(table.rows[:start])
    return "name" not in keys and "unit" in keys and bool(keys & {"project-total", "basic-total"})


def _project(table: Table, context: Context, header: Header, number: int) -> Project:
    code, name = split_code(_text(header, "name"))
    return Project(
        number=number,
        section=(table.section or context.section).rstrip("：:"),
        name=name or titles.name_in_title(table.title),
        cell=header.texts.get("name") or _title_cell(table),
        code=_text(header, "code") or code,
        unit=_text(header, "unit"),
        department=_without_code(_printed(header, "department")),
        implementing_unit=_without_code(_printed(header, "implementing-unit")),
        amount=header.amounts.get("amount"),
        fiscal=header.amounts.get("fiscal"),
        carry_over=header.amounts.get("carry-over"),
        other=header.amounts.get("other"),
        plan=header.plan.points(),
        purpose="".join(squeeze(cell.text) for cell in header.purpose),
    )


def _unit_budget(table: Table, context: Context, header: Header, unit: str) -> UnitBudget:
    cell = header.texts.get("unit") or _title_cell(table)
    return budget_of_unit(header.amounts, unit, _year(table) or context.publisher.year, cell)


def _unit_name(table: Table, header: Header) -> str:
    printed = _text(header, "unit")
    if printed:
        return _without_code(_printed(header, "unit"))
    title = re.sub(r"^\d{1,3}[、.．]", "", squeeze(table.title))
    return re.sub(r"(?:20\d\d年?度?)?(?:部门|单位)?整体.*$", "", title)


def _year(table: Table) -> int | None:
    for text in (*(p.text for p in table.caption), table.title):
        if found := _YEAR.search(squeeze(text)):
            return int(found[0])
    return None


def _text(header: Header, key: str) -> str:
    return squeeze(_printed(header, key))


def _printed(header: Header, key: str) -> str:
    cell = header.texts.get(key)
    return cell.text if cell else ""


def _title_cell(table: Table) -> Cell:
    return Cell(table.title, table.line, page=table.page)


def _without_code(text: str) -> str:
    """Return a department's name without the number before or behind it."""
    name = squeeze(text)
    return _CODE.sub("", name) or name
