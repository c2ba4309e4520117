"""The reader of Word documents: hazards that make other libraries lose rows or shift columns."""

import io
import re
from pathlib import Path

import mammoth
import pytest
from budgetgraph.converters.readers import docx as reader
from budgetgraph.converters.readers.docx.numbering import write
from hostile_files import WORD, docx, word_cell, word_table

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.model import Document, Grid, Paragraph

FILES = Path(__file__).parent / "files"
SIMPLE = word_table(word_cell("项目") + word_cell("金额"), word_cell("合计") + word_cell("1.00"))


def read(body: str, **extra: str | bytes) -> Document:
    parts = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in extra.items()}
    document: Document = reader.read(Source("a.docx", docx(body, extra=parts)))
    return document


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def paragraph(run: str) -> str:
    return f"<w:p>{run}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_content_controls_are_transparent_around_row_cell_and_paragraph() -> None:
    row = (
        f"<w:tr>{word_cell('a')}<w:sdt><w:sdtContent>{word_cell('1')}</w:sdtContent></w:sdt></w:tr>"
    )
    inner = f"<w:sdt><w:sdtContent>{paragraph(run('c'))}</w:sdtContent></w:sdt>"
    table = (
        f"<w:tbl>{row}<w:sdt><w:sdtContent><w:tr>{word_cell('b')}{word_cell('2')}</w:tr>"
        f"</w:sdtContent></w:sdt><w:tr><w:tc>{inner}</w:tc>{word_cell('3')}</w:tr></w:tbl>"
    )
    assert grids(read(table)) == [[["a", "1"], ["b", "2"], ["c", "3"]]]


def test_tracked_changes_keep_the_insertion_and_report_the_deletion() -> None:
    change = (
        f"<w:del><w:r><w:delText>100.00</w:delText></w:r></w:del><w:ins>{run('200.00')}</w:ins>"
    )
    table = word_table(word_cell("合计") + f"<w:tc>{paragraph(change)}</w:tc>", word_cell("x") * 2)
    document = read(table)
    assert grids(document)[0][0] == ["合计", "200.00"]
    assert [finding.id for finding in document.findings] == ["R21"]


def test_row_deleted_by_a_tracked_change_is_left_out() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{word_cell('old')}{word_cell('9')}</w:tr>"
    document = read(SIMPLE.replace("</w:tbl>", deleted + "</w:tbl>"))
    assert grids(document) == [[["项目", "金额"], ["合计", "1.00"]]]
    assert document.findings[0].id == "R21"


def test_row_that_begins_late_keeps_its_columns() -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{word_cell("5.00")}</w:tr>'
    grid = read(SIMPLE.replace("</w:tbl>", late + "</w:tbl>")).blocks[0]
    assert isinstance(grid, Grid)
    assert [(cell.column, cell.text) for cell in grid.rows[2]] == [(2, "5.00")]


def test_merged_cells_have_spans_and_no_doubles() -> None:
    across, down = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    table = word_table(
        word_cell("序号", down) + word_cell("收入", across),
        word_cell("", "<w:vMerge/>") + word_cell("项目") + word_cell("预算数"),
        word_cell("1") + word_cell("a") + word_cell("2.00"),
    )
    grid = read(table).blocks[0]
    assert isinstance(grid, Grid)
    assert [[(c.text, c.column, c.row_span, c.column_span) for c in row] for row in grid.rows] == [
        [("序号", 1, 2, 1), ("收入", 2, 1, 2)],
        [("项目", 2, 1, 1), ("预算数", 3, 1, 1)],
        [("1", 1, 1, 1), ("a", 2, 1, 1), ("2.00", 3, 1, 1)],
    ]


def test_old_horizontal_merge_is_a_span() -> None:
    table = word_table(
        word_cell("收入", '<w:hMerge w:val="restart"/>') + word_cell("", "<w:hMerge/>"),
        word_cell("a") + word_cell("1"),
    )
    document = read(table)
    assert texts(document) == ["收入"]  # one cell over the whole width is a title
    assert grids(document) == [[["a", "1"]]]


def test_columns_dragged_apart_by_a_hair_are_one() -> None:
    grid = (
        '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="30"/><w:gridCol w:w="2000"/></w:tblGrid>'
    )
    table = word_table(
        word_cell("a", '<w:gridSpan w:val="2"/>') + word_cell("b"),
        word_cell("c") + word_cell("d", '<w:gridSpan w:val="2"/>'),
    ).replace("<w:tbl>", "<w:tbl>" + grid)
    block = read(table).blocks[0]
    assert isinstance(block, Grid)
    assert [[cell.column for cell in row] for row in block.rows] == [[1, 2], [1, 2]]


def test_nested_table_stands_apart_and_a_layout_table_is_taken_apart() -> None:
    nested = f"<w:tc>{paragraph(run('见下表'))}{SIMPLE}</w:tc>"
    data = word_table(
        *(word_cell(f"{n}") + word_cell("x") for n in range(4)), word_cell("y") + nested
    )
    assert [len(grid) for grid in grids(read(data))] == [5, 2]
    layout = word_table(f"<w:tc>{paragraph(run('标题'))}{SIMPLE}</w:tc>")
    document = read(layout)
    assert texts(document) == ["标题"]
    assert grids(document) == [[["项目", "金额"], ["合计", "1.00"]]]


def test_field_codes_are_not_printed_and_their_results_are() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"{mark('begin')}<w:r><w:instrText> TC 1 \\f B </w:instrText></w:r>"
    body = paragraph(f"{run('一、')}{code}{mark('end')}{run('收支情况')}") + paragraph(
        f"{code}{run('not shown')}{mark('separate')}{run('3')}{mark('end')}"
    )
    assert texts(read(body + SIMPLE)) == ["一、收支情况", "3"]


def test_hidden_text_is_left_out_and_marks_are_read() -> None:
    body = paragraph(run("shown") + run("hidden", "<w:vanish/>")) + paragraph(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/>"
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t><w:br/><w:t>c</w:t></w:r>'
    )
    assert texts(read(body + SIMPLE)) == ["shown", "a b-≥95", "c"]


def test_text_box_is_read_once() -> None:
    content = f"<w:txbxContent>{paragraph(run('单位：万元'))}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        f'2006"><mc:Choice>{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    assert texts(read(paragraph(run("标题") + box) + SIMPLE)) == ["标题", "单位：万元"]


def test_automatic_numbers_are_printed() -> None:
    numbering = (
        '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="9"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    relations = (
        '<Relationships><Relationship Id="r1" Type="x/numbering" Target="numbering.xml"/>'
        "</Relationships>"
    )

    def item(text: str, level: int) -> str:
        numbers = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
        return paragraph(numbers + run(text))

    body = item("职责", 0) + item("a", 1) + item("b", 1) + item("收支", 0) + item("c", 1) + SIMPLE
    parts = {"word/numbering.xml": numbering, "word/_rels/document.xml.rels": relations}
    document = reader.read(Source("a.docx", docx(body, extra=parts)))
    assert texts(document) == ["九、职责", "（1）a", "（2）b", "十、收支", "（1）c"]


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        (21, "chineseCountingThousand", "二十一"), (10, "japaneseCounting", "十"),
        (3, "decimalEnclosedCircle", "③"), (4, "upperRoman", "IV"), (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"), (2, "ideographTraditional", "乙"), (1, "ideographZodiac", "子"),
        (100, "chineseCounting", "100"), (5, "unknown", "5"),
    ],
)  # fmt: skip
def test_number_formats(number: int, kind: str, written: str) -> None:
    assert write(number, kind) == written


def test_macros_are_never_run_and_told() -> None:
    document = read(SIMPLE, **{"word__vbaProject.bin": b"x"})
    assert [finding.id for finding in document.findings] == ["R25"]


def test_document_without_tables_says_what_it_holds() -> None:
    with pytest.raises(InputError, match=r"a\.docx: no table found: only text"):
        read(paragraph(run("words")))
    with pytest.raises(InputError, match="pasted as pictures"):
        read(paragraph(run("words")), **{"word__media__image1.png": b"x"})


def test_document_without_tables_that_names_sums_of_money_is_read() -> None:
    document = read(paragraph(run("2018年收入预算38610万元。")))
    assert [finding.id for finding in document.findings] == ["R29"]


def test_mammoth_reads_the_same_cells() -> None:
    data = (FILES / "small.docx").read_bytes()
    page = mammoth.convert_to_html(io.BytesIO(data)).value
    expected = [
        re.sub(r"<[^>]+>|\s", "", cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page)
    ]
    got = [
        re.sub(r"\s", "", text)
        for grid in grids(reader.read(Source("small.docx", data)))
        for row in grid
        for text in row
    ]
    assert [text for text in got if text] == [text for text in expected if text]


def test_titles_in_a_cell_stand_above_their_tables() -> None:
    inner = word_table(word_cell("项目") + word_cell("金额"), word_cell("合计") + word_cell("1.00"))
    held = "".join(f"<w:p><w:r><w:t>{title}</w:t></w:r></w:p>{inner}" for title in ("甲表", "乙表"))
    body = word_table(
        word_cell("审计局") + word_cell("2025年2月"),
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{held}</w:tc>',
    )
    kinds = [b.text if isinstance(b, Paragraph) else len(b.rows) for b in read(body).blocks]
    assert kinds == ["审计局", "2025年2月", "甲表", 2, "乙表", 2]


def test_unit_in_the_header_of_a_section_stands_above_its_tables() -> None:
    target = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = f'xmlns:r="{target}"'
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{target}/header" Target="header{n}.xml"/>' for n in (1, 2)
    )
    headers = {
        f"word/header{n}.xml": f'<w:hdr xmlns:w="{WORD}">{paragraph(run(said))}</w:hdr>'
        for n, said in ((1, "某局 单位：元"), (2, "某局"))
    }
    sections = [
        f'<w:sectPr {names}><w:headerReference r:id="r{n}"/></w:sectPr>' if n else "<w:sectPr/>"
        for n in (1, 0, 2)
    ]
    ends = [f"<w:p><w:pPr>{settings}</w:pPr></w:p>" for settings in sections[:2]]
    body = f"{SIMPLE}{ends[0]}{SIMPLE}{ends[1]}{SIMPLE}{sections[2]}"
    extra = {"word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>"}
    document = reader.read(Source("a.docx", docx(body, extra={**extra, **headers})))
    kinds = [b.text if isinstance(b, Paragraph) else "table" for b in document.blocks]
    assert kinds == ["单位：元", "table", "单位：元", "table", "table"]
