"""Labels and values above the indicators in found tables, cut by the columns of the indicators.

A merged cell covers several columns, and each of them holds what of its lines stands there. That a
table is so is seen where a label or a sentence is cut; then all behind one label is one value.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgetgraph.figures import is_figure, squeeze
from budgetgraph.model import Cell, Row

from .. import performance_words as words
from ..grids import blank

_UNIT = re.compile(r"[（(](?:单位[:：])?[亿万千百]{0,2}元[)）]")
_STOPS = ("。", "；", ";", "！")
_ANEW = ("目标", "1", "2", "3", "4", "5", "6", "7", "8", "9", "（", "(", "①", "②", "③", "④", "⑤")
_MOST_PIECES = 4  # of a label
_VALUES = {"text", "goal", "purpose", "money", "other"}


def mend_labels(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with labels and values whole, where the columns of the table cut any."""
    if not are_cut(rows):
        return list(rows)
    return [_with_values(_with_labels(row)) for one in rows for row in _parted(one)]


def are_cut(rows: Sequence[Row]) -> bool:
    """Return whether the columns of the table cut labels or values."""
    return any(_is_cut(row) for row in rows)


def _is_cut(row: Row) -> bool:
    """Return whether a row shows that columns cut its cells: a label, or a goal in a sentence."""
    if any(True for _ in _cut_labels(row)):
        return True
    filled = [cell for cell in row if cell.text]
    label = words.read_label(filled[0].text) if filled else None
    if label is None or label.kind != "goal" or label.rest:
        return False
    values = [squeeze(cell.text) for cell in filled[1:]]
    if any(words.read_label(text) for text in values):
        return False
    return any(
        not above.endswith(_STOPS) and not below.startswith(_ANEW)
        for above, below in pairwise(values)
    )


def _cut_labels(row: Row) -> Iterator[tuple[int, int]]:
    """Yield first and behind the last cell of each label that several cells side by side print."""
    index = 0
    while index < len(row):
        end = _end_of_label(row, index) if row[index].text else 0
        if end:
            yield index, end
        index = end or index + 1


def _end_of_label(row: Row, start: int) -> int:
    whole = squeeze(row[start].text)
    if words.read_label(whole):
        has_unit = start + 1 < len(row) and _UNIT.fullmatch(squeeze(row[start + 1].text))
        return start + 2 if has_unit else 0
    if not words.begins_label(whole):
        return 0  # as most values
    for end in range(start + 1, min(start + _MOST_PIECES, len(row))):
        if not row[end].text:
            return 0
        whole += squeeze(row[end].text)
        label = words.read_label(whole)
        if label and not label.rest:
            return end + 1
    return 0


def _with_labels(row: Row) -> Row:
    cells = list(row)
    for start, end in _cut_labels(row):
        cells[start] = _one(row[start:end])
        cells[start + 1 : end] = [blank(cell, cell.column) for cell in row[start + 1 : end]]
    return tuple(cells)


def _with_values(row: Row) -> Row:
    """Return the row with the cells between a label and the next as one value."""
    cells = list(row)
    label: words.Label | None = None
    pieces: list[int] = []
    for index, cell in enumerate([*row, None]):
        found = words.read_label(cell.text) if cell and cell.text else None
        if cell is None or found:
            _put(cells, pieces, label)
            label, pieces = (found if found and not found.rest else None), []
        elif cell.text:
            pieces.append(index)
    return tuple(cells)


def _put(cells: list[Cell], pieces: Sequence[int], label: words.Label | None) -> None:
    """Put the pieces of a value together in the first of their cells."""
    if len(pieces) < 2 or label is None or label.kind not in _VALUES:  # noqa: PLR2004
        return
    heights = [cells[index].text.count("\n") for index in pieces]
    if max(heights) - min(heights) > 1:  # only the last line is short, and does not reach all
        return
    whole = _one([cells[index] for index in pieces])
    if label.kind == "money" and not is_figure(whole.text):
        return
    cells[pieces[0]] = whole
    for index in pieces[1:]:
        cells[index] = blank(cells[index], cells[index].column)


def _one(cells: Sequence[Cell]) -> Cell:
    """Return one cell with the lines that go through cells side by side."""
    lines = [cell.text.split("\n") for cell in cells]
    text = "\n".join(
        "".join(some[number] for some in lines if number < len(some))
        for number in range(max(map(len, lines)))
    )
    return cells[0]._replace(text=text, pieces=tuple(cells))


def _parted(row: Row) -> list[Row]:
    """Return the rows that one row of cells with several lines prints: a label to each line."""
    for index, cell in enumerate(row):
        if "\n" not in cell.text or words.read_label(squeeze(cell.text)):
            continue
        lines = cell.text.split("\n")
        if all(map(words.read_label, lines)):
            return _by_line(row, len(lines))
        first = words.read_label(lines[0])
        if first and first.kind == "money" and not first.rest and _is_goal(row):
            # The last label above, which has no value, stands in the first row of the goal.
            rest = cell._replace(text="\n".join(lines[1:]))
            alone = (*(blank(c, c.column) for c in row[:index]), cell._replace(text=lines[0]))
            return [alone, *_parted((*row[:index], rest, *row[index + 1 :]))]
    return [row]


def _is_goal(row: Row) -> bool:
    label = next((words.read_label(cell.text) for cell in row if cell.text), None)
    return label is not None and label.kind == "goal"


def _by_line(row: Row, count: int) -> list[Row]:
    """Return a row for each line, a cell of one line in the first; the row where lines differ."""
    lines = [_lines_of(cell) for cell in row]
    if any(len(some) not in (1, count) for some in lines):
        return [row]
    return [
        tuple(
            cell._replace(text=some[number] if number < len(some) else "")
            for cell, some in zip(row, lines, strict=True)
        )
        for number in range(count)
    ]


def _lines_of(cell: Cell) -> list[str]:
    """Return the lines of a cell that may be of several rows: not those of one label."""
    return [cell.text] if words.read_label(squeeze(cell.text)) else cell.text.split("\n")
