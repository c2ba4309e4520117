"""Projects of one purpose that give one indicator different head counts."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from ..rows import Row
from ._amounts import as_decimal

_COMMON = 8  # characters that two project names share in one piece
_YEAR = re.compile(r"20\d\d")
_CLOSE = 5  # counts that differ by a fifth at most are of the same people


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the indicators that no related project agrees with and one contradicts.

    Where only two projects are related, neither is the odd one: the later is reported.
    """
    ordered = sorted(
        rows, key=lambda row: (str(row["this"]), str(row["name"]), as_decimal(row["number"]))
    )
    for _, group in groupby(ordered, key=itemgetter("this", "name")):
        alike = list(group)
        for row in alike:
            others = [other for other in alike if _is_related(row, other)]
            against = [other for other in others if _differ(row, other)]
            if not against or len(against) < len(others):
                continue
            is_pair = len(others) == 1 and as_decimal(row["number"]) < as_decimal(
                others[0]["number"]
            )
            if not is_pair or any(
                not _differ(others[0], third) for third in alike if _is_related(others[0], third)
            ):
                yield row | {
                    "other": against[0]["projectName"],
                    "number": against[0]["number"],
                    "otherPrinted": against[0]["printed"],
                }


def _differ(first: Row, second: Row) -> bool:
    return as_decimal(first["count"]) != as_decimal(second["count"])


def _is_related(first: Row, second: Row) -> bool:
    a, b = as_decimal(first["count"]), as_decimal(second["count"])
    if first["project"] == second["project"] or abs(a - b) * _CLOSE > max(a, b):
        return False
    one, two = str(first["projectName"]), str(second["projectName"])
    return not _are_of_other_years(one, two) and _shared(one, two) >= _COMMON


def _are_of_other_years(first: str, second: str) -> bool:
    """Return whether both names tell years and none of them is the same."""
    one, two = set(_YEAR.findall(first)), set(_YEAR.findall(second))
    return bool(one and two) and not one & two


def _shared(first: str, second: str) -> int:
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size
