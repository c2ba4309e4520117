"""The reader of text: four ways to write a table, encodings, and input that is no text."""

import codecs

import pytest
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.errors import InputError
from budgetgraph.model import Document, Grid, Paragraph


def read(content: str | bytes) -> Document:
    data = content if isinstance(content, bytes) else content.encode()
    document: Document = text.read(Source("a.txt", data))
    return document


def cells(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def test_pipe_table_loses_its_rule_and_the_empty_row_above_it() -> None:
    document = read("标题\n\n| | |\n|---|:--:|\n| 合计 | 1.00 |\n| a\\|b | |\n后文")
    assert cells(document) == [[["合计", "1.00"], ["a|b", ""]]]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.text] == [
        "标题",
        "后文",
    ]


def test_every_cell_knows_its_line_row_and_column() -> None:
    grid = read("\n\n| a | b |\n| c | d |").blocks[-1]
    assert isinstance(grid, Grid)
    last = grid.rows[1][1]
    assert (last.text, last.line, last.row, last.column) == ("d", 4, 2, 2)


def test_tab_rows_keep_empty_cells() -> None:
    assert cells(read("1\t\t合计\t\n\t2\t\t")) == [[["1", "", "合计", ""], ["", "2", "", ""]]]


def test_rows_with_commas_between_cells_quote_thousands() -> None:
    content = '标题\n项目,预算数,备注\n合计,"1,234.50",\n其中：甲,"1,000.00",注\n\n1,234.00 2,000.00 3,1.00\n'
    assert cells(read(content)) == [
        [["项目", "预算数", "备注"], ["合计", "1,234.50", ""], ["其中：甲", "1,000.00", "注"]]
    ]
    assert not cells(read("甲 1,234.00 5,678.00\n乙 1,234.00 5,678.00\n丙 1,234.00 5,678.00\n"))
    assert not cells(read("In 2024, as before, we pay.\nIt is, of course, more.\n"))


def test_two_cells_with_a_comma_between_are_a_row_where_the_second_is_a_figure() -> None:
    content = '项目,Unnamed: 1\n一、预算拨款,2522.55\n教育收费,\n收入总计,"2,553.15"\n\n'
    (table,) = cells(read(content))
    assert table[1:] == [["一、预算拨款", "2522.55"], ["教育收费", ""], ["收入总计", "2,553.15"]]
    assert not cells(read("预算拨款,减少\n教育收费,增加\n其他收入,减少\n"))
    assert not cells(read('"甲,乙"\n"丙,丁"\n"戊,己"\n'))


def test_one_cell_per_indented_line_rows_parted_by_empty_lines() -> None:
    assert cells(read("前文\n\n\t单位名称\n\t性质\n\n\t甲局\n\t\n\n\n后文")) == [
        [["单位名称", "性质"], ["甲局", ""]]
    ]


def test_indented_cell_goes_on_over_lines_and_one_empty_line() -> None:
    document = read("\t目标\n\t1、甲；\n2、乙\n\n3、丙\n\n\n\t指标\n\t值\n\n\n正文")
    assert cells(document) == [[["目标", "1、甲；\n2、乙\n3、丙"], ["指标", "值"]]]


def test_indented_cells_whose_rows_nothing_parts_are_lines() -> None:
    labels = ("一、财政拨款收入", "二、事业收入", "三、上级补助收入", "四、其他收入")
    rows = [(label, str(number) + ".00") for number, label in enumerate(labels * 10, 1)]
    content = "收支\n\n" + "".join(f"\t{cell}\n" for row in rows for cell in row)
    document = read(content)
    assert not cells(document)
    assert cells(read(content + "\n\n编码\t名称\t预算\n\t合计\t1.00\n")) == [
        [["编码", "名称", "预算"], ["", "合计", "1.00"]]
    ]
    printed = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert printed[2:-1] == [cell for row in rows for cell in row]


def test_word_field_code_behind_a_title_is_taken_out() -> None:
    document = read(
        "1、城乡养老绩效目标表 TC 1、城乡养老绩效目标表 \\f B \\l 1 \n\n\ta\n\tb\n\n\tc\n\td\n"
    )
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text == "1、城乡养老绩效目标表"


def test_html_remnants_inside_cells_are_taken_out() -> None:
    assert cells(read("目标\t<p>第一&nbsp;项</p><br/>第二项\tx<5")) == [
        [["目标", "第一\xa0项 \n第二项", "x<5"]]
    ]


def test_form_feeds_count_pages_and_their_absence_gives_none() -> None:
    paged = [b.page for b in read("一\n\f二\n三").blocks]
    assert [p for p in paged if p] == [1, 2, 2]
    assert read("一\n二").blocks[0].page is None


def test_text_without_any_rows_is_flowing_and_keeps_its_empty_lines() -> None:
    document = read("序号\n\n1 合计 2.00")
    assert document.flowing
    assert len(document.blocks) == 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings_of_published_texts(encoding: str) -> None:
    content = "部门预算收支总表\n| 合计 | 48722.32 |\n"
    assert cells(read(content.encode(encoding))) == [[["合计", "48722.32"]]]


def test_utf16_with_big_endian_mark() -> None:
    data = codecs.BOM_UTF16_BE + "| 合计 |1|".encode("utf-16-be")
    assert cells(read(data)) == [[["合计", "1"]]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (bytes(range(256)) * 40, "not a text"),
        (b"%PDF-1.4\x00\xff\xfe\x00\x01" * 50, "not a text"),
        (("长" * 1_000_001).encode(), "characters"),
    ],
)
def test_input_that_is_no_text_ends_in_one_clear_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_line_that_is_too_long_is_named() -> None:
    with pytest.raises(InputError) as caught:
        read("一\n" + "长" * 1_000_001)
    assert caught.value.place == "a.txt:2"


def test_marks_of_bold_and_slanted_text_are_no_print() -> None:
    document = read(
        "### **收支总表**\n\n| **合计** | *其中* | ** | 2**3**4 |\n|---|---|---|---|\n|a|b|c|d|"
    )
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.text] == ["收支总表"]
    assert cells(document)[0][0] == ["合计", "其中", "**", "234"]


def test_rows_with_pipes_between_cells_only_go_on_until_two_blanks_end_them() -> None:
    content = (
        "标题\n\n科目编码| 科目名称|\n合计  \n---|---|---  \n"
        "208| 社会保障\n和就业支出| 1.00  \n| 合计|   \n注：一格  \n\n后文"
    )
    document = read(content)
    assert cells(document) == [
        [
            ["科目编码", "科目名称", "合计"],
            ["208", "社会保障 和就业支出", "1.00"],
            ["", "合计", ""],
            ["注：一格"],
        ]
    ]
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.line for cell in (*grid.rows[0], *grid.rows[1])] == [3, 3, 4, 6, 6, 7]
    assert [piece.line for piece in grid.rows[1][1].pieces] == [6, 7]
    trimmed = "a| b\n---|---\n| 2\n后文\n"
    assert cells(read(trimmed)) == [[["a", "b"], ["", "2"]]]
    assert not cells(read("甲 | 乙\n\n---|---\n"))


@pytest.mark.parametrize("end", ["", " |"])
def test_rows_with_pipes_and_no_rule_are_a_table(end: str) -> None:
    rows = [
        "项 目 | 预算数 | 其中:财政拨款",
        "合 计 | 9.50 | 9.50",
        "1.公务接待费 | 2.50 |",
        "2.公务用车费 | 7.00 | 7.00",
    ]
    document = read("“三公”经费表\n单位:万元\n" + "\n".join(r + end for r in rows) + "\n注:略。")
    (table,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["项 目", "预算数", "其中:财政拨款"],
        ["合 计", "9.50", "9.50"],
        ["1.公务接待费", "2.50", ""],
        ["2.公务用车费", "7.00", "7.00"],
    ]
    assert table.rows[3][1].line == 6


@pytest.mark.parametrize(
    "printed",
    [
        "首页 | 新闻 | 公开\n预算 | 决算 | 三公\n2024 | 2023 | 2022",  # a menu
        "合计 | 9.50\n办公费 | 2.50 | 1.00\n印刷费 | 7.00",  # rows of different length
        "浏览量:1 | | | |\n字号 | 大 | 中 | 小",
    ],
)
def test_lines_with_pipes_that_are_no_rows_stay_text(printed: str) -> None:
    assert not cells(read(printed))


def test_cells_on_lines_of_their_own_are_shared_out_by_labels_and_figures() -> None:
    heading = ["项目", "预算数", "上年数"]
    printed = [*heading, "合计", "9.50", "8.00", "接待费", "2.50", "", "用车费", "7.00", "8.00"]
    document = read("\n".join(f"{cell} |" for cell in ["单位:万元", *printed]))
    (table,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["单位:万元", "", ""],
        *(printed[at : at + 3] for at in range(0, 12, 3)),
    ]
    assert [cell.line for cell in table.rows[2]] == [5, 6, 7]


def test_the_end_of_a_cell_may_stand_on_the_line_below_it() -> None:
    printed = ["项 目", "预 算 数", "合 计", "9.50", "接待费", "", "用车费", "9.50"]
    lines = "\n".join(line for cell in printed for line in (cell, "|") if line)
    document = read(f"单位:万元\n{lines}\n二、情况说明")
    (table,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[cell.text for cell in row] for row in table.rows] == [
        printed[at : at + 2] for at in range(0, 8, 2)
    ]
    assert [cell.line for cell in table.rows[1]] == [6, 8]


def test_percentages_and_figures_with_a_unit_are_figures_of_cells_on_lines() -> None:
    heading = ["附表:", "", "“三公”经费表", "", "单位:万元", "项目", "预算数", "增长"]
    printed = ["合计", "9万元", "5.00%", "接待费", "2万元", "-1%", "用车费", "7万元", "8.00%"]
    (table,) = cells(read("\n".join(f"{cell} |" for cell in [*heading, *printed])))
    assert [row for row in table if row[1]] == [
        heading[5:],
        *(printed[at : at + 3] for at in range(0, 9, 3)),
    ]


def test_cells_on_lines_below_a_heading_of_two_levels_are_no_table() -> None:
    printed = ["项目", "行次", "上年数", "预算数", "增减情况", "栏次", "增减额", "增减率"]
    printed += ["合计", "1", "2.50", "3.50", "1.00", "0.40", "接待费", "2", "2.50", "3.50", "1.00"]
    assert not cells(read("\n".join(f"{cell} |" for cell in [*printed, "0.40"])))


def test_an_empty_cell_on_a_line_keeps_its_place_beside_rows_that_are_filled_up() -> None:
    lines = ["收支总表", "|||", "单位:万元", "|||", "收入", "支出", "||"]
    lines += ["项目", "预算", "项目", "预算", "一、预算拨款", "9.50", "一、教育支出", "8.00"]
    lines += ["|", "|", "二、其他支出", "1.50", "|"]
    text_lines = (line if not line.strip("|") else f"{line} |" for line in lines)
    (table,) = cells(read("\n".join(text_lines)))
    assert table == [
        ["收支总表"],
        ["单位:万元"],
        ["收入", "支出"],
        ["项目", "预算", "项目", "预算"],
        ["一、预算拨款", "9.50", "一、教育支出", "8.00"],
        ["", "", "二、其他支出", "1.50"],
        [""],
    ]
    titled = ["收支总表 |", "|", "|", "|", *lines[2:]]
    (table,) = cells(read("\n".join(x if "|" in x else f"{x} |" for x in titled)))
    assert [len(row) for row in table] == [1, 1, 2, 4, 4, 4, 1]
    misplaced = ["收支总表", "|||", "合计", "1.50", "一、教育支出", "8.00", "甲", "乙", "丙", "|"]
    misplaced += ["2.50", "丁", "戊", "3.50", "||", "甲"]
    assert not cells(read("\n".join(x if not x.strip("|") else f"{x} |" for x in misplaced)))


def test_cells_that_do_not_tell_their_rows_are_told() -> None:
    printed = ["项目", "预算数", "合计", "9.50", "接待费", "7.00", "用车费", "从紧", "2.50"]
    content = "2024年支出预算3万元。\n" + "\n".join(f"{cell} |" for cell in printed)
    assert not cells(read(content))
    (told,) = [
        found for found in convert(Source("a.txt", content.encode())).findings if found.id == "R01"
    ]
    assert (told.line, "9 lines, 3 figures" in told.message_en) == (2, True)


def test_escapes_of_markdown_are_taken_out_and_no_others() -> None:
    document = read("1\\.共1,693\\.49\\-\\(万元\\)\n\n\\*注\\*\n\n| \\*甲 | $\\left\\{3\\%$ |")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.text] == [
        "1.共1,693.49-(万元)",
        "*注*",
    ]
    assert cells(document) == [[["*甲", "$\\left\\{3\\%$"]]]
    assert cells(read("PAGE \\* MERGEFORMAT\t\\x")) == [[["PAGE \\* MERGEFORMAT", "\\x"]]]


@pytest.mark.parametrize("printed", [">=95%", ">95%", "> 95%", "<=3000元"])
def test_sign_of_a_target_alone_on_its_line_is_no_quote(printed: str) -> None:
    document = text.read(Source("a.txt", f"合格率\n{printed}\n> 说明\n".encode()))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)][:3] == [
        "合格率",
        printed,
        "说明",
    ]


def test_text_cut_inside_a_character_is_told_to_be_cut_off() -> None:
    cut = Source("a.txt", "部门收支总表\n收入总计 12.00\n".encode() + "支".encode()[:2])
    assert text.identify(cut)
    with pytest.raises(InputError, match="cut off on the way"):
        text.read(cut)


def test_sentences_with_as_many_commas_are_no_rows() -> None:
    sentences = "公务接待费638万元,比上年减少317万元,下降3%。\n" * 4
    found = text.read(Source("a.txt", sentences.encode())).blocks
    assert [block.text for block in found if isinstance(block, Paragraph)][:2] == (
        sentences.split("\n")[:2]
    )


def test_text_that_wraps_with_as_many_commas_in_each_line_is_no_table() -> None:
    wrapped = (
        "总额为 5.48 万元,比预算增加 0 万元,比去年增加\n1.55 万元,增长 39.4%,主要是运行支出\n"
        "增加,导致支出增加。其中,出国支出与去年持平\n"
    )
    assert all(isinstance(block, Paragraph) for block in read(wrapped).blocks)
    rows = "甲,1,完成任务。完成两次\n乙,2,完成任务。\n丙,3,完成\n"
    assert isinstance(read(rows).blocks[0], Grid)
