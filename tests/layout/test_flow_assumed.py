"""Columns of lines across the page that nothing proves, or that rest on what was assumed: told."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

TITLE = "某县林业局2024年部门预算\n部门支出总表\n单位：万元\n"
HEAD = TITLE + "科目编码 科目名称 合计 基本支出 项目支出 上缴上级支出\n"
PARTS = TITLE + (
    "科目编码 科目名称 合计 基本支出 项目支出\n小计 人员经费 公用经费\n"
    "合计 90.00 60.00 50.00 10.00 30.00\n"
)


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def told(found: Disclosure) -> list[tuple[int, str]]:
    return [(finding.line, finding.printed) for finding in found.findings if finding.id == "R08"]


def test_rows_that_follow_from_an_assumed_total_are_told() -> None:
    rows = "208 社会保障和就业支出 60.00 60.00\n213 农林水支出 30.00 30.00\n"
    found = read(f"{HEAD}合计 90.00 60.00 30.00\n{rows}")
    assert [(line.code, line.measure) for line in found.lines] == [
        ("", "合计"),
        ("", "基本支出"),
        ("", "项目支出"),
        ("208", "合计"),
        ("208", "基本支出"),
        ("213", "合计"),
        ("213", "项目支出"),
    ]
    assert told(found) == [(5, "90.00 60.00 30.00"), (6, "60.00 60.00"), (7, "30.00 30.00")]


def test_rows_that_follow_from_an_assumed_one_name_it() -> None:
    rows = "208 社会保障和就业支出 60.00 60.00\n213 农林水支出 30.00 30.00\n"
    found = read(f"{HEAD}合计 90.00 60.00 30.00\n{rows}").findings
    total, *others = (finding for finding in found if finding.id == "R08")
    assert "第5行" not in total.message_zh
    for finding in others:
        assert "由第5行“合计”推出" in finding.message_zh
        assert "as follows from line 5, '合计'" in finding.message_en


def test_what_is_assumed_is_not_told_as_proven_beside() -> None:
    rows = "208 社会保障和就业支出 60.00 60.00\n213 农林水支出 30.00 30.00\n"
    found = read(f"{HEAD}合计 90.00 60.00 30.00\n{rows}")
    assert not [finding.message_en for finding in found.findings if finding.id == "R09"]


def test_rows_that_the_sums_prove_are_not_told() -> None:
    rows = "208 社会保障和就业支出 60.00 60.00\n213 农林水支出 30.00 30.00\n"
    found = read(
        f"{HEAD}合计 90.00 60.00 20.00 10.00\n{rows.replace('30.00 30', '30.00 20.00 10')}"
    )
    assert not told(found)


def test_row_that_adds_up_by_chance_where_its_sum_has_no_figure_is_told() -> None:
    rows = (
        "208 社会保障和就业支出 60.00 60.00 50.00 10.00\n20805 行政事业单位养老支出 60.00 60.00\n"
    )
    found = read(f"{PARTS}{rows}213 农林水支出 30.00 30.00\n")
    assert told(found) == [(8, "60.00 60.00")]


@pytest.mark.parametrize(("figure", "measure"), [("10.00", "事业收入"), ("9.00", "小计")])
def test_column_said_to_be_empty_is_in_doubt_where_no_sum_holds(figure: str, measure: str) -> None:
    balance = (
        "某县林业局2024年部门预算\n部门收支总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n"
        "一、一般公共预算拨款收入 80.00 一、农林水支出 95.00\n二、事业收入\n"
        "收入总计 95.00 支出总计 95.00\n"
    )
    revenue = (
        "部门收入总表\n单位：万元\n科目编码 科目名称 合计 本年收入 上年结转\n"
        "小计 一般公共预算 事业收入 小计 一般公共预算 单位资金\n"
        f"合计 95.00 90.00 80.00 {figure} 5.00 5.00\n"
    )
    found = read(balance + revenue)
    assert (measure, figure) in [(line.measure, line.figure.printed) for line in found.lines]
    assert told(found) == [(13, f"95.00 90.00 80.00 {figure} 5.00 5.00")]
