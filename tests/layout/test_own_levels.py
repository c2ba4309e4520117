"""Codes of one level alone, and codes in the labels of balances, in lines across the page."""

import pytest
from budgetgraph.converters.layout.flow.budget.heading.lines import read_heading

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure, Paragraph

TOP = "某县水利局2024年部门预算\n{title}\n部门名称：某县水利局 单位：万元\n"
SPENT = (
    TOP.format(title="部门支出总表") + "科目编码 科目名称 合计 基本支出 项目支出\n类 款 项\n"
    "208 社会保障和就业支出 30.00 30.00\n05 行政事业单位养老支出 30.00 30.00\n"
    "01 行政单位离退休 10.00 10.00\n05 养老保险缴费支出 20.00 20.00\n"
    "213 农林水支出 {whole} 21.00 9.50\n03 水利 29.00 21.00 8.00\n01 行政运行 21.00 21.00\n"
    "2\n05 水利工程建设 8.00 8.00\n05 巩固脱贫成果 1.50 1.50\n99 其他支出 1.50 1.50\n"
    "合计 60.50 51.00 9.50\n"
)
BALANCE = (
    TOP.format(title="部门收支总体情况表") + "收入 支出\n项目 预算数 功能分类 预算数\n"
    "财政拨款 60.50 201 一般公共服务支出\n一般公共预算 60.50 202 外交支出\n"
    "政府性基金预算 203 国防支出\n"
    "教育收费 208 社会保障和就业支出 30.00\n210 卫生健康支出\n213 农林水支出 30.50\n"
    "收入总计 60.50 支出总计 60.50\n"
)


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def test_sums_tell_which_level_a_code_alone_is_of() -> None:
    found = read(SPENT.format(whole="30.50"))
    wholes = [line for line in found.lines if line.measure == "合计"]
    codes = ["208", "20805", "2080501", "2080505"]
    codes += ["213", "21303", "2130301", "2130305", "21305", "2130599"]
    assert [line.code for line in wholes] == [*codes, ""]
    assert wholes[3].figure.printed == "20.00"
    row = found.tables[0].rows[2]
    assert [cell.text for cell in row[:4]] == ["", "", "01", "行政单位离退休"]


def test_codes_alone_whose_sums_tell_nothing_stay_unread() -> None:
    found = read(SPENT.format(whole="31.50") + BALANCE)
    assert not any(len(line.code) > 3 and line.table == "expenditure" for line in found.lines)
    assert any(
        finding.id in {"R01", "R32"} and finding.severity == "warning" for finding in found.findings
    )


@pytest.mark.parametrize("side", ["income", "expenditure"])
def test_code_before_the_label_of_a_balance_is_no_amount(side: str) -> None:
    found = read(BALANCE)
    rows = [
        (line.code, line.label, line.figure.printed) for line in found.lines if line.side == side
    ]
    assert (
        rows
        == {
            "income": [
                ("", "财政拨款", "60.50"),
                ("", "一般公共预算", "60.50"),
                ("", "收入总计", "60.50"),
            ],
            "expenditure": [
                ("208", "社会保障和就业支出", "30.00"),
                ("213", "农林水支出", "30.50"),
                ("", "支出总计", "60.50"),
            ],
        }[side]
    )


def test_three_public_expenses_below_their_sum_need_no_label() -> None:
    heading = (
        "合计 因公出国（境）费 公务用车购置及运行费 公务接待费\n"
        "小计 公务用车购置费 公务用车运行费\n"
    )
    found = read(BALANCE + TOP.format(title="“三公”经费支出情况表") + heading
                 + "11.11 0.00 8.11 0.00 8.11 3.00\n")  # fmt: skip
    assert [line.measure for line in found.lines if line.table == "three-public"] == [
        *("合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行费", "公务接待费"),
    ]


def test_sum_below_other_names_begins_no_heading() -> None:
    lines = [
        "公务用车购置及运行费",
        "合计 因公出国（境）费 公务接待费",
        "小计 购置费 运行费",
        "3.00 1.00 2.00",
    ]
    paragraphs = [Paragraph(line, number) for number, line in enumerate(lines, 1)]
    assert read_heading(paragraphs, 1) is None
    assert read_heading(paragraphs[1:], 0) is not None
