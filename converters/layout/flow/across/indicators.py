"""Indicators read across the page: names of levels stand in the middle of the rows they are over.

Lines of a wrapped name or target stand above and below the line of the row.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

from ... import performance_words as words
from .._performance.rows import POINTS, Line, Piece, Segment
from .._performance.targets import is_target
from ..spaced.merged import SIGN, spread
from ..spaced.words import Cell, Row, Word

_REACH = 3  # lines over which the name of a level wraps
_MOST_WAYS = 4000  # to give names of the second level to those of the first
_FOREIGN = 8  # rows that a name may be off rather than stand over one of another level
_MIN_CELLS = 2  # name and target
_SLACK = 4  # half characters by which lines of one cell differ


@dataclass(slots=True)
class _Read:
    """What was read of the lines: names of levels by level, and what else each line prints."""

    levels: dict[int, list[Cell]] = field(default_factory=lambda: {2: [], 1: []})
    rest: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """A row: the line of its target, and the lines above and below it that are of it."""

    line: int
    beside: list[int] = field(default_factory=list)


def read_across(lines: Sequence[Line], roles: Sequence[str]) -> list[Segment] | None:
    """Return the rows with their levels, None where these come first, as in most text.

    Args:
        lines: The lines below the heading of the indicators.
        roles: What the columns hold.
    """
    is_list = "level1" in roles and roles.index("level1") > 0
    if is_list or not lines or _begins_with_level1(lines[0]):
        return None
    read = _read(lines)
    named = {cell.first for cell in read.levels[2]}
    anchors = [
        n for n, tokens in enumerate(read.rest) if _is_anchor(tokens, roles, is_named=n in named)
    ]
    if "sign" in roles and _are_open(read.rest, anchors):
        return None
    if not read.levels[1] or len(anchors) < len(read.levels[2]) or not anchors:
        return None
    rows = _rows(read.rest, anchors)
    places = _places(rows)
    levels: dict[int, dict[int, Cell]] = {}
    for level, cells in read.levels.items():
        standing = [_placed(cell, rows, places) for cell in cells]
        starts = [row.line for row, _ in spread(places, standing, [], carried=False)]
        if level == 1 and levels:
            starts = list(_nested(starts, cells, {row: levels[row][2] for row in levels}))
        for start, cell in zip(starts, cells, strict=True):
            levels.setdefault(start, {})[level] = cell
    return [
        _segment(row, levels.get(number, {}), lines, read.rest) for number, row in enumerate(rows)
    ]


def _places(rows: Sequence[_Row]) -> list[Row]:
    """Return the rows with their number as line, and where they stand on the page in half lines.

    A row is as high as its name has lines: those of levels do not make it higher.
    """
    found: list[Row] = []
    top = 0
    for number, row in enumerate(rows):
        height = 2 * max(1, len(row.beside))
        found.append(Row(number, top, top + height - 1, []))
        top += height
    return found


def _placed(cell: Cell, rows: Sequence[_Row], places: Sequence[Row]) -> Cell:
    """Return a name with its place in half lines: in the middle of a row, or between two."""
    first, last = cell.first, cell.last.line
    inside = [place for row, place in zip(rows, places, strict=True) if first <= row.line <= last]
    if inside:
        top, bottom = inside[0].first, inside[-1].last
    else:
        bottom = next(
            (p.first for row, p in zip(rows, places, strict=True) if row.line > first),
            places[-1].last + 1,
        )
        top = bottom - 1
    return Cell([Word(cell.text, top, 0, 0), Word("", bottom, 0, 0)])


def _nested(
    starts: Sequence[int], names: Sequence[Cell], lower: Mapping[int, Cell]
) -> Sequence[int]:
    """Return where the names of the first level begin: each with one of the second level.

    Args:
        starts: Where they begin by their place.
        names: The names.
        lower: Names of the second level by the row where they begin.
    """
    first, *others = sorted(lower)
    if len(names) > len(lower) or comb(len(others), len(names) - 1) > _MOST_WAYS:
        return starts

    def cost(chosen: tuple[int, ...]) -> int:
        begins = (first, *chosen)
        off = sum(abs(begin - start) for begin, start in zip(begins, starts, strict=True))
        over = {row: names[bisect_right(begins, row) - 1].text for row in lower}
        foreign = sum(not words.may_stand_under(over[row], lower[row].text) for row in lower)
        return off + _FOREIGN * foreign

    return first, *min(combinations(others, len(names) - 1), key=cost)


def _begins_with_level1(line: Line) -> bool:
    return any(words.begins_level(token, 1) for token in line.tokens[:2])


def _read(lines: Sequence[Line]) -> _Read:
    """Take the names of levels from the beginnings of lines; they may wrap over a few."""
    read = _Read()
    left = [list(line.tokens) for line in lines]
    for number, tokens in enumerate(left):
        if tokens and words.is_group(tokens[0]):
            del tokens[0]
        for level in (1, 2):
            if tokens and (cell := _level(left, number, level)):
                read.levels[level].append(cell)
        read.rest.append(tuple(tokens))
    return read


def _level(left: list[list[str]], number: int, level: int) -> Cell | None:
    """Take the name of a level from a line, and its end from one of the next; None for none."""
    begun = left[number][0]
    is_known = words.is_level1 if level == 1 else words.is_level2
    following = left[number][1] if len(left[number]) > 1 else ""
    for below in range(number + 1, min(number + _REACH, len(left))):
        end = left[below][0] if left[below] else ""
        if end and words.completes(begun, end, level) and words.begins_level(begun, level):
            del left[number][0], left[below][0]
            return Cell([Word(begun, number, 0, 0), Word(end, below, 0, 0)])
    is_lower = level == 1 and words.is_level2(begun) and not _begins(following, 2)
    if not is_known(begun) or not begun.endswith("指标") or is_lower:
        return None
    del left[number][0]
    return Cell([Word(begun, number, 0, 0)])


def _begins(text: str, level: int) -> bool:
    return bool(text) and words.begins_level(text, level)


def are_centred(lines: Sequence[Line], roles: Sequence[str]) -> bool:
    """Return whether names of the first level stand below the first rows that they are over."""
    if roles[:1] != ["level1"] or not lines or _begins_with_level1(lines[0]):
        return False
    return any(_is_of_level1(line) for line in lines)


def _is_of_level1(line: Line) -> bool:
    first = line.tokens[0]
    return first.endswith("指标") and words.is_level1(first) and not words.is_level2(first)


def _are_open(rest: Sequence[tuple[str, ...]], anchors: Sequence[int]) -> bool:
    """Return whether lines of several cells may be rows without a sign, or parts of rows."""
    return any(len(tokens) >= _MIN_CELLS for n, tokens in enumerate(rest) if n not in anchors)


def _is_anchor(tokens: Sequence[str], roles: Sequence[str], *, is_named: bool) -> bool:
    """Return whether a line prints the target of a row: before its points, with its sign.

    A target in words has none; then name and target stand behind a name of the second level.
    """
    if not tokens:
        return False
    if "weight" in roles:
        return len(tokens) > 1 and bool(POINTS.fullmatch(tokens[-1]))
    if "sign" in roles:
        signed = any(SIGN.match(token) for token in tokens)
        return signed or (is_named and len(tokens) >= _MIN_CELLS)
    return len(tokens) >= _MIN_CELLS or words.begins_with_sign(tokens[0])


def _rows(rest: Sequence[tuple[str, ...]], anchors: Sequence[int]) -> list[_Row]:
    """Return the rows with the lines of their names: above and below a target that has none."""
    rows = [_Row(n) for n in anchors]
    for number, tokens in enumerate(rest):
        if not tokens or number in anchors:
            continue
        above = max((row for row in rows if row.line < number), key=_line, default=None)
        below = min((row for row in rows if row.line > number), key=_line, default=None)
        if above is None or (below is not None and _is_of_next(number, above, below, rest)):
            row = below
        else:
            row = above
        if row is not None:
            row.beside.append(number)
    return rows


def _is_of_next(number: int, above: _Row, below: _Row, rest: Sequence[tuple[str, ...]]) -> bool:
    """Return whether a line is of the row below: that above is complete, or lacks more.

    A line that goes on below is about as long as any, so that a short one begins no long name.
    """
    length = _length("".join(rest[number]))
    begins = len(rest[below.line]) < _MIN_CELLS or length >= _length(rest[below.line][0])
    goes_on = len(rest[above.line]) < _MIN_CELLS or length <= _length(rest[above.line][0])
    if begins != goes_on:
        return begins
    if any(line > above.line for line in above.beside):
        return True
    return len(rest[below.line]) < len(rest[above.line]) or not any(
        line < above.line for line in above.beside
    )


def _length(text: str) -> int:
    """Return how long a text is in half characters, a little more or less aside."""
    return sum(1 if char.isascii() else 2 for char in text) // _SLACK


def _line(row: _Row) -> int:
    return row.line


def _segment(
    row: _Row, levels: Mapping[int, Cell], lines: Sequence[Line], rest: Sequence[tuple[str, ...]]
) -> Segment:
    """Return a row in order: its levels, the lines of its name, its target."""
    first, second = (
        Piece(levels[level].text, lines[levels[level].first].line) if level in levels else None
        for level in (1, 2)
    )
    beside = [Line(rest[n], lines[n].line) for n in row.beside]
    tokens, at = rest[row.line], lines[row.line].line
    printed = [*beside, Line(tokens, at)]
    if beside and beside[0].line > at and len(tokens) >= _MIN_CELLS:  # the end of the name
        printed = [Line(tokens[:1], at), *beside, Line(tokens[1:], at)]
    if beside and is_target("".join(text for line in beside for text in line.tokens)):
        printed = [Line(tokens[:1], at), *beside, *([Line(tokens[1:], at)] if tokens[1:] else [])]
    return Segment(first, second or Piece("", 0), printed)
