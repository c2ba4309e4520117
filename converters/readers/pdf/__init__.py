"""Reader of PDF: ruled tables by their lines, tables without vertical lines by their columns.

Text around the tables becomes paragraphs, one per printed line. Every cell keeps page and box.
Pages that are only pictures go to OCR where it is installed. A file that is damaged, locked,
garbled or without tables is refused by name: nothing found is not a result.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from budgetgraph.contract import Source
from budgetgraph.errors import InputError, MissingExtraError
from budgetgraph.limits import DEFAULT, Limits, check
from budgetgraph.model import Box, Document, Finding
from budgetgraph.sniff import sniff

from .. import ocr
from .._findings import left_out, unsure_figures
from .._grids import missing_tables
from .._legible import refuse_garbled
from .._printed.blocks import blocks_of_pages
from .._printed.page import Page

PRIORITY = 50
UNTRUSTED = True

_GARBLED = (
    "its fonts have no Unicode map: print it to PDF again from the original, or scan a printed copy"
)
_OCR_DPI = 200


def identify(source: Source) -> bool:
    """Return whether the bytes are a PDF."""
    return sniff(source.data).word == "pdf"


def prepare() -> None:
    """Load what only reading needs: half the time of a small file."""
    from . import page  # noqa: F401, PLC0415 - needs pdfium


def pages_to_recognise(source: Source, limits: Limits) -> int:
    """Return the number of pages that are pictures, where they can be recognised, else 0."""
    if not ocr.is_installed():
        return 0
    from .page import is_picture  # noqa: PLC0415 - needs pdfium

    with _open(source, limits) as document:
        return sum(is_picture(document, index) for index in range(len(document)))


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids page by page.

    Raises:
        InputError: Damaged, locked, too large, garbled, or without any table.
        MissingExtraError: All pages are pictures, and OCR is not installed.
    """
    findings: list[Finding] = []
    with _open(source, limits) as document:
        pages = len(document)
        read_pages = _pages(document, source.name, limits, findings)
        blocks = blocks_of_pages(read_pages, source.name, limits, findings)
    findings += unsure_figures(blocks)
    if not blocks and any(finding.id == "R23" for finding in findings):
        raise MissingExtraError(f"{source.name}: reading its {pages} scanned pages", "ocr")
    what = "pages of text only" if blocks else "pages, all of them empty"
    findings += missing_tables(
        blocks, source.name, f"{pages} {what}; is this the right attachment?"
    )
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="application/pdf",
        reader="pdf",
        blocks=tuple(blocks),
        pages=pages,
        findings=tuple(findings),
    )


def draw(source: Source, page: int, box: Box, limits: Limits = DEFAULT) -> bytes:
    """Return a PNG picture of a cell and what stands around it.

    Args:
        source: The file.
        page: 1-based page.
        box: The cell's place on it.
        limits: How much of the machine the file may use.

    Raises:
        InputError: The file cannot be opened, or has no such page.
    """
    from .picture import draw_cell  # noqa: PLC0415 - needs pdfium

    with _open(source, limits) as document:
        if page > len(document):
            raise InputError(f"has no page {page}", source.name)
        return draw_cell(document, page - 1, box)


def _pages(document: Any, name: str, limits: Limits, findings: list[Finding]) -> Iterator[Page]:
    """Yield the pages; pictures are recognised, or passed over with a finding."""
    from .page import read_page, render  # noqa: PLC0415 - needs pdfium

    for index in range(len(document)):
        page = read_page(document, index, name, limits)
        _refuse_unreadable(page, name)
        if not page.is_picture:
            yield page
        elif ocr.is_installed():
            findings.append(ocr.recognised(page.number))
            yield ocr.recognise(render(document, index, _OCR_DPI), page.number, _OCR_DPI)
        else:
            findings.append(_picture(page.number))
            if page.glyphs:  # an invisible text that another program recognised
                yield page


@contextmanager
def _open(source: Source, limits: Limits) -> Iterator[Any]:
    """Open the document; raises InputError with what is wrong with it."""
    import pypdfium2  # noqa: PLC0415 - only the process that reads a PDF loads it

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


def _picture(number: int) -> Finding:
    return left_out(
        "R23",
        f"第 {number} 页是图像，未读取；安装 budgetgraph[ocr] 后可识别",
        f"page {number} is a picture and was not read; install budgetgraph[ocr] to recognise it",
        page=number,
        severity="warning",
    )
