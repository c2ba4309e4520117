"""Units and signs of money that the number formats of a sheet print."""

import pytest
from budgetgraph.converters.readers import xlsx as reader
from hostile_files import xlsx

from budgetgraph.contract import Source
from budgetgraph.figures import is_blank, is_figure, parse_figure
from budgetgraph.model import Document, Grid, Paragraph

STYLES = (
    '<numFmts><numFmt numFmtId="176" formatCode="#,##0.00&quot;万元&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs>'
)


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def read(*rows: str, header: str = "") -> Document:
    lines = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, 1))
    printed = f"<headerFooter><oddHeader>{header}</oddHeader></headerFooter>"
    data = xlsx(f"<sheetData>{lines}</sheetData>{printed}", styles=STYLES)
    document: Document = reader.read(Source("a.xlsx", data))
    return document


def last_row(document: Document) -> list[str]:
    grid = document.blocks[-1]
    assert isinstance(grid, Grid)
    return [cell.text for cell in grid.rows[-1]]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


HEADING = text("A3", "科目") + text("B3", "合计")
FIGURES = text("A4", "教育支出") + '<c r="B4" s="1"><v>1006.57</v></c>'


def test_unit_behind_figures_is_that_of_the_sheet() -> None:
    document = read(text("A1", "支出总表"), text("A2", "单位：万元"), HEADING, FIGURES)
    assert last_row(document) == ["教育支出", "1,006.57"]
    assert texts(document) == ["支出总表", "单位：万元"]


@pytest.mark.parametrize(
    ("unit", "heading"), [("单位：元", "合计"), ("单位：万元", "合计（元）"), ("", "合计（千元）")]
)
def test_another_unit_than_that_of_the_sheet_stays(unit: str, heading: str) -> None:
    names = text("A3", "科目") + text("B3", heading)
    document = read(text("A1", "支出总表"), text("A2", unit), names, FIGURES)
    assert last_row(document) == ["教育支出", "1,006.57万元"]


def test_unit_that_only_the_figures_name_stands_above_the_table() -> None:
    assert texts(read(HEADING, FIGURES)) == ["表1", "单位：万元"]
    few = text("A5", "人数") + '<c r="B5"><v>8</v></c><c r="C5"><v>9</v></c>'
    assert texts(read(HEADING, FIGURES, few)) == ["表1"]


def test_typed_text_keeps_its_unit() -> None:
    typed = text("A4", "成本指标") + text("B4", "≤100万元")
    assert last_row(read(text("A2", "单位：万元"), HEADING, typed)) == ["成本指标", "≤100万元"]


@pytest.mark.parametrize(
    ("header", "printed"),
    [
        ("&amp;L附件2&amp;R&amp;&quot;宋体,常规&quot;&amp;10单位：元", ["附件2", "支出总表", "单位：元"]),
        ("&amp;C第 &amp;P 页&amp;R甲&amp;&amp;乙", ["甲&乙", "支出总表"]),
    ],
)  # fmt: skip
def test_header_is_read_and_its_unit_stands_above_the_table(
    header: str, printed: list[str]
) -> None:
    row = text("A4", "教育支出") + '<c r="B4"><v>5</v></c>'
    assert texts(read(text("A1", "支出总表"), "", HEADING, row, header=header)) == printed


def test_unit_of_the_header_is_compared_with_that_of_the_figures() -> None:
    document = read(text("A1", "支出总表"), "", HEADING, FIGURES, header="单位：元")
    assert last_row(document) == ["教育支出", "1,006.57万元"]


@pytest.mark.parametrize(
    ("printed", "plain"),
    [("¥1,006.57", "1006.57"), ("￥ 5", "5"), ("-¥5.00", "-5.00"), ("¥-5.00", "-5.00"),
     ("(¥1,500)", "-1500")],
)  # fmt: skip
def test_sign_of_the_currency_is_no_part_of_a_figure(printed: str, plain: str) -> None:
    assert is_figure(printed)
    assert str(parse_figure(printed).amount_yuan) == plain


def test_sign_of_the_currency_before_a_dash_is_blank() -> None:
    assert is_blank("¥ -")
    assert not is_blank("¥")
