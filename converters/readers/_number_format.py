"""How a spreadsheet prints a stored value: 150 with the format 0.00 is printed `150.00`.

The stored value goes in as text and never becomes a binary fraction. Formats are those of ECMA-376
part 1, 18.8.30 and 18.8.31; what is rare there (fractions, conditions) is printed as General.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"', 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_WIDEST = 10  # digits that General shows when it has to round (11 with the point)
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)|(?P<scale>,+)|(?P<percent>%)"
    r"|(?P<general>General)|(?P<part>y+|m+|d+|h+|s+|AM/PM)|(?P<other>.)",
    re.IGNORECASE,
)
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_MAX_SERIAL = 2_958_465  # 31 December 9999


class _Section(NamedTuple):
    """One part of a format: what stands before and after the digits, and how they are written."""

    before: str
    after: str
    digits: str
    percents: int
    thousands: int
    general: bool
    date_parts: tuple[tuple[str, str], ...]
    rare: bool


def show_number(stored: str, code: str, *, since_1904: bool = False) -> str:
    """Return a stored number as printed.

    Args:
        stored: As the file has it, e.g. `150`, `3.29214E3`.
        code: Format code, e.g. `#,##0.00`.
        since_1904: Days are counted from 1904.
    """
    value = Decimal(stored)
    sections = _sections(code)
    section = sections[0]
    sign = "-" if value < 0 else ""
    if len(sections) > 1 and value < 0:
        section, sign = sections[1], ""
    if len(sections) > 2 and value == 0:  # noqa: PLR2004 - third section: zero
        section = sections[2]
    if section.date_parts:
        return _show_date(value, section, since_1904=since_1904)
    if section.rare:
        return _show_general(value)
    if section.general or (not section.digits and code == GENERAL):
        return f"{section.before}{_show_general(value)}{section.after}".strip()
    if not section.digits:
        return (section.before + section.after).strip()
    digits = _show_digits(abs(value), section)
    if not any(digit in "123456789" for digit in digits):
        sign = ""
    return f"{section.before}{sign}{digits}{section.after}".strip()


def _show_general(value: Decimal) -> str:
    """Return a number without format: at most eleven characters wide, long codes kept whole."""
    if value == value.to_integral_value():
        return format(value.quantize(Decimal(1)), "f")
    whole = len(str(abs(int(value))))
    rounded = value.quantize(Decimal(1).scaleb(-max(_WIDEST - whole, 0)), ROUND_HALF_UP)
    text = format(rounded, "f").rstrip("0").rstrip(".")
    return text if text not in {"-0", ""} else "0"


def _show_digits(value: Decimal, section: _Section) -> str:
    value = value.scaleb(2 * section.percents - 3 * section.thousands)
    whole, _, fraction = section.digits.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    digits, _, decimals = format(rounded, "f").partition(".")
    least = whole.count("0")
    digits = digits.lstrip("0").rjust(least, "0") if least or digits.strip("0") else ""
    if "," in whole:
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
    kept = len(fraction.rstrip("#?"))
    while len(decimals) > kept and decimals.endswith("0"):
        decimals = decimals[:-1]
    return f"{digits}.{decimals}" if decimals else digits


def _show_date(value: Decimal, section: _Section, *, since_1904: bool) -> str:
    if not 0 <= value <= _MAX_SERIAL:
        return _show_general(value)
    days = int(value)
    epoch = _EPOCH_1904 if since_1904 else _EPOCH_1900
    if not since_1904 and days < 60:  # noqa: PLR2004 - the format believes in 29 February 1900
        days += 1
    day = epoch + timedelta(days=days)
    seconds = int(((value - int(value)) * 86400).to_integral_value(ROUND_HALF_UP))
    parts = []
    before = ""
    for index, (kind, text) in enumerate(section.date_parts):
        if kind == "part":
            following = next((t for k, t in section.date_parts[index + 1 :] if k == "part"), "")
            is_minute = text[0] == "m" and (before.startswith("h") or following.startswith("s"))
            parts.append(_date_part(text, day, seconds, is_minute=is_minute))
            before = text
        else:
            parts.append(text)
    return "".join(parts).strip()


def _date_part(text: str, day: date, seconds: int, *, is_minute: bool) -> str:
    pad = 2 if len(text) > 1 else 1
    if text == "am/pm":
        return "AM" if seconds < 43200 else "PM"  # noqa: PLR2004 - noon
    if is_minute:
        return str(seconds // 60 % 60).rjust(pad, "0")
    if text[0] == "y":
        return f"{day.year:04d}" if len(text) > 2 else f"{day.year % 100:02d}"  # noqa: PLR2004
    if text[0] == "m":
        return str(day.month).rjust(pad, "0")
    if text[0] == "d":
        return str(day.day).rjust(pad, "0")
    return str(seconds // 3600 if text[0] == "h" else seconds % 60).rjust(pad, "0")


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_section(part) for part in _split(code or GENERAL))


def _split(code: str) -> list[str]:
    """Return the sections of a format: semicolons in quotes do not part them."""
    return re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', code)[: code.count(";") + 1] or [
        GENERAL
    ]


def _section(part: str) -> _Section:
    before, after, digits = "", "", ""
    percents = thousands = 0
    general = rare = is_date = False
    pieces: list[tuple[str, str]] = []
    for token in _TOKENS.finditer(part):
        kind, text = token.lastgroup, token.group()
        if kind in {"quoted", "escaped", "currency", "other"}:
            literal = token.group(kind)
            rare |= kind == "other" and literal in "Ee/" and bool(digits)
            pieces.append(("text", literal))
            before, after = (
                (before, after + literal) if digits or general else (before + literal, after)
            )
        elif kind == "part":
            is_date = True
            pieces.append(("part", text.lower()))
        elif kind == "percent":
            percents += 1
            before, after = (before, after + "%") if digits else (before + "%", after)
        elif kind == "digits":
            plain = text.rstrip(",")
            thousands += len(text) - len(plain)
            rare |= bool(digits)
            digits = plain
        elif kind == "scale":
            thousands += len(text) if digits else 0
        elif kind == "general":
            general = True
    return _Section(
        before, after, digits, percents, thousands, general, tuple(pieces) if is_date else (), rare
    )
