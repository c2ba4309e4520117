"""Layout text that keeps the look of the page: wrapped cells are put together."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from budgetgraph.converters.layout.flow.spaced import unwrap
from budgetgraph.converters.readers import text
from printed_answers import amounts, expected, indicators

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Block, Disclosure, Grid, Paragraph

# As pdftotext -layout prints it: an ideograph counts one column, figures stand between the lines
# of a label, headings wrap beside each other, 基本支出 stands over three columns in a gap.
SPENDING = """\
附表 4 一般公共预算支出表

部门名称：河东市人力资源和社会保障局 单位：万元

                                      基本支出
科目编                                                          项目支
            科目名称             合计
码                                        人员经    公用经          出
                                   小计
                                         费       费


208        社会保障和就业支出        1,468.38   610.91   528.75   82.16   857.47


          人力资源和社会保障管理事
20801                     1,053.66   439.75   357.59   82.16   613.91
                务


2080101        行政运行          410.81   410.81   328.65   82.16
2080102     一般行政管理事务         206.94                             206.94

          其他人力资源和社会保障管
2080199                     435.91    28.94    28.94            406.97
              理事务支出

20807          就业补助          414.72   171.16   171.16            243.56
"""
# As office programs print it: an ideograph counts two columns, and the first line has the figures.
BALANCE = """\
附表1 部门收支总表
                                                  单位：万元
收 入                         支 出
项 目              预算数     项 目              预算数
一、一般公共预算   1,693.49   一、一般公共服务   42.06
拨款收入                      支出
二、政府性基金预              二、外交支出
算拨款收入
三、事业收入       65.72      三、社会保障和就   1,717.15
                              业支出
收入总计           1,759.21   支出总计           1,759.21
"""


def read(content: str) -> list[Paragraph]:
    blocks = text.read(Source("a.txt", content.encode())).blocks
    return [block for block in blocks if isinstance(block, Paragraph)]


def rows(content: str) -> list[list[str]]:
    return [paragraph.text.split() for paragraph in unwrap(read(content), 2)[0] if paragraph.text]


def test_label_around_the_line_of_its_figures_is_one_and_headings_keep_their_levels() -> None:
    assert rows(SPENDING)[2:] == [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["小计", "人员经费", "公用经费"],
        ["208", "社会保障和就业支出", "1,468.38", "610.91", "528.75", "82.16", "857.47"],
        ["20801", "人力资源和社会保障管理事务", "1,053.66", "439.75", "357.59", "82.16", "613.91"],
        ["2080101", "行政运行", "410.81", "410.81", "328.65", "82.16"],
        ["2080102", "一般行政管理事务", "206.94", "206.94"],
        ["2080199", "其他人力资源和社会保障管理事务支出", "435.91", "28.94", "28.94", "406.97"],
        ["20807", "就业补助", "414.72", "171.16", "171.16", "243.56"],
    ]


def test_row_stands_on_the_line_of_its_figures() -> None:
    lines = [paragraph.line for paragraph in unwrap(read(SPENDING), 2)[0] if paragraph.text]
    assert lines[-6:] == [13, 17, 21, 22, 25, 28]


def test_figures_of_wrapped_rows_stand_in_their_columns() -> None:
    found = {
        (line.code, line.measure): str(line.amount_yuan)
        for line in convert(Source("a.txt", SPENDING.encode())).lines
    }
    assert found["20801", "项目支出"] == "6139100.00"
    assert found["2080199", "小计"] == "289400.00"
    assert found["2080102", "项目支出"] == "2069400.00"
    assert ("2080102", "小计") not in found


def test_cells_of_both_sides_of_a_balance_wrap_beside_each_other() -> None:
    assert rows(BALANCE)[2:] == [
        ["收", "入", "支", "出"],
        ["项", "目", "预算数", "项", "目", "预算数"],
        ["一、一般公共预算拨款收入", "1,693.49", "一、一般公共服务支出", "42.06"],
        ["二、政府性基金预算拨款收入", "二、外交支出"],
        ["三、事业收入", "65.72", "三、社会保障和就业支出", "1,717.15"],
        ["收入总计", "1,759.21", "支出总计", "1,759.21"],
    ]


def test_lines_of_text_without_columns_stay_as_they_are() -> None:
    plain = read("2024年部门预算\n208 社会保障和\n就业支出 12.00\n20801 管理事务 12.00\n")
    assert unwrap(plain, 2) == (plain, [])


# Whole texts as `pdftotext -layout` prints ruled tables, and what the tables hold, row by row.
PAGES = Path(__file__).with_name("spaced")


def converted(name: str) -> Disclosure:
    return convert(Source(f"{name}.txt", (PAGES / f"{name}.txt").read_bytes()))


def test_all_amounts_of_five_tables_with_torn_figures_are_read() -> None:
    assert amounts(converted("budget")) == expected(PAGES / "budget.tsv")


@pytest.mark.parametrize("name", ["list", "forms"])
def test_levels_and_projects_merged_over_rows_and_pages_are_those_of_each_indicator(
    name: str,
) -> None:
    disclosure = converted(name)
    assert indicators(disclosure) == expected(PAGES / f"{name}.tsv")
    assert not [finding for finding in disclosure.findings if finding.id == "R01"]


def test_row_that_a_page_cuts_is_whole() -> None:
    deadlines = [
        found.target.printed
        for found in converted("list").indicators
        if found.level3 == "工作完成时限" and found.target
    ]
    assert set(deadlines) == {"=2024年12月底前"}


def test_page_of_a_list_that_cannot_be_read_is_told_and_its_rows_go_to_no_project() -> None:
    pages = (PAGES / "list.txt").read_text(encoding="utf-8").split("\f")
    pages[1] = pages[1].replace("≥", " ").replace("≤", " ")
    disclosure = convert(Source("list.txt", "\f".join(pages).encode()))
    names = {found.project for found in disclosure.indicators}
    assert names <= {1, 2}
    assert any(finding.id == "R01" for finding in disclosure.findings)


def test_torn_figure_tells_its_pieces_and_their_lines() -> None:
    total = next(
        line
        for line in converted("budget").lines
        if (line.table, line.code, line.measure) == ("revenue", "208", "合计")
    )
    assert [(piece.text, piece.line) for piece in total.cell.pieces] == [("1159.6", 72), ("9", 74)]


def characters(blocks: Iterable[Block]) -> Counter[str]:
    """Return how often each character is printed, blanks aside."""
    found: Counter[str] = Counter()
    for block in blocks:
        cells = (cell for row in block.rows for cell in row) if isinstance(block, Grid) else [block]
        for cell in cells:
            found.update("".join(cell.text.split()))
    return found


@pytest.mark.parametrize("name", ["budget", "forms", "list"])
@pytest.mark.parametrize("gap", [0, 3, 7])
def test_nothing_printed_is_lost_even_where_lines_are_missing(name: str, gap: int) -> None:
    lines = (PAGES / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    kept = [line for number, line in enumerate(lines, 1) if not gap or number % gap]
    printed = read("\n".join(kept))
    lost = characters(printed) - characters(unwrap(printed, 2)[0])
    numbering = Counter("12345678910") if name == "list" else Counter()
    assert set(lost - numbering) <= set("绩效指标")  # the name of all columns together


def test_labels_without_figures_are_rows_and_no_rest_of_the_label_above() -> None:
    printed = rows(
        """\
                               财政拨款收支总表
              收入                                    支出
        项目               预算数               项目               预算数
一般公共预算拨款           500.00     一般公共服务支出                8.00
政府性基金预算拨款                    外交支出
国有资本经营预算拨款                  国防支出
                                      教育支出                      492.00
收入总计                   500.00     支出总计                      500.00
"""
    )
    assert ["政府性基金预算拨款", "外交支出"] in printed
    assert ["教育支出", "492.00"] in printed


def test_names_at_the_top_of_their_cells_keep_their_levels() -> None:
    printed = rows(
        """\
                                           收入总表
部门（单位     部门（单位）名称       合计                    本年收入                   上年结转结余
  ）代码
                                                小计    一般公共预  事业收入      小计     一般公共预
                                                            算                                 算
            合计                    5,759.05  5,710.85    5,554.07    156.78       48.20       48.20
361         宜昌市卫生健康委员会    5,759.05  5,710.85    5,554.07    156.78       48.20       48.20
"""  # noqa: E501 - as the page prints it
    )
    heading = printed[1:3]
    assert heading[0] == [
        "部门（单位）代码",
        "部门（单位）名称",
        "合计",
        "本年收入",
        "上年结转结余",
    ]
    assert heading[1] == ["小计", "一般公共预算", "事业收入", "小计", "一般公共预算"]


def test_a_target_as_wide_as_any_does_not_take_that_of_the_next_row() -> None:
    content = """\
部门支出总表
单位：万元
科目编码\t科目名称\t合计
208\t社会保障和就业支出\t36.00

                 项目绩效目标表
项目名称       水利工程运行维护
一级指标       二级指标           三级指标               指标值
产出指标       数量指标           开展技术培训场次       ≥24场次
                                  建设示范点数量         =6个
               质量指标           验收合格率             ≥95%
效益指标       社会效益指标       受益群众人数           ≥12000人次
               可持续影响指标     长效管理机制健全性     健全
"""
    found = convert(Source("a.txt", content.encode())).indicators
    assert [(i.level2, i.level3, i.target.printed) for i in found] == [
        ("数量指标", "开展技术培训场次", "≥24场次"),
        ("数量指标", "建设示范点数量", "=6个"),
        ("质量指标", "验收合格率", "≥95%"),
        ("社会效益指标", "受益群众人数", "≥12000人次"),
        ("可持续影响指标", "长效管理机制健全性", "健全"),
    ]


def test_end_of_a_numbered_label_below_its_figures_is_part_of_it() -> None:
    printed = rows(
        """\
                          财政拨款收支总表
         收入                                  支出
项目                  预算数    项目                     预算数
一、一般公共预算拨款  500.00    一、一般公共服务支出       8.00

二、政府性基金                  二、外交支出
                                三、文化旅游体育与传媒
                                                         90.00
                                支出
                                四、社会保障和就业支出  402.00

收入总计              500.00    支出总计                500.00
"""
    )
    assert ["三、文化旅游体育与传媒支出", "90.00"] in printed
    assert ["二、政府性基金", "二、外交支出"] in printed
    assert ["四、社会保障和就业支出", "402.00"] in printed
