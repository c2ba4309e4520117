"""Labels that begin a row wherever they stand, from `vocabulary/rows.toml`, and what cuts leave."""

import re
from functools import cache

from ..vocabulary import load, normalise

_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|其中:?)")
_MIN_BEGINNING = 4  # characters of a label cut by the end of a line or page


def begins_row(text: str) -> bool:
    """Return whether a text is a known label, goes on after one, or is the beginning of one."""
    plain = normalise(text)
    return any(
        plain.startswith(label) or (len(plain) >= _MIN_BEGINNING and label.startswith(plain))
        for label in _known()
    )


def completes_label(above: str, below: str) -> bool:
    """Return whether two texts make a known label that neither of them is: 公务用车 + 运行费."""
    upper, lower = _NUMBER.sub("", normalise(above)), normalise(below)
    return any(
        (upper + lower).startswith(label) and not upper.startswith(label)
        for label in _known()
        if upper and lower and label.startswith(upper)
    )


@cache
def _known() -> tuple[str, ...]:
    return tuple(normalise(label) for label in load("rows")["beginnings"]["labels"])
