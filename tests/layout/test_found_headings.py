"""Tables found on pages of a PDF whose headings the columns cut: line by line, or to the right."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

EXPENDITURE = """\
### 2025年部门支出预算总表

编制部门：河东区司法局

单位：元

|||||项目|支出预算||
|---|---|---|---|---|---|---|
{heading}
|204|||公共安全支出|2,878,025|0|2,878,025|
|204|06||司法|300,000|0|300,000|

{again}
|204|06|07|公共法律服务|300,000|0|300,000|
||||合计|2,878,025|0|2,878,025|
"""
LINE_BY_LINE = "|功能<br>类|分类科<br>款|目编码<br>项|功能分类科目名称|合计|基本支出|项目支出|"
IN_ROWS = """\
|功能|分类科目|编码|功能分类科目名称|合计|基本支出|项目支出|
|类|款|项|||||"""
TWO_LINES = """\
### 2025年部门一般公共预算基本支出部门预算经济分类预算表

单位：元

|部门预算经<br>编|济分类科目<br>码|经济分类科目名称|合计|人员经费|公用经费|
|---|---|---|---|---|---|
|类|款|||||
|301||工资福利支出|19,806,781|19,806,781|0|
|301|01|基本工资|2,486,040|2,486,040|0|
"""
HALVES = """\
### 2025年部门财政拨款收支预算总表

单位：元

|财政拨款收入|||财政拨款|支出||
|---|---|---|---|---|---|
|项目|预算数|项目|合计|一般公共预算|政府性基金预算|
|一、一般公共预算|8,727|一、公共安全支出|8,000|8,000|0|
|||二、卫生健康支~~出~~|727|727|0|
|收入总计|8,727|支出总计|8,727|8,727|0|
"""


def converted(text: str) -> Disclosure:
    return convert(Source("a.md", text.encode()))


@pytest.mark.parametrize("first", [LINE_BY_LINE, IN_ROWS])
@pytest.mark.parametrize("second", [LINE_BY_LINE, IN_ROWS])
def test_levels_of_codes_cut_by_columns(first: str, second: str) -> None:
    again = f"|||||项目|支出预算||\n|---|---|---|---|---|---|---|\n{second}"
    found = converted(EXPENDITURE.format(heading=first, again=again))
    assert [
        (line.table, line.code, line.measure_code, line.figure.printed)
        for line in found.lines
        if line.measure_code != "basic"
    ] == [
        ("expenditure", code, measure, printed)
        for code, printed in (
            ("204", "2,878,025"),
            ("20406", "300,000"),
            ("2040607", "300,000"),
            ("", "2,878,025"),
        )
        for measure in ("total", "project")
    ]


def test_a_name_of_two_lines_over_two_columns() -> None:
    lines = converted(TWO_LINES).lines
    assert [(line.code, line.measure_code) for line in lines] == [
        (code, measure)
        for code in ("301", "30101")
        for measure in ("total", "personnel", "operating")
    ]


def test_the_second_half_begins_at_its_labels() -> None:
    lines = converted(HALVES).lines
    assert {
        (line.side, line.label, line.figure.printed)
        for line in lines
        if line.measure_code in ("total", "budget-amount")
    } == {
        ("income", "一、一般公共预算", "8,727"),
        ("income", "收入总计", "8,727"),
        ("expenditure", "一、公共安全支出", "8,000"),
        ("expenditure", "二、卫生健康支出", "727"),
        ("expenditure", "支出总计", "8,727"),
    }
