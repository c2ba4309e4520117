"""Forms in text that prints column by column: labels and names are not beside what is theirs."""

import pytest
from flow_fixture import END

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.errors import InputError
from budgetgraph.model import Disclosure

BUDGET = (
    "政府性基金预算支出表\n单位：万元\n"
    "科目编码 科目名称 合计 基本支出 项目支出\n合计 1.00 1.00\n212 城乡社区支出 1.00 1.00\n"
)
TITLE = "项目支出绩效目标表\n"
ROWS = (
    "数量指标\n清淤长度\n≥3公里\n质量指标\n合格率\n≥95%\n"
    "时效指标\n完成率\n≥90%\n社会效益指标\n受益人数\n≥500人\n"
)
LEVELS = "一级指标\n产出指标\n效益指标\n\n"
BESIDE = "项目名称\n渠道清淤\n主管部门\n某县水利局\n"
BELOW = "项目名称\n主管部门\n\n渠道清淤\n某县水利局\n"
WHOLE = "一级指标 二级指标 三级指标 指标值\n"
LATER = "二级指标\n三级指标\n指标值\n"


def read(content: str, budget: str = BUDGET) -> Disclosure:
    return convert(Source("a.txt", f"某县水利局2024年部门预算\n{budget}{content}{END}\n".encode()))


@pytest.mark.parametrize(
    "lines",
    [
        f"{BESIDE}{LEVELS}{LATER}{ROWS}",  # the column of the first level above the heading
        f"{BESIDE}产出指标\n效益指标\n\n{WHOLE}{ROWS}",  # what stands in that column
        f"{BELOW}{WHOLE}产出指标 数量指标 清淤长度 ≥3公里\n",  # a label below that of the name
    ],
)
def test_form_whose_labels_or_levels_are_columns_is_told_as_a_whole(lines: str) -> None:
    found = read(TITLE + lines)
    assert not (found.projects or found.goals or found.indicators)
    told = next(finding for finding in found.findings if finding.id == "R01")
    assert (told.table, told.line, told.printed) == (TITLE.strip(), 8, "项目名称")


def test_labels_beside_their_texts_are_a_form_with_levels_in_their_rows() -> None:
    found = read(f"{TITLE}{BESIDE}绩效指标\n{WHOLE}产出指标 数量指标 清淤长度 ≥3公里\n")
    assert [project.name for project in found.projects] == ["渠道清淤"]
    assert [one.level3 for one in found.indicators] == ["清淤长度"]


def test_document_of_which_nothing_is_sure_names_the_lines_that_are_not_understood() -> None:
    with pytest.raises(InputError, match=r"lines 3 to .* below '项目支出绩效目标表'"):
        read(f"{TITLE}{BELOW}{WHOLE}产出指标 数量指标 清淤长度 ≥3公里\n", budget="")
