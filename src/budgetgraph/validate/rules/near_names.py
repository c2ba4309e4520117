"""Names of projects in the procurement table that no project bears, with the one probably meant."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from ..rows import Row

_ALIKE = Fraction(1, 2)


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows whose project is called alike and not the same, with the most similar name."""
    ordered = sorted(rows, key=lambda row: (str(row["this"]), str(row["value"])))
    for _, document in groupby(ordered, key=itemgetter("this")):
        listed = list(document)
        taken = {row["near"] for row in listed if row["near"] == row["project"]}
        for _, group in groupby(listed, key=itemgetter("value")):
            near = [row for row in group if row["near"] not in taken]
            best = max(near, key=likeness, default=None)
            if best and best["project"] not in taken and likeness(best) >= _ALIKE:
                yield best | {"suggestion": f"{best['project']} → {best['near']}"}


def likeness(row: Row) -> Fraction:
    """Return how alike `project` and `near` are, 0 to 1."""
    first, second = str(row["project"]), str(row["near"])
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), len(first) + len(second) or 1)
