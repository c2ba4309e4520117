"""Tables each row of which prints all its figures on one line: no column is lost.

As many figures stand in each row as there are columns of them, so the words of the heading can be
counted, whatever its levels.
"""

import re
from collections.abc import Sequence

from budgetgraph.figures import is_figure
from budgetgraph.model import Block, Cell, Grid, Paragraph

from .. import captions
from ..grids import spread
from ..headings import columns as columns_of
from ..short_rows import with_places
from ..short_rows.nesting import agrees
from ._left import rows_in

_AMOUNT = re.compile("[.,，．]")
_MIN_ROWS = 3
_Words = tuple[list[str], list[str]]  # texts, and the figures behind them


def read_by_count(region: Sequence[Block]) -> list[Block]:
    """Return lines with the table in them as a grid; nothing where columns may be lost.

    Args:
        region: What stands from one title to the next.
    """
    lines = [block for block in region if isinstance(block, Paragraph) and block.text]
    rows = rows_in(lines)
    if len(rows) < _MIN_ROWS or any(isinstance(block, Grid) for block in region):
        return []
    first, last = lines.index(rows[0]), lines.index(rows[-1])
    between = [line for line in lines[first : last + 1] if line not in rows]  # page numbers
    above = next((n for n in range(first, 0, -1) if _is_caption(lines[n - 1].text)), 0)
    if above == first or not all(captions.is_running(line.text) for line in between):
        return []
    grid = _grid(lines[above:first], rows)
    return [*lines[:above], *between, grid, *lines[last + 1 :]] if grid else []


def _is_caption(text: str) -> bool:
    return captions.is_title(text) or captions.is_running(text)


def _grid(heading: Sequence[Paragraph], body: Sequence[Paragraph]) -> Grid | None:
    """Return the grid of rows with as many figures each; None where the heading does not fit."""
    parted = [_parted(line.text) for line in body]
    if len({len(figures) for _, figures in parted}) > 1 or not all(map(all, parted)):
        return None
    labels = max(len(texts) for texts, _ in parted)
    columns = labels + len(parted[0][1])
    codes = _codes_first([texts for texts, _ in parted if len(texts) == labels])
    rows = [line.text.split() for line in heading]
    for texts, figures in parted:
        missing = [""] * (labels - len(texts))
        rows.append([*missing[:codes], *texts, *missing[codes:], *figures])
    cells = [
        tuple(
            Cell(text, line.line, number, column, line.page) for column, text in enumerate(row, 1)
        )
        for number, (line, row) in enumerate(zip([*heading, *body], rows, strict=True), 1)
    ]
    printed = Grid(tuple(cells), heading[0].line, heading[0].page)
    for grid in with_places([printed]):
        if isinstance(grid, Grid) and _fits(grid, len(heading), columns):
            return grid
    return None


def _codes_first(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns of codes stand before the first of texts."""
    kinds = [any(map(is_figure, column)) for column in zip(*rows, strict=True)]
    return next((number for number, is_code in enumerate(kinds) if not is_code), 0)


def _fits(grid: Grid, heading: int, columns: int) -> bool:
    """Return whether a heading has the columns of its rows; one of several levels, by sums too."""
    if any(sum(cell.column_span for cell in row) != columns for row in grid.rows):
        return False
    rows = spread(grid)
    names = columns_of(rows[:heading], rows[heading:])
    named = all(column.path for column in names)
    return named and (heading == 1 or agrees(names, rows[heading:]))


def _parted(text: str) -> _Words:
    """Return the texts of a row and the amounts behind them; none if some stand before a text."""
    words = text.split()
    amounts = [is_figure(word) and bool(_AMOUNT.search(word)) for word in words]
    end = len(words) - sum(amounts)
    return ([], []) if any(amounts[:end]) else (words[:end], words[end:])
