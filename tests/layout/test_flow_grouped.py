"""Tables whose first column names groups of items: 小计 begins each, a name in its middle."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

OTHER = (
    "某省水利厅2024年部门预算\n部门支出总表\n单位：万元\n科目编码 科目名称 合计 项目支出\n"
    "合计 9.00 9.00\n213 农林水支出 9.00 9.00\n"
)
TITLE = "收入预算总表\n单位：万元\n项目名称 金额\n"
ROWS = (
    "收入总计 95.00\n小计 80.00\n一般公共预算资金 公共财政拨款（补助）资金 80.00\n专项收入\n"
    "政府性基金 小计\n小计 15.00\n事业收入 4.00\n其他资金\n经营收入\n其他收入 11.00\n"
    "小计\n上年结转和结余资金\n其中：动用上年结转和结余资金\n"
)


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", (OTHER + TITLE + text).encode()))


def checks(found: Disclosure) -> set[str]:
    return {finding.id for finding in found.findings}


def lines(found: Disclosure) -> list[tuple[str, str]]:
    return [(n.label, n.figure.printed) for n in found.lines if n.table == "revenue"]


READ = [
    ("收入总计", "95.00"),
    ("一般公共预算资金", "80.00"),
    ("公共财政拨款（补助）资金", "80.00"),
    ("其他资金", "15.00"),
    ("事业收入", "4.00"),
    ("其他收入", "11.00"),
]


def test_a_group_has_its_sum_and_each_item_its_own_label() -> None:
    found = read(ROWS)
    assert lines(found) == READ
    assert not [finding for finding in found.findings if finding.severity == "warning"]


def test_figures_on_a_line_of_their_own_are_of_the_row_above_them() -> None:
    assert lines(read(ROWS.replace(" 95", "\n95").replace(" 80", "\n80"))) == READ


def test_names_may_all_stand_above_the_first_row_of_their_group() -> None:
    rows = ROWS.replace("一般公共预算资金 ", "").replace("小计 80", "一般公共预算资金\n小计 80")
    for name, first in (("其他资金\n", "小计 15"), ("上年结转和结余资金\n", "小计\n其中")):
        rows = rows.replace(name, "").replace(first, name + first)
    assert lines(read(rows)) == READ
    cut = read(rows.replace("一般公共预算资金", "一般公共预算\n资金"))
    assert not lines(cut)
    assert "R01" in checks(cut)


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("其他收入 11.00", "其他收入 12.00"),  # more than its group
        ("收入总计 95.00", "收入总计 96.00"),
        ("其他资金\n", ""),  # a group without a name
        ("专项收入\n", "专项资金 专项收入\n"),  # two names
        ("事业收入 4.00", "事业收入 4.00 4.00"),
    ],
)
def test_rows_that_no_sum_proves_are_told(printed: str, instead: str) -> None:
    found = read(ROWS.replace(printed, instead))
    assert not lines(found)
    assert "R01" in checks(found)


def test_sums_below_their_items_are_rows_like_others() -> None:
    rows = "事业收入 4.00\n经营收入 1.00\n小计 5.00\n非税收入 3.00\n小计 3.00\n收入总计 8.00\n"
    assert len(lines(read(rows))) == 6
