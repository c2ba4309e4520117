"""Rows put into other columns, and what a figure is: what headings, indicators and bodies share."""

import re
from collections.abc import Sequence

from budgetgraph.model import Cell, Row

from ..grids import blank

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")


def by(row: Row, columns: int) -> Row:
    """Return the row with its cells so many columns further right."""
    return tuple(cell.at(cell.row, cell.column + columns) for cell in row)


def into(row: Row, places: Sequence[int]) -> Row:
    """Return the row with its cells in these places, counted from 1."""
    return tuple(cell.at(cell.row, at) for cell, at in zip(row, places, strict=True))


def whole(row: Row, columns: int) -> Row:
    """Return the row with an empty cell wherever none stands or spans in so many columns."""
    cells: dict[int, Cell | None] = {at: blank(row[0], at) for at in range(1, columns + 1)}
    for cell in row:
        cells |= dict.fromkeys(range(cell.column, cell.column + cell.column_span))
        cells[cell.column] = cell
    return tuple(cell for cell in cells.values() if cell)


def code_or_figure(text: str) -> str:
    """Return `code` for a figure that may be a classification code, else `figure`."""
    return "code" if _CODE.fullmatch(text.strip()) else "figure"
