"""Units of money as tables state them: in a caption, behind a title, in a heading.

What may stand around the unit is data (`vocabulary/rows.toml`, `[units]`): 金额单位：元,
金额：万元, 计量单位：人民币元.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from budgetgraph.figures import parse_scale

from ..vocabulary import load, normalise

_LONGEST = 60  # characters of a caption; a sentence that names a unit is longer
_ALONE = re.compile("[亿万千百十]{1,2}元")  # 元 alone may be the end of what stands above
_SAID = re.compile(r"单位:.{0,4}元")


def _either(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"


@cache
def _spellings() -> tuple[str, str]:
    """Return patterns of what stands before a unit, and of a unit with or without a currency."""
    words = load("rows")["units"]
    currency = _either(map(normalise, words["currencies"]))
    unit = rf"(?:{currency}:?)?[亿万千百十]{{0,2}}元(?:/?\(?{currency}\)?)?"
    return rf"(?:{_either(words['names'])}[:;；为]|(?:金额)?单位)", unit


@cache
def in_brackets() -> re.Pattern[str]:
    """Return the pattern of a unit in brackets, normalised: `(元)`, `(单位:人民币万元)`."""
    names, unit = _spellings()
    return re.compile(rf"[(\[]{names}?{unit}[)\]]")


@cache
def behind() -> re.Pattern[str]:
    """Return the pattern of what states the unit behind a normalised title."""
    names, unit = _spellings()
    return re.compile(rf"[(\[,，]?{names}\(?{unit}[)\]]{{0,2}}$|{in_brackets().pattern}$")


@cache
def _caption() -> re.Pattern[str]:
    names, unit = _spellings()
    currency = _either(map(normalise, load("rows")["units"]["currencies"]))
    return re.compile(rf"{names}\(?{unit}|^[(\[]?{currency}:?[亿万千百十]{{0,2}}元[)\]]?$")


@lru_cache(maxsize=4096)
def is_unit(plain: str) -> bool:
    """Return whether a normalised line states the unit of the amounts below it, as captions do."""
    if "元" not in plain or len(plain) > _LONGEST:  # as most lines
        return False
    return bool(_SAID.search(plain) or _caption().search(plain))


@lru_cache(maxsize=4096)
def scale_in_caption(text: str) -> int | None:
    """Return yuan per unit that a line above a table, or below it, states."""
    plain = normalise(text)
    if "元" not in plain:
        return None
    if "单位:" in plain and (scale := parse_scale(plain.split("单位:", 1)[1])):
        return scale
    if len(plain) > _LONGEST:
        return None
    said = _caption().search(plain) or in_brackets().search(plain) or _ALONE.fullmatch(plain)
    return parse_scale(said.group()) if said else None


def scale_in_heading(text: str) -> int | None:
    """Return yuan per unit that a heading or a title states in brackets: `预算数（元）`."""
    found = in_brackets().search(normalise(text)) if "元" in text else None
    return parse_scale(found.group()) if found else None
