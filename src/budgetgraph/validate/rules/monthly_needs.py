"""Twelve times the monthly need told in a text against the amount of the project."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..rows import Row
from ._amounts import NUMBER, as_decimal, plain_text, read_amount

_MONTHLY = re.compile(rf"每月[^\d,;。]{{0,6}}(?P<number>{NUMBER})(?P<unit>万元)")
_MONTHS = 12


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows whose monthly needs, twelve times, are not the project's amount."""
    for row in rows:
        told = [
            read_amount(match["number"], match["unit"])
            for match in _MONTHLY.finditer(plain_text(row["text"]))
        ]
        if not told:
            continue
        monthly = sum((item.amount_yuan for item in told), Decimal(0))
        width = sum((item.half_width_yuan for item in told), Decimal(0)) * _MONTHS
        expected, found = as_decimal(row["expected"]), monthly * _MONTHS
        if abs(found - expected) > width + as_decimal(row["width"]):
            yield row | {"monthly": monthly, "found": found, "difference": found - expected}
