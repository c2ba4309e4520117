"""The nine budget tables: one Line per printed figure, with what row and column say about it."""

from decimal import Decimal

import pytest
from budgetgraph.converters.forms import budget
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Context, Source
from budgetgraph.convert import convert
from budgetgraph.model import Finding, Line
from budgetgraph.validate import validate


def extract(content: str) -> tuple[list[Line], list[Finding]]:
    lines: list[Line] = []
    findings: list[Finding] = []
    for table in assemble(text.read(Source("a.txt", content.encode()))).tables:
        assert budget.identify(table)
        for item in budget.extract(table, Context()):
            if isinstance(item, Line):
                lines.append(item)
            elif isinstance(item, Finding):
                findings.append(item)
    return lines, findings


BALANCE = """部门收支总表
单位：万元
序号\t收入\t\t支出\t
\t项目\t预算数\t项目\t预算数
栏次\t1\t2\t3\t4
1\t一、一般公共预算拨款收入\t2591.22\t一、一般公共服务支出\t
5\t五、事业收入\t\t五、教育支出\t92.82
"""


def test_sides_of_a_balance_table_and_the_source_named_by_the_row() -> None:
    lines, findings = extract(BALANCE)
    assert not findings
    assert [(line.side, line.label, line.amount_yuan) for line in lines] == [
        ("income", "一、一般公共预算拨款收入", Decimal(25912200)),
        ("expenditure", "五、教育支出", Decimal(928200)),
    ]
    assert (lines[0].ledger, lines[0].funding_source) == ("general", "fiscal-appropriation")
    assert (lines[0].measure, lines[0].measure_code, lines[0].row_number) == (
        "预算数",
        "budget-amount",
        "1",
    )


def test_each_part_of_a_balance_has_labels_and_sums_of_its_own() -> None:
    content = """部门收支总表
单位：万元

| 收入 | | 支出 | | | |
|---|---|---|---|---|---|
| 项目 | 预算数 | 项目（按功能分类） | 预算数 | 项目（按政府预算经济分类） | 预算数 |
| 一、财政拨款收入 | 300.00 | 一、教育支出 | 300.00 | 一、机关工资福利支出 | 160.00 |
| | | 二、农林水支出 | | 二、机关商品和服务支出 | 140.00 |
| 收入总计 | 300.00 | 支出总计 | 300.00 | 支出总计 | 300.00 |
"""
    found = convert(Source("a.md", content.encode()))
    told = {line.label: (str(line.figure.printed), line.role) for line in found.lines}
    assert told["一、机关工资福利支出"] == ("160.00", "leaf")
    assert told["二、机关商品和服务支出"] == ("140.00", "leaf")
    assert told["一、教育支出"] == ("300.00", "leaf")
    assert not {"A01", "A02", "A03"} & {finding.id for finding in validate(found)}


def test_codes_that_begin_with_5_are_of_the_government_classification() -> None:
    heading = "一般公共预算基本支出表\n单位：万元\n科目编码\t科目名称\t合计\n"
    lines, _ = extract(f"{heading}501\t机关工资福利支出\t5.00\n50101\t工资奖金津补贴\t5.00\n")
    assert {line.classification for line in lines} == {"government-economic"}


def test_figures_with_stray_spaces_and_their_half_width() -> None:
    lines, _ = extract(
        "部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\n"
        "2080 101\t行政 运行\t224.2 5\t224.25\n"
    )
    assert (lines[0].code, lines[0].label, lines[0].figure.printed) == (
        "2080101",
        "行政运行",
        "224.25",
    )
    assert lines[0].figure.half_width_yuan == Decimal(50)


def test_blank_and_dash_are_no_figure_and_printed_zero_is() -> None:
    lines, _ = extract(
        "部门支出总表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t0\t—\t\n"
    )
    assert [(line.measure, line.status) for line in lines] == [("合计", "zero")]


def test_code_printed_in_three_columns_is_put_together() -> None:
    lines, _ = extract(
        "一般公共预算支出表\n单位：元\n科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
        "205\t\t\t教育支出\t30\t10\t20\n205\t02\t\t普通教育\t30\t10\t20\n205\t02\t01\t学前教育\t30\t10\t20\n"
    )
    assert [line.code for line in lines if line.measure == "合计"] == ["205", "20502", "2050201"]
    assert {line.ledger for line in lines} == {"general"}


@pytest.mark.parametrize(
    ("group", "item"), [("03", "01"), ("3", "1"), ("21303", "2130301"), ("3.0", "1")]
)
def test_parts_of_a_code_keep_two_digits_each(group: str, item: str) -> None:
    lines, _ = extract(
        "一般公共预算支出表\n单位：元\n科目编码\t\t\t科目名称\t合计\n类\t款\t项\t\t\n"
        f"213\t{group}\t{item}\t行政运行\t30\n"
    )
    expected = "" if "." in group else "2130301"
    assert [line.code for line in lines] == [expected]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("部门预算财政拨款收支总表", "appropriation-balance"),
        ("2024年曲阳县教育局部门收支总体情况表", "balance"),
        ("表5 一般公共预算支出表", "general-budget-expenditure"),
        ("一般公共预算“三公”经费支出表", "three-public"),
        ("部门预算政府基金预算财政拨款支出表", "government-fund"),
        ("国有资本经营预算支出表", "state-capital"),
        ("一般公共预算基本支出情况表（续）", "general-budget-basic"),
    ],
)
def test_titles_of_several_provinces(title: str, code: str) -> None:
    lines, _ = extract(
        f"{title}\n单位：元\n科目编码\t科目名称\t合计\t基本支出\n205\t教育支出\t1\t1\n"
    )
    assert {line.table for line in lines} == {code}


def test_table_without_a_known_title_is_known_by_its_columns() -> None:
    lines, _ = extract(
        "附表六\n单位：元\n经济分类科目编码\t经济分类科目名称\t合计\t人员经费\t公用经费\n30101\t基本工资\t5\t5\t\n"
    )
    assert {(line.table, line.classification) for line in lines} == {
        ("general-budget-basic", "economic")
    }


def test_text_in_an_amount_column_is_found_and_not_guessed() -> None:
    lines, findings = extract(
        "部门支出总表\n单位：元\n科目编码\t科目名称\t合计\n205\t教育支出\t见附表\n206\t科学技术支出\t7\n"
    )
    assert [line.code for line in lines] == ["206"]
    assert [(finding.id, finding.line, finding.printed) for finding in findings] == [
        ("R31", 4, "见附表")
    ]


TWO_YEARS = """一般公共预算支出表
单位：万元
科目编码\t科目名称\t上年预算数\t本年预算数\t{change}\t{rate}
201\t一般公共服务支出\t500.00\t540.00\t40.00\t8.00{sign}
20103\t政府办公厅（室）及相关机构事务\t500.00\t540.00\t40.00\t8.00{sign}
2010301\t行政运行\t380.00\t400.00\t20.00\t5.26{sign}
2010302\t一般行政管理事务\t120.00\t140.00\t20.00\t16.67{sign}
"""


@pytest.mark.parametrize("layout", ["rows", "layout-text"])
@pytest.mark.parametrize("sign", ["", "%"])
@pytest.mark.parametrize(
    ("change", "rate", "measure"),
    [
        ("增减额", "增减%", "change-percent"),
        ("比上年增减", "增长率", "change-percent"),
        ("增减额", "同比", "change-percent"),
        ("增减额", "占比", "share-percent"),
        ("增减额", "比上年增长", "change-percent"),
    ],
)
def test_percentages_are_no_money_and_not_lost(
    change: str, rate: str, measure: str, sign: str, layout: str
) -> None:
    content = TWO_YEARS.format(change=change, rate=rate, sign=sign)
    if layout == "layout-text":
        content = content.replace("\t", " ")
    found = convert(Source("a.txt", content.encode()))
    assert {(line.measure_code, len(line.compared_columns)) for line in found.lines} == {
        ("prior-year-budget", 0),
        ("budget-amount", 0),
        ("change", 2),
    }
    assert [(r.line.measure_code, r.line.code, r.line.figure.printed) for r in found.rates] == [
        (measure, "201", f"8.00{sign}"),
        (measure, "20103", f"8.00{sign}"),
        (measure, "2010301", f"5.26{sign}"),
        (measure, "2010302", f"16.67{sign}"),
    ]
    assert found.rates[2].line.amount_yuan == Decimal("5.26")
    assert not [finding for finding in found.findings if finding.id in {"R32", "R34"}]


@pytest.mark.parametrize(
    ("printed", "wrong", "check"),
    [("\t20.00\t5.26", "\t-20.00\t5.26", "A14"), ("\t20.00\t5.26", "\t20.00\t5.62", "A15")],
)
def test_change_and_rate_that_the_years_contradict_are_found(
    printed: str, wrong: str, check: str
) -> None:
    right = TWO_YEARS.format(change="增减额", rate="增减%", sign="")
    found = validate(convert(Source("a.txt", right.replace(printed, wrong).encode())))
    assert [f.found for f in found if f.id in {"A14", "A15"}] == [
        "-20.00" if check == "A14" else "5.62"
    ]
    assert not {f.id for f in validate(convert(Source("a.txt", right.encode())))} & {"A14", "A15"}


def test_changes_compare_the_years_of_their_own_group() -> None:
    groups = "".join(f"\t{name}\t\t" for name in ("基本支出", "项目支出"))
    lines, _ = extract(
        f"一般公共预算支出表\n单位：万元\n科目编码\t科目名称{groups}\n"
        "\t\t上年预算数\t本年预算数\t增减额\t上年预算数\t本年预算数\t增减额\n"
        "205\t教育支出\t10\t12\t2\t20\t25\t5\n"
    )
    assert [line.compared_columns for line in lines if line.measure_code == "change"] == [
        (3, 4),
        (6, 7),
    ]


@pytest.mark.parametrize("years", [("上年预算数", "本年预算数"), ("2023年预算数", "2024年预算数")])
def test_the_three_public_expenses_of_two_years_are_told_apart(years: tuple[str, str]) -> None:
    items = ("合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行费", "公务接待费")
    last, this = (f"{year}\t\t\t\t\t" for year in years)
    vehicles = "\t\t公务用车购置及运行费\t\t\t"
    lowest = "合计\t因公出国（境）费\t小计\t公务用车购置费\t公务用车运行费\t公务接待费"
    content = (
        f"某某局2024年度部门预算\n“三公”经费支出表\n单位：万元\n{last}\t{this}\n{vehicles}\t{vehicles}\n"
        f"{lowest}\t{lowest}\n12.00\t1.00\t8.00\t0.00\t8.00\t3.00\t11.00\t1.00\t7.50\t0.00\t7.50\t2.50\n"
    )
    lines = convert(Source("a.txt", content.encode())).lines
    assert [line.measure for line in lines] == [item for _ in years for item in items]
    assert [line.year or 2024 for line in lines] == [2023] * 6 + [2024] * 6
    assert [line.measure_code for line in lines[:6]] == [line.measure_code for line in lines[6:]]
    assert lines[0].measure_code == "total"


def test_table_that_states_no_unit_says_so() -> None:
    _, findings = extract("部门支出总表\n科目编码\t科目名称\t合计\n205\t教育支出\t7\n")
    assert [finding.id for finding in findings] == ["R07"]


def test_years_side_by_side_are_told_apart() -> None:
    lines, _ = extract(
        "一般公共预算支出表\n单位：元\n科目编码\t科目名称\t2023年预算数\t2024年预算数\t增减额\t增减%\n"
        "205\t教育支出\t10\t12\t2\t20\n"
    )
    assert [(line.year, line.measure_code, line.amount_yuan) for line in lines] == [
        (2023, "budget-amount", Decimal(10)),
        (2024, "budget-amount", Decimal(12)),
        (None, "change", Decimal(2)),
    ]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("一般公共预算支出明细表（按支出功能分类科目-不含上年结转）", "general-budget-expenditure"),
        ("一般公共预算支出明细表（按支出经济分类科目-不含上年结转）", "other"),
        ("一般公共预算基本支出明细表（按支出经济分类科目-不含上年结转）", "general-budget-basic"),
        ("一般公共预算财政拨款支出表（按功能分类科目）", "general-budget-expenditure"),
        ("一般公共预算支出表（按功能分类和经济分类）", "general-budget-expenditure"),
    ],
)
def test_classification_behind_a_title_tells_which_table_it_is(title: str, code: str) -> None:
    content = f"2024年部门综合预算{title}\n单位：万元\n科目编码\t科目名称\t合计\n301\t工资\t5.00\n"
    (table,) = assemble(text.read(Source("a.txt", content.encode()))).tables
    assert budget.identify(table) == code


def test_codes_of_units_printed_among_the_others_are_none_of_the_classification() -> None:
    lines, _ = extract(
        "支出预算分类汇总表\n单位：万元\n科目编码\t单位代码\t单位名称（科目）\t总计\t基本支出\t项目支出\n"
        "501\t\t甲市民政局\t9.00\t8.00\t1.00\n2080201\t501001\t行政运行\t9.00\t8.00\t1.00\n"
    )
    assert {line.label: line.code for line in lines} == {"甲市民政局": "", "行政运行": "2080201"}


def test_two_years_whose_headings_are_lost_are_no_sum() -> None:
    heading = "单位名称\t合计\t公务接待费\t会议费\t合计\t公务接待费\t会议费\n"
    lines, _ = extract(
        f"一般公共预算“三公”经费及会议费支出表\n单位：万元\n{heading}甲局\t5.00\t3.00\t2.00\t6.00\t4.00\t2.00\n"
    )
    assert len(lines) == 6
    assert not any(line.addend_columns for line in lines)


@pytest.mark.parametrize(
    "content",
    [
        "项目名称\t功能科目编码\t功能科目名称\t合计\n审计经费\t2010302\t一般行政管理事务\t3.00\n",
        "功能科目编码\t功能科目名称\t项目名称\t合计\n2010302\t一般行政管理事务\t审计经费\t3.00\n",
        "项目名称\t功能分类科目\t合计\n审计经费\t2010302 一般行政管理事务\t3.00\n",
        "项目名称\t科目编码\t科目名称\t经济科目名称\t合计\n审计经费\t2010302\t一般行政\t办公费\t3.00\n",
    ],
)
def test_project_is_the_label_beside_its_class_in_any_order(content: str) -> None:
    lines, findings = extract(f"部门项目支出预算表\n单位：万元\n{content}")
    assert [(line.code, line.label) for line in lines] == [("2010302", "审计经费")]
    assert {line.classification for line in lines} == {"function"}
    assert not findings


def test_economic_codes_name_the_parts_of_a_project() -> None:
    lines, _ = extract(
        "部门基本支出预算表\n单位：元\n项目名称\t功能科目编码\t功能科目名称\t经济科目编码\t经济科目名称\t总计\n"
        "行政人员支出工资\t2050101\t行政运行\t30101\t基本工资\t3.00\n"
        "行政人员支出工资\t2050101\t行政运行\t30102\t津贴补贴\t2.00\n"
    )
    assert [(line.code, line.label) for line in lines] == [
        ("30101", "基本工资"),
        ("30102", "津贴补贴"),
    ]


def test_row_without_a_project_is_named_by_its_class() -> None:
    lines, _ = extract(
        "部门项目支出预算表\n单位：万元\n项目名称\t科目编码\t科目名称\t合计\n"
        "审计经费\t2010302\t一般行政管理事务\t3.00\n\t2010303\t机关服务\t2.00\n"
    )
    assert [line.label for line in lines] == ["审计经费", "机关服务"]


def test_table_of_which_no_amount_is_read_is_told() -> None:
    head = "“三公”经费支出表\n单位：万元\n项目\t2024年“三公”经费\n\t某数\n"
    content = head + "合计\t7.93\n公务接待费\t7.93\n"
    lines, findings = extract(content)
    assert not lines
    assert [(f.id, f.severity, f.line, f.table) for f in findings] == [
        ("R01", "warning", 5, "three-public")
    ]
