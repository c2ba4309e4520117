"""One printed page -> its tables and the lines of text around them, in reading order."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from budgetgraph.limits import Limits, check
from budgetgraph.model import Block, Box, Cell, Paragraph, Row

from .._grids import blocks_of
from .banded import propose
from .lattice import POINT, Area, Lattice, Rule, find_lattices, merge
from .page import Glyph, Page
from .text import cell_text, lines_of


def page_blocks(page: Page, name: str, limits: Limits) -> list[Block]:
    """Return the tables and the lines of text of one page in reading order.

    `line` of a paragraph or cell counts the printed lines and table rows of its page.
    """
    glyphs: Sequence[Glyph] = page.glyphs
    tables: list[tuple[int, Lattice, list[Glyph]]] = []
    for lattice in sorted(_lattices(page), key=_area):  # a table inside a frame before the frame
        inside, glyphs = _part(glyphs, lattice)
        if inside:
            _check_size(lattice, f"{name}, page {page.number}", limits)
            tables.append((lattice.edges[1], lattice, inside))
    tables.sort(key=itemgetter(0))
    blocks: list[Block] = []
    number = 1
    for line in [*lines_of(glyphs), None]:
        while tables and (line is None or tables[0][0] < line.top):
            _, lattice, inside = tables.pop(0)
            rows = _rows(lattice, inside, page.number, number)
            blocks += blocks_of(rows, number, page.number)
            number += len(rows)
        if line is not None:
            blocks.append(Paragraph(line.text, number, page.number))
            number += 1
    return blocks


def _lattices(page: Page) -> list[Lattice]:
    """Return the ruled tables of a page, then those whose vertical lines had to be supposed."""
    ruled = find_lattices(page.rules)
    glyphs: Sequence[Glyph] = page.glyphs
    across = merge(page.rules.across)
    for lattice in ruled:
        glyphs = _part(glyphs, lattice)[1]
        across = [rule for rule in across if not _is_inside(rule, lattice)]
    return ruled + [found for rules in propose(glyphs, across) for found in find_lattices(rules)]


def _area(lattice: Lattice) -> int:
    left, top, right, bottom = lattice.edges
    return (right - left) * (bottom - top)


def _is_inside(rule: Rule, lattice: Lattice) -> bool:
    left, top, right, bottom = lattice.edges
    reach = 4 * POINT
    return (
        top - reach <= rule.position <= bottom + reach
        and left - reach <= rule.start
        and rule.end <= right + reach
    )


def _check_size(lattice: Lattice, place: str, limits: Limits) -> None:
    check(len(lattice.rows) - 1, limits.grid_rows, "rows in one ruled table", place, "grid_rows")
    check(
        len(lattice.columns) - 1,
        limits.grid_columns,
        "columns in one ruled table",
        place,
        "grid_columns",
    )


def _part(glyphs: Sequence[Glyph], lattice: Lattice) -> tuple[list[Glyph], list[Glyph]]:
    """Return the characters inside a table and those outside, by their middles."""
    left, top, right, bottom = (2 * edge for edge in lattice.edges)
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        within = (
            left <= glyph.left + glyph.right <= right and top <= glyph.top + glyph.bottom <= bottom
        )
        (inside if within else outside).append(glyph)
    return inside, outside


def _rows(lattice: Lattice, glyphs: Sequence[Glyph], page: int, line: int) -> list[Row]:
    """Return the cells of a ruled table with their text; its first row is the page's `line`."""
    owner: dict[tuple[int, int], list[Glyph]] = {}
    texts: list[list[Glyph]] = [[] for _ in lattice.areas]
    for number, area in enumerate(lattice.areas):
        for row in range(area.row, area.row + area.row_span):
            for column in range(area.column, area.column + area.column_span):
                owner[row, column] = texts[number]
    last_row, last_column = len(lattice.rows) - 2, len(lattice.columns) - 2
    for glyph in glyphs:
        row = bisect_right(lattice.rows, (glyph.top + glyph.bottom) // 2) - 1
        column = bisect_right(lattice.columns, (glyph.left + glyph.right) // 2) - 1
        owner[min(max(row, 0), last_row), min(max(column, 0), last_column)].append(glyph)
    rows: list[list[Cell]] = [[] for _ in range(last_row + 1)]
    for area, inside in zip(lattice.areas, texts, strict=True):
        rows[area.row].append(_cell(area, inside, page, line + area.row))
    return [tuple(row) for row in rows]


def _cell(area: Area, glyphs: Sequence[Glyph], page: int, line: int) -> Cell:
    sure = [glyph.confidence for glyph in glyphs if glyph.confidence is not None]
    return Cell(
        text=cell_text(glyphs),
        line=line,
        row=area.row + 1,
        column=area.column + 1,
        page=page,
        row_span=area.row_span,
        column_span=area.column_span,
        box=Box(area.left / POINT, area.top / POINT, area.right / POINT, area.bottom / POINT),
        confidence=min(sure, default=None),
    )
