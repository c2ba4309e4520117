"""Rows of web pages whose empty cells are left out, and indicators whose cells nothing parts."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.errors import InputError
from budgetgraph.model import Disclosure

TITLE = "某某局2024年部门预算\n"
BALANCE = """财政拨款收支预算总表
单位:万元
收 入 | 支 出 | ||||
项 目 | 预算数 | 项目(按功能分类) | 预算数 | ||
小计 | 一般公共预算财政拨款支出 | 政府性基金预算财政拨款支出 | |||
一、本年收入 | 80.00 | 一、本年支出 | 80.00 | 75.00 | 5.00 |
(一)一般公共预算财政拨款收入 | 75.00 | (一)一般公共服务支出 | |||
(二)政府性基金预算财政拨款收入 | 5.00 | (二)教育支出 | 70.00 | 70.00 | |
(三)城乡社区支出 | 5.00 | 5.00 | |||
(四)住房保障支出 | 5.00 | 5.00 | |||
收入总计 | 80.00 | 支出总计 | 80.00 | 75.00 | 5.00 |
"""
CODES = """一般公共预算支出表
单位:万元
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
{empty}205 | 教育支出 | 60.00 | 40.00 | 20.00 |
20502 | 普通教育 | 60.00 | 40.00 | 20.00 |
2050201 | 学前教育 | 25.00 | 25.00 | |
2050202 | 小学教育 | 35.00 | 15.00 | 20.00 |
"""
FORM = """项目支出绩效目标表 | |||||||
项目名称 | 51000024T000010263357-2024年校舍维修 | ||||||
主管部门 | 某某局 | 实施单位 | 某某小学 | ||||
项目资金(万元) | 年度资金总额 | 16.00 | |||||
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 分值 |
产出指标 | 数量指标 | 维修校舍 | ≥ | 3 | 栋 | 20 | |
维修教室 | ≥ | 12 | 间 | 10 | |||
质量指标 | 合格率 | = | 100 | % | 20 | ||
效益指标 | 社会效益指标 | 办学条件 | 改善 | 20 | |||
满意度指标 | 满意度指标 | 家长满意度 | ≥ | 90 | % | 10 | |
"""


def read(content: str) -> Disclosure:
    return convert(Source("a.txt", (TITLE + content).encode()))


def lines(found: Disclosure) -> set[tuple[str, str, str]]:
    return {(line.label, line.measure, line.cell.text) for line in found.lines}


def told(found: Disclosure, check: str) -> list[int | None]:
    return [finding.line for finding in found.findings if finding.id == check]


def test_figures_of_rows_that_close_up_are_placed_by_sums() -> None:
    found = read(BALANCE)
    general, fund = "一般公共预算财政拨款支出", "政府性基金预算财政拨款支出"
    printed = lines(found)
    assert {
        ("(二)教育支出", "小计", "70.00"),
        ("(二)教育支出", general, "70.00"),
        ("(三)城乡社区支出", "小计", "5.00"),
        ("支出总计", fund, "5.00"),
        ("(二)政府性基金预算财政拨款收入", "预算数", "5.00"),
    } <= printed
    assert ("(一)一般公共服务支出", "预算数", "75.00") not in printed
    assert {9, 10} & {*told(found, "R08"), *told(found, "R09")}  # which of the two funds is assumed


@pytest.mark.parametrize("empty", ["", "类 | 款 | |||\n"])
def test_codes_before_labels_are_rows(empty: str) -> None:
    printed = lines(read(CODES.format(empty=empty)))
    assert len(printed) == 11
    assert {("学前教育", "基本支出", "25.00"), ("小学教育", "项目支出", "20.00")} <= printed


def test_indicators_of_rows_that_close_up_stand_below_their_headings() -> None:
    found = read(FORM)
    (project,) = found.projects
    assert (project.name, project.code) == ("2024年校舍维修", "51000024T000010263357")
    assert [(i.level2, i.level3, i.target.printed) for i in found.indicators] == [
        ("数量指标", "维修校舍", "≥3栋"),
        ("数量指标", "维修教室", "≥12间"),
        ("质量指标", "合格率", "=100%"),
        ("满意度指标", "家长满意度", "≥90%"),
    ]
    assert 10 in told(found, "R05")  # 改善 may stand in three columns


def test_rows_that_no_form_takes_are_told() -> None:
    odd = "某表\n甲 | 乙 | 丙 | 丁 |\n子 | 3 | |||\n丑 | 5 | 6 | 7 |\n寅 | 8 | 9 | |\n"
    results = FORM.replace("度量单位 | 分值", "度量单位 | 实际完成值")
    for content, line in ((odd, 11), (results, 15)):
        found = read(CODES.format(empty="") + "\n" + content)
        assert line in told(found, "R01")
        assert not found.indicators
        assert len(found.lines) == 11


GLUED = """项目绩效目标表
(2024年度)
项目名称校舍维修
绩效指标一级指标二级指标指标内容指标值
产出指标数量指标维修校舍3栋
质量指标合格率100%
时效指标按期完成率100%
效益指标社会效益指标办学条件改善
满意度指标家长满意度≥90%
学校满意度≥90%
"""


@pytest.mark.parametrize(
    "content",
    [
        GLUED,
        GLUED.replace("\n", ""),
        GLUED.replace("\n", " "),
        "产出\n | 数量指标\n | 次数\n | 2次\n | |\n质量指标\n | 合格率\n | 100%\n | ||\n"
        "时效指标\n | 期限\n | 1-12月\n | ||\n",
    ],
)
def test_indicators_whose_cells_nothing_parts_are_told_and_not_read(content: str) -> None:
    found = read(CODES.format(empty="") + "\n" + content)
    assert not found.indicators
    assert any((line or 0) > 8 for line in told(found, "R01"))


def test_sentences_about_levels_are_no_rows() -> None:
    said = (
        "设3类:数量指标、质量指标和时效指标,共12个。"
        "数量指标:完成3次;质量指标:合格率100%;时效指标:1年。"
    )
    found = read(CODES.format(empty="") + "\n" + said + "\n")
    assert not told(found, "R01")


RUNNING = """财政拨款收支总表
单位:万元
收入 支出
项目 金额 项目 金额
小计 一般公共预算 政府性基金预算
一、本年收入 80.00 一、本年支出 80.00 80.00
(一)一般公共预算拨款 80.00 (一)教育支出 75.00 75.00
(二)政府性基金预算拨款 (二)住房保障支出 5.00 5.00
二、年终结转结余
收 入 总 计 80.00 支 出 总 计 80.00 80.00
"""


def test_subtotal_below_the_amount_of_one_half_and_sums_with_blanks_inside() -> None:
    printed = lines(read(RUNNING))
    assert {
        ("一、本年收入", "金额", "80.00"),
        ("(一)教育支出", "小计", "75.00"),
        ("(二)住房保障支出", "一般公共预算", "5.00"),
        ("收入总计", "金额", "80.00"),
        ("支出总计", "小计", "80.00"),
    } <= printed
    assert {label for label, _, _ in printed if "结转" in label} == set()


LIST = """| 项目绩效目标申报表(2024年度) | ||||||||
| 金额单位:{unit} | ||||||||
| 单位名称 | 项目名称 | 预算数 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |
| 101001-某某镇 | 村级报酬 | 3,300.00 | 产出指标 | 数量指标 | 发放人数 | ≥ | 23 | 人 |
| 产出指标 | 时效指标 | 发放期限 | ≤ | 1 | 年 | |||
| 活动经费 | 660.00 | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 95 | % | |
| 效益指标 | 社会效益指标 | 稳定率 | ≥ | 90 | % | |||
"""


def test_rows_with_a_pipe_before_them_are_filled_up_alike() -> None:
    found = read(LIST.format(unit="元"))
    assert [(p.name, p.unit) for p in found.projects] == [
        ("村级报酬", "101001-某某镇"),
        ("活动经费", "101001-某某镇"),
    ]
    assert [p.amount.figure.amount_yuan for p in found.projects if p.amount] == [3300, 660]
    assert [(i.project, i.level3, i.target.printed) for i in found.indicators] == [
        (1, "发放人数", "≥23人"),
        (1, "发放期限", "≤1年"),
        (2, "群众满意度", "≥95%"),
        (2, "稳定率", "≥90%"),
    ]


@pytest.mark.parametrize(
    ("unit", "heading", "scale"),
    [("元", "", 1), ("", "(元)", 1), ("元", "(万元)", 10000), ("", "", 0)],
)
def test_a_list_of_projects_without_a_unit_says_that_it_is_assumed(
    unit: str, heading: str, scale: int
) -> None:
    found = read(LIST.format(unit=unit).replace("预算数", "预算数" + heading))
    assert [p.amount.figure.scale for p in found.projects if p.amount] == [scale or 10000] * 2
    assert any("按万元处理" in told_of.message_zh for told_of in found.findings) == (not scale)


CHANGES = """2023年“三公”经费决算情况统计表 | ||||
单位:万元 | ||||
项目 | 上年决算数 | 本年决算数 | 比上年增、减情况 | |
增、减金额 | 增、减幅度 | |||
合计 | 29.40 | 27.00 | -2.40 | -8.16% |
1.因公出国(境)费 | 9.40 | 7.40 | -2.00 | -21.28% |
2.公务接待费 | 20.00 | 19.60 | -0.40 | -2.00% |
"""


def test_headings_below_a_merged_one_stand_where_figures_are_what_they_say() -> None:
    found = read(CHANGES)
    assert {("合计", "上年决算数", "29.40"), ("合计", "本年决算数", "27.00")} <= lines(found)
    assert ("合计", "增、减金额", "-2.40") in lines(found)
    assert {(rate.line.measure, rate.cell.text) for rate in found.rates} == {
        ("增、减幅度", text) for text in ("-8.16%", "-21.28%", "-2.00%")
    }


def test_rows_written_cell_by_cell_are_filled_up_alike() -> None:
    rows = CHANGES.replace("增、减金额", "增、减额").splitlines()
    cells = "\n".join(
        "\n".join(f"{cell} |" for cell in row.rstrip("| ").split(" | "))
        + "\n"
        + "|" * (6 - row.rstrip("| ").count(" | ") - 1)
        for row in rows[1:]
    )
    found = read(f"2023年“三公”经费决算情况统计表\n{cells}\n附件2:\n")
    printed = lines(found)
    assert len(printed) == 9
    assert {
        ("合计", "上年决算数", "29.40"),
        ("2.公务接待费", "本年决算数", "19.60"),
        ("2.公务接待费", "增、减额", "-0.40"),
    } <= printed
    assert {line.measure_code for line in found.lines if line.measure == "增、减额"} == {"change"}
    assert len(found.rates) == 3
    assert [line.cell.line for line in found.lines[:2]] == [14, 15]


def test_rows_of_two_sides_are_written_cell_by_cell() -> None:
    cells = [
        *("收入", "预算数", "支出", "预算数"),
        *("收入总计", "80.00", "支出总计", "80.00"),
        *("一、一般公共预算拨款收入", "75.00", "一、教育支出", "80.00"),
        *("二、上年结转", "5.00", "", ""),
    ]
    found = read("收支预算总表\n单位:万元\n" + "".join(f"{cell} |\n" for cell in cells))
    assert [(line.side, line.label, line.cell.text) for line in found.lines] == [
        ("income", "收入总计", "80.00"),
        ("expenditure", "支出总计", "80.00"),
        ("income", "一、一般公共预算拨款收入", "75.00"),
        ("expenditure", "一、教育支出", "80.00"),
        ("income", "二、上年结转", "5.00"),
    ]


def test_a_title_and_a_unit_in_cells_are_no_half_of_a_heading() -> None:
    cells = ["“三公”经费预算表", "单位:万元", "项目", "本年预算数", "合计", "83.30"]
    cells += ["1、因公出国(境)费用", "0", "2、公务接待费", "21.30", "3、公务用车费", "62.00"]
    for frame in ([], ["附件8", ""]):
        found = read("\n" + "".join(f"{cell} |\n" for cell in [*frame, *cells]))
        assert {line.measure for line in found.lines} == {"本年预算数"}
        assert len(found.lines) == 4


def test_a_column_of_amounts_and_some_text_below_an_unknown_heading_is_told() -> None:
    table = (
        "收支预算总表\n单位：万元\n\n项目\t预算数\t某某额\n"
        "教育支出\t60.00\t20.50\n农林水支出\t20.00\t10.50\n其他支出\t1.00\t见附注\n"
    )
    assert told(read(table), "R34")


def test_changes_stand_below_their_own_name_where_every_row_is_filled() -> None:
    found = read(
        "“三公”经费预算情况表\n单位:万元\n"
        "项目 本年年初预算数 上年年初预算数 本年预算比上年增减情况\n增减额 增减幅度\n"
        "合计 16.4 18.8 -2.4 -13%\n1.因公出国(境)费        \n2.公务接待费 2.4 4.8 -2.4 -50.00%\n"
        "3.公务用车购置及运行 14 14 0 0.00%\n(2)公务用车运行费 14 14 0 0.00%\n"
    )
    assert ("合计", "增减额", "-2.4") in lines(found)
    assert len(found.lines) == 12
    assert {rate.line.measure for rate in found.rates} == {"增减幅度"}
    assert not told(found, "R08")


NUMBERED = (
    "收支预算总表\n预算年度:2024 |\n单位:万元 | ||\n序号 |\n收入 |\n支出 | ||\n"
    "项目 |\n预算数 |\n项目 |\n预算数 | |\n栏次 |\n1 |\n2 |\n3 |\n4 |\n"
    "1 |\n一、一般公共预算拨款收入 |\n75.00 |\n一、教育支出 |\n|\n"
    "2 |\n|\n|\n二、农林水支出 |\n80.00 |\n"
    "3 |\n上年结转结余 |\n5.00 |\n年终结转结余 |\n|\n"
    "4 |\n收入总计 |\n80.00 |\n支出总计 |\n80.00"
)


@pytest.mark.parametrize("end", [" |\n", "\n", " |\n注：略。\n"])
def test_numbers_tell_the_rows_of_cells_on_lines_of_their_own(end: str) -> None:
    found = read(NUMBERED + end)
    assert [(line.side, line.label, line.cell.text, line.cell.line) for line in found.lines] == [
        ("income", "一、一般公共预算拨款收入", "75.00", 19),
        ("expenditure", "二、农林水支出", "80.00", 26),
        ("income", "上年结转结余", "5.00", 29),
        ("income", "收入总计", "80.00", 34),
        ("expenditure", "支出总计", "80.00", 36),
    ]


def test_rows_that_numbers_do_not_part_alike_are_not_read() -> None:
    with pytest.raises(InputError, match="not understood"):
        read(NUMBERED.replace("二、农林水支出 |\n", "") + " |\n")
