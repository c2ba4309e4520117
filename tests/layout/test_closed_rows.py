"""Rows of web pages whose empty cells are left out, and indicators whose cells nothing parts."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
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
