"""Layout text: headings in running order, records, and figures placed by arithmetic."""

import pytest
from budgetgraph.converters.layout.assemble import Assembly, assemble
from budgetgraph.converters.layout.flow.budget.heading import columns_of
from budgetgraph.converters.layout.flow.budget.records import coded_record, cut
from budgetgraph.converters.layout.flow.tokens import tokenise
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.model import Paragraph


def lay_out(content: str) -> Assembly:
    return assemble(text.read(Source("a.txt", content.encode())))


def lines(content: str) -> list[Paragraph]:
    return [Paragraph(line, number) for number, line in enumerate(content.split("\n"), 1) if line]


def test_balance_heading_pairs_labels_and_amounts_with_their_sides() -> None:
    assert columns_of(("序号", "收入 支出", "项 目 预算数 项 目 预算数"), 5) == (
        ("序号",),
        ("收入", "项目"),
        ("收入", "预算数"),
        ("支出", "项目"),
        ("支出", "预算数"),
    )


def test_heading_that_runs_over_a_line_end_is_put_together() -> None:
    printed = "序号/功能分类科目/合计/本年收入/上年结转科目/编码/科目名称 小计/财政拨款/收入"
    assert columns_of(tuple(printed.split("/")), 7) == (
        ("序号",),
        ("功能分类科目", "科目编码"),
        ("功能分类科目", "科目名称"),
        ("合计",),
        ("本年收入", "小计"),
        ("本年收入", "财政拨款收入"),
        ("上年结转",),
    )


def test_group_with_figures_of_its_own_has_the_parts_that_a_sum_opens() -> None:
    printed = ("科目编码 科目名称 合计 基本支出 项目支出", "小计 人员经费 公用经费")
    basic = [("基本支出", name) for name in ("小计", "人员经费", "公用经费")]
    found = columns_of(printed, None)
    assert found == (("科目编码",), ("科目名称",), ("合计",), *basic, ("项目支出",))


def test_of_two_years_the_later_one_has_parts() -> None:
    printed = ("功能分类科目 2020年预算数 2021年预算数", "科目编码 科目名称 小计 基本支出 项目支出")
    found = columns_of(printed, None)
    assert found is not None
    assert found[2:] == (
        ("2020年预算数",),
        *(("2021年预算数", name) for name in ("小计", "基本支出", "项目支出")),
    )


def test_heading_with_an_unknown_word_is_not_guessed() -> None:
    assert columns_of(("序号", "科目编码 科目名称 神秘栏"), 4) is None


def test_headings_are_kept_as_printed() -> None:
    assert columns_of(("单位名称 “三公”经费合计 “因公出国（境）费”", "公务 接待费"), None) == (
        ("单位名称",),
        ("“三公”经费合计",),
        ("“因公出国（境）费”",),
        ("公务接待费",),
    )


def test_code_and_label_wrapped_over_lines_and_a_page() -> None:
    body = lines(
        "20 205 教育支出 1.00\n21 208050 机关事业单位 12.06 12.06\n6 职业年金缴费\n支出\n"
        "22 20807 就业补助 2.00"
    )
    rows = [coded_record(*row, with_decimals=True) for row in cut(tokenise(body), coded=True)]
    assert [row.code.text for row in rows if row.code] == ["205", "2080506", "20807"]
    assert rows[1].labels[""].text == "机关事业单位职业年金缴费支出"
    assert [cell.text for cell in rows[1].figures[""]] == ["12.06", "12.06"]
    assert [piece.line for piece in rows[1].code.pieces] == [2, 3]


def test_end_of_a_code_that_looks_like_the_next_row_number_is_no_row() -> None:
    body = lines("7 207010 群众文化 70.10\n8\n8\n207019\n9\n其他文化支出 4.00")
    rows = [coded_record(*row, with_decimals=True) for row in cut(tokenise(body), coded=True)]
    assert [row.code.text for row in rows if row.code] == ["2070108", "2070199"]


EXPENDITURE = """部门预算支出总表
316 甲局 预算年度：2022 单位：万元

序号
功能分类科目
合计 基本支出 项目支出
科目编码 科目名称

栏次 1 2 3 4 5
{rows}
"""


def placed(rows: str) -> list[list[str]]:
    (table,) = lay_out(EXPENDITURE.format(rows=rows)).tables
    return [[cell.text for cell in row[3:]] for row in table.rows]


def test_lost_columns_come_back_by_sums_down_the_codes() -> None:
    assert placed(
        "1 合计 30.00 12.00 18.00\n2 205 教育支出 12.00 12.00\n3 206 科学技术支出 18.00 18.00"
    ) == [["30.00", "12.00", "18.00"], ["12.00", "12.00", ""], ["18.00", "", "18.00"]]


def test_what_the_sums_leave_open_is_placed_leftmost_and_reported() -> None:
    content = EXPENDITURE.format(
        rows="1 合计 20.00 10.00 10.00\n2 205 教育支出 10.00 10.00\n3 206 科学技术支出 10.00 10.00"
    )
    assembly = lay_out(content)
    open_questions = [finding for finding in assembly.findings if finding.id == "R08"]
    assert [finding.row for finding in open_questions] == ["2", "3"]
    assert "基本支出" in open_questions[0].expected
    assert [cell.text for cell in assembly.tables[0].rows[1][3:]] == ["10.00", "10.00", ""]


def test_proof_of_restored_columns_is_kept() -> None:
    content = EXPENDITURE.format(
        rows="1 合计 30.00 12.00 18.00\n2 205 教育支出 12.00 12.00\n3 206 科学技术支出 18.00 18.00"
    )
    (finding,) = [finding for finding in lay_out(content).findings if finding.id == "R09"]
    assert "2–3" in finding.message_zh


@pytest.mark.parametrize("wrong", ["13.00", "11.90"])
def test_sums_that_do_not_hold_are_no_proof(wrong: str) -> None:
    rows = (
        f"1 合计 30.00 12.00 18.00\n2 205 教育支出 {wrong} {wrong}\n3 206 科学技术支出 18.00 18.00"
    )
    assembly = lay_out(EXPENDITURE.format(rows=rows))
    assert [finding.row for finding in assembly.findings if finding.id == "R08"] == ["2", "3"]


THREE_PUBLIC = """一般公共预算“三公”经费支出表
部门：甲局 单位：万元
项目
合计
一般公共预算
财政拨款
合计 5.78 5.78
一、因公出国（境）费
二、公务用车购置及运维费 5.40 5.40
其中：公务用车购置费
公务用车运
部门：甲局 单位：万元
项目
合计
一般公共预算
财政拨款
行维护费 5.40 5.40
三、公务接待费 0.38 0.38
"""


def test_row_without_figures_does_not_swallow_the_next_where_nothing_numbers_them() -> None:
    (table,) = lay_out(THREE_PUBLIC).tables
    assert [column.path for column in table.columns] == [
        ("项目",),
        ("合计",),
        ("一般公共预算财政拨款",),
    ]
    assert [[cell.text for cell in row][:2] for row in table.rows] == [
        ["合计", "5.78"],
        ["一、因公出国（境）费", ""],
        ["二、公务用车购置及运维费", "5.40"],
        ["其中：公务用车购置费", ""],
        ["公务用车运行维护费", "5.40"],
        ["三、公务接待费", "0.38"],
    ]


BALANCE = """部门收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预 20.00 一、一般公共服 12.00
单位：万元
收入 支出
项目 预算数 项目 预算数
算拨款收入
务支出
二、卫生健康支 8.00
部门收支总表（续）
单位：万元
收入 支出
项目 预算数 项目 预算数
出
收入总计 20.00 支出总计 20.00
"""


def test_rest_of_labels_overleaf_goes_to_its_side() -> None:
    (table,) = lay_out(BALANCE).tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["一、一般公共预算拨款收入", "20.00", "一、一般公共服务支出", "12.00"],
        ["", "", "二、卫生健康支出", "8.00"],
        ["收入总计", "20.00", "支出总计", "20.00"],
    ]


def test_rest_of_a_code_overleaf_is_no_figure_and_no_row() -> None:
    heading = "单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"
    (table,) = lay_out(
        f"部门支出总表\n{heading}合计 30.00 12.00 18.00\n2080 就业管理 12.00 12.00\n"
        f"{heading}506\n事务\n21012 医疗补助 18.00 18.00\n{heading}01\n"
    ).tables
    assert [[cell.text for cell in row] for row in table.rows[1:]] == [
        ["2080506", "就业管理事务", "12.00", "12.00", ""],
        ["2101201", "医疗补助", "18.00", "", "18.00"],
    ]


CUT = """部门支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 288 94.00 12.00 28 882.00
2080 对机关 2888 2888
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
507
事业单位补助
2.00 2.00
2101201
医疗补助
12.
00 12.0 0
"""


def test_figures_cut_by_blanks_line_ends_and_pages_are_whole_where_decimals_are_fixed() -> None:
    (table,) = lay_out(CUT).tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["", "合计", "28894.00", "12.00", "28882.00"],
        ["2080507", "对机关事业单位补助", "28882.00", "", "28882.00"],
        ["2101201", "医疗补助", "12.00", "12.00", ""],
    ]
    assert [piece.line for piece in table.rows[1][2].pieces] == [5, 10]


def test_figures_are_not_joined_where_zeros_at_the_end_are_not_printed() -> None:
    (table,) = lay_out(
        "部门支出总表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"
        "合计 17.25 12 5.25\n205 教育支出 17.25 12 5.25\n"
    ).tables
    assert [cell.text for cell in table.rows[1]][2:] == ["17.25", "12", "5.25"]


def test_column_that_still_adds_up_places_the_rows_beside_a_wrong_figure() -> None:
    rows = (
        "1 合计 31.00 13.00 18.00\n2 205 教育支出 12.00 12.00\n3 20502 普通教育 12.00 12.00\n"
        "4 206 科学技术支出 18.00 18.00\n5 20605 科技条件 17.00 17.00"
    )
    assembly = lay_out(EXPENDITURE.format(rows=rows))
    assert [[cell.text for cell in row[3:]] for row in assembly.tables[0].rows[1:]] == [
        ["12.00", "12.00", ""],
        ["12.00", "12.00", ""],
        ["18.00", "", "18.00"],
        ["17.00", "", "17.00"],
    ]
    reported = [finding.row for finding in assembly.findings if finding.id == "R08"]
    assert reported  # placed, but not proven
    assert set(reported) <= {"2", "3", "4", "5"}


def test_number_of_the_only_column_is_no_figure_of_the_table() -> None:
    (table,) = lay_out(
        "部门收支总表\n单位：万元\n收入 支出\n合计\n"
        "一、一般公共预算拨款收入 120.60 一、一般公共服务支出 108.20\n"
    ).tables
    assert "栏次" not in {cell.text for row in table.rows for cell in row}


def test_running_heads_between_rows_are_no_part_of_a_label() -> None:
    head = "\n12\n\f南河县教育局2024年部门预算\n"
    rows = [
        "205 教育支出 30.50",
        "20502 普通教育 30.50",
        "2050201 学前教育 10.00",
        "2050202 小学教育 20.50",
    ]
    content = "部门支出总表\n单位：万元\n科目编码 科目名称 合计\n合计 30.50\n" + head.join(rows)
    (table,) = lay_out(content).tables
    assert [" ".join(c.text for c in row) for row in table.rows] == [" 合计 30.50", *rows]


def test_a_name_in_no_list_never_takes_one_that_stands_beside_it() -> None:
    names = "科目编码 科目名称 总计 机关工资福利支出 机关商品和服务支出 对个人和家庭的补助"
    assert columns_of((names,), None) == tuple((name,) for name in names.split())


def test_columns_alike_that_only_words_explain_are_not_read() -> None:
    fees = "经费公务接待费 会议费"
    upper = f"单位编码 单位名称 合计 2023年安排的“三公”{fees} 合计 2024年安排的“三公”{fees}"
    assert columns_of((upper, "小计 公务用车运行维护费 小计 公务用车运行维护费"), None) is None


def test_one_row_of_many_figures_that_no_table_took_is_told() -> None:
    content = "支出表\n单位：万元\n神秘栏 科目 甲 乙 丙 丁 戊\n合计 9.00 1.00 2.00 3.00 1.00 2.00\n"
    assert [(found.id, found.line) for found in lay_out(content).findings] == [("R01", 4)]


def test_year_alone_before_a_budget_heads_amounts() -> None:
    found = columns_of(("收入 支出", "项目 2024年预算 项目 2024年预算"), None)
    assert found is not None
    assert [path[-1] for path in found] == ["项目", "2024年预算"] * 2


def test_groups_of_classifications_are_known_with_whose_budget_they_are_of() -> None:
    lines = (
        "部门预算支出功能分类科目 合计 本年一般公共预算财政拨款基本支出",
        "科目编码 科目名称 小计 人员经费 公用经费",
    )
    found = columns_of(lines, None)
    assert found is not None
    assert found[-1] == ("本年一般公共预算财政拨款基本支出", "公用经费")


@pytest.mark.parametrize("mark", ["- 12 -", "— 12 —", "－ 12 －", "-12-"])
def test_number_of_a_page_between_dashes_is_no_figure(mark: str) -> None:
    content = f"""\
一般公共预算“三公”经费支出表
单位：万元
“三公”经费合计  因公出国（境）费  公务用车购置及运行费  公务接待费
33.37  1.00  21.39  10.98
{mark}
"""
    (table,) = lay_out(content).tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["33.37", "1.00", "21.39", "10.98"]
    ]


def test_a_code_whose_name_stands_lower_than_those_of_figures_comes_first() -> None:
    printed = ("科目名称 本年收入合计 财政拨款收入 事业收入", "功能分类科目编码")
    found = columns_of(printed, None)
    assert found is not None
    assert found[:2] == (("功能分类科目编码",), ("科目名称",))


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (
            ["合计 45 12.00 2.00 10.00", "县教育局 20 6.00 1.00 5.00", "县一中 25 6.00 1.00 5.00"],
            ["合计 12.00 2.00 10.00", "县教育局 6.00 1.00 5.00", "县一中 6.00 1.00 5.00"],
        ),
        # Not every row has one: what cut figures may be is put together as before.
        (["合计 1 2.00 2.00 10.00", "县一中 12.00 2.00 10.00"], ["合计 12.00 2.00 10.00"]),
    ],
)
def test_heads_before_the_amounts_are_no_pieces_of_these(rows: list[str], read: list[str]) -> None:
    content = (
        "“三公”经费支出表\n单位：万元\n单位名称 编制人数 合计 公务接待费 公务用车购置及运行费\n"
    )
    (table,) = lay_out(content + "\n".join(rows)).tables
    printed = [" ".join(cell.text for cell in row if cell.text) for row in table.rows]
    assert printed[: len(read)] == read
