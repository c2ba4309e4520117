"""The lines of a box on one canvas: what each prints, and what it draws.

Tools count some characters otherwise than the lines around them, and a character too wide for its
cell pushes what follows. Such a line is set right by its bars, where they can only be those that
the rules above and below it have.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .canvas import CHARACTERS, CHINESE, FILLER, TERMINAL, Measure, canvas

ACROSS, DOWN, MEETING = "\x01", "\x02", "\x03"
RULE_MARKS = ACROSS + MEETING + FILLER

LINES_DOWN = "│┃┆┇┊┋╎╏║╵╷╹╻╽╿"
_LINES_ACROSS = "─━┄┅┈┉╌╍═╴╶╸╺╼╾"
_MEETINGS = "".join(map(chr, (*range(0x250C, 0x254C), *range(0x2552, 0x2571))))
BOX_STARTS = LINES_DOWN + _MEETINGS
ASCII_STARTS = "+|"
DRAWN = BOX_STARTS + _LINES_ACROSS + "+|-=:"

_MARKS = str.maketrans(
    _LINES_ACROSS + LINES_DOWN + _MEETINGS,
    ACROSS * len(_LINES_ACROSS) + DOWN * len(LINES_DOWN) + MEETING * len(_MEETINGS),
)
_ASCII_MARKS = str.maketrans("-=:+|", ACROSS * 3 + MEETING * 2)
ASCII_RULE = re.compile(r"\+(?:[-=:]+\+)+")
_ASCII_HEADING_RULE = re.compile(r"\|[-=:]+(?:\+[-=:]+)+\|")
_BARS, _MEETS, _ENDS = re.compile(DOWN), re.compile(MEETING), re.compile(f"[{DOWN}{MEETING}]")


class Sheet(NamedTuple):
    """The lines of a box on a canvas, what they draw, and the places where columns may end."""

    prints: list[str]
    marks: list[str]
    edges: list[int]


def marks_of(text: str) -> str:
    """Return the text with each drawn line as one of three marks."""
    if text[0] not in ASCII_STARTS:
        return text.translate(_MARKS)
    if _ASCII_HEADING_RULE.fullmatch(text):
        return text.translate(_ASCII_MARKS)
    if "+" in text:
        text = ASCII_RULE.sub(lambda found: found[0].translate(_ASCII_MARKS), text)
    return text.replace("|", DOWN)


def sheet_of(texts: Sequence[str]) -> Sheet | None:
    """Return the lines on one canvas, None where they do not fit on any."""
    for measure, others in ((TERMINAL, (CHINESE,)), (CHINESE, (TERMINAL,)), (CHARACTERS, ())):
        if found := _sheet(texts, measure, (measure, *others)):
            return found
    return None


def _sheet(texts: Sequence[str], measure: Measure, measures: Sequence[Measure]) -> Sheet | None:
    prints = [canvas(text, measure).rstrip(FILLER) for text in texts]
    marks = [marks_of(text) for text in prints]
    rules = [y for y, drawn in enumerate(marks) if not drawn.strip(RULE_MARKS)]
    if not rules or len({len(prints[y]) for y in rules}) > 1:
        return None
    width = len(prints[rules[0]])
    ruled = [y for y, drawn in enumerate(marks) if ACROSS in drawn and len(drawn) == width]
    edges = {0, width - 1}.union(*(_places(marks[y], _MEETS) for y in ruled))
    for above, below in pairwise([-1, *ruled, len(texts)]):
        ends = edges
        for rule in (above, below):
            if 0 <= rule < len(texts):
                ends = ends & {0, width - 1, *_places(marks[rule], _ENDS)}
        for y in range(above + 1, below):
            found = _fitted(texts[y], width, edges, sorted(ends), measures)
            if found is None:
                return None
            prints[y], marks[y] = found, marks_of(found)
    return Sheet(prints, marks, sorted(edges))


def _places(marks: str, wanted: re.Pattern[str]) -> set[int]:
    return {found.start() for found in wanted.finditer(marks)}


def _fitted(
    text: str, width: int, edges: set[int], ends: Sequence[int], measures: Sequence[Measure]
) -> str | None:
    """Return a line on the canvas, None if it does not fit.

    Args:
        text: The line.
        width: Columns of the canvas.
        edges: Where columns may end.
        ends: Where columns may end between the rules above and below.
        measures: How characters may have been counted.
    """
    tried = [canvas(text, measure).rstrip(FILLER) for measure in measures]
    fitting = [found for found in tried if len(found) == width]
    for found in fitting:
        if _places(marks_of(found), _BARS) <= edges:
            return found
    if placed := _placed(tried[0], ends):
        return placed
    # A bar inside a cell is text.
    return next(
        (found for found in fitting if _places(marks_of(found), _BARS).issuperset(ends)), None
    )


def _placed(text: str, ends: Sequence[int]) -> str:
    """Return the line with its bars, which must be as many, set to these places, else nothing."""
    bars = sorted(_places(marks_of(text), _BARS))
    if len(bars) != len(ends):
        return ""
    whole = text[bars[0]]
    for (left, right), (start, end) in zip(pairwise(bars), pairwise(ends), strict=True):
        cell, room = text[left + 1 : right].rstrip(), end - start - 1
        if len(cell) > room:
            cell = cell.strip()
        if len(cell) > room:
            return ""
        whole += cell.ljust(room) + text[right]
    return whole
