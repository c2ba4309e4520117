"""Merged cells of performance tables: left out, repeated, or with a row of their own."""

import pytest
from performance_fixture import FIVE, extract, findings, goals, indicators, project, yuan

from budgetgraph.model import Finding, Goal, Indicator, Project, UnitBudget

HEAD = "1、培训经费绩效目标表\n\n项目名称\t培训\n"

STAIRS = """部门项目支出绩效目标表

单位名称、项目名称\t项目年度绩效目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位
某县林业局\t\t\t\t\t\t\t
森林抚育\t抚育森林。\t产出指标\t\t\t\t\t
\t\t\t数量指标\t\t\t\t
\t\t\t\t抚育面积\t≥\t3\t万亩
\t\t\t\t巡护次数\t≥\t120\t次
防火\t减少火灾。\t产出指标\t\t\t\t\t
\t\t\t数量指标\t\t\t\t
\t\t\t\t巡护次数\t≥\t90\t次
"""


def test_project_whose_levels_have_rows_of_their_own_is_no_unit() -> None:
    found = extract(STAIRS)
    assert [(item.name, item.unit) for item in found if isinstance(item, Project)] == [
        ("森林抚育", "某县林业局"),
        ("防火", "某县林业局"),
    ]
    assert [
        (i.project, i.level1, i.level2, i.level3, i.target.printed)
        for i in found
        if isinstance(i, Indicator)
    ] == [
        (1, "产出指标", "数量指标", "抚育面积", "≥3万亩"),
        (1, "产出指标", "数量指标", "巡护次数", "≥120次"),
        (2, "产出指标", "数量指标", "巡护次数", "≥90次"),
    ]
    assert not [item for item in found if isinstance(item, Finding)]


def test_indicators_below_a_unit_and_no_project_are_told() -> None:
    content = (
        "部门项目支出绩效目标表\n\n单位（项目）名称\t资金总额（万元）\t一级指标\t二级指标\t三级指标\t指标值\n"
        "某县林业局\t50.00\t\t\t\t\n\t\t产出指标\t数量指标\t抚育面积\t≥3亩\n"
        "防火\t50.00\t产出指标\t数量指标\t巡护次数\t≥90次\n"
    )
    assert [finding.printed for finding in findings(content)] == ["产出指标"]


TASKS = """某局部门整体支出绩效目标表

部门（单位）名称\t某局
年度主要任务\t任务名称\t主要内容\t预算金额（万元）
总额\t财政拨款\t其他资金
任务1\t抚育\t300.00\t280.00\t20.00
金额合计\t{sums}
年度总体目标\t抚育森林。
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t面积\t≥3亩
"""


def funds_of_unit(content: str) -> dict[str, int | None]:
    (found,) = (
        item for item in extract(content, "unit-performance") if isinstance(item, UnitBudget)
    )
    return {key: yuan(amount) for key, amount in found.amounts}


def test_lowest_headings_alone_name_the_funds_of_tasks() -> None:
    assert funds_of_unit(TASKS.format(sums="300.00\t280.00\t20.00")) == {
        "expenditure_total": 3000000,
        "fiscal_appropriation": 2800000,
        "other_funds": 200000,
    }


def test_sum_of_tasks_that_lines_up_with_no_heading_is_not_guessed() -> None:
    found = funds_of_unit(TASKS.format(sums="300.00\t280.00\t"))
    assert not found.keys() & {"fiscal_appropriation", "other_funds"}


def test_funds_below_the_tasks_are_no_task() -> None:
    content = (
        "某局部门整体支出绩效目标表\n\n部门（单位）名称\t某局\n"
        "年度主要任务\t任务名称\t主要内容\n抚育\t完成抚育。\n"
        "年度部门整体支出预算（万元）\t资金总额\t财政拨款\t其他资金\n{blank}300.00\t280.00\t20.00\n"
        "年度总体目标\t抚育森林。\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t面积\t≥3亩\n"
    )
    expected = {
        "expenditure_total": 3000000,
        "fiscal_appropriation": 2800000,
        "other_funds": 200000,
    }
    assert funds_of_unit(content.format(blank="\t")) == expected
    assert funds_of_unit(content.format(blank="")) == expected  # without the cell merged from above


def test_label_behind_the_word_over_its_group_is_read() -> None:
    content = (
        "某局部门整体支出绩效目标表\n\n部门（单位）名称\t某局\t\n年度履职目标\t抚育森林。\t\n"
        "预算情况\t部门预算总额（万元）\t300.00\n\t1、资金来源：（1）政府预算资金\t280.00\n"
        "\t（2）单位资金\t20.00\n\t2、资金结构：（1）基本支出\t100.00\n\t（2）项目支出\t200.00\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t面积\t≥3亩\n"
    )
    assert funds_of_unit(content) == {
        "basic_total": 1000000,
        "project_total": 2000000,
        "expenditure_total": 3000000,
        "fiscal_appropriation": 2800000,
        "other_funds": 200000,
    }


HISTORY = "产出指标\t数量指标\t面积\t2亩\t{last}\t≥3亩\t计划\n{level}次数\t/\t/\t≥9次\t计划\n"


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        (
            "一级指标\t二级指标\t三级指标\t指标值\t\t\t绩效标准\n\t\t\t前年\t上年\t预计当年实现\t\n",
            "\t\t",
        ),
        ("一级指标\t二级指标\t三级指标\t指标值\t绩效标准\n前年\t上年\t预计当年实现\n", ""),
    ],
    ids=["with-empty-cells", "without-merged-cells"],
)
def test_values_of_other_years_stand_in_a_heading_row_of_their_own(
    heading: str, level: str
) -> None:
    content = HEAD + heading + HISTORY.format(level=level, last="/")
    assert indicators(content) == [
        ("产出指标", "数量指标", "面积", "", "≥3亩", "计划"),
        ("产出指标", "数量指标", "次数", "", "≥9次", "计划"),
    ]
    assert not findings(content)


def test_text_in_a_column_that_nothing_understands_moves_no_row() -> None:
    content = HEAD + (
        "一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t奇怪的列\n"
        "产出指标\t数量指标\t面积\t≥\t3\t亩\t甲\n\t成本指标\t补助标准\t≤\t500\t元/亩\t乙\n"
    )
    assert [row[:5] for row in indicators(content)] == [
        ("产出指标", "数量指标", "面积", "", "≥3亩"),
        ("产出指标", "成本指标", "补助标准", "", "≤500元/亩"),
    ]


def test_merged_cells_that_a_writer_repeats_are_read_once() -> None:
    content = (
        "1、培训经费绩效目标表\n\n项目名称\t培训\t培训\t培训\t培训\n"
        "年度资金总额（万元）\t264.00\t264.00\t264.00\t264.00\n"
        "总体目标\t培训480人。\t培训480人。\t培训480人。\t培训480人。\n"
        "一级指标\t二级指标\t三级指标\t指标值\t指标值\n产出指标\t数量指标\t人次\t≥480人\t≥480人\n"
    )
    assert yuan(project(content).amount) == 2640000
    assert goals(content) == [("", "培训480人。")]
    assert not findings(content)


@pytest.mark.parametrize("times", [1, 3], ids=["short", "long"])
def test_goal_on_a_line_of_its_own_between_rows_with_tabs_is_one(times: int) -> None:
    goal = "完成全年的培训任务，参加培训的人数达到480人，" * times + "合格率达到95%。"
    content = (
        f"{HEAD}主管部门\t某局\t实施单位\t某中心\n总体目标\t年度目标\n{goal}\n"
        f"{FIVE}\t产出指标\t数量指标\t人数\t12人\n"
    )
    assert goals(content) == [("", goal)]


UNITS = (
    "某局部门整体支出绩效目标表\n单位：万元\n\n"
    "单位编码\t单位名称\t年度预算申请\t\t\t\t整体绩效目标\t部门整体支出年度绩效指标\t\t\t\n"
    "\t\t资金总额\t按收入性质分\t按支出性质分\t\t\t一级指标\t二级指标\t三级指标\t指标值\n"
    "\t\t\t单位资金\t基本支出\t项目支出\t\t\t\t\t\n"
)
FIRST_UNIT = (
    "501001\t某局本级\t300.00\t20.00\t100.00\t200.00\t抚育森林。\t产出指标\t数量指标\t面积\t≥3亩\n"
    "\t\t\t\t\t\t\t\t质量指标\t合格率\t≥95%\n"
)
SECOND_UNIT = "501002\t某中心\t9.00\t\t9.00\t\t\t产出指标\t数量指标\t次数\t≥9次\n"


def test_units_with_a_column_for_each_fund_are_read_row_by_row() -> None:
    repeated = UNITS.split("\n\n")[1]  # on the next page
    found = extract(UNITS + FIRST_UNIT + repeated + SECOND_UNIT, "unit-performance")
    assert [
        (item.unit, {key: yuan(amount) for key, amount in item.amounts})
        for item in found
        if isinstance(item, UnitBudget)
    ] == [
        (
            "某局本级",
            {
                "expenditure_total": 3000000,
                "basic_total": 1000000,
                "project_total": 2000000,
                "other_funds": 200000,
            },
        ),
        ("某中心", {"expenditure_total": 90000, "basic_total": 90000}),
    ]
    assert [(i.unit, i.level2, i.level3) for i in found if isinstance(i, Indicator)] == [
        ("某局本级", "数量指标", "面积"),
        ("某局本级", "质量指标", "合格率"),
        ("某中心", "数量指标", "次数"),
    ]
    assert [(g.unit, g.text) for g in found if isinstance(g, Goal)] == [("某局本级", "抚育森林。")]
    assert not [item for item in found if isinstance(item, Finding)]


def test_units_in_columns_that_lost_their_merged_cells_are_told_and_not_guessed() -> None:
    lines = (UNITS + FIRST_UNIT).splitlines()
    short = [
        *lines[:3],
        *("\t".join(filter(None, line.split("\t"))) for line in lines[3:]),
    ]
    found = extract("\n".join(short) + "\n", "unit-performance")
    assert {type(item) for item in found} == {Finding}


def test_form_of_which_nothing_names_the_project_is_told() -> None:
    content = (
        "财政项目支出绩效目标申报表\n\n年度目标\t培训480人。\n"
        f"{FIVE}\t产出指标\t数量指标\t人数\t12人\n"
    )
    assert project(content).name == ""
    assert [finding.printed for finding in findings(content)] == ["财政项目支出绩效目标申报表"]


def test_name_that_holds_a_level_is_of_rows_run_together_and_told() -> None:
    content = f"{HEAD}{FIVE}\t产出指标\t质量指标\t标时效指标及时率\t≥95%\n"
    assert [finding.printed for finding in findings(content)] == ["标时效指标及时率"]


def test_funds_of_two_periods_below_each_other_are_of_the_year() -> None:
    content = (
        f"{HEAD}实施期资金总额（万元）\t792.00\n年度资金总额\t264.00\n其中：财政拨款\t720.00\n"
        f"其中：财政拨款\t240.00\n总体目标\t培训480人。\n{FIVE}\t产出指标\t数量指标\t人数\t12人\n"
    )
    assert yuan(project(content).fiscal) == 2400000
    assert {finding.printed for finding in findings(content)} == {"792.00", "720.00"}
