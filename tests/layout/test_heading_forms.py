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

INCOME_HALF = [
    *("一、部门预算 380.00", "1、财政拨款 360.00", "(1)一般公共预算拨款 330.00"),
    *("其中：专项资金列入部门预算的项目 ", "(2)政府性基金拨款 30.00", "2、上级补助收入 "),
    *("3、事业收入 20.00", "", "本年收入合计 380.00", "收入总计 380.00"),
]
FUNCTIONS = [
    *("一、部门预算 380.00", "1、一般公共服务支出 300.00", "2、外交支出 ", "3、国防支出 "),
    *("4、社会保障和就业支出 50.00", "5、城乡社区支出 30.00", "6、资源勘探工业信息等支出 "),
    *("7、灾害防治及应急管理支出 ", "本年支出合计 380.00", "支出总计 380.00"),
]
CLASSES = [
    *("一、部门预算 380.00", "1、人员经费和公用经费支出 180.00", "(1)工资福利支出 150.00"),
    *("(2)商品和服务支出 30.00", "2、专项业务经费支出 200.00", "(1)商品和服务支出 190.00"),
    *("(2)资本性支出 10.00", "", "本年支出合计 380.00", "支出总计 380.00"),
]
GOVERNMENT = [
    *("一、部门预算 380.00", "1、机关工资福利支出 150.00", "2、机关商品和服务支出 220.00"),
    *("3、机关资本性支出（一） 10.00", "", "", "", "", "本年支出合计 380.00", "支出总计 380.00"),
]
PARTS = [
    [text for part in parts for text in part.partition(" ")[::2]]
    for parts in zip(INCOME_HALF, FUNCTIONS, CLASSES, GOVERNMENT, strict=True)
]
UNITS = [
    ["", "合计", "350.00", "320.00", "30.00"],
    ["101001", "某局机关", "250.00", "230.00", "20.00"],
    ["101002", "某局执法大队", "100.00", "90.00", "10.00"],
]
LAST_YEAR = ("12.00", "7.00", "3.00", "4.00", "4.00", "1.00")
THIS_YEAR = ("11.00", "6.00", "2.00", "4.00", "4.00", "1.00")
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
# What places alone tell: in running text too little is left of them.
BY_PLACE: dict[str, tuple[str, ways.Tree, list[list[str]]]] = {
    "only projects": FORMS.pop("only projects"),
    "units": FORMS.pop("units"),
    "four halves": (
        "部门综合预算收支总表",
        [
            ("收入", ["项目", "预算数"]),
            (
                "支出",
                [
                    *("支出功能分科目（按大类）", "预算数"),
                    *("部门预算支出经济科目（按大类）", "预算数"),
                    *("政府预算支出经济分类科目（按大类）", "预算数"),
                ],
            ),
        ],
        PARTS,
    ),
    "units and sources": (
        REVENUE,
        [
            *("单位编码", "单位名称", "合计"),
            ("一般公共预算拨款", ["小计", "其中：专项资金列入部门预算项目"]),
            *("政府性基金拨款", "国有资本经营预算收入", "上级补助收入"),
            ("事业收入", ["金额", "其中：纳入财政专户管理的收费"]),
            *("事业单位经营收入", "附属单位上缴收入", "其他收入", "上年结转"),
        ],
        [[*row[:3], row[3], "", row[4], "", "", "", "", "", "", "", ""] for row in UNITS],
    ),
    "three levels of sources": (
        REVENUE,
        [
            *("部门（单位）代码", "部门（单位）名称", "合计"),
            (
                "本年收入",
                [
                    *("小计", "一般公共预算", "政府性基金预算"),
                    *("国有资本经营预算", "财政专户管理资金"),
                    ("单位资金", ["小计", "事业收入", "事业单位经营收入", "其他收入"]),
                ],
            ),
            "上年结转结余",
        ],
        [[*row[:3], *row[2:5], "", "", "", "", "", "", ""] for row in UNITS],
    ),
    "ledgers over types": (
        EXPENDITURE,
        [
            *(CODE, NAME, "合计"),
            ("一般公共预算", ["小计", "基本支出", "项目支出"]),
            *("政府性基金预算", "国有资本经营预算", "财政专户管理的支出"),
            ("单位资金", ["小计", "事业支出", "其他支出"]),
        ],
        [[*row[:3], *row[2:5], "", "", "", "", "", ""] for row in SPENT],
    ),
    "years over units": (
        "一般公共预算拨款“三公”经费及会议费、培训费支出预算表",
        [
            *("单位编码", "单位名称"),
            *(
                (
                    year,
                    [
                        "合计",
                        (
                            "一般公共预算拨款安排的“三公”经费预算",
                            ["小计", "公务接待费", "公务用车运行维护费"],
                        ),
                        *("会议费", "培训费"),
                    ],
                )
                for year in ("2023年", "2024年")
            ),
            ("增减变化情况", ["增减额", "增减率（%）"]),
        ],
        [
            ["", "合计", *LAST_YEAR, *THIS_YEAR, "-1.00", "-8.3%"],
            ["101001", "某局机关", *LAST_YEAR, *THIS_YEAR, "-1.00", "-8.3%"],
        ],
    ),
    "special funds": (
        "专项资金预算汇总表",
        [
            *("单位代码", "单位（专项）名称", "预算总额"),
            *("一般公共预算拨款", "政府性基金拨款", "其他收入"),
        ],
        [
            ["", "合计", "130.00", "100.00", "30.00", ""],
            ["101001", "社会救助工作经费", "60.00", "60.00", "", ""],
            ["101001", "福彩公益金社会福利项目", "30.00", "", "30.00", ""],
            ["101002", "设备更新", "40.00", "40.00", "", ""],
        ],
    ),
}  # fmt: skip
WAYS = {
    "pipes": ways.pipes,
    "merged cells repeated": ways.repeated_pipes,
    "tabs": ways.tabs,
    "spaced": ways.spaced,
    "wrapped": ways.wrapped,
    "wrapped at the top": ways.wrapped_at_top,
    "across": ways.across,
    "in the middle": ways.in_the_middle,
    "one a line": ways.one_a_line,
}
FRAME = "三、部门收入总表\n单位：万元\n科目编码 科目名称 合计\n201 一般公共服务支出 350.00\n"
_READ = {"only projects", "units"}
_UNREAD = {("levels and units", "one a line")}  # told: nothing parts a unit's code from others
_KEEP_PLACES = {
    *("pipes", "merged cells repeated", "tabs", "spaced", "wrapped", "wrapped at the top"),
}


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
    if (form, way) not in _UNREAD:
        assert lines("a.txt", WAYS[way](*FORMS[form])) == page(*FORMS[form])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", BY_PLACE)
def test_lines_are_those_of_the_web_page_or_told(form: str, way: str) -> None:
    text = WAYS[way](*BY_PLACE[form])
    if way in _KEEP_PLACES:
        assert lines("a.txt", text) == page(*BY_PLACE[form])
        return
    # A table that sums leave open is read and told; one whose heading is open is not read.
    told = {"R08", "R32"} if form in _READ else {"R01", "R08", "R32"}
    source = text if form in _READ else FRAME + text
    found = convert(Source("a.txt", source.encode())).findings
    ids = {finding.id for finding in found}
    assert told & ids or lines("a.txt", text) == page(*BY_PLACE[form])


def page(title: str, tree: ways.Tree, rows: list[list[str]]) -> Counter[tuple[str, ...]]:
    """Return the lines of the web page: all figures that are printed."""
    found = lines("a.html", ways.html(title, tree, rows))
    assert found.total() == sum("." in text and "%" not in text for row in rows for text in row)
    return found
