"""Headings of several levels in running text: what is known to stand under what, proven by rows."""

import pytest
from budgetgraph.converters.layout.flow.budget.heading.nested import nested

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

REVENUE = (
    "单位名称 收入总计 本年收入 上年结转结余\n"
    "小计 财政拨款收入 财政专户管理资金 事业收入 其他收入\n"
    "一般公共预算 政府性基金预算 国有资本经营预算\n"
)
SPENT = (
    "科目编码 科目名称 合计 一般公共预算 政府性基金预算 财政专户管理的支出 单位资金\n"
    "小计 基本支出 项目支出 小计 事业支出 其他支出\n"
)
PROJECTS = (
    "类型 项目名称 项目单位 合计 本年拨款 财政拨款结转结余 单位资金\n"
    "一般公共预算 政府性基金预算 一般公共预算 政府性基金预算\n"
)
YEARS = (
    "单位编码 单位名称 2023年 2024年 增减变化情况\n"
    "合计 “三公”经费预算 会议费 合计 “三公”经费预算 会议费 增减额 增减率（%）\n"
    "小计 公务接待费 公务用车运行维护费 小计 公务接待费 公务用车运行维护费\n"
)
FEES = (
    "单位编码 单位名称 合计 一般公共预算拨款 政府性基金拨款 事业收入 上年结转\n"
    "小计 其中：专项资金列入部门预算项目 金额 其中：纳入财政专户管理的收费\n"
)
FRAMED = "government-fund"  # so that there is something to read
FRAME = (
    "某县水利局2024年部门预算\n政府性基金预算支出表\n单位：万元\n"
    "科目编码 科目名称 合计 基本支出 项目支出\n合计 1.00 1.00\n212 城乡社区支出 1.00 1.00\n"
)


def paths(heading: str) -> list[str]:
    return ["/".join(path) for path in nested(tuple(heading.splitlines())) or ()]


def read(title: str, table: str) -> Disclosure:
    text = f"{FRAME}{title}\n单位：万元\n{table}"
    return convert(Source("a.txt", text.encode()))


def amounts(found: Disclosure) -> list[tuple[str, str, str]]:
    return [(n.label, n.measure, n.figure.printed) for n in found.lines if n.table != FRAMED]


def ids(found: Disclosure) -> set[str]:
    told = (f for f in found.findings if f.severity == "warning" and f.table != FRAMED)
    return {finding.id for finding in told}


def test_three_levels() -> None:
    assert paths(REVENUE)[1:5] == [
        "收入总计",
        "本年收入/小计",
        "本年收入/财政拨款收入/一般公共预算",
        "本年收入/财政拨款收入/政府性基金预算",
    ]
    assert paths(REVENUE)[-2:] == ["本年收入/其他收入", "上年结转结余"]


def test_each_sum_opens_the_parts_of_another_heading() -> None:
    assert paths(SPENT)[3:8] == [
        *("一般公共预算/小计", "一般公共预算/基本支出", "一般公共预算/项目支出"),
        *("政府性基金预算", "财政专户管理的支出"),
    ]
    assert paths(SPENT)[-1] == "单位资金/其他支出"
    assert paths(FEES)[3:5] == [
        "一般公共预算拨款/小计",
        "一般公共预算拨款/其中：专项资金列入部门预算项目",
    ]
    assert paths(FEES)[6:8] == ["事业收入/金额", "事业收入/其中：纳入财政专户管理的收费"]


def test_the_same_parts_come_again_and_changes_stand_together() -> None:
    assert paths(PROJECTS)[4:8] == [
        *("本年拨款/一般公共预算", "本年拨款/政府性基金预算"),
        *("财政拨款结转结余/一般公共预算", "财政拨款结转结余/政府性基金预算"),
    ]
    assert paths(YEARS)[2:7] == [
        "2023年/合计",
        *(f"2023年/“三公”经费预算/{name}" for name in ("小计", "公务接待费", "公务用车运行维护费")),
        "2023年/会议费",
    ]
    assert paths(YEARS)[-2:] == ["增减变化情况/增减额", "增减变化情况/增减率（%）"]


@pytest.mark.parametrize(
    "heading",
    [
        "科目编码 科目名称 合计 一般公共预算 政府性基金预算\n会议费 培训费",  # parts of neither
        "单位名称 本年收入 其中\n一般公共预算 单位资金 事业收入 其他收入 上年结转",  # two ways
        "单位名称 品目名称 数量 总计 一般公共预算",  # things to be bought
        "科目编码  科目名称  合计  资金来源\n一般公共预算  单位资金",  # places tell
        "合计 资金来源\n一般公共预算 单位资金",  # no names of rows
    ],
)
def test_other_headings_are_left_alone(heading: str) -> None:
    assert nested(tuple(heading.splitlines())) is None


def test_figures_stand_where_sums_prove() -> None:
    rows = (
        "合计 130.00 120.00 90.00 20.00 4.00 6.00 10.00\n"
        "水利局本级 100.00 92.00 70.00 12.00 4.00 6.00 8.00\n"
        "水文站 30.00 28.00 20.00 8.00 2.00\n"
    )
    found = read("部门收入预算总表", REVENUE.replace("事业收入 ", "") + rows)
    assert ("水文站", "上年结转结余", "2.00") in amounts(found)
    assert ("水文站", "一般公共预算", "20.00") in amounts(found)
    assert len(amounts(found)) == 19


def test_rows_that_contradict_a_heading_leave_it_unread() -> None:
    rows = (
        "208 社会保障支出 90.00 60.00 20.00 20.00 30.00\n"
        "213 农林水支出 50.00 40.00 7.00 7.00 9.00\n" * 2
    )
    found = read("部门支出预算表", SPENT + rows)
    assert not amounts(found)
    assert ids(found) & {"R01"}


def test_names_of_several_columns_are_told_by_their_words() -> None:
    heading = (
        "项目分类 项目代码 项目名称 项目单位 功能科目编码 功能科目名称 合计 一般公共预算 单位资金\n"
    )
    rows = (
        "311 专项业务类 530400241000000024000 河道 清淤 某县水利局 2130306 水利工程 9.00 9.00\n"
        "312 民生类 530400241000000024001 饮水安全 某县水利局 2130316 农村水利 6.00 4.00 2.00\n"
        "合计 15.00 13.00 2.00\n"
    )
    found = read("部门项目支出预算表", heading + rows)
    assert "R01" in ids(found)  # which of two blanks parts two names is open
    found = read("部门项目支出预算表", heading + rows.replace("河道 清淤", "河道清淤"))
    assert ("河道清淤", "一般公共预算", "9.00") in amounts(found)
    assert ("饮水安全", "单位资金", "2.00") in amounts(found)
    assert {line.code for line in found.lines if line.table != FRAMED} == {"2130306", "2130316", ""}


def test_fewer_names_than_columns_stand_on_the_left() -> None:
    heading = (
        "部门经济科目编码 部门经济科目名称 政府经济科目编码 政府经济科目名称 "
        "合计 人员经费 公用经费 备注\n"
    )
    rows = (
        "合计 13.00 10.00 3.00\n301 工资福利支出 10.00 10.00\n"
        "30101 基本工资 50101 工资奖金津补贴 10.00 10.00 按月发放\n"
        "302 商品和服务支出 3.00 3.00\n30201 办公费 50201 办公经费 3.00 3.00\n"
    )
    found = read("一般公共预算基本支出明细表（按支出经济分类科目）", heading + rows)
    assert ("办公费", "公用经费", "3.00") in amounts(found)
    assert ("工资福利支出", "人员经费", "10.00") in amounts(found)
    assert [line.code for line in found.lines if line.table != FRAMED][3:5] == ["301", "301"]


def test_what_is_known_in_any_case_counts_first() -> None:
    heading = (
        "科目编码 科目名称 总计 上年结转 财政拨款 单位资金\n"
        "类 款 项 小计 一般公共预算 政府性基金预算 小计 事业收入 其他收入\n"
    )
    assert paths(heading)[:7] == [
        *("科目编码/类", "科目编码/款", "科目编码/项", "科目名称", "总计", "上年结转"),
        "财政拨款/小计",
    ]
    assert paths(heading)[-1] == "单位资金/其他收入"


def test_the_same_parts_come_again_under_the_next_heading_only() -> None:
    heading = (
        "功能分类科目 支出合计 一般公共预算 政府性基金预算 其他资金\n"
        "编码 名称 小计 基本支出 项目支出 小计 基本支出 项目支出\n"
    )
    assert paths(heading)[6:] == [
        *("政府性基金预算/小计", "政府性基金预算/基本支出", "政府性基金预算/项目支出", "其他资金")
    ]


def test_rows_without_a_column_of_labels_are_left_alone() -> None:
    heading = "功能科目 单位代码 单位名称（功能分类科目名称） 总计 机关工资福利支出\n类 款 项\n"
    assert nested(tuple(heading.splitlines())) is None


def test_levels_of_two_classifications_and_a_page_number_between_rows() -> None:
    heading = (
        "部门预算支出经济分类科目 政府预算支出经济分类科目 合计 人员支出 公用支出\n"
        "类 款 科目名称 类 款 科目名称\n"
    )
    rows = (
        "合计 13.00 10.00 3.00\n301 工资福利支出 501 机关工资福利支出 10.00 10.00\n"
        "301 01 基本工资 501 01 工资奖金津补贴 10.00 10.00\n7\n"
        "302 商品和服务支出 502 机关商品和服务支出 3.00 3.00\n"
        "302 01 办公费 502 01 办公经费 3.00 3.00\n"
    )
    found = read("一般公共预算基本支出表", heading + rows)
    assert ("办公费", "公用支出", "3.00") in amounts(found)
    assert {n.code for n in found.lines if n.label == "办公费"} == {"30201"}
    assert "R08" not in ids(found)


def test_where_sums_are_silent_economic_classes_tell_people_from_office() -> None:
    heading = (
        "部门预算经济分类 政府预算经济分类 一般公共预算基本支出\n"
        "科目编码 科目名称 科目编码 科目名称 合计 人员支出 公用支出\n"
    )
    rows = (
        "合计 12.00 9.00 3.00\n30101 基本工资 50101 工资奖金津补贴 6.00 6.00\n"
        "30102 津贴补贴 50101 工资奖金津补贴 3.00 3.00\n30201 办公费 50201 办公经费 3.00 3.00\n"
    )
    found = read("一般公共预算基本支出情况表", heading + rows)
    assert ("办公费", "公用支出", "3.00") in amounts(found)
    assert ("津贴补贴", "人员支出", "3.00") in amounts(found)


def test_a_code_that_lacks_digits_leaves_rows_to_other_readers() -> None:
    heading = "部门经济科目编码 部门经济科目名称 政府经济科目编码 政府经济科目名称 合计 人员经费\n"
    rows = "合计 9.00 9.00\n3010 基本工资 50101 工资奖金津补贴 9.00 9.00\n1\n"
    found = read("一般公共预算基本支出表", heading + rows)
    assert "3010" not in {n.code for n in found.lines}


def test_rows_with_notes_behind_their_figures_are_told_where_one_has_no_figure() -> None:
    heading = "单位（项目）编码 项目名称 金额 项目简介\n"
    rows = (
        "合计 8.00\n415001 某县水利局 8.00\n61050024 水利工程维护 3.00 保障维护\n"
        "61050025 防汛抗旱 2.00 保障防汛\n61050026 农村饮水 保障饮水\n"
    )
    found = read("部门综合预算专项业务经费支出表", heading + rows)
    assert amounts(found) or "R01" in ids(found)


LEVELS = (
    "某县水利局2024年部门预算\n{title}\n单位：万元\n"
    "{heading}合计 {total}\n{unit}某县水利局 {total}\n{rows}"
)


def rows_of(found: Disclosure) -> dict[str, list[tuple[str, str]]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for line in found.lines:
        rows.setdefault(line.code or line.label, []).append((line.measure, line.figure.printed))
    return rows


def test_row_of_the_department_begins_with_its_code_alone() -> None:
    text = LEVELS.format(
        title="部门支出总体情况表",
        heading="科目编码 单位代码 单位（科目）名称 合计 基本支出 项目支出\n"
        "类 款 项 小计 工资福利支出 商品和服务支出 小计 其他运转类 特定目标类\n",
        total="900.00 600.00 500.00 100.00 300.00 90.00 210.00",
        unit="049 ",
        rows="213 03 01 049001 行政运行 600.00 600.00 500.00 100.00\n"
        "213 03 05 049001 水利工程建设 300.00 300.00 90.00 210.00\n",
    )
    found = convert(Source("a.txt", text.encode()))
    rows = rows_of(found)
    assert list(rows) == ["合计", "某县水利局", "2130301", "2130305"]
    assert rows["某县水利局"] == rows["合计"]
    assert rows["2130305"][1:] == [
        ("小计", "300.00"),
        ("其他运转类", "90.00"),
        ("特定目标类", "210.00"),
    ]


def test_of_two_equal_names_that_of_this_year_has_the_parts() -> None:
    text = LEVELS.format(
        title="部门收入总体情况表",
        heading="科目编码 单位（科目）名称 总计 本年收入 上年结转结余\n"
        "类 款 项 合计 一般公共预算 政府性基金预算 单位资金 合计 一般公共预算\n"
        "小计 其中：财政拨款\n",
        total="900.00 870.00 800.00 790.00 10.00 60.00 30.00 30.00",
        unit="",
        rows="213 03 01 行政运行 600.00 600.00 600.00 590.00\n"
        "213 03 05 水利工程建设 300.00 270.00 200.00 200.00 10.00 60.00 30.00 30.00\n",
    )
    found = convert(Source("a.txt", text.encode()))
    rows = rows_of(found)
    assert list(rows) == ["合计", "某县水利局", "2130301", "2130305"]
    assert [measure for measure, _ in rows["2130305"]] == [
        *("总计", "合计", "小计", "其中：财政拨款"),
        *("政府性基金预算", "单位资金", "合计", "一般公共预算"),
    ]


def test_budget_of_the_three_public_expenses_is_one_name_of_a_column() -> None:
    rows = "合计 7.93\n1、因公出国（境）费用\n2、公务接待费 1.07\n3、公务用车费 6.86\n"
    text = FRAME + "“三公”经费支出情况表\n单位：万元\n项目 2024年“三公”经费预算数\n" + rows
    found = convert(Source("a.txt", text.encode()))
    lines = [line for line in found.lines if line.table == "three-public"]
    assert {line.measure for line in lines} == {"2024年“三公”经费预算数"}
    assert [line.figure.printed for line in lines] == ["7.93", "1.07", "6.86"]
