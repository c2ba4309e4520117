"""Fragments to whole tables: page breaks, repeated headings, collapsed and merged heading cells."""

from collections.abc import Sequence

import pytest
from budgetgraph.converters.layout.assemble import Assembly, assemble
from budgetgraph.converters.layout.captions import find_title
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.model import Box, Cell, Document, Grid, Paragraph, Table

REVENUE_PAGES = """部门预算收入总表

323 峰峰人社局

预算年度：2024

单位：万元

| 序号 | 功能分类科目 | | 合计 | 本年收入 | | 上年结转 |
|----|----|----|----|----|----|----|
| | 科目编码 | 科目名称 | | 小计 | 财政拨款收入 | |
| 栏次 | 1 | 2 | 3 | 4 | 5 | 6 |
| 14 | 2080 506 | 机关事业单位职业年金缴费支出 | 3500. 00 | 3500. 00 | 3500. 00 | |
| 15 | 2080 | 对机 | 2888 | 2888 | 2888 | |

323 峰峰人社局

预算年度：2024

单位：万元

| 序号 | 功能分类科目 | | 合计 | 本年收入 | | 上年结转 |
|----|----|----|----|----|----|----|
| | 科目编码 | 科目名称 | | 小计 | 财政拨款收入 | |
| 档次 | 1 | 2 | 3 | 4 | 5 | 6 |
| | 507 | 关事业单位基本养老保险基金的补助 | 2.00 | 2.00 | 2.00 | |
| 16 | 20807 | 就业补助 | 165.00 | 165.00 | 165.00 | |

注：单位资金为零。
"""


def lay_out(content: str) -> Assembly:
    return assemble(text.read(Source("a.txt", content.encode())))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_row_cut_by_a_page_break_is_joined_texts_and_numbers_alike() -> None:
    (table,) = lay_out(REVENUE_PAGES).tables
    assert texts(table)[1][:3] == ["15", "2080507", "对机关事业单位基本养老保险基金的补助"]
    assert texts(table)[1][3:] == ["28882.00", "28882.00", "28882.00", ""]
    assert [piece.text for piece in table.rows[1][3].pieces] == ["2888", "2.00"]
    assert [piece.line for piece in table.rows[1][3].pieces] == [14, 26]


def test_footer_below_the_last_table_is_no_part_of_its_last_row() -> None:
    rows = [
        "科目编码\t科目名称\t合计\t项目支出",
        "212\t城乡社区支出\t7.4\t7.4",
        "21208\t土地\t7\t7",
    ]
    footer = "主办：县政府\t备案号：冀ICP备05号\t电话 0319-81234"
    table, below = lay_out("\n".join(["支出表", *rows, "", "1", "", footer])).tables
    assert texts(table)[-1] == ["21208", "土地", "7", "7"]
    assert len(texts(below)) == 1


def test_two_level_heading_gives_paths() -> None:
    (table,) = lay_out(REVENUE_PAGES).tables
    assert [column.path for column in table.columns] == [
        ("序号",),
        ("功能分类科目", "科目编码"),
        ("功能分类科目", "科目名称"),
        ("合计",),
        ("本年收入", "小计"),
        ("本年收入", "财政拨款收入"),
        ("上年结转",),
    ]


def test_title_unit_department_year_and_note_belong_to_the_table() -> None:
    assembly = lay_out(REVENUE_PAGES)
    (table,) = assembly.tables
    assert (table.title, table.scale) == ("部门预算收入总表", 10000)
    assert [note.text for note in table.notes] == ["注：单位资金为零。"]
    publisher = assembly.publisher
    assert (publisher.department_number, publisher.department) == ("323", "峰峰人社局")
    assert publisher.year == 2024


def test_collapsed_heading_cells_are_spread_over_their_columns() -> None:
    rows = [
        ["项目来源", "物品名称", "政府采购金额"],
        ["项目名称", "预算资金", "", "总计", "当年部门预算安排资金", "其他渠道资金"],
        ["", "", "", "", "合计", "一般公共预算拨款", ""],
        ["合计", "", "", "3.00", "3.00", "3.00", ""],
    ]
    content = "政府采购预算\n单位：万元\n" + "\n".join("\t".join(row) for row in rows)
    (table,) = lay_out(content).tables
    assert [column.path for column in table.columns][3:] == [
        ("政府采购金额", "总计"),
        ("政府采购金额", "当年部门预算安排资金", "合计"),
        ("政府采购金额", "当年部门预算安排资金", "一般公共预算拨款"),
        ("政府采购金额", "其他渠道资金"),
    ]


def test_same_heading_under_another_title_is_another_table() -> None:
    one = "|科目编码|科目名称|合计|\n|--|--|--|\n|205|教育支出|{}|\n"
    content = (
        "政府性基金预算支出表\n" + one.format("1") + "\n国有资本经营预算支出表\n" + one.format("2")
    )
    assert [table.title for table in lay_out(content).tables] == [
        "政府性基金预算支出表",
        "国有资本经营预算支出表",
    ]


def test_table_repeated_for_another_unit_is_not_run_together() -> None:
    page = (
        "部门收入总表\n\n{unit}\n\n"
        "|序号|科目编码|科目名称|合计|\n|--|--|--|--|\n|1|205|教育支出|{}|\n\n"
    )
    content = page.format("1.00", unit="101 甲局") + page.format("2.00", unit="102 乙局")
    assert len(lay_out(content).tables) == 2


def test_form_whose_first_row_alone_stands_before_the_page_break_is_one_table() -> None:
    def grid(page: int, *lines: tuple[str, ...]) -> Grid:
        rows = tuple(
            tuple(Cell(text, number, number, column, page) for column, text in enumerate(line, 1))
            for number, line in enumerate(lines, 1)
        )
        return Grid(rows, 1, page)

    head = grid(1, ("101 甲局", "单位：万元"))
    rest = grid(2, ("项目编码", "1", "项目名称", "甲"), ("一级指标", "二级指标", "三级指标", "值"))
    title = Paragraph("1、甲绩效目标表", 1, 1)
    blocks = (title, head, rest, Paragraph("2、乙绩效目标表", 9, 2), rest)
    tables = assemble(Document("a.pdf", "", "", "pdf", blocks, pages=2)).tables
    assert [(table.title, len(table.rows)) for table in tables] == [
        ("1、甲绩效目标表", 3), ("2、乙绩效目标表", 2),
    ]  # fmt: skip


def test_title_and_unit_in_cells_of_their_own_belong_to_the_table_below_an_empty_line() -> None:
    (table,) = lay_out(
        "2024年部门支出总表\t\t\n部门：101 甲县教育局\t\t单位：元\n\n"
        "科目编码\t科目名称\t合计\n205\t教育支出\t35,200\n"
    ).tables
    assert (table.title, table.scale) == ("2024年部门支出总表", 1)
    assert "部门：101 甲县教育局" in [paragraph.text for paragraph in table.caption]
    assert texts(table) == [["205", "教育支出", "35,200"]]


def test_contents_are_no_table() -> None:
    assert not lay_out(
        "| | |\n|--|--|\n| 部门预算收支总表 | 1 |\n| 三、机关运行经费 | 46 |\n"
    ).tables


def test_section_above_a_table_is_kept() -> None:
    content = (
        "一、收入说明\n2024年预算收入1万元。\n二、项目\n1、甲绩效目标表\n"
        "项目编码\t1\t项目名称\t甲\n一级指标\t二级指标\t三级指标\n"
    )
    assembly = lay_out(content)
    assert assembly.tables[0].section == "二、项目"
    assert [section.title for section in assembly.sections] == ["一、收入说明", "二、项目"]
    assert assembly.sections[0].text == "2024年预算收入1万元。"


def test_unit_in_the_heading_or_in_the_grid_is_found() -> None:
    in_heading = lay_out(
        "部门收入总表\n|科目编码|科目名称|合计（元）|\n|--|--|--|\n|205|教育支出|1|\n"
    )
    in_grid = lay_out("部门收入总表\n\t单位：元\n科目编码\t科目名称\t合计\n205\t教育支出\t1\n")
    assert in_heading.tables[0].scale == in_grid.tables[0].scale == 1


def test_title_wrapped_over_the_end_of_a_page_is_joined() -> None:
    above = Paragraph("32、预下达2024年城乡居民基本养老保险省级补", 31, page=272)
    number = Paragraph("- 272 -", 32, page=272)
    for text_overleaf, whole in (
        ("助资金绩效目标表", above.text + "助资金绩效目标表"),
        ("部门预算收入总表", "部门预算收入总表"),
    ):
        title = find_title([above, number, Paragraph(text_overleaf, 1, page=273)])
        assert title is not None
        assert title.text == whole


def test_heading_cut_by_a_page_break_stands_above_its_columns() -> None:
    def row(number: int, page: int, *cells: tuple[str, int, int]) -> tuple[Cell, ...]:
        return tuple(
            Cell(text, number, number, column, page, box=Box(left, 0, right, 10))
            for column, (text, left, right) in enumerate(cells, 1)
        )

    above = Grid(
        (row(1, 1, ("科目名称", 0, 100), ("基本支出", 100, 200), ("合计", 200, 250)),), 1, 1
    )
    below = row(1, 2, ("", 0, 100), ("人员经费", 100, 150), ("公用经费", 150, 200), ("", 200, 250))
    figures = row(
        2, 2, ("行政运行", 0, 100), ("1.00", 100, 150), ("2.00", 150, 200), ("3.00", 200, 250)
    )
    document = Document("a", "", "", "pdf", (above, Grid((below, figures), 1, 2)))
    (table,) = assemble(document).tables
    assert [column.path for column in table.columns] == [
        ("科目名称",),
        ("基本支出", "人员经费"),
        ("基本支出", "公用经费"),
        ("合计",),
    ]


INDENTED = """部门支出总表
\t323 峰峰人社局
\t预算年
\t度：2024
\t单位：万元

\t科目编码
\t科目名称
\t合计

\t210
\t卫生健康支出
\t49.94

\t21012
\t财政对职工
\t49.94

\t323 峰峰人社局
\t预算年
\t度：2024
\t单位：万元

\t科目编码
\t科目名称
\t合计

\t01
\t基本医疗保险
\t
"""


def test_caption_and_heading_repeated_among_indented_cells_mark_a_page_break() -> None:
    (table,) = lay_out(INDENTED).tables
    assert texts(table) == [
        ["210", "卫生健康支出", "49.94"],
        ["2101201", "财政对职工基本医疗保险", "49.94"],
    ]


def pages(heading: str, *parts: str) -> str:
    return "\n\n".join(f"{heading}\n{part}" for part in parts)


def test_rest_of_a_name_overleaf_is_no_row_where_all_rows_fill_other_columns() -> None:
    (table,) = lay_out(
        "部门机构设置情况\n\n"
        + pages(
            "单位名称\t单位性质\t单位规格\t经费保障形式",
            "甲局本级\t行政\t正科级\t财政拨款\n乙中心\t事业\t股级\t财政拨款\n丙市人力资源\t事业\t股级\t财政拨款",
            "局政务中心\t\t\t\n丁所\t事业\t股级\t财政拨款",
        )
    ).tables
    assert [row[0] for row in texts(table)] == [
        "甲局本级",
        "乙中心",
        "丙市人力资源局政务中心",
        "丁所",
    ]


def test_rest_of_a_known_label_overleaf_is_no_heading_and_no_row() -> None:
    (table,) = lay_out(
        "一般公共预算“三公”经费支出表\n\n"
        + pages(
            "项目\t资金性质\t\n\t合计\t一般公共预算财政拨款",
            "合计\t2.80\t2.80\n其中：公务用车购置费\t\t\n公务用车\t2.80\t2.80",
            "运行维护费\t\t\n三、公务接待费\t\t",
        )
    ).tables
    assert [row[0] for row in texts(table)][2:] == ["公务用车运行维护费", "三、公务接待费"]


def test_department_of_a_cover_may_go_over_lines() -> None:
    cover = "上海市普陀区规划和自然\n资源局\n2024年度部门决算\n目录\n"
    assert lay_out(cover).publisher.department == "上海市普陀区规划和自然资源局"
    plain = "上海市普陀区财政局\n2024年度部门决算\n目录\n"
    assert lay_out(plain).publisher.department == "上海市普陀区财政局"


@pytest.mark.parametrize(
    "between",
    ["续表", "（续上表）", "续表2：", "表2（续）", "部门支出总表（续）", "部门支出总表（续表）"],
)
def test_rest_of_a_table_below_a_line_that_says_so_has_the_columns_above(between: str) -> None:
    head = (("科目编码", "科目名称", "合计", "基本支出"), ("205", "教育支出", "3.00", "3.00"))
    rest = (("206", "科学技术支出", "2.00", "2.00"),)
    blocks = (Paragraph("部门支出总表", 1), grid(head, 2), Paragraph(between, 4), grid(rest, 5))
    (table,) = assemble(Document("a", "", "", "docx", blocks)).tables
    assert texts(table) == [list(head[1]), list(rest[0])]
    assert table.columns[3].path == ("基本支出",)


def grid(rows: tuple[tuple[str, ...], ...], line: int) -> Grid:
    return Grid(
        tuple(
            tuple(Cell(text, number, number, column) for column, text in enumerate(row, 1))
            for number, row in enumerate(rows, line)
        ),
        line,
    )


def test_form_whose_columns_change_is_one_where_nothing_stands_between() -> None:
    heading = [("部门（单位）名称", "某局"), ("年度部门预算收入（万元）", "20.00")]
    rest = [
        ("年度绩效目标", "抚育森林。", "", "", ""),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
        ("", "产出指标", "数量指标", "面积", "≥3亩"),
    ]

    def grid(rows: Sequence[tuple[str, ...]], begin: int) -> Grid:
        lines = enumerate(rows, begin)
        cells = [
            tuple(Cell(text, line, line, n, 1) for n, text in enumerate(row, 1))
            for line, row in lines
        ]
        return Grid(tuple(cells), begin, 1)

    title = Paragraph("部门整体绩效目标表", 1, page=1)
    blocks = (title, grid(heading, 2), grid(rest, 4))
    document = Document(
        name="a.pdf", sha256="", media_type="application/pdf", reader="pdf", blocks=blocks
    )
    (table,) = assemble(document).tables
    assert table.title == "部门整体绩效目标表"
    assert len(table.rows) == 5


@pytest.mark.parametrize("lost", ["?", "？", "\ufffd"])
def test_a_character_that_a_tool_could_not_write_is_no_text_beside_the_unit(lost: str) -> None:
    (table,) = lay_out(
        "| 2015年“三公”经费预算表 | |\n|---|---|\n"
        f"| {lost} | 单位:万元 |\n| 项目 | 预算数 |\n| 合计 | 34.35 |\n| 公务接待费 | 34.35 |\n"
    ).tables
    assert table.title == "2015年“三公”经费预算表"
    assert [paragraph.text for paragraph in table.caption] == ["单位:万元"]
    assert [column.path for column in table.columns] == [("项目",), ("预算数",)]


def test_a_figure_with_its_decimals_is_not_the_first_piece_of_another() -> None:
    heading = "| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n"
    rows = "| 208 | 社会保障和就业支出 | 203.50 |\n| 合计 |  | 203.50 |\n"
    pages = f"支出总表\n\n{heading}{rows}\n单位：万元\n\n{heading}|  | 满意度 | 85 |\n"
    printed = [row for table in lay_out(pages).tables for row in texts(table)]
    assert not any("85" in text for row in printed for text in row if text != "85")


def test_cells_beyond_the_widest_table_are_told() -> None:
    heading = "| 科目编码 | 科目名称 | " + " | ".join(f"第{n}年" for n in range(1, 206)) + " |"
    row = "| 201 | 一般公共服务支出 | " + "1.00 | " * 205
    found = lay_out(f"一般公共预算支出表\n\n{heading}\n{row}\n")
    assert len(found.tables[0].columns) == 200
    (told,) = [finding for finding in found.findings if finding.id == "R03"]
    assert (told.line, told.printed) == (3, "第199年")
    assert "14 cells" in told.message_en
