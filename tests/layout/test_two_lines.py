"""Text read across the page whose rows stand on two lines: the labels, and below them the figures.

So a tool prints them that takes each height of a page for a line of its own.
"""

import pytest
from budgetgraph.converters.layout.flow.across import straighten
from budgetgraph.converters.layout.flow.across.twofold import read_twofold
from budgetgraph.converters.layout.flow.budget.heading import columns_of
from budgetgraph.converters.layout.flow.budget.ways import ways
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.figures import parse_figure
from budgetgraph.model import Cell, Disclosure, Paragraph

BALANCE = """\
收入支出决算总表
单位：万元
收入 支出
项目 决算数 项目 决算数
一、一般公共预算财政拨款收入 一、一般公共服务支出
95.40 60.10
二、上级补助收入 二、教育支出
三、其他收入 三、卫生健康支出
9.60 44.90
本年收入合计 本年支出合计
105.00 105.00
"""
APPROPRIATION = """\
财政拨款收入支出决算总表
单位：万元
收入 支出
国有资本经
政府性基金预
项目 决算数 项目 合计 一般公共预算 营预算
算
一、一般公共预算财政拨款 95.40 一、一般公共服务支出
60.10 60.10
二、政府性基金预算财政拨款 二、卫生健康支出
35.30 35.30
本年收入合计 95.40 本年支出合计 95.40
95.40
年初结转和结余 年末结转和结余
7.20 7.20 7.20
"""
SPENDING = """\
支出决算表
单位：万元
项目 对附属单位
本年支出合 项目支 上缴上级支 经营支
支出功能分类 基本支出 补
科目名称 计 出 出 出
科目编码 助支出
类 款 项
合计 75.20 29.80
105.00
一般公共服务支出 45.20 14.90
201 60.10
财政事务 45.20 14.90
201 06 60.10
行政运行 45.20
201 06 01 60.10 14.90
卫生健康支出 30.00
210 44.90 14.90
行政事业单位医疗和其他医
210 11 疗 44.90 30.00 14.90
行政单位医疗
210 11 01 14.90 14.90
公务员医疗补助 30.00
210 11 03 30.00
"""
BASIC = """\
一般公共预算财政拨款基本支出决算表
单位：万元
经济分类 经济分类
科目编码 科目名称 决算数 科目编码 科目名称 决算数
类 款 类 款
301 工资福利支出 15.30 302 商品和服务支出 4.10
301 01 基本工资 15.30 302 01 办公费
301 02 津贴补贴 302 02 印刷费 4.10
301 03 奖金 302 03 咨询费
301 06 伙食补助费 302 04 手续费
"""


def straight(content: str) -> list[str]:
    blocks = text.read(Source("a.txt", content.encode())).blocks
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    return [line.text for line in straighten(lines, 2, surely=True) if line.text]


def converted(content: str) -> Disclosure:
    return convert(Source("a.txt", content.encode()))


def test_each_side_of_a_balance_gets_its_figures() -> None:
    assert straight(BALANCE)[2:] == [
        "收入 支出",
        "项目 决算数 项目 决算数",
        "一、一般公共预算财政拨款收入 95.40 一、一般公共服务支出 60.10",
        "二、上级补助收入 二、教育支出",
        "三、其他收入 9.60 三、卫生健康支出 44.90",
        "本年收入合计 105.00 本年支出合计 105.00",
    ]


def test_sums_tell_which_figures_are_income_where_the_other_side_has_several_columns() -> None:
    assert straight(APPROPRIATION)[2:] == [
        "收入 支出",
        "项目 决算数 项目 合计 一般公共预算 政府性基金预算 国有资本经营预算",
        "一、一般公共预算财政拨款 95.40 一、一般公共服务支出 60.10 60.10",
        "二、政府性基金预算财政拨款 二、卫生健康支出 35.30 35.30",
        "本年收入合计 95.40 本年支出合计 95.40 95.40",
        "年初结转和结余 7.20 年末结转和结余 7.20 7.20",
    ]


def test_one_figure_below_two_labels_is_told() -> None:
    below = BALANCE.replace("二、教育支出\n", "二、教育支出\n5.00\n")
    assert "5.00" in straight(below)
    told = [f for f in converted(below).findings if f.printed == "5.00"]
    assert [(f.id, f.severity) for f in told] == [("R08", "warning")]
    assert "二、上级补助收入" in told[0].message_en
    assert "二、教育支出" in told[0].message_en


def test_figures_on_the_line_of_the_label_go_with_those_on_the_line_of_the_code() -> None:
    found = converted(SPENDING)
    assert {
        (line.code or line.label, line.measure): line.figure.printed for line in found.lines
    } == {
        ("合计", "本年支出合计"): "105.00",
        ("合计", "基本支出"): "75.20",
        ("合计", "项目支出"): "29.80",
        ("201", "本年支出合计"): "60.10",
        ("201", "基本支出"): "45.20",
        ("201", "项目支出"): "14.90",
        ("20106", "本年支出合计"): "60.10",
        ("20106", "基本支出"): "45.20",
        ("20106", "项目支出"): "14.90",
        ("2010601", "本年支出合计"): "60.10",
        ("2010601", "基本支出"): "45.20",
        ("2010601", "项目支出"): "14.90",
        ("210", "本年支出合计"): "44.90",
        ("210", "基本支出"): "30.00",
        ("210", "项目支出"): "14.90",
        ("21011", "本年支出合计"): "44.90",
        ("21011", "基本支出"): "30.00",
        ("21011", "项目支出"): "14.90",
        ("2101101", "本年支出合计"): "14.90",
        ("2101101", "项目支出"): "14.90",
        ("2101103", "本年支出合计"): "30.00",
        ("2101103", "基本支出"): "30.00",
    }
    assert {line.label for line in found.lines if line.code == "21011"} == {
        "行政事业单位医疗和其他医疗"
    }
    places = {line.figure.printed: line.cell.line for line in found.lines if line.code == "2010601"}
    assert places == {"60.10": 16, "45.20": 15, "14.90": 16}


def test_nothing_is_put_together_where_labels_also_stand_below_their_figures() -> None:
    mixed = SPENDING.replace("行政单位医疗\n210 11 01", "210 11 01")
    assert "201 60.10 45.20 14.90" in " ".join(straight(SPENDING)).replace("一般公共服务支出 ", "")
    assert not any("60.10 45.20" in line for line in straight(mixed))


def test_figures_of_two_lines_keep_the_order_of_each() -> None:
    printed = (("9.00", 5), ("4.00", 5), ("5.00", 4))
    cells = [Cell(figure, line) for figure, line in printed]
    figures = [parse_figure(cell.text) for cell in cells]
    assert list(ways(cells, figures, range(3))) == [(0, 1, 2), (0, 2, 1), (1, 2, 0)]
    ascending = [cell._replace(line=5) for cell in cells]
    assert list(ways(ascending, figures, range(3))) == [(0, 1, 2)]


def test_stretches_of_codes_in_levels_are_one_list_with_empty_cells() -> None:
    found = converted(BASIC)
    assert {line.code: line.figure.printed for line in found.lines} == {
        "301": "15.30",
        "302": "4.10",
        "30101": "15.30",
        "30202": "4.10",
    }
    assert {line.label for line in found.lines if line.code == "30202"} == {"印刷费"}


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        (
            "项目 附属单/本年收入合 财政拨款收 上级补助 事业收 经营收 其他收/支出功能分类 位上/"
            "科目名称 计 入 收入 入 入 入/科目编码 缴收入/款/类 项",
            "支出功能分类科目编码 科目名称 本年收入合计 财政拨款收入 上级补助收入 事业收入 "
            "经营收入 附属单位上缴收入 其他收入 类 款 项",
        ),
        (
            "收入 支出/一般公共 政府性基 国有资本/项目 决算数 项目 合计 预算财政 金预算财 经营预算/"
            "拨款 政拨款 财政拨款",
            "收入 支出 项目 决算数 项目 合计 一般公共预算财政拨款 政府性基金预算财政拨款 "
            "国有资本经营预算财政拨款",
        ),
        (
            "经济分类 经济分类/科目名称 决算数 科目名称 决算数/科目编码 科目编码",
            "经济分类科目编码 科目名称 决算数 经济分类科目编码 科目名称 决算数",
        ),
    ],
)
def test_headings_of_two_halves_and_below_an_item_are_put_together(
    heading: str, names: str
) -> None:
    levels = read_twofold([line.split() for line in heading.split("/")])
    assert levels is not None
    assert [name.text for level in levels for name in level] == names.split()


@pytest.mark.parametrize(
    "heading",
    [
        "科目编码 科目名称/合计",
        "收入 支出/项目 预算数 项目/预算数/合计/基本支出/项目支出/人员经费 公用经费",
        "项目 合计/科目名称",
    ],
)
def test_other_headings_are_left_alone(heading: str) -> None:
    assert read_twofold([line.split() for line in heading.split("/")]) is None


def test_levels_may_share_the_line_of_the_first_row_and_notes_are_no_labels() -> None:
    table = SPENDING.partition("类 款 项")[0] + (
        "类 款 项 合计 105.00 75.20 29.80\n"
        "201 一般公共服务支出 105.00 75.20 29.80\n"
        "201 06 财政事务 105.00 75.20 29.80\n"
        "注：本表反映部门本年度各项支出情况。\n"
    )
    assert straight(table)[-4:] == [
        "合计 105.00 75.20 29.80",
        "201 一般公共服务支出 105.00 75.20 29.80",
        "20106 财政事务 105.00 75.20 29.80",
        "注：本表反映部门本年度各项支出情况。",
    ]
    bare = table.replace("201 06 财政事务 ", "财政事务\n201 06 ")
    assert straight(bare)[-2:] == [
        "20106 财政事务 105.00 75.20 29.80",
        "注：本表反映部门本年度各项支出情况。",
    ]


def test_a_group_that_stands_above_the_sum_beside_it_has_its_parts_behind_that() -> None:
    lines = (
        "本年收入 本年支出",
        "预算数",
        "项目 预算数 项目 基本支出",
        "合计 项目支出",
        "人员经费 公用经费",
    )
    found = columns_of(lines, None)
    assert found is not None
    assert [path[1:] for path in found[2:]] == [
        ("项目",),
        ("合计",),
        ("基本支出", "人员经费"),
        ("基本支出", "公用经费"),
        ("项目支出",),
    ]


def test_a_name_that_wraps_around_others_is_whole_in_a_row_without_labels() -> None:
    table = (
        "2025年部门“三公”经费和机关运行经费预算表\n编制部门：某局 单位:万元\n“三公”经费预算数\n"
        "机关运行经费预算\n公务用车购置及运行费\n数\n合计 因公出国(境)费 公务接待费\n"
        "小计 购置费 运行费\n18.20 1.40 2.30 14.50 5.00 9.50 77.60\n"
    )
    assert {line.measure: line.figure.printed for line in converted(table).lines} == {
        "合计": "18.20",
        "因公出国(境)费": "1.40",
        "公务接待费": "2.30",
        "小计": "14.50",
        "购置费": "5.00",
        "运行费": "9.50",
        "机关运行经费预算数": "77.60",
    }
