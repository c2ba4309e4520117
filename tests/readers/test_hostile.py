"""Files that attack their reader, broken files, and files under a false name: one line, in time."""

import time
from pathlib import Path

import pytest
from hostile_files import (
    CONTENT_TYPES,
    LAUGHS,
    OUTSIDE,
    WORD,
    container,
    docx,
    lying_zip,
    pdf,
    pdf_grid,
    pdf_text,
    word_cell,
    word_table,
    xlsx,
    zip_bomb,
)

from budgetgraph import sandbox
from budgetgraph.contract import Source
from budgetgraph.convert import choose_reader, convert
from budgetgraph.errors import InputError
from budgetgraph.limits import DEFAULT, Limits
from budgetgraph.model import Document, Grid

FILES = Path(__file__).parent / "files"
TABLE = word_table(word_cell("合计") + word_cell("1.00"), word_cell("a") + word_cell("2"))
ROWS = (
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>合计</t></is></c><c r="B1"><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>1</v></c></row></sheetData>'
)
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
DEEP = "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000
MANY_ROWS = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_000))
UTF16 = f"{LAUGHS.replace('?>', ' encoding=' + chr(34) + 'utf-16' + chr(34) + '?>', 1)}<w:document "
UTF16 += f'xmlns:w="{WORD}"><w:body>&i;{TABLE}</w:body></w:document>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

REFUSED = {
    "zip-bomb-beside": (docx(TABLE, extra=zip_bomb("word/styles.xml", 310)), "bytes when unpacked"),
    "zip-bomb-inside": (
        container({"[Content_Types].xml": CONTENT_TYPES, **zip_bomb("word/document.xml", 290)}),
        "times its packed size, more than the limit of 200",
    ),
    "zip-that-lies": (
        lying_zip(container({"[Content_Types].xml": "", **zip_bomb("word/document.xml", 90)})),
        "damaged or was cut off",
    ),
    "many-entries": (container({f"{n}": "a" for n in range(2001)}), "2,001 files inside"),
    "zip-of-bombs": (
        container({"a.docx": container({"[Content_Types].xml": "", **zip_bomb("word/document.xml", 90)})}),
        "a.docx: .* times its packed size",
    ),
    "laughs-docx": (docx(TABLE, LAUGHS.replace("lolz", "w:document")), "declares entities"),
    "laughs-utf16": (
        container({"[Content_Types].xml": "", "word/document.xml": UTF16.encode("utf-16")}),
        "declares entities",
    ),
    "laughs-xlsx": (xlsx(ROWS, LAUGHS), "sheet 表1: .* declares entities"),
    "outside-docx": (docx(TABLE.replace("合计", "&x;"), OUTSIDE), "declares entities"),
    "outside-xlsx": (xlsx(ROWS, OUTSIDE), "declares entities"),
    "deep-docx": (docx(DEEP), "nested beyond reason"),
    "deep-html": (b"<html>" + b"<div>" * 200_000 + b"<table><td>1<td>2</table>", "nested beyond reason"),
    "cell-far-away": (xlsx(ROWS.replace("</sheetData>", FAR)), "1,048,576 rows in a sheet"),
    "rows-without-end": (xlsx(f"<sheetData>{MANY_ROWS}</sheetData>"), "5,001 rows in a sheet"),
    "span-of-a-million": (
        docx(word_table(word_cell("a", '<w:gridSpan w:val="1000000"/>') + word_cell("b"))),
        "1,000,000 columns in a table",
    ),
    "formula": (xlsx(ROWS.replace("<v>3</v>", "<f>SUM(B1)</f>")), "formula without its result"),
    "broken-xml": (xlsx(ROWS[:-30]), "the XML in it is damaged"),
    "odd-number": (xlsx(ROWS.replace('r="2"', 'r="x"', 1)), "damaged or unlike any seen"),
    "missing-part": (container({"[Content_Types].xml": "", "word/documents.xml": "<a/>"}), "lacks its part"),
    "flate-bomb": (pdf(b" " * (100 << 20), deflate=True), "no table found"),
    "paths-without-end": (
        pdf(b"0 0 m 9 9 l S\n" * 60_000, deflate=True), "60,000 drawn objects, more than the limit",
    ),
    "grid-600-by-600": (
        pdf(pdf_text(103, 103, "a") + pdf_grid(range(0, 12000, 20), range(0, 12000, 20)), box="0 0 12000 12000"),
        "599 rows in one ruled table",
    ),
    "page-of-seven-metres": (pdf(b"", box="0 0 20000 20000"), "20,000 points of page size"),
    "pages-without-end": (pdf(*[b""] * 801), "801 pages, more than the limit of 800"),
    "pdf-header-only": (b"%PDF-1.7\n", "ends in the middle"),
    "pdf-locked": ((FILES / "locked.pdf").read_bytes(), "locked with a password"),
    "pdf-cut": ((FILES / "small.pdf").read_bytes()[:40_000], "ends in the middle"),
    "docx-cut": ((FILES / "small.docx").read_bytes()[:5000], "damaged or was cut off"),
    "xls-cut": ((FILES / "small.xls").read_bytes()[:6000], "cut off|damaged"),
    "ole-of-nothing": (OLE + b"x" * 2000, "OLE container of an unknown program"),
    "rar": (b"Rar!\x1a\x07\x00abc", "a RAR archive, which is not read; unpack it"),
    "ofd": (container({"OFD.xml": "<a/>"}), "an OFD document, which is not read; export it as PDF"),
    "zip-of-nothing": (container({"a.bin": b"\0\1\2" * 30}), "no document that can be read"),
    "empty": (b"", "the file is empty"),
    "noise": (bytes((n * 7919 + 13) % 256 for n in range(5000)), "no format that can be read"),
    "mhtml-cut": (b"MIME-Version: 1.0\r\nContent-Type: multipart/x; boundary=x\r\n\r\n--x\r\n", "cut off"),
}  # fmt: skip


def read(data: bytes, name: str = "a.bin", limits: Limits = DEFAULT) -> Document:
    source = Source(name, data)
    return sandbox.read(choose_reader(source), source, limits)


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_ends_in_one_clear_line_within_its_limits(name: str) -> None:
    data, message = REFUSED[name]
    start = time.monotonic()
    with pytest.raises(InputError, match=message) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("a.bin")
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("spans-html", b"<html><table><tr><td colspan=1000000 rowspan=1000000>a<td>b</tr><tr><td>1</table>"),
        ("merge-of-a-sheet", xlsx(ROWS + '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>')),
        ("macros", docx(TABLE, extra={"word/vbaProject.bin": b"x"})),
        ("500-pages", pdf(*[pdf_grid((50, 100, 200), (100, 200)) + pdf_text(60, 150, "1")] * 500)),
    ],
)  # fmt: skip
def test_harmless_excess_is_read(name: str, data: bytes) -> None:
    assert grids(read(data)), name


@pytest.mark.parametrize(
    ("file", "false_name", "reader"),
    [
        ("small.html", "a.xls", "html"), ("small.xlsx", "a.xls", "xlsx"), ("small.pdf", "a.docx", "pdf"),
        ("small.xls", "a.xlsx", "xls"), ("small.docx", "a.doc", "docx"), ("small.md", "a.pdf", "text"),
    ],
)  # fmt: skip
def test_name_does_not_matter(file: str, false_name: str, reader: str) -> None:
    assert read((FILES / file).read_bytes(), false_name).reader == reader


def test_outside_files_are_never_read() -> None:
    secret = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "x"
    with pytest.raises(InputError) as caught:
        read(docx(TABLE.replace("合计", "&x;"), OUTSIDE))
    assert secret not in str(caught.value)


def test_memory_limit_holds_for_a_bomb_inside_a_page() -> None:
    bomb = pdf(b" " * (150 << 20), deflate=True)
    with pytest.raises(InputError, match=r"memory|died on the file|no table"):
        read(bomb, limits=Limits(memory_bytes=192 << 20))


def test_time_limit_holds() -> None:
    slow = pdf(
        *[b"BT /F1 1 Tf (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n" * 40_000] * 8, deflate=True
    )
    start = time.monotonic()
    with pytest.raises(InputError, match="not read within 1 seconds"):
        read(slow, limits=Limits(seconds=1))
    assert time.monotonic() - start < 10


def test_one_bad_file_does_not_stop_the_next() -> None:
    with pytest.raises(InputError):
        convert(Source("bad.pdf", b"%PDF-1.7\n"))
    assert convert(Source("good.pdf", (FILES / "small.pdf").read_bytes())).lines


def test_archive_of_attachments_is_read_in_order() -> None:
    page = "<html><table><tr><td>项目<td>金额</tr><tr><td>a<td>3</table>".encode()
    data = container(
        {"2/b.html": page, "1.docx": docx(TABLE), "~$1.docx": b"x", "pic.bin": b"\0\1"}
    )
    document = read(data, "attachments.zip")
    found = grids(document)
    assert [grid.rows[0][0].sheet for grid in found] == ["1.docx", "2/b.html"]
    lines = [row[0].line for grid in found for row in grid.rows]
    assert lines == sorted(set(lines))
    assert [finding.id for finding in document.findings] == ["R24"]
