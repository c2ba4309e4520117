"""Heading rows that are too short, opened out below the cells that span columns.

Where a spanning cell is followed by empty ones, the next row fills exactly those columns. Where it
stands alone, the known nesting of headings says how wide each is.
"""

from collections.abc import Iterator, Sequence

from budgetgraph.figures import is_figure
from budgetgraph.model import Row

from ...vocabulary import normalise
from .. import performance_words as words
from ..flow.heading import paths
from ..headings import MAX_HEADING_ROWS, known_headings
from ..meanings import heading_key, reads_like_heading
from ._moved import into, whole

_Span = tuple[int, int]  # first column from 1, number of columns


def placed(rows: Sequence[Row], columns: int) -> tuple[int, dict[int, Row]]:
    """Return where the heading ends, and its rows by index that stand in other columns now."""
    start = _first_wide(rows)
    if start == len(rows):
        return 0, {}
    moved: dict[int, Row] = {}
    if len(rows[start]) < columns:
        if start + 1 < len(rows) and (both := opened(rows[start], rows[start + 1], columns)):
            moved = {start: both[0], start + 1: both[1]}
            return start + 2, moved
        return start, {}
    end = start + 1
    for index, row in _below_spans(rows, start, columns):
        moved[index] = row
        end = index + 1
    return end, moved


def _first_wide(rows: Sequence[Row]) -> int:
    """Return the index of the first row that is no title: one of several cells."""
    return next((i for i, row in enumerate(rows) if sum(bool(c.text) for c in row) > 1), len(rows))


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


def opened(upper: Row, lower: Row, columns: int) -> tuple[Row, Row] | None:
    """Return two heading rows over so many columns, spanning cells of the upper one known by name.

    None where the names do not tell.
    """
    if not all(cell.text for cell in (*upper, *lower)):
        return None
    if not (_is_heading(upper) and _is_heading(lower)):
        return None
    sizes = _sizes_by_group(upper, lower, columns) or _sizes_by_names(upper, lower, columns)
    if sizes is None:
        return None
    firsts = [1 + sum(map(abs, sizes[:index])) for index in range(len(sizes))]
    spans = [(first, size) for first, size in zip(firsts, sizes, strict=True) if size > 0]
    wide = tuple(
        cell.at(cell.row, first)._replace(column_span=abs(size))
        for cell, first, size in zip(upper, firsts, sizes, strict=True)
    )
    return wide, whole(_below(lower, spans), columns)


def _sizes_by_group(upper: Row, lower: Row, columns: int) -> list[int] | None:
    """Return the widths as `_sizes_by_names` does, where one cell stands over all indicators."""
    groups = [words.is_group(cell.text) for cell in upper]
    if sum(groups) != 1 or len(upper) - 1 + len(lower) != columns:
        return None
    return [len(lower) if is_open else -1 for is_open in groups]


def _sizes_by_names(upper: Row, lower: Row, columns: int) -> list[int] | None:
    """Return how many columns each upper cell spans, below zero where no lower cell is its part."""
    above, parts = ([normalise(cell.text) for cell in row] for row in (upper, lower))
    found = paths((*above, *parts), columns)
    if found is None:
        return None
    names: list[str] = []
    sizes: list[int] = []
    for path in found:
        is_open = len(path) > 1
        if is_open and names and names[-1] == path[0] and sizes[-1] > 0:
            sizes[-1] += 1
            continue
        names.append(path[0])
        sizes.append(1 if is_open else -1)
    lowest = [path[-1] for path in found if len(path) > 1]
    return sizes if names == above and lowest == parts else None
