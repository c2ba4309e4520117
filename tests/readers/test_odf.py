"""OpenDocument: repeated and covered cells, hidden rows, blanks counted and not written."""

import io
import zipfile

from budgetgraph.converters.readers import odf as reader

from budgetgraph.contract import Source
from budgetgraph.model import Document, Grid, Paragraph

NAMES = (
    'xmlns:office="o" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="x" xmlns:style="s" xmlns:fo="f"'
)
BORDER = (
    '<style:style style:name="b"><style:table-cell-properties fo:border="0.74pt solid #000"/>'
    "</style:style>"
    '<style:style style:name="n"><style:table-cell-properties fo:border="none"/></style:style>'
)


def read(body: str, kind: str = "spreadsheet") -> Document:
    content = (
        f"<office:document-content {NAMES}>{BORDER}<office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body></office:document-content>"
    )
    name = "spreadsheet" if kind == "spreadsheet" else "text"
    mime = f"application/vnd.oasis.opendocument.{name}"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", mime, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    document: Document = reader.read(Source("a.ods", stream.getvalue()))
    return document


def cell(text: str, more: str = "", style: str = "b") -> str:
    inner = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell table:style-name="{style}" {more}>{inner}</table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def test_sheet_with_repeated_covered_and_hidden_parts() -> None:
    rows = (
        row(cell("部门收支总表", 'table:number-columns-spanned="3"', "n"),
            '<table:covered-table-cell table:number-columns-repeated="2"/>'),
        row(cell("项目"), cell("金额", 'table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>", cell("", 'table:number-columns-repeated="16000"', "n")),
        row(cell("a"), cell("1.00", 'table:number-columns-repeated="2"')),
        row(cell("x"), cell("9"), cell("9"), more='table:visibility="collapse"'),
        row(cell("b<text:s text:c='2'/>c"), cell("2.00"), cell("")),
        row(cell("", "", "n"), more='table:number-rows-repeated="1048000"'),
    )  # fmt: skip
    document = read(f'<table:table table:name="收支">{"".join(rows)}</table:table>')
    assert grids(document) == [[["项目", "金额"], ["a", "1.00", "1.00"], ["b  c", "2.00", ""]]]
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text == "部门收支总表"
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert grid.rows[0][1].column_span == 2
    assert (grid.rows[1][0].line, grid.rows[1][0].page, grid.rows[1][0].sheet) == (3, 1, "收支")


def test_text_with_table_note_and_change() -> None:
    table = f"<table:table>{row(cell('a'), cell('1.00'))}{row(cell('b'), cell('2'))}</table:table>"
    body = (
        "<text:tracked-changes><text:p>old</text:p></text:tracked-changes>"
        "<text:h>一、收支</text:h><text:p>见<text:note><text:p>note</text:p></text:note>"
        f"<text:tab/>下<text:line-break/>表</text:p>{table}"
    )
    document = read(body, "text")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [
        "一、收支",
        "见 下",
        "表",
    ]
    assert grids(document) == [[["a", "1.00"], ["b", "2"]]]
