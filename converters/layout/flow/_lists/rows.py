"""The grid of a plain list in layout text."""

from collections.abc import Iterable, Sequence

from budgetgraph.model import Cell, Grid, Paragraph, Row

from . import Heading


def place(cells: Sequence[Cell | None], row: int, line: int, page: int | None) -> Row:
    """Return a row of the grid: one cell per column, empty ones where nothing is printed."""
    return tuple(
        cell._replace(row=row, column=column)
        if cell
        else Cell("", line, row=row, column=column, page=page)
        for column, cell in enumerate(cells, 1)
    )


def heading_row(heading: Heading, page: int | None) -> Row:
    """Return the one heading row of a list without groups."""
    return place([Cell(name.text, name.line) for name in heading.names], 1, 0, page)


def grid_below(
    heading: Sequence[Row], found: Iterable[Sequence[Cell | None]], start: Paragraph
) -> Grid:
    """Return the grid of a list that starts at a paragraph.

    Args:
        heading: Its heading rows.
        found: The cells of the rows below, None where nothing is printed; one is in each row.
        start: Where it starts.
    """
    rows = list(heading)
    for cells in found:
        first = min((cell for cell in cells if cell), key=lambda cell: cell.line)
        rows.append(place(cells, len(rows) + 1, first.line, first.page))
    return Grid(tuple(rows), start.line, start.page)
