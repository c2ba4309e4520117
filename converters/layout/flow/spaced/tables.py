"""A table of one page, in text that keeps the look of the page, by its look alone -> grid.

Columns are what the words of all rows leave free between them; their names stand over them.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell as PrintedCell
from budgetgraph.model import Grid, Paragraph, Row

from ....vocabulary import normalise
from .columns import Spans, meet
from .heading import heading_cells
from .over import Headed, headed
from .rows import row_cells
from .words import Cell, Lines

_TOTAL = re.compile("合计|总计|小计")  # printed in the middle of several columns
_POINT = re.compile("[.,，．]")
_SHORT_NUMBER = re.compile(r"\d{1,3}")
_CAPTION = re.compile(r"(?<!其中)[:：]")


def read_table(
    part: Sequence[Paragraph],
    lines: Lines,
    body: int,
    decimals: int,
    columns: Sequence[Headed] = (),
) -> tuple[Grid, Sequence[Headed], int] | None:
    """Return the table that lines print, its columns and the line behind it; None for none.

    Args:
        part: Lines of one page.
        lines: Their words.
        body: The first line of the first row.
        decimals: How many every figure of the document has, 0 where they differ.
        columns: Those of the page before, for a page without a heading.
    """
    above = _below_captions(lines[:body])
    end = _end(lines, body)
    rows = _rows(lines[:end], body, decimals)
    printed = _filled(rows)
    found = _headed(above, printed, rows) if any(above) else columns
    spans = _overleaf(columns, printed) if found is columns else [one.span for one in found]
    if not (rows and spans):
        return None
    shared = [cells for row in rows if (cells := _shared(row, spans))]
    if len(shared) < len(rows) or not _is_named(shared):
        return None
    heading = _heading(found, part) if any(above) else []
    grid_rows = [_row(cells, part, number) for number, cells in enumerate(shared, len(heading) + 1)]
    grid = (*heading, *grid_rows)
    line = min(cell.line for row in grid for cell in row)
    return Grid(grid, line, grid_rows[0][0].page), found, end


def _headed(lines: Lines, printed: Spans, rows: Sequence[Sequence[Cell]]) -> Sequence[Headed]:
    """Return the columns below a heading; nothing where it is open what stands over which."""
    for stretches in (printed, _without_indents(printed, rows)):
        for names in (heading_cells(lines), heading_cells(lines, stretches)):
            if found := headed(list(names), stretches, _ranged(stretches, rows)):
                return found
    return ()


def _ranged(stretches: Spans, rows: Iterable[Sequence[Cell]]) -> list[int]:
    """Return 1 for each stretch whose words end below each other, -1 if they begin so, else 0.

    Where words are all as long, amounts end as others do, and texts begin so.
    """
    cells = [cell for row in rows for cell in row]
    found: list[int] = []
    amounts: list[bool] = []
    for span in stretches:
        inside = [cell for cell in cells if meet((cell.left, cell.right), span)]
        lefts, rights = ({cell.left for cell in inside}, {cell.right for cell in inside})
        found.append((len(lefts) > len(rights)) - (len(lefts) < len(rights)))
        amounts.append(any(map(_is_amount, inside)))
    of_amounts = {side for side, is_amount in zip(found, amounts, strict=True) if is_amount}
    usual = 0 if -1 in of_amounts else 1
    return [
        side or (usual if is_amount else -1) for side, is_amount in zip(found, amounts, strict=True)
    ]


def _without_indents(printed: Spans, rows: Iterable[Sequence[Cell]]) -> Spans:
    """Return the stretches; two beside each other as one where a row prints a name in only one."""
    joined: Spans = []
    filled: list[set[int]] = []  # the rows of each
    amounts: list[bool] = []
    for span in printed:
        inside = [
            (number, cell)
            for number, row in enumerate(rows)
            for cell in row
            if meet((cell.left, cell.right), span)
        ]
        numbers = {number for number, _ in inside}
        has_amounts = any(_is_amount(cell) for _, cell in inside)
        if joined and not (has_amounts or amounts[-1] or numbers & filled[-1]):
            joined[-1] = joined[-1][0], span[1]
            filled[-1] |= numbers
        else:
            joined.append(span)
            filled.append(numbers)
            amounts.append(has_amounts)
    return joined


def _overleaf(columns: Sequence[Headed], printed: Spans) -> Spans:
    """Return where columns stand on a page without a heading, which may have another scale."""
    if len(printed) == len(columns):
        return printed
    spans = [column.span for column in columns]
    over = [sum(meet(span, stretch) for span in spans) for stretch in printed]
    return spans if all(count == 1 for count in over) else []


def _below_captions(lines: Lines) -> Lines:
    """Return the lines of a heading; those of captions above it, `部门：…`, as empty ones."""
    stops = [n + 1 for n, words in enumerate(lines) if any(_CAPTION.search(w.text) for w in words)]
    top = max(stops, default=0)
    return [*([()] * top), *lines[top:]]


def _end(lines: Lines, body: int) -> int:
    """Return the line behind the rows: where a text alone crosses columns, or nothing follows."""
    filled: Spans = []
    end = body
    for number in range(body, len(lines)):
        spans = [(word.left, word.right) for word in lines[number]]
        if len(spans) == 1 and sum(meet(spans[0], column) for column in filled) > 1:
            return end
        filled = _joined([*filled, *spans])
        end = number + 1 if spans else end
    return end


def _rows(lines: Lines, body: int, decimals: int) -> list[list[Cell]]:
    """Return the cells of each row from left to right: lines over which a cell goes are one row."""
    cells = sorted(row_cells(lines, body, decimals), key=lambda cell: cell.left)
    goes_on = {number for cell in cells for number in range(cell.first, cell.end)}
    starts: dict[int, int] = {}
    for number in range(body, len(lines)):
        starts[number] = starts[number - 1] if number - 1 in goes_on else number
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(starts[cell.first], []).append(cell)
    return [rows[start] for start in sorted(rows)]


def _filled(rows: Iterable[Sequence[Cell]]) -> Spans:
    """Return the stretches that rows fill together; totals stand in the middle of several."""
    words = (word for row in rows for cell in row for word in cell.words)
    return _joined(
        [(word.left, word.right) for word in words if not _TOTAL.fullmatch(normalise(word.text))]
    )


def _joined(spans: Spans) -> Spans:
    joined: Spans = []
    for left, right in sorted(spans):
        if joined and left <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], right)
        else:
            joined.append((left, right))
    return joined


def _shared(row: Sequence[Cell], spans: Spans) -> list[Cell | None] | None:
    """Return the cell of each column, None where two would be of one."""
    columns: list[list[Cell]] = [[] for _ in spans]
    for cell in row:
        room = [max(left - cell.right, cell.left - right, 0) for left, right in spans]
        columns[room.index(min(room))].append(cell)
    whole = [_whole(cells) if len(cells) > 1 else next(iter(cells), None) for cells in columns]
    if any(cells and cell is None for cells, cell in zip(columns, whole, strict=True)):
        return None
    return whole


def _whole(cells: Sequence[Cell]) -> Cell | None:
    """Return the one cell of a name that one blank parts from its number: `311 专项业务类`.

    Its other lines are words alone. None where cells are no such name.
    """
    words = sorted((w for cell in cells for w in cell.words), key=lambda w: (w.line, w.left))
    number, name, *rest = words
    places = [word.line for word in (name, *rest)]
    is_one = (
        _SHORT_NUMBER.fullmatch(number.text)
        and (number.line, number.right + 1) == (name.line, name.left)
        and len(set(places)) == len(places)
        and not any(is_figure(word.text) for word in (name, *rest))
    )
    return Cell(words) if is_one else None


def _is_named(rows: Sequence[Sequence[Cell | None]]) -> bool:
    """Return whether each amount has a text on its left, of its own table where several are."""
    columns = list(zip(*rows, strict=True))
    amounts = [any(map(_is_amount, column)) or not any(column) for column in columns]
    for row in rows:
        named = behind = False
        for cell, has_amounts in zip(row, amounts, strict=True):
            if not has_amounts:
                named = (named and not behind) or (cell is not None and not is_figure(cell.text))
            elif not named and _is_amount(cell):
                return False
            behind = has_amounts
    return True


def _is_amount(cell: Cell | None) -> bool:
    """Return whether a cell prints an amount, not a code."""
    return cell is not None and is_figure(cell.text) and bool(_POINT.search(cell.text))


def _heading(columns: Sequence[Headed], part: Sequence[Paragraph]) -> list[Row]:
    """Return the rows of a heading: a name goes over its columns, that of a column to the end."""
    depth = max(len(column.names) for column in columns)
    rows: list[Row] = []
    for level in range(depth):
        cells: list[PrintedCell] = []
        paths = [column.names[level : level + 1] for column in columns]
        start = 0
        for names, alike in groupby(paths):
            width = len(list(alike))
            if names:
                is_own = columns[start].names[-1] is names[0]
                cell = _cell(names[0], part, names[0].first)
                cell = cell._replace(column_span=width, row_span=depth - level if is_own else 1)
                cells.append(cell.at(level + 1, start + 1))
            start += width
        rows.append(tuple(cells))
    return rows


def _row(cells: Sequence[Cell | None], part: Sequence[Paragraph], number: int) -> Row:
    line = next(cell.first for cell in cells if cell)
    return tuple(_cell(cell, part, line).at(number, column) for column, cell in enumerate(cells, 1))


def _cell(cell: Cell | None, part: Sequence[Paragraph], line: int) -> PrintedCell:
    """Return a cell as printed; an empty one where its row stands."""
    place = part[line]
    if cell is None:
        return PrintedCell("", place.line, page=place.page)
    pieces = tuple(
        PrintedCell(word.text, part[word.line].line, page=place.page) for word in cell.words
    )
    return pieces[0] if len(pieces) == 1 else pieces[0]._replace(text=cell.text, pieces=pieces)
