"""Grids as rectangles: spans opened out, blank rows dropped, rows joined cell by cell."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter, itemgetter

from budgetgraph.figures import squeeze
from budgetgraph.model import Cell, Grid, Row

MAX_COLUMNS = 200
_LOST = frozenset({"", "?", "？", "\ufffd"})  # what is left of a blank that a tool could not write
_SPAN = attrgetter("column_span")
_TEXT = itemgetter(0)  # of a cell, half the time of asking by name


def blank(like: Cell, column: int) -> Cell:
    """Return an empty cell in the row of another."""
    return Cell("", like.line, like.row, column, like.page, like.sheet)


def spread(grid: Grid) -> list[Row]:
    """Return the rows with one cell per position: covered positions and gaps are empty cells."""
    return list(spread_rows(grid.rows))


def spread_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of a grid as `spread` returns them."""
    for row in rows:
        if row and not is_blank_row(found := _spread_row(row)):
            yield found


def is_blank_row(row: Iterable[Cell]) -> bool:
    """Return whether no cell of the row prints anything."""
    for cell in row:  # noqa: SIM110 - half the time of any(), and all rows come here
        if cell.text:
            return False
    return True


def width(rows: Sequence[Row]) -> int:
    """Return the number of columns of the widest row."""
    return max((len(row) for row in rows), default=0)


def printed_width(rows: Iterable[Row]) -> int:
    """Return the number of columns up to the last one that prints anything."""
    return max((_last_printed(row) for row in rows), default=0)


def _last_printed(row: Row) -> int:
    """Return the 1-based position of the last cell of a row that prints anything, 0 for none."""
    return next((index for index in range(len(row), 0, -1) if row[index - 1].text), 0)


def pad(row: Row, columns: int) -> Row:
    """Return the row with empty cells up to the number of columns."""
    if len(row) >= columns:
        return row
    return row + tuple(blank(row[-1], column) for column in range(len(row) + 1, columns + 1))


def join_cells(first: Cell, second: Cell) -> Cell:
    """Return one cell that prints both pieces; nothing is added between them."""
    if not second.text:
        return first
    if not first.text:
        return second.at(first.row, first.column)
    pieces = (first.pieces or (first,)) + (second.pieces or (second,))
    return first._replace(text=first.text + second.text, pieces=pieces)


def join_rows(first: Row, second: Row) -> Row:
    """Return one row in which every cell of the second continues the cell above it."""
    columns = max(len(first), len(second))
    pairs = zip(pad(first, columns), pad(second, columns), strict=True)
    return tuple(join_cells(above, below) for above, below in pairs)


def renumber(rows: Iterable[Row], first: int) -> tuple[Row, ...]:
    """Return the rows with cells numbered inside their whole table."""
    return tuple(
        [
            tuple(
                [
                    cell if cell[2] == number and cell[3] == column else cell.at(number, column)
                    for column, cell in enumerate(row, 1)
                ]
            )
            for number, row in enumerate(rows, first)
        ]
    )


def in_one(cells: Iterable[Cell]) -> str:
    """Return the texts of cells as one, a line each: one look at it saves one at each cell."""
    return "\n".join(map(_TEXT, cells))


def filled(row: Iterable[Cell]) -> list[str]:
    """Return the texts of the cells of a row that print anything."""
    return [cell.text for cell in row if cell.text not in _LOST]


def texts(row: Iterable[Cell]) -> list[str]:
    """Return the texts of a row without white space."""
    return [squeeze(cell.text) for cell in row]


def _is_plain(row: Row) -> bool:
    """Return whether there is nothing to open out, as in all text: each cell at its place.

    Columns go up from cell to cell, so the last tells of all.
    """
    places: int = sum(map(_SPAN, row))
    return row[-1].column == len(row) == places


def _spread_row(row: Row) -> Row:
    if _is_plain(row):
        return row[:MAX_COLUMNS]
    placed: dict[int, Cell] = {}
    following = 1
    for cell in row:
        column = max(cell.column or following, following)
        placed[column] = cell
        following = column + cell.column_span
    last = min(following - 1, MAX_COLUMNS)
    return tuple(placed.get(column) or blank(row[0], column) for column in range(1, last + 1))


def flatten(rows: Iterable[Row]) -> Iterable[Cell]:
    """Yield all cells of the rows."""
    return chain.from_iterable(rows)
