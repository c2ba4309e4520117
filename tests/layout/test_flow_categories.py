"""Procurement told by category alone, in layout text: one row for each, printed with sum or not."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

FRAME = """\
部门收入总表
单位：万元
科目编码 科目名称 合计
201 一般公共服务支出 350.00
政府采购预算表
"""
ACROSS = "单位：万元\n采购类别 金额\nA货物 {}\nB工程\nC服务 7.00\n合计 9.50\n"
SPACED = """\
部门：某局                                       单位：万元
            采购类别                         金额
A货物                                            {}
B工程
C服务                                            7.00
合计                                             9.50
"""


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", (FRAME + text).encode()))


@pytest.mark.parametrize("look", [ACROSS, SPACED], ids=["across", "spaced"])
def test_categories_are_rows_of_their_own_though_nothing_is_bought_of_one(look: str) -> None:
    found = read(look.format("2.50"))
    printed = [
        (line.role, line.item, line.total and line.total.figure.printed)
        for line in found.procurement
    ]
    assert printed == [
        ("subtotal", "A货物", "2.50"),
        ("subtotal", "C服务", "7.00"),
        ("total", "", "9.50"),
    ]
    assert not {"R01", "R32"} & {finding.id for finding in found.findings}


def test_categories_that_lost_one_of_two_amounts_are_told() -> None:
    found = read(
        "单位：万元\n采购类别 合计 单位资金\nA货物 2.50 2.50\nC服务 7.00\n合计 9.50 2.50\n"
    )
    assert "R01" in {finding.id for finding in found.findings}
