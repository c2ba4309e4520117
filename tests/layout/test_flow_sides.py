"""Balances in text whose empty cells are lost: on which side a label and its figures stand."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

HEAD = "某县林业局2024年部门预算\n部门收支总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n"
TOTAL = "收入总计 90.00 支出总计 90.00\n"
# Text that keeps the look of the page: labels that no word tells stand where their side does.
SPACED_HEAD = """\
某县林业局2024年部门预算

                          部门收支总表

                                                          单位：万元
              收入                            支出
   项目                   预算数     项目                 预算数
"""
SPACED_TOTAL = "收入总计                    90.00   支出总计               90.00\n"


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def sides(found: Disclosure) -> list[tuple[str, str, str]]:
    return [(line.side, line.label, line.figure.printed) for line in found.lines]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("国有资本经营预算资金 城乡社区支出 90.00", "城乡社区支出"),
        ("2、政府性基金预算 2、公用经费 90.00", "2、公用经费"),
        ("其他收入 工资福利支出 90.00", "工资福利支出"),
        ("本年收入合计 本年支出合计 90.00", "本年支出合计"),
        ("收 入 合 计 支 出 合 计 90.00", "支出合计"),
        ("上年结转 结转 下年 支出 90.00", "结转下年支出"),
    ],
)
def test_labels_side_by_side_are_cut_by_what_they_name(row: str, label: str) -> None:
    found = read(f"{HEAD}一、拨款 90.00 一、农林水支出\n{row}\n{TOTAL}")
    assert ("expenditure", label, "90.00") in sides(found)
    assert not [finding for finding in found.findings if finding.severity != "info"]


@pytest.mark.parametrize(
    ("row", "side"),
    [
        ("四、上年结余 90.00", "income"),
        ("教育收费（财政专户） 90.00", "income"),
        ("用事业基金弥补收支差额 90.00", "income"),
        ("对个人和家庭的补助 90.00", "expenditure"),
        ("年终结余 90.00", "expenditure"),
    ],
)
def test_label_alone_stands_on_the_side_that_it_names(row: str, side: str) -> None:
    found = read(f"{HEAD}三、拨款 90.00 三、农林水支出\n{row}\n{TOTAL}")
    assert (side, row.split(maxsplit=1)[0], "90.00") in sides(found)
    assert not [finding for finding in found.findings if finding.id == "R08"]


@pytest.mark.parametrize(
    "row",
    [
        "其余款项 10.00",
        "其他收入 储备粮油 10.00",  # income with an empty cell, or expenditure without a label
        "二、专项资金 10.00",  # named like income, numbered like expenditure
    ],
)
def test_label_that_tells_no_side_is_told(row: str) -> None:
    found = read(f"{HEAD}三、拨款 80.00 一、农林水支出 90.00\n{row}\n{TOTAL}")
    (told,) = [finding for finding in found.findings if finding.id == "R08"]
    assert (told.line, told.printed) == (7, "10.00")


def test_figure_inside_a_label_of_expenditure_is_no_income() -> None:
    found = read(f"{HEAD}拨款 90.00 农林水支出\n对个人和家庭 90.00 的补助\n{TOTAL}")
    assert ("expenditure", "对个人和家庭", "90.00") in sides(found)
    (told,) = [finding for finding in found.findings if finding.id == "R08"]
    assert (told.line, told.printed) == (7, "90.00")


def test_rows_of_both_sides_are_no_rests_of_labels() -> None:
    rows = "政府性基金 城乡社区类支出\n代管款收入 80.00 农林水类支出 90.00\n捐赠收入 10.00\n"
    found = read(f"{HEAD}拨款 80.00 外事类支出\n{rows}{TOTAL}")
    assert sides(found)[:4] == [
        ("income", "拨款", "80.00"),
        ("income", "代管款收入", "80.00"),
        ("expenditure", "农林水类支出", "90.00"),
        ("income", "捐赠收入", "10.00"),
    ]


def test_codes_before_labels_are_no_figures_of_income() -> None:
    rows = "拨款 90.00 201 外交支出\n政府性基金 213 农林水支出 60.00\n221 住房保障支出 30.00\n"
    sums = "232 债务付息支出\n小计 90.00 小计 90.00\n"
    found = read(HEAD + rows + sums + TOTAL)
    coded = [(line.side, line.code, line.label, line.figure.printed) for line in found.lines]
    assert coded[:5] == [
        ("income", "", "拨款", "90.00"),
        ("expenditure", "213", "农林水支出", "60.00"),
        ("expenditure", "221", "住房保障支出", "30.00"),
        ("income", "", "小计", "90.00"),
        ("expenditure", "", "小计", "90.00"),
    ]
    assert not [finding for finding in found.findings if finding.severity != "info"]


def test_place_tells_sides_where_words_do_not() -> None:
    rows = """\
一、拨款                    80.00   一、农林水类           60.00
二、代管款                          二、其余款项           30.00
三、捐赠                    10.00   三、待定款项
                                    四、收回款             90.00
四、转回款                  90.00
"""
    found = read(SPACED_HEAD + rows + SPACED_TOTAL)
    assert sides(found)[:6] == [
        ("income", "一、拨款", "80.00"),
        ("expenditure", "一、农林水类", "60.00"),
        ("expenditure", "二、其余款项", "30.00"),
        ("income", "三、捐赠", "10.00"),
        ("expenditure", "四、收回款", "90.00"),
        ("income", "四、转回款", "90.00"),
    ]
    assert not [finding for finding in found.findings if finding.severity != "info"]


def test_place_parts_labels_without_numbers() -> None:
    rows = """\
拨款                        80.00   农林水类               60.00
代管款                              其余款项               30.00
捐赠                        10.00   待定款项
"""
    found = read(SPACED_HEAD + rows + SPACED_TOTAL)
    assert ("expenditure", "其余款项", "30.00") in sides(found)
    assert not [finding for finding in found.findings if finding.severity != "info"]


def test_row_without_figures_is_no_rest_of_the_row_above() -> None:
    rows = """\
拨款                        80.00   农林水支出             60.00
国有资本经营预算拨款                城乡社区支出           30.00
代管款                              住房保障支出
"""
    found = read(SPACED_HEAD + rows + SPACED_TOTAL)
    assert ("expenditure", "城乡社区支出", "30.00") in sides(found)


def test_balance_with_two_years_and_their_change() -> None:
    head = HEAD.replace("预算数", "2023年预算 2024年预算 比上年增减%")
    rows = (
        "一、一般公共预算 79.00 90.00 13.92% 外交支出 39.00 40.00 2.56%\n"
        "二、政府性基金 农林水支出 40.00 50.00 25.00%\n"
        "收入总计 79.00 90.00 13.92% 支出总计 79.00 90.00 13.92%\n"
    )
    found = read(head + rows)
    assert [(n.side, n.label, n.measure, n.figure.printed) for n in found.lines][:6] == [
        ("income", "一、一般公共预算", "2023年预算", "79.00"),
        ("income", "一、一般公共预算", "2024年预算", "90.00"),
        ("expenditure", "外交支出", "2023年预算", "39.00"),
        ("expenditure", "外交支出", "2024年预算", "40.00"),
        ("expenditure", "农林水支出", "2023年预算", "40.00"),
        ("expenditure", "农林水支出", "2024年预算", "50.00"),
    ]
    assert not [finding for finding in found.findings if finding.severity != "info"]


def test_blanks_that_keep_no_look_put_no_label_on_the_side_it_is_not_of() -> None:
    found = read(
        "某县林业局2024年部门预算\n部门收支总表\n单位：万元\n收入  支出\n"
        "项目 预算数 项目 预算数\n"
        "一、一般公共预算拨款收入 5,383.86 一、一般公共服务支出 8.00\n"
        "二、事业收入  二、教育支出\n"
        "  八、社会保障和就业支出 5,375.86\n"
        "收入总计 5,383.86 支出总计 5,383.86\n\n" + "第一    第二\n" * 20
    )
    assert ("expenditure", "八、社会保障和就业支出", "5,375.86") in sides(found)


def test_amounts_below_the_one_word_budget() -> None:
    rows = "一、预算拨款 90.00 一、教育支出 80.00\n二、其他支出 10.00\n"
    found = read(HEAD.replace("预算数", "预算") + rows + TOTAL)
    assert [(line.side, line.label, line.figure.printed) for line in found.lines][:3] == [
        ("income", "一、预算拨款", "90.00"),
        ("expenditure", "一、教育支出", "80.00"),
        ("expenditure", "二、其他支出", "10.00"),
    ]


def test_labels_of_halves_that_run_together_are_told() -> None:
    cells = (
        "收支预算总表\n单位：万元\n收入\n支出\n功能分类\n支出用途\n"
        "功能科目名称\n金额\n项目名称\n金额\n"
        "一、财政拨款\n30.00 一、一般公共服务支出\n一、基本支出\n20.00\n"
        "1.一般公共预算\n30.00 二、外交支出\n二、项目支出\n15.00\n"
        "2.政府性基金预算\n三、国防支出\n5.00\n二、其他收入\n四、教育支出\n35.00\n"
    )
    other = "一般公共预算支出表\n单位：万元\n科目编码 科目名称 合计\n201 一般公共服务支出 35.00\n"
    found = read(f"河东市教育局2024年部门预算\n{cells}{other}")
    assert not [line for line in found.lines if "、" in line.label[2:]]
    assert any(finding.id == "R01" for finding in found.findings)
