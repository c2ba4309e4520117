"""Printed pages -> their tables and the lines of text around them, in reading order."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from budgetgraph.limits import Limits, check
from budgetgraph.model import Block, Finding, Paragraph

from .._findings import by_alignment, doubtful_table
from .aligned import align
from .banded import MIN_RULES, propose
from .continued import mend
from .lattice import POINT, Lattice, Rule, find_lattices, merge
from .page import Glyph, Page
from .tables import PrintedCell, PrintedTable
from .text import lines_of


def blocks_of_pages(
    pages: Iterable[Page], name: str, limits: Limits, findings: list[Finding]
) -> list[Block]:
    """Return the blocks of a document; rows that a page break cut in two are whole again.

    `line` of a paragraph or cell counts the printed lines and table rows of its page. What is not
    certain about tables without lines is added to the findings.
    """
    printed = [_items(page, name, limits, findings) for page in pages]
    mend(printed)
    blocks: list[Block] = []
    for items in printed:
        for item in items:
            blocks += item.blocks() if isinstance(item, PrintedTable) else [item]
    return blocks


def _items(
    page: Page, name: str, limits: Limits, findings: list[Finding]
) -> list[Paragraph | PrintedTable]:
    """Return the tables and lines of text of one page in reading order."""
    glyphs: Sequence[Glyph] = page.glyphs
    found: list[tuple[int, Lattice, list[Glyph]]] = []
    lattices = _lattices(page, findings)
    for lattice in sorted(lattices, key=_area):  # a table inside a frame before the frame
        inside, glyphs = _part(glyphs, lattice)
        if inside:
            _check_size(lattice, f"{name}, page {page.number}", limits)
            found.append((lattice.edges[1], lattice, inside))
    lines = [(line.top, line) for line in lines_of(glyphs)]
    items: list[Paragraph | PrintedTable] = []
    number = 1
    for top, line in [*lines, (None, None)]:
        above = (entry for entry in found if top is None or entry[0] < top)
        for entry in sorted(above, key=lambda entry: entry[1].edges[1::-1]):
            found.remove(entry)
            items.append(_table(entry[1], entry[2], page.number, number))
            number += len(entry[1].rows) - 1
        if line is not None:
            items.append(Paragraph(line.text, number, page.number))
            number += 1
    return items


def _lattices(page: Page, findings: list[Finding]) -> list[Lattice]:
    """Return the ruled tables of a page, then those whose lines had to be supposed."""
    ruled = find_lattices(page.rules)
    glyphs: Sequence[Glyph] = page.glyphs
    across = merge(page.rules.across)
    for lattice in ruled:
        glyphs = _part(glyphs, lattice)[1]
        across = [rule for rule in across if not _is_inside(rule, lattice)]
    supposed = propose(glyphs, across)
    if not supposed and len(across) < MIN_RULES:
        aligned = align(lines_of(glyphs))
        findings += [by_alignment(page.number)] * bool(aligned.tables)
        findings += [doubtful_table(page.number)] * bool(aligned.doubtful)
        supposed = list(aligned.tables)
    return ruled + [found for rules in supposed for found in find_lattices(rules)]


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
    rows, columns = len(lattice.rows) - 1, len(lattice.columns) - 1
    check(rows, limits.grid_rows, "rows in one ruled table", place, "grid_rows")
    check(columns, limits.grid_columns, "columns in one ruled table", place, "grid_columns")


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


def _table(lattice: Lattice, glyphs: Sequence[Glyph], page: int, line: int) -> PrintedTable:
    """Return a ruled table with each character in its cell."""
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
    rows: list[list[PrintedCell]] = [[] for _ in range(last_row + 1)]
    for area, inside in zip(lattice.areas, texts, strict=True):
        rows[area.row].append(PrintedCell(area, lines_of(inside), page, line + area.row))
    return PrintedTable(rows, page, line)
