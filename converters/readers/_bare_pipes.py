"""Rows with `|` between cells and none around them, below the first a rule: `---|---`.

Tools that turn web pages into text write them so. Long rows go on in the next line; then two blanks
end each row. An empty line ends the table.
"""

import re
from collections.abc import Iterator, Sequence

from budgetgraph.model import Cell, Grid, Row

from ._rows import TextLine, is_pipe, read_pipes

_RULE = re.compile(r":?-{2,}:?(?:\s*\|\s*:?-{2,}:?)+")
_ROW_END = "  "
_MAX_FIRST = 20  # lines over which the first row may go on


def bare_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the table whose first row starts here, else `start`."""
    rule = _rule(lines, start)
    if rule == start:
        return start
    end = rule + 1
    goes_on = lines[rule].text.endswith(_ROW_END)
    while end < len(lines) and ("|" in lines[end].text or (goes_on and lines[end].text.strip())):
        end += 1
    return end


def _rule(lines: Sequence[TextLine], start: int) -> int:
    """Return the index of the rule below the first row, `start` where there is none."""
    for index in range(start + 1, min(len(lines), start + 1 + _MAX_FIRST)):
        line = lines[index]
        text = line.text.strip()
        if "--" in text and _RULE.fullmatch(text):
            return index
        if not text or (is_pipe(line) and is_pipe(lines[index - 1])):
            break
    return start


def read_bare(lines: Sequence[TextLine]) -> Grid:
    """Return the grid of the lines of one table; every cell stands on the line that begins it."""
    rule = _rule(lines, 0)
    rows: list[Row] = []
    for row in (*_rows(lines[:rule]), *_rows(lines[rule + 1 :])):
        number = len(rows) + 1
        rows.append(tuple(cell.at(number, column) for column, cell in enumerate(row, 1)))
    return Grid(tuple(rows), lines[0].number, lines[0].page)


def _rows(lines: Sequence[TextLine]) -> Iterator[list[Cell]]:
    marks_ends = any(line.text.endswith(_ROW_END) for line in lines)
    row: list[Cell] = []
    for line in lines:
        found = read_pipes([line._replace(text=f"|{line.text.strip()}|")]).rows
        cells = list(found[0]) if found else [Cell("", line.number, page=line.page)]
        row = [*row[:-1], _joined(row[-1], cells[0]), *cells[1:]] if row else cells
        if line.text.endswith(_ROW_END) or not marks_ends:
            yield row
            row = []
    if row:
        yield row


def _joined(first: Cell, second: Cell) -> Cell:
    """Return the cell that a line end cut at a blank."""
    if not first.text:
        return second
    if not second.text:
        return first
    return first._replace(
        text=f"{first.text} {second.text}", pieces=(*(first.pieces or (first,)), second)
    )
