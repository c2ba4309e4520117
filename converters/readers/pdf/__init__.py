"""Reader of PDF: ruled tables by their lines, tables without vertical lines by their columns.

Text around the tables becomes paragraphs, one per printed line. Every cell keeps page and box. Pages
that are only pictures go to OCR where it is installed. A file that is damaged, locked, garbled or
without tables is refused by name: nothing found is not a result.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from budgetgraph.contract import Source
from budgetgraph.errors import InputError, MissingExtraError
from budgetgraph.limits import DEFAULT, Limits, check
from budgetgraph.model import Block, Box, Cell, Document, Grid, Paragraph, Row
from budgetgraph.sniff import sniff

from .._grids import blocks_of, require_tables
from .._lattice import POINT, Area, Lattice, Rule, find_lattices, merge
from .._legible import refuse_garbled
from .banded import propose
from .page import Glyph, Page, read_page
from .text import TextLine, cell_text, lines_of

PRIORITY = 50
UNTRUSTED = True

_GARBLED = (
    "its fonts have no Unicode map: print it to PDF again from the original, or convert the page "
    "images through OCR"
)


def identify(source: Source) -> bool:
    """Return whether the bytes are a PDF."""
    return sniff(source.data).word == "pdf"


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids page by page.

    Raises:
        InputError: Damaged, locked, too large, garbled, or without any table.
        MissingExtraError: The library for PDF is not installed, or the pages are pictures and OCR is not.
    """
    blocks: list[Block] = []
    with _open(source, limits) as document:
        pages = len(document)
        for index in range(pages):
            page = read_page(document, index, source.name, limits)
            _refuse_unreadable(page, source.name)
            blocks += _blocks(page, source.name, limits)
    require_tables(blocks, source.name, f"{pages} pages of text only; is this the right attachment?")
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="application/pdf",
        reader="pdf",
        blocks=tuple(blocks),
        pages=pages,
    )


@contextmanager
def _open(source: Source, limits: Limits) -> Iterator[Any]:
    """Open the document; raises InputError with what is wrong with it."""
    try:
        import pypdfium2  # noqa: PLC0415 - optional
    except ImportError as error:
        raise MissingExtraError("reading PDF", "pdf") from error
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        raise InputError(_why(source.data, str(error)), source.name) from error
    try:
        check(len(document), limits.pages, "pages", source.name, "pages")
        yield document
    finally:
        document.close()


def _why(data: bytes, reason: str) -> str:
    """Return what is wrong with a PDF that pdfium does not open."""
    if "password" in reason.lower():
        return "the PDF is locked with a password; save a copy without one"
    if b"%%EOF" not in data[-2048:] or b"startxref" not in data[-2048:]:
        return "the PDF ends in the middle: the download or upload was cut off; fetch it again"
    return f"the PDF is damaged ({reason}); print it to PDF again"


def _refuse_unreadable(page: Page, name: str) -> None:
    place = f"{name}, page {page.number}"
    if page.unmapped * 5 > len(page.glyphs) and page.unmapped > 10:  # noqa: PLR2004 - a few symbols
        raise InputError(f"the text comes out garbled; {_GARBLED}", place)
    refuse_garbled((glyph.text for glyph in page.glyphs), place, _GARBLED)


def _blocks(page: Page, name: str, limits: Limits) -> list[Block]:
    """Return the tables and the lines of text of one page in reading order."""
    glyphs: Sequence[Glyph] = page.glyphs
    placed: list[tuple[int, list[Block]]] = []
    for lattice in _lattices(page):
        inside, glyphs = _part(glyphs, lattice)
        if inside:
            _check_size(lattice, f"{name}, page {page.number}", limits)
            rows = _rows(lattice, inside, page.number)
            placed.append((lattice.edges[1], list(blocks_of(rows, page=page.number))))
    for line in lines_of(glyphs):
        placed.append((line.top, [Paragraph(line.text, 0, page.number)]))
    placed.sort(key=lambda item: item[0])
    return [block for _, blocks in placed for block in blocks]


def _lattices(page: Page) -> list[Lattice]:
    """Return the ruled tables of a page, then those whose vertical lines had to be supposed."""
    ruled = find_lattices(page.rules)
    glyphs: Sequence[Glyph] = page.glyphs
    across = merge(page.rules.across)
    for lattice in ruled:
        glyphs = _part(glyphs, lattice)[1]
        across = [rule for rule in across if not _is_inside(rule, lattice)]
    return ruled + [found for rules in propose(glyphs, across) for found in find_lattices(rules)]


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
        len(lattice.columns) - 1, limits.grid_columns, "columns in one ruled table", place, "grid_columns"
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


def _rows(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> list[Row]:
    """Return the cells of a ruled table with their text."""
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
        rows[area.row].append(_cell(area, cell_text(inside), page))
    return [tuple(row) for row in rows]


def _cell(area: Area, text: str, page: int) -> Cell:
    return Cell(
        text=text,
        line=0,
        row=area.row + 1,
        column=area.column + 1,
        page=page,
        row_span=area.row_span,
        column_span=area.column_span,
        box=Box(area.left / POINT, area.top / POINT, area.right / POINT, area.bottom / POINT),
    )
