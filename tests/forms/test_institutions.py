"""The table of institutions: one statement per unit, in any order of columns."""

from budgetgraph.converters.forms import institutions
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Context, Source
from budgetgraph.model import Finding, Institution, Statement


def extract(content: str) -> list[Statement | Finding]:
    tables = assemble(text.read(Source("a.txt", content.encode()))).tables
    assert [institutions.identify(table) for table in tables] == ["institutions"]
    return list(institutions.extract(tables[0], Context()))


def rows(content: str) -> list[tuple[str, str, str, str, int]]:
    found = extract(content)
    assert all(isinstance(item, Institution) for item in found)
    return [
        (i.name, i.nature, i.rank, i.funding, i.cell.line)
        for i in found
        if isinstance(i, Institution)
    ]


def test_each_row_is_a_unit_quoted_at_its_line() -> None:
    content = (
        "部门机构设置情况\n\n| 单位名称 | 单位性质 | 单位规格 | 经费保障形式 |\n|---|---|---|---|\n"
        "| 峰峰人社局 | 行政 | 正科级 | 财政拨款 |\n"
        "| 峰峰再就业 | 事业 | 股级 | 财政性资金 基本保证 |\n"
    )
    assert rows(content) == [
        ("峰峰人社局", "行政", "正科级", "财政拨款", 5),
        ("峰峰再就业", "事业", "股级", "财政性资金基本保证", 6),
    ]


def test_other_names_and_another_order_of_columns() -> None:
    content = (
        "单位构成情况表\n序号\t预算单位名称\t经费来源\t机构规格\t单位类型\n"
        "1\t某县财政局\t财政拨款\t正科级\t行政单位\n2\t某县会计中心\t差额拨款\t股级\t事业单位\n"
    )
    assert [row[:4] for row in rows(content)] == [
        ("某县财政局", "行政单位", "正科级", "财政拨款"),
        ("某县会计中心", "事业单位", "股级", "差额拨款"),
    ]


def test_a_row_of_words_that_are_headings_elsewhere_is_no_second_heading() -> None:
    content = "机构设置情况\n单位名称\t单位性质\t经费来源\n某县财政局\t行政\t财政拨款\n"
    assert [row[:4] for row in rows(content)] == [("某县财政局", "行政", "", "财政拨款")]


def test_a_table_cut_by_a_page_is_one_table() -> None:
    content = (
        "部门机构设置情况\n单位名称\t单位性质\t单位规格\t经费保障形式\n甲局\t行政\t正科级\t财政拨款\n\n"
        "单 位 名 称\t单 位 性 质\t单位规格\t经费保障形式\n乙中心\t事业\t股级\t财政拨款\n"
    )
    assert [row[0] for row in rows(content)] == ["甲局", "乙中心"]


def test_a_count_of_units_is_no_unit_and_a_nameless_row_is_told() -> None:
    found = extract(
        "机构设置情况\n单位名称\t单位性质\t单位规格\n甲局\t行政\t正科级\n\t事业\t股级\n合计\t2个\t\n"
    )
    assert [type(item) for item in found] == [Institution, Finding]
    assert isinstance(found[1], Finding)
    assert (found[1].id, found[1].line, found[1].printed) == ("R32", 4, "事业 股级")


def test_a_table_of_amounts_by_unit_is_not_claimed() -> None:
    content = "部门预算情况表\n单位名称\t基本支出\t项目支出\n甲局\t1.00\t2.00\n"
    table = assemble(text.read(Source("a.txt", content.encode()))).tables[0]
    assert institutions.identify(table) == ""


def test_names_alone_are_units_where_the_text_above_says_so() -> None:
    heading = "| 序号 | 单位名称 | 备注 |\n|---|---|---|\n"
    table = f"{heading}| 1 | 某局（本级） | |\n| 2 | 某局执法大队 | |\n"
    assert rows(f"纳入某局2024年度部门预算编制范围的单位包括：\n\n{table}") == [
        ("某局（本级）", "", "", "", 5),
        ("某局执法大队", "", "", "", 6),
    ]
    tables = assemble(text.read(Source("a.txt", f"人员名单\n\n{table}".encode()))).tables
    assert [institutions.identify(table) for table in tables] == [""]
