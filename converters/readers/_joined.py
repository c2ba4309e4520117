"""Rows of cells joined by blanks: an empty cell is nothing, or one blank, between two of them.

Crawlers write the rows of web pages so. How wide the gaps are tells how many cells are empty, where
all rows then have as many; blanks that only set columns apart do not agree.
"""

import re
from collections.abc import Sequence

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell, Grid, Row

from ._rows import TextLine, clean

_LEAST_COLUMNS = 3  # with fewer, a figure stands in the only column
_LEAST_ROWS = 3  # with the heading
_MOST_HEADINGS = 8  # rows above the first figure
_MOST_ROWS = 500
_GAP = re.compile(" +")
# Words that are printed with blanks in them.
_SPREAD = re.compile(r"(?<![^ ])(?:(?:[合总小共] +计)|(?:[项科] +目)|备 +注|名 +称)(?![^ ])")
_ASIDE = re.compile("[:：]")  # a unit, a department, a note
# How many blanks part two cells, and how many stand for an empty one.
_WAYS = ((4, 0), (3, 0), (2, 1), (2, 0), (1, 1), (1, 0))  # the widest that fits


def joined_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the table whose first row stands here, else `start`."""
    below = lines[start + 1].text if start + 1 < len(lines) else ""
    near = f"{lines[start].text}\n{below}\n".replace("\xa0", " ")
    if "  " not in near and " \n" not in near:  # as in most text
        return start
    return next((start + len(rows) for way in _WAYS if (rows := _table(lines, start, way))), start)


def read_joined(lines: Sequence[TextLine]) -> Grid:
    """Return the grid of the rows of one table."""
    texts = next(filter(None, (_table(lines, 0, way) for way in _WAYS)))
    numbered = enumerate(zip(texts, lines, strict=True), 1)
    rows = tuple(_row(cells, line, number) for number, (cells, line) in numbered)
    return Grid(rows, lines[0].number, lines[0].page)


def _row(texts: Sequence[str], line: TextLine, number: int) -> Row:
    return tuple(
        Cell(clean(text), line.number, number, column, line.page)
        for column, text in enumerate(texts, 1)
    )


def _table(lines: Sequence[TextLine], start: int, way: tuple[int, int]) -> list[list[str]]:
    """Return the rows from here on that have as many cells joined this way; none for no table.

    What stands right above and below them is no row.
    """
    if start and not _is_no_row(lines[start - 1].text):
        return []
    first = _cells(lines[start].text, way)
    if len(first) < _LEAST_COLUMNS or any(map(is_figure, first)):
        return []
    rows = [first]
    has_figures = False
    for line in lines[start + 1 : start + _MOST_ROWS]:
        row = _cells(line.text, way)
        if len(row) != len(first) or (len(rows) > _MOST_HEADINGS and not has_figures):
            break
        has_figures = has_figures or any(map(is_figure, row))
        rows.append(row)
    if len(rows) < _LEAST_ROWS or not has_figures or not any("" in row for row in rows):
        return []
    below = lines[start + len(rows) : start + len(rows) + 1]
    return rows if all(_is_no_row(line.text) for line in below) else []


def _is_no_row(text: str) -> bool:
    """Return whether a line beside a table is none of its rows: one text, or an aside."""
    if " " not in text.strip():
        return True
    return bool(_ASIDE.search(text)) and not any(map(is_figure, text.split()))


def _cells(text: str, way: tuple[int, int]) -> list[str]:
    """Return the cells of a row, none where a gap is no number of empty cells."""
    text = _SPREAD.sub(lambda found: found[0].replace(" ", ""), text.replace("\xa0", " "))
    between, empty = way
    if text.isspace():  # a row of empty cells
        more, rest = divmod(len(text) - empty, between + empty)
        return [] if rest else [""] * (more + 1)
    cells: list[str] = []
    at = 0
    for gap in _GAP.finditer(text):
        inside = gap.start() > 0 and gap.end() < len(text)
        more, rest = divmod(len(gap[0]) - between * inside, between + empty)
        if more < 0 or rest:
            return []
        if gap.start():
            cells.append(text[at : gap.start()])
        cells += [""] * more
        at = gap.end()
    return [*cells, text[at:]] if at < len(text) else cells
