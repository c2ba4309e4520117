"""Printed figures: text to exact Decimal, with the precision that the print shows.

Knows digits, points, signs, units. Does not know which column or table a figure stands in.
No float anywhere: an amount is the same Decimal from print to triple.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from .errors import FigureError

# One printed unit in yuan. Longest names first, so that 万元 is not read as 元.
UNIT_SCALES = {
    "亿元": 10**8,
    "百万元": 10**6,
    "十万元": 10**5,
    "万元": 10**4,
    "千元": 10**3,
    "百元": 100,
    "元": 1,
}
BLANKS = frozenset({"", "-", "--", "—", "——", "－", "–", "/", "\\", "无", "*"})

_WIDE = "０１２３４５６７８９．，－＋（）％：￥"
_TO_HALF_WIDTH = str.maketrans(_WIDE, "0123456789.,-+()%:¥")
_HAS_WIDE = re.compile(f"[{_WIDE}]").search
_ZERO_WIDTH = re.compile("[\u200b-\u200d\ufeff]")
_FIGURE = re.compile(r"[-+]?\d+(?:\.\d+)?|[-+]?\.\d+")
_YUAN_SIGN = re.compile(r"^([-+(]?)¥(?=.)")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MANY = 1 << 14  # several steps ask for the text of a cell, and twin tables print it again


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure in yuan.

    Attributes:
        amount_yuan: Exact value in yuan.
        half_width_yuan: Half of the last printed digit in yuan: the rounding that the print allows.
        printed: The text as printed, without white space.
        scale: Yuan per printed unit, 10000 for 万元.
    """

    amount_yuan: Decimal
    half_width_yuan: Decimal
    printed: str
    scale: int

    @property
    def digits(self) -> str:
        """The digits without point, sign and leading zeros: `3292.144` -> `3292144`."""
        return re.sub(r"\D", "", self.printed).lstrip("0")


@lru_cache(_MANY)
def squeeze(text: str) -> str:
    """Return the text without any white space, full-width spaces and zero-width marks included."""
    joined = "".join(text.split())  # twice as fast as a pattern
    return joined if joined.isascii() else _ZERO_WIDTH.sub("", joined)


def one_line(text: str) -> str:
    """Return a text as printed, in one line: line breaks inside a cell go, its spaces stay."""
    return "".join(part.strip() for part in text.splitlines())


def half_width(text: str) -> str:
    """Return the text with full-width digits, signs and brackets in their ASCII forms."""
    if text.isascii() or not _HAS_WIDE(text):  # as most labels: a third of the time
        return text
    return text.translate(_TO_HALF_WIDTH)


@lru_cache(_MANY)
def is_blank(text: str) -> bool:
    """Return whether a cell prints no figure: empty, or a dash that stands for nothing."""
    return text in BLANKS or _without_sign(squeeze(text)) in BLANKS


@lru_cache(_MANY)
def is_figure(text: str) -> bool:
    """Return whether the text, spaces aside, is exactly one figure."""
    plain = _without_sign(half_width(squeeze(text)))
    return bool(_FIGURE.fullmatch(plain) or _GROUPED.fullmatch(_ungroup_brackets(plain)))


def parse_figure(text: str, scale: int = 1, place: str = "") -> Figure:
    """Return the figure printed in one cell.

    Args:
        text: Cell text as read; inner spaces, thousands separators, full-width digits and
            accounting brackets for negatives are understood, e.g. `4872 2.32`, `(1,500.00)`.
        scale: Yuan per printed unit: 10000 for 万元.
        place: Named in the error, e.g. `000.txt:151`.

    Raises:
        FigureError: No figure, or something beside the figure.
    """
    figure = _parse(squeeze(text), scale)
    if figure is None:
        raise FigureError(f"'{squeeze(text)}' is not a figure; check the print", place)
    return figure


def parse_amount(text: str, scale: int) -> Figure:
    """Return the figure printed in a cell of amounts, in its own unit where it has one: `44万元`.

    Args:
        text: Cell text as read.
        scale: Yuan per unit of figures that print none.

    Raises:
        FigureError: No figure, or something else than a unit beside it.
    """
    plain = squeeze(text)
    if not plain.endswith("元"):  # as almost all
        return parse_figure(text, scale)
    unit = next(name for name in UNIT_SCALES if plain.endswith(name))
    return parse_figure(plain.removesuffix(unit), UNIT_SCALES[unit])


def parse_percentage(text: str) -> Figure:
    """Return the percentage printed in one cell, 5.26 for `5.26%` and for `5.26`, as a figure.

    Args:
        text: Cell text as read; the sign may stand in the heading instead.

    Raises:
        FigureError: No figure, or something beside it.
    """
    printed = squeeze(text)
    number = printed.rstrip("%％")
    figure = parse_figure(number)
    return figure if number == printed else replace(figure, printed=printed)


@lru_cache(_MANY)
def _parse(printed: str, scale: int) -> Figure | None:
    plain = _ungroup_brackets(_without_sign(half_width(printed)))
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _FIGURE.fullmatch(plain):
        return None
    value = Decimal(plain)
    exponent = value.as_tuple().exponent
    last_digit = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return Figure(
        amount_yuan=value * scale,
        half_width_yuan=last_digit * scale / 2,
        printed=printed,
        scale=scale,
    )


def parse_scale(text: str) -> int | None:
    """Return yuan per unit when the text names a currency unit, e.g. `单位：万元` -> 10000."""
    plain = squeeze(text)
    for name, scale in UNIT_SCALES.items():
        if name in plain:
            return scale
    return None


def plain_decimal(value: Decimal) -> str:
    """Return the value without exponent and trailing zeros: `487223200`, `0.5`, `0`."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _without_sign(plain: str) -> str:
    """Return `-¥5.00` as `-5.00`: the sign of the currency says nothing that the unit does not."""
    return _YUAN_SIGN.sub(r"\1", plain) if "¥" in plain else plain


def _ungroup_brackets(plain: str) -> str:
    """Return `(500)` as `-500`: accounting print for negatives."""
    if plain.startswith("(") and plain.endswith(")"):
        return "-" + plain[1:-1]
    return plain
