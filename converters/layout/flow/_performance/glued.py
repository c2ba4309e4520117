"""Names of levels in lines whose cells nothing parts, as some tools make text of web pages.

What is name and what is target in such a line, or which figure stands in which column, cannot be
told: these lines are no rows, but rows they were.
"""

import re
from functools import cache

from ....vocabulary import load, normalise

_LEVEL = "指标"
_MIN_NAMES = 3  # names of levels, with figures behind them, that make rows of one line
# Behind a name that is part of a sentence or a list: 数量指标、质量指标, 数量指标:完成2次.
_SENTENCE = "、,，和及与等:：。;；)）”"


@cache
def _level2() -> re.Pattern[str]:
    names = sorted(map(normalise, load("performance")["levels"]["level2"]), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, names))}){_LEVEL}(?![{_SENTENCE}])")


def names_of_levels(text: str) -> int:
    """Return how many names of second levels a text holds, those in sentences left out."""
    if text.count(_LEVEL) < 2:  # noqa: PLR2004 - as nearly all texts
        return 0
    return len(_level2().findall("".join(text.split())))


def runs_together(text: str) -> bool:
    """Return whether the name of an indicator holds several names of levels: rows in one cell."""
    return names_of_levels(text) > 1


def holds_rows(text: str) -> bool:
    """Return whether one line holds several rows of indicators, with figures."""
    if text.count(_LEVEL) < _MIN_NAMES:
        return False
    parts = _level2().split("".join(text.split()))
    return sum(any(map(str.isdecimal, part)) for part in parts[1:]) >= _MIN_NAMES


def begins_with_level(text: str) -> bool:
    """Return whether a line is the name of a second level, or such a name and what it touches."""
    plain = text.strip(" |\t").replace(" ", "")
    found = _level2().match(plain)
    return found is not None and (
        found.end() == len(plain) or any(map(str.isdecimal, plain[found.end() :]))
    )
