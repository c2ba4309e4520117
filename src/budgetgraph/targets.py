"""Printed indicator targets: text -> `Target`, parsed as far as the print allows.

A table of small rules, tried in order; the first that understands the whole text wins. Nothing is
guessed: a value printed twice (`≥99≥99%`) and a text with figures that no rule understands stay
`unparsed`. The grammar, spaces removed:

    target    = boolean | doubled | graded | frequency | deadline | range | quantity | parts | words
    quantity  = [label] [comparator] number [unit] {"/" per} [comparator after] [words]
    range     = number [unit] ("-" | "~" | "至") number [unit] | number "±" number [unit]
    deadline  = [comparator] [year] month [day | "底"] ["前"] [words]
    frequency = ("按" | "每") period [words] | number "次/" period
    parts     = target {("；" | "，" | "、") target}
"""

from collections.abc import Callable
from functools import lru_cache

from . import target_patterns as patterns
from .figures import half_width, squeeze
from .model import Target
from .target_values import (
    read_deadline,
    read_frequency,
    read_numeral,
    read_price,
    read_quantity,
    read_range,
    to_decimal,
)

_MAX_LENGTH = 300  # longer texts are prose that slid into the column
_MAX_DEPTH = 3
_WIDE = str.maketrans("()", "（）")
_SIGNS = str.maketrans("＝＜＞⩾⩽≧≦∼", "=<>≥≤≥≤~")


@lru_cache(maxsize=8192)  # ≥95% stands in most rows of most disclosures
def parse_target(printed: str) -> Target:
    """Return the target printed in one cell; never raises.

    Args:
        printed: Cell text; spaces and full-width signs allowed, e.g. `≥ 95 ％`, `33 元/人`.

    Returns:
        The target with `printed` without white space. Percent is the unit `%` however it is
        printed (百分比, 佰分比), its value as printed: 95 for 95%.
    """
    text = squeeze(printed)
    target = _parse(_plain(text), 0)
    if target.kind == "qualitative":
        return target._replace(printed=text, words=text)
    return _with_printed_unit(target._replace(printed=text), text)


def _with_printed_unit(target: Target, text: str) -> Target:
    """Return the target with the brackets of its units as the text has them: 台（套）."""
    if "（" not in text:
        return target
    wide = target.unit.translate(_WIDE)
    parts = tuple(_with_printed_unit(part, text) for part in target.parts)
    return target._replace(unit=wide if wide in text else target.unit, parts=parts)


def _plain(text: str) -> str:
    # The full-width comma parts values; the ASCII one may group thousands. So they stay apart.
    plain = "，".join(half_width(piece) for piece in text.split("，")).translate(_SIGNS)
    for word in patterns.PERCENT:
        plain = plain.replace(word, "%")
    return patterns.UNIT_IN_BRACKETS.sub(r"\g<unit>", plain.rstrip("。;；"))


def _parse(plain: str, depth: int) -> Target:
    has_digit = bool(patterns.DIGIT.search(plain))
    if plain and len(plain) <= _MAX_LENGTH:
        for rule in _RULES:
            if found := rule(plain):
                return found
        nested = has_digit and depth < _MAX_DEPTH
        found = (_labelled(plain, depth) or _parts(plain, depth)) if nested else None
        if found or (has_digit and (found := read_quantity(plain))):
            return found
    if not plain or has_digit:
        return Target(plain, "unparsed")
    return Target(plain, "qualitative", words=plain)


def _boolean(plain: str) -> Target | None:
    return Target(plain, "boolean", words=plain) if patterns.BOOLEAN.fullmatch(plain) else None


def _doubled(plain: str) -> Target | None:
    half, odd = divmod(len(plain), 2)
    doubled = not odd and half > 1 and plain[:half] == plain[half:] and not plain.isdigit()
    for pattern in patterns.DOUBLED:
        found = pattern.fullmatch(plain)
        doubled |= found is not None and (
            found["two"] is None or to_decimal(found["one"]) == to_decimal(found["two"])
        )
    return Target(plain, "unparsed", doubled=True) if doubled else None


def _graded(plain: str) -> Target | None:
    found = patterns.BAND.fullmatch(plain) or patterns.BAND_FIRST.fullmatch(plain)
    band = read_quantity(found["quantity"]) if found else None
    if found is None or band is None or band.words or band.label:
        return None
    return band._replace(printed=plain, kind="graded", label=found["label"])


def _labelled(plain: str, depth: int) -> Target | None:
    """Return `荣誉补贴：一等功100元、二等功70元`: the label stands for all that follows it."""
    found = patterns.LABELLED.fullmatch(plain)
    target = _parse(found["rest"], depth + 1) if found else None
    if found is None or target is None or target.label:
        return None
    if target.kind in {"unparsed", "qualitative"}:
        return None
    return target._replace(printed=plain, label=found["label"])


def _parts(plain: str, depth: int) -> Target | None:
    for separator in patterns.SEPARATORS:
        pieces = [piece for piece in separator.split(plain) if piece]
        if len(pieces) == 1:
            continue
        parts = tuple(_parse(piece, depth + 1) for piece in pieces)
        if parts and all(part.kind == "graded" for part in parts):
            return Target(plain, "graded", parts=parts)
        return _between(plain, parts) or _composite(plain, parts)
    return None


def _between(plain: str, parts: tuple[Target, ...]) -> Target | None:
    """Return `≥80%且≤90%` as the range that it is."""
    ends = sorted((part.comparator, part.kind, part.label) for part in parts)
    if ends != [("ge", "quantity", ""), ("le", "quantity", "")]:
        return None
    low, high = sorted(parts, key=lambda part: part.comparator)
    if low.value is None or high.value is None or low.unit not in {"", high.unit}:
        return None
    if low.value >= high.value:
        return None
    return high._replace(
        printed=plain,
        kind="range",
        comparator="",
        value=None,
        lower=low.value,
        upper=high.value,
    )


def _composite(plain: str, parts: tuple[Target, ...]) -> Target | None:
    kinds = {part.kind for part in parts}
    if "unparsed" in kinds or kinds <= {"qualitative"}:
        return None
    return Target(plain, "composite", parts=parts)


_RULES: tuple[Callable[[str], Target | None], ...] = (
    _boolean,
    _doubled,
    _graded,
    read_frequency,
    read_deadline,
    read_range,
    read_price,
    read_numeral,
)
