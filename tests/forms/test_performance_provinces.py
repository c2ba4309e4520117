"""Performance tables as other provinces print them."""

import pytest
from budgetgraph.converters.forms import performance
from performance_fixture import FIVE, extract, findings, indicators, project, tables, yuan

from budgetgraph.contract import Context
from budgetgraph.model import Finding, Goal, Indicator, Project

# --- other provinces --------------------------------------------------------------------------


def test_national_form_has_departments_and_money_in_the_label_cells() -> None:
    content = (
        "项目支出绩效目标申报表\n\n（2024年度）\n\n项目名称\t道路维护\t\t\t\n"
        "主管部门及代码\t[015]甲市住建局\t\t实施单位\t甲市市政处\n"
        "项目资金（万元）\t年度资金总额：\t120.5\t\t\n\t其中：财政拨款\t100\t\t\n\t上年结转\t20.5\t\t\n"
        "\t其他资金\t0\t\t\n总体目标\t保障通行\t\t\t\n"
        f"{FIVE}\t产出指标\t数量指标\t维护长度\t≥12公里\n"
    )
    found = project(content)
    assert (found.department, found.implementing_unit) == ("甲市住建局", "甲市市政处")
    money = (found.amount, found.fiscal, found.carry_over, found.other)
    assert [yuan(amount) for amount in money] == [1205000, 1000000, 205000, 0]


def test_label_and_value_may_share_a_cell() -> None:
    content = (
        "项目支出绩效目标表\n\n项目名称：校园安保\t\t主管部门 甲县教育局\t\t\n"
        "项目资金(万元)\t年度资金总额：36\t其中:财政拨款 30\t其他资金 6.00\t\n"
        f"{FIVE}\t产出指标\t数量指标\t人数\t12人\n"
    )
    found = project(content)
    assert (found.name, found.department) == ("校园安保", "甲县教育局")
    assert [yuan(a) for a in (found.amount, found.fiscal, found.other)] == [360000, 300000, 60000]


def test_money_in_yuan_is_read_as_yuan() -> None:
    content = (
        "项目支出绩效目标表\n\n项目名称\t安保\t\t\t\n项目资金（元）\t年度资金总额\t360000\t其中：财政拨款\t360000\n"
        f"{FIVE}\t产出指标\t数量指标\t人数\t12人\n"
    )
    assert yuan(project(content).amount) == 360000


def test_merged_cell_of_a_heading_may_be_one_where_each_cell_has_a_line() -> None:
    rows = [
        "部门（单位）名称|项目名称|预算金额|绩效目标|绩效指标|绩效指标性质|绩效指标值|绩效度量单位",
        "||||一级指标|二级指标|三级指标|||",
        "甲市林业局|森林抚育|2,568.10|抚育森林|产出指标|数量指标|培训场次|≥|24|场次",
        "||||效益指标|可持续影响指标|管理机制|定性|健全|",
    ]
    body = "\n\n".join("\n".join(f"\t{cell}" for cell in row.split("|")) for row in rows)
    found = extract(f"项目支出绩效表\n单位：万元\n\n{body}\n")
    assert [(i.level3, i.target.printed) for i in found if isinstance(i, Indicator)] == [
        ("培训场次", "≥24场次"),
        ("管理机制", "健全"),
    ]
    assert [(p.name, p.unit) for p in found if isinstance(p, Project)] == [
        ("森林抚育", "甲市林业局")
    ]
    assert not [item for item in found if isinstance(item, Finding)]


def test_amount_of_all_years_is_the_project_s_where_the_year_has_none() -> None:
    content = (
        "2024年部门预算专项业务经费绩效目标表\n\n专项（项目）名称\t水利工程\t\t\t\n"
        "资金金额（万元）\t实施期资金总额：\t\t268.00\t\n\t其中：财政拨款\t\t268.00\t\n{year}"
        f"总体目标\t保障运行\t\t\t\n{FIVE}\t产出指标\t数量指标\t工程数量\t6处\n"
    )
    alone, beside = content.format(year=""), content.format(year="\t年度资金总额\t\t100.00\t\n")
    assert yuan(project(alone).amount) == 2680000
    assert not findings(alone)
    assert yuan(project(beside).amount) == 1000000
    assert [finding.printed for finding in findings(beside)] == ["268.00"]


def test_list_with_a_column_of_names_holds_several_projects() -> None:
    content = (
        "部门预算项目支出绩效目标表\n单位：万元\n\n"
        "单位名称\t项目名称\t项目金额\t年度目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\n"
        "甲县图书馆\t免费开放\t50.00\t保障开放\t产出指标\t数量指标\t开放天数\t≥\t300\t天\t20\n"
        "\t\t\t\t\t质量指标\t完好率\t＝\t95\t%\t20\n"
        "\t古籍修复\t8.20\t修复古籍\t效益指标\t社会效益指标\t保护水平\t定性\t提升\t\t20\n"
    )
    found = extract(content)
    projects = [item for item in found if isinstance(item, Project)]
    assert [(p.number, p.name, p.unit, yuan(p.amount)) for p in projects] == [
        (1, "免费开放", "甲县图书馆", 500000),
        (2, "古籍修复", "甲县图书馆", 82000),
    ]
    assert [(i.project, i.level3, i.target.printed) for i in found if isinstance(i, Indicator)] == [
        (1, "开放天数", "≥300天"),
        (1, "完好率", "＝95%"),
        (2, "保护水平", "提升"),
    ]


def test_list_may_name_units_and_projects_in_one_column_and_the_value_its_content() -> None:
    content = (
        "一、部门基本概况\n（一）职能职责\n负责民政工作。\n项目支出绩效目标表\n单位：万元\n\n"
        "单位编码\t单位（专项）名称\t资金总额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值内容\t度量单位\t指标值类型\n"
        "501001\t甲市民政局本级\t44.20\t\t\t\t\t\t\t\n"
        "501001\t社会救助\t36.00\t做好救助\t产出指标\t数量指标\t培训场次\t24\t场次\t大于等于\n"
        "\t\t\t\t\t质量指标\t合格率\t95\t%\t大于等于\n"
        "501001\t城市低保\t8.20\t做好低保\t产出指标\t数量指标\t发放人数\t1386\t人\t等于\n"
    )
    found = extract(content)
    assert [
        (p.number, p.name, p.unit, yuan(p.amount)) for p in found if isinstance(p, Project)
    ] == [(1, "社会救助", "甲市民政局本级", 360000), (2, "城市低保", "甲市民政局本级", 82000)]
    assert [
        (i.level3, i.description, i.target.printed) for i in found if isinstance(i, Indicator)
    ] == [("培训场次", "", "≥24场次"), ("合格率", "", "≥95%"), ("发放人数", "", "=1386人")]
    assert not [item for item in found if isinstance(item, Finding)]


def test_value_content_beside_a_value_describes_it() -> None:
    content = (
        "项目支出绩效目标表\n单位：万元\n\n"
        "项目名称\t一级指标\t二级指标\t三级指标\t指标值类型\t指标值\t度量单位\t指标值内容\n"
        "社会救助\t产出指标\t数量指标\t培训场次\t大于等于\t24\t场次\t全年举办的培训\n"
    )
    assert indicators(content) == [
        ("产出指标", "数量指标", "培训场次", "全年举办的培训", "≥24场次", "")
    ]


def test_code_before_the_name_is_the_code_and_the_goal_may_be_the_year_s_overall_one() -> None:
    content = (
        "项目支出绩效表\n单位：万元\n\n"
        "项目名称\t年度总体绩效目标\t一级指标\t二级指标\t三级指标\t绩效指标性质\t绩效指标值\t绩效度量单位\n"
        "42050024T000000100408-基本公共卫生服务\t完成服务任务。\t产出指标\t数量指标\t检查次数\t≥\t120\t次\n"
        "传染病防控（42050024T000000100409）\t完成防控任务。\t产出指标\t数量指标\t检查次数\t≥\t9\t次\n"
    )
    found = extract(content)
    assert [(p.code, p.name) for p in found if isinstance(p, Project)] == [
        ("42050024T000000100408", "基本公共卫生服务"),
        ("42050024T000000100409", "传染病防控"),
    ]
    assert [g.text for g in found if isinstance(g, Goal)] == ["完成服务任务。", "完成防控任务。"]
    assert not [item for item in found if isinstance(item, Finding)]


def test_code_before_the_name_is_no_part_of_it_in_the_label_cells() -> None:
    content = (
        "项目支出绩效目标表\n单位：万元\n\n项目名称\t42050024T000000100408-道路维护\t\t\t\n"
        f"总体目标\t保障通行\t\t\t\n{FIVE}\t产出指标\t数量指标\t维护长度\t≥12公里\n"
    )
    assert (project(content).code, project(content).name) == ("42050024T000000100408", "道路维护")


def test_list_whose_heading_has_two_levels_is_one_on_every_page() -> None:
    heading = (
        "单位编码\t项目名称\t预算金额\t绩效目标\t绩效指标\t\t\t\t\n"
        "\t\t\t\t一级指标\t二级指标\t三级指标\t绩效指标值\t权重\n"
    )
    content = (
        f"部门项目支出绩效目标表\n单位：万元\n\n{heading}"
        f"101001\t免费开放\t50.00\t保障开放\t产出指标\t数量指标\t开放天数\t≥300天\t20\n{heading}"
        "101001\t免费开放\t50.00\t保障开放\t产出指标\t质量指标\t完好率\t≥95%\t20\n"
        "101001\t古籍修复\t8.20\t修复古籍\t产出指标\t数量指标\t册数\t40册\t20\n"
    )
    found = extract(content)
    assert [(p.name, yuan(p.amount)) for p in found if isinstance(p, Project)] == [
        ("免费开放", 500000),
        ("古籍修复", 82000),
    ]
    assert [(i.project, i.level3) for i in found if isinstance(i, Indicator)] == [
        (1, "开放天数"),
        (1, "完好率"),
        (2, "册数"),
    ]
    assert not [item for item in found if isinstance(item, Finding)]


WIDE = """部门预算项目绩效目标汇总表
单位：万元

| 编码 | 单位（项目名称） | 项目金额 | | 绩效指标 | | | | 绩效目标 | 奇怪的栏 |
|---|---|---|---|---|---|---|---|---|---|
| | | 资金总额 | 政府预算资金 | 成本指标 | | 产出指标 | | | |
| | | | | 三级指标 | 指标值 | 三级指标 | 指标值 | | |
| 301 | 甲县图书馆 | 58.20 | 50.00 | | | | | | |
| 41000 | 免费开放 | 50.00 | 50.00 | 项目成本 | ≤50万元 | 开放天数 | ≥300天 | 保障开放 | |
| | | | | | | 完好率 | ≥95% | | |
| 41001 | 古籍修复 | 8.20 | | | | 册数 | 40册 | 修复古籍 | 某值 |
"""


def test_indicators_in_columns_below_their_levels_belong_to_the_project_of_the_row() -> None:
    found = extract(WIDE)
    projects = [item for item in found if isinstance(item, Project)]
    assert [(p.number, p.name, p.unit, yuan(p.amount), yuan(p.fiscal)) for p in projects] == [
        (1, "免费开放", "甲县图书馆", 500000, 500000),
        (2, "古籍修复", "甲县图书馆", 82000, None),
    ]
    assert [
        (i.project, i.level1, i.level3, i.target.printed) for i in found if isinstance(i, Indicator)
    ] == [
        (1, "成本指标", "项目成本", "≤50万元"),
        (1, "产出指标", "开放天数", "≥300天"),
        (1, "产出指标", "完好率", "≥95%"),
        (2, "产出指标", "册数", "40册"),
    ]
    assert [(i.project, i.text) for i in found if isinstance(i, Goal)] == [
        (1, "保障开放"),
        (2, "修复古籍"),
    ]
    assert [item.printed for item in found if isinstance(item, Finding)] == ["某值"]


def test_target_is_the_one_of_the_whole_year_under_any_name() -> None:
    content = (
        "1、慰问绩效目标表\n\n一级指标\t二级指标\t三级指标\t半年（程）目标值\t全年（程）目标值\n"
        "产出指标\t数量指标\t人数\t3人\t6人\n"
    )
    assert [row[4] for row in indicators(content)] == ["6人"]
    assert not findings(content)


def test_column_that_nothing_understands_is_told() -> None:
    content = "1、慰问绩效目标表\n\n一级指标\t二级指标\t三级指标\t指标值\t奇怪的列\n" + (
        "产出指标\t数量指标\t人数\t3人\t某值\n"
    )
    assert [(f.id, f.printed) for f in findings(content)] == [("R05", "奇怪的列"), ("R05", "某值")]


FUNDS = "产出指标\t数量指标\t期数\t≥6期\n"


def test_money_stands_below_its_labels_where_none_has_a_value_beside_it() -> None:
    found = project(
        "1、培训经费绩效目标表\n\n项目名称\t培训\n"
        "项目资金（万元）\t年度资金总额\t财政拨款\t其他资金\n\t264.00\t240.00\t24.00\n"
        "总体目标\t培训农民。\n一级指标\t二级指标\t三级指标\t指标值\n" + FUNDS
    )
    assert list(map(yuan, (found.amount, found.fiscal, found.other))) == [2640000, 2400000, 240000]


def test_figures_below_labels_that_have_their_values_are_told() -> None:
    content = (
        "1、培训经费绩效目标表\n\n项目名称\t培训\n项目资金（万元）\t年度资金总额\t264.00\n"
        "\t240.00\n一级指标\t二级指标\t三级指标\t指标值\n" + FUNDS
    )
    assert [finding.printed for finding in findings(content)] == ["240.00"]


def test_list_of_projects_has_columns_of_funds() -> None:
    content = (
        "项目绩效目标表\n单位：万元\n"
        "项目名称\t资金总额\t财政拨款\t上年结转\t其他资金\t一级指标\t二级指标\t三级指标\t指标值\n"
        "培训\t264.00\t230.00\t10.00\t24.00\t" + FUNDS
    )
    found = project(content)
    parts = (found.amount, found.fiscal, found.carry_over, found.other)
    assert list(map(yuan, parts)) == [2640000, 2300000, 100000, 240000]
    assert not findings(content)


def test_projects_and_units_share_a_column_before_columns_of_indicators() -> None:
    (table,) = tables(
        "部门预算项目绩效目标汇总表\n\n"
        "单位编码（项目编码）\t单位（项目）名称\t项目金额（万元）\t\t\t绩效目标\t成本指标\t\t产出指标\t\n"
        "\t\t资金总额\t财政性资金\t其他资金\t\t三级指标\t指标值\t三级指标\t指标值\n"
        "049001\t某县林业局\t286.60\t220.00\t66.60\t\t\t\t\t\n"
        "410000000000001\t森林防火\t286.60\t220.00\t66.60\t完成防火任务\t单位成本\t≤12.5元\t巡查\t≥120次\n"
    )
    found = list(performance.extract(table, Context()))
    (named,) = (item for item in found if isinstance(item, Project))
    assert (named.name, named.unit, yuan(named.amount)) == ("森林防火", "某县林业局", 2866000)
    assert [(i.level1, i.level3) for i in found if isinstance(i, Indicator)] == [
        ("成本指标", "单位成本"),
        ("产出指标", "巡查"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "绩效指标\t指标\t指标权重\t计量单位\t指标性质\t指标值",
        "\t绩效指标\t指标权重\t计量单位\t指标性质\t指标值",
    ],
)
def test_indicators_without_levels_are_named_below_a_bare_heading(heading: str) -> None:
    content = (
        "2021年项目绩效目标表\n\n编制单位：\t某区水利局\t\t\t\t\n"
        "项目名称\t山坪塘整治\t\t业务主管部门\t某区水务局\t\n"
        "当年预算（万元）\t320.00\t\t本级支出（万元）\t300.00\t\n当年绩效目标\t按期完成整治\t\t\t\t\n"
        f"{heading}\n\t整治数量\t60\t口\t≥\t24\n\t验收合格率\t40\t%\t≥\t95\n"
    )
    found = project(content)
    assert (found.unit, found.department) == ("某区水利局", "某区水务局")
    assert [yuan(amount) for amount in (found.amount, found.fiscal)] == [3200000, 3000000]
    assert [(row[2], row[4]) for row in indicators(content)] == [
        ("整治数量", "≥24口"),
        ("验收合格率", "≥95%"),
    ]
    assert not findings(content)


def test_what_the_money_of_a_project_is_for_is_no_indicator() -> None:
    content = (
        "项目支出绩效表\n单位：万元\n\n"
        "单位名称\t项目名称\t项目类别\t资金用途\t项目金额\t年度绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n"
        "某局\t草原监测\t特定目标类\t监测站点运行\t12.50\t监测草原\t产出指标\t数量指标\t监测点\t≥30个\n"
    )
    assert not findings(content)
    assert indicators(content) == [("产出指标", "数量指标", "监测点", "", "≥30个", "")]
