"""A project has one amount in the text and another one in its table."""

from collections.abc import Iterable, Iterator

from ..rows import Row
from ._amounts import as_decimal
from ._lists import by_section, same_project


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield a row per project whose amounts differ."""
    for items, projects in by_section(rows):
        for item in items:
            row = same_project(item, projects)
            if row is None:
                continue
            amount, found = as_decimal(row["amount"]), item.told.amount_yuan
            if not item.told.agrees(amount, as_decimal(row["width"])):
                yield row | {
                    "name": item.name,
                    "found": found,
                    "expected": amount,
                    "difference": found - amount,
                }
