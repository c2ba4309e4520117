"""Balances that name above the columns what expenditure is listed by: labels and sums tell."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

OTHER = (
    "某省水利厅2024年部门预算\n部门收入总表\n单位：万元\n科目编码 科目名称 合计 单位资金\n"
    "合计 9.00 9.00\n213 农林水支出 9.00 9.00\n"
)
TITLE = "收支预算总表\n单位：万元\n"
HEAD = "收入 支出\n功能分类 支出用途\n项目名称 金额\n功能科目名称 金额 项目名称 金额\n"
ROWS = (
    "一、财政拨款 90.00 一、一般公共服务支出 70.00 一、基本支出 60.00\n"
    "1. 一般公共预算 90.00 二、外交支出 二、项目支出 30.00\n"
    "2.政府性基金预算 三、国防支出 三、单位预留机动经费 5.00\n"
    "二、财政专户管理资金 四、公共安全支出\n"
    "三、其他资金 5.00 五、教育支出\n"
    "六、科学技术支出\n七、文化旅游体育与传媒支出 25.00\n"
)
TOTALS = (
    "当年收入小计 95.00 当年支出小计 95.00\n上年结转资金 结转下年资金\n"
    "收入合计 95.00 支出合计 95.00\n"
)


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def places(found: Disclosure) -> list[tuple[str, str, str, int]]:
    """Return where the labels of balances stand."""
    return [(n.side, n.label, n.figure.printed, n.cell.column) for n in found.lines if n.side]


def test_labels_stand_in_their_part_and_sums_over_all_parts() -> None:
    found = read(OTHER + TITLE + HEAD + ROWS + TOTALS)
    assert places(found) == [
        ("income", "一、财政拨款", "90.00", 2),
        ("expenditure", "一、一般公共服务支出", "70.00", 4),
        ("expenditure", "一、基本支出", "60.00", 6),
        ("income", "1.一般公共预算", "90.00", 2),
        ("expenditure", "二、项目支出", "30.00", 6),
        ("expenditure", "三、单位预留机动经费", "5.00", 6),
        ("income", "三、其他资金", "5.00", 2),
        ("expenditure", "七、文化旅游体育与传媒支出", "25.00", 4),
        ("income", "当年收入小计", "95.00", 2),
        ("expenditure", "当年支出小计", "95.00", 6),
        ("income", "收入合计", "95.00", 2),
        ("expenditure", "支出合计", "95.00", 6),
    ]
    assert not [finding for finding in found.findings if finding.severity == "warning"]


@pytest.mark.parametrize(
    "printed",
    [
        "三、单位预留机动经\n2.政府性基金预算 三、国防支出 5.00\n费\n",
        "2.政府性基金预 三、单位预留机动经\n三、国防支出 5.00\n算 费\n",
    ],
)
def test_a_figure_inside_of_a_label_of_two_lines_is_of_the_part_that_then_adds_up(
    printed: str,
) -> None:
    whole = "2.政府性基金预算 三、国防支出 三、单位预留机动经费 5.00\n"
    found = read(OTHER + TITLE + HEAD + ROWS.replace(whole, printed) + TOTALS)
    assert places(found) == places(read(OTHER + TITLE + HEAD + ROWS + TOTALS))


def test_the_end_of_a_label_on_the_next_line_is_no_row() -> None:
    rows = ROWS.replace("六、科学技术支出\n", "六、科学技术支\n出\n")
    assert places(read(OTHER + TITLE + HEAD + rows + TOTALS)) == places(
        read(OTHER + TITLE + HEAD + ROWS + TOTALS)
    )


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("60.00", "61.00"),  # a part that does not add up
        ("二、项目支出", "二、其他"),  # a label that names nothing
        ("收入合计 95.00 支出合计 95.00\n", ""),
        ("机动经费 5.00", "机动经费 5.00 5.00"),
    ],
)
def test_what_is_not_proven_leaves_the_table_unread(printed: str, instead: str) -> None:
    found = read(OTHER + TITLE + HEAD + (ROWS + TOTALS).replace(printed, instead))
    assert {line.table for line in found.lines} == {"revenue"}
    assert "R01" in {finding.id for finding in found.findings}


def test_one_way_of_listing_with_its_name_above_and_totals_on_a_line_of_their_own() -> None:
    text = (
        "财政拨款收支预算总表\n单位：万元\n收入 支出\n支出用途\n项目名称 金额\n项目名称 金额\n"
        "一、一般公共预算 95.00 一、基本支出 60.00\n二、政府性基金预算 二、项目支出 35.00\n"
        "收入合计 支出合计\n95.00 95.00\n"
    )
    assert places(read(OTHER + TITLE + HEAD + ROWS + TOTALS + text))[-5:] == [
        ("income", "一、一般公共预算", "95.00", 2),
        ("expenditure", "一、基本支出", "60.00", 4),
        ("expenditure", "二、项目支出", "35.00", 4),
        ("income", "收入合计", "95.00", 2),
        ("expenditure", "支出合计", "95.00", 4),
    ]
