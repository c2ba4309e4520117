"""Cells merged over several rows, in text that keeps the look of the page.

Such a cell stands in the middle of its rows; where rows below are only left empty, in the first.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from ... import performance_words
from .words import Cell, Lines, Row, Word

SIGN = re.compile(rf"[{performance_words.COMPARATORS}]|定[性量]")
_OPEN_DATE = ("年", "月")
_STEP = 2  # lines: one may stand between two of a cell
_SLACK = 1  # columns
_NEAR = 2  # rows beside the one that puts a cell in the middle


def merged_cells(
    words: Sequence[Word], lines: Lines, level: int, *, tight: bool = False
) -> list[Cell]:
    """Return the cells of a column; those of levels go on until their name is complete.

    Where tight, whatever stands below without an empty line is of the same cell.
    """
    widest = max((word.width for word in words), default=0)
    cells: list[Cell] = []
    for word in words:
        near = cells and _continues(cells[-1], word, lines, 0 if level or tight else widest)
        if near and not (level and _is_complete(cells[-1].text, word.text, level)):
            cells[-1].words.append(word)
        else:
            cells.append(Cell([word]))
    return cells


def _is_complete(text: str, following: str, level: int) -> bool:
    """Return whether a level's name is whole, and not longer with what follows: 满意度 / 指标."""
    is_known = performance_words.is_level1 if level == 1 else performance_words.is_level2
    return is_known(text) and not performance_words.begins_level(text + following, level)


def _continues(cell: Cell, word: Word, lines: Lines, widest: int) -> bool:
    """Return whether a word goes on with a cell: on its line, or below one as wide as any."""
    last = cell.last
    if word.line == last.line:
        return True
    if word.line - last.line > _STEP or not all(lines[last.line + 1 : word.line]):
        return False
    if not widest:
        return True
    if SIGN.match(word.text) or (word.text[0].isdecimal() and last.text[-1] not in _OPEN_DATE):
        return False
    on_line = sum(other.width for other in cell.words if other.line == last.line)
    return on_line + _SLACK >= widest


def spread(
    rows: Sequence[Row], cells: Sequence[Cell], starts: Sequence[Row], *, carried: bool
) -> list[tuple[Row, Cell]]:
    """Return the first row of each cell: it stands in the middle of its rows, or in the first.

    Where as many rows are known to begin something, it is these. Where carried, the first rows may
    be of a cell on the page before.
    """
    if not cells:
        return []
    if len(starts) == len(cells):
        return list(zip(starts, cells, strict=True))
    nearest = [min(range(len(rows)), key=lambda n: _off(cell, rows[n], rows[n])) for cell in cells]
    off = sum(_off(cell, rows[n], rows[n]) for n, cell in zip(nearest, cells, strict=True))
    cost, begins = _least(rows, cells, len(rows) - len(cells) if carried else 0)
    if off < cost and len(set(nearest)) == len(cells) and (carried or nearest[0] == 0):
        begins = nearest
    return [(rows[begin], cell) for begin, cell in zip(begins, cells, strict=True)]


def _least(rows: Sequence[Row], cells: Sequence[Cell], before: int) -> tuple[int, list[int]]:
    """Return the least sum of distances from the middles of rows, and the first row of each cell.

    Args:
        rows: All rows.
        cells: At most as many.
        before: How many rows at the top may be of no cell; each costs half a line.
    """
    lasts = [row.last for row in rows]
    # By the row where the next cell begins: the cost so far, and the first rows of the cells.
    ways: dict[int, tuple[int, list[int]]] = {n: (n, []) for n in range(before + 1)}
    for number, cell in enumerate(cells, 1):
        left = len(cells) - number
        following: dict[int, tuple[int, list[int]]] = {}
        for begin, (cost, begins) in ways.items():
            middle = bisect_left(lasts, cell.first + cell.last.line - rows[begin].first)
            most = len(rows) - 1 - left
            near = range(middle - _NEAR, middle + _NEAR + 1)
            ends = {min(max(end, begin), most) for end in near} if left else {most}
            for end in ends:
                if end < begin:
                    continue
                way = cost + _off(cell, rows[begin], rows[end]), [*begins, begin]
                following[end + 1] = min(following.get(end + 1, way), way)
        ways = following
    return min(ways.values())


def _off(cell: Cell, first: Row, last: Row) -> int:
    """Return how far, in half lines, a cell is from the middle of rows."""
    return abs(cell.first + cell.last.line - first.first - last.last)
