"""A project is called otherwise in the text than in its table."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from fractions import Fraction

from ..rows import Row
from ._amounts import as_decimal
from ._lists import Item, by_section, normalise, same_project

_ALIKE = Fraction(1, 2)


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield a row per listed project that no table names, where one of its amount is similar."""
    for items, projects in by_section(rows):
        named = [same_project(item, projects) for item in items]
        taken = {str(row["project"]) for row in named if row}
        for item, row in zip(items, named, strict=True):
            if row is not None:
                continue
            near = _nearest(item, [one for one in projects if str(one["project"]) not in taken])
            if near is not None:
                yield near | {
                    "told": item.name,
                    "name": near["label"],
                    "found": item.told.amount_yuan,
                    "suggestion": f"{item.name} → {near['label']}",
                }


def _nearest(item: Item, projects: list[Row]) -> Row | None:
    equal = [
        row
        for row in projects
        if item.told.agrees(as_decimal(row["amount"]), as_decimal(row["width"]))
    ]
    best = max(equal, key=lambda row: _likeness(item.name, str(row["label"])), default=None)
    return best if best is not None and _likeness(item.name, str(best["label"])) >= _ALIKE else None


def _likeness(first: str, second: str) -> Fraction:
    a, b = normalise(first), normalise(second)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), len(a) + len(b) or 1)
