"""Rows of indicators in layout text: pieces, wrapped names of levels, points that end a row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import NamedTuple

from ... import performance_words as words

POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?分?")
_SIGNS = tuple("≥≤<>=＝＜＞")
_NEARLY = 5  # all but one of so many
_OPEN_DATE = re.compile(r"20\d\d年(?:1[0-2]|[1-9])(?:月[1-3]?\d)?$")
_DATE = ("月", "日")
_LEVEL = "指标"
_BEGUN = 3  # characters of a level that a line end cut
_RARE = 20  # one of so many lines may hold more than one cell
_LONGEST_UNIT = 6  # characters: 元/人·月
_UNITS_GO_ON = "/／·"
_REACH = 4  # lines over which the name of a level wraps


class Piece(NamedTuple):
    """A printed text with its line, and the pieces on single lines that it was joined from."""

    text: str
    line: int
    parts: tuple["Piece", ...] = ()


class Line(NamedTuple):
    """A line of a row; `opens` where it stands on the line of the level name."""

    tokens: tuple[str, ...]
    line: int
    opens: bool = False


@dataclass(slots=True)
class Segment:
    """One row: its level names (the first where printed) and the lines behind them.

    `before` is what stands left of the levels: name, money and goal of a project in a list.
    """

    level1: Piece | None
    level2: Piece
    lines: list[Line]
    before: tuple[Piece, ...] = ()


def join(pieces: Sequence[Piece], gap: str = "") -> Piece:
    """Return one text of the pieces; those on one line are one part of it."""
    if len(pieces) == 1 and not pieces[0].parts:
        return pieces[0]
    lines: dict[int, str] = {}
    for piece in pieces:
        for part in piece.parts or (piece,):
            lines[part.line] = lines.get(part.line, "") + part.text
    text = gap.join(piece.text for piece in pieces)
    parts = tuple(Piece(text, line) for line, text in lines.items() if line)
    first = min((piece.line for piece in pieces if piece.line), default=0)
    return Piece(text, first, parts if len(parts) > 1 else ())


def without_kinds(segments: Sequence[Segment]) -> list[Segment]:
    """Return the rows without 定性, which stands in the column of signs and is none.

    Where each cell has its line, sign, figure and unit are put together.
    """
    wraps = any(len(line.tokens) > 1 for segment in segments for line in segment.lines)
    whole = _without_kinds if wraps else _whole_targets
    return [replace(segment, lines=whole(segment.lines)) for segment in segments]


def _without_kinds(lines: Sequence[Line]) -> list[Line]:
    kept = [line._replace(tokens=tuple(filter(words.sign_of, line.tokens))) for line in lines]
    return [line for line in kept if line.tokens]


def _whole_targets(lines: Sequence[Line]) -> list[Line]:
    """Return lines of one cell each with a sign, the figure below it and its unit as one.

    What stands above 定性 is a name, and what follows is its target: they get one line.
    """
    found: list[Line] = []
    is_target = False
    for line, following in zip_longest(lines, lines[1:]):
        above = found[-1].tokens[-1] if found else ""
        text, below = line.tokens[0], following.tokens[0] if following else ""
        if not words.sign_of(text):
            is_target = bool(found)
            continue
        if is_target:
            found[-1] = found[-1]._replace(tokens=(*found[-1].tokens, text))
            is_target = False
            continue
        is_unit = (
            above[:1] in _SIGNS
            and (above[-1].isdecimal() or text[0] in _UNITS_GO_ON)
            and len(text) <= _LONGEST_UNIT
            and below not in _SIGNS  # else it is the next name
            and not POINTS.fullmatch(text)
        )
        if above in _SIGNS or is_unit:
            found[-1] = found[-1]._replace(tokens=(*found[-1].tokens[:-1], above + text))
        else:
            found.append(line)
    return found


def one_cell_each(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with one text each where nearly every line is one cell; else as they are.

    A gap beside a figure then stands inside a cell: 4.5 %.
    """
    several = [
        line for line in lines if any(not beside_figure(*two) for two in pairwise(line.tokens))
    ]
    if len(several) * _RARE > len(lines):
        return list(lines)
    return [line._replace(tokens=("".join(line.tokens),)) for line in lines]


def whole_dates(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with dates put together that a line end cut: 2024年12 / 月底前."""
    found: list[Line] = []
    for line in lines:
        above = found[-1].tokens if found else ()
        at = next((len(above) - n for n in (0, 1) if _is_open_date(above[: len(above) - n])), 0)
        if at and line.tokens[0].startswith(_DATE):
            found[-1] = found[-1]._replace(tokens=(*above[:at], line.tokens[0], *above[at:]))
            line = line._replace(tokens=line.tokens[1:])  # noqa: PLW2901 - what is left of it
        if line.tokens:
            found.append(line)
    return found


def _is_open_date(tokens: Sequence[str]) -> bool:
    return bool(_OPEN_DATE.search("".join(tokens[-3:])))


def beside_figure(left: str, right: str) -> bool:
    """Return whether a gap only sets a figure or Latin word apart, as layout text does."""
    return (left[-1].isascii() and left[-1].isalnum()) or (
        right[0].isascii() and right[0].isalnum()
    )


def by_points(segments: Sequence[Segment]) -> list[Segment]:
    """Return the rows without the points to give, which end nearly every one.

    Under a merged level name the points tell where one row ends and the next begins.
    """
    ended = sum(any(map(_is_end, segment.lines)) for segment in segments)
    if ended * _NEARLY < len(segments) * (_NEARLY - 1):
        return list(segments)
    # A lone text after the points is the rest of a wrapped cell, unless each cell has its line.
    wraps = any(len(line.tokens) > 1 for segment in segments for line in segment.lines)
    return [row for segment in segments for row in _rows(segment, wraps)]


def _rows(segment: Segment, wraps: bool) -> list[Segment]:
    rows = [replace(segment, lines=[])]
    complete = False
    for line in segment.lines:
        if complete and (len(line.tokens) > 1 or not wraps):
            rows.append(Segment(None, Piece("", 0), []))
            complete = False
        ends = _is_end(line)
        tokens = line.tokens[:-1] if ends else line.tokens
        if tokens:
            rows[-1].lines.append(line._replace(tokens=tokens))
        complete |= ends
    if len(rows) > 1 and not wraps and not complete and len(rows[-1].lines) == 1:
        cut = rows.pop().lines  # the end of a name that a page break cut
        rows[-1].lines[1:1] = cut
    return rows


def _is_end(line: Line) -> bool:
    return bool(POINTS.fullmatch(line.tokens[-1])) if line.tokens else False


def whole_levels(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the names of levels that wrap put together: 服务对象满意 + 度指标."""
    found = [_with_parted_levels(line) for line in lines]
    for index, line in enumerate(found):
        place = 1 if len(line.tokens) > 1 and words.is_level1(line.tokens[0]) else 0
        begun = line.tokens[place] if line.tokens else ""
        if not begun or _is_whole_level(found, index, begun):
            continue
        after = line.tokens[place + 1 : place + 2]
        if after and _completes(begun, after[0]):
            tokens = (*line.tokens[:place], begun + after[0], *line.tokens[place + 2 :])
            found[index] = line._replace(tokens=tokens)
            continue
        for below in range(index + 1, min(index + _REACH, len(found))):
            rest = found[below].tokens[:1]
            if rest and _completes(begun, rest[0]):
                tokens = (*line.tokens[:place], begun + rest[0], *line.tokens[place + 1 :])
                found[index] = line._replace(tokens=tokens)
                found[below] = found[below]._replace(tokens=found[below].tokens[1:])
                break
    return [line for line in found if line.tokens]


def _completes(begun: str, end: str) -> bool:
    return any(words.completes(begun, end, level) for level in (1, 2))


def _with_parted_levels(line: Line) -> Line:
    """Return a line with names of both levels parted that are printed without a gap."""
    first, name, second = line.tokens[0].partition(_LEVEL) if line.tokens else ("", "", "")
    first += name
    if len(second) < _BEGUN or not (words.is_level1(first) and words.begins_level(second, 2)):
        return line
    return line._replace(tokens=(first, second, *line.tokens[1:]))


def _is_whole_level(lines: Sequence[Line], index: int, text: str) -> bool:
    """Return whether a text is the name of a level, and 指标 does not follow alone."""
    if not (words.is_level1(text) or words.is_level2(text)):
        return False
    below = lines[index + 1].tokens if index + 1 < len(lines) else ()
    return text.endswith(_LEVEL) or below[:1] != (_LEVEL,)
