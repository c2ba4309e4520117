"""Projects that share a goal without having a purpose in common, as far as their names tell."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from ..rows import Row
from ._amounts import as_decimal

_RELATED = 45  # percent of the shorter name that both have in one piece
_LONG = 8  # characters in one piece that no two names share by chance


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield one row per project: the first one with its goal, unless their names are related."""
    ordered = sorted(
        rows, key=lambda row: (str(row["this"]), str(row["value"]), as_decimal(row["number"]))
    )
    for _, group in groupby(ordered, key=itemgetter("this", "value")):
        first = next(group)
        if not is_related(str(first["name"]), str(first["other"])):
            yield first


def is_related(first: str, second: str) -> bool:
    """Return whether two project names share a piece that is a large part of the shorter one."""
    shared = SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size
    return shared >= _LONG or shared * 100 >= _RELATED * min(len(first), len(second))
