"""Forms of two periods, each cell on a line of its own: what is of the year is the project's."""

import pytest
from flow_fixture import END, TITLE
from performance_fixture import yuan

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

FRAME = (
    "某县水利局2024年部门预算\n政府性基金预算支出表\n单位：万元\n"
    "科目编码 科目名称 合计 基本支出 项目支出\n合计 1.00 1.00\n212 城乡社区支出 1.00 1.00\n"
)
MONEY = (
    *("资金金额（万元）", "实施期资金总额：", "30.00", "年度资金总额：", "10.00"),
    *("其中：财政拨款", "28.00", "其中：财政拨款", "10.00"),
)
LABELS = ("总体目标", "实施期总目标", "年度目标")
ROWS = (
    *("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    *("产出指标", "数量指标", "渠道长度", "≥3公里", "质量指标", "合格率", "≥95%"),
)


def read(*lines: str) -> Disclosure:
    content = [TITLE, "项目名称", "渠道清淤", *MONEY, *lines, *ROWS, END]
    return convert(Source("a.txt", (FRAME + "\n".join(content)).encode()))


@pytest.mark.parametrize(
    ("cells", "other"),
    [
        (("其他资金", "2.00", "其他资金", "1.00"), 10000),
        (("其他资金", "2.00", "其他资金"), None),  # the year has none
        (("其他资金", "其他资金", "1.00"), 10000),
    ],
)
def test_money_of_the_year_is_behind_the_second_of_two_labels(
    cells: tuple[str, ...], other: int | None
) -> None:
    (project,) = read(*cells).projects
    assert yuan(project.amount) == 100000
    assert yuan(project.fiscal) == 100000
    assert yuan(project.other) == other


@pytest.mark.parametrize(
    ("texts", "goals"),
    [
        (("三年内完成清淤。", "完成清淤3公里。"), ["完成清淤3公里。"]),
        (("三年内完成清淤。", "1.清淤3公里。", "2.除草。"), ["清淤3公里。", "除草。"]),
        (("1.三年。", "2.达标。", "1.清淤3公里。", "2.除草。"), ["清淤3公里。", "除草。"]),
        (("1.三年。", "2.达标。", "清淤3公里。"), ["清淤3公里。"]),
    ],
)
def test_second_goal_is_that_of_the_year(texts: tuple[str, ...], goals: list[str]) -> None:
    assert [goal.text for goal in read(*LABELS, *texts).goals] == goals


@pytest.mark.parametrize("texts", [("完成清淤。",), ("三年", "内完成", "清淤。")])
def test_goals_of_which_nothing_tells_the_period_are_told(texts: tuple[str, ...]) -> None:
    found = read(*LABELS, *texts)
    assert not found.goals
    assert any(f.id == "R01" and f.printed == texts[0] for f in found.findings)
