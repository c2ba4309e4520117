"""Cells on lines of their own: how many make a row is told by what fits, or nothing is."""

from itertools import chain

import pytest
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Grid

BALANCE = [
    ["收入", "", "支出", ""],
    ["项目", "预算数", "项目", "预算数"],
    ["一、一般公共预算", "1,203.50", "一、一般公共服务支出", ""],
    ["二、其他收入", "", "二、教育支出", "1,203.50"],
    ["", "", "三、卫生健康支出", ""],
    ["收入总计", "1,203.50", "支出总计", "1,203.50"],
]
SPENDING = [
    ["科目编码", "", "科目名称", "合计", "基本支出", "", "项目支出", "上缴上级支出"],
    ["类", "款", "", "", "人员经费", "公用经费", "", ""],
    ["1", "2", "3", "4", "5", "6", "7", "8"],
    ["", "", "合计", "1,203.50", "900.00", "100.00", "203.50", ""],
    ["205", "", "教育支出", "1,203.50", "900.00", "100.00", "203.50", ""],
    ["205", "01", "教育管理事务", "1,000.00", "900.00", "100.00", "", ""],
    ["205", "02", "普通教育", "203.50", "", "", "203.50", ""],
]
VISITS = [
    ["三公经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"],
    ["", "", "小计", "公务用车购置费", "公务用车运行费", ""],
    ["9.50", "", "7.50", "", "7.50", "2.00"],
]
LIST = [
    ["项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值"],
    ["校舍维修", "203.50", "产出指标", "数量指标", "维修学校数", "12"],
    ["", "", "", "质量指标", "验收合格率", "≥95%"],
    ["", "", "满意度指标", "服务对象满意度指标", "师生满意度", "较高"],
]
FORM = [
    ["项目名称", "校舍维修", "", "", ""],
    ["主管部门", "某局", "", "实施单位", "某中心"],
    ["项目资金（万元）", "年度资金总额：", "", "203.50", ""],
    ["", "其中：财政拨款", "", "203.50", ""],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ["", "产出指标", "数量指标", "维修学校数", "12所"],
    ["", "", "质量指标", "验收合格率", "≥95%"],
    ["", "效益指标", "社会效益指标", "办学条件", "改善"],
    ["", "满意度指标", "服务对象满意度指标", "师生满意度", "≥90%"],
]
TABLES = [BALANCE, SPENDING, VISITS, LIST, FORM]
TITLES = ["收支总表", "支出总表", "“三公”经费支出表", "项目绩效目标表", "项目支出绩效目标表"]
ABOVE = [["部门：某局", "单位：万元"]] * 3 + [["单位：万元"], ["（2024年度）"]]


def lines(tables: list[list[list[str]]]) -> list[str]:
    """Return the lines of a document with these tables, a line each cell."""
    parts = [["2024年部门预算"]]
    for title, above, table in zip(TITLES, ABOVE, tables, strict=True):
        parts += [[title], above, list(chain.from_iterable(table))]
    return [*chain.from_iterable(parts), "本部门2024年预算如上。", ""]


def grids(content: str) -> list[list[list[str]]]:
    blocks = text.read(Source("a.txt", content.encode())).blocks
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in blocks
        if isinstance(block, Grid)
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_what_fits_tells_the_rows(between: str) -> None:
    assert grids(between.join(lines(TABLES))) == TABLES


@pytest.mark.parametrize(("between", "step"), [("\n", 1), ("\n\n", 2)])
def test_each_cell_stands_on_its_line(between: str, step: int) -> None:
    found = convert(Source("a.txt", between.join(lines(TABLES)).encode()))
    amounts = {
        (line.table, line.code, line.measure): line.cell
        for line in found.lines
        if line.table == "expenditure"
    }
    assert amounts["expenditure", "20502", "项目支出"].text == "203.50"
    measures = {measure for _, code, measure in amounts if code == "20502"}
    assert len(measures) == 2  # 合计 and 项目支出, nothing of 基本支出
    at = lines(TABLES).index("普通教育") + 4  # two empty cells between
    assert amounts["expenditure", "20502", "项目支出"].line == at * step + 1
    assert not {"R01", "R08", "R09"} & {finding.id for finding in found.findings}


def test_nothing_is_told_where_empty_cells_are_left_out() -> None:
    assert grids("\n".join(filter(None, lines(TABLES)))) == []
    assert grids("\n\n".join(filter(None, lines(TABLES)))) == []


def test_nothing_is_told_where_empty_lines_are_made_one() -> None:
    every = lines(TABLES)
    left = [line for above, line in zip(["", *every], every, strict=False) if above or line]
    assert grids("\n".join(left)) == []


@pytest.mark.parametrize("stray", ["接上页", "第 3 页", "1,000.00"])
@pytest.mark.parametrize("after", ["教育管理事务", "205", "公用经费"])
def test_a_line_too_many_leaves_the_table_as_lines(stray: str, after: str) -> None:
    every = lines(TABLES)
    every.insert(every.index(after) + 1, stray)
    assert grids("\n".join(every)) == [BALANCE, VISITS, LIST, FORM]


def test_a_cell_on_two_lines_leaves_the_table_as_lines() -> None:
    every = lines(TABLES)
    at = every.index("教育管理事务")
    every[at : at + 1] = ["教育管理", "事务"]
    assert SPENDING not in grids("\n".join(every))


def test_amounts_stand_under_headings_of_amounts() -> None:
    every = lines(TABLES)
    del every[every.index("二、其他收入") + 1]  # its amount: two columns change places
    assert grids("\n".join(every)) == TABLES[1:]


def test_columns_of_tabs_are_not_looked_at() -> None:
    rows = "\n".join("\t".join(row) for row in SPENDING)
    content = f"支出总表\n单位：万元\n{rows}\n"
    assert grids(content) == [SPENDING]
