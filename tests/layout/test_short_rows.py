"""Rows too short because cells merged from above are missing: their cells back in their columns."""

from budgetgraph.converters.layout.assemble import Assembly, assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.model import Table

BASIC = """表4 一般公共预算支出表

单位：万元

|  |  |  |  |  |  |  |
| --- | --- | --- | --- | --- | --- | --- |
| 科目编码 | 科目名称 | 合计 | 基本支出 | | | 项目支出 |
| 小计 | 人员经费 | 公用经费 |
| 208 | 社会保障和就业支出 | 30.00 | 10.00 | 7.00 | 3.00 | 20.00 |
"""
FORM = """项目支出绩效目标表

| 项目名称 | 甲项目 | | | | | |
| --- | --- | --- | --- | --- | --- | --- |
| 项目资金（万元） | 年度资金总额 | | 12.00 | | | |
| 其中：财政拨款 | | 12.00 | | | |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | | 指标值 | 分值 |
| 产出指标 | 数量指标 | 补助人数 | | ≥10人 | 20 |
| 质量指标 | 准确率 | | ＝100% | 10 |
| 按时完成 | | 12月底前 | 10 |
| 成本指标 | 经济成本指标 | 人均标准 | | ≤3元 | 20 |
"""


def lay_out(content: str) -> Assembly:
    return assemble(text.read(Source("a.txt", content.encode())))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def paths(content: str) -> list[tuple[str, ...]]:
    (table,) = lay_out(content).tables
    return [column.path for column in table.columns]


def test_short_heading_row_stands_below_the_cells_that_span_columns() -> None:
    assert paths(BASIC) == [
        ("科目编码",),
        ("科目名称",),
        ("合计",),
        ("基本支出", "小计"),
        ("基本支出", "人员经费"),
        ("基本支出", "公用经费"),
        ("项目支出",),
    ]


def test_headings_of_three_levels() -> None:
    content = """表3 部门支出总表

| 科目编码 | | | 科目名称 | 合计 | 本年支出 | | | | 上年结转 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 类 | 款 | 项 | 小计 | 基本支出 | | 项目支出 |
| 人员经费 | 公用经费 |
| 208 | 01 | 01 | 行政运行 | 30.00 | 30.00 | 7.00 | 3.00 | 20.00 | |
"""
    assert paths(content)[2:9] == [
        ("科目编码", "项"),
        ("科目名称",),
        ("合计",),
        ("本年支出", "小计"),
        ("本年支出", "基本支出", "人员经费"),
        ("本年支出", "基本支出", "公用经费"),
        ("本年支出", "项目支出"),
    ]


def test_indicators_stand_in_the_columns_that_their_words_belong_to() -> None:
    (table,) = lay_out(FORM).tables
    assert texts(table)[4:] == [
        ["", "产出指标", "数量指标", "补助人数", "", "≥10人", "20"],
        ["", "", "质量指标", "准确率", "", "＝100%", "10"],
        ["", "", "", "按时完成", "", "12月底前", "10"],
        ["", "成本指标", "经济成本指标", "人均标准", "", "≤3元", "20"],
    ]
    assert [cell.line for cell in table.rows[5]] == [9] * 7


def test_a_list_has_its_projects_merged_over_their_indicators() -> None:
    content = """项目支出绩效目标表

| 单位名称 | 项目名称 | 绩效指标 | | | | |
| --- | --- | --- | --- | --- | --- | --- |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |
| 甲局 | 甲项目 | 产出指标 | 数量指标 | 补助人数 | ≥10人 | 20 |
| 产出指标 | 质量指标 | 准确率 | ＝100% | 10 |
"""
    (table,) = lay_out(content).tables
    assert texts(table)[1][:3] == ["", "", "一级指标"]
    assert texts(table)[3] == ["", "", "产出指标", "质量指标", "准确率", "＝100%", "10"]


def test_units_merged_over_their_rows_leave_them_their_columns() -> None:
    content = """表8 项目支出表

| 单位名称 | 项目名称 | 合计 | 其他收入 |
| --- | --- | --- | --- |
| 甲局 | 甲项目 | 10.00 | |
| 乙项目 | 20.00 | 5.00 |
"""
    (table,) = lay_out(content).tables
    assert texts(table)[1] == ["", "乙项目", "20.00", "5.00"]


def test_rows_whose_writer_left_out_empty_cells_at_the_end_stay() -> None:
    budget = """表2 部门收入总表

| 科目编码 | 科目名称 | 合计 | 财政拨款收入 | 其他收入 |
| --- | --- | --- | --- | --- |
| 208 | 社会保障和就业支出 | 30.00 | 10.00 | 20.00 |
| 20801 | 人力资源管理 | 10.00 | 10.00 |
| 2080101 | 行政运行 | 10.00 |
"""
    assert texts(lay_out(budget).tables[0])[1:] == [
        ["20801", "人力资源管理", "10.00", "10.00", ""],
        ["2080101", "行政运行", "10.00", "", ""],
    ]
    form = FORM.split("| 绩效指标", maxsplit=1)[0] + (
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 备注 |\n"
        "| 产出指标 | 数量指标 | 补助人数 | ≥10人 |\n"
        "| | 质量指标 | 准确率 | ＝100% |\n"
    )
    assert [row[:4] for row in texts(lay_out(form).tables[0])[-2:]] == [
        ["产出指标", "数量指标", "补助人数", "≥10人"],
        ["", "质量指标", "准确率", "＝100%"],
    ]


def test_tables_copied_with_tabs_lose_cells_alike() -> None:
    rows = [line.strip("|") for line in FORM.splitlines() if line.startswith("|")]
    tabbed = "\n".join(
        "\t".join(cell.strip() for cell in row.split("|")) for row in rows if "---" not in row
    )
    (table,) = lay_out("项目支出绩效目标表\n\n" + tabbed).tables
    assert texts(table)[5] == ["", "", "质量指标", "准确率", "", "＝100%", "10"]


def test_headings_that_span_alone_are_opened_out_by_their_names() -> None:
    content = """表4 一般公共预算支出表

科目编码| 科目名称| 合计| 基本支出| 项目支出
---|---|---|---|---
小计| 人员经费| 公用经费
208| 社会保障和就业支出| 30.00| 10.00| 7.00| 3.00| 20.00
"""
    assert paths(content) == paths(BASIC)


def test_indicators_of_rows_without_any_merged_cell() -> None:
    content = """项目支出绩效目标表

项目名称| 甲项目
---|---
绩效指标| 一级指标| 二级指标| 三级指标| 指标值| 分值
产出指标| 数量指标| 补助人数| ≥10人| 20
准时率| ≥95%| 10
"""
    (table,) = lay_out(content).tables
    assert texts(table)[0][:2] == ["项目名称", "甲项目"]
    assert texts(table)[1:] == [
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值"],
        ["", "产出指标", "数量指标", "补助人数", "≥10人", "20"],
        ["", "", "", "准时率", "≥95%", "10"],
    ]


def test_one_name_over_all_indicators_spans_their_columns() -> None:
    content = """项目支出绩效目标表

单位名称| 项目名称| 绩效指标
---|---|---
一级指标| 二级指标| 三级指标| 指标值| 权重
甲局| 甲项目| 产出指标| 数量指标| 补助人数| ≥10人| 20
产出指标| 质量指标| 准确率| ＝100%| 10
"""
    (table,) = lay_out(content).tables
    assert texts(table)[1][2:] == ["一级指标", "二级指标", "三级指标", "指标值", "权重"]
    assert texts(table)[3][:3] == ["", "", "产出指标"]


def test_headings_that_name_no_group_are_nested_by_what_stands_below_them() -> None:
    content = """表5 财政拨款支出表

项目| 总计| 财政拨款| 其他资金
---|---|---|---
科目编码| 名称| 合计| 一般公共预算| 政府性基金预算
类| 款
208| | 社会保障| 60.00| 50.00| 30.00| 20.00| 10.00
208| 01| 管理| 60.00| 50.00| 30.00| 20.00| 10.00
"""
    assert paths(content) == [
        ("项目", "科目编码", "类"),
        ("项目", "科目编码", "款"),
        ("项目", "名称"),
        ("总计",),
        ("财政拨款", "合计"),
        ("财政拨款", "一般公共预算"),
        ("财政拨款", "政府性基金预算"),
        ("其他资金",),
    ]


def test_headings_that_fit_in_several_ways_stay_as_they_are() -> None:
    content = """表5 支出表

项目| 甲类支出| 乙类支出
---|---|---
丙类支出| 丁类支出| 戊类支出| 己类支出| 庚类支出
行政运行| 1.00| 2.00| 3.00| 4.00| 5.00
"""
    (table,) = lay_out(content).tables
    cells = [cell for row in (*table.heading_rows, *table.rows) for cell in row]
    assert all(cell.column_span == 1 for cell in cells)
    printed = [cell.text for cell in cells if cell.text]
    assert (
        printed
        == content.split("\n", 2)[2].replace("---|---|---\n", "").replace("| ", "\n").split()
    )


def test_headings_in_no_list_take_part_in_nesting() -> None:
    content = """表8 项目支出表

支出项目类别（资金使用单位）| 总计| 财政拨款| 财政专户拨款| 其他资金
---|---|---|---|---
合计| 一般公共预算| 政府性基金预算| 国有资本经营预算
滨海监测局| 131.00| 120.00| 100.00| 20.00| 0.00| 6.00| 5.00
"""
    assert paths(content) == [
        ("支出项目类别（资金使用单位）",),
        ("总计",),
        ("财政拨款", "合计"),
        ("财政拨款", "一般公共预算"),
        ("财政拨款", "政府性基金预算"),
        ("财政拨款", "国有资本经营预算"),
        ("财政专户拨款",),
        ("其他资金",),
    ]


def test_half_over_several_parts_begins_where_headings_speak_of_it() -> None:
    cells = "收入/支出//项目/预算数/支出功能分类科目/预算数/政府预算支出经济分类科目/预算数//"
    cells += "一、财政拨款/5.00/一、农林水支出/5.00/一、机关工资福利支出/5.00//"
    cells += "收入总计/5.00/支出总计/5.00/支出总计/5.00//"
    printed = "\n".join(f"\t{cell}" if cell else "" for cell in cells.split("/"))
    assert [path[0] for path in paths(f"收支总表\n单位：万元\n\n{printed}\n")] == ["收入"] * 2 + [
        "支出"
    ] * 4


def test_rows_tell_where_the_second_half_begins_when_headings_do_not() -> None:
    cells = "收入/支出//项目/预算数/项目（按功能）/预算数/项目（按经济）/预算数"
    cells += "/项目（按政府经济）/预算数//"
    cells += (
        "一、财政拨款收入/5.00/一、农林水支出/5.00/一、基本支出/5.00/一、机关工资福利支出/5.00//"
    )
    cells += "收入总计/5.00/支出总计/5.00/支出总计/5.00/支出总计/5.00//"
    printed = "\n".join(f"\t{cell}" if cell else "" for cell in cells.split("/"))
    assert [path[0] for path in paths(f"收支总表\n单位：万元\n\n{printed}\n")] == [
        *["收入"] * 2,
        *["支出"] * 6,
    ]


def test_empty_cells_below_tell_which_of_the_names_above_span_columns() -> None:
    rows = [
        ["功能分类科目", "2022年执行数", "2023年预算数", "2023年预算数比2022年执行数"],
        ["科目编码", "科目名称", "", "小计", "基本支出", "项目支出", "增减额", "增减%"],
        ["208", "社会保障和就业支出", "80.00", "100.00", "60.00", "40.00", "20.00", "25.00%"],
        ["20805", "行政事业单位养老支出", "80.00", "100.00", "60.00", "40.00", "20.00", "25.00%"],
    ]
    printed = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)
    assert paths(f"一般公共预算支出表\n单位：万元\n\n{printed}\n") == [
        ("功能分类科目", "科目编码"),
        ("功能分类科目", "科目名称"),
        ("2022年执行数",),
        ("2023年预算数", "小计"),
        ("2023年预算数", "基本支出"),
        ("2023年预算数", "项目支出"),
        ("2023年预算数比2022年执行数", "增减额"),
        ("2023年预算数比2022年执行数", "增减%"),
    ]


def test_names_of_two_classifications_are_no_beginnings_of_the_names_below() -> None:
    rows = [
        ["部门预算经济分类", "政府预算经济分类", "一般公共预算基本支出"],
        ["科目编码", "科目名称", "科目编码", "科目名称", "合计", "人员支出", "公用支出"],
        ["30101", "基本工资", "50101", "工资奖金津补贴", "60.00", "60.00", ""],
        ["30201", "办公费", "50201", "办公经费", "6.50", "", "6.50"],
    ]
    printed = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)
    found = paths(f"一般公共预算基本支出情况表\n单位：万元\n\n{printed}\n")
    assert [path[0] for path in found] == [
        *["部门预算经济分类"] * 2,
        *["政府预算经济分类"] * 2,
        *["一般公共预算基本支出"] * 3,
    ]


def test_fees_for_education_stand_below_what_institutions_earn() -> None:
    content = """部门收入总表

| 科目 | 合计 | 上年结转 | 一般公共预算拨款收入 | 事业收入 | 其他收入 |
| --- | --- | --- | --- | --- | --- |
| 科目编码 | 科目名称 | 金额 | 其中：教育收费 |
| 205 | 教育支出 | 30.00 | 5.00 | 25.00 | | | |
| 20502 | 普通教育 | 30.00 | 5.00 | 25.00 | | | |
"""
    assert paths(content)[4:] == [
        ("一般公共预算拨款收入",),
        ("事业收入", "金额"),
        ("事业收入", "其中：教育收费"),
        ("其他收入",),
    ]


def test_sum_of_income_heads_no_other_columns() -> None:
    content = """部门收入总表

| 功能科目编码 | 功能科目名称 | 收入合计 | 本年收入 | 上年结转结余 |
| --- | --- | --- | --- | --- |
| 本年收入小计 | 一般公共预算拨款 | 政府性基金预算拨款 |
| 205 | 教育支出 | 35.00 | 30.00 | 30.00 | 0.00 | 5.00 |
| 20502 | 普通教育 | 35.00 | 30.00 | 30.00 | 0.00 | 5.00 |
"""
    assert paths(content)[2:] == [
        ("收入合计",),
        ("本年收入", "本年收入小计"),
        ("本年收入", "一般公共预算拨款"),
        ("本年收入", "政府性基金预算拨款"),
        ("上年结转结余",),
    ]
