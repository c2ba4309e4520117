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
