"""Several forms in one grid, below each other."""

import pytest
from budgetgraph.converters.layout.assemble import assemble

from budgetgraph.model import Block, Cell, Document, Grid, Paragraph, Table

TITLE = "项目支出绩效目标表"
HEADING = "一级指标|二级指标|三级指标|指标值"
INDICATORS = ("产出指标|数量指标|期数|≥6期", "满意度指标|服务对象满意度指标|满意度|≥95%")


def form(name: str, *above: str) -> list[str]:
    head = [f"项目名称|{name}", "项目资金（万元）|资金总额|264", "年度总体目标|培训6期。"]
    return [*above, *head, HEADING, *INDICATORS]


def grid(lines: list[str], line: int = 1, page: int | None = None) -> Grid:
    return Grid(
        tuple(
            tuple(
                Cell(text, line + row - 1, row, column, page)
                for column, text in enumerate(printed.split("|"), 1)
            )
            for row, printed in enumerate(lines, 1)
        ),
        line,
        page,
    )


def tables(*blocks: Block) -> tuple[Table, ...]:
    found: tuple[Table, ...] = assemble(Document("a", "", "", "xlsx", blocks)).tables
    return found


def names(*blocks: Block) -> list[str]:
    return ["|".join(cell.text for cell in table.rows[0]) for table in tables(*blocks)]


@pytest.mark.parametrize(
    "between", [(), ("",), ("", TITLE, "（2025年度）"), (TITLE,), ("填报单位：甲局|单位：万元",)]
)
def test_form_begins_anew_below_indicators(between: tuple[str, ...]) -> None:
    stacked = grid(form("培训经费") + form("农田管护", *between))
    assert names(Paragraph(TITLE, 1), stacked) == ["项目名称|培训经费", "项目名称|农田管护"]


def test_title_between_forms_is_that_of_the_one_below() -> None:
    first, second = tables(grid(form("甲") + form("乙", "1、乙绩效目标表", "（2025年度）")))
    assert (first.title, second.title) == ("", "1、乙绩效目标表")
    assert [paragraph.text for paragraph in second.caption] == ["（2025年度）"]
    assert second.rows[0][0].line == 9


def test_form_without_a_name_begins_below_its_title() -> None:
    stacked = grid([*form("甲")[1:], "2、乙绩效目标表", *form("乙")[1:]], 2)
    assert [table.title for table in tables(Paragraph("1、甲绩效目标表", 1), stacked)] == [
        "1、甲绩效目标表",
        "2、乙绩效目标表",
    ]


def test_name_and_title_that_a_page_repeats_begin_no_form() -> None:
    repeated = [*form("甲", TITLE), TITLE, "项目名称|甲", HEADING, "效益指标|社会效益|知晓率|提升"]
    assert len(tables(grid(repeated))) == 1
    above, below = grid(form("甲"), page=1), grid(["项目名称|甲", HEADING, *INDICATORS], page=2)
    assert len(tables(above, below)) == 1


def test_form_of_the_same_name_with_its_own_goal_is_another() -> None:
    assert names(grid(form("公用经费") * 2)) == ["项目名称|公用经费"] * 2


def test_touching_tables_are_forms_of_their_own() -> None:
    assert names(grid(form("甲")), grid(form("乙"), 8)) == ["项目名称|甲", "项目名称|乙"]


def test_list_with_its_heading_repeated_is_one_table() -> None:
    lines = [
        "项目名称|年度目标",
        "||一级指标|二级指标|三级指标|指标值",
        "甲|训|产出指标|数量指标|期数|≥6期",
    ]
    assert len(tables(grid(lines * 2))) == 1


BUDGET = ("科目编码|科目名称|合计|基本支出|项目支出", "213|农林水支出|9.00|4.00|5.00")
TRIPS = ("合计|因公出国（境）费|公务接待费", "2.00|0.00|2.00")


def test_tables_begin_at_their_titles_without_the_columns_of_wider_ones() -> None:
    lines = ["一般公共预算支出表", "单位：万元", *BUDGET, "附表2", "“三公”经费支出表", "", *TRIPS]
    wide = [line + "|" * (4 - line.count("|")) for line in lines]
    first, second = tables(grid(wide))
    assert (first.title, second.title) == ("一般公共预算支出表", "“三公”经费支出表")
    assert [len(table.columns) for table in (first, second)] == [5, 3]
    assert [cell.line for cell in second.rows[0]] == [9, 9, 9]


def test_title_may_stand_last_in_the_grid_above_its_table() -> None:
    blocks = grid([*BUDGET, "“三公”经费支出表||"]), Paragraph("单位：万元", 4), grid([*TRIPS], 5)
    assert [table.title for table in tables(*blocks)] == ["", "“三公”经费支出表"]


def test_text_between_tables_in_a_grid_is_text() -> None:
    text = ["四、其他说明", "本部门没有重点支出。", "注：无。"]
    found = assemble(
        Document("a", "", "", "xlsx", (grid([*BUDGET, *text, "“三公”经费支出表", *TRIPS]),))
    )
    assert [len(table.rows) for table in found.tables] == [1, 1]
    assert [p.text for p in found.paragraphs][:2] == text[:2]


def test_title_of_its_indicators_does_not_part_a_form() -> None:
    head, indicators = form("甲")[:3], form("甲")[3:]
    assert len(tables(grid([*head, "绩效指标表", *indicators]))) == 1


def test_sheet_of_a_whole_document_has_its_text_above_and_below() -> None:
    above = ["甲局2024年部门预算", "第一部分 概况", "一、部门职责", "贯彻落实有关政策。", "附表1"]
    below = ["三、机关运行经费", "2024年安排58.6万元。"]
    tables_of_it = ["一般公共预算支出表", *BUDGET, "", "“三公”经费支出表", *TRIPS]
    found = assemble(Document("a", "", "", "xlsx", (grid([*above, *tables_of_it, "", *below]),)))
    assert [table.title for table in found.tables] == ["一般公共预算支出表", "“三公”经费支出表"]
    assert [p.text for p in found.paragraphs if p.text] == [
        *above, "一般公共预算支出表", "“三公”经费支出表", *below
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["统计报表", "情况说明表"])
def test_label_that_reads_like_a_title_stays_in_its_table(label: str) -> None:
    stacked = grid([*BUDGET, f"|{label}", "21302|林业和草原|9.00|4.00|5.00"])
    (table,) = tables(Paragraph("一般公共预算支出表", 1), stacked)
    assert len(table.rows) == 3


def test_list_of_indicators_parts_from_the_projects_above_it() -> None:
    spending = [
        "部门项目支出预算表",
        "单位名称|项目名称|合计|一般公共预算",
        "合计||30.00|30.00",
        "甲局|培训|10.00|10.00",
        "甲局|管护|20.00|20.00",
    ]
    targets = [
        TITLE,
        f"单位名称|项目名称|预算数|{HEADING}",
        f"甲局|培训|10.00|{INDICATORS[0]}",
        f"甲局|管护|20.00|{INDICATORS[1]}",
    ]
    found = tables(grid([*spending, "", *targets]))
    assert [table.title for table in found] == ["部门项目支出预算表", TITLE]
