"""Rows with `|` behind each cell and no rule below the heading; or each such cell on a line alone.

Tools that take tables out of web pages write them so. Nothing marks them but the count of cells: a
run of lines is a table where every row has as many, and figures stand behind labels. One such tool
leaves empty cells and merged ones out, and ends each row with a `|` for each of them:
`合计 | 9.50 | ||`; newer ones of it begin rows with a `|`, too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell, Grid, Row

from ._cells_with_pipes import (
    filled_up_cells,
    is_caption,
    is_cell,
    kind_of,
    lacks_figures,
    text_of,
)
from ._numbered_cells import numbered_rows
from ._rows import TextLine, clean, is_pipe, read_pipes

_END = "|"
_NO_CELL = frozenset("|。；")  # another cell's end, or a sentence
_KEPT = re.compile(r"^\||\|\s*\|+[^|]*[^|\s]")  # an empty cell before another one
_PADDED = re.compile(r"\|(?: [^|]*[^|\s] \|)+(?: \|*| [^|]*)?")  # no cell is empty
_LEAST_ROWS = 3  # with the heading
_LEAST_CELLS = 6  # of a table written cell by cell
_LEAST_HALF = 2  # columns of one side
_MOST_COLUMNS = 20
_MOST_TRIED = 30  # lines between pipes before the first row of a table
_MOST_APART = 6  # cells before the heading (title, unit), and notes behind the last row


def with_joined_cells(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Return the lines with cells whole of which the end stands on the line below: `合计` / `|`."""
    if sum(line.text == _END for line in lines) < _LEAST_CELLS:  # as most
        return lines
    joined: list[TextLine] = []
    for line in lines:
        above = joined[-1].text if joined else ""
        if line.text == _END and above.strip() and not _NO_CELL.intersection(above):
            joined[-1] = joined[-1]._replace(text=f"{above} {_END}")
        else:
            joined.append(line)
    return joined


def unruled_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the table whose first row starts here, else `start`."""
    if is_pipe(lines[start]) or "|" not in lines[start].text:
        return start
    before = lines[max(start - _MOST_TRIED, 0) : start]
    if len(before) == _MOST_TRIED and all("|" in line.text for line in before):
        return start
    end = start
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    run = lines[start:end]
    if all(map(is_cell, run)):
        return end if _width(run) and not _is_inside(lines, start) else start
    if _is_table(run) or filled_up_cells(run) or numbered_rows(run):
        return end
    return end + 1 if numbered_rows(lines[start : end + 1]) else start  # the last cell is not ended


def _is_inside(lines: Sequence[TextLine], start: int) -> bool:
    """Return whether a cell stands above, so that what begins here lacks the first headings."""
    above = lines[start - 1] if start else None
    return above is not None and is_cell(above) and not is_caption(text_of(above))


def read_unruled(lines: Sequence[TextLine]) -> Grid:
    """Return the grid of the lines of one table."""
    if all(map(is_cell, lines)):
        return _grid(lines, list(_rows_of_cells(lines)))
    if rows := numbered_rows(lines):
        return _grid(lines, rows)
    if rows := filled_up_cells(lines):
        return _grid(lines, rows, closes_up=lacks_figures(rows))
    return _left_out(lines) or _grid(lines, list(_rows(lines)))


def read_padded(lines: Sequence[TextLine]) -> Grid | None:
    """Return the grid of rows between pipes that are filled up with pipes; None where none is."""
    texts = [line.text.strip() for line in lines]
    if len(lines) < _LEAST_ROWS or not any(text.endswith("||") for text in texts):
        return None
    if len({text.count("|") for text in texts[:-1]}) > 1 or not all(map(_PADDED.fullmatch, texts)):
        return None
    bare = [text.removeprefix("|") for text in texts]
    return _left_out([line._replace(text=text) for line, text in zip(lines, bare, strict=True)])


def _left_out(lines: Sequence[TextLine]) -> Grid | None:
    """Return the grid of rows that keep no empty cell, None where rows do.

    Rows of a heading are short where cells are merged; others only where their place is lost.
    """
    if not _is_filled_up(lines):
        return None
    rows = list(_rows(lines))
    closes_up = _closes_up(lines)
    return _grid(
        lines,
        [_shut(row) if closes_up or _is_short(row) else row for row in rows],
        closes_up=closes_up,
    )


def _shut(row: Row) -> Row:
    return tuple(cell for cell in row if cell.text)


def _is_short(row: Row) -> bool:
    """Return whether a row prints several texts, and not as many as there are columns."""
    texts = [cell.text for cell in row if cell.text]
    return 1 < len(texts) < len(row) and not any(map(is_figure, texts))


def _grid(lines: Sequence[TextLine], rows: Sequence[Row], *, closes_up: bool = False) -> Grid:
    placed = [
        tuple(cell.at(number, column) for column, cell in enumerate(row, 1))
        for number, row in enumerate(rows, 1)
    ]
    return Grid(tuple(placed), lines[0].number, lines[0].page, closes_up=closes_up)


def _inner(lines: Sequence[TextLine]) -> list[str]:
    """Return the texts of the rows; without the last pipe where each row ends with one."""
    texts = [line.text.strip() for line in lines]
    return [text[:-1] for text in texts] if all(text[-1] == "|" for text in texts) else texts


def _is_table(lines: Sequence[TextLine]) -> bool:
    """Return whether rows have the same number of cells, and most print figures behind labels.

    A row of one text is a title, or the unit of the figures. Rows that are filled up with pipes to
    the same number of cells need few figures.
    """
    rows = [[clean(cell) for cell in text.split("|")] for text in _inner(lines)]
    full = [row for row in rows if sum(map(bool, row)) > 1]
    widths = {len(row) for row in full}
    if len(full) < _LEAST_ROWS or len(widths) != 1 or max(map(len, rows)) > max(widths):
        return False
    filled = sum(map(_is_filled, full))
    return filled > 1 and (filled * 2 >= len(full) or _is_filled_up(lines))


def _is_filled(row: Sequence[str]) -> bool:
    """Return whether a figure stands behind a label, which a code or a number may precede."""
    label = next((n for n, cell in enumerate(row) if cell and not is_figure(cell)), len(row))
    return any(map(is_figure, row[label:]))


def _is_filled_up(lines: Sequence[TextLine]) -> bool:
    """Return whether rows keep no empty cell, and end with `||` where some are left out."""
    texts = [line.text.strip() for line in lines]
    return any(text.endswith("||") for text in texts) and not any(map(_KEPT.search, texts))


def _closes_up(lines: Sequence[TextLine]) -> bool:
    """Return whether empty cells are left out so that rows do not tell where their figures stand.

    Behind the one label of a table of two columns there is but one place.
    """
    if not _is_filled_up(lines):
        return False
    rows = [list(filter(None, map(clean, text.split("|")))) for text in _inner(lines)]
    width = max(text.count("|") for text in _inner(lines)) + 1
    return any(1 < len(row) < width and any(map(is_figure, row)) for row in rows)


def _rows(lines: Sequence[TextLine]) -> Iterator[Row]:
    """Yield the rows, those of one text filled up with blank cells."""
    texts = _inner(lines)
    width = max(text.count("|") for text in texts) + 1
    for line, text in zip(lines, texts, strict=True):
        found = read_pipes([line._replace(text=f"|{text}|")]).rows
        row = found[0] if found else ()
        yield (*row, *(Cell("", line.number, page=line.page) for _ in range(width - len(row))))


def _rows_of_cells(lines: Sequence[TextLine]) -> Iterator[Row]:
    """Yield the rows of a table written cell by cell; texts around it are rows of their own."""
    before, width, behind = _width(lines) or (0, 1, 0)
    cells = [Cell(text_of(line), line.number, page=line.page) for line in lines]
    last = len(cells) - behind
    starts = [*range(before), *range(before, last, width), *range(last, len(cells))]
    for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        row = cells[start:end]
        yield (*row, *(Cell("", row[0].line, page=row[0].page) for _ in range(width - len(row))))


def _width(lines: Sequence[TextLine]) -> tuple[int, int, int] | None:
    """Return how many cells stand apart before, in a row, and apart behind.

    None where no number of columns, or more than one, puts labels first and figures behind them.
    """
    texts = [text_of(line) for line in lines]
    kinds = "".join(map(kind_of, texts))
    if len(kinds) < _LEAST_CELLS or "F" not in kinds:
        return None
    for before, behind in sorted(product(range(_MOST_APART + 1), repeat=2), key=sum):
        table = kinds[before : len(kinds) - behind]
        around = kinds[:before] + kinds[len(kinds) - behind :]
        if "F" in around or not all(map(is_caption, texts[:before])):
            continue
        widths = range(2, _MOST_COLUMNS + 1)
        fits = [width for width in widths if _fits(table, texts[before : before + width])]
        if len(fits) > 1:
            return None
        if fits:
            return before, fits[0], behind
    return None


def _fits(kinds: str, first: Sequence[str]) -> bool:
    """Return whether rows as wide as the first have a heading of texts, then labels and figures.

    Those of two sides have a label and figures on each, and a heading that says so.
    """
    width = len(first)
    if len(kinds) % width or len(kinds) < _LEAST_ROWS * width:
        return False
    heading, *rows = (kinds[at : at + width] for at in range(0, len(kinds), width))
    if "F" in heading or not heading.endswith("T"):
        return False
    if all(row[0] == "T" and "T" not in row[1:] for row in rows):
        return True
    half = width // 2
    return _has_sides(first) and all(
        _is_labelled(row[:half]) and _is_labelled(row[half:]) and "T" in row for row in rows
    )


def _has_sides(heading: Sequence[str]) -> bool:
    """Return whether a heading has two halves, of income and expenditure or the same again."""
    half, odd = divmod(len(heading), 2)
    if odd or half < _LEAST_HALF:
        return False
    left, right = ("".join("".join(side).split()) for side in (heading[:half], heading[half:]))
    return left == right or ("收入" in left and "支出" in right and "支出" not in left)


def _is_labelled(half: str) -> bool:
    """Return whether half of a row of two sides is a label with figures behind it, or empty."""
    return not half.strip("E") or (half[0] == "T" and "T" not in half[1:])
