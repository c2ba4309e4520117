"""Tables that running order does not tell, read by where their words stand."""

import heading_trees as ways
import pytest
from budgetgraph.converters.layout.flow.again import Text, read_again
from budgetgraph.converters.layout.flow.budget.by_place import words_by_line
from budgetgraph.converters.layout.flow.spaced.words import display_width

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Cell, Disclosure, Grid, Paragraph

TITLE = "部门收支总表"
TREE: ways.Tree = [
    ("收入", ["项目", "预算数"]),
    ("支出", ["项目（按功能分类）", "预算数", "项目（按部门预算经济分类）", "预算数"]),
]
FIRST = [
    ["一、财政拨款收入", "1,350.00", "一、一般公共服务支出", "300.00", "一、基本支出", "180.00"],
    ["二、事业收入", "20.00", "二、资源勘探工业信息等支出", "", "工资福利支出", "150.00"],
    ["三、其他收入", "10.00", "三、社会保障和就业支出", "1,050.00", "商品和服务支出", "30.00"],
]
SECOND = [
    ["", "", "四、城乡社区支出", "30.00", "二、项目支出", "1,200.00"],
    ["收入总计", "1,380.00", "支出总计", "1,380.00", "支出总计", "1,380.00"],
]
AMOUNTS = sum("." in text for row in FIRST + SECOND for text in row)


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def told(disclosure: Disclosure) -> set[str]:
    return {finding.id for finding in disclosure.findings}


def overleaf(rows: list[list[str]]) -> str:
    """Return rows as a page without a heading prints them: on a scale of its own."""
    lines = ways.spaced("", TREE, rows).splitlines()
    return "\n".join(lines[-len(rows) :])


def test_rows_go_on_overleaf_on_another_scale() -> None:
    text = ways.spaced(TITLE, TREE, FIRST) + "\n   - 1 -\n\f" + overleaf(SECOND)
    found = read(text)
    assert "R09" in told(found)
    assert not {"R01", "R08", "R32"} & told(found)
    assert len(found.lines) == AMOUNTS
    assert {(line.label, line.measure, str(line.amount_yuan)) for line in found.lines} >= {
        ("四、城乡社区支出", "预算数", "300000.00"),
        ("二、项目支出", "预算数", "12000000.00"),
    }


def at(*words: tuple[int, str]) -> str:
    """Return a line with words from given columns of characters on, an ideograph two wide."""
    line, column = "", 0
    for left, text in words:
        line += " " * (left - column) + text
        column = left + display_width(text)
    return line


def test_width_of_words_that_a_few_lines_leave_open_is_that_of_the_document() -> None:
    heading = [
        [(2, "预算单位"), (18, "年度"), (28, "“三公”经费财"), (44, "因公出国（境）"),
         (62, "公务接待费"), (89, "公务用车购置和运行维护费")],
        [(28, "政拨款预算总额"), (49, "费用")],
        [(84, "小计"), (96, "公务用车购置费"), (113, "公务用车运行维")],
        [(118, "护费")],
    ]  # fmt: skip
    rows = [
        [(0, "某县水利局"), (15, f"{year}年"), (39, total), (73, part), (90, "3.00"), (124, "3.00")]
        for year, total, part in ((2023, "6.00", "3.00"), (2024, "5.00", "2.00"))
    ]
    lines = [at(*words) for words in (*heading, *rows)]
    below = "\n".join(["", at((30, "“三公”经费支出表")), "", *lines, ""])
    found = read(ways.spaced("部门支出总表", ["科目编码", "科目名称", "合计"], CODED) + below)
    assert "R01" not in told(found)
    assert [
        (line.year, line.measure, line.figure.printed)
        for line in found.lines
        if line.table == "three-public" and line.year == 2024
    ] == [
        (2024, "“三公”经费财政拨款预算总额", "5.00"),
        (2024, "公务接待费", "2.00"),
        (2024, "小计", "3.00"),
        (2024, "公务用车运行维护费", "3.00"),
    ]


def test_what_is_printed_below_is_no_row() -> None:
    prose = "以上收支均按预算口径填列，收入总计与支出总计相等\n各项支出的说明见后文第二部分"
    found = read(ways.spaced(TITLE, TREE, FIRST + SECOND) + prose + "\n")
    assert len(found.lines) == AMOUNTS
    assert not any("口径" in line.label for line in found.lines)


@pytest.mark.parametrize("column", [0, 2, 4])
def test_amounts_without_a_name_are_told_not_read(column: int) -> None:
    rows = [list(row) for row in FIRST + SECOND]
    rows[0][column] = ""
    found = read(ways.spaced("四、部门收入总表", ["科目编码", "科目名称", "合计"], CODED) + "\n"
                 + ways.spaced(TITLE, TREE, rows))  # fmt: skip
    assert "R01" in told(found)
    assert {line.table for line in found.lines} == {"revenue"}


CODED = [["201", "一般公共服务支出", "1,380.00"], ["20103", "政府办公厅事务", "1,380.00"]]


def test_tables_of_the_source_stay_as_they_are() -> None:
    pipes = ways.pipes("四、部门收入总表", ["科目编码", "科目名称", "合计"], CODED)
    found = read(ways.spaced(TITLE, TREE, FIRST + SECOND) + "\n" + pipes)
    by_table = [sum(line.table == code for line in found.lines) for code in ("balance", "revenue")]
    assert by_table == [AMOUNTS, len(CODED)]


def test_figures_before_texts_are_rows() -> None:
    text = (
        ways.spaced("四、部门收入总表", ["科目编码", "科目名称", "合计"], CODED)
        + "\n某项业务经费明细\n"
        + "设备更新          268.00   保障设备更新\n信息化建设        150.40   保障信息化建设\n"
        + "人员培训           20.00   保障人员培训\n"
    )
    assert "R01" in told(read(text))


def test_the_sides_of_a_balance_are_over_all_columns_below_them() -> None:
    text = """\
                               收支总表
                                                                 单位：万元
            收入                                    支出
      项目          本年预算       项目（按功能分类）      本年预算      项目（按经济分类）      本年预算
一、一般公共预算拨款收入    10332.48  一、一般公共服务支出     9522.52  一、工资福利支出
二、政府性基金预算拨款收    20846.86  二、外交支出        21656.82  二、商品和服务支出      31179.34
入
收入总计            31179.34  支出总计          31179.34  支出总计           31179.34
"""  # noqa: E501
    found = {(line.side, line.label): line.figure.printed for line in read(text).lines}
    assert found["expenditure", "二、商品和服务支出"] == "31179.34"
    assert {side for side, _ in found} == {"income", "expenditure"}


def test_levels_in_the_middle_of_an_even_number_of_rows_are_told() -> None:
    text = """\
                    部门整体支出绩效目标表
 一级指标       二级指标          三级指标      指标性质      指标值      度量单位
            数量指标          开展技术培训场次  ≥         24              场次
产出指标                      建设示范点数量    =         6               个
            质量指标          验收合格率        ≥         95              %
                              补助发放准确率    =         100             %
效益指标    社会效益指标      受益群众人数      ≥         12000           人次
满意度指标  服务对象满意度    公众满意度        ≥         85              %
"""
    frame = ways.spaced("四、部门收入总表", ["科目编码", "科目名称", "合计"], CODED) + "\n"
    found = read(frame + text)
    assert "R01" in told(found)
    assert not found.indicators


def test_rows_below_a_text_that_crosses_the_columns_are_told() -> None:
    lines = ways.spaced(TITLE, TREE, FIRST + SECOND).split("\n")
    place = next(number for number, line in enumerate(lines) if "四、" in line)
    lines.insert(place, "以上为本级支出以下为下属单位支出与上年结转安排的支出一并列示")
    found = read("\n".join(lines))
    first = next(finding for finding in found.findings if finding.id == "R01")
    assert first.line == place + 2  # the line itself, counted from 1, below the text


SOURCES: ways.Tree = [
    *("单位名称", "项目名称", "合计"),
    ("财政拨款收入", ["一般公共预算", "政府性基金预算", "国有资本经营预算"]),
    *("财政专户管理资金", "单位资金", "上年结转结余"),
]
PROJECTS = [
    ["合计", "", "800.00", "600.00", "100.00", "", "20.00", "50.00", "30.00"],
    ["某局本级", "设备更新改造专项", "300.00", "300.00", "", "", "", "", ""],
    ["某局本级", "信息化建设和运行维护", "280.00", "250.00", "", "", "", "", "30.00"],
    ["某局本级", "人员培训", "70.00", "50.00", "", "", "20.00", "", ""],
    ["某局本级", "开放运行", "50.00", "", "", "", "", "50.00", ""],
    ["某局本级", "公益金项目", "100.00", "", "100.00", "", "", "", ""],
]
INCOME = [
    ["一、一般公共预算", "", "一、一般公共服务支出", "800.00"],
    ["二、政府性基金预算", "100.00", "二、外交支出", ""],
    ["三、国有资本经营预算", "", "三、国防支出", ""],
    ["四、财政专户管理资金", "20.00", "四、教育支出", ""],
    ["五、单位资金", "50.00", "", ""],
    ["收入总计", "800.00", "支出总计", "800.00"],
]


def test_names_that_do_not_stand_in_the_order_of_their_columns_are_read_by_their_place() -> None:
    # The balance lists sources without a figure, so that the sums agree with the wrong columns.
    balance = ways.spaced(TITLE, ["收入项目", "预算数", "支出项目", "预算数"], INCOME)
    projects = ways.spaced("部门项目支出预算表", SOURCES, PROJECTS)
    found = read(balance + "\n" + projects).lines
    assert [(n.label, n.measure) for n in found if n.table == "project-list"] == [
        (row[1] or row[0], name)
        for row in PROJECTS
        for name, text in zip(ways.leaves(SOURCES)[2:], row[2:], strict=True)
        if text
    ]


@pytest.mark.parametrize(("wrong", "is_read_again"), [("600.00", True), ("599.00", False)])
def test_sums_of_the_heading_that_do_not_hold_are_read_again_if_more_hold_then(
    wrong: str, is_read_again: bool
) -> None:
    names = ["科目名称", "合计", "基本支出", "项目支出"]
    rows = [["行政运行", "300.00", "200.00", "100.00"], ["管理事务", wrong, "250.00", "350.00"]]
    text = ways.spaced("部门支出总表", names, rows).splitlines()
    lines = [Paragraph(line.strip(), n, indent=len(line) - len(line.lstrip()))
             for n, line in enumerate(text, 1)]  # fmt: skip
    moved = [names, rows[0], ["管理事务", "250.00", wrong, "350.00"]]
    grid = Grid(tuple(tuple(Cell(t, 3).at(r, c) for c, t in enumerate(row, 1))
                      for r, row in enumerate(moved, 1)), 3)  # fmt: skip
    seen, _ = read_again([*lines[:2], grid], [], Text(lines, 2, words_by_line(lines)), frozenset())
    assert (grid not in seen) == is_read_again


def test_one_row_below_the_title_of_a_known_table_is_told() -> None:
    text = (
        ways.spaced("四、部门收入总表", ["科目编码", "科目名称", "合计"], CODED)
        + "\n             五、一般公共预算“三公”经费支出表\n\n"
        + "  某栏           某某栏       又一栏        另一栏\n"
        + "  某县水利局       5.00         2.00          3.00\n"
    )
    found = read(text)
    assert "R01" in told(found)
    assert "5.00" not in {line.figure.printed for line in found.lines}


def test_two_rows_are_read_by_their_look() -> None:
    text = (
        ways.spaced("四、部门收入总表", ["科目编码", "科目名称", "合计"], CODED)
        + """
                              财政拨款“三公”经费支出表
                                                                              单位：万元
 单位编码      单位名称     “三公”经费              因公出国（境）费               公务接待费   公务用车运行
                                合计                                                             维护费
                                              小计      因公出国（境   其中：培训
                                                             ）费
            合计                    5.00                                                    2.00          3.00
101001      某县水利局              5.00                                                    2.00          3.00
"""  # noqa: E501
    )
    found = {(n.label, n.measure): n.figure.printed for n in read(text).lines}
    assert found["某县水利局", "公务接待费"] == "2.00"
    assert found["某县水利局", "公务用车运行维护费"] == "3.00"


@pytest.mark.parametrize(("name", "label"), [("专项业", "311专项业务类"), ("300", "")])
def test_blank_between_a_number_and_its_name_parts_no_columns(name: str, label: str) -> None:
    rows = [
        at((0, "项目分类"), (14, "项目代码"), (30, "项目名称"), (60, "合计"), (72, "一般公共预算")),
        at(
            (0, f"311 {name}"),
            (14, "5304002410"),
            (30, "学前教育发展"),
            (57, "356.20"),
            (76, "356.20"),
        ),
        at((0, "务类"), (30, "补助")),
        at(
            (0, f"311 {name}"),
            (14, "5304002411"),
            (30, "高中改善办学"),
            (57, "120.00"),
            (76, "120.00"),
        ),
        at((0, "务类"), (30, "条件")),
        at((0, "合计"), (57, "476.20"), (76, "476.20")),
    ]
    frame = ways.spaced("四、部门收入总表", ["科目编码", "科目名称", "合计"], CODED) + "\n"
    found = read(f"{frame}部门项目支出预算表\n单位：万元\n" + "\n".join(rows))
    tables = [table for table in found.tables if table.title == "部门项目支出预算表"]
    first = [row[0].text for table in tables for row in table.rows]
    assert first == ([label, label, "合计"] if label else [])
    assert ("R01" in told(found)) == (not label)


def test_brackets_below_a_name_are_the_rest_of_it() -> None:
    rows = [
        at((0, "科目编码"), (12, "项目名称"), (28, "项目支出合计"), (46, "资本性支出")),
        at((46, "（基本建设"), (60, "资本性支出")),
        at((50, "）")),
        at((0, "2110299"), (12, "环境监测能力"), (35, "96.00"), (65, "96.00")),
        at((0, "2110302"), (12, "水源地"), (34, "150.50"), (51, "30.50"), (64, "120.00")),
        at((0, "合计"), (34, "246.50"), (51, "30.50"), (64, "216.00")),
    ]
    frame = ways.spaced("四、部门收入总表", ["科目编码", "科目名称", "合计"], CODED) + "\n"
    found = read(f"{frame}一般公共预算项目支出情况表\n单位：万元\n" + "\n".join(rows))
    lines = [line for line in found.lines if line.table == "project-list"]
    assert "R01" not in told(found)
    assert [(line.measure, line.figure.printed) for line in lines if line.code == "2110302"] == [
        ("项目支出合计", "150.50"),
        ("资本性支出（基本建设）", "30.50"),
        ("资本性支出", "120.00"),
    ]
