"""A table as printed on one page, before its cells are only text: lines, boxes, areas."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from budgetgraph.model import Block, Box, Cell

from .._grids import blocks_of
from .lattice import POINT, Area
from .text import TextLine


@dataclass(slots=True)
class PrintedCell:
    """One cell: its area, its printed lines, page and line; pieces of it from following pages."""

    area: Area
    lines: list[TextLine]
    page: int
    line: int
    more: list["PrintedCell"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The printed lines with a space between them, pieces of following pages included."""
        return " ".join(
            part for part in (*(line.text for line in self.lines), *self._rest()) if part
        )

    @property
    def last(self) -> "PrintedCell":
        """The piece on the last page."""
        return self.more[-1] if self.more else self

    def cell(self, row: int) -> Cell:
        """Return the cell as the readers hand it on, in that row (from 0) of its grid."""
        pieces = (self._plain(row, ()), *(piece.cell(row) for piece in self.more))
        return self._plain(row, pieces) if self.more else pieces[0]

    def _rest(self) -> Iterator[str]:
        return (piece.text for piece in self.more)

    def _plain(self, row: int, pieces: tuple[Cell, ...]) -> Cell:
        area = self.area
        own = " ".join(line.text for line in self.lines)
        sure = [
            glyph.confidence
            for line in self.lines
            for glyph in line.glyphs
            if glyph.confidence is not None
        ]
        return Cell(
            text="".join(piece.text for piece in pieces) if pieces else own,
            line=self.line,
            row=row + 1,
            column=area.column + 1,
            page=self.page,
            row_span=area.row_span,
            column_span=area.column_span,
            box=Box(area.left / POINT, area.top / POINT, area.right / POINT, area.bottom / POINT),
            confidence=min(sure, default=None),
            pieces=pieces,
        )


@dataclass(slots=True)
class PrintedTable:
    """One table on one page, row by row.

    Attributes:
        rows: Its cells.
        page: Its page.
        line: Where its first row stands on the page.
        columns: Columns of the page before that it goes on with, though no cell begins in them.
    """

    rows: list[list[PrintedCell]]
    page: int
    line: int
    columns: set[int] = field(default_factory=set)

    def blocks(self) -> Iterator[Block]:
        """Yield the table as blocks."""
        rows = [tuple(cell.cell(number) for cell in row) for number, row in enumerate(self.rows)]
        yield from blocks_of(rows, self.line, self.page, self.columns)

    def remove_row(self, index: int) -> None:
        """Take a row out; cells that reach below it stay in the rows below."""
        below = [cell for cell in self.rows[index] if cell.area.row_span > 1]
        del self.rows[index]
        for cell in below:
            area = cell.area
            cell.area = area._replace(row=area.row + 1, row_span=area.row_span - 1)
            self.rows[index].append(cell)
        if below:
            self.rows[index].sort(key=lambda cell: cell.area.column)

    def bottom_cells(self) -> list[PrintedCell]:
        """Return the cells that reach down to the table's lower edge."""
        edge = max((cell.area.bottom for row in self.rows for cell in row), default=0)
        return [cell for row in self.rows for cell in row if cell.area.bottom == edge]
