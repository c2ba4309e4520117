"""The word over all indicators, which stands left of their rows: 绩效指标, wrapped or whole."""

from collections.abc import Sequence

from ... import performance_words as words
from .rows import Line

_CHARACTERS = frozenset("年度绩效指标")
_BEGINNINGS = ("年", "绩")
_REACH = 6  # lines over which it wraps, a character each


def without_groups(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of indicators without that word."""
    left = [list(line.tokens) for line in lines]
    for number, tokens in enumerate(left):
        if not tokens or not _CHARACTERS.issuperset(tokens[0]):
            continue
        for below in range(number + 1, _end(left, number) + 1):
            del left[below - 1][0]
    pairs = zip(lines, left, strict=True)
    return [line._replace(tokens=tuple(tokens)) for line, tokens in pairs if tokens]


def _end(left: Sequence[Sequence[str]], start: int) -> int:
    """Return the line behind the word that begins on a line, that line for none."""
    text = ""
    for number in range(start, min(start + _REACH, len(left))):
        if not left[number] or not left[start][0].startswith(_BEGINNINGS):
            break
        text += left[number][0]
        if words.is_group(text):
            return number + 1
    return start
