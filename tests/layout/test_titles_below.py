"""Titles that stand below their tables, as in text that a tool took in the order drawn."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

BALANCE = """\
部门：河东市人社局 单位：万元
项目 预算数 项目 预算数
一、财政拨款收入 1,020.50 一、教育支出 120.50
二、事业收入 100.00 二、社会保障和就业支出 1,000.00
收入总计 1,120.50 支出总计 1,120.50
收支总表
"""
EXPENDITURE = """\
部门：河东市人社局 单位：万元
科目编码 科目名称 合计 基本支出 项目支出
1,120.50 700.50 420.00
205 教育支出 120.50 100.50 20.00
20501 教育管理事务 120.50 100.50 20.00
2050101 行政运行 120.50 100.50 20.00
208 社会保障和就业支出 1,000.00 600.00 400.00
20801 人力资源和社会保障管理事务 1,000.00 600.00 400.00
2080101 行政运行 1,000.00 600.00 400.00
支出总表
合计
"""
APPROPRIATION = """\
部门：河东市人社局 单位：万元
项目 预算数 项目 预算数
一、一般公共预算拨款 1,020.50 一、教育支出 20.50
二、政府性基金预算拨款 二、社会保障和就业支出 1,000.00
收入总计 1,020.50 支出总计 1,020.50
财政拨款收支总表
"""
TABLES = (BALANCE, EXPENDITURE, APPROPRIATION)
AMOUNTS = {
    ("balance", 6),
    ("expenditure", 21),
    ("appropriation-balance", 5),
}


def converted(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def counted(disclosure: Disclosure) -> set[tuple[str, int]]:
    tables = [line.table for line in disclosure.lines]
    return {(table, tables.count(table)) for table in tables}


@pytest.mark.parametrize("between", ["\f", "", "\n"])
def test_rows_are_of_the_table_whose_title_stands_below_them(between: str) -> None:
    found = converted("2024年部门预算\n" + between.join(TABLES))
    assert counted(found) == AMOUNTS
    total = [line for line in found.lines if line.label == "合计"]
    assert [(line.table, line.measure, line.figure.printed) for line in total] == [
        ("expenditure", "合计", "1,120.50"),
        ("expenditure", "基本支出", "700.50"),
        ("expenditure", "项目支出", "420.00"),
    ]


def test_a_cell_keeps_the_line_it_is_printed_on() -> None:
    text = "2024年部门预算\n" + "\f".join(TABLES)
    for line in converted(text).lines:
        assert line.figure.printed in text.split("\n")[line.cell.line - 1]


def test_titles_above_their_tables_stay_there() -> None:
    above = [f"{title}\n{rest}" for title, rest in map(_title_first, TABLES)]
    assert counted(converted("2024年部门预算\n" + "".join(above))) == AMOUNTS


def _title_first(table: str) -> tuple[str, str]:
    lines = table.replace("合计\n", "").replace("1,120.50 700", "合计 1,120.50 700").splitlines()
    return lines[-1], "\n".join(lines[:-1]) + "\n"


def test_columns_named_above_and_below_the_rows_are_told() -> None:
    apart = EXPENDITURE.replace(" 合计 基本支出", " 合计 基本支出\n").replace(
        "支出总表\n合计\n", "支出总表\n政府性基金 国有资本经营预算\n"
    )
    found = converted("2024年部门预算\n" + "\f".join((BALANCE, apart, APPROPRIATION)))
    assert [f.line for f in found.findings if f.id == "R08" and "表头" in f.message_zh]


@pytest.mark.parametrize("heading", ["项目 预算数 项目 预算数", "项目 2024年预算 项目 2024年预算"])
def test_halves_without_names_are_income_and_expenditure(heading: str) -> None:
    rows = BALANCE.splitlines()[2:-1]
    lines = ["2024年部门预算", "部门收支总表", "单位：万元", heading, *rows]
    as_text = converted("\n".join(lines) + "\n")
    cells = [row.split() for row in (heading, *rows)]
    pipes = ["| " + " | ".join(row) + " |" for row in cells]
    as_table = converted("\n".join([*lines[:3], "", pipes[0], "|---|---|---|---|", *pipes[1:]]))
    sides = {("income", "一、财政拨款收入"), ("expenditure", "一、教育支出")}
    for found in (as_text, as_table):
        assert sides <= {(line.side, line.label) for line in found.lines}


def test_captions_of_a_chart_leave_the_tables_readable() -> None:
    table = "一般公共预算支出表\n单位：万元\n功能科目代码\n功能科目名称\n金额\n合计\n120.50\n"
    rows = "205\n教育支出\n120.50\n20501\n教育管理事务\n120.50\n2050101\n行政运行\n120.50\n"
    chart = "基本支出, 55.98%\n项目支出, 34.20%\n预留机动经费,\n9.82%\n"
    found = converted(f"2024年部门预算\n{table}{rows}预算支出构成如下。\n{chart}")
    assert len(found.lines) == 4


def test_a_tag_on_three_lines_is_no_row() -> None:
    tag = "公开\n05\n表\n"
    table = "一般公共预算支出表\n单位：万元\n科目编码 科目名称 合计\n"
    rows = "205 教育支出 20.50\n20501 教育管理事务 20.50\n2050101 行政运行 20.50\n"
    found = converted(f"2024年部门预算\n{table}{rows}{tag}政府性基金预算支出表\n")
    assert {line.code for line in found.lines} == {"205", "20501", "2050101"}
    assert len(found.lines) == 3
