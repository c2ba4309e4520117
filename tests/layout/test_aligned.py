"""Indicators of one cell to a line, under headings in orders that wrapped text does not tell."""

import pytest
from budgetgraph.converters.layout.flow._left import unread
from flow_fixture import END, TITLE, grid, paragraphs

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

FRAME = (
    "某县水利局2024年部门预算\n政府性基金预算支出表\n单位：万元\n"
    "科目编码 科目名称 合计 基本支出 项目支出\n合计 1.00 1.00\n212 城乡社区支出 1.00 1.00\n"
)
POINTS_FIRST = ("一级指标", "二级指标", "三级指标", "指标权重", "计量单位", "指标性质", "指标值")
POINTS = (
    *("产出指标", "数量指标", "面积", "20", "亩", "≥", "3"),
    *("次数", "10", "次", "≥", "12"),  # without merged cells
    *("质量指标", "验收情况", "20", "定性", "合格"),  # and without the empty unit
    *("效益指标", "社会效益指标", "覆盖率", "20", "%", "≥", "95"),
)
TWICE = (
    *("一级指标", "二级指标", "指标内容", "指标值"),
    *("二级指标", "指标内容", "指标值"),
)


def rows(heading: tuple[str, ...], cells: tuple[str, ...]) -> list[str]:
    found = grid(TITLE, *heading, *cells, END, blanks=False)
    return ["|".join(cell.text for cell in row) for row in found.rows][1:]


def convert_text(text: str) -> Disclosure:
    return convert(Source("a.txt", (FRAME + text).encode()))


def test_cells_are_known_by_their_kind() -> None:
    assert rows(POINTS_FIRST, POINTS) == [
        "产出指标|数量指标|面积|20|亩|≥|3",
        "||次数|10|次|≥|12",
        "|质量指标|验收情况|20||定性|合格",
        "效益指标|社会效益指标|覆盖率|20|%|≥|95",
    ]


def test_heading_that_a_page_repeats_is_dropped() -> None:
    assert len(rows(POINTS_FIRST, (*POINTS[:7], *POINTS_FIRST, *POINTS[7:]))) == 4


def test_texts_behind_the_target_have_their_columns() -> None:
    heading = ("一级指标", "二级指标", "三级指标", "年度指标值", "分值", "指标解释", "评分标准")
    cells = ("产出指标", "数量指标", "面积", "≥3亩", "20", "新增面积", "按比例扣分")
    more = ("次数", "≥12次", "10", "巡查次数", "按比例扣分")
    assert rows(heading, (*cells, *more)) == ["|".join(cells), "||" + "|".join(more)]


def test_indicators_of_two_periods_stand_side_by_side() -> None:
    cells = ("产出指标", "数量指标", "总面积", "≥9亩", "数量指标", "面积", "≥3亩")
    assert rows(TWICE, (*cells, "总次数", "≥36次", "次数", "≥12次")) == [
        "|".join(cells),
        "||总次数|≥36次||次数|≥12次",
    ]


def test_indicators_without_levels_are_named_by_what_describes_them() -> None:
    heading = ("指标名称", "指标权重", "计量单位", "指标性质", "指标值")
    table = ("部门（单位）整体绩效目标表", "部门（单位）名称", "某局", "绩效指标", *heading)
    cells = ("面积", "20", "亩", "≥", "3", "验收情况", "20", "定性", "合格")
    found = convert_text("\n".join((*table, *cells)) + "\n")
    assert [(i.level3, i.target.printed) for i in found.indicators] == [
        ("面积", "≥3亩"),
        ("验收情况", "合格"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        (*POINTS[:3], "亩", "≥", "3", "10", *POINTS[7:]),
        (" ".join(POINTS[:7]), " ".join(POINTS[7:12])),
    ],
    ids=["cells-in-another-order", "several-cells-to-a-line"],
)
def test_lines_that_part_into_no_rows_are_told(lines: tuple[str, ...]) -> None:
    assert rows(POINTS_FIRST, lines) == []
    found = convert_text("\n".join(("项目绩效目标表", "项目名称 慰问", *POINTS_FIRST, *lines)))
    assert not found.indicators
    assert {finding.id for finding in found.findings} & {"R01", "R05"}


def test_lines_below_a_performance_title_that_no_table_took_are_told() -> None:
    lines = (
        "单位名   项目名   二级指   三级指   指标值",
        "某局     防火     数量指标 巡查     ≥ 12    次   10",
        "                   护林            ≥ 95    %   10",
        "         抚育     时效指标 完成     30      天   10",
    )
    below = [(f.id, f.line) for f in unread(paragraphs("部门项目绩效目标表", *lines, blanks=False))]
    assert below == [("R01", 3)]
    assert not list(unread(paragraphs("部门工作安排", *lines, blanks=False)))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("资金总额（万元）", "财政拨款", "其他资金", "300.00", "280.00", "20.00"),
            [3000000, 2800000, 200000],
        ),
        (
            ("资金总额（万元）", "300.00", "财政拨款", "280.00", "其他资金", "20.00"),
            [3000000, 2800000, 200000],
        ),
        # One figure is missing: which, nothing tells.
        (("资金总额（万元）", "财政拨款", "其他资金", "300.00", "280.00"), [None, None, None]),
    ],
    ids=["below-their-labels", "beside-them", "too-few"],
)
def test_funds_below_their_labels_are_in_their_order(
    lines: tuple[str, ...], expected: list[int | None]
) -> None:
    table = ("项目绩效目标表", "项目名称", "防火", *lines, "年度绩效目标", "减少火灾。")
    (found,) = convert_text("\n".join((*table, *POINTS_FIRST, *POINTS)) + "\n").projects
    amounts = (found.amount, found.fiscal, found.other)
    assert [int(a.figure.amount_yuan) if a else None for a in amounts] == expected
