"""Tables written cell by cell, each with a `|` behind it, whose rows are numbered from 1: `1 |`.

The numbers tell the rows, whatever pipes tools leave out or add around merged cells of the heading.
"""

from collections.abc import Sequence

from budgetgraph.model import Cell, Row

from ._rows import TextLine, clean

_NUMBER = "序号"  # begins the heading
_COLUMN_NUMBERS = "栏次"  # begins a row below it: 栏次, 1, 2, 3
_LEAST_ROWS = 4
_LEAST_COLUMNS = 3


def numbered_rows(lines: Sequence[TextLine]) -> list[Row]:
    """Return the rows of a table whose first column counts them, without that; none elsewhere."""
    cells = [Cell(clean(line.text.rstrip(" |")), line.number, page=line.page) for line in lines]
    begin = next((n for n, cell in enumerate(cells) if clean(cell.text) == _NUMBER), -1)
    if begin < 0 or any(clean(line.text).rstrip("| ").count("|") for line in lines[begin:]):
        return []
    first, width = _first_row(cells, begin)
    heading = _heading(cells[begin + 1 : first], width) if width else []
    if not heading:
        return []
    rows = [cells[at + 1 : at + width] for at in range(first, len(cells), width)]
    above = [[cell] for cell in cells[:begin] if cell.text]
    return [_filled_up(row, width - 1) for row in (*above, *heading, *rows)]


def _first_row(cells: Sequence[Cell], begin: int) -> tuple[int, int]:
    """Return where the row numbered 1 begins, and how many cells rows have; no cells if none do."""
    ones = [n for n in range(begin, len(cells)) if cells[n].text == "1"]
    for first in ones:
        twos = (n for n in range(first + _LEAST_COLUMNS, len(cells)) if cells[n].text == "2")
        for width in (two - first for two in twos):
            starts = range(first, len(cells), width)
            counted = [cells[at].text for at in starts] == [
                str(n) for n in range(1, len(starts) + 1)
            ]
            is_whole = (len(cells) - first) % width == 0
            if counted and is_whole and len(starts) >= _LEAST_ROWS:
                return first, width
    return 0, 0


def _heading(cells: Sequence[Cell], width: int) -> list[list[Cell]]:
    """Return the rows of a heading: its lowest whole, those above it in parts alike."""
    if len(cells) >= width and cells[-width].text == _COLUMN_NUMBERS:
        cells = cells[:-width]
    above, lowest = cells[: 1 - width], cells[1 - width :]
    if len(lowest) < width - 1 or (above and (width - 1) % len(above)):
        return []
    span = (width - 1) // len(above) if above else 0
    blank = [Cell("", cell.line, page=cell.page) for cell in above]
    spread = [
        part for cell, gap in zip(above, blank, strict=True) for part in (cell, *[gap] * (span - 1))
    ]
    return [row for row in (spread, list(lowest)) if row]


def _filled_up(row: Sequence[Cell], width: int) -> Row:
    gap = Cell("", row[0].line, page=row[0].page)
    return (*row, *[gap] * (width - len(row)))
