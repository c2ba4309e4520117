"""Whose budget a text is, of which year and stage: by its running heads, titles and first words."""

import pytest
from budgetgraph.converters.layout.owners import publisher

from budgetgraph.model import Paragraph


@pytest.mark.parametrize(
    ("lines", "phase"),
    [
        (["2023年度部门决算", "“三公”经费预算3万元。"], "executed"),
        (["南河医院2023年度单位决算", "2023年度收入总计900万元。"], "executed"),
        (["2023年“三公”经费决算情况说明", "“三公”经费决算3万元。"], "executed"),
        (["2023年全市“三公”经费支出决算数3万元，按政府预算信息公开的要求公开。"], "executed"),
        (["一、“三公”经费财政拨款支出与年初预算对比情况"], "executed"),
        (["按预决算公开操作规程，2025年安排“三公”经费预算3万元。"], "approved"),
        (
            ["一、2024年“三公”经费预算", "二、“三公”经费说明", "2023年“三公”经费决算2万元。"],
            "approved",
        ),
        (["2024年部门预算", "2023年“三公”经费决算2万元，2022年“三公”经费决算1万元。"], "approved"),
        (
            [
                "“三公”经费决算汇总情况",
                "“三公”经费预算为3万元。",
                "“三公”经费支出2万元，较年初预算数减少1万元。",
            ],
            "executed",
        ),
        (["2024年“三公”经费财政拨款预算3万元，决算2万元。"], "approved"),
        (["南河县教育局"], "approved"),
    ],
)
def test_the_first_kind_of_words_that_a_text_prints_tells_its_stage(
    lines: list[str], phase: str
) -> None:
    paragraphs = [Paragraph(text, number) for number, text in enumerate(lines, 1)]
    assert publisher(paragraphs).phase == phase


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2023年全市部门及乡镇，包括行政单位和事业单位的“三公”经费共3万元。", 2023),
        (
            "按2022年修订的办法，2023年全市部门及乡镇，包括行政单位和事业单位的“三公”经费共3万元。",
            2023,
        ),
        ("〔2022年〕12号：三公经费3万元，比2021年行政单位和事业单位合计的三公经费少。", None),
    ],
)
def test_a_text_without_title_is_of_the_first_year_that_it_speaks_of(
    line: str, year: int | None
) -> None:
    assert publisher([Paragraph(line, 1)]).year == year


def test_the_year_of_which_nothing_is_budgeted_either_is_not_that_of_the_text() -> None:
    lines = ["2024年南河县人民检察院未安排出国经费预算，2023年也未安排此项预算。"] * 2
    assert publisher([Paragraph(text, n) for n, text in enumerate(lines, 1)]).year == 2024


@pytest.mark.parametrize(
    "line", ["2024年南河县教育局财政拨款“三公”经费预算表", "南河县教育局部门“三公”经费预算情况"]
)
def test_the_title_of_a_page_about_three_public_names_its_department(line: str) -> None:
    assert publisher([Paragraph(line, 1)]).department == "南河县教育局"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("南河县教育局2024年部门预算", "南河县教育局"),
        ("附件1：南河县教育局2024年部门预算", "南河县教育局"),
        ("二、南河县教育局2024年收支预算情况", "南河县教育局"),
        ("第二部分南河县科技、工业和信息化局2024年部门预算", "南河县科技、工业和信息化局"),
        ("单列的一张《预算表》显示，省教育局2024年预算", ""),
    ],
)
def test_a_title_names_the_department_without_what_stands_before_it(line: str, name: str) -> None:
    assert publisher([Paragraph("信息公开", 1), Paragraph(line, 9)]).department == name
