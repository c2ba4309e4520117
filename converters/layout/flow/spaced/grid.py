"""Performance tables in text that keeps the look of the page -> grids, over the ends of pages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgetgraph.model import Cell, Grid, Paragraph, Row

from ... import performance_words as words
from .indicators import read_rows
from .levels import Heading
from .words import Lines

_GAP = re.compile(r"\s{2,}")
_LEVELS = ("level1", "level2")


@dataclass(slots=True)
class IndicatorTable:
    """A performance table while its pages come in.

    Attributes:
        heading: Its heading.
        place: Its first line.
        rows: Rows of cells so far: labels and values, the heading, indicators.
        levels: Names of the levels in the last row.
    """

    heading: Heading
    place: Paragraph
    rows: list[Row] = field(default_factory=list)
    levels: dict[int, str] = field(default_factory=dict)

    def add_row(self, place: Paragraph, texts: Iterable[str]) -> None:
        """Add a row of cells that stands on one line."""
        number = len(self.rows) + 1
        self.rows.append(
            tuple(
                Cell(text, place.line, number, column, place.page)
                for column, text in enumerate(texts, 1)
            )
        )

    def add_indicators(
        self, part: Sequence[Paragraph], lines: Lines, start: int, *, overleaf: bool
    ) -> list[Paragraph] | None:
        """Add the indicators from a line on, each with its levels.

        Returns:
            The lines behind them; None where the indicators could not be read.
        """
        if not any(lines[start:]):
            return []  # they stand overleaf
        level1 = self.levels.get(self.heading.roles["level1"], "")
        found = read_rows(lines, self.heading, start, level1, overleaf=overleaf)
        if found is None:
            return None
        rest, indicators = found
        self._go_on(rest)
        columns = [self.heading.roles[level] for level in _LEVELS if level in self.heading.roles]
        for indicator in indicators:
            for column in columns:
                indicator.texts[column] = indicator.texts[column] or self.levels.get(column, "")
                self.levels[column] = indicator.texts[column]
            self.add_row(part[indicator.line], indicator.texts)
        return [paragraph for paragraph in part[indicators[-1].last + 1 :] if paragraph.text]

    def _go_on(self, texts: Sequence[str]) -> None:
        """Add the ends of cells that a page break cut to the last row."""
        self.rows[-1] = tuple(
            cell._replace(text=cell.text + text)
            for cell, text in zip(self.rows[-1], texts, strict=True)
        )

    def grid(self) -> Grid:
        """Return the whole table."""
        return Grid(tuple(self.rows), self.place.line, self.place.page)


def begins_with_label(text: str) -> bool:
    """Return whether a line begins with a label of a form."""
    return words.read_label(_GAP.split(text)[0]) is not None


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
        table.add_row(paragraph, _GAP.split(paragraph.text))
    table.add_row(head, heading.names)
    return [line for line in (*overleaf, *above) if line not in labels], table
