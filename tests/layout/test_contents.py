"""The list of contents: taken for no sections, and it tells which lines begin parts of the text."""

from budgetgraph.converters.layout.contents import find_contents, listed_titles

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure, Paragraph

CONTENTS = """\
河东区2026年区级单位预算
预算单位：河东区司法局
目 录
一、单位主要职能
二、名词解释
三、单位预算编制说明………………………………6
四、单位预算表
1. 2026年预算单位收入预算总表
五、其他相关情况说明
"""
TEXT = """\
河东区司法局主要职能
负责本区司法行政工作。
名词解释
（一）“三公”经费：指因公出国（境）费、公务用车购置及运行费、公务接待费。
2026年单位预算编制说明
2026年，河东区司法局收入预算8,695.94万元，比2025年预算增加794.88万元。支出预算8,695.94万元，其中：财政拨款支出预算8,000.00万元。
其他相关情况说明
一、2026年“三公”经费预算情况说明
2026年“三公”经费预算数为10.71万元，与2025年预算数持平。
"""


def lines(text: str) -> list[Paragraph]:
    return [Paragraph(line, number) for number, line in enumerate(text.splitlines(), 1)]


def converted(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def test_the_list_ends_before_the_first_line_that_is_no_entry() -> None:
    assert find_contents(lines(CONTENTS + TEXT)) == range(2, 9)


def test_two_entries_are_no_list() -> None:
    assert not find_contents(lines("目录\n一、收入\n二、支出\n正文。\n"))


def test_an_entry_may_be_wrapped() -> None:
    contents = (
        "目录\n一、主要职能\n第二部分 某局2024年度部门预算\n表\n一、收支总表\n第四部分 名词解释\n"
    )
    assert find_contents(lines(contents + "第一部分 某局概况\n某局负责\n")) == range(7)


def test_titles_in_the_contents_are_titles_of_no_table() -> None:
    units = "| 序号 | 单位名称 | 备注 |\n|---|---|---|\n| 1 | 某局（本级） | |\n"
    listed = "目录\n一、主要职能\n二、收支总表\n三、国有资本经营预算支出表\n"
    text = f"{listed}某局主要职能\n负责本区工作。\n预算编制范围的单位包括：\n\n{units}"
    disclosure = converted(text)
    assert [table.title for table in disclosure.tables] == [""]
    assert [unit.name for unit in disclosure.institutions] == ["某局（本级）"]


def test_terms_that_a_part_explains_are_its_text() -> None:
    terms = "一、财政拨款收入：指取得的财政拨款。\n二、其他收入：指除此以外的收入。\n"
    listed = "目录\n第一部分 概况\n第二部分 名词解释\n第三部分 附表\n"
    body = f"第一部分 概况\n一、主要职能\n负责本区工作。\n第二部分 名词解释\n{terms}"
    table = "收支总表\n单位：万元\n收入\t预算数\t支出\t预算数\n财政拨款收入\t1\t教育支出\t1\n"
    disclosure = converted(listed + body + table)
    assert [section.title for section in disclosure.sections][-1] == "第二部分名词解释"
    assert not [f for f in disclosure.findings if "财政拨款收入" in f.message_zh]


def test_titles_come_without_number_leaders_and_what_they_are_of() -> None:
    assert listed_titles(lines(CONTENTS + TEXT)) == {
        "主要职能",
        "名词解释",
        "预算编制说明",
        "预算单位收入预算总表",
        "其他相关情况说明",
    }


def test_listed_parts_are_sections_and_the_list_is_none() -> None:
    assert [section.title for section in converted(CONTENTS + TEXT).sections] == [
        "河东区司法局主要职能",
        "名词解释",
        "2026年单位预算编制说明",
        "一、2026年“三公”经费预算情况说明",
    ]


def test_a_listed_part_ends_the_headings_before_it() -> None:
    figures = converted(CONTENTS + TEXT).figures
    assert [(figure.key, figure.figure.printed) for figure in figures] == [
        ("total-revenue", "8,695.94"),
        ("change-total", "794.88"),
        ("total-expenditure", "8,695.94"),
        ("three-public", "10.71"),
    ]


def test_the_year_is_not_that_of_a_comparison() -> None:
    compared = "比2025年预算增加1.00万元。与2025年预算持平。" * 5
    assert converted(CONTENTS + TEXT + compared).publisher.year == 2026


def test_a_department_ends_where_the_unit_of_money_begins() -> None:
    text = "2025年部门收入预算总表\n编制部门：河东区人民政府万里街道办事处单位：元\n"
    assert converted(text + TEXT).publisher.department == "河东区人民政府万里街道办事处"


def test_rows_of_tables_are_no_departments() -> None:
    rows = "201 一般公共服务支出 2,976,800\n301 工资福利支出\n210 724,000\n795 万元\n" * 3
    assert (
        converted("编制单位：河东区司法局\n" + rows + TEXT).publisher.department == "河东区司法局"
    )
