"""Grids as every reader hands them on: columns without gaps, text rows lifted out, tables required.

A grid column that no cell begins in is no column: Word and HTML count invisible ones. A row that is
one cell over the whole width, above or below the table, is a title, a unit or a note: a paragraph.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from budgetgraph.errors import InputError
from budgetgraph.model import Block, Cell, Finding, Grid, Paragraph, Row

from ._findings import no_table

_MONEY = re.compile(r"\d\s*[亿万千百]{0,2}元")


def blocks_of(
    rows: Sequence[Row], line: int = 0, page: int | None = None, kept: Collection[int] = ()
) -> Iterator[Block]:
    """Yield a table as blocks: full-width rows at top and bottom as paragraphs, the rest as a grid.

    A table of one column is text in a frame.

    Args:
        rows: Cells with true row, column and spans.
        line: Source line of the table.
        page: Page of the table.
        kept: Columns that are counted though no cell begins in them.
    """
    rows = [row for row in rows if row]
    columns = len({cell.column for row in rows for cell in row})
    if columns == 1:
        yield from _paragraphs(rows)
        return
    columns = _width(rows)
    top = 0
    while top < len(rows) and _is_text_row(rows[top], columns):
        top += 1
    bottom = len(rows)
    while bottom > top and _is_text_row(rows[bottom - 1], columns):
        bottom -= 1
    yield from _paragraphs(rows[:top])
    if any(cell.text for row in rows[top:bottom] for cell in row):
        yield Grid(compact(rows[top:bottom], kept), line, page)
    yield from _paragraphs(rows[bottom:])


def compact(rows: Sequence[Row], kept: Collection[int] = ()) -> tuple[Row, ...]:
    """Return the rows with columns and rows numbered by the edges at which cells begin."""
    columns = sorted({cell.column for row in rows for cell in row}.union(kept))
    lines = sorted({cell.row for row in rows for cell in row})
    new_columns = {column: number for number, column in enumerate(columns, 1)}
    new_rows = {line: number for number, line in enumerate(lines, 1)}
    compacted = []
    for row in rows:
        cells = []
        for cell in row:
            place = new_rows[cell.row], new_columns[cell.column]
            spans = cell.row_span, cell.column_span
            if spans != (1, 1):
                spans = (
                    bisect_left(lines, cell.row + spans[0]) + 1 - place[0],
                    bisect_left(columns, cell.column + spans[1]) + 1 - place[1],
                )
            cells.append(_renumbered(cell, place, spans))
        compacted.append(tuple(cells))
    return tuple(compacted)


def _renumbered(cell: Cell, place: tuple[int, int], spans: tuple[int, int]) -> Cell:
    if (cell.row, cell.column) == place and (cell.row_span, cell.column_span) == spans:
        return cell
    return Cell(  # dataclasses.replace takes five times as long, and this is every cell of a sheet
        cell.text, cell.line, *place, cell.page, cell.sheet, *spans,
        cell.box, cell.confidence, cell.pieces,
    )  # fmt: skip


def free_column(spans: list[tuple[int, int, int]], column: int) -> int:
    """Return the first column from here on that no cell from above reaches into."""
    moved = True
    while moved:
        moved = False
        for first, after, _ in spans:
            if first <= column < after:
                column, moved = after, True
    return column


def missing_tables(blocks: Sequence[Block], place: str, hint: str) -> list[Finding]:
    """Return the finding that there is no table; none where there is one.

    Text that names sums of money may state the budget by itself: tables are often pictures.

    Args:
        blocks: What was read.
        place: File name.
        hint: What the file holds instead and what to do.

    Raises:
        InputError: No table and no sum of money: nothing found is not a result.
    """
    if any(isinstance(block, Grid) for block in blocks):
        return []
    if not any(isinstance(block, Paragraph) and _MONEY.search(block.text) for block in blocks):
        raise InputError(f"no table found: {hint}", place)
    return [no_table(hint)]


def _width(rows: Iterable[Row]) -> int:
    return max((cell.column + cell.column_span - 1 for row in rows for cell in row), default=0)


def _is_text_row(row: Row, columns: int) -> bool:
    """Return whether the row is one cell over the whole width, or empty."""
    if not any(cell.text for cell in row):
        return True
    return columns > 1 and len(row) == 1 and row[0].column_span == columns


def _paragraphs(rows: Iterable[Row]) -> Iterator[Paragraph]:
    for row in rows:
        for cell in row:
            for text in filter(None, (part.strip() for part in cell.text.split("\n"))):
                yield Paragraph(text, cell.line, cell.page)
