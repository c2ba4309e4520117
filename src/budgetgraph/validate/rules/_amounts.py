"""Amounts told in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetgraph.figures import half_width, parse_figure, squeeze

NUMBER = r"\d[\d,]*(?:\.\d+)?"
UNIT = r"亿元|百万元|万元|千元|元|亿|万"
_AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?P<unit>{UNIT})(?![人次名户家个块米])")
_SCALES = {"亿": 10**8, "百": 10**6, "万": 10**4, "千": 10**3, "元": 1}


@dataclass(frozen=True, slots=True)
class Told:
    """One amount of money told in a text.

    Attributes:
        amount_yuan: The amount.
        half_width_yuan: Half of its last digit.
        start: Where it begins in the text.
        end: Where it ends.
    """

    amount_yuan: Decimal
    half_width_yuan: Decimal
    start: int
    end: int

    def agrees(self, amount_yuan: Decimal, width_yuan: Decimal = Decimal(0)) -> bool:
        """Return whether an amount is the same within both precisions."""
        return abs(self.amount_yuan - amount_yuan) <= self.half_width_yuan + width_yuan


def plain_text(text: object) -> str:
    """Return a text without white space, digits and punctuation in their ASCII forms."""
    return half_width(squeeze(str(text))).replace("，", ",").replace("；", ";")


def find_amounts(text: str) -> Iterator[Told]:
    """Yield the amounts of a text that `plain_text` returned, in order."""
    for match in _AMOUNT.finditer(text):
        yield read_amount(match["number"], match["unit"], match.start(), match.end())


def read_amount(number: str, unit: str, start: int = 0, end: int = 0) -> Told:
    """Return the amount of a number and its unit, e.g. `26.10` and `万元`."""
    figure = parse_figure(number.replace(",", ""), _SCALES[unit[0]])
    return Told(figure.amount_yuan, figure.half_width_yuan, start, end)


def as_decimal(value: object) -> Decimal:
    """Return a number of a row as Decimal."""
    return value if isinstance(value, Decimal) else Decimal(str(value))
