"""Names of projects in the procurement table that no project bears, with the one probably meant."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from ..rows import Row, Value

_ALIKE = Fraction(1, 2)


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield one row per name that is not listed, with the most similar name of the same amount.

    A name like no other is told only where the document lists other projects of the same table:
    else the two tables name projects in ways of their own, and nothing can be compared.
    """
    ordered = sorted(rows, key=lambda row: (str(row["this"]), str(row["value"])))
    for _, document in groupby(ordered, key=itemgetter("this")):
        pairs = list(document)
        taken = {row["near"] for row in pairs if row.get("near") == row["project"]}
        for _, group in groupby(pairs, key=itemgetter("value")):
            named = list(group)
            if named[0]["project"] not in taken:
                yield from _describe(named, taken)


def _describe(named: list[Row], taken: set[Value]) -> Iterator[Row]:
    free = [row for row in named if "near" in row and row["near"] not in taken]
    near = [row for row in free if row.get("nearAmount") == row["amount"]]
    best = max(near, key=likeness, default=None)
    if best and likeness(best) >= _ALIKE:
        yield best | {"suggestion": f"{best['project']} → {best['near']}"}
    elif taken:
        yield named[0]


def likeness(row: Row) -> Fraction:
    """Return how alike `project` and `near` are, 0 to 1."""
    first, second = str(row["project"]), str(row["near"])
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), len(first) + len(second) or 1)
