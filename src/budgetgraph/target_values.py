"""Single values of indicator targets: quantities, ranges, deadlines, frequencies.

Each rule takes a whole text without white space and returns its `Target`, or None where it does not
understand all of it. Texts with several values are the business of `targets.py`.
"""

import re
from decimal import Decimal

from . import target_patterns as patterns
from .model import Target

_MAX_UNIT = 4  # characters of a unit that the table does not know


def read_frequency(plain: str) -> Target | None:
    """Return how often: `按月`, `每季度不少于3场`, `2次/年`."""
    if found := patterns.EVERY.fullmatch(plain):
        return _every(plain, found["period"], found["rest"])
    if found := patterns.ONCE.fullmatch(plain):
        return Target(plain, "frequency", frequency="once", words=found["words"])
    found = patterns.TIMES.fullmatch(plain)
    quantity = read_quantity(plain) if found else None
    if found is None or quantity is None or quantity.value is None:
        return None
    code = _code(quantity.value, found["period"])
    return quantity._replace(kind="frequency", frequency=code)


def _every(plain: str, period: str, rest: str) -> Target | None:
    """Return `按月`, `每年10月一次性发放`; but `每月50元` is a price."""
    target = Target(plain, "frequency", frequency=_code(Decimal(1), period))
    if not rest:
        return target
    if when := read_deadline(rest):
        comparator = when.comparator
        return target._replace(
            month=when.month, day=when.day, comparator=comparator, words=when.words
        )
    if days := read_range(rest):
        lower, upper = days.lower, days.upper
        return target._replace(lower=lower, upper=upper, unit=days.unit, words=days.words)
    count = read_numeral(rest) or read_quantity(rest)
    if count is None or count.value is None:
        return None if patterns.DIGIT.search(rest) else target._replace(words=rest)
    if count.unit not in patterns.COUNTED:
        return None
    code = _code(count.value, period)
    count = count._replace(printed=plain, kind="frequency", frequency=code, per=(period,))
    return count._replace(label="", words=count.label)


def _code(times: Decimal, period: str) -> str:
    """Return the frequency: twice a year is semiannual, but thrice a quarter is not monthly."""
    count = times * patterns.PERIODS[period]
    if (times != 1 and patterns.PERIODS[period] != 1) or count != int(count):
        return ""
    return patterns.FREQUENCIES.get(int(count), "")


def read_deadline(plain: str) -> Target | None:
    """Return by when: `≤6月底`, `10月底前`, `12月`."""
    found = patterns.DEADLINE.fullmatch(plain)
    comparator = _comparator(found["before"], None) if found else None
    if found is None or comparator is None or found["words"][:1] in tuple("-~～至到、"):
        return None
    day = found["day"] or found["only"]
    limited = bool(found["limit"] or (found["end"] or "").endswith("内"))
    return Target(
        plain,
        "deadline",
        comparator="le" if limited else comparator,
        comparator_printed=bool(found["before"]) or limited,
        month=_month(found),
        day=int(day) if day else None,
        words=found["words"],
    )


def _month(found: re.Match[str]) -> int | None:
    if found["month"]:
        return int(found["month"])
    if found["quarter"]:
        return patterns.QUARTER_END[found["quarter"].removeprefix("第")[0]]
    return 12 if found["end"] else 6 if found["half"] else None


def read_range(plain: str) -> Target | None:
    """Return a range: `15-20日`, `80%~90%`, `10%±2%`."""
    if found := patterns.SPREAD.fullmatch(plain):
        middle, spread = to_decimal(found["middle"] or "0"), to_decimal(found["spread"])
        unit = found["unit"] or ""
        return Target(plain, "range", lower=middle - spread, upper=middle + spread, unit=unit)
    found = patterns.RANGE.fullmatch(plain)
    if not found or _comparator(found["before"], None) not in {"eq", "approx"}:
        return None
    lower, upper = to_decimal(found["lower"]), to_decimal(found["upper"])
    units = {unit for unit in (found["unit1"], found["unit"]) if unit}
    if lower >= upper or len(units) > 1:
        return None
    return Target(
        plain,
        "range",
        comparator="approx" if found["before"] else "",
        comparator_printed=bool(found["before"]),
        lower=lower,
        upper=upper,
        unit=units.pop() if units else "",
        per=_per(found["per"]),
        words=found["words"],
    )


def read_price(plain: str) -> Target | None:
    """Return a price that names its units first: `每人每年8元`."""
    found = patterns.EACH.fullmatch(plain)
    quantity = read_quantity(found["rest"]) if found else None
    if found is None or quantity is None or quantity.label:
        return None
    names = [name for name in found["each"].split("每") if name]
    per = tuple(patterns.EACH_COUNTER.sub("", name) for name in names)
    return quantity._replace(printed=plain, per=quantity.per + per)


def read_numeral(plain: str) -> Target | None:
    """Return `不少于两次`: one Chinese numeral with a plain counter."""
    found = patterns.NUMERAL.fullmatch(plain)
    comparator = _comparator(found["before"], None) if found else None
    if not found or comparator is None:
        return None
    return Target(
        plain,
        "quantity",
        comparator=comparator,
        comparator_printed=bool(found["before"]),
        value=Decimal(patterns.NUMERALS[found["numeral"]]),
        unit=found["unit"],
        per=_per(found["per"]),
    )


def read_quantity(plain: str) -> Target | None:
    """Return a quantity: `≥95%`, `33元/人`, `1800人左右`, `90%以上`."""
    prefix = patterns.LABEL_WITH_FIGURE.match(plain)
    start = prefix.end() if prefix else 0
    found = patterns.QUANTITY.fullmatch(plain, start)
    comparator = _comparator(found["before"], found["after"]) if found else None
    if found is None or comparator is None or _is_year(found):
        return None
    label, words, unit = plain[:start] + found["label"], found["words"], found["unit"] or ""
    if not _is_label(label) or not _are_words(words):
        return None
    note = patterns.NOTE.fullmatch(words)
    if not unit and not found["per"] and len(words) <= _MAX_UNIT and not note:
        unit, words = words, ""
    return Target(
        plain,
        "quantity",
        comparator="gt" if found["more"] and comparator == "eq" else comparator,
        comparator_printed=bool(found["before"] or found["after"] or found["more"]),
        value=to_decimal(found["number"]),
        unit=unit,
        per=_per(found["per"]),
        words=note[1] if note else words,
        label=label.rstrip(":"),
    )


def _is_label(label: str) -> bool:
    # 第1名 is a rank; a sign or comma inside shows that more than one value stands there.
    return len(label) <= 2 * patterns.MAX_WORDS and not (
        label.endswith(("第", "/")) or patterns.STRAY.search(label)
    )


def _are_words(words: str) -> bool:
    return len(words) <= patterns.MAX_WORDS and not (
        patterns.STRAY.search(words) or patterns.DIGIT.search(words)
    )


def _is_year(found: re.Match[str]) -> bool:
    """Return whether the number is a calendar year, which is no quantity: `2023年`."""
    bare = found["unit"] == "年" and not found["before"]
    return bare and bool(patterns.YEAR.fullmatch(found["number"]))


def _comparator(before: str | None, after: str | None) -> str | None:
    """Return the comparator before or after the number, eq when none; None when they differ."""
    codes = {patterns.CODE_BEFORE[word] for word in patterns.COMPARATOR.findall(before or "")}
    if after:
        codes.add(patterns.CODE_AFTER[after])
    if len(codes) > 1:  # 预计…以上: the bound says more than the forecast
        codes.discard("approx")
    if len(codes) > 1:
        return None
    return codes.pop() if codes else "eq"


def _per(text: str) -> tuple[str, ...]:
    return tuple(unit for unit in text.split("/") if unit)


def to_decimal(number: str) -> Decimal:
    """Return the number, thousands separators dropped."""
    return Decimal(number.replace(",", ""))
