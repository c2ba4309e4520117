"""Budget tables as further provinces and ministries print them."""

from decimal import Decimal

import pytest
from budgetgraph.converters.layout.captions import table_code
from budgetgraph.converters.layout.meanings import meaning

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure, Line
from budgetgraph.validate import validate


def read(content: str) -> Disclosure:
    return convert(Source("a.md", f"某市某局2024年部门预算\n\n{content}".encode()))


def lines(content: str) -> tuple[Line, ...]:
    disclosure = read(content)
    assert not disclosure.findings
    return disclosure.lines


def checks(content: str) -> set[str]:
    return {finding.id for finding in validate(read(content))}


BESIDE = """一般公共预算基本支出预算表

单位：万元

| 部门预算支出经济分类科目 | | | 政府预算支出经济分类科目 | | | 合计 | 人员支出 | 公用支出 |
|---|---|---|---|---|---|---|---|---|
| 类 | 款 | 科目名称 | 类 | 款 | 科目名称 | | | |
| | | 合计 | | | | 96.50 | 90.00 | 6.50 |
| 301 | | 工资福利支出 | 501 | | 机关工资福利支出 | 90.00 | 90.00 | |
| 301 | 01 | 基本工资 | 501 | 01 | 工资奖金津补贴 | 90.00 | 90.00 | |
| 302 | | 商品和服务支出 | 502 | | 机关商品和服务支出 | 6.50 | | 6.50 |
| 302 | 01 | 办公费 | 502 | 01 | 办公经费 | 6.50 | | 6.50 |
"""


def test_codes_in_two_columns_are_those_of_the_department_not_of_the_government() -> None:
    found = {(line.code, line.label) for line in lines(BESIDE) if line.code}
    assert found == {
        ("301", "工资福利支出"),
        ("30101", "基本工资"),
        ("302", "商品和服务支出"),
        ("30201", "办公费"),
    }


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        (
            "| 政府预算经济分类科目编码 | 政府预算经济分类科目名称 | 合计 |\n|---|---|---|\n",
            ["| 501 | 机关工资福利支出 | 80.00 |", "| 50101 | 工资奖金津补贴 | 80.00 |"],
        ),
        (
            "| 政府预算经济分类 | | | 合计 |\n|---|---|---|---|\n| 类 | 款 | 科目名称 | |\n",
            ["| 501 | | 机关工资福利支出 | 80.00 |", "| 501 | 01 | 工资奖金津补贴 | 80.00 |"],
        ),
    ],
)
def test_codes_of_the_government_name_rows_that_have_no_others(
    heading: str, rows: list[str]
) -> None:
    title = "一般公共预算支出表（按政府预算经济分类）\n\n单位：万元\n\n"
    found = lines(title + heading + "\n".join(rows) + "\n")
    assert [(line.code, line.label, line.classification) for line in found] == [
        ("501", "机关工资福利支出", "government-economic"),
        ("50101", "工资奖金津补贴", "government-economic"),
    ]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("2024年度一般公共预算拨款支出预算表", "general-budget-expenditure"),
        ("2024年度政府性基金拨款支出预算表", "government-fund"),
        ("2024年度国有资本经营预算拨款支出预算表", "state-capital"),
        ("财政拨款收入支出总表", "appropriation-balance"),
        ("财政拨款支出预算表", ""),
        ("工资福利支出预算表", ""),
        ("政府预算支出经济分类科目支出预算表", ""),
        ("商品和服务支出预算表", ""),
        ("单位资金支出预算表", ""),
        ("特定目标类支出预算表", ""),
        ("非税收入预算表", ""),
        ("一般公共预算收入预算表", ""),
        ("一般公共预算支出情况表（政府经济科目）", ""),
        ("一般公共预算支出情况表（功能科目）", "general-budget-expenditure"),
        ("某市政务服务管理局支出预算表", "expenditure"),
        ("部门收入情况表", "revenue"),
        ("一般公共预算机关运行经费表", "other"),
    ],
)
def test_what_stands_before_a_title_says_of_which_money_the_table_is(title: str, code: str) -> None:
    assert table_code(title) == code


def test_a_sum_below_a_group_that_the_total_adds_up_is_a_subtotal() -> None:
    content = """部门收入总体情况表

单位：万元

| 科目编码 | 科目名称 | 总计 | 本年收入 | | | 上年结转结余 | |
|---|---|---|---|---|---|---|---|
| | | | 合计 | 一般公共预算 | 单位资金 | 合计 | 一般公共预算 |
| | 合计 | 30.00 | 25.00 | 20.00 | 5.00 | 5.00 | 5.00 |
| 213 | 农林水支出 | 30.00 | 25.00 | 20.00 | 5.00 | 5.00 | 5.00 |
"""
    measures = [line.measure_code for line in lines(content)[:6]]
    assert measures[:2] == ["total", "subtotal"]
    assert measures[4] == "carry-over"


PARTS = """一般公共预算拨款支出预算表

单位：万元

| 科目编码 | 科目名称 | 合计 | 其中 | |
|---|---|---|---|---|
| | | | 基本支出 | 项目支出 |
| | 合计 | 30.00 | 20.00 | 10.00 |
| 208 | 社会保障和就业支出 | 30.00 | 20.00 | 10.00 |
"""


def test_parts_below_of_which_that_are_all_of_the_whole_are_its_parts() -> None:
    found = lines(PARTS)
    assert [line.is_memo for line in found] == [False] * 6
    assert found[0].addend_columns == (4, 5)
    told = lines(PARTS.replace("20.00 | 10.00 |\n| 208", "20.00 | 8.00 |\n| 208"))
    assert [line.is_memo for line in told] == [False, True, True] * 2


CLASSES = """部门收支总体情况表

单位：万元

| 收入 | | 支出 | |
|---|---|---|---|
| 项目 | 预算数 | 功能分类 | 预算数 |
| 财政拨款（补助） | 30.00 | 201 一般公共服务支出 | 20.00 |
| 一般公共预算 | 30.00 | 205 教育支出 | 10.00 |
| 政府性基金预算 | | 227 预备费 | |
| 小计 | 30.00 | 小计 | 30.00 |
| 单位上年结余 | 1.00 | 结转下年 | 1.00 |
| 收入总计 | 31.00 | 支出总计 | 31.00 |
"""


def test_codes_of_classes_stand_before_their_names_in_a_balance() -> None:
    found = [line for line in lines(CLASSES) if line.side == "expenditure"]
    assert [(line.code, line.label) for line in found[:2]] == [
        ("201", "一般公共服务支出"),
        ("205", "教育支出"),
    ]
    assert found[-1].label == "支出总计"


def test_a_bare_subtotal_of_one_half_closes_its_items() -> None:
    assert "A03" not in checks(CLASSES)
    assert "A03" in checks(CLASSES.replace("| 收入总计 | 31.00", "| 收入总计 | 32.00"))


def test_running_cost_by_item_is_read() -> None:
    content = """一般公共预算机关运行经费表

单位：万元

| 单位名称 | 合计 | 办公费 | 印刷费 | 差旅费 |
|---|---|---|---|---|
| 合计 | 3.75 | 1.50 | 0.25 | 2.00 |
| 某市某局 | 3.75 | 1.50 | 0.25 | 2.00 |
"""
    found = read(content).lines
    assert [(line.measure, line.amount_yuan) for line in found[:4]] == [
        ("合计", Decimal(37500)),
        ("办公费", Decimal(15000)),
        ("印刷费", Decimal(2500)),
        ("差旅费", Decimal(20000)),
    ]


def test_how_much_a_year_differs_is_no_part_of_its_sum() -> None:
    content = """一般公共预算“三公”经费支出表

单位：万元

| 单位名称 | “三公”经费合计 | 因公出国（境）费 | 公务用车运行费 | 公务接待费 | 比上年增减 |
|---|---|---|---|---|---|
| 合计 | 5.00 | 0.00 | 3.00 | 2.00 | -1.00 |
"""
    assert lines(content)[0].addend_columns == (3, 4, 5)
    assert "A02" not in checks(content)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("科目编码（类、款、项）", "code"),
        ("科目名称（类/款/项）", "label"),
        ("合计（万元）", "amount"),
    ],
)
def test_levels_and_units_behind_a_heading_are_no_part_of_it(heading: str, kind: str) -> None:
    said = meaning(heading)
    assert said is not None
    assert said.kind == kind


@pytest.mark.parametrize(
    ("unit", "scale"),
    [("十万元", 100000), ("万元", 10000), ("千元", 1000), ("百元", 100), ("人民币元", 1)],
)
def test_unit_above_a_table(unit: str, scale: int) -> None:
    found = lines(BESIDE.replace("单位：万元", f"金额单位：{unit}"))
    assert {line.figure.scale for line in found} == {scale}
