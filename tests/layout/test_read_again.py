"""Tables of running text that are read by counting words, or by what may stand in a column."""

import pytest
from budgetgraph.converters.layout.flow.by_role import read_by_role

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure, Grid, Paragraph

FRAME = "部门收入总表\n单位：万元\n科目编码 科目名称 合计\n201 一般公共服务支出 350.00\n"
PROJECTS = """\
部门预算项目支出预算表
单位名称：某局 单位：万元
支出项目类别（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金
合计 一般公共预算 政府性基金预算 国有资本经营预算
合计 130.00 120.00 90.00 30.00 0.00 4.00 6.00
某局 130.00 120.00 90.00 30.00 0.00 4.00 6.00
设备更新 100.00 90.00 90.00 0.00 0.00 4.00 6.00
8
信息化建设 30.00 30.00 0.00 30.00 0.00 0.00 0.00
"""
INDICATORS = """\
项目支出绩效目标表
单位：万元
单位名称 项目名称 预算数 年度绩效目标 一级指标 二级指标 三级指标 指标性质 指标值 度量单位
某局 设备更新 90.00 更新设备，保障工作。 产出指标 数量指标 更新设备台数 ≥ 24 台
培训人次 = 60 人次
质量指标 验收合格率 ≥ 95 %
成本指标 单台成本 ≤ 1.5 万元
效益指标 可持续影响指标 管理机制健全性 定性 健全
满意度指标 服务对象满意度指标 使用人员满意度 ≥ 90 %
某局 信息化建设 30.00 建成系统。 产出指标 数量指标 系统数量 = 1 个
时效指标 完成时间 定性 12月底前
"""


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", (FRAME + text).encode()))


def told(found: Disclosure) -> set[str]:
    return {finding.id for finding in found.findings}


def test_rows_with_all_their_figures_are_read_by_counting_words() -> None:
    found = read(PROJECTS)
    lines = [line for line in found.lines if line.table == "project-list"]
    assert "R01" not in told(found)
    assert [(n.label, n.measure, n.figure.printed) for n in lines if n.label == "设备更新"] == [
        ("设备更新", "总计", "100.00"),
        ("设备更新", "合计", "90.00"),
        ("设备更新", "一般公共预算", "90.00"),
        ("设备更新", "政府性基金预算", "0.00"),
        ("设备更新", "国有资本经营预算", "0.00"),
        ("设备更新", "财政专户拨款", "4.00"),
        ("设备更新", "其他资金", "6.00"),
    ]


@pytest.mark.parametrize("lost", range(1, 8))
def test_a_column_that_all_rows_lack_is_not_made_up(lost: int) -> None:
    words = [line.split() for line in PROJECTS.splitlines()]
    rows = [row[:lost] + row[lost + 1 :] if len(row) == 8 else row for row in words]
    found = read("\n".join(map(" ".join, rows)) + "\n")
    assert "R01" in told(found)
    assert {line.table for line in found.lines} == {"revenue"}


def test_a_row_with_fewer_figures_is_told_with_its_table() -> None:
    found = read(PROJECTS.replace("0.00 0.00 0.00\n", "0.00\n"))
    assert "R01" in told(found)
    assert {line.table for line in found.lines} == {"revenue"}


def test_indicators_are_read_by_what_may_stand_in_each_column() -> None:
    found = read(INDICATORS)
    assert not {"R01", "R05"} & told(found)
    assert [project.name for project in found.projects] == ["设备更新", "信息化建设"]
    assert [
        (n.level1, n.level2, n.level3, n.target.printed, n.project) for n in found.indicators
    ] == [
        ("产出指标", "数量指标", "更新设备台数", "≥24台", 1),
        ("产出指标", "数量指标", "培训人次", "=60人次", 1),
        ("产出指标", "质量指标", "验收合格率", "≥95%", 1),
        ("产出指标", "成本指标", "单台成本", "≤1.5万元", 1),
        ("效益指标", "可持续影响指标", "管理机制健全性", "健全", 1),
        ("满意度指标", "服务对象满意度指标", "使用人员满意度", "≥90%", 1),
        ("产出指标", "数量指标", "系统数量", "=1个", 2),
        ("产出指标", "时效指标", "完成时间", "12月底前", 2),
    ]


def test_a_row_without_a_name_is_told() -> None:
    found = read(INDICATORS.replace("质量指标 验收合格率 ≥ 95 %", "质量指标 ≥ 95 %"))
    assert "R05" in told(found)


def test_what_follows_the_indicators_is_no_row() -> None:
    found = read(INDICATORS + "第三部分 部门预算情况说明\n一、收入情况\n")
    assert len(found.indicators) == 8


def test_a_total_stands_in_the_column_of_labels() -> None:
    found = read(
        "部门支出总表\n单位：万元\n科目编码 科目名称 单位编码 单位名称 合计 基本支出 项目支出\n"
        "合计 30.53 10.49 20.04\n2010308 信访事务 415001 某局机关 10.30 5.10 5.20\n"
        "2013201 行政运行 415001 某局机关 20.23 5.39 14.84\n"
    )
    labels = [line.label for line in found.lines if line.table == "expenditure"]
    assert labels[::3] == ["合计", "信访事务", "行政运行"]


def test_whole_figures_below_a_known_title_are_told() -> None:
    found = read("政府性基金预算支出表\n单位：元\n某事项 25 25\n另一事项 30 30\n合计 55 55\n")
    assert "R01" in told(found)


def test_a_last_row_that_is_open_leaves_all_rows_as_they_are() -> None:
    lines = [Paragraph(text, number) for number, text in enumerate(INDICATORS.splitlines(), 1)]
    below = Paragraph("第三部分 部门预算情况说明", len(lines) + 1)
    row = Paragraph("培训 人员 到岗 ≥ 95 % 左右", len(lines) + 1)
    assert any(isinstance(block, Grid) for block in read_by_role([*lines, below]))
    assert read_by_role([*lines, row]) == []
