"""Heading rows that are too short, opened out below the cells that span columns.

Where a spanning cell is followed by empty ones, the next row fills exactly those columns. Where it
stands alone, the known nesting of headings says how wide each is.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from budgetgraph.figures import is_figure
from budgetgraph.model import Row

from .. import performance_words as words
from ..headings import MAX_HEADING_ROWS, known_headings
from ..meanings import heading_key, reads_like_heading
from ._moved import into, whole
from .nesting import Sizes, nest

_MIN_LEVELS = 2
_MAX_LEVELS = 3
_Span = tuple[int, int]  # first column from 1, number of columns


def placed(rows: Sequence[Row], columns: int) -> tuple[int, dict[int, Row]]:
    """Return where the heading ends, and its rows by index that stand in other columns now."""
    start = _first_wide(rows)
    if start == len(rows):
        return 0, {}
    if len(rows[start]) < columns:
        return _opened_rows(rows, start, columns)
    if len(rows) - start == _MIN_LEVELS and _is_heading(rows[-1]) and not _spans_of(rows[start]):
        # A table without a body, such as one of a fund that there is none of: one cell spans.
        return _opened_rows(rows, start, columns + len(rows[-1]) - 1)
    moved: dict[int, Row] = {}
    end = start + 1
    for index, row in _below_spans(rows, start, columns):
        moved[index] = row
        end = index + 1
    return end, moved


def _first_wide(rows: Sequence[Row]) -> int:
    """Return the index of the first row that is no title: one of several cells."""
    return next((i for i, row in enumerate(rows) if sum(bool(c.text) for c in row) > 1), len(rows))


def _opened_rows(rows: Sequence[Row], start: int, columns: int) -> tuple[int, dict[int, Row]]:
    """Return what `placed` does for heading rows in which a spanning cell stands alone."""
    end = start
    while end < len(rows) and end - start < _MAX_LEVELS and _is_heading(rows[end]):
        end += 1
        if len(rows[end - 1]) == columns:
            break
    heading = [tuple(cell for cell in row if cell.text) for row in rows[start:end]]
    if (
        len(heading) >= _MIN_LEVELS
        and (empty := _empty_below(rows[start:end], columns)) is not None
    ):
        printed = [tuple(cell.text for cell in row) for row in heading]
        if (way := nest(printed, rows[end:], columns, empty)) is not None:
            return end, dict(enumerate(_spread_out(heading, way, columns), start))
    body = (
        index for index in range(start, len(rows)) if any(is_figure(c.text) for c in rows[index])
    )
    return next(body, len(rows)), {}


def _empty_below(heading: Sequence[Row], columns: int) -> frozenset[int] | None:
    """Return the columns that a heading leaves empty in its last row, below cells merged over rows.

    None where cells are empty that do not tell so: in rows above, or in a row without room for all.
    """
    *upper, last = heading
    if not all(cell.text for row in upper for cell in row):
        return None
    empty = frozenset(index for index, cell in enumerate(last) if not cell.text)
    return empty if not empty or len(last) == columns else None


def _spread_out(heading: Sequence[Row], way: Sequence[Sizes], columns: int) -> Iterator[Row]:
    """Yield the heading rows with each cell as wide as what stands under it."""
    widths = [[1] * len(heading[-1])]
    for sizes in reversed(way):
        below = iter(widths[0])
        widths.insert(0, [sum(next(below) for _ in range(size)) or 1 for size in sizes])
    places = list(accumulate(widths[0][:-1], initial=1))
    for level, row in enumerate(heading):
        wide = (c._replace(column_span=size) for c, size in zip(row, widths[level], strict=True))
        yield whole(into(tuple(wide), places), columns)
        if level < len(way):
            places = list(_places_below(places, way[level], widths[level + 1]))


def _places_below(places: Sequence[int], sizes: Sizes, widths: Sequence[int]) -> Iterator[int]:
    below = iter(widths)
    for place, size in zip(places, sizes, strict=True):
        at = place
        for _ in range(size):
            yield at
            at += next(below)


def _below_spans(rows: Sequence[Row], start: int, columns: int) -> Iterator[tuple[int, Row]]:
    """Yield the short heading rows, with their index, below the spanning cells of those above."""
    newest, older = _spans_of(rows[start]), list[_Span]()
    for index in range(start + 1, min(len(rows), start + MAX_HEADING_ROWS)):
        row = rows[index]
        if not _is_heading(row):
            return
        if len(row) == columns:
            newest, older = _spans_of(row), []
            continue
        found = next((s for s in (newest, newest + older) if _width_of(s) == len(row)), None)
        if not found:
            return
        older = older if found is newest else []
        row = _below(row, found)
        newest = _spans_of(row)
        yield index, whole(row, columns)


def _below(row: Row, spans: Sequence[_Span]) -> Row:
    """Return the row with one cell in each of the columns that the spans cover."""
    return into(row, [first + at for first, size in sorted(spans) for at in range(size)])


def _spans_of(row: Row) -> list[_Span]:
    """Return first column and number of columns of the cells that empty ones follow."""
    spans: list[_Span] = []
    for cell in row:
        if cell.text or not spans or sum(spans[-1]) != cell.column:
            spans.append((cell.column, 1))
        else:
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
    return [span for span in spans if span[1] > 1]


def _width_of(spans: Sequence[_Span]) -> int:
    """Return the number of columns that the spans cover."""
    return sum(size for _, size in spans)


def _is_heading(row: Row) -> bool:
    """Return whether a row prints no figure, and what it prints reads like headings."""
    texts = [cell.text for cell in row if cell.text]
    if not texts or not row[0].text or any(map(is_figure, texts)):
        return False
    known = [
        text
        for text in texts
        if heading_key(text) in known_headings() or reads_like_heading(text) or words.role_of(text)
    ]
    return len(known) * 2 >= len(texts)


def open_below(upper: Row, row: Row, columns: int) -> Row | None:
    """Return a short row over so many columns, below the spanning cells that it fills exactly."""
    spans = _spans_of(upper)
    return whole(_below(row, spans), columns) if _width_of(spans) == len(row) else None


def open_group(upper: Row, lower: Row, columns: int) -> tuple[Row, Row] | None:
    """Return two heading rows over so many columns, one upper cell standing over all indicators.

    None where that is not so.
    """
    groups = [words.is_group(cell.text) for cell in upper]
    if sum(groups) != 1 or len(upper) - 1 + len(lower) != columns:
        return None
    way = [tuple(len(lower) if is_open else 0 for is_open in groups)]
    above, below = _spread_out((upper, lower), way, columns)
    return above, below
