"""Web pages: character sets, merged cells, pages that arrange tables in tables, saved pages."""

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest
from budgetgraph.converters.readers import html as reader
from hostile_files import docx, word_cell, word_table

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.model import Document, Grid, Paragraph

TABLE = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>1.00</td></tr></table>"


def read(page: str | bytes, encoding: str = "utf-8") -> Document:
    data = page if isinstance(page, bytes) else f"<html>{page}".encode(encoding)
    document: Document = reader.read(Source("a.html", data))
    return document


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_declared_gb2312_is_read_as_gb18030(declared: str) -> None:
    page = f'<meta charset="{declared}">' + TABLE.replace("项目", "镕㛃")
    assert grids(read(page, "gb18030"))[0][0] == ["镕㛃", "金额"]


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (TABLE, "utf-8"), (TABLE, "utf-8-sig"), (TABLE, "utf-16"), (TABLE, "gb18030"),
        ('<meta charset="gb2312">' + TABLE, "utf-8"),  # declares the wrong one
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">' + "<table><tr><td>項目"
         "</td><td>1.00</td></tr><tr><td>合計</td><td>2</td></tr></table>", "big5"),
    ],
)  # fmt: skip
def test_character_set_is_told_by_the_bytes(page: str, encoding: str) -> None:
    assert grids(read(page, encoding))[0][0][0] in {"项目", "項目"}


def test_text_in_the_wrong_character_set_is_refused() -> None:
    label = "部门预算收支总表一般公共预算拨款收入社会保障和就业支出".encode("gb18030").decode(
        "latin1"
    )
    with pytest.raises(InputError, match="garbled"):
        read(TABLE.replace("项目", label))
    with pytest.raises(InputError, match="900 characters are not utf-8"):
        read(b'<html><meta charset="utf-8">' + b"\xff\xfe\x81" * 300 + TABLE.encode())


def test_merged_cells_keep_the_true_columns() -> None:
    document = read(
        "<table><tr><th rowspan=2>序号<th colspan=2>收入</tr><tr><th>项目<th>金额</tr>"
        "<tr><td>1<td>a<td>2.00</tr></table>"
    )
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    assert [[(c.text, c.column, c.row_span, c.column_span) for c in row] for row in grid.rows] == [
        [("序号", 1, 2, 1), ("收入", 2, 1, 2)],
        [("项目", 2, 1, 1), ("金额", 3, 1, 1)],
        [("1", 1, 1, 1), ("a", 2, 1, 1), ("2.00", 3, 1, 1)],
    ]


def test_spans_of_a_million_cost_nothing() -> None:
    page = "<table><tr><td colspan=1000000 rowspan=1000000>a<td>b</tr><tr><td>c</tr></table>"
    assert grids(read(page)) == [[["a", "b"], ["c"]]]


def test_code_stays_text() -> None:
    assert grids(read(TABLE.replace("合计", "2080102")))[0][1] == ["2080102", "1.00"]


def test_table_that_arranges_others_is_taken_apart() -> None:
    page = f"<table><tr><td>部门收支总表</td></tr><tr><td>单位：万元<br>{TABLE}</td></tr></table>"
    document = read(page)
    assert texts(document) == ["部门收支总表", "单位：万元"]
    assert grids(document) == [[["项目", "金额"], ["合计", "1.00"]]]


def test_paragraphs_of_a_cell_that_arranges_tables_have_lines_of_their_own() -> None:
    page = "<table><tr><td>\n<p>一、收入</p>\n<p>二、支出</p>\n<table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    blocks = read(page).blocks
    assert [block.line for block in blocks] == [2, 3, 4]


def test_what_is_not_shown_is_not_read() -> None:
    hidden = '<tr style="display: none"><td>x</td><td>9</td></tr>'
    page = (
        f"<script>1</script><style>td{{}}</style><p hidden>x</p><p>见 <b>下</b>表<br>一</p>"
        f"{TABLE.replace('</table>', hidden + '</table>')}<del>old</del>"
    )
    document = read(page)
    assert texts(document) == ["见 下表", "一"]
    assert grids(document) == [[["项目", "金额"], ["合计", "1.00"]]]


def test_lines_are_those_of_the_source_and_tell_rows_apart() -> None:
    document = read("\n<p>标题</p>\n<table>\n<tr><td>a<td>b</tr>\n<tr><td>c<td>d</tr>\n</table>")
    assert [block.line for block in document.blocks] == [2, 4]
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert [[cell.line for cell in row] for row in grid.rows] == [[4, 4], [5, 5]]
    in_one_line = read(f"<p>标题</p>{TABLE}{TABLE}")
    lines = [row[0].line for b in in_one_line.blocks if isinstance(b, Grid) for row in b.rows]
    assert lines == sorted(set(lines))


def test_row_over_the_whole_width_is_a_title() -> None:
    page = TABLE.replace("<table>", "<table><tr><td colspan=2>部门收支总表</td></tr>")
    assert texts(read(page)) == ["部门收支总表"]


def test_page_without_tables_names_its_attachments() -> None:
    with pytest.raises(InputError, match=r"only links to its attachments \(2024\.pdf, b\.xls\)"):
        read('<a href="/files/2024.pdf">a</a><a href="x/b.xls?v=1">b</a>')
    with pytest.raises(InputError, match="only text"):
        read("<p>words</p>")


def test_saved_page_with_an_attachment() -> None:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content(f"<html>{TABLE}", subtype="html", charset="gb18030")
    table = word_table(word_cell("科目") + word_cell("数"), word_cell("a") + word_cell("3.00"))
    message.add_attachment(docx(table), maintype="application", subtype="x", filename="附件.docx")
    document = reader.read(Source("a.mht", message.as_bytes()))
    assert grids(document) == [
        [["项目", "金额"], ["合计", "1.00"]],
        [["科目", "数"], ["a", "3.00"]],
    ]
    last = document.blocks[-1]
    assert isinstance(last, Grid)
    assert last.rows[0][0].sheet == "附件.docx"


def test_file_embedded_in_the_page_is_read() -> None:
    table = word_table(word_cell("科目") + word_cell("数"), word_cell("a") + word_cell("3.00"))
    data = base64.b64encode(docx(table)).decode()
    assert grids(read(f'<a href="data:application/x;base64,{data}">附件</a>')) == [
        [["科目", "数"], ["a", "3.00"]]
    ]


def test_page_that_a_spreadsheet_program_saved() -> None:
    path = Path(__file__).parent / "files" / "small.html"
    document = reader.read(Source("small.html", path.read_bytes()))
    assert any("48722.32" in row for grid in grids(document) for row in grid)


def test_text_in_a_cell_stands_before_and_after_its_tables() -> None:
    page = (
        "<table><tr><td colspan=2><h1>2025年部门预算</h1></td></tr>"
        "<tr><td>发布时间：2025-02-18</td><td>来源：财政局</td></tr>"
        f"<tr><td colspan=2><p>支出总表</p>{TABLE}<p>注：无</p><p>基金表</p>{TABLE}</td></tr></table>"
    )
    kinds = [b.text if isinstance(b, Paragraph) else len(b.rows) for b in read(page).blocks]
    assert kinds == [
        "2025年部门预算", "发布时间：2025-02-18", "来源：财政局", "支出总表", 2, "注：无", "基金表", 2,
    ]  # fmt: skip


def test_table_in_a_row_of_data_leaves_the_row_whole() -> None:
    page = f"<table><tr><td>目标</td><td>指标</td><td>值</td></tr><tr><td>a</td><td>b{TABLE}</td><td>c</td></tr></table>"
    assert grids(read(page)) == [
        [["目标", "指标", "值"], ["a", "b", "c"]],
        [["项目", "金额"], ["合计", "1.00"]],
    ]


def test_table_of_a_tab_is_read_and_told() -> None:
    other = TABLE.replace("1.00", "2.00")
    tabs = (
        f"<div>{TABLE}</div><div style='display: none'><p>基金表</p><div hidden>{other}</div></div>"
    )
    copy = f"<div hidden>{TABLE}</div>"
    mould = "<div hidden><table><tr><td>{{a}}<td>{{b}}</tr><tr><td>x<td>y</tr></table></div>"
    document = read(tabs + copy + mould)
    assert [grid[1][1] for grid in grids(document)] == ["1.00", "2.00"]
    assert texts(document) == ["基金表"]
    (finding,) = document.findings
    assert (finding.id, finding.severity) == ("R22", "info")
    assert finding.message_en.startswith("1 tables that the page shows on a click")


def test_hidden_rows_and_columns_are_told() -> None:
    hidden = "<tr hidden><td>x<td>9</tr><tr height=0 style='display:none'><td></tr>"
    page = TABLE.replace("</table>", f"{hidden}<tr><td>a<td>1<td style='display:none'>8</table>")
    document = read(page)
    assert grids(document)[0][2] == ["a", "1"]
    (finding,) = document.findings
    assert (finding.id, finding.severity) == ("R22", "warning")
    assert finding.message_en.startswith("3 filled cells in hidden rows or columns")


def test_caption_stands_above_its_table() -> None:
    document = read(TABLE.replace("<table>", "<table><caption>支出总表<br>单位：元</caption>"))
    assert texts(document) == ["支出总表", "单位：元"]
    assert isinstance(document.blocks[2], Grid)


def test_field_of_a_cell_shows_its_value() -> None:
    field = (
        '<input readonly value="1.00"><input type=hidden value="9"><input type=checkbox value="8">'
    )
    search = '<div><input value="搜索"></div>'
    document = read(
        search + TABLE.replace("1.00", field) + TABLE.replace("1.00", "<textarea>7</textarea>")
    )
    assert [grid[1][1] for grid in grids(document)] == ["1.00", "7"]
    assert texts(document) == []


@pytest.mark.parametrize(
    ("table", "row", "cell"),
    [
        ("style='width:9px; display: table'", "style='display:table-row;'", "style='display:table-cell'"),
        ("role=table", "role=row", "role=cell"),
        ("role=grid", "role=row", "role=columnheader"),
    ],
)  # fmt: skip
def test_table_made_of_boxes(table: str, row: str, cell: str) -> None:
    rows = "".join(
        f"<div {row}><div {cell}>{label}</div><div {cell}>{value}</div></div>"
        for label, value in (("项目", "金额"), ("合计", "1.00"))
    )
    head = f"<div role=rowgroup>{rows}</div>"
    assert grids(read(f"<div {table}>{head}</div>{TABLE}"))[0] == [
        ["项目", "金额"],
        ["合计", "1.00"],
    ]


def test_boxes_that_are_no_table_stay_text() -> None:
    loose = "<div role=table><div role=row><p>a</p><div role=cell>b</div></div></div>"
    clearing = "<div style='display:table'>c</div><div style='display:table-row'>d</div>"
    document = read(loose + clearing + TABLE)
    assert len(grids(document)) == 1
    assert texts(document) == ["a", "b", "c", "d"]
