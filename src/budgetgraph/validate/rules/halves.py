"""What a doubled target probably means: `≥99≥99%` -> `≥99%`."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..rows import Row

_SIGN = r"≥|≤|>|<|=|≧|≦|＞|＜"
_TWO_SIGNS = re.compile(rf"(?P<sign>{_SIGN})(?P<first>[^≥≤<>=]*)(?P=sign)(?P<second>.*)")
_TWICE = re.compile(rf"(?P<sign>(?:{_SIGN})?)(?P<half>\d[\d.]*?)(?P=half)(?P<unit>\D*)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows with the value written once as a suggestion, where it can be told."""
    for row in rows:
        half = once(str(row["printed"]))
        yield row | ({"suggestion": f"{row['printed']} → {half}"} if half else {})


def once(printed: str) -> str:
    """Return a doubled target written once; empty where its halves do not agree."""
    match = _TWO_SIGNS.fullmatch(printed)
    if match:
        first, second = _NUMBER.match(match["first"]), _NUMBER.match(match["second"])
        if first and second and Decimal(first[0]) == Decimal(second[0]):
            return match["sign"] + match["second"]
        return match["sign"] + match["first"] + match["second"] if first and not second else ""
    match = _TWICE.fullmatch(printed)
    return match["sign"] + match["half"] + match["unit"] if match else ""
