"""Cells as they are written, put on the columns that cells from rows above leave free."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgetgraph.limits import DEFAULT
from budgetgraph.model import Block, Cell, Row

from .._grids import blocks_of, free_column
from .._rows import TextLine

_MOST_COLUMNS = DEFAULT.table_columns


class Written(NamedTuple):
    """The text of one cell, its line, and how many columns and rows it covers."""

    text: str
    line: TextLine
    across: int = 1
    down: int = 1


def table_of(rows: Sequence[Sequence[Written]]) -> Iterator[Block]:
    """Yield the table of rows in which covered places are left out, as `blocks_of` does."""
    first = next((row[0].line for row in rows if row), None)
    if first is not None:
        yield from blocks_of(list(_placed(rows)), first.number, first.page)


def _placed(rows: Iterable[Sequence[Written]]) -> Iterator[Row]:
    reaching: list[tuple[int, int, int]] = []  # first column, column after, last row
    for number, row in enumerate(rows, 1):
        reaching = [span for span in reaching if span[2] >= number]
        column, cells = 1, []
        for text, line, across, down in row:
            column = free_column(reaching, column)
            if column > _MOST_COLUMNS:
                break
            cells.append(Cell(text, line.number, number, column, line.page, None, down, across))
            if down > 1:
                reaching.append((column, column + across, number + down - 1))
            column += across
        yield tuple(cells)
