"""Within one project, the persons who benefit and the persons who are paid differ in number."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from ..rows import Row
from ._amounts import as_decimal

_BENEFIT = "受益"


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the counts of people who benefit that no other count of their project agrees with."""
    ordered = sorted(
        rows, key=lambda row: (str(row["this"]), str(row["project"]), str(row["value"]))
    )
    for _, group in groupby(ordered, key=itemgetter("this", "project")):
        counts = list(group)
        for row in counts:
            others = [other for other in counts if other["value"] != row["value"]]
            if _BENEFIT not in str(row["name"]) or any(_agree(row, other) for other in others):
                continue
            paid = [other for other in others if _BENEFIT not in str(other["name"])]
            if paid:
                yield row | {"other": paid[0]["name"], "otherPrinted": paid[0]["printed"]}


def _agree(first: Row, second: Row) -> bool:
    return as_decimal(first["count"]) == as_decimal(second["count"])
