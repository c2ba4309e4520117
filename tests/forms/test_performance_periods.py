"""Forms with a longer period beside the budget year: what is of the year is the project's."""

import pytest
from performance_fixture import findings, goals, indicators, project, yuan

HEAD = "1、培训经费绩效目标表\n\n项目名称\t培训\n"
MONEY = (
    "项目资金（万元）\t中期资金总额\t792.00\t年度资金总额\t264.00\n"
    "\t其中：财政拨款\t720.00\t其中：财政拨款\t240.00\n\t其他资金\t72.00\t其他资金\t24.00\n"
)
GOALS = "总体目标\t中期目标（2025年—2027年）\t\t年度目标\n\t三年培训1500人。\t\t培训480人。\n"
HEADING = "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
BOTH = "产出指标\t数量指标\t总人次\t≥1500人\t数量指标\t人次\t≥480人\n"
SINGLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t人次\t≥480人\n"
LONGER_FIRST = HEAD + MONEY + GOALS + HEADING + BOTH


def funds(content: str) -> list[int | None]:
    found = project(content)
    return [yuan(amount) for amount in (found.amount, found.fiscal, found.other)]


def test_money_goal_and_indicators_of_the_year_are_those_of_the_project() -> None:
    assert funds(LONGER_FIRST) == [2640000, 2400000, 240000]
    assert goals(LONGER_FIRST) == [("", "培训480人。")]
    assert [row[:3] + row[4:5] for row in indicators(LONGER_FIRST)] == [
        ("产出指标", "数量指标", "人次", "≥480人")
    ]


def test_what_is_of_the_longer_period_is_told() -> None:
    assert [(found.id, found.severity, found.printed) for found in findings(LONGER_FIRST)] == [
        ("R05", "info", "中期资金总额；792.00"),
        ("R05", "info", "其中：财政拨款；720.00"),
        ("R05", "info", "其他资金；72.00"),
        ("R05", "info", "三年培训1500人。"),
        ("R05", "info", "数量指标；总人次；≥1500人"),
    ]


def test_longer_period_may_stand_right_of_the_year() -> None:
    content = (
        HEAD
        + "总体目标\t年度目标\t\t\t实施期目标\n\t培训480人。\t\t\t三年培训1500人。\n"
        + HEADING
        + "产出指标\t数量指标\t人次\t≥480人\t数量指标\t总人次\t≥1500人\n"
    )
    assert goals(content) == [("", "培训480人。")]
    assert [row[2] for row in indicators(content)] == ["人次"]


def test_funds_below_both_totals_are_of_the_year_where_they_are_printed_once() -> None:
    content = (
        HEAD + "项目资金（万元）\t实施期资金总额\t792.00\t年度资金总额\t264.00\n"
        "\t其中：财政拨款\t240.00\t其他资金\t24.00\n" + SINGLE
    )
    assert funds(content) == [2640000, 2400000, 240000]


def test_one_set_of_indicators_below_two_goals_is_of_the_year() -> None:
    content = HEAD + GOALS + SINGLE
    assert goals(content) == [("", "培训480人。")]
    assert [row[2] for row in indicators(content)] == ["人次"]


def test_rows_without_merged_cells_tell_their_halves_by_themselves() -> None:
    content = (
        "1、培训经费绩效目标表\n\n项目名称\t培训\n"
        "资金金额（万元）\t实施期资金总额：\t792.00\t年度资金总额：\t264.00\n"
        "其中：财政拨款\t720.00\t其中：财政拨款\t240.00\n其他资金\t72.00\t其他资金\t24.00\n"
        "总体目标\t实施期总目标\t年度目标\n三年培训1500人。\t培训480人。\n"
        "绩效指标\t一级指标\t二级指标\t指标内容\t指标值\t二级指标\t指标内容\t指标值\n"
        "产出指标\t数量指标\t总人次\t≥1500人\t数量指标\t人次\t≥480人\n"
        "总期数\t≥18期\t期数\t≥6期\n"
    )
    assert funds(content) == [2640000, 2400000, 240000]
    assert goals(content) == [("", "培训480人。")]
    assert [row[:3] + row[4:5] for row in indicators(content)] == [
        ("产出指标", "数量指标", "人次", "≥480人"),
        ("产出指标", "数量指标", "期数", "≥6期"),
    ]


@pytest.mark.parametrize("label", ["中长期目标", "项目总目标"])
def test_goal_of_a_longer_period_above_that_of_the_year_is_told(label: str) -> None:
    content = f"{HEAD}{label}\t三年培训1500人。\n年度目标\t培训480人。\n{SINGLE}"
    assert goals(content) == [("", "培训480人。")]
    assert [found.printed for found in findings(content)] == [f"{label}；三年培训1500人。"]
    alone = f"{HEAD}{label}\t三年培训1500人。\n{SINGLE}"
    assert goals(alone) == [("", "三年培训1500人。")]
