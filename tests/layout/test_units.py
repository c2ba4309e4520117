"""Units of money as captions, titles and headings state them."""

import pytest
from budgetgraph.converters.layout import captions, units
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source

HEADING = "科目编码\t科目名称\t合计\t基本支出"
ROWS = "205\t教育支出\t7\t7\n20502\t普通教育\t7\t7\n"


def scale_of(content: str) -> int | None:
    (table,) = assemble(text.read(Source("a.txt", content.encode()))).tables
    assert captions.table_code(table.title) == "expenditure"
    scale: int | None = table.scale
    return scale


@pytest.mark.parametrize(
    "caption",
    [
        "金额：元",
        "金额单位:元",
        "计量单位：元",
        "单位：人民币元",
        "人民币：元",
        "（元）",
        "单位（元）",
        "单位；元",
        "某某局　　金额：元",
    ],
)
def test_caption_states_the_unit(caption: str) -> None:
    assert scale_of(f"部门支出总表\n{caption}\n{HEADING}\n{ROWS}") == 1
    assert scale_of(f"部门支出总表\n{caption.replace('元', '万元')}\n{HEADING}\n{ROWS}") == 10000


@pytest.mark.parametrize("behind", ["（单位：人民币元）", "（金额：元）", "(计量单位:元)", "(元)"])
def test_unit_behind_a_title_is_no_part_of_it(behind: str) -> None:
    assert scale_of(f"部门支出总表{behind}\n{HEADING}\n{ROWS}") == 1


def test_unit_that_may_be_the_end_of_another_says_nothing_alone() -> None:
    assert units.scale_in_caption("元") is None
    assert units.scale_in_caption("万元") == 10000


def test_caption_of_a_unit_runs_with_the_page_and_a_heading_with_one_does_not() -> None:
    assert captions.is_running("金额：万元")
    assert not captions.is_running("采购金额（万元）")
