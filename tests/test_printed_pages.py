"""What pages of other provinces print: changes of several items, page numbers, titles, contents."""

from budgetgraph.converters.layout.contents import find_contents

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure, Paragraph

REVENUE = "部门收入总表\n单位：万元\n科目编码 科目名称 合计\n201 一般公共服务支出 350.00\n"


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def stated(text: str) -> dict[str, str]:
    return {found.key: str(found.figure.amount_yuan) for found in read(text).figures}


def test_a_change_is_of_what_the_section_spoke_of_last() -> None:
    found = stated(
        "某厅2024年度部门预算\n一、收支预算总体情况说明\n"
        "某厅2024年度收入、支出预算总计24458.43万元，与上年相比收、支预算总计各增加3608.98万元。\n"
        "2．财政专户管理资金收入预算总计0万元。与上年相比减少147.20万元，减少100%。\n"
        "3．公共安全（类）支出60.00万元。与上年相比增加5.00万元。\n"
    )
    assert found["change-total"] == "36089800.00"
    assert not {"-1472000.00", "50000.00"} & set(found.values())


def test_the_number_of_a_page_is_no_figure_before_its_unit_overleaf() -> None:
    found = stated(
        "某厅2024年度部门预算\n一、收支预算总体情况说明\n2024年度收入预算总计21955.00万元。\n"
        "项目支出预算数为 5573.00 万元，较上年增加 40\n                 24\n\f万元，增长 0.72 %。\n"
    )
    assert found["change-project"] == "400000"


def test_a_title_over_two_lines_names_the_table_of_both() -> None:
    found = read(
        "公开09表：一般公共预算“三公”经费、会议费、培训费\n支出预算表\n单位：万元\n"
        "| 合计 | 小计 | 因公出国（境）费 | 公务接待费 |\n|---|---|---|---|\n"
        "| 30.00 | 30.00 | 10.00 | 20.00 |\n"
    )
    assert {line.table for line in found.lines} == {"three-public"}


def test_entries_of_the_contents_may_end_like_sentences() -> None:
    entries = (
        "目 录",
        "第一部分 部门概况",
        "一、主要职能。",
        "二、年度主要工作任务。",
        "第二部分 预算表",
    )
    lines = [Paragraph(text, number) for number, text in enumerate((*entries, *entries[1:]), 1)]
    assert find_contents(lines).stop == len(entries)


def test_a_heading_below_a_total_that_it_lacks_is_told() -> None:
    names = (
        *("合计", "“三公”经费", "会议费 培训费", "小计", "因公出", "国（境）", "费"),
        *(
            "公务用车购置及运行维护费",
            "公务接待费",
            "小计",
            "公务用车",
            "购置费",
            "公务用车运",
            "行维护费",
        ),
    )
    found = read(
        f"{REVENUE}2024年“三公”经费、会议费、培训费支出预算表\n单位：万元\n"
        + "\n".join(names)
        + "\n2,558.26 620.75 170.00 266.80 266.80 183.95 271.26 1,666.25\n"
    )
    assert {line.table for line in found.lines} == {"revenue"}
    assert "R01" in {finding.id for finding in found.findings}


def test_numbers_of_people_and_things_are_no_amounts() -> None:
    found = read(
        "“三公”经费预算情况表\n单位：元\n\n| 项目 | 预算数 |\n|---|---|\n| 合计 | 150000 |\n"
        "| 公务接待费 | 150000 |\n| 公务接待批次（批） | 10 |\n| 公务接待人数(人) | 500 |\n"
    )
    assert [line.label for line in found.lines] == ["合计", "公务接待费"]
    assert [finding.id for finding in found.findings].count("R31") == 2


def test_parts_of_a_label_stand_in_a_column_of_their_own() -> None:
    rows = (
        "<td colspan=2>收入总计<td>350.00",
        "<td rowspan=2>一般公共预算资金<td>小计<td>330.00",
        "<td>公共财政拨款（补助）资金<td>330.00",
        "<td rowspan=2>其他资金<td>小计<td>20.00",
        "<td>其他收入<td>20.00",
    )
    page = "<p>收入预算总表<p>单位：万元<table><tr><td colspan=2>项目名称<td>金额<tr>"
    found = convert(Source("a.html", (page + "<tr>".join(rows) + "</table>").encode()))
    assert [line.label for line in found.lines] == [
        *("收入总计", "一般公共预算资金", "公共财政拨款（补助）资金", "其他资金", "其他收入"),
    ]
    assert "R32" not in {finding.id for finding in found.findings}
