"""Goals: one printed cell holds several, numbered in one of a few ways.

`1.… 2.…`, `1、…`, `目标1: …`, `(1)…`, `①…`; the number goes apart from the text. A number counts
only after the one before it: `174.31 万`, `1、2、3级` and a lone `2.` in a sentence part nothing.
"""

import re
from collections.abc import Iterable, Iterator

from budgetgraph.figures import squeeze
from budgetgraph.model import Cell, Goal

_NAMED = re.compile(r"目标\s*(\d{1,2}|[一二三四五六七八九十])\s*[:：、.．]")
_INTRODUCTION = re.compile(
    r"\s*((?:年度|总体|年度总体|中期|长期|中长期|绩效|年度绩效|实施期)目标)\s*[:：]"
)
# The point behind a number is no decimal point; the number does not end another one.
_NUMBERED = re.compile(r"(?<![\d.、．/])(\d{1,2})\s*([.．](?=20\d\d\s*年|\D|$)|、)")
_BRACKETED = re.compile(r"[(（](\d{1,2})[)）]")
_CIRCLED = re.compile(r"([①-⑳])")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_OPENS = re.compile(r"[\s。；;！!”\"）)，,]$|^$")

Marker = tuple[int, int, str]  # start, end, number


def split_goals(text: str) -> list[tuple[str, str, int]]:
    """Return the goals of one cell as (number, text, place in the cell).

    The number is empty where none is printed.
    """
    markers = _named(text) or _first_sequence(text)
    first = markers[0][0] if markers else len(text)
    number, rest = _introduction(text[:first])
    found = [(number, squeeze(rest), 0)]
    for index, (start, begin, count) in enumerate(markers):
        end = markers[index + 1][0] if index + 1 < len(markers) else len(text)
        found.append((count, squeeze(text[begin:end]), start))
    return [goal for goal in found if goal[1]]


def read_goals(cells: Iterable[Cell], project: int, unit: str) -> Iterator[Goal]:
    """Yield the goals of the cells; a goal printed twice under one number counts once."""
    seen: set[tuple[str, str]] = set()
    for cell in cells:
        for number, text, place in split_goals(cell.text):
            if (number, text) not in seen:
                seen.add((number, text))
                yield Goal(text, _at_line(cell, place), number, project, unit)


def _at_line(cell: Cell, place: int) -> Cell:
    """Return the cell with the line on which the text at a place in it is printed."""
    line, begin = cell.line, 0
    for piece in cell.pieces:
        begin = cell.text.find(piece.text, begin)
        if not 0 <= begin <= place:
            break
        line = piece.line
        begin += len(piece.text)
    return cell if line == cell.line else cell._replace(line=line)


def _introduction(text: str) -> tuple[str, str]:
    found = _INTRODUCTION.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _named(text: str) -> list[Marker]:
    return [(found.start(), found.end(), found[1]) for found in _NAMED.finditer(text)]


def _first_sequence(text: str) -> list[Marker]:
    """Return the markers of the style with which the text begins, as far as they count on."""
    for pattern in (_NUMBERED, _BRACKETED, _CIRCLED):
        found = list(pattern.finditer(text))
        if found and not squeeze(_introduction(text[: found[0].start()])[1]):
            return _counted(text, found)
    return []


def _counted(text: str, found: list[re.Match[str]]) -> list[Marker]:
    markers: list[Marker] = []
    style = found[0][0][-1]
    for match in found:
        number = _CIRCLES.find(match[1]) + 1 or int(match[1])
        follows = number == len(markers) + 1 if markers else number == 1
        if follows and match[0][-1] in {style, match[1]} and _is_free(text, match, bool(markers)):
            markers.append((match.start(), match.end(), str(number)))
    return markers


def _is_free(text: str, match: re.Match[str], later: bool) -> bool:
    """Return whether a number begins something: after a stop or space, or between two words."""
    if not later or match[0][0] in "(（" + _CIRCLES:
        return True
    before, after = text[: match.start()][-1:], text[match.end() :].lstrip()[:1]
    return bool(_OPENS.search(before)) or (_is_word(before) and _is_word(after))


def _is_word(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
