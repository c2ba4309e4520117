"""Headings above sentences: which numbering stands inside which."""

from budgetgraph.converters.layout.sentences import split_sentences

from budgetgraph.model import Paragraph

EXPLANATION = """第一部分 2022年部门预算信息公开情况说明
五、预算绩效信息
第一部分 部门整体绩效目标
目标按计划完成。
第二部分 预算项目绩效目标
六、政府采购预算情况
2022年，政府采购预算15.86万元。
第二部分 附表
表见后。"""


def headings_of(text: str) -> dict[str, tuple[str, ...]]:
    lines = text.splitlines()
    paragraphs = [Paragraph(line, number) for number, line in enumerate(lines, 1)]
    return {sentence.text: sentence.headings for sentence in split_sentences(paragraphs)}


def test_parts_that_begin_anew_inside_a_chapter_end_with_it() -> None:
    found = headings_of(EXPLANATION)
    assert found["目标按计划完成。"][1:] == ("五、预算绩效信息", "第一部分部门整体绩效目标")
    assert found["2022年，政府采购预算15.86万元。"] == (
        "第一部分2022年部门预算信息公开情况说明",
        "六、政府采购预算情况",
    )


def test_parts_hold_chapters_where_they_come_first() -> None:
    text = "第一部分 概况\n一、职责\n职责见上。\n第二部分 预算说明\n一、收入\n收入见表。"
    assert headings_of(text)["收入见表。"] == ("第二部分预算说明", "一、收入")


NESTED = """{contents}第一部分 部门预算说明
一、绩效预算信息
第一部分 总体绩效目标
目标按计划完成。
第二部分 部门预算公开表
{next_chapter}、收入
收入见表。"""


def test_part_that_continues_both_series_is_an_outer_one_where_its_chapters_begin_anew() -> None:
    found = headings_of(NESTED.format(contents="", next_chapter="一"))
    assert found["收入见表。"] == ("第二部分部门预算公开表", "一、收入")
    found = headings_of(NESTED.format(contents="", next_chapter="二"))
    assert found["收入见表。"] == ("第一部分部门预算说明", "二、收入")


def test_part_that_the_contents_list_is_an_outer_one() -> None:
    contents = "目录\n第一部分 部门预算说明……1\n第二部分 部门预算公开表……5\n"
    found = headings_of(NESTED.format(contents=contents, next_chapter="二"))
    assert found["收入见表。"] == ("第二部分部门预算公开表", "二、收入")
    assert found["目标按计划完成。"] == (
        "第一部分部门预算说明",
        "一、绩效预算信息",
        "第一部分总体绩效目标",
    )
