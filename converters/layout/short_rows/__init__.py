"""Rows that a converter made too short: cells merged from above are missing, those below slid left.

Writers of Markdown keep a cell that spans columns as one cell with empty ones behind it, or as one
cell alone, and leave out one that spans rows. `heading` opens headings out again, `indicators` the
rows of performance tables, `_fitted` all others. A row is moved only where its cells then stand
below their like; one whose empty cells at the end were left out stays where it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from budgetgraph.figures import is_blank, is_figure, squeeze
from budgetgraph.model import Block, Grid, Paragraph, Row

from .. import performance_words as words
from ..grids import is_blank_row
from ..labelled import is_form
from ..periods import is_result
from . import heading, indicators
from ._moved import by, code_or_figure

_TOTALS = frozenset({"合计", "总计"})


def with_places(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the cells of rows that are too short in the columns that they stand in."""
    for block in blocks:
        if isinstance(block, Grid) and block.closes_up and not _is_plan(block.rows):
            yield from _as_lines(block)
        elif isinstance(block, Grid) and _is_ragged(block):
            yield _with_places(block)
        else:
            yield block


def _is_plan(rows: Sequence[Row]) -> bool:
    """Return whether rows are a form that says what is to be reached, and not what was."""
    headings = filter(words.find_columns, rows)
    return is_form(rows) and not any(is_result(c.text) for row in headings for c in row)


def with_bars(blocks: Iterable[Block], printed: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with `|` between the cells of rows that were made text and stayed so.

    Args:
        blocks: What the tables of the text were taken from.
        printed: The blocks as the reader gave them.
    """
    closed = {
        (row[0].page, row[0].line)
        for block in printed
        if isinstance(block, Grid) and block.closes_up
        for row in filter(None, block.rows)
    }
    return tuple(
        block._replace(text=" | ".join(word for piece in block.words for word, _ in piece))
        if closed and isinstance(block, Paragraph) and (block.page, block.line) in closed
        else block
        for block in blocks
    )


def _as_lines(grid: Grid) -> Iterator[Paragraph]:
    """Yield the rows of a grid as text whose empty columns are lost, which arithmetic places."""
    for row in filter(None, grid.rows):
        cells = [(squeeze(cell.text), cell.line) for cell in row]
        text = " ".join(word for word, _ in cells)
        yield Paragraph(text, row[0].line, row[0].page, words=tuple((cell,) for cell in cells))


def _is_ragged(grid: Grid) -> bool:
    return len(set(map(len, grid.rows))) > 1


def _with_places(grid: Grid) -> Grid:
    rows = grid.rows
    if any(cell.column_span > 1 or cell.row_span > 1 for row in rows for cell in row):
        return grid  # the writer says what is merged
    columns = max(map(len, rows))
    if is_form(rows):
        return replace(grid, rows=indicators.placed(rows, columns, closes_up=grid.closes_up))
    end, moved = heading.placed(rows, columns)
    moved = {**moved, **_fitted(rows, end, columns)}
    return replace(grid, rows=_replaced(rows, moved)) if moved else grid


def _replaced(rows: Sequence[Row], moved: Mapping[int, Row]) -> tuple[Row, ...]:
    return tuple(moved.get(index, row) for index, row in enumerate(rows))


def _fitted(rows: Sequence[Row], start: int, columns: int) -> dict[int, Row]:
    """Return the short rows of a body that fit only behind cells merged from above, moved there.

    Whole rows show what stands in each column. Where both places fit, it counts whether the writer
    keeps empty cells at the end of rows.
    """
    whole = [row for row in rows[start:] if len(row) == columns and not is_blank_row(row)]
    kinds = [{_kind(row[index].text) for row in whole} - {""} for index in range(columns)]
    keeps_ends = any(not row[-1].text for row in whole)
    moved: dict[int, Row] = {}
    for index in range(start, len(rows)):
        row = rows[index]
        missing = columns - len(row)
        if not missing or len(row) < 2 or is_blank_row(row):  # noqa: PLR2004 - a note, a title
            continue
        if not (keeps_ends or _misfits(row, kinds)):
            continue
        if not _misfits(row, kinds[missing:]):
            moved[index] = by(row, missing)
        elif squeeze(row[0].text) in _TOTALS and not _misfits(row[1:], kinds[missing + 1 :]):
            moved[index] = (row[0], *by(row[1:], missing))  # it spans what is left of its figures
    return moved


def _misfits(row: Row, kinds: Sequence[set[str]]) -> int:
    """Return how many cells print what no whole row prints in their column."""
    return sum(
        not _is_like(_kind(cell.text), known) for cell, known in zip(row, kinds, strict=False)
    )


def _is_like(kind: str, known: set[str]) -> bool:
    return not (kind and known) or kind in known or (kind == "code" and "figure" in known)


def _kind(text: str) -> str:
    if is_blank(text):
        return ""
    return code_or_figure(text) if is_figure(text) else "text"
