"""Performance tables in layout text: rows found by level names and targets, cells parted again."""

import pytest
from budgetgraph.converters.layout.flow import performance
from flow_fixture import END, TITLE, grid, paragraphs

from budgetgraph.contract import Source
from budgetgraph.convert import convert

HEADING = "一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据"


def rows(*lines: str, blanks: bool = True) -> list[tuple[str, ...]]:
    """The indicator rows of a table with the usual title and heading."""
    found = [
        tuple(cell.text for cell in row)
        for row in grid(TITLE, HEADING, *lines, END, blanks=blanks).rows
    ]
    assert found[0] == tuple(HEADING.split())
    return found[1:]


# --- where a table stands ---------------------------------------------------------------------


def test_table_ends_at_the_next_section_or_title() -> None:
    row = "产出指标 数量指标 人数 人数 ≥3 人 计划"
    for after in (END, "2、培训经费绩效目标表", "第三部分 预算项目绩效目标"):
        found = paragraphs(TITLE, HEADING, row, after, "其他文字", blanks=False)
        table = performance.read(found, 0)
        assert table is not None
        assert table.end == 3


@pytest.mark.parametrize(
    "lines",
    [
        ("部门收支总表", HEADING),
        ("1、慰问经费绩效目标表", "没有指标的文字", "第二部分 其他"),
        ("一是完善绩效目标表", "的编制。"),
        ("",),
    ],
)
def test_other_lines_start_no_table(lines: tuple[str, ...]) -> None:
    assert performance.read(paragraphs(*lines, blanks=False), 0) is None


def test_heading_may_wrap_over_lines() -> None:
    found = grid(TITLE, HEADING[:-2], HEADING[-2:], "产出指标 数量指标 人数 人数 ≥3 人 计划", END)
    assert [cell.text for cell in found.rows[0]] == HEADING.split()
    assert [cell.text for cell in found.rows[1]][2:] == ["人数", "人数", "≥3人", "计划"]


def test_page_numbers_and_repeated_headings_inside_are_dropped() -> None:
    found = rows(
        "产出指标",
        "数量指标 人数 人数 ≥3 人 计划",
        "",
        "",
        "46",
        "",
        HEADING,
        "质量指标 合格率 合格率 ≥95% 计划",
    )
    assert [row[2:] for row in found] == [
        ("人数", "人数", "≥3人", "计划"),
        ("合格率", "合格率", "≥95%", "计划"),
    ]


# --- cells ------------------------------------------------------------------------------------


def test_first_level_stands_before_the_first_row_of_its_block() -> None:
    found = rows(
        "产出指标",
        "数量指标 人数 人数 8 人 计划",
        "质量指标 合格率 合格率 100% 计划",
        "效益指标 社会效益指标 稳定率 稳定率 ≥95% 计划",
    )
    assert [row[:2] for row in found] == [
        ("产出指标", "数量指标"),
        ("", "质量指标"),
        ("效益指标", "社会效益指标"),
    ]


def test_name_of_both_levels_is_read_by_what_follows_it() -> None:
    found = rows(
        "产出指标 数量指标 人数 人数 8 人 计划",
        "成本指标 总成本 总成本 ≤5 万元 计划",
        "成本指标 经济成本指标 人均成本 人均成本 ≤300 元/人 计划",
    )
    assert [row[:2] for row in found][1:] == [("", "成本指标"), ("成本指标", "经济成本指标")]


def test_equal_halves_are_name_and_description() -> None:
    wrapped = ("符合补贴条件实体的补贴标", "准")
    found = rows("成本指标", *wrapped, *wrapped, "≤20000 元/年 依据工作方案")
    text = "符合补贴条件实体的补贴标准"
    assert found == [("", "成本指标", text, text, "≤20000元/年", "依据工作方案")]


def test_text_on_the_line_of_the_level_is_a_cell_of_its_own() -> None:
    found = rows(
        "数量指标 本年度创业担保贷款发放额",
        "年度实际发放创业担保贷额",
        "度",
        "≥500 万元 依据工作方案",
    )
    assert found[0][2:4] == ("本年度创业担保贷款发放额", "年度实际发放创业担保贷额度")


def test_gap_inside_a_line_parts_two_cells() -> None:
    found = rows("数量指标", "春节慰问人数 特困职工人数", "168 人", "依据工作方案")
    assert found[0][2:] == ("春节慰问人数", "特困职工人数", "168人", "依据工作方案")


def test_line_that_is_not_full_ends_its_cell() -> None:
    found = rows(
        "质量指标 网络正常运行率 网络正常运行率 ≥95% 计划",
        "满意度指标 服务对象满意度指标 网络使用人满意程度",
        "使用人员满意和较满意的数",
        "量占调查总人数的比率 ≥95% 计划",
    )
    assert found[1][2:4] == ("网络使用人满意程度", "使用人员满意和较满意的数量占调查总人数的比率")


def test_gap_beside_a_figure_parts_no_cells() -> None:
    found = rows("数量指标 扶持 3 类实体个数 扶持实体个数 ≥15 个 计划")
    assert found[0][2:4] == ("扶持3类实体个数", "扶持实体个数")


def test_single_cell_is_the_name() -> None:
    assert rows("数量指标 人数 ≥3 人 计划")[0][2:] == ("人数", "", "≥3人", "计划")


def test_target_in_words_stands_before_the_usual_basis() -> None:
    found = rows(
        "数量指标 人数 人数 ≥3 人 年度计划",
        "社会效益指标 救援能力 救援能力提升情况 明显提高 年度计划",
        "时效指标 完成时间 在规定时间内完成 10 月底前 年度计划",
    )
    assert [row[4:] for row in found] == [
        ("≥3人", "年度计划"),
        ("明显提高", "年度计划"),
        ("10月底前", "年度计划"),
    ]


def test_unit_of_the_target_does_not_swallow_the_basis() -> None:
    assert rows("成本指标 成本 成本 40 元/份 依据工作方案")[0][4:] == ("40元/份", "依据工作方案")


def test_several_targets_under_one_level_are_several_rows() -> None:
    found = rows("数量指标 人数 人数 ≥3 人 计划", "次数 次数 ≥2 次 计划")
    assert [row[1:3] for row in found] == [("数量指标", "人数"), ("", "次数")]


def test_cells_that_wrap_side_by_side_are_parted() -> None:
    found = rows(
        "数量指标 参加业务培训班学 参加业务培训班的学 ≥120 人次 年度培训工作方案和",
        "员人次 员人次合计 年度计划",
        blanks=False,
    )
    assert found[0][2:] == (
        "参加业务培训班学员人次",
        "参加业务培训班的学员人次合计",
        "≥120人次",
        "年度培训工作方案和年度计划",
    )


def test_table_without_description_and_basis_has_its_own_columns() -> None:
    heading = "一级指标 二级指标 三级指标 指标值"
    found = grid(TITLE, heading, "产出指标 数量指标 调研次数 ≥12 次", END)
    assert [[cell.text for cell in row] for row in found.rows] == [
        heading.split(),
        ["产出指标", "数量指标", "调研次数", "≥12次"],
    ]


def test_cells_know_their_lines_and_pieces() -> None:
    found = grid(
        TITLE, HEADING, "质量指标", "创业实体支", "持率", "持率 ≥95% 计划", END, blanks=False
    )
    name = found.rows[1][2]
    assert (name.text, name.line) == ("创业实体支持率", 4)
    assert [(piece.text, piece.line) for piece in name.pieces] == [("创业实体支", 4), ("持率", 5)]
    assert found.rows[1][4].line == 6


# --- above the indicators ---------------------------------------------------------------------


def test_goals_stand_beside_or_below_their_label() -> None:
    beside = grid(
        TITLE, "绩效目标 1.慰问 3 户，", "保障生活", HEADING, "数量指标 人数 人数 1 人 计划", END
    )
    assert [cell.text for cell in beside.rows[0]] == ["绩效目标", "1.慰问 3 户，保障生活"]
    below = grid(
        TITLE, "绩效目标", "1.慰问", "2.维护稳定", HEADING, "数量指标 人数 人数 1 人 计划", END
    )
    assert [cell.text for cell in below.rows[0]] == ["绩效目标", "1.慰问\n2.维护稳定"]
    assert [piece.line for piece in below.rows[0][1].pieces] == [5, 7]


def test_labels_and_values_share_lines() -> None:
    found = grid(
        TITLE,
        "单位：万元",
        "项目编码 13040624P005895100036 项目名称 慰问经费",
        "预算规模及资金用途 预算数 27.00 其中：财政资金 27.00 其他资金",
        "节日慰问",
        "资金支出计划（%） 3月底 6月底 10月底 12月底",
        "25% 50% 75% 100%",
        HEADING,
        "数量指标 人数 人数 1 人 计划",
        END,
    )
    assert [[cell.text for cell in row] for row in found.rows[:6]] == [
        ["单位：万元"],
        ["项目编码", "13040624P005895100036", "项目名称", "慰问经费"],
        ["预算规模及资金用途", "预算数", "27.00", "其中：财政资金", "27.00", "其他资金"],
        ["节日慰问"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["25%", "50%", "75%", "100%"],
    ]


# --- the national form ------------------------------------------------------------------------

NATIONAL = (
    "项目支出绩效目标表",
    "项目名称 慰问经费",
    "项目资金（万元） 年度资金总额 12.00",
    "其他资金",
    "目标1：慰问困难职工，",
    "总体目标 按时发放。",
    "目标2：提高满意度。",
    *"绩效指标",
    "一级指标 二级指标 三级指标 指标性质 指标值 分值权重",
    "产出指标 数量指标 慰问人数 ≥ 30 人 20",
    "时效指标 资金拨付及时率 ＝ 95 % 10",
    "工作完成时限 定性 2024年12月底前 10",
    "效益指标 社会效益指 职工困难缓解 定性 明显缓解 20",
    "标 程度",
    "满意度指标 服务对象满意 职工满意度 ≥ 95 % 10",
    "度指标",
)


def test_national_form_has_rows_ended_by_points_and_labels_beside_their_text() -> None:
    rebuilt = grid(*NATIONAL, END, blanks=False)
    found = [[cell.text for cell in row] for row in rebuilt.rows]
    assert found[:4] == [
        ["项目名称", "慰问经费"],
        ["项目资金（万元）", "年度资金总额", "12.00"],
        ["其他资金"],
        ["总体目标", "目标1：慰问困难职工，按时发放。\n目标2：提高满意度。"],
    ]
    assert [[text for text in row if text] for row in found[5:]] == [
        ["产出指标", "数量指标", "慰问人数", "≥30人"],
        ["时效指标", "资金拨付及时率", "＝95%"],
        ["工作完成时限", "2024年12月底前"],
        ["效益指标", "社会效益指标", "职工困难缓解程度", "明显缓解"],
        ["满意度指标", "服务对象满意度指标", "职工满意度", "≥95%"],
    ]


def test_sign_figure_and_unit_on_lines_of_their_own_are_one_target() -> None:
    heading = ("一级指标", "二级指标", "三级指标", "绩效指标性质", "绩效指标值", "绩效度量单位")
    cells = (
        "产出指标 数量指标 维护次数 ≥ 12 次 检查单位户数 ≥ 500 户 "
        "时效指标 完成时限 定性 12月底前 拨付及时率 ≥ 95 % "
        "成本指标 总成本 ≤ 85.5 万元 标准 ≤ 3000 元/人·月"
    )
    found = grid(TITLE, *heading, *cells.split(), END, blanks=False)
    assert [[cell.text for cell in row][2:] for row in found.rows[1:]] == [
        ["维护次数", "", "≥12次", ""],
        ["检查单位户数", "", "≥500户", ""],
        ["完成时限", "", "12月底前", ""],
        ["拨付及时率", "", "≥95%", ""],
        ["总成本", "", "≤85.5万元", ""],
        ["标准", "", "≤3000元/人·月", ""],
    ]


def test_rows_of_name_and_target_under_one_level_stay_apart_without_points() -> None:
    heading = "绩效指标 一级指标 二级指标 三级指标 指标值"
    found = grid(
        TITLE, heading, "产出指标 时效指标 及时率 ≥95%", "完成时限 12月底前", "群众反映 良好", END
    )
    assert [[cell.text for cell in row][2:] for row in found.rows[1:]] == [
        ["及时率", "≥95%"],
        ["完成时限", "12月底前"],
        ["群众反映", "良好"],
    ]


def test_rows_with_their_sign_and_unit_behind_the_target() -> None:
    content = """\
项目支出绩效目标表
单位：万元
单位编码 专项名称 资金总额 绩效目标 一级指标 二级指标 三级指标 指标值内容 度量单位 指标值类型
501001 社会救助工作经费 36.00 做好社会救助工作。 产出指标 数量指标 开展培训场次 24 场次 大于等于
建设示范点数量 6 个 等于
质量指标 验收合格率 95 % 大于等于
时效指标 按期完成率 90 % 大于等于
成本指标 培训人均成本 450 元 小于等于
效益指标 社会效益指标 受益群众人数 12000 人次 大于等于
满意度指标 服务对象满意度指标 服务对象满意度 90 % 大于等于
"""
    budget = (
        "部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n208\t社会保障和就业支出\t36.00\n\n"
    )
    found = convert(Source("a.txt", f"{budget}{content}".encode()))
    assert [indicator.target.printed for indicator in found.indicators] == [
        *("≥24场次", "=6个", "≥95%", "≥90%", "≤450元", "≥12000人次", "≥90%"),
    ]
    assert not {"R01", "R05"} & {finding.id for finding in found.findings}
