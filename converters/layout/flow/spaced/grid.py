"""Performance tables in text that keeps the look of the page -> grids, over the ends of pages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgetgraph.model import Cell, Grid, Paragraph, Row

from ... import performance_words
from .indicators import read_rows
from .levels import Heading
from .words import Lines, Word

_GAP = re.compile(r"\s{2,}")
_LEVELS = ("level1", "level2")

Pieces = Sequence[tuple[str, int]]  # texts with their lines


@dataclass(slots=True)
class IndicatorTable:
    """A performance table while its pages come in.

    Attributes:
        heading: Its heading.
        place: Its first line.
        rows: Rows of cells so far: labels and values, the heading, indicators.
        levels: The cells of the levels in the last row.
    """

    heading: Heading
    place: Paragraph
    rows: list[Row] = field(default_factory=list)
    levels: dict[int, Cell] = field(default_factory=dict)

    def add_label(self, paragraph: Paragraph) -> None:
        """Add a row of labels and values."""
        if paragraph.words:
            cells = [_cell(pieces, paragraph) for pieces in paragraph.words]
        else:
            texts = _GAP.split(paragraph.text)
            cells = [Cell(text, paragraph.line, page=paragraph.page) for text in texts]
        self._add(cells)

    def add_names(self, place: Paragraph) -> None:
        """Add the names of the columns."""
        self._add([Cell(name, place.line, page=place.page) for name in self.heading.names])

    def add_indicators(
        self, part: Sequence[Paragraph], lines: Lines, start: int, *, overleaf: bool
    ) -> list[Paragraph] | None:
        """Add the indicators from a line on, each with its levels.

        Returns:
            The lines behind them; None where the indicators could not be read.
        """
        if not any(lines[start:]):
            return []  # they stand overleaf
        level1 = self.levels.get(self.heading.roles["level1"])
        last_level = level1.text if level1 else ""
        found = read_rows(lines, self.heading, start, last_level, overleaf=overleaf)
        if found is None:
            return None
        rest, indicators = found
        self._go_on([_pieces(column, part) for column in rest], part[start])
        for indicator in indicators:
            place = part[indicator.line]
            cells = [_cell(_pieces(column, part), place) for column in indicator.words]
            for level in _LEVELS:
                if (column := self.heading.roles.get(level)) is not None:
                    cells[column] = (
                        cells[column]
                        if cells[column].text
                        else self.levels.get(column, cells[column])
                    )
                    self.levels[column] = cells[column]
            self._add(cells)
        return [paragraph for paragraph in part[indicators[-1].last + 1 :] if paragraph.text]

    def _add(self, cells: Iterable[Cell]) -> None:
        number = len(self.rows) + 1
        numbered = (
            cell._replace(row=number, column=column) for column, cell in enumerate(cells, 1)
        )
        self.rows.append(tuple(numbered))

    def _go_on(self, columns: Sequence[Pieces], place: Paragraph) -> None:
        """Add the ends of cells that a page break cut to the last row."""
        if any(columns):
            self.rows[-1] = tuple(
                _joined(cell, _cell(pieces, place)) if pieces else cell
                for cell, pieces in zip(self.rows[-1], columns, strict=True)
            )

    def grid(self) -> Grid:
        """Return the whole table."""
        return Grid(tuple(self.rows), self.place.line, self.place.page)


def begins_with_label(text: str) -> bool:
    """Return whether a line begins with a label of a form."""
    return performance_words.read_label(_GAP.split(text)[0]) is not None


def begin(
    head: Paragraph, heading: Heading, overleaf: Sequence[Paragraph], above: Sequence[Paragraph]
) -> tuple[list[Paragraph], IndicatorTable]:
    """Return the lines before a performance table, and the table down to its heading.

    Args:
        head: The first line of the heading.
        heading: The heading.
        overleaf: What the page before may print of the form.
        above: The lines before the heading.
    """
    labels: list[Paragraph] = []
    if not heading.is_list:
        named = (n for n, line in enumerate(above) if begins_with_label(line.text))
        first = 0 if overleaf else next(named, len(above))
        labels = [line for line in (*overleaf, *above[first:]) if line.text]
    table = IndicatorTable(heading, labels[0] if labels else head)
    for paragraph in labels:
        table.add_label(paragraph)
    table.add_names(head)
    return [line for line in (*overleaf, *above) if line not in labels], table


def _pieces(words: Iterable[Word], part: Sequence[Paragraph]) -> Pieces:
    return [(word.text, part[word.line].line) for word in words]


def _cell(pieces: Pieces, place: Paragraph) -> Cell:
    """Return the cell of these pieces; an empty one where its row stands."""
    cells = [Cell(text, line, page=place.page) for text, line in pieces]
    if not cells:
        return Cell("", place.line, page=place.page)
    return cells[0] if len(cells) == 1 else _joined(*cells)


def _joined(*cells: Cell) -> Cell:
    pieces = tuple(piece for cell in cells for piece in (cell.pieces or (cell,)) if piece.text)
    return cells[0]._replace(text="".join(piece.text for piece in pieces), pieces=pieces)
