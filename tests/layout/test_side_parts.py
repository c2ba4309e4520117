"""Balances of several parts side by side in running text: labels tell in which part they stand."""

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

HEAD = (
    "某县水利局2024年部门预算\n收支总表\n单位：万元\n收入 支出\n"
    "项目 预算数 支出功能分科目（按大类） 预算数 部门预算支出经济科目（按大类） 预算数 "
    "政府预算支出经济分类科目（按大类） 预算数\n"
)
TOTALS = (
    "本年收入合计 90.00 本年支出合计 90.00 本年支出合计 90.00 本年支出合计 90.00\n"
    "收入总计 90.00 支出总计 90.00 支出总计 90.00 支出总计 90.00\n"
)
ROWS = (
    "1、一般公共预算拨款 90.00 1、一般公共服务支出 1、人员经费和公用经费支出 60.00 "
    "1、机关工资福利支出 55.00\n"
    "其中：专项资金列入部门预算的项目 2、外交支出 (1)工资福利支出 55.00 "
    "2、机关商品和服务支出 35.00\n"
    "2、事业收入 3、国防支出 (2)商品和服务支出 5.00\n"
    "4、公共安全支出 2、专项业务经费支出 30.00\n"
    "5、教育支出 (1)对个人和家庭的补助\n"
    "8、社会保障和就业支出 90.00\n"
)
FRAME = (
    "某县水利局2024年部门预算\n部门收入总表\n单位：万元\n科目编码 科目名称 合计 单位资金\n"
    "合计 9.00 9.00\n213 农林水支出 9.00 9.00\n"
)


def read(rows: str, before: str = "") -> Disclosure:
    return convert(Source("a.txt", (before + HEAD + rows).encode()))


def test_labels_stand_in_their_part() -> None:
    found = read(ROWS + TOTALS)
    lines = [(n.side, n.label, n.figure.printed, n.cell.column) for n in found.lines]
    assert lines[:6] == [
        ("income", "1、一般公共预算拨款", "90.00", 2),
        ("expenditure", "1、人员经费和公用经费支出", "60.00", 6),
        ("expenditure", "1、机关工资福利支出", "55.00", 8),
        ("expenditure", "(1)工资福利支出", "55.00", 6),
        ("expenditure", "2、机关商品和服务支出", "35.00", 8),
        ("expenditure", "(2)商品和服务支出", "5.00", 6),
    ]
    assert ("expenditure", "2、专项业务经费支出", "30.00", 6) in lines
    assert ("expenditure", "8、社会保障和就业支出", "90.00", 4) in lines
    assert len(lines) == 16
    assert not [finding for finding in found.findings if finding.id == "R01"]


def test_three_parts_over_a_page_number() -> None:
    head = HEAD.replace(" 政府预算支出经济分类科目（按大类） 预算数", "")
    rows = (
        "一、财政拨款 90.00 一、教育支出 一、基本支出 60.00\n3\n"
        "二、农林水支出 90.00 二、项目支出 30.00\n收入总计 90.00 支出总计 90.00 支出总计 90.00\n"
    )
    found = convert(Source("a.txt", (head + rows).encode()))
    places = [(n.label, n.cell.column) for n in found.lines]
    assert places[2:4] == [("二、农林水支出", 4), ("二、项目支出", 6)]


def test_a_label_that_may_stand_in_two_parts_leaves_the_table_unread() -> None:
    found = read(ROWS + "对个人和家庭的补助 7.00\n" + TOTALS, FRAME)
    assert {n.table for n in found.lines} == {"revenue"}
    assert "R01" in {finding.id for finding in found.findings}


def test_a_figure_without_a_label_leaves_the_table_unread() -> None:
    found = read(ROWS.replace("1、一般公共服务支出 1、", "1.00 7.00 1、") + TOTALS, FRAME)
    assert {n.table for n in found.lines} == {"revenue"}
    assert "R01" in {finding.id for finding in found.findings}
