"""Which line sums which; the leaves of a table add up to its total, once."""

from decimal import Decimal

from budgetgraph.converters.forms import budget
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.proof import prove
from budgetgraph.converters.readers import text

from budgetgraph.contract import Context, Source
from budgetgraph.model import Finding, Line

EXPENDITURE = """部门支出总表
单位：万元
序号\t科目编码\t科目名称\t合计\t基本支出\t项目支出
1\t\t合计\t112.82\t92.82\t20.00
2\t205\t教育支出\t92.82\t72.82\t20.00
3\t20502\t普通教育\t20.00\t\t20.00
4\t2050201\t学前教育\t20.00\t\t20.00
5\t20503\t职业教育\t72.82\t72.82\t
6\t206\t科学技术支出\t20.00\t20.00\t
"""

THREE_PUBLIC = """一般公共预算“三公”经费支出表
单位：万元
序号\t项目\t合计\t一般公共预算财政拨款\t政府性基金预算拨款
1\t合计\t5.78\t5.78\t
2\t“三公”经费小计\t5.78\t5.78\t
3\t一、因公出国（境）费\t\t\t
4\t二、公务用车购置及运维费\t5.40\t5.40\t
5\t其中：公务用车购置费\t\t\t
6\t公务用车运行维护费\t5.40\t5.40\t
7\t三、公务接待费\t0.38\t0.38\t
"""

BALANCE = """财政拨款收支总表
单位：万元
收入\t\t支出\t\t
项目\t金额\t项目\t合计\t一般公共预算财政拨款
一、一般公共预算拨款\t100.00\t一、一般公共服务支出\t60.00\t60.00
二、政府性基金预算拨款\t\t五、教育支出\t50.00\t50.00
本年收入合计\t100.00\t本年支出合计\t110.00\t110.00
年初财政拨款结转和结余\t15.00\t年末财政拨款结转和结余\t5.00\t5.00
一、一般公共预算拨款\t15.00\t\t\t
收入总计\t115.00\t支出总计\t115.00\t115.00
"""


ONE_SIDE = """收入总体情况表
单位：万元
项目\t2024年预算
一、预算拨款\t480.00
二、财政专户拨款\t0.00
三、其他资金\t20.00
本年收入合计\t500.00
四、上级补助收入\t0.00
五、上年结转结余\t10.00
收入总计\t510.00
"""

ONE_SIDE_WITH_PARTS = """支出总体情况表
单位：万元
项目\t2024年预算
一、基本支出\t300.00
工资福利支出\t200.00
商品和服务支出\t100.00
二、项目支出\t210.00
本年支出合计\t510.00
三、对附属单位补助支出\t0.00
四、结转下年\t5.00
支出总计\t515.00
"""


def lines_of(content: str) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    found = [
        item
        for table in assemble(text.read(Source("a.txt", content.encode()))).tables
        for item in budget.extract(table, Context())
        if isinstance(item, Line)
    ]
    lines, findings = prove(found)
    return tuple(lines), tuple(findings)


def sum_of_leaves(lines: tuple[Line, ...]) -> Decimal:
    return sum((line.amount_yuan for line in lines if line.role == "leaf"), Decimal(0)) / 10000


def named(lines: tuple[Line, ...], indices: tuple[int, ...]) -> list[str]:
    return [lines[index].code or lines[index].label for index in indices]


def test_codes_nest_by_prefix_and_the_rest_adds_up_to_the_total() -> None:
    lines, _ = lines_of(EXPENDITURE)
    by_key = {(line.code, line.measure): line for line in lines}
    assert named(lines, by_key["", "合计"].parts) == ["205", "206"]
    assert named(lines, by_key["205", "合计"].parts) == ["20502", "20503"]
    assert named(lines, by_key["205", "项目支出"].parts) == ["20502"]
    assert by_key["2050201", "项目支出"].parts == ()


def test_leaves_add_up_to_the_total_once() -> None:
    assert sum_of_leaves(lines_of(EXPENDITURE)[0]) == Decimal("112.82")
    assert sum_of_leaves(lines_of(THREE_PUBLIC)[0]) == Decimal("5.78")


def test_total_column_sums_the_columns_beside_it() -> None:
    lines, _ = lines_of(EXPENDITURE)
    total = next(line for line in lines if line.code == "205" and line.measure == "合计")
    assert [lines[index].measure for index in total.addends] == ["基本支出", "项目支出"]
    assert (total.role, lines[0].role) == ("subtotal", "total")


def test_three_public_expenses_nest_by_how_their_labels_begin() -> None:
    lines, _ = lines_of(THREE_PUBLIC)
    parts = {line.label: named(lines, line.parts) for line in lines if line.measure == "合计"}
    assert parts["“三公”经费小计"] == ["二、公务用车购置及运维费", "三、公务接待费"]
    assert parts["二、公务用车购置及运维费"] == ["公务用车运行维护费"]


def test_balance_items_add_up_to_the_year_and_with_what_is_carried_over_to_the_whole() -> None:
    lines, _ = lines_of(BALANCE)
    income = {line.label: line for line in lines if line.side == "income"}
    assert named(lines, income["收入总计"].parts) == ["本年收入合计", "年初财政拨款结转和结余"]
    assert named(lines, income["年初财政拨款结转和结余"].parts) == ["一、一般公共预算拨款"]
    closing = [line.role for line in lines if line.label.startswith("年末")]
    assert closing == ["balancing", "balancing"]


def parts_of(content: str, label: str) -> list[str]:
    lines, _ = lines_of(content)
    return named(lines, next(line for line in lines if line.label == label).parts)


def test_total_below_its_rows_sums_them() -> None:
    table = "项目支出表\n单位：万元\n项目名称\t金额\n甲\t1.00\n乙\t2.50\n合计\t3.50\n"
    assert parts_of(table, "合计") == ["甲", "乙"]


def test_department_above_its_units_is_their_sum_and_a_wrong_unit_stays_wrong() -> None:
    table = "收入总表\n单位：万元\n单位名称\t合计\n合计\t{}\n某局\t5.00\n本级\t3.00\n所\t2.00\n"
    assert parts_of(table.format("5.00"), "合计") == ["某局"]
    assert parts_of(table.format("5.00"), "某局") == ["本级", "所"]
    assert parts_of(table.format("5.00").replace("3.00", "4.00"), "合计") == ["某局", "本级", "所"]


def test_panels_beside_each_other_are_closed_by_one_sum() -> None:
    heading = "\t".join(["科目编码\t科目名称\t决算数"] * 3)
    table = (
        f"一般公共预算财政拨款基本支出决算表\n单位：元\n{heading}\n"
        "301\t工资福利支出\t9.00\t302\t商品和服务支出\t4.00\t310\t资本性支出\t1.00\n"
        "人员经费合计\t\t9.00\t公用经费合计\t\t\t\t\t5.00\n"
    )
    assert parts_of(table, "人员经费合计") == ["301"]
    assert parts_of(table, "公用经费合计") == ["302", "310"]


def test_one_side_of_a_balance_alone_is_summed_as_beside_the_other() -> None:
    assert sums_of(ONE_SIDE) == {
        "本年收入合计": ["一、预算拨款", "二、财政专户拨款", "三、其他资金"],
        "收入总计": ["本年收入合计", "四、上级补助收入", "五、上年结转结余"],
    }
    assert sums_of(ONE_SIDE_WITH_PARTS) == {
        "一、基本支出": ["工资福利支出", "商品和服务支出"],
        "本年支出合计": ["一、基本支出", "二、项目支出"],
        "支出总计": ["本年支出合计", "三、对附属单位补助支出", "四、结转下年"],
    }


def test_one_side_with_a_wrong_figure_keeps_its_sums() -> None:
    wrong = sums_of(ONE_SIDE.replace("480.00", "430.00"))
    assert wrong == sums_of(ONE_SIDE)


def sums_of(content: str) -> dict[str, list[str]]:
    lines, _ = lines_of(content)
    return {line.label: [lines[i].label for i in line.parts] for line in lines if line.parts}


def test_a_numbered_sum_is_beside_the_items_of_its_own_way_of_numbering() -> None:
    table = (
        "“三公”经费预算表\n单位：万元\n项目\t预算数\n一、“三公”经费合计\t9.50\n（一）公务接待费\t2.50\n"
        "（二）公务用车费\t7.00\n1.公务用车购置费\t3.00\n2.公务用车运行维护费\t4.00\n二、会议费\t6.00\n"
        "三、培训费\t8.00\n"
    )
    assert sums_of(table) == {
        "一、“三公”经费合计": ["（一）公务接待费", "（二）公务用车费"],
        "（二）公务用车费": ["1.公务用车购置费", "2.公务用车运行维护费"],
    }
