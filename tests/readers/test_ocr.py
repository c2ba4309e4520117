"""Scanned pages: with the extra they are read with their confidence, without it they say which extra."""

import io
from pathlib import Path

import pytest
from budgetgraph.converters.readers import ocr as reader
from budgetgraph.converters.readers import pdf as pdf_reader
from budgetgraph.converters.readers._findings import unsure_figures
from hostile_files import pdf

from budgetgraph import sandbox
from budgetgraph.contract import Source
from budgetgraph.convert import choose_reader
from budgetgraph.errors import InputError, MissingExtraError
from budgetgraph.figures import squeeze
from budgetgraph.limits import DEFAULT
from budgetgraph.model import Cell, Grid

FILES = Path(__file__).parent / "files"
PICTURE = FILES / "scan.png"
needs_ocr = pytest.mark.skipif(not reader.is_installed(), reason="the extra ocr is not installed")
needs_no_ocr = pytest.mark.skipif(reader.is_installed(), reason="the extra ocr is installed")


def picture_page() -> bytes:
    """Return a PDF page that only shows a picture of one grey pixel."""
    image = (
        b"99 0 obj\n<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceGray /Length 1 >>\nstream\n\x80\nendstream\nendobj\n"
    )
    content = b"q 500 0 0 700 40 40 cm /I1 Do Q\n"
    data = pdf(content, resources="/XObject << /I1 99 0 R >>")
    return data.replace(b"xref\n", image + b"xref\n", 1)


def grids(source: Source) -> list[Grid]:
    document = sandbox.read(choose_reader(source), source)
    assert [finding.id for finding in document.findings] == ["R23"]
    return [block for block in document.blocks if isinstance(block, Grid)]


@needs_ocr
def test_scanned_table_is_read_cell_by_cell() -> None:
    (grid,) = grids(Source("scan.png", PICTURE.read_bytes()))
    rows = [[squeeze(cell.text) for cell in row] for row in grid.rows]
    assert rows[3] == ["2", "208", "社会保障和就业支出", "48145.91", "48145.91", "48145.91"]
    assert all(
        cell.confidence is None or 0 <= cell.confidence <= 100 for r in grid.rows for cell in r
    )
    assert any(cell.confidence for row in grid.rows for cell in row)
    assert grid.rows[3][3].box is not None


@needs_ocr
def test_short_numbers_are_not_turned_upside_down() -> None:
    """The direction classifier would read 2080199 as 2080166 and 9 as 6."""
    cells = {
        squeeze(c.text)
        for g in grids(Source("a.png", PICTURE.read_bytes()))
        for r in g.rows
        for c in r
    }
    assert {"9", "99", "2080199"} <= cells


@needs_ocr
def test_page_of_a_pdf_that_is_a_picture_is_recognised() -> None:
    image = pytest.importorskip("PIL.Image")
    stream = io.BytesIO()
    image.open(PICTURE).convert("L").save(stream, "PDF", resolution=150)
    (grid,) = grids(Source("scan.pdf", stream.getvalue()))
    assert "48145.91" in {squeeze(cell.text) for row in grid.rows for cell in row}


@needs_no_ocr
@pytest.mark.parametrize(
    "source",
    [Source("scan.png", PICTURE.read_bytes()), Source("scan.pdf", picture_page())],
    ids=["picture", "pdf"],
)
def test_without_the_extra_the_message_names_it(source: Source) -> None:
    with pytest.raises(MissingExtraError, match=r"pip install 'budgetgraph\[ocr\]'"):
        sandbox.read(choose_reader(source), source)


def test_figure_read_without_confidence_is_a_finding() -> None:
    row = (
        Cell("养老", 3, confidence=50),
        Cell("239.26", 3, page=2, confidence=65),
        Cell("6.69", 3),
    )
    (finding,) = unsure_figures([Grid((row, (Cell("1.00", 4, confidence=99),)), 3)])
    assert (finding.id, finding.line, finding.page, finding.printed) == ("R28", 3, 2, "239.26")


def test_broken_picture_is_told() -> None:
    source = Source("a.png", b"\x89PNG\r\n\x1a\nxxxx")
    with pytest.raises((InputError, MissingExtraError), match=r"PNG image that is damaged|\[ocr\]"):
        sandbox.read(choose_reader(source), source)


def test_pages_that_are_pictures_are_counted_for_their_time() -> None:
    source = Source("scan.pdf", picture_page())
    pages = pdf_reader.pages_to_recognise(source, DEFAULT)
    assert pages == (1 if reader.is_installed() else 0)
