"""Headings of budget tables found on pages: names cut by columns or rows, or glued in one cell."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise, product, zip_longest
from operator import and_

from budgetgraph.figures import is_figure, squeeze
from budgetgraph.model import Block, Cell, Grid, Row

from ..grids import blank, join_cells, spread, width
from ..headings import known_headings
from ..meanings import heading_key
from ..sides import is_side, side_names

_MOST_ROWS, _MOST_PIECES, _MIN_ORDINALS = 5, 5, 2
_TWO = 2  # lines of a cell
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}、")
_OF_ONE_CELL = ("收入", "支出", "项目")  # heads of the columns of labels, with a wide gap inside


def mend_headings(blocks: Sequence[Block], forms: Set[int]) -> list[Block]:
    """Return the blocks with the names of columns in the first rows of grids whole.

    Args:
        blocks: All blocks.
        forms: Which grids head indicators, by identity: these are passed over.
    """
    result = list(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Grid) and block.rows and id(block) not in forms:
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            wide = width(following.rows) if isinstance(following, Grid) else 0
            result[index] = _mended(block, wide)
    return result


def _mended(grid: Grid, following: int) -> Grid:
    first = grid.rows[: _MOST_ROWS + 1]
    end = next((n for n, row in enumerate(first) if _is_body(row)), len(first))
    if not 0 < end <= _MOST_ROWS or not _has_pieces(first[:end]):
        return grid  # as most are
    rows = spread(grid)
    if len(rows) != len(grid.rows) or len({len(row) for row in rows}) > 1:
        return grid  # rows that leave out empty cells do not tell what stands below what
    lined = [part for row in rows[:end] for part in _by_lines(row)]
    heading = [_across(row) for row in _down(lined)]
    if len(rows) == len(heading) == end and following > width(rows):
        heading = _parted(heading, following)
    whole = _with_ordinals([*heading, *rows[end:]])
    return replace(grid, rows=tuple(whole)) if whole != rows else grid


def _is_body(row: Row) -> bool:
    for cell in row:  # noqa: SIM110 - the first rows of all grids come here
        if cell.text.isdecimal() or ("." in cell.text and is_figure(cell.text)):
            return True  # a figure, a code or the number of a column
    return False


def _has_pieces(rows: Sequence[Row]) -> bool:
    """Return whether some names are known, and two side by side, or one of lines, are not."""
    unknown = [[bool(cell.text) and not _is_known(cell.text) for cell in row] for row in rows]
    if not any(cell.text and _is_known(cell.text) for row in rows for cell in row):
        return False
    if any(_is_half(a.text, b.text) for row in rows for a, b in pairwise(row)):
        return True
    across = (any(a and b for a, b in pairwise(row)) for row in unknown)
    down = (any(map(and_, upper, lower)) for upper, lower in pairwise(unknown))
    return any(across) or any(down) or any("\n" in cell.text for cell in rows[-1])


def _is_half(first: str, second: str) -> bool:
    """Return whether two cells are the name of a half in two: 财政拨款 | 支出."""
    ends = second.endswith(("收入", "支出"))
    return ends and bool(first) and is_side(squeeze(first + second)) and not is_side(first)


@lru_cache(maxsize=1 << 14)
def _is_known(text: str) -> bool:
    return heading_key(squeeze(text)) in known_headings()


def _down(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with names that the edge of two rows cuts in the upper one: 科目编 / 码.

    What comes again beside it is a merged cell over several columns: 2024年 | 2024年.
    """
    result = [list(row) for row in rows]
    for number, (upper, lower) in enumerate(pairwise(result)):
        printed = [cell.text for cell in rows[number]]
        for index, (above, below) in enumerate(zip(upper, lower, strict=True)):
            is_merged = above.text in (
                *printed[max(index - 1, 0) : index],
                *printed[index + 1 : index + 2],
            )
            if not is_merged and _is_one((above, below)):
                upper[index] = _joined((above, below))
                lower[index] = blank(below, below.column)
    return [tuple(row) for row in result]


def _by_lines(row: Row) -> list[Row]:
    """Return the row with a name that its columns cut line by line whole; in two rows if need be.

    `功能 / 类 | 分类科 / 款 | 目编码 / 项` is 功能分类科目编码 over 类, 款 and 项; `部门预算 / 编 |
    经济分类科目 / 码` is one name of two lines.
    """
    cells = list(row)
    below = [blank(cell, cell.column) for cell in row]
    lines = [cell.text.split("\n") for cell in row]
    done = 0  # no cell is taken twice
    for start, size in product(range(len(row)), range(_MOST_PIECES, 1, -1)):
        end = start + size
        if start < done or end > len(row) or any(len(two) != _TWO for two in lines[start:end]):
            continue
        upper = "".join(two[0] for two in lines[start:end])
        lower = [two[1] for two in lines[start:end]]
        if _is_known(upper) and all(map(_is_known, lower)):
            pairs = zip(row[start:end], lower, strict=True)
            below[start:end] = [cell._replace(text=text) for cell, text in pairs]
        elif _is_known(upper + "".join(lower)):
            upper += "".join(lower)
        else:
            continue
        done = end
        cells[start] = row[start]._replace(text=upper)
        cells[start + 1 : end] = [blank(cell, cell.column) for cell in row[start + 1 : end]]
    return [tuple(cells), tuple(below)] if any(cell.text for cell in below) else [tuple(cells)]


def _across(row: Row) -> Row:
    """Return the row with names over several columns, which cut them, in the first: 基 | 本支出."""
    cells = list(row)
    index = 0
    while index < len(cells):
        if not _may_begin(cells, index):  # as most
            index += 1
            continue
        ends = range(index + 2, min(index + _MOST_PIECES, len(cells)) + 1)
        end = next((end for end in reversed(ends) if _is_one(cells[index:end])), 0)
        if end:
            whole = _joined(cells[index:end])
            cells[index:end] = [whole, *(blank(c, c.column) for c in cells[index + 1 : end])]
        index = end or index + 1
    return tuple(cells)


def _may_begin(cells: Sequence[Cell], index: int) -> bool:
    """Return whether a cell is the beginning of a known name that the next may go on with."""
    following = cells[index + 1].text if index + 1 < len(cells) else ""
    return bool(following) and _begins_name(cells[index].text)


@lru_cache(maxsize=1 << 14)
def _begins_name(text: str) -> bool:
    return bool(text) and heading_key(squeeze(text)) in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    """Return the beginnings of all known names, without the whole names but 财政拨款 of a half."""
    known = known_headings()
    halves = {name[:end] for name in side_names() for end in range(2, len(name))} - side_names()
    begun = frozenset(name[:end] for name in known for end in range(1, len(name)))
    return begun - known | halves


def _is_one(cells: Sequence[Cell]) -> bool:
    """Return whether cells are pieces of a known name, and the first is none itself.

    But for the half of a balance: 财政拨款 | 收入.
    """
    if not all(cell.text for cell in cells):
        return False
    whole = squeeze("".join(cell.text for cell in cells))
    if _is_known(cells[0].text):
        return _is_half(cells[0].text, "".join(cell.text for cell in cells[1:]))
    return _is_known(whole)


def _joined(cells: Sequence[Cell]) -> Cell:
    whole = cells[0]
    for cell in cells[1:]:
        whole = join_cells(whole, cell)
    return whole


def _parted(rows: list[Row], size: int) -> list[Row]:
    """Return a heading, whose rows stand overleaf, with a column for each line of the last row.

    Where these are names of as many columns as the rows have.
    """
    lines = [[line for line in cell.text.split("\n") if line] for cell in rows[-1]]
    if sum(map(len, lines)) != size or not all(
        _is_known(name) for names in lines for name in names
    ):
        return rows
    result: list[Row] = []
    for row in rows:
        cells: list[Cell] = []
        for cell, names in zip(row, lines, strict=True):
            texts = names if row is rows[-1] else [cell.text]
            pairs = zip_longest(texts, names, fillvalue="")
            cells += [cell._replace(text=text) for text, _ in pairs]
        result.append(tuple(cell.at(cell.row, n) for n, cell in enumerate(cells, 1)))
    return result


def _with_ordinals(rows: list[Row]) -> list[Row]:
    """Return the rows with the ordinals of labels, in a column of their own, before the labels."""
    first = [(squeeze(row[0].text), squeeze(row[1].text)) for row in rows if len(row) > 1]
    ordinals = sum(bool(_ORDINAL.fullmatch(text)) for text, _ in first)
    if ordinals < _MIN_ORDINALS or len(first) < len(rows):
        return rows
    if not all(
        not text or _ORDINAL.fullmatch(text) or text + label in _OF_ONE_CELL
        for text, label in first
    ):
        return rows
    joined = ((join_cells(row[0], row[1]), *row[2:]) for row in rows)
    return [tuple(cell.at(cell.row, n) for n, cell in enumerate(row, 1)) for row in joined]
