"""Headings of provinces: whichever way a table is printed, its lines are those of the web page."""

from collections import Counter

import heading_trees as ways
import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert

CODE, NAME = "科目编码", "科目名称"
ITEM = ("项目", [CODE, NAME])
CARS: tuple[str, ways.Tree] = ("公务用车购置及运行费", ["小计", "公务用车购置费", "公务用车运行费"])
THREE: ways.Tree = ["合计", "因公出国（境）费", CARS, "公务接待费"]
SPENT = [
    ["", "合计", "350.00", "250.00", "100.00"],
    ["201", "一般公共服务支出", "300.00", "200.00", "100.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "300.00", "200.00", "100.00"],
    ["2010301", "行政运行", "200.00", "200.00", ""],
    ["2010302", "一般行政管理事务", "100.00", "", "100.00"],
    ["208", "社会保障和就业支出", "50.00", "50.00", ""],
    ["20805", "行政事业单位养老支出", "50.00", "50.00", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "50.00", "50.00", ""],
]
RECEIVED = [
    ["", "合计", "350.00", "320.00", "10.00", "20.00"],
    ["201", "一般公共服务支出", "300.00", "280.00", "", "20.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "300.00", "280.00", "", "20.00"],
    ["2010301", "行政运行", "200.00", "200.00", "", ""],
    ["2010302", "一般行政管理事务", "100.00", "80.00", "", "20.00"],
    ["208", "社会保障和就业支出", "50.00", "40.00", "10.00", ""],
    ["20805", "行政事业单位养老支出", "50.00", "40.00", "10.00", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "50.00", "40.00", "10.00", ""],
]
BASIC = [
    ["", "合计", "180.00", "150.00", "30.00"],
    ["301", "工资福利支出", "150.00", "150.00", ""],
    ["30101", "基本工资", "100.00", "100.00", ""],
    ["30102", "津贴补贴", "50.00", "50.00", ""],
    ["302", "商品和服务支出", "30.00", "", "30.00"],
    ["30201", "办公费", "20.00", "", "20.00"],
    ["30211", "差旅费", "10.00", "", "10.00"],
]
BALANCE = [
    ["一、一般公共预算拨款收入", "300.00", "一、一般公共服务支出", "300.00"],
    ["二、政府性基金预算拨款收入", "30.00", "二、外交支出", ""],
    ["三、事业收入", "", "三、社会保障和就业支出", "50.00"],
    ["四、其他收入", "20.00", "四、城乡社区支出", "30.00"],
    ["本年收入合计", "350.00", "本年支出合计", "380.00"],
    ["上年结转", "30.00", "结转下年", ""],
    ["收入总计", "380.00", "支出总计", "380.00"],
]
APPROPRIATION = [
    ["一、本年收入", "330.00", "一、本年支出", "330.00", "300.00", "30.00"],
    ["（一）一般公共预算拨款", "300.00", "（一）一般公共服务支出", "250.00", "250.00", ""],
    ["（二）政府性基金预算拨款", "30.00", "（二）社会保障和就业支出", "50.00", "50.00", ""],
    ["", "", "（三）城乡社区支出", "30.00", "", "30.00"],
    ["二、上年结转", "", "二、结转下年", "", "", ""],
    ["收入总计", "330.00", "支出总计", "330.00", "300.00", "30.00"],
]
ABROAD = [
    ["合计", "10.00", "9.00", "-1.00", ""],
    ["一、因公出国（境）费", "1.00", "1.00", "0.00", ""],
    ["二、公务接待费", "3.00", "2.00", "-1.00", ""],
    ["三、公务用车购置及运行费", "6.00", "6.00", "0.00", ""],
]

CAR_YEARS = ("6.00", "2.00", "4.00")


def levels(row: list[str]) -> list[str]:
    return [row[0][:3], row[0][3:5], row[0][5:], *row[1:]]


def compared(row: list[str]) -> list[str]:
    """Return a row with the figures of last year before it and the changes behind it."""
    total = float(row[2])
    return [*row[:2], f"{total - 20:.2f}", *row[2:], "20.00", f"{2000 / (total - 20):.1f}%"]


def parted(row: list[str]) -> list[str]:
    parts = [f"{float(row[3]) - 10:.2f}", "10.00"] if row[3] else ["", ""]
    return [*row[:4], *parts, row[4]]


EXPENDITURE, GENERAL, REVENUE = "部门支出总表", "一般公共预算支出表", "部门收入总表"
FORMS: dict[str, tuple[str, ways.Tree, list[list[str]]]] = {
    "项目 over codes": (EXPENDITURE, [ITEM, "合计", "基本支出", "项目支出"], SPENT),
    "科目 over codes": (
        EXPENDITURE,
        [("科目", ["编码", "名称"]), "合计", "基本支出", "项目支出"],
        SPENT,
    ),
    "numbered": (
        EXPENDITURE,
        ["序号", CODE, NAME, "合计", "基本支出", "项目支出"],
        [[str(number), *row] for number, row in enumerate(SPENT, 1)],
    ),
    "levels": (
        EXPENDITURE,
        [(CODE, ["类", "款", "项"]), NAME, "合计", "基本支出", "项目支出"],
        [levels(row) for row in SPENT],
    ),
    "levels and units": (
        EXPENDITURE,
        [
            ("项目", [(CODE, ["类", "款", "项"]), "单位代码", "单位名称（科目）"]),
            *("合计", "基本支出", "项目支出"),
        ],
        [[*levels(row)[:3], "101001" if row[0] else "", *row[1:]] for row in SPENT],
    ),
    "code in the label": (
        EXPENDITURE,
        ["功能科目", "合计", "基本支出", "项目支出"],
        [[" ".join(row[:2]).strip(), *row[2:]] for row in SPENT],
    ),
    "parts of basic": (
        GENERAL,
        [ITEM, "总计", ("基本支出", ["小计", "人员经费", "公用经费"]), "项目支出"],
        [parted(row) for row in SPENT],
    ),
    "parts in words": (
        GENERAL,
        [
            *("功能科目编码", "功能科目名称", "合计"),
            *("人员经费支出", "公用经费支出", "专项业务经费支出"),
        ],
        [[*row[:3], *parted(row)[4:]] for row in SPENT],
    ),
    "classes below basic": (
        GENERAL,
        [
            *(("功能分类科目", [CODE, NAME]), "合计"),
            ("基本支出", ["小计", "工资福利支出", "对个人和家庭的补助", "商品和服务支出"]),
            "项目支出",
        ],
        [[*parted(row)[:5], *(["4.00", "6.00"] if row[3] else ["", ""]), row[4]] for row in SPENT],
    ),
    "national": (
        GENERAL,
        [
            ("功能分类科目", [CODE, NAME]),
            "2023年执行数",
            ("2024年预算数", ["小计", "基本支出", "项目支出"]),
            ("2024年预算数比2023年执行数", ["增减额", "增减%"]),
        ],
        [compared(row) for row in SPENT],
    ),
    "change in one column": (
        GENERAL,
        [
            *(ITEM, "2023年执行数"),
            ("2024年预算数", ["合计", "基本支出", "项目支出"]),
            "2024年预算数比2023年执行数增减%",
        ],
        [[*compared(row)[:-2], compared(row)[-1]] for row in SPENT],
    ),
    "fees": (
        REVENUE,
        [
            *(("科目", [CODE, NAME]), "合计", "上年结转"),
            *("一般公共预算拨款收入", "政府性基金预算拨款收入"),
            *(("事业收入", ["金额", "其中：教育收费"]), "其他收入"),
        ],
        [[*row[:3], row[5], *row[3:5], "", "", ""] for row in RECEIVED],
    ),
    "basic in words": (
        "一般公共预算基本支出表",
        [("支出经济分类科目", [CODE, NAME]), ("预算数", ["小计", "人员支出", "公用支出"])],
        BASIC,
    ),
    "years over three public": (
        "“三公”经费支出表",
        [("2023年预算数", THREE), ("2024年预算数", THREE)],
        [["10.00", "1.00", *CAR_YEARS, "3.00", "9.00", "1.00", *CAR_YEARS, "2.00"]],
    ),
    "reasons": (
        "“三公”经费支出预算表",
        ["项目", "上年预算数", "本年预算数", "增减额", "增减原因"],
        ABROAD,
    ),
    "only projects": (
        "政府性基金预算支出表",
        [CODE, NAME, ("本年政府性基金预算支出", ["合计", "基本支出", "项目支出"])],
        [
            ["", "合计", "30.00", "", "30.00"],
            ["212", "城乡社区支出", "30.00", "", "30.00"],
            ["21208", "国有土地使用权出让收入安排的支出", "30.00", "", "30.00"],
        ],
    ),
    "units": (
        REVENUE,
        ["单位名称", "合计", "一般公共预算", "政府性基金预算", "财政专户管理资金", "上年结转"],
        [
            ["合计", "350.00", "320.00", "10.00", "", "20.00"],
            ["某局机关", "250.00", "240.00", "10.00", "", ""],
            ["某局执法大队", "100.00", "80.00", "", "", "20.00"],
        ],
    ),
    "halves in one row": ("部门收支总表", ["收入项目", "预算数", "支出项目", "预算数"], BALANCE),
    "halves": (
        "部门收支总表",
        [("收入", ["项目", "2024年预算数"]), ("支出", ["项目（按功能分类）", "2024年预算数"])],
        BALANCE,
    ),
    "numbered below numbered": (
        "财政拨款收支总表",
        [
            ("收入", ["项目", "预算数"]),
            ("支出", ["项目", "合计", "一般公共预算", "政府性基金预算"]),
        ],
        APPROPRIATION,
    ),
}  # fmt: skip
WAYS = {
    "pipes": ways.pipes,
    "merged cells repeated": ways.repeated_pipes,
    "tabs": ways.tabs,
    "spaced": ways.spaced,
    "across": ways.across,
    "in the middle": ways.in_the_middle,
    "one a line": ways.one_a_line,
}
_UNREAD = {("levels and units", "one a line")}  # told: nothing parts a unit's code from others
_BY_PLACE = {"only projects", "units"}  # sums leave the column open: only its place tells it
_KEEP_PLACES = {"pipes", "merged cells repeated", "tabs", "spaced"}


def lines(name: str, text: str) -> Counter[tuple[str, ...]]:
    found = convert(Source(name, text.encode())).lines
    return Counter(
        (
            n.table,
            n.side,
            n.code,
            n.label,
            n.measure,
            n.ledger,
            n.expenditure_type,
            str(n.amount_yuan),
        )
        for n in found
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_lines_are_those_of_the_web_page(form: str, way: str) -> None:
    title, tree, rows = FORMS[form]
    expected = lines("a.html", ways.html(title, tree, rows))
    figures = sum("." in text and "%" not in text for row in rows for text in row)
    assert expected.total() == figures
    if form in _BY_PLACE and way not in _KEEP_PLACES:
        found = convert(Source("a.txt", WAYS[way](title, tree, rows).encode())).findings
        assert {"R08", "R32"} & {finding.id for finding in found}
    elif (form, way) not in _UNREAD:
        assert lines("a.txt", WAYS[way](title, tree, rows)) == expected
