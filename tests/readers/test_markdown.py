"""The reader of Markdown with web tables inside."""

import pytest
from budgetgraph.converters.readers import html, markdown

from budgetgraph.contract import Source
from budgetgraph.convert import choose_reader, convert
from budgetgraph.figures import plain_decimal
from budgetgraph.model import Grid, Paragraph

PAGE = """# 部门支出总表

单位：万元

<html><body><table><tr><td rowspan="2">科目编码</td><td rowspan="2">科目名称</td>\
<td rowspan="2">合计</td><td colspan="2">其中</td></tr>\
<tr><td>基本支出</td><td>项目支出</td></tr>\
<tr><td></td><td>合计</td><td>$1 2 0 . 5 0$</td><td>100.00</td><td>20.50</td></tr>\
<tr><td>208</td><td>社会保障和就业支出</td><td>120.50</td><td>100.00</td><td>20.50</td></tr>\
</table></body></html>

| 项目名称 | 甲项目 | | |
|---|---|---|---|
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 甲 | $\\geqslant 95\\%$ |
| 产出指标 | 数量指标 | 乙 | $\\mathrm{\\leq 3}$ 天 |
"""


def test_tables_and_lines_around_them_are_read_and_formulas_are_print() -> None:
    source = Source("a.md", PAGE.encode())
    assert choose_reader(source) is markdown
    found = convert(source)
    lines = [(x.code, x.measure, plain_decimal(x.amount_yuan), x.cell.line) for x in found.lines]
    assert lines == [
        (code, measure, amount, 5)
        for code in ("", "208")
        for measure, amount in (
            ("合计", "1205000"),
            ("基本支出", "1000000"),
            ("项目支出", "205000"),
        )
    ]
    assert [(i.target.printed, i.cell.line) for i in found.indicators] == [
        ("≥95%", 10),
        ("≤3天", 11),
    ]


@pytest.mark.parametrize("text", ["<table><tr><td>a</td><td>b</td></tr>", "x<table"])
def test_a_table_that_is_cut_off_ends_with_its_rows(text: str) -> None:
    document = markdown.read(Source("a.md", f"前文\n{text}\n\n后文\n| c | d |\n".encode()))
    texts = [b.text for b in document.blocks if isinstance(b, Paragraph)]
    assert texts[0] == "前文"
    assert "后文" in texts
    last = next(b for b in reversed(document.blocks) if isinstance(b, Grid))
    assert [cell.text for cell in last.rows[0]] == ["c", "d"]


def test_markdown_that_begins_with_a_tag_is_no_web_page() -> None:
    table = "<table><tr><td>a</td><td>b</td></tr></table>"
    assert choose_reader(Source("a.md", f"<!-- 1 -->\n\n# 标题\n{table}\n".encode())) is markdown
    assert choose_reader(Source("a.html", f"<p>标题</p>{table}".encode())) is html
