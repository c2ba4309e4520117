"""Performance tables of projects and whole departments: labels and values, persons."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from budgetgraph.converters.forms import performance
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text
from performance_fixture import (
    FIVE,
    HEADING,
    extract,
    findings,
    goals,
    indicators,
    project,
    tables,
    yuan,
)

from budgetgraph.contract import Context, Source
from budgetgraph.model import (
    Finding,
    Goal,
    Indicator,
    UnitBudget,
)

# --- labels and values ------------------------------------------------------------------------

MARKDOWN = """
2、创业担保贷款基金绩效目标表

单位：万元

| | | | | | | |
|---|---|---|---|---|---|--|
| 项目编码 | 13040624P00594U10003N | | 项目名称 | 创业担保贷款基金 | | |
| 预算规模及资金用途 | 预算数 | 400.00 | 其中：财政资金 | 400.00 | 其他资金 | |
| | 扶持创业就业 | | | | | |
| 资金支出计划（%） | 3月底 | | 6月底 | 10月底 | 12月底 | |
| | 25% | | 50% | 75% | 100% | |
| 绩效目标 | 1.发放贷款 2.带动就业 | | | | | |
| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | |
| 产出指标 | 数量指标 | 贷款发放率 | 当年贷款发放率 | 100% | 年度工作计划 | |
| | 成本指标 | 本年度需求资金 | 所需资金 | 400万 | 年度工作计划 | |
"""


def test_project_has_code_money_plan_and_purpose() -> None:
    found = project(MARKDOWN)
    assert (found.number, found.name, found.code) == (
        1,
        "创业担保贷款基金",
        "13040624P00594U10003N",
    )
    assert (yuan(found.amount), yuan(found.fiscal), yuan(found.other)) == (4000000, 4000000, None)
    assert [(p.month, p.share_percent) for p in found.plan] == [
        (3, Decimal(25)),
        (6, Decimal(50)),
        (10, Decimal(75)),
        (12, Decimal(100)),
    ]
    assert found.purpose == "扶持创业就业"
    assert found.cell.line == 8


def test_indicators_fill_the_first_level_down_and_quote_their_line() -> None:
    found = [item for item in extract(MARKDOWN) if isinstance(item, Indicator)]
    assert [(i.level1, i.level2, i.cell.line, i.project) for i in found] == [
        ("产出指标", "数量指标", 15, 1),
        ("产出指标", "成本指标", 16, 1),
    ]
    assert found[1].target.value == Decimal(400)


def plan(*rows: str) -> list[tuple[int, int]]:
    lines = MARKDOWN.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("| 资金支出计划"))
    content = "\n".join([*lines[:start], *rows, *lines[start + 2 :]])
    return [(p.month, int(p.share_percent)) for p in project(content).plan]


MONTHS = "| 资金支出计划（%） | 3月底 | | 6月底 | | 10月底 | |"
SHARES = "| | 25% | | 50% | | 75% | |"
QUARTERS = [(3, 25), (6, 50), (10, 75)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((MONTHS, SHARES), QUARTERS),
        ((MONTHS, SHARES, "| 12月底 | | | | | 100% | |"), [*QUARTERS, (12, 100)]),
        ((MONTHS, SHARES, "| 12 月底 | 100% | | | | | |"), [*QUARTERS, (12, 100)]),
        ((MONTHS, "| | 25% | | 50% | | 75% | 100% |"), [*QUARTERS, (12, 100)]),
        ((MONTHS, SHARES, "| 12月底 | 3月底 | | 6月底 | | 10月底 | |", SHARES), QUARTERS),
        ((MONTHS, "| | | | 50% | | 100% | |"), [(6, 50), (10, 100)]),
    ],
)
def test_broken_plan_rows_are_read(rows: tuple[str, ...], expected: list[tuple[int, int]]) -> None:
    assert plan(*rows) == expected


def test_goal_below_the_plan_needs_no_label_and_counts_once() -> None:
    content = MARKDOWN.replace(
        "| 绩效目标 | 1.发放", "| | 1.发放贷款 2.带动就业 |\n| 绩效目标 | 1.发放"
    )
    assert goals(content) == [("1", "发放贷款"), ("2", "带动就业")]
    assert goals(content.replace("| 绩效目标 | 1.发放贷款 2.带动就业", "| 绩效目标 |")) == [
        ("1", "发放贷款"),
        ("2", "带动就业"),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1、发放补贴，2、扩大参保", [("1", "发放补贴，"), ("2", "扩大参保")]),
        ("目标 1: 稳岗。 目标 2: 扩面。", [("1", "稳岗。"), ("2", "扩面。")]),
        ("年度目标: 稳岗。 目标 1: 扩面。", [("年度目标", "稳岗。"), ("1", "扩面。")]),
        ("1.申请 2.5 万元用于维护", [("1", "申请2.5万元用于维护")]),
        ("1.工资 174.31 万/年，共计 2.66 万", [("1", "工资174.31万/年，共计2.66万")]),
        ("1、2020年享受免学费4917人", [("1", "2020年享受免学费4917人")]),
        ("1.目标内容 1 保障工资", [("1", "目标内容1保障工资")]),
        ("1.完成1、2、3号楼检修 2.验收", [("1", "完成1、2、3号楼检修"), ("2", "验收")]),
        ("（1）检修（2）验收", [("1", "检修"), ("2", "验收")]),
        ("①检修；②验收", [("1", "检修；"), ("2", "验收")]),
        ("保障运转", [("", "保障运转")]),
        ("1.检修2.验收", [("1", "检修"), ("2", "验收")]),
    ],
)
def test_goals_are_numbered_in_several_ways(printed: str, expected: list[tuple[str, str]]) -> None:
    assert goals(MARKDOWN.replace("1.发放贷款 2.带动就业", printed)) == expected


INDENTED = """预算项目绩效目标：

6、办公楼租金绩效目标表
\t316002邯郸市人社局机关
\t单位：万元

\t项目编码
\t316-1002-JCN-X2IM
\t项目名称
\t办公楼租金

\t预算规模及资金用途
\t预算数
\t499.00
\t其中：财政资金
\t499.00
\t其他资金
\t

\t资金支出计划（%）
\t3月底
\t6月底
\t10月底
\t12月底

\t
\t
\t
\t90.00
\t100.00

\t绩效目标
\t1、保障运转
2、保障安全


\t一级指标
\t二级指标
\t三级指标
\t绩效指标描述
\t指标值
\t指标值确定依据

\t产出指标
\t数量指标
\t发放人数
\t保障人数
\t
\t

\t
\t质量指标
\t
\t保障教学
\t≥95优
\t
"""


def test_table_with_one_cell_per_line_has_its_unit_and_sparse_plan() -> None:
    found = project(INDENTED)
    assert found.unit == "316002邯郸市人社局机关"
    assert found.section == "预算项目绩效目标"
    assert yuan(found.amount) == 4990000
    assert [(p.month, p.share_percent) for p in found.plan] == [
        (10, Decimal("90.00")),
        (12, Decimal("100.00")),
    ]


def test_goals_of_one_cell_know_their_own_lines() -> None:
    found = [item for item in extract(INDENTED) if isinstance(item, Goal)]
    assert [(goal.text, goal.cell.line) for goal in found] == [("保障运转", 33), ("保障安全", 34)]
    assert {goal.unit for goal in found} == {"316002邯郸市人社局机关"}


def test_indicator_without_target_or_name_is_kept() -> None:
    assert indicators(INDENTED) == [
        ("产出指标", "数量指标", "发放人数", "保障人数", "", ""),
        ("产出指标", "质量指标", "", "保障教学", "≥95优", ""),
    ]


def test_name_comes_from_the_title_when_no_cell_prints_it() -> None:
    content = f"19、2023 年慰问经费绩效目标表\n\n绩效目标\t\t\t1.慰问职工\t\t\n{HEADING}" + (
        "产出指标\t数量指标\t慰问人数\t慰问人数\t≥22 人\t邢财行【2022】22号\n"
    )
    found = project(content)
    assert (found.name, found.cell.line, found.amount) == ("2023年慰问经费", 1, None)


def test_money_unit_that_is_printed_nowhere_is_told() -> None:
    content = MARKDOWN.replace("单位：万元\n", "")
    assert yuan(project(content).amount) == 4000000
    assert [(f.id, f.severity) for f in findings(content)] == [("R05", "info")]


# --- whole departments and persons ------------------------------------------------------------

WHOLE = (
    "单位整体支出绩效目标表\n\n(2024 年度)\n\n部门(单位)名称\t\t甲县就业服务中心\t\t\t\n"
    "总体目标\t目标 1: 保障运转。 目标 2: 提高服务。\t\t\t\t\n"
    "预算情况(万元)\t按支出类型分\t\t预算金额\t按来源类型分\t预算金额\n"
    "\t基本支出\t人员经费\t268.06\t当年财政拨款\t2891.26\n\t\t公用经费\t6.4\t上年结转资金\t1191.38\n"
    "\t\t合计\t274.46\t其他资金\t0\n\t项目支出\t\t3808.18\t收入预算合计\t4082.64\n"
    "\t\t支出预算合计\t\t4082.64\t\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t\n"
    "\t部门管理\t财务管理\t资金使用规范性\t规范\t\n\t\t采购管理\t采购规范性\t\t\n"
)


def test_whole_department_table_has_its_budget_block() -> None:
    found = extract(WHOLE, "unit-performance")
    (budget,) = (item for item in found if isinstance(item, UnitBudget))
    assert (budget.unit, budget.year, budget.cell.line) == ("甲县就业服务中心", 2024, 5)
    assert {key: str(amount.figure.printed) for key, amount in budget.amounts} == {
        "basic_personnel": "268.06",
        "basic_operating": "6.4",
        "basic_total": "274.46",
        "project_total": "3808.18",
        "expenditure_total": "4082.64",
        "fiscal_appropriation": "2891.26",
        "carry_over": "1191.38",
        "other_funds": "0",
        "revenue_total": "4082.64",
    }


TASKS = (
    "部门整体支出绩效目标表\n\n部门名称\t甲局\n"
    "年度主要任务\t任务名称\t主要内容\t预算金额（万元）\n\t\t\t总额\t财政拨款\t其他资金\n"
    "\t基本支出\t人员和公用\t865.00\t865.00\t\n\t培训\t办班6期\t264.00\t240.00\t24.00\n"
    "金额合计\t\t\t1,129.00\t1,105.00\t24.00\n年度总体目标\t培训农民。\n"
    "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t期数\t≥6期\n"
)


def test_sum_of_the_main_tasks_are_the_funds_of_the_department() -> None:
    found = extract(TASKS, "unit-performance")
    (unit,) = (item for item in found if isinstance(item, UnitBudget))
    assert [(key, amount.cell.text, amount.cell.line) for key, amount in unit.amounts] == [
        ("expenditure_total", "1,129.00", 8),
        ("fiscal_appropriation", "1,105.00", 8),
        ("other_funds", "24.00", 8),
    ]
    told = [item for item in found if isinstance(item, Finding)]
    assert [(item.id, item.severity, item.printed) for item in told] == [
        ("R05", "info", "基本支出；人员和公用；865.00；865.00"),
        ("R05", "info", "培训；办班6期；264.00；240.00；24.00"),
    ]
    assert [item.text for item in found if isinstance(item, Goal)] == ["培训农民。"]


def test_sum_of_tasks_outside_the_columns_of_funds_is_not_guessed() -> None:
    moved = TASKS.replace("金额合计\t\t\t1,129.00\t1,105.00\t24.00", "金额合计\t1,129.00\t24.00")
    found = extract(moved, "unit-performance")
    (unit,) = (item for item in found if isinstance(item, UnitBudget))
    assert "other_funds" not in dict(unit.amounts)
    assert any(item.printed == "24.00" for item in found if isinstance(item, Finding))


def test_goals_and_indicators_of_a_unit_have_its_name_and_no_project() -> None:
    found = extract(WHOLE, "unit-performance")
    owners = {(i.project, i.unit) for i in found if isinstance(i, Goal | Indicator)}
    assert owners == {(0, "甲县就业服务中心")}
    assert [(i.level2, i.target.printed) for i in found if isinstance(i, Indicator)] == [
        ("财务管理", "规范"),
        ("采购管理", ""),
    ]


def test_unit_is_named_by_the_title_when_no_cell_does() -> None:
    content = WHOLE.replace("部门(单位)名称\t\t甲县就业服务中心\t\t\t\n", "").replace(
        "单位整体", "甲县劳务办公室整体"
    )
    found = extract(content, "unit-performance")
    assert [item.unit for item in found if isinstance(item, UnitBudget)] == ["甲县劳务办公室"]


@pytest.mark.parametrize(
    ("value", "severity"), [("某某 13900000000", "violation"), ("某某", "info")]
)
def test_names_and_telephone_numbers_are_withheld(value: str, severity: str) -> None:
    content = (
        f"项目支出绩效目标表\n\n项目名称\t临聘工资\t\t项目负责人及联系电话\t{value}\n"
        f"{FIVE}\t产出指标\t数量指标\t人数\t12人\n"
    )
    found = extract(content)
    (finding,) = (item for item in found if isinstance(item, Finding))
    assert (finding.id, finding.severity, finding.line) == ("P09", severity, 3)
    assert "某某" not in repr(finding)
    assert all("1390000" not in repr(item) for item in found)


def test_row_that_holds_nothing_known_is_a_warning() -> None:
    content = MARKDOWN.replace("| 绩效目标 |", "| 奇怪的标签 | 0.5 | | | | | |\n| 绩效目标 |")
    assert [(f.id, f.severity) for f in findings(content)] == [("R05", "warning")] * len(
        findings(content)
    )
    assert findings(content)


def test_other_tables_are_not_claimed() -> None:
    content = "部门固定资产占用情况表\n\n项目\t数量\t价值\n资产总额\t1\t2.00\n"
    assert [performance.identify(table) for table in tables(content)] == [""]


def test_real_disclosures_give_all_projects_goals_and_indicators(disclosures: list[Path]) -> None:
    found: Counter[str] = Counter()
    for path in disclosures:
        for table in assemble(text.read(Source(path.name, path.read_bytes()))).tables:
            if performance.identify(table):
                found.update(type(item).__name__ for item in performance.extract(table, Context()))
    # 23 of the indicators and 8 of the goals are of whole departments.
    assert (found["Project"], found["Goal"], found["Indicator"]) == (156, 218 + 8, 1078 + 23)
