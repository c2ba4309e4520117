"""Pages of budget tables that lack columns which are empty there: put back by what sums prove.

A tool that finds tables by the lines of a page drops such columns. Which they are is proven where
the sums that rows print by their codes come out for one way to place the others only.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product

from budgetgraph.figures import half_width, is_figure, squeeze
from budgetgraph.model import Block, Finding, Grid, Paragraph, Row

from .. import captions
from ..grids import blank, pad, spread, width
from ..headings import split
from ..labelled import is_form
from .heading import signs_of

_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")
_TOTALS = frozenset({"合计", "总计"})
_FIGURE_BEFORE_LABEL = re.compile(r"(-?[\d,]+\.\d+)\s+(\D+)")
_PLAIN = re.compile(r"-?\d[\d,]*\.\d+", re.ASCII)
_ZERO = Decimal(0)
_SHORTEST = 3  # digits of a code
_MIN_ROWS = 2  # a heading and a row, or the two rows of a heading
_MOST_WAYS, _MOST_ROWS = 100, 400


def widen(blocks: Sequence[Block]) -> tuple[list[Block], list[Finding]]:
    """Return the blocks with the pages that lack columns as wide as the first of their table.

    And on which pages they were put back, or could not be.
    """
    result = list(blocks)
    findings: list[Finding] = []
    for indices in _tables(blocks):
        pages = [spread(grid) for n in indices if isinstance(grid := blocks[n], Grid)]
        if len(pages[0]) < _MIN_ROWS or not split(pages[0]).heading:
            continue
        size = width(pages[0])
        pages[1:] = [_with_labels_parted(rows, size) for rows in pages[1:]]
        whole = _proven(pages, size)
        for n, before, rows in zip(indices, pages, whole, strict=True):
            grid = result[n]
            if not isinstance(grid, Grid):
                continue
            is_new = tuple(rows) != grid.rows
            if not is_new or signs_of(rows) == signs_of(grid.rows):
                result[n] = replace(grid, rows=tuple(rows)) if is_new else grid
                findings += _told(before, rows, size)
    return result, findings


def _told(before: Sequence[Row], rows: Sequence[Row], size: int) -> Iterator[Finding]:
    """Yield whether columns of a page were put back, or that nothing proves where they belong."""
    cell = next((cell for row in rows for cell in row if cell.text), None)
    is_even = len({len(row) for row in before}) == 1
    if cell is None or width(before) == size or not is_even:
        return
    if width(rows) == size:
        yield Finding(
            id="R09",
            severity="info",
            message_zh="这一页缺少空列，已按各行加总恢复",
            message_en="this page lacks empty columns: restored, as the sums of rows prove",
            line=cell.line,
            page=cell.page,
        )
    elif any(_PLAIN.fullmatch(squeeze(cell.text)) for row in rows for cell in row):
        yield Finding(
            id="R08",
            severity="warning",
            message_zh="这一页的列数少于表头，加总不能确定缺少哪一列；按从左到右的顺序读取",
            message_en=(
                "this page has fewer columns than its heading and sums do not tell which are "
                "lacking; read from the left"
            ),
            line=cell.line,
            page=cell.page,
            cell=cell,
        )


def _tables(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the places of the pages of each table of which some page lacks columns."""
    pages: list[int] = []
    size = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if not captions.is_running(block.text):
                yield from [pages] if len(pages) > 1 else []
                pages = []
            continue
        wide = max((len(row) for row in block.rows), default=0)
        if pages and wide < size and not split(spread(block)).heading:
            pages.append(index)
            continue
        if pages and wide == size and len(pages) > 1 and not split(spread(block)).heading:
            pages.append(index)
            continue
        yield from [pages] if len(pages) > 1 else []
        pages, size = [index], wide
    yield from [pages] if len(pages) > 1 else []


def _with_labels_parted(rows: Sequence[Row], size: int) -> list[Row]:
    """Return the rows with figures apart from the labels behind them, where a column is lacking."""
    if width(rows) + 1 != size:
        return list(rows)
    full = [pad(row, width(rows)) for row in rows]
    for index in range(1, len(full[0])):
        found = [_FIGURE_BEFORE_LABEL.fullmatch(row[index].text) for row in full]
        printed = [row for row in full if row[index].text]
        if printed and len(printed) == sum(map(bool, found)):
            return [
                (
                    *row[:index],
                    row[index]._replace(text=match[1] if match else ""),
                    row[index]._replace(text=match[2] if match else ""),
                    *row[index + 1 :],
                )
                for row, match in zip(full, found, strict=True)
            ]
    return full


def _proven(pages: Sequence[list[Row]], size: int) -> list[list[Row]]:
    """Return the rows of the pages in the columns of the first, unchanged where none is proven."""
    first = _first_figures(pages[0])
    kept = first + all(_always_filled(rows, first) for rows in pages)
    ways = [list(_ways(width(rows), kept, size)) for rows in pages]
    count = 1
    for found in ways:
        count *= len(found)
    if not 1 < count <= _MOST_WAYS or sum(map(len, pages)) > _MOST_ROWS or is_form(pages[0]):
        return list(pages)
    sums = list(_sums([row for rows in pages for row in rows], first))
    ranked = sorted(
        ((_score(_placed(pages, way, size), first, sums), way) for way in product(*ways)),
        reverse=True,
    )
    if ranked[0][0] <= ranked[1][0]:
        return list(pages)
    return _placed(pages, ranked[0][1], size)


def _first_figures(rows: Sequence[Row]) -> int:
    """Return the first column of figures that are no codes."""
    places = [
        index
        for row in rows
        for index, cell in enumerate(row)
        if "." in cell.text and is_figure(squeeze(cell.text))
    ]
    return min(places, default=0)


def _always_filled(rows: Sequence[Row], index: int) -> bool:
    """Return whether all rows with figures have one in a column, as in that of their totals."""
    return all(
        bool(row[index : index + 1] and row[index].text)
        for row in rows
        if any(_PLAIN.fullmatch(squeeze(cell.text)) for cell in row)
    )


def _ways(count: int, kept: int, size: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to place the columns of a page, of which the first stay where they are."""
    if count == size or count <= kept:
        yield tuple(range(count))
        return
    for chosen in combinations(range(kept, size), count - kept):
        yield (*range(kept), *chosen)


def _placed(pages: Sequence[list[Row]], way: Sequence[Sequence[int]], size: int) -> list[list[Row]]:
    return [
        [_in_columns(row, columns, size) for row in rows]
        for rows, columns in zip(pages, way, strict=True)
    ]


def _in_columns(row: Row, columns: Sequence[int], size: int) -> Row:
    at = dict(zip(columns, row, strict=False))
    return tuple(
        at[index].at(at[index].row, index + 1) if index in at else blank(row[0], index + 1)
        for index in range(size)
    )


def _score(
    pages: Sequence[list[Row]], first: int, sums: Sequence[tuple[int, Sequence[int]]]
) -> int:
    """Return how many sums come out in the columns of figures, less those that do not."""
    values = [[_value(cell.text) for cell in row[first:]] for page in pages for row in page]
    points = 0
    for number, parts in sums:
        for column, whole in enumerate(values[number]):
            found = sum((values[part][column] for part in parts), _ZERO)
            if whole or found:
                points += 1 if whole == found else -1
    return points


def _sums(rows: Sequence[Row], first: int) -> Iterator[tuple[int, list[int]]]:
    """Yield the rows that sum others, with these: the next longer codes, or the shortest of all."""
    below: dict[str, list[int]] = {}
    codes = [squeeze(row[0].text) for row in rows]
    for number, code in enumerate(codes):
        if _CODE.fullmatch(code):
            below.setdefault(code[:-2] if len(code) > _SHORTEST else "", []).append(number)
    for number, (row, code) in enumerate(zip(rows, codes, strict=True)):
        is_total = any(squeeze(cell.text) in _TOTALS for cell in row[:first])
        if (is_total or _CODE.fullmatch(code)) and (parts := below.get("" if is_total else code)):
            yield number, parts


@lru_cache(maxsize=4096)
def _value(text: str) -> Decimal:
    plain = half_width(squeeze(text))
    return Decimal(plain.replace(",", "")) if _PLAIN.fullmatch(plain) else _ZERO
