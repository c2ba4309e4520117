"""Text of tables whose codes have a column per level and whose amounts are whole yuan.

So print districts of Shanghai: halves headed 本年收入 or 财政拨款收入 with groups of their own,
类, 款 and 项 side by side with 项目 over them, and the running cost of agencies beside the three
public expenses.
"""

import pytest
from budgetgraph.converters.layout.flow.pieces import fixed_decimals, parted
from budgetgraph.converters.layout.flow.tokens import tokenise
from budgetgraph.converters.readers._rows import TextLine, without_gap_tabs

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure, Paragraph

BALANCE = """\
                2024年预算单位财务收支预算总表
编制单位：河东区社会福利院                                       单位：元

       本年收入                              本年支出
                                                      预算数
   项目       预算数           项目                     基本支出
                                      合计                       项目支出
                                               人员经费       公用经费
一、财政拨款收入      9,501,164 一、一般公共服务支出
1、一般公共预算资金    9,501,164 二、社会保障和就业支出  11,281,624  6,540,674  2,120,950  2,620,000
2、政府性基金                 三、卫生健康支出        503,724     503,724
二、事业收入        2,620,000 四、住房保障支出        335,816     335,816
   收入总计     12,121,164    支出总计    12,121,164   7,380,214  2,120,950  2,620,000
"""
_, ROWS = BALANCE.split("一、财政拨款收入", 1)
# The same rows with one blank between words, one figure glued to the label behind it.
BALANCE_ACROSS = """\
2024年预算单位财务收支预算总表
编制单位：河东区社会福利院 单位：元
本年收入 本年支出
预算数
项目 预算数 项目 合计 基本支出 项目支出
人员经费 公用经费
""" + "\n".join(
    " ".join(line.split()).replace("9,501,164 二", "9,501,164二")
    for line in f"一、财政拨款收入{ROWS}".splitlines()
)
BALANCED = {
    ("income", "一、财政拨款收入", "预算数", "9,501,164"),
    ("income", "1、一般公共预算资金", "预算数", "9,501,164"),
    ("income", "二、事业收入", "预算数", "2,620,000"),
    ("income", "收入总计", "预算数", "12,121,164"),
    ("expenditure", "二、社会保障和就业支出", "合计", "11,281,624"),
    ("expenditure", "二、社会保障和就业支出", "人员经费", "6,540,674"),
    ("expenditure", "二、社会保障和就业支出", "公用经费", "2,120,950"),
    ("expenditure", "二、社会保障和就业支出", "项目支出", "2,620,000"),
    ("expenditure", "三、卫生健康支出", "合计", "503,724"),
    ("expenditure", "三、卫生健康支出", "人员经费", "503,724"),
    ("expenditure", "四、住房保障支出", "合计", "335,816"),
    ("expenditure", "四、住房保障支出", "人员经费", "335,816"),
    ("expenditure", "支出总计", "合计", "12,121,164"),
    ("expenditure", "支出总计", "人员经费", "7,380,214"),
    ("expenditure", "支出总计", "公用经费", "2,120,950"),
    ("expenditure", "支出总计", "项目支出", "2,620,000"),
}
REVENUE = """\
2024年预算单位收入预算总表
编制单位：河东区社会福利院 单位：元
项目 收入预算
功能分类科目编码
事业单位
功能分类科目名称 合计 财政拨款收入 事业收入 其他收入
经营收入
类 款 项
208 社会保障和就业支出 9,584,796 6,964,796 2,620,000 0 0
208 10 社会福利 9,584,796 6,964,796 2,620,000 0 0
项目 收入预算
功能分类科目编码
事业单位
功能分类科目名称 合计 财政拨款收入 事业收入 其他收入
经营收入
类 款 项
208 10 5 社会福利事业单位 9,584,796 6,964,796 2,620,000 0 0
合计 9,584,796 6,964,796 2,620,000 0 0
"""
COLUMNS = (
    "fiscal-appropriation",
    "business-revenue",
    "operating-revenue",
    "other-revenue",
)
PUBLIC = """\
2024年部门“三公”经费和机关运行经费预算表
单位：万元
2024年“三公”经费预算数
2024年机关运行经
费预算数
合计 因公出国(境)费 公务接待费
公务用车购置及运行费
小计 购置费 运行费
22.91 0 1.35 21.56 0 21.56 786.09
"""


def converted(text: str) -> Disclosure:
    return convert(Source("a.txt", text.encode()))


def cells_on_lines(text: str) -> str:
    return "\n".join(word for line in text.splitlines() for word in line.split()) + "\n"


@pytest.mark.parametrize("text", [BALANCE, BALANCE_ACROSS])
def test_halves_have_groups_of_their_own(text: str) -> None:
    found = converted(text)
    assert {
        (line.side, line.label, line.measure, line.figure.printed) for line in found.lines
    } == BALANCED
    assert (found.publisher.department, found.publisher.year) == ("河东区社会福利院", 2024)


@pytest.mark.parametrize("change", [str, cells_on_lines])
def test_levels_of_codes_are_columns(change: object) -> None:
    text = REVENUE if change is str else cells_on_lines(REVENUE)
    lines = converted(text).lines
    assert [(line.code, line.label) for line in lines if line.measure_code == "total"] == [
        ("208", "社会保障和就业支出"),
        ("20810", "社会福利"),
        ("2081005", "社会福利事业单位"),
        ("", "合计"),
    ]
    assert {(line.measure_code, line.figure.printed) for line in lines if line.code == "208"} == {
        ("total", "9,584,796"),
        *zip(COLUMNS, ("6,964,796", "2,620,000", "0", "0"), strict=True),
    }


def test_a_name_wrapped_around_its_line_keeps_its_place() -> None:
    lines = [line for line in converted(REVENUE).lines if line.code == "208"]
    assert [line.measure for line in lines] == [
        "合计",
        "财政拨款收入",
        "事业收入",
        "事业单位经营收入",
        "其他收入",
    ]


def test_running_cost_stands_beside_the_three_public_expenses() -> None:
    found = converted(PUBLIC)
    assert [(line.measure_code, line.figure.printed) for line in found.lines] == [
        ("total", "22.91"),
        ("three-public-abroad", "0"),
        ("three-public-reception", "1.35"),
        ("three-public-vehicle", "21.56"),
        ("three-public-vehicle-purchase", "0"),
        ("three-public-vehicle-operation", "21.56"),
        ("agency-running-cost", "786.09"),
    ]
    total = found.lines[0]
    assert [found.lines[part].measure_code for part in total.addends] == [
        "three-public-abroad",
        "three-public-reception",
        "three-public-vehicle",
    ]


def test_a_code_printed_wrong_still_begins_a_row() -> None:
    text = REVENUE.replace("208 10 5 社会福利事业单位", "7 10 05 社会福利事业单位")
    codes = [line.code for line in converted(text).lines if line.measure_code == "total"]
    assert codes == ["208", "20810", "71005", ""]


def test_decimals_are_no_habit_where_most_figures_are_whole() -> None:
    text = REVENUE + "2024年收入预算0.00万元。\n" + "合计 0.00\n增减 10.00\n总数 20.00\n"
    assert fixed_decimals(lines_of(text)) == 0


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("收入9,501,164二、卫生健康支出", ["收入", "9,501,164", "二、卫生健康支出"]),
        ("9,501,164二、卫生健康支出", ["9,501,164", "二、卫生健康支出"]),
        ("卫生健康支出503,724", ["卫生健康支出", "503,724"]),
        ("503,724", ["503,724"]),
        ("其他1,2项", ["其他1,2项"]),
    ],
)
def test_a_grouped_figure_is_taken_off_its_labels(text: str, pieces: list[str]) -> None:
    assert [token.text for token in parted(tokenise(lines_of(text)), 0)] == pieces


def lines_of(text: str) -> list[Paragraph]:
    return [Paragraph(line, number) for number, line in enumerate(text.splitlines(), 1)]


@pytest.mark.parametrize("mark", ["-- 3 of 25 --", "===== page 3 =====", "-- PAGE_BREAK --"])
def test_tabs_after_blanks_are_gaps_and_marks_of_pages_no_labels(mark: str) -> None:
    rows = [line.replace(" ", " \t") for line in REVENUE.splitlines()[2:]]
    rows.insert(8, mark)
    lines = converted("\n".join((*REVENUE.splitlines()[:2], *rows, "-- 4 of 25 --"))).lines
    assert [(line.code, line.label) for line in lines if line.measure_code == "total"] == [
        ("208", "社会保障和就业支出"),
        ("20810", "社会福利"),
        ("2081005", "社会福利事业单位"),
        ("", "合计"),
    ]


def test_tabs_between_cells_stay_columns_where_cells_are_empty() -> None:
    lines = [TextLine(text, 1, None) for text in ("208 \t\t社会保障 \t1.00", "a \tb", "a \tb")]
    assert without_gap_tabs(lines) is lines
    assert without_gap_tabs([TextLine("a\tb", 1, None)] * 3)[0].text == "a\tb"


def test_rows_alike_keep_their_tabs() -> None:
    lines = [TextLine("208 \t社会保障 \t1.00", number, None) for number in range(1, 5)]
    assert without_gap_tabs(lines) is lines


@pytest.mark.parametrize(
    "names", ["收入 支出", "收入项目 支出项目", "本年收入 本年支出", "财政拨款收入 财政拨款支出"]
)
def test_a_half_may_head_its_own_labels(names: str) -> None:
    income, expenditure = names.split()
    found = converted(
        "2024年部门收支总表\n单位：万元\n\n"
        f"| {income} | 预算数 | {expenditure} | 预算数 |\n|---|---|---|---|\n"
        "| 一、事业收入 | 120.00 | 一、教育支出 | 80.00 |\n"
        "| | | 二、卫生健康支出 | 40.00 |\n"
        "| 收入总计 | 120.00 | 支出总计 | 120.00 |\n"
    )
    assert [(line.side, line.label, line.figure.printed) for line in found.lines] == [
        ("income", "一、事业收入", "120.00"),
        ("expenditure", "一、教育支出", "80.00"),
        ("expenditure", "二、卫生健康支出", "40.00"),
        ("income", "收入总计", "120.00"),
        ("expenditure", "支出总计", "120.00"),
    ]


def test_levels_stand_below_the_heading_of_codes_and_not_behind_the_figures() -> None:
    content = """\
一般公共预算基本支出预算表
单位：万元
项目 基本支出
科目编码 单位代码 单位名称（科目） 合计 人员经费 公用经费
类 款
合计 800.00 600.00 200.00
318001 绵阳市生态环境局机关 800.00 600.00 200.00
301 318001 工资福利支出 600.00 600.00
301 01 318001 基本工资 600.00 600.00
302 318001 商品和服务支出 200.00 200.00
302 01 318001 办公费 200.00 200.00
"""
    found = convert(Source("a.txt", content.encode()))
    codes = dict.fromkeys((line.code, line.label) for line in found.lines)
    assert list(codes)[1:4] == [
        ("", "绵阳市生态环境局机关"),
        ("301", "工资福利支出"),
        ("30101", "基本工资"),
    ]
