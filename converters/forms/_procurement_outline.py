"""Rows of procurement that sum others: units, categories, projects and economic classes.

Which stands in which follows from the order in which their kinds first appear: `一、货物A`, its
projects, then their economic classes, then what is bought.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgetgraph.model import ProcurementLine

from ..vocabulary import load, normalise
from ._registers import row_labels

_NAME = "procurement"
_NUMBER = re.compile(r"^\(?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)、.．]+")
_LETTER = re.compile(r"^[A-Za-z][-.、]?(?=[^A-Za-z])|[-(]?[A-Za-z]\)?$")
_BELONGS = ("project", "economic")  # such a row without anything below it is an item itself


@dataclass(frozen=True, slots=True)
class Outlined:
    """One row with its kind: total, unit, category, project, economic, item.

    `line` is None where a row only names what stands below it.
    """

    line: ProcurementLine | None
    kind: str


def is_category(plain: str) -> bool:
    """Return whether a label, as compared, names a category: `一、货物A`, `工程类`."""
    known = row_labels(_NAME, "categories")
    if plain in known:
        return True
    for ending in load(_NAME)["rows"]["subtotal-endings"]:
        plain = plain.removesuffix(normalise(ending))
    return _LETTER.sub("", _NUMBER.sub("", plain)) in known


def outlined(rows: Sequence[Outlined]) -> Iterator[ProcurementLine]:
    """Yield the lines in order; where sums stand in sums, each with the rows it is made of."""
    lines = [row.line for row in rows if row.line is not None]
    if not {"category", *_BELONGS} & {row.kind for row in rows}:
        yield from lines
        return
    parts = _parts(rows)
    for index, row in enumerate(row for row in rows if row.line is not None):
        if row.line is None:
            continue
        own = tuple(part - index for part in parts.get(index, ()))
        if row.kind in _BELONGS and not own:
            yield replace(row.line, role="item")
        else:
            yield replace(row.line, parts=own)


def _parts(rows: Sequence[Outlined]) -> dict[int, list[int]]:
    """Return for each row that sums others their numbers, rows without a line not counted."""
    kinds = [kind for kind in dict.fromkeys(row.kind for row in rows) if kind != "item"]
    ranks = {kind: rank for rank, kind in enumerate(k for k in kinds if k != "total")}
    numbers: list[int | None] = []
    for row in rows:
        known = sum(number is not None for number in numbers)
        numbers.append(known if row.line is not None else None)
    order = list(zip(rows, numbers, strict=True))
    if _sums_stand_below(rows):
        order.reverse()
    parts: dict[int, list[int]] = {}
    whole = next((n for row, n in order if row.kind == "total" and n is not None), None)
    above: list[tuple[int, int | None]] = []  # rank and number of the sums that a row stands in
    for row, number in order:
        if row.kind == "total":
            continue
        rank = ranks.get(row.kind, len(ranks))
        above = [(upper, n) for upper, n in above if upper < rank]
        owner = next((n for _, n in reversed(above) if n is not None), whole)
        if number is not None and owner is not None:
            parts.setdefault(owner, []).append(number)
        if row.kind != "item":
            above.append((rank, number))
    return {owner: sorted(found) for owner, found in parts.items()}


def _sums_stand_below(rows: Sequence[Outlined]) -> bool:
    """Return whether the rows that sum others stand below them."""
    kinds = [row.kind for row in rows if row.kind != "total"]
    return bool(kinds) and kinds[0] == "item" and kinds[-1] != "item"
