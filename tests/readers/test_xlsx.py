"""Workbooks: values as printed, what is hidden, what cannot be known."""

from pathlib import Path
from typing import Any

import pytest
from budgetgraph.converters.readers import xls as old_reader
from budgetgraph.converters.readers import xlsx as reader
from budgetgraph.converters.readers._number_format import show_number, show_text
from hostile_files import xlsx
from python_calamine import CalamineWorkbook

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.model import Document, Grid, Paragraph

FILES = Path(__file__).parent / "files"
STYLES = (
    '<numFmts><numFmt numFmtId="176" formatCode="0.00_ "/></numFmts>'
    '<borders><border/><border><left style="thin"/></border></borders>'
    '<cellXfs><xf numFmtId="0" borderId="0"/><xf numFmtId="176" borderId="1"/>'
    '<xf numFmtId="0" borderId="1"/></cellXfs>'
)
ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


def text(reference: str, value: str, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(reference: str, value: str, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    lines = "".join(
        row if row.startswith("<row") else f'<row r="{n}">{row}</row>'
        for n, row in enumerate(rows, 1)
    )
    return f"{before}<sheetData>{lines}</sheetData>{after}"


def read(content: str, **options: Any) -> Document:
    document: Document = reader.read(Source("a.xlsx", xlsx(content, **options)))
    return document


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("stored", "code", "printed"),
    [
        ("150", "0.00", "150.00"), ("150", "General", "150"), ("2080501", "General", "2080501"),
        ("48722.320000000007", "General", "48722.32"), ("22.589999999999577", "General", "22.59"),
        ("0.30000000000000004", "General", "0.3"), ("1.5E2", "General", "150"),
        ("123456789012345678", "General", "123456789012345678"), ("32921.435", "0.00", "32921.44"),
        ("-5.5", "0.00_);(0.00)", "(5.50)"), ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("0", "0.00;-0.00;;@", ""), ("0", ACCOUNTING, "-"), ("-12.5", ACCOUNTING, "-12.50"),
        ("0.2555", "0.00%", "25.55%"), ("48722320", "0.00,", "48722.32"), ("5", '0"万元"', "5万元"),
        ("7", "[$¥-804]#,##0.00", "¥7.00"), ("3", "000", "003"), ("-0.001", "0.00", "0.00"),
        ("45292", 'yyyy"年"m"月"d"日"', "2024年1月1日"), ("45292.5", "yyyy/m/d h:mm", "2024/1/1 12:00"),
        ("8", "[DBNum1]General", "8"), ("1", "# ?/?", "1"), ("59", "yyyy-mm-dd", "1900-02-28"),
    ],
)  # fmt: skip
def test_number_is_printed_as_its_format_says(stored: str, code: str, printed: str) -> None:
    assert show_number(stored, code) == printed


@pytest.mark.parametrize(
    ("stored", "code", "printed"),
    [
        ("1006.57", '[=0]"";#,##0.00', "1,006.57"), ("0", '[=0]"";#,##0.00', ""),
        ("-5", '[=0]"";#,##0.00', "-5.00"), ("1006.57", '[=0]"";General', "1006.57"),
        ("7.5", '[<0]-0.00;[=0]"";0.00', "7.50"), ("-7.5", '[<0]-0.00;[=0]"";0.00', "-7.50"),
        ("0", '[<0]-0.00;[=0]"";0.00', ""), ("-5", "[<0](0.00);0.00", "(5.00)"),
        ("0", '[<>0]0.0;""', ""), ("-3", '[>0]0.00;[<-5]"low";0', "-3"), ("7", "[<5]0.00", "7"),
        ("12345678", '[>=10000]0!.0,"万元";0"元"', "1234.6万元"),
        ("12", '[>=10000]0!.0,"万元";0"元"', "12元"), ("5", "[< x]0.0", "5.0"),
    ],
)  # fmt: skip
def test_conditions_choose_the_section(stored: str, code: str, printed: str) -> None:
    assert show_number(stored, code) == printed


@pytest.mark.parametrize(
    ("stored", "code", "printed"),
    [
        ("10065700", "0!.0000", "1006.5700"), ("10065700", r"0\.0000", "1006.5700"),
        ("10065700", '0"."0000', "1006.5700"), ("5", "0!.0000", "0.0005"),
        ("10065700", r"#,##0\.0,", "1006.6"), ("1234567", '000"-"0000', "123-4567"),
        ("1006.57", "# ##0.00", "1 006.57"), ("12.5", '0"点"0', "1点3"),
        ("12.345", '0.0" "00', "12.3 45"), ("0.5", "¥.00", "¥.50"), ("12345.6", "0,.00", "12.35"),
    ],
)  # fmt: skip
def test_text_between_places_is_printed_there(stored: str, code: str, printed: str) -> None:
    assert show_number(stored, code) == printed


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("¥#,##0.00", "-¥5.00"), ("0.00;[Red]0.00", "-5.00"), ("0.00_);[Red](0.00)", "(5.00)"),
        ("0.00;0.00", "5.00"), ("[Red]0.00", "-5.00"), ("G/通用格式", "-5"), ("[>0]0.00", "-5"),
        ("[h]:mm", "-5"), ("0.00;@", "-5.00"), ('0"; "', "-5;"),
    ],
)  # fmt: skip
def test_negative_figure_keeps_its_sign(code: str, printed: str) -> None:
    assert show_number("-5", code) == printed


@pytest.mark.parametrize(
    ("code", "printed"),
    [("General", "办"), ("@", "办"), ('0;-0;0;"第"@"条"', "第办条"), (";;;", ""), ("0.00", "办"),
     ("0.00_ ;_ @_ ", "办")],
)  # fmt: skip
def test_format_says_what_a_typed_text_prints(code: str, printed: str) -> None:
    assert show_text("办", code) == printed


def test_days_may_be_counted_from_1904() -> None:
    assert show_number("43830", "yyyy-mm-dd", since_1904=True) == "2024-01-01"


def test_values_formats_and_borders_of_a_sheet() -> None:
    document = read(
        sheet(
            text("A1", "部门预算收支总表"),
            text("A2", "单位：万元"),
            text("A3", "项目", 2) + text("B3", "预算数", 2),
            text("A4", "合计", 2) + number("B4", "150", 1),
            text("A5", "注：本表为空"),
        ),
        styles=STYLES,
    )
    assert grids(document) == [[["项目", "预算数"], ["合计", "150.00"]]]
    assert texts(document) == ["部门预算收支总表", "单位：万元", "注：本表为空"]
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    cell = grid.rows[1][1]
    assert (cell.sheet, cell.page, cell.line) == ("表1", 1, 4)


def test_sheet_without_borders_begins_with_its_first_wide_row() -> None:
    document = read(
        sheet(
            text("A1", "部门收入总表"),
            text("A2", "部门：教育局") + text("C2", "单位：万元"),
            text("A3", "科目编码") + text("B3", "科目名称") + text("C3", "合计"),
            number("A4", "205") + text("B4", "教育支出") + number("C4", "1.5"),
            text("B5", "其他支出"),
            text("A6", "注：" + "财政拨款收入合计数包括上年结转" * 3),
        )
    )
    assert grids(document) == [
        [["科目编码", "科目名称", "合计"], ["205", "教育支出", "1.5"], ["其他支出"]]
    ]
    assert texts(document)[:2] == ["部门收入总表", "部门：教育局　单位：万元"]
    assert len(texts(document)) == 3


def test_name_of_the_sheet_stands_for_a_missing_title() -> None:
    assert texts(read(sheet(text("A1", "a") + text("B1", "b"), number("A2", "1") * 1))) == ["表1"]


def test_hidden_rows_columns_and_sheets_are_left_out_and_told() -> None:
    document = read(
        sheet(
            text("A1", "项目") + text("B1", "隐藏") + text("C1", "金额"),
            f'<row r="2" hidden="1">{text("A2", "旧")}{number("C2", "9")}</row>',
            text("A3", "合计") + number("B3", "7") + number("C3", "1"),
            before='<cols><col min="2" max="2" hidden="1"/></cols>',
        ),
        sheets='<sheet name="表1" sheetId="1" r:id="rId1"/>'
        '<sheet name="底稿" sheetId="2" state="hidden" r:id="rId1"/>',
    )
    assert grids(document) == [[["项目", "金额"], ["合计", "1"]]]
    assert [finding.message_en.split(" ")[:2] for finding in document.findings] == [
        ["4", "filled"],
        ["the", "hidden"],
    ]


def test_sheet_may_hide_its_zeros() -> None:
    rows = (text("A1", "项目") + text("B1", "金额"), text("A2", "合计") + number("B2", "0"))
    assert grids(read(sheet(*rows)))[0][1] == ["合计", "0"]
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    assert grids(read(sheet(*rows, before=view)))[0][1] == ["合计"]


def test_merged_heading_has_its_span_and_covered_cells_are_gone() -> None:
    document = read(
        sheet(
            text("A1", "序号", 2) + text("B1", "收入", 2) + text("C1", "", 2),
            text("A2", "", 2) + text("B2", "项目", 2) + text("C2", "金额", 2),
            number("A3", "1", 2) + text("B3", "a", 2) + number("C3", "2", 1),
            after='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>',
        ),
        styles=STYLES,
    )
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert [[(c.text, c.row_span, c.column_span) for c in row] for row in grid.rows[:2]] == [
        [("序号", 2, 1), ("收入", 1, 2)],
        [("项目", 1, 1), ("金额", 1, 1)],
    ]


def test_formula_without_its_result_is_refused_by_name() -> None:
    formula = '<c r="B2"><f>SUM(B1)</f><v></v></c>'
    with pytest.raises(InputError, match=r"sheet 表1: cell B2 holds a formula without its result"):
        read(sheet(text("A1", "a") + number("B1", "1"), text("A2", "b") + formula))
    blank = '<c r="B2" t="str"><f>IF(B1&gt;5,B1,"")</f><v></v></c>'
    assert grids(read(sheet(text("A1", "a") + number("B1", "1"), text("A2", "b") + blank)))


def test_shared_texts_are_joined_without_phonetic_guides() -> None:
    shared = (
        "<si><r><t>合</t></r><r><t>计</t></r><rPh><t>heji</t></rPh></si><si><t>a_x000D_b</t></si>"
    )
    row = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c>'
    assert grids(read(sheet(row, number("A2", "1") + number("B2", "2")), texts=shared))[0][0] == [
        "合计",
        "ab",
        "TRUE",
    ]


def test_calamine_finds_the_same_values() -> None:
    book = CalamineWorkbook.from_path(str(FILES / "small.xlsx"))
    expected = [
        str(value)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for value in row
        if isinstance(value, str) and value
    ]
    document = reader.read(Source("small.xlsx", (FILES / "small.xlsx").read_bytes()))
    got = {cell for grid in grids(document) for row in grid for cell in row} | set(texts(document))
    assert expected
    assert {value for value in expected if value.strip() not in got} == set()


def test_old_workbook_prints_its_formats_too() -> None:
    old = old_reader.read(Source("small.xls", (FILES / "small.xls").read_bytes()))
    new = reader.read(Source("small.xlsx", (FILES / "small.xlsx").read_bytes()))
    assert grids(old) == grids(new)
    assert texts(old) == texts(new)
    assert any("5.40" in row for grid in grids(old) for row in grid)
