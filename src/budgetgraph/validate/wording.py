"""Messages in the words of the form: table, row, column heading, figures in the printed unit."""

import re
from decimal import Decimal

from budgetgraph.figures import plain_decimal

from .checks import Check
from .describe import Place
from .rows import Row, Value

_VARIABLE = re.compile(r"\{\?([A-Za-z_]+)\}")
_UNITS = {1: "元", 1000: "千元", 10_000: "万元", 1_000_000: "百万元", 100_000_000: "亿元"}
_WAN = 10_000
_LONGEST = 48
_AMOUNTS = frozenset({"found", "expected", "difference", "told", "monthly"})


def fill(template: str, check: Check, row: Row, place: Place) -> str:
    """Return a message with the values of the row in it.

    Args:
        template: Text with `{?variable}`.
        check: The check, which says what amounts are counted in.
        row: The values.
        place: Tells the printed unit and precision of amounts.
    """

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        return _show(name, row[name], check, place) if name in row else ""

    return _VARIABLE.sub(replace, template)


def _show(name: str, value: Value, check: Check, place: Place) -> str:
    if isinstance(value, Decimal):
        if name in _AMOUNTS and check.unit == "yuan":
            return money(value, place)
        return plain_decimal(value)
    return str(value) if name in {"told", "quoted"} else shorten(str(value))


def money(amount_yuan: Decimal, place: Place) -> str:
    """Return an amount in the printed unit with its name, e.g. `32921.44万元`."""
    scale = printed_scale(amount_yuan, place)
    return printed_amount(amount_yuan, place) + _UNITS.get(scale, f"×{scale}元")


def printed_amount(amount_yuan: Decimal, place: Place) -> str:
    """Return an amount in the printed unit, with at least the printed decimals: `165.00`."""
    scale = printed_scale(amount_yuan, place)
    text = plain_decimal(amount_yuan / scale)
    wanted = _decimals(place.half_width, scale)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(wanted, '0')}" if wanted else text


def printed_scale(amount_yuan: Decimal, place: Place) -> int:
    """Return currency units per printed unit; for texts the unit that people would write."""
    if place.scale:
        return place.scale
    return _WAN if abs(amount_yuan) >= _WAN else 1


def _decimals(half_width: Decimal, scale: int) -> int:
    if not half_width:
        return 0
    exponent = (half_width * 2 / scale).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def locate_zh(place: Place) -> str:
    """Return where a finding is, in Chinese; empty for the document as a whole."""
    if place.owner_number:
        return f"项目{place.owner_number}“{shorten(place.owner)}”"
    if place.kind == "Figure":
        return f"文字说明{_quoted(place.label, '“”')}"
    if place.kind == "Section":
        return f"“{shorten(place.label)}”一节"
    table = f"《{place.title}》" if place.title else ""
    number = f"第{place.row}行" if place.row.isdigit() else ""
    label = "" if place.kind in {"Table", ""} else place.code + _quoted(place.label, "“”")
    owner = _quoted(place.owner, "“”") if place.owner != place.label else ""
    return table + owner + number + label + (f"{place.column}栏" if place.column else "")


def locate_en(place: Place) -> str:
    """Return where a finding is, in English around the printed words."""
    if place.owner_number:
        return f"project {place.owner_number} '{shorten(place.owner)}'"
    if place.kind == "Figure":
        return " ".join(filter(None, ["text", _quoted(place.label, "''")]))
    if place.kind == "Section":
        return f"section '{shorten(place.label)}'"
    label = "" if place.kind in {"Table", ""} else _quoted(place.label, "''")
    parts = [
        place.title or place.table,
        _quoted(place.owner, "''") if place.owner != place.label else "",
        f"row {place.row}" if place.row.isdigit() else "",
        f"{place.code} {label}".strip(),
        f"column {place.column}" if place.column else "",
    ]
    return ", ".join(filter(None, parts))


def _quoted(text: str, marks: str) -> str:
    return f"{marks[0]}{shorten(text)}{marks[1]}" if text else ""


def shorten(text: str) -> str:
    """Return a text cut to what fits a message, the middle left out."""
    plain = " ".join(text.split())
    if len(plain) <= _LONGEST:
        return plain
    half = (_LONGEST - 1) // 2
    return f"{plain[:half]}…{plain[-half:]}"
