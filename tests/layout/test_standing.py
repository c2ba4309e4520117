"""Figures that stand below each other stay in their columns, whatever is missing elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import heading_trees as ways
import pytest
from heading_forms import BY_PLACE, FORMS

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

_Form = tuple[str, ways.Tree, list[list[str]]]
FIGURE = re.compile(r"-?\d+\.\d+%?")
# A table that is read in any case, so that a text whose only table is told is no error.
FRAME = "三、部门收入总表\n单位：万元\n科目编码 科目名称 合计\n201 一般公共服务支出 350.00\n\n"
FUND: _Form = (
    "政府性基金预算支出表",
    ["科目编码", "科目名称", ("本年政府性基金预算支出", ["合计", "基本支出", "项目支出"])],
    [
        ["", "合计", "30.00", "", "30.00"],
        ["212", "城乡社区支出", "30.00", "", "30.00"],
        ["21208", "国有土地使用权出让收入安排的支出", "30.00", "", "30.00"],
        ["2120803", "城市建设支出", "30.00", "", "30.00"],
    ],
)
SPENT: _Form = (
    "部门支出总表",
    [
        *("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        *("事业单位经营支出", "上缴上级支出", "对附属单位补助支出"),
    ],
    [
        ["", "合计", "330.00", "200.00", "130.00", "", "", ""],
        ["201", "一般公共服务支出", "300.00", "200.00", "100.00", "", "", ""],
        ["20103", "政府办公厅（室）及相关机构事务", "300.00", "200.00", "100.00", "", "", ""],
        ["2010301", "行政运行", "200.00", "200.00", "", "", "", ""],
        ["2010302", "一般行政管理事务", "100.00", "", "100.00", "", "", ""],
        ["212", "城乡社区支出", "30.00", "", "30.00", "", "", ""],
        ["21208", "国有土地使用权出让收入安排的支出", "30.00", "", "30.00", "", "", ""],
        ["2120803", "城市建设支出", "30.00", "", "30.00", "", "", ""],
    ],
)
GENERAL: _Form = (
    "一般公共预算支出表",
    [
        *("科目编码", "科目名称", "合计"),
        ("基本支出", ["小计", "人员经费", "公用经费"]),
        "项目支出",
    ],
    [
        ["", "合计", "300.00", "200.00", "170.00", "30.00", "100.00"],
        ["201", "一般公共服务支出", "300.00", "200.00", "170.00", "30.00", "100.00"],
        [
            "20103",
            "政府办公厅（室）及相关机构事务",
            "300.00",
            "200.00",
            "170.00",
            "30.00",
            "100.00",
        ],
        ["2010301", "行政运行", "200.00", "200.00", "170.00", "30.00", ""],
        ["2010302", "一般行政管理事务", "100.00", "", "", "", "100.00"],
    ],
)


class Printed(NamedTuple):
    """A figure and the column in which it was read."""

    line: int
    text: str
    table: str
    side: str
    measure: str
    column: int


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def figures(disclosure: Disclosure) -> Counter[Printed]:
    return Counter(
        Printed(n.cell.line, n.cell.text, n.table, n.side, n.measure, n.cell.column)
        for n in disclosure.lines
    )


def without_one(text: str) -> Iterator[str]:
    """Yield a text without one of its figures, each in turn; all else stays in its place."""
    for found in FIGURE.finditer(text, text.index("单位")):
        yield text[: found.start()] + " " * len(found.group()) + text[found.end() :]


@pytest.mark.parametrize("form", [*FORMS, *BY_PLACE])
def test_a_figure_that_is_missing_moves_no_other(form: str) -> None:
    text = ways.spaced(*{**FORMS, **BY_PLACE}[form])
    whole = figures(read(FRAME + text))
    for less in without_one(text):
        assert figures(read(FRAME + less)) <= whole


def test_a_figure_that_is_missing_moves_none_of_a_twin() -> None:
    text = "\n".join(ways.spaced(*table) for table in (SPENT, GENERAL, FUND))
    whole = figures(read(text))
    assert whole.total() == sum("." in cell for table in (SPENT, GENERAL, FUND)
                                for row in table[2] for cell in row)  # fmt: skip
    for less in without_one(text):
        found = figures(read(less))
        assert found < whole
        assert found.total() == whole.total() - 1


def test_a_row_whose_sums_speak_against_its_place_is_told() -> None:
    text = ways.spaced(*FUND).replace("30.00", "     ", 1)
    told = [n for n in read(text).findings if n.id == "R09"]
    assert [n for n in told if "speak against it: 合计;" in n.message_en + ";"]


CROSSED = """\
                        2024年部门支出预算总表
                                                                单位：万元
 科目编码   科目名称              合计                        项目支出
                                          人员经费   公用经费
            合计                 180.00    100.00     20.00     60.00
 205        教育支出             150.00     90.00     10.00     50.00
 208        社会保障和就业支出    20.00     10.00               10.00
 210        卫生健康支出          10.00                10.00
"""


def test_names_on_two_lines_stand_in_the_order_of_their_places() -> None:
    found = convert(Source("a.txt", CROSSED.encode()))
    figures = {(n.label, n.measure): n.figure.printed for n in found.lines}
    assert figures["合计", "人员经费"] == "100.00"
    assert figures["合计", "项目支出"] == "60.00"
    assert figures["卫生健康支出", "公用经费"] == "10.00"


def test_names_that_do_not_stand_over_their_figures_are_told() -> None:
    askew = [
        line[:26] + line[26:].lstrip() if "." in line else line for line in CROSSED.split("\n")
    ]
    found = convert(Source("a.txt", "\n".join(askew).encode()))
    told = [finding.message_en for finding in found.findings if finding.id == "R08"]
    assert any(message.startswith("names of columns do not stand over") for message in told)
