"""Tables as tools write them that find tables in the lines of a page: Markdown, each page apart."""

import pytest
from budgetgraph.converters.forms import performance
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.layout.found.segments import Label, divide
from budgetgraph.converters.readers import text
from performance_fixture import extract, goals, indicators, project, yuan

from budgetgraph.contract import Context, Source
from budgetgraph.model import Cell, Goal, Indicator, Project, Table

TITLE = "项目支出绩效目标表\n\n"
NAME = "|项目名称|经费|||||\n|---|---|---|---|---|---|\n"
FORM = f"{TITLE}{NAME}||一级指标|二级指标|三级指标|指标值|分值|\n"
LIST = f"{TITLE}|项目名称|年度目标|一级指标|二级指标|三级指标|指标值|\n|---|---|---|---|---|---|\n"


def levels(content: str) -> list[tuple[str, str, str]]:
    return [(row[0], row[1], row[2]) for row in indicators(content)]


def tables(content: str) -> tuple[Table, ...]:
    found: tuple[Table, ...] = assemble(text.read(Source("a.md", content.encode()))).tables
    return found


# --- levels in the middle of their rows --------------------------------------------------------


def test_first_level_counts_for_all_rows_that_it_is_in_the_middle_of() -> None:
    content = (
        f"{FORM}|||数量指标|甲|≥1人|5|\n|绩效指标|产出指标|质量指标|乙|≥2%|5|\n|||时效指标|丙|≥3%|5|\n"
        "||效益指标|社会效益指标|丁|提升|5|\n|||可持续影响指标|戊|健全|5|\n||满意度指标|服务对象满意度指标|己|≥9%|5|\n"
    )
    assert [row[0] for row in levels(content)] == ["产出指标"] * 3 + ["效益指标"] * 2 + [
        "满意度指标"
    ]


def test_a_label_keeps_the_line_that_prints_it() -> None:
    rows = "|||数量指标|甲|≥1人|5|\n||产出指标|质量指标|乙|≥2%|5|\n|||时效指标|丙|≥3%|5|\n"
    (table,) = tables(FORM + rows)
    cell = next(cell for row in table.rows for cell in row if cell.text == "产出指标")
    assert (cell.row, cell.line) == (3, 7)


def test_second_level_in_the_second_of_three_rows() -> None:
    content = (
        f"{FORM}||||甲|≥1人|5|\n||产出指标|数量指标|乙|≥2人|5|\n||||丙|≥3人|5|\n"
        "||效益指标|社会效益指标|丁|提升|5|\n"
    )
    assert [row[1] for row in levels(content)] == ["数量指标"] * 3 + ["社会效益指标"]


def test_label_cut_by_the_edge_between_its_rows_and_one_on_the_edge() -> None:
    content = (
        f"{FORM}||产出指|数量指标|甲|≥1人|5|\n||标|质量指标|乙|≥2%|5|\n|||社会效益指标|丙|提升|5|\n"
        "||效益指标||||\n|||可持续影响指标|丁|健全|5|\n"
    )
    assert levels(content) == [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "质量指标", "乙"),
        ("效益指标", "社会效益指标", "丙"),
        ("效益指标", "可持续影响指标", "丁"),
    ]


def test_labels_in_first_rows_stay_where_they_are() -> None:
    content = (
        f"{FORM}||产出指标|数量指标|甲|≥1人|5|\n||||乙|≥2人|5|\n||||丙|≥3人|5|\n"
        "||效益指标|社会效益指标|丁|提升|5|\n"
    )
    assert levels(content)[:3] == [("产出指标", "数量指标", name) for name in "甲乙丙"]


def test_rows_without_any_label_beside_them_get_none() -> None:
    content = f"{FORM}|||数量指标|甲|≥1人|5|\n||效益指标|社会效益指标|乙|提升|5|\n"
    assert levels(content) == [("", "数量指标", "甲"), ("效益指标", "社会效益指标", "乙")]


def test_first_level_that_is_printed_nowhere_is_not_that_of_the_group_before() -> None:
    content = f"{FORM}||产出指标|数量指标|甲|≥1人|5|\n|||社会效益指标|乙|提升|5|\n"
    assert levels(content) == [("产出指标", "数量指标", "甲"), ("", "社会效益指标", "乙")]


def test_two_first_levels_beside_one_second_level_are_left_alone() -> None:
    labels = [Label(Cell(name, 1), n * 3, n * 3 + 3) for n, name in enumerate(("产出", "效益"))]
    assert divide([0, 3, 6], labels, [Label(Cell("数量", 1), 0, 3)], overleaf=False) is None


# --- labels and values cut by columns ----------------------------------------------------------


def test_cut_labels_and_values_are_whole_line_by_line() -> None:
    content = (
        f"{TITLE}|项目名称||就业创|业经费|||\n|---|---|---|---|---|---|\n|预|算金额（万元）|204.60||||\n"
        "|总体目标|目标1：保障工资按|时足额支付，<br>按时|维护权益。目标2：<br>发放。|||\n"
        "|一级指标|二级指标|三级指标|指标值|分值||\n|产出指标|数量指标|甲|≥1人|5||\n"
    )
    assert (project(content).name, yuan(project(content).amount)) == ("就业创业经费", 2_046_000)
    assert goals(content) == [("1", "保障工资按时足额支付，维护权益。"), ("2", "按时发放。")]


def test_rows_glued_in_one_are_parted_where_each_line_is_a_label() -> None:
    content = (
        f"{TITLE}|项目名称||经|费|||\n|---|---|---|---|---|---|\n"
        "|项目资金（万<br>元）||年度资金总额<br>其中：财政拨款||39.68<br>38.68||\n"
        "|总体目标|目标1：深入实|其他资金<br>施战略，全年|组织活动。|||\n"
        "||一级指标|二级指标|三级指标|指标值|分值|\n||产出指标|数量指标|甲|≥1人|5|\n"
    )
    found = project(content)
    assert (found.name, yuan(found.amount), yuan(found.fiscal)) == ("经费", 396_800, 386_800)
    assert goals(content) == [("1", "深入实施战略，全年组织活动。")]


def test_values_side_by_side_stay_apart_where_nothing_is_cut() -> None:
    content = (
        FORM.replace("|经费|||||", "|经费|科室|综合科|||") + "||产出指标|数量指标|甲|≥1人|5|\n"
    )
    assert project(content).name == "经费"


# --- pages ------------------------------------------------------------------------------------


def test_page_with_fewer_columns_and_the_rest_of_a_row() -> None:
    content = (
        f"{FORM}||产出指标|数量指标|甲|≥1人|5|\n||效益指标|社会效益指标|创业意|提升|5|\n\n\n\n"
        "|||识|||\n|---|---|---|---|---|\n||可持续影响指标|机制|健全|5|\n|满意度指标|服务对象满意度指标|丙|≥9%|5|\n"
    )
    assert levels(content)[1:] == [
        ("效益指标", "社会效益指标", "创业意识"),
        ("效益指标", "可持续影响指标", "机制"),
        ("满意度指标", "服务对象满意度指标", "丙"),
    ]


def test_form_of_which_a_page_has_only_the_name() -> None:
    content = (
        f"{TITLE}|项目名称|经费|\n|---|---|\n\n\n|总体目标|目标1：保障工资。|||\n|---|---|---|---|\n"
        "|一级指标|二级指标|三级指标|指标值|\n|产出指标|数量指标|甲|≥1人|\n"
    )
    assert project(content).name == "经费"
    assert levels(content) == [("产出指标", "数量指标", "甲")]


@pytest.mark.parametrize("rest", ["权益。\n\n", "||权益。||\n|---|---|---|---|\n"])
def test_rest_of_a_goal_overleaf(rest: str) -> None:
    content = (
        f"{TITLE}|项目名称|经费|\n|---|---|\n|总体目标|目标1：保障工人|\n\n\n{rest}"
        "|一级指标|二级指标|三级指标|指标值|\n|产出指标|数量指标|甲|≥1人|\n"
    )
    assert goals(content) == [("1", "保障工人权益。")]


def test_name_that_the_tool_left_above_the_table() -> None:
    rows = "|一级指标|二级指标|三级指标|指标值|\n|---|---|---|---|\n|产出指标|数量指标|甲|≥1人|\n"
    content = f"{TITLE}（2024 年度）\n\n监察经费\n\n项目名称\n\n{rows}"
    assert (project(content).name, project(content).cell.line) == ("监察经费", 5)


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("|一级指标<br>二级指标|三级指标|指标值|", "|产出指标<br>数量指标|甲|≥1人|"),
        ("|一级指标|二级指标|三级指标||指标值|", "|产出指标|数量指标||甲|≥1人|"),
    ],
)
def test_columns_that_a_tool_did_not_part_or_parted_twice(heading: str, row: str) -> None:
    second = row.replace("甲", "乙").replace("||乙", "|乙|")
    content = f"{TITLE}|项目名称|经费||\n|---|---|---|\n{heading}\n{row}\n{second}\n"
    assert levels(content) == [("产出指标", "数量指标", "甲"), ("产出指标", "数量指标", "乙")]


# --- lists of projects ------------------------------------------------------------------------


def test_project_printed_in_the_middle_of_its_rows_and_in_pieces() -> None:
    content = (
        f"{LIST}|||产出指标|数量指标|甲|≥1人|\n|就业服|1.保障|产出指标|质量指标|乙|≥2%|\n"
        "|务经费|工资。|满意度指标|服务对象满意度指标|丙|≥9%|\n|执法经费|2.维权。|产出指标|数量指标|丁|≥1人|\n"
    )
    (table,) = tables(content)
    found = list(performance.extract(table, Context()))
    names = [item.name for item in found if isinstance(item, Project)]
    assert names == ["就业服务经费", "执法经费"]
    assert [item.project for item in found if isinstance(item, Indicator)] == [1, 1, 1, 2]
    assert next(item.text for item in found if isinstance(item, Goal)) == "保障工资。"


# --- budget tables ----------------------------------------------------------------------------

REVENUE = (
    "部门收入总表\n\n单位：万元\n\n|科目编码|科目名称|合计|一般公共预算拨款收入|政府性基金预算拨款收入|上年结转|\n"
    "|---|---|---|---|---|---|\n|201|一般公共服务支出|5.00|3.00||2.00|\n|20101|人大事务|5.00|3.00||2.00|\n\n\n"
    "|208|社会保障和就业支出|4.00|4.00||\n|---|---|---|---|---|\n|20801|管理事务|4.00|4.00||\n"
)


def test_page_without_empty_columns_where_sums_prove_which() -> None:
    (table,) = tables(f"{REVENUE}||合计|9.00|7.00|2.00|\n")
    assert [cell.text for cell in table.rows[-1]] == ["", "合计", "9.00", "7.00", "", "2.00"]


def test_page_without_empty_columns_stays_where_nothing_proves_which() -> None:
    (table,) = tables(REVENUE.replace("208|", "|").replace("20801|", "|"))
    assert [cell.text for cell in table.rows[-1]][:4] == ["", "管理事务", "4.00", "4.00"]


def test_pages_that_lack_columns_are_told() -> None:
    def told(content: str) -> list[tuple[str, int]]:
        found = assemble(text.read(Source("a.md", content.encode()))).findings
        return [(finding.id, finding.line) for finding in found]

    assert told(f"{REVENUE}||合计|9.00|7.00|2.00|\n") == [("R09", 11)]
    assert told(REVENUE.replace("4.00|4.00", "4.00|3.00")) == [("R08", 11)]


HEADINGS = [
    (
        "|科目编|科目名称|合|计|备注|\n|---|---|---|---|---|\n|码|||||\n",
        ["科目编码", "科目名称", "合计", "备注"],
    ),
    (
        "||经济分类科目|本年|一般公共预算基|本支出|\n|---|---|---|---|---|\n"
        "||科目编码|合计|人员经费|公用经费|\n",
        ["经济分类科目", "本年一般公共预算基本支出", "科目编码", "合计", "人员经费", "公用经费"],
    ),
]


@pytest.mark.parametrize(("heading", "names"), HEADINGS)
def test_names_of_columns_cut_by_columns_or_rows(heading: str, names: list[str]) -> None:
    (table,) = tables(f"部门收入总表\n\n单位：万元\n\n{heading}||201|教育支出|3.00|3.00|\n")
    assert [cell.text for row in table.heading_rows for cell in row if cell.text] == names


def test_heading_glued_at_the_end_of_a_page_has_the_columns_of_the_next() -> None:
    (table,) = tables(
        "一般公共预算基本支出表\n\n单位：万元\n\n|经济分类科目|本年一般公共预算基本支出|\n|---|---|\n"
        "|科目编码<br>科目名称|合计<br>人员经费<br>公用经费|\n\n\n|301|工资|3.00|2.00|1.00|\n|---|---|---|---|---|\n"
    )
    assert [column.path[-1] for column in table.columns] == [
        "科目编码",
        "科目名称",
        "合计",
        "人员经费",
        "公用经费",
    ]


def test_ordinals_in_a_column_of_their_own_go_before_their_labels() -> None:
    (table,) = tables(
        "部门收支总表\n\n单位：万元\n\n|收|入||支出||\n|---|---|---|---|---|\n|项|目|预算数|项目|预算数|\n"
        "|一、|事业收入|3.00|一、教育支出|3.00|\n|二、|其他收入||二、住房支出||\n"
    )
    assert [row[0].text for row in table.rows] == ["一、事业收入", "二、其他收入"]


def test_figure_and_the_next_label_in_one_cell_overleaf() -> None:
    (table,) = tables(
        "部门收支总表\n\n单位：万元\n\n|收入||支出||\n|---|---|---|---|\n|项目|预算数|项目|预算数|\n"
        "|一、事业收入|3.00|一、教育支出|3.00|\n\n\n"
        "|本年收入合计|3.00 本年支出合计|3.00|\n|---|---|---|\n|收入总计|3.00 支出总计|3.00|\n"
    )
    assert [cell.text for cell in table.rows[-1]] == ["收入总计", "3.00", "支出总计", "3.00"]


def test_nothing_is_told_of_a_label_that_is_placed() -> None:
    rows = "|||数量指标|甲|≥1人|5|\n||产出指标|质量指标|乙|≥2%|5|\n|||时效指标|丙|≥3%|5|\n"
    assert [item for item in extract(FORM + rows) if getattr(item, "id", "") == "R05"] == []
