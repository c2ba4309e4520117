"""Tables without labels: one row of figures below names that wrap, their pieces in any order."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

OTHER = (
    "某省水利厅2024年部门预算\n部门收入总表\n单位：万元\n科目编码 科目名称 合计 单位资金\n"
    "合计 9.00 9.00\n213 农林水支出 9.00 9.00\n"
)
SPENDING = "支出预算总表\n单位：万元\n"
WRAPPED = "单位预留机动经 结转下年资\n合 计 基本支出 项目支出\n费 金\n"
THREE = "“三公”经费、会议费、培训费支出预算表\n单位：万元\n"
HEADING = (
    "“三公”经费\n公务用车购置及运行维护费\n合计 因公出国 会议费 培训费\n小计 公务接待费\n"
    "（境）费 公务用车购置 公务用车运行\n小计\n费 维护费\n"
)
FIGURES = "260.50 76.70 19.90 18.30 18.30 38.50 147.40 36.40\n"


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", (OTHER + text).encode()))


def amounts(found: Disclosure) -> list[tuple[str, str]]:
    return [(n.measure, n.figure.printed) for n in found.lines if not n.label]


def checks(found: Disclosure) -> set[str]:
    return {finding.id for finding in found.findings}


def test_names_in_pieces_head_the_columns_and_an_empty_one_is_told() -> None:
    found = read(THREE + HEADING + FIGURES)
    assert amounts(found) == [
        ("合计", "260.50"),
        ("小计", "76.70"),
        ("因公出国（境）费", "19.90"),
        ("小计", "18.30"),
        ("公务用车运行维护费", "18.30"),
        ("公务接待费", "38.50"),
        ("会议费", "147.40"),
        ("培训费", "36.40"),
    ]
    assert {n.table for n in found.lines if not n.label} == {"three-public"}
    assert "R01" not in checks(found)
    assert checks(found) & {"R08", "R09"}


def test_a_name_that_says_no_known_measure_is_a_column_like_the_others() -> None:
    found = read(SPENDING + WRAPPED + "95.00 60.00 30.00 4.00 1.00\n")
    assert amounts(found) == [
        ("合计", "95.00"),
        ("基本支出", "60.00"),
        ("项目支出", "30.00"),
        ("单位预留机动经费", "4.00"),
        ("结转下年资金", "1.00"),
    ]
    short = read(SPENDING + WRAPPED + "95.00 60.00 30.00 5.00\n")
    assert amounts(short)[-1] == ("单位预留机动经费", "5.00")
    assert "R08" in checks(short)


def test_the_place_of_a_figure_tells_which_column_is_empty() -> None:
    heading = "合计      基本支出    项目支出    单位预留机动经费    结转下年资金"
    figures = "95.00     60.00       30.00                             5.00"
    rows = "".join(f"{n}      收入      {n}.00      {n}.00\n" for n in (208, 210, 213))
    found = read(f"{rows}{SPENDING}{heading}\n{figures}\n")
    assert amounts(found)[-1] == ("结转下年资金", "5.00")


def test_figures_that_one_blank_parts_have_no_place() -> None:
    rows = "".join(f"{n}      收入      {n}.00      {n}.00\n" for n in (208, 210, 213))
    heading = "合计 基本支出 项目支出 单位预留机动经费 结转下年资金"
    found = read(f"{rows}{SPENDING}{heading}\n18,330.00 9,312.00 6,459.00 2,559.00\n")
    assert amounts(found)[-1] == ("单位预留机动经费", "2,559.00")
    assert "R08" in checks(found)


@pytest.mark.parametrize(
    "text",
    [
        THREE + HEADING.replace("会议费 培训费", "培训费 会议费") + FIGURES,
        THREE + HEADING + FIGURES.replace("76.70", "77.70"),
        SPENDING + WRAPPED.replace("基本支出 项目支出", "项目支出 基本支出") + "9.00 5.00 4.00\n",
    ],
)
def test_names_in_another_order_and_figures_that_do_not_add_up_are_told(text: str) -> None:
    found = read(text)
    assert not amounts(found)
    assert "R01" in checks(found)


def test_whole_numbers_beside_each_other_are_no_pieces_where_they_add_up() -> None:
    found = read(THREE + HEADING + "1276.70 418.26 80 237 237 101.26 158.44 700\n")
    printed = [printed for _, printed in amounts(found)]
    assert printed == ["1276.70", "418.26", "80", "237", "237", "101.26", "158.44", "700"]


def test_a_title_of_two_lines_is_no_row_of_the_table_above_it() -> None:
    title = THREE.replace("“三公”", "一、一般公共预算“三公”").replace("预算表", "预\n算表")
    found = read(title + HEADING + FIGURES)
    assert {n.table for n in found.lines if not n.label} == {"three-public"}
