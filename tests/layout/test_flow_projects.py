"""Performance tables in layout text: cells with lines of their own, lists of projects, doubts."""

import pytest
from flow_fixture import END, TITLE, grid, texts


def test_list_of_projects_keeps_what_stands_before_the_levels() -> None:
    found = grid(
        "部门项目支出绩效目标表",
        "项目名称 预算金额 年度目标 绩效指标",
        "一级指标 二级指标 三级指标 指标值",
        "慰问经费 12.00 1.慰问职工 产出指标 数量指标 慰问人数 ≥30人",
        "质量指标 合格率 ≥95%",
        "培训经费 8.20 1.培训职工 产出指标 数量指标 培训人数 ≥50人",
    )
    assert [[cell.text for cell in row] for row in found.rows[1:]] == [
        ["慰问经费", "12.00", "1.慰问职工", "产出指标", "数量指标", "慰问人数", "≥30人"],
        ["", "", "", "", "质量指标", "合格率", "≥95%"],
        ["培训经费", "8.20", "1.培训职工", "产出指标", "数量指标", "培训人数", "≥50人"],
    ]


@pytest.mark.parametrize("number", ["— 12 —", "第 12 页 共 40 页", "第 12 页"])
def test_page_numbers_with_marks_are_no_indicator(number: str) -> None:
    heading = "绩效指标 一级指标 二级指标 三级指标 指标值"
    found = grid(
        TITLE,
        heading,
        "产出指标 数量指标 人数 ≥3人",
        number,
        "质量指标 合格率 ≥95%",
        END,
        blanks=False,
    )
    assert [[cell.text for cell in row][2:] for row in found.rows[1:]] == [
        ["人数", "≥3人"],
        ["合格率", "≥95%"],
    ]


def test_cells_with_a_line_each_are_counted_off_with_the_empty_ones() -> None:
    table = [
        ["一级指标", "二级指标", "三级指标", "半年目标值", "指标值", "分值"],
        ["产出指标", "数量指标", "慰问人数", "50%", "≥30人", "15"],
        ["", "", "培训人数", "", "≥50人", "10"],
        ["效益指标", "社会效益指标", "群众反映", "", "良好", ""],
    ]
    lines = [cell for row in table for cell in row]
    # A writer may put an empty line behind each cell.
    for blanks in (False, True):
        found = grid(TITLE, "项目名称", "慰问经费", *lines, END, blanks=blanks)
        assert texts(found)[1:] == table


def test_value_of_another_period_stands_before_the_target() -> None:
    found = grid(
        TITLE,
        "一级指标 二级指标 三级指标 半年目标值 指标值 分值",
        "产出指标 数量指标 慰问人数 50% ≥30人 15",
        "质量指标 合格率 50% ＝100% 20",
        "效益指标 社会效益指标 群众反映 50% 良好 15",
        END,
    )
    assert [row[2:5] for row in texts(found)[1:]] == [
        ["慰问人数", "50%", "≥30人"],
        ["合格率", "50%", "＝100%"],
        ["群众反映", "50%", "良好"],
    ]


def test_project_before_its_indicators_has_its_cells_and_dates_are_whole() -> None:
    heading = "单位编码 单位名称 项目名称 项目金额 年度目标 一级指标 二级指标 三级指标 指标值 权重"
    found = grid(
        "部门项目支出绩效目标表",
        heading,
        "101001 南江县就业服务中心 慰问经费 12.00 慰问职工，按时发放",
        "产出指标 数量指标 慰问人数 ≥30人 15",
        "产出指标 时效指标 完成时限 2024年12 20",
        "月底前",
        "101001",
        "南江县就业服务中心",
        "培训",
        "经费 8.20 培训职工，提高技能",
        "产出指标 数量指标 培训人数 ≥50人 10",
        END,
    )
    unit = "南江县就业服务中心"
    assert [row[:-1] for row in texts(found)[1:]] == [
        ["101001", unit, "慰问经费", "12.00", "慰问职工，按时发放", *FIRST],
        ["", "", "", "", "", "产出指标", "时效指标", "完成时限", "2024年12月底前"],
        ["101001", unit, "培训经费", "8.20", "培训职工，提高技能", *SECOND],
    ]


FIRST = ["产出指标", "数量指标", "慰问人数", "≥30人"]
SECOND = ["产出指标", "数量指标", "培训人数", "≥50人"]


def test_several_projects_in_what_reads_like_one_form_are_left_as_text() -> None:
    levels = ("产出指标 数量指标", "效益指标 社会效益指标")
    listed = [f"{level} 人数{number} ≥{number}0人" for number in range(1, 4) for level in levels]
    assert len(texts(grid(TITLE, "一级指标 二级指标 三级指标 指标值", *listed, END))) == 1
