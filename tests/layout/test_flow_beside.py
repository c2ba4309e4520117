"""Text of tables in stretches side by side, of 项目 over codes and labels, of centred labels."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Line

BASIC = """\
一般公共预算基本支出表
单位：万元
{heading}
301     工资福利支出      95.36   302     商品和服务支出          10.23
30101    基本工资       54.12   30201    办公费              3.78
30102    津贴补贴       39.72   30202    印刷费
30103    奖金          1.52    30226    劳务费              6.45
303     对个人和家庭的补助   5.00    310     资本性支出           2.00
30302    退休费         5.00    31002    办公设备购置          2.00
{totals}
"""
PLAIN = "科目编码     科目名称      预算数     科目编码      科目名称       预算数"
ABOVE = f"       人员经费                          公用经费\n{PLAIN}"
STAGGERED = """\
经济分类                        经济分类
          科目名称      预算数                   科目名称       预算数
科目编码                        科目编码"""
TOTALS = "         人员经费合计     100.36           公用经费合计        12.23"
EXPECTED = [
    ("301", "工资福利支出", "95.36"),
    ("302", "商品和服务支出", "10.23"),
    ("30101", "基本工资", "54.12"),
    ("30201", "办公费", "3.78"),
    ("30102", "津贴补贴", "39.72"),
    ("30103", "奖金", "1.52"),
    ("30226", "劳务费", "6.45"),
    ("303", "对个人和家庭的补助", "5.00"),
    ("310", "资本性支出", "2.00"),
    ("30302", "退休费", "5.00"),
    ("31002", "办公设备购置", "2.00"),
    ("", "人员经费合计", "100.36"),
    ("", "公用经费合计", "12.23"),
]
EXPENDITURE = """\
一般公共预算支出表
单位：万元
{heading}
            一般公共服务
 201                   264.87   62.63    202.24
            支出
 20139      社会工作事务     264.87   62.63    202.24

 2013901    行政运行       51.32    51.32

 2013950    事业运行       11.31    11.31
            其他社会工作
 2013999               202.24            202.24
            事务支出
            社会保障和就
 208                   10.82    10.82
            业支出
            行政事业单位
 20805                 10.82    10.82
            养老支出
            机关事业单位
 2080505    基本养老保险      6.18     6.18
            缴费支出
            机关事业单位
 2080506    职业年金缴费      4.64     4.64
            支出
           合计          275.69   73.45    202.24
注：本表反映一般公共预算支出情况。
"""
TWO_LEVELS = """\
           项目          合计      基本支出     项目支出
 科目编码     科目名称"""
THREE_LINES = """\
           项目

                        合计      基本支出     项目支出
  功能分类
                科目名称
  科目编码
"""


def lines(text: str) -> tuple[Line, ...]:
    return convert(Source("a.txt", text.encode())).lines


def across(text: str) -> str:
    """Return the text with one blank between words, as `pdftotext -raw` prints it."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines())


@pytest.mark.parametrize("heading", [PLAIN, ABOVE, STAGGERED])
@pytest.mark.parametrize("totals", [TOTALS, ""])
def test_each_stretch_has_rows_of_its_own(heading: str, totals: str) -> None:
    found = lines(BASIC.format(heading=heading, totals=totals))
    assert [(line.code, line.label, line.figure.printed) for line in found] == EXPECTED[
        : len(EXPECTED) if totals else -2
    ]
    assert {(line.table, line.measure) for line in found} == {("general-budget-basic", "预算数")}


@pytest.mark.parametrize("heading", [PLAIN, ABOVE])
def test_stretches_are_told_without_columns_of_blanks(heading: str) -> None:
    found = lines(across(BASIC.format(heading=heading, totals=TOTALS)))
    assert [(line.code, line.label, line.figure.printed) for line in found] == EXPECTED


@pytest.mark.parametrize("heading", [TWO_LEVELS, THREE_LINES])
def test_labels_are_centred_around_their_figures(heading: str) -> None:
    found = lines(EXPENDITURE.format(heading=heading))
    assert [(line.code, line.label) for line in found if line.measure == "合计"] == [
        ("201", "一般公共服务支出"),
        ("20139", "社会工作事务"),
        ("2013901", "行政运行"),
        ("2013950", "事业运行"),
        ("2013999", "其他社会工作事务支出"),
        ("208", "社会保障和就业支出"),
        ("20805", "行政事业单位养老支出"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
        ("2080506", "机关事业单位职业年金缴费支出"),
        ("", "合计"),
    ]
    projects = [(line.code, line.figure.printed) for line in found if line.measure == "项目支出"]
    assert projects == [(code, "202.24") for code in ("201", "20139", "2013999", "")]


def test_names_of_levels_below_the_figures_of_the_total() -> None:
    found = lines(
        "部门支出总表\n单位：万元\n项目 本年支出合计 基本支出 项目支出\n"
        "支出功能分类科目编码 科目名称\n326.72 320.00 6.72\n类 款 项\n合计\n"
        "208 社会保障和就业支出 326.72 320.00 6.72\n"
        "208 05 行政事业单位养老支出 326.72 320.00 6.72\n208 05 01 行政单位离退休 159.25 159.25\n"
        "208 05 05 160.75 160.75\n机关事业单位基本养老保险缴费支出\n"
        "208 05 99 其他行政事业单位养老支出 6.72 6.72\n"
    )
    totals = [(line.code, line.figure.printed) for line in found if "合计" in line.measure]
    assert totals == [
        ("", "326.72"),
        ("208", "326.72"),
        ("20805", "326.72"),
        ("2080501", "159.25"),
        ("2080505", "160.75"),
        ("2080599", "6.72"),
    ]


def test_third_stretch_of_a_balance_is_told_and_not_lost() -> None:
    text = (
        "部门收支总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n"
        "一、一般公共预算拨款收入 300.00 一、一般公共服务支出 290.00 一、工资福利支出 200.00\n"
        "二、政府性基金预算拨款收入 30.00 二、社会保障和就业支出 40.00 二、商品和服务支出 130.00\n"
        "收入总计 330.00 支出总计 330.00 支出总计 330.00\n"
    )
    disclosure = convert(Source("a.txt", text.encode()))
    read = {line.figure.printed for line in disclosure.lines}
    told = " ".join(finding.message_zh for finding in disclosure.findings)
    for figure in ("290.00", "200.00", "40.00", "130.00"):
        assert figure in read or figure in told
