"""Tables of 三公 in running text: one row of figures without a label, changes against last year."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

HEADING = """\
“三公”经费合计 因公出国（境）费用
公务用车购置及运行费
公务接待费
小计 公务用车购置费 公务用车运行费
"""
ACROSS = """\
公务用车购置及运行费
“三公”经费合计 因公出国（境）费用 公务接待费
小计 公务用车购置费 公务用车运行费
"""
CHANGES = """\
项目
2023 年预算数
2024 年预算数
增减额
增减变化率（%）
合计
12.50
11.00
-1.50
-12.00%
公务接待费
12.50
11.00
-1.50
-12.00%
"""


def converted(table: str) -> Disclosure:
    above = "河东市人社局2024年部门预算\n一般公共预算“三公”经费支出表\n单位：万元\n"
    return convert(Source("a.txt", (above + table).encode()))


def printed(disclosure: Disclosure) -> list[tuple[str, str, str]]:
    return [(line.label, line.measure, line.figure.printed) for line in disclosure.lines]


@pytest.mark.parametrize("heading", [HEADING, ACROSS])
@pytest.mark.parametrize("gap", [" ", "\n"])
def test_one_row_of_figures_without_a_label_is_placed_by_its_sums(heading: str, gap: str) -> None:
    figures = gap.join(("36.48", "28.71", "15.71", "13.00", "7.77"))
    assert printed(converted(f"{heading}{figures}\n")) == [
        ("", "“三公”经费合计", "36.48"),
        ("", "小计", "28.71"),
        ("", "公务用车购置费", "15.71"),
        ("", "公务用车运行费", "13.00"),
        ("", "公务接待费", "7.77"),
    ]


def test_the_total_below_the_heading_is_a_row() -> None:
    years = ("2023年预算数", "2024年预算数", "增减额")
    disclosure = converted(CHANGES)
    assert printed(disclosure) == [
        (label, year, figure)
        for label in ("合计", "公务接待费")
        for year, figure in zip(years, ("12.50", "11.00", "-1.50"), strict=True)
    ]
    assert [rate.line.figure.printed for rate in disclosure.rates] == ["-12.00%"] * 2


def test_figures_above_the_first_row_are_told() -> None:
    table = "项目 2023年预算数 2024年预算数\n7.00 8.00\n合计 12.50 11.00\n公务接待费 12.50 11.00\n"
    disclosure = converted(table)
    assert len(disclosure.lines) == 4
    assert [f.printed for f in disclosure.findings if f.id == "R32"] == ["7.00 8.00"]


def test_a_row_for_each_year_is_of_that_year() -> None:
    content = """\
财政拨款“三公”经费支出表
单位：万元
年份  “三公”经费合计  因公出国（境）费  公务接待费  公务用车购置和运行维护费
                                                     小计  公务用车购置费  公务用车运行维护费
2023年    14.81    0.00    1.39    13.42    0.00    13.42
2024年    12.71    0.00    1.29    11.42    0.00    11.42
"""
    lines = convert(Source("a.txt", content.encode())).lines
    assert {(line.label, line.year) for line in lines} == {("2023年", 2023), ("2024年", 2024)}


@pytest.mark.parametrize(
    ("figures", "filled"),
    [
        ("5.00 2.00 3.00", ["公务接待费", "公务用车运行维护费"]),
        (
            "8.00 3.00 3.00 2.00 3.00",
            ["小计", "因公出国（境）费", "公务接待费", "公务用车运行维护费"],
        ),
        (
            "8.00 3.00 3.00 1.00 2.00 3.00",
            ["小计", "因公出国（境）费", "其中：培训", "公务接待费", "公务用车运行维护费"],
        ),
    ],
)
def test_part_of_a_part_has_no_figure_where_that_has_none(figures: str, filled: list[str]) -> None:
    disclosure = converted(
        "单位编码 单位名称 “三公”经费合计 因公出国（境）费 "
        "公务接待费 公务用车运行维护费 公务用车购置\n"
        f"小计 因公出国（境）费 其中：培训\n合计 {figures}\n101001 某局本级 {figures}\n"
    )
    measures = [line.measure for line in disclosure.lines]
    assert measures == ["“三公”经费合计", *filled] * 2
    assert [found.line for found in disclosure.findings if found.id == "R08"] == [6, 7]


def test_a_heading_with_blanks_between_its_signs_is_one() -> None:
    cells = (
        "项目\n预 算 数(万元)\n合计\n3.1\n因公出国（境）费\n0\n公务接待费\n3.1\n公务用车购置费\n"
    )
    assert printed(converted(cells)) == [
        ("合计", "预算数(万元)", "3.1"),
        ("因公出国（境）费", "预算数(万元)", "0"),
        ("公务接待费", "预算数(万元)", "3.1"),
    ]


def test_words_instead_of_a_figure_leave_its_cell_empty() -> None:
    table = (
        "项目 2024年预算数\n小计 其中:一般公共预算安排数\n合计 21.50 21.50\n"
        "因公出国（境）费 单位不需填列 单位不需填列\n公务接待费 14.50 14.50\n公务用车费 7.00 7.00\n"
    )
    assert printed(converted(table)) == [
        (label, measure, figure)
        for label, figure in (("合计", "21.50"), ("公务接待费", "14.50"), ("公务用车费", "7.00"))
        for measure in ("小计", "其中:一般公共预算安排数")
    ]


@pytest.mark.parametrize("rate", ["增长率(%)", "比上年增长%", "比上年增减率"])
def test_whole_amounts_before_a_rate_are_figures_of_their_own(rate: str) -> None:
    table = (
        f"项目 2023年预算数 2024年预算数 {rate}\n合计 15 18 20.00\n公务接待费 9 6 -33.33\n"
        "公务用车购置及运行费 6 12 100.00\n公务用车运行维护费 6 12 100.00\n"
    )
    disclosure = converted(table)
    assert [(label, figure) for label, _, figure in printed(disclosure)] == [
        ("合计", "15"),
        ("合计", "18"),
        ("公务接待费", "9"),
        ("公务接待费", "6"),
        ("公务用车购置及运行费", "6"),
        ("公务用车购置及运行费", "12"),
        ("公务用车运行维护费", "6"),
        ("公务用车运行维护费", "12"),
    ]
    assert [one.line.figure.printed for one in disclosure.rates] == [
        "20.00",
        "-33.33",
        "100.00",
        "100.00",
    ]


def test_an_amount_with_its_own_unit_is_read_in_that() -> None:
    lines = converted("|项目|预算数|\n|合计|7万元|\n|公务接待费|500元|\n|用车费|6.95|\n").lines
    assert [int(line.amount_yuan) for line in lines] == [70000, 500, 69500]


def test_a_table_that_compares_years_is_read_as_no_part_of_the_nine() -> None:
    table = (
        "项目 2023年预算 2024年预算 增长率\n事业收入 2.00 3.00 50.00%\n收入合计 2.00 3.00 50.00%\n"
    )
    content = f"南河县卫生学校2024年部门预算\n收入预算增减对比表\n单位：万元\n{table}"
    lines = convert(Source("a.txt", content.encode())).lines
    assert [(line.table, line.label, line.figure.printed) for line in lines][:3] == [
        ("other", "事业收入", "2.00"),
        ("other", "事业收入", "3.00"),
        ("other", "收入合计", "2.00"),
    ]
