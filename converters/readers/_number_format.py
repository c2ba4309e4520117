"""How a spreadsheet prints a stored value: 150 with the format 0.00 is printed `150.00`.

The stored value goes in as text and never becomes a binary fraction. What is rare in formats
(fractions, exponents, hours beyond a day) is printed as General.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ._format_code import GENERAL, Section, parse_format

_WIDEST = 10  # digits that General shows when it has to round (11 with the point)
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_MAX_SERIAL = 2_958_465  # 31 December 9999


def show_number(stored: str, code: str, *, since_1904: bool = False) -> str:
    """Return a stored number as printed.

    Args:
        stored: As the file has it, e.g. `150`, `3.29214E3`.
        code: Format code, e.g. `#,##0.00`.
        since_1904: Days are counted from 1904.
    """
    value = Decimal(stored)
    section = parse_format(code).section(value)
    if section is None or section.is_rare:
        return _show_general(value)
    if section.is_date:
        return _show_date(value, section, since_1904=since_1904)
    if section.general:
        digits = _show_general(abs(value))
    elif section.has_places:
        digits = _show_digits(abs(value), section)
    else:
        return section.before.strip()
    is_negative = (
        value < 0 and not section.hides_sign and any(digit in "123456789" for digit in digits)
    )
    sign = "-" if is_negative else ""
    return f"{sign}{section.before}{digits}{section.after}".strip()


def show_text(text: str, code: str) -> str:
    """Return a typed text as printed: a format may hide it or put words around it."""
    if code == GENERAL:  # as most
        return text
    section = parse_format(code).text
    if section is None:
        return text
    return f"{section.before}{text if section.takes_text else ''}{section.after}"


def _show_general(value: Decimal) -> str:
    """Return a number without format: at most eleven characters wide, long codes kept whole."""
    if value == value.to_integral_value():
        return format(value.quantize(Decimal(1)), "f")
    whole = len(str(abs(int(value))))
    rounded = value.quantize(Decimal(1).scaleb(-max(_WIDEST - whole, 0)), ROUND_HALF_UP)
    text = format(rounded, "f").rstrip("0").rstrip(".")
    return text if text not in {"-0", ""} else "0"


def _show_digits(value: Decimal, section: Section) -> str:
    places, whole = len(section.decimals), section.whole
    rounded = value.scaleb(section.shift).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits, _, decimals = format(rounded, "f").partition(".")
    least = len(whole) - whole.find("0") if "0" in whole else 0  # all places from the first 0 on
    digits = digits.lstrip("0").rjust(least, "0")
    kept = len(section.decimals.rstrip("#?"))
    while len(decimals) > kept and decimals.endswith("0"):
        decimals = decimals[:-1]
    # Commas between places that text parts fall anywhere: `#,##0!.0,` prints 10,06.6.
    is_grouped = section.grouped and not section.inside_whole
    marks = _grouped(digits) if is_grouped else list(digits)
    unused = len(digits) - len(section.whole)  # more digits than places stand before the first one
    printed = _with_texts(marks, [(i.places + unused, i.text) for i in section.inside_whole])
    if not decimals:
        return printed
    texts = [(i.places, i.text) for i in section.inside_decimals]
    return f"{printed}.{_with_texts(list(decimals), texts)}"


def _grouped(digits: str) -> list[str]:
    """Return the digits, each with the comma behind it where thousands end."""
    left = len(digits)
    return [
        f"{digit}," if (left - n) % 3 == 0 and n < left else digit
        for n, digit in enumerate(digits, 1)
    ]


def _with_texts(marks: list[str], texts: list[tuple[int, str]]) -> str:
    """Return the digits with texts between them, each after as many of them as it says."""
    pieces, start = [], 0
    for place, text in texts:
        end = max(place, start)
        pieces += [*marks[start:end], text]
        start = end
    return "".join([*pieces, *marks[start:]])


def _show_date(value: Decimal, section: Section, *, since_1904: bool) -> str:
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
    for index, (kind, text) in enumerate(section.pieces):
        if kind == "part":
            following = next((t for k, t in section.pieces[index + 1 :] if k == "part"), "")
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
