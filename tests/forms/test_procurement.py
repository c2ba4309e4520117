"""The table of procurement: totals, subtotals of units and items, with the unit filled down."""

from decimal import Decimal

from budgetgraph.converters.forms import procurement
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Context, Source
from budgetgraph.convert import convert
from budgetgraph.graph import nquads
from budgetgraph.model import Amount, Finding, ProcurementLine, Statement

RULED = """部门政府采购预算

316 曲阳县人力资源和社会保障局

单位：万元

| 项目来源 | | 采购品目 | 目录序号 | 计量单位 | 数量 | 单价 | 金额 | | 2022年预留中小微企业份额 |
|---|---|---|---|---|---|---|---|---|---|
| 项目名称 | 预算资金 | | | | | | 合计 | 一般公共预算拨款 | |
| 合 计 | | | | | | | 15.86 | 15.86 | 12.86 |
| 曲阳县社会保险事业中心小计 | | | | | | | 2.90 | 2.90 | 2.90 |
| 养老保险审定征收经费 | 12.00 | 其他印刷服务 | C08140199 | 张 | 15000 | 0.00 | 1.50 | 1.50 | 1.50 |
"""

# As one cell per line gives it: merged headings are one cell, blank cells are kept.
COLLAPSED = """部门政府采购预算
\t单位：万元

\t政府采购项目来源
\t采购物品名称
\t政府采购目录序号
\t数量  单位
\t数量
\t单价
\t政府采购金额

\t项目名称
\t预算资金
\t
\t
\t
\t
\t
\t总计
\t当年部门预算安排资金
\t其他渠道资金

\t
\t
\t
\t
\t
\t
\t
\t
\t合计
\t一般公共预算拨款
\t其他来源收入
\t

\t社保经办业务工作经费
\t56.24
\t印刷品
\tA0802
\t批
\t1.00
\t10.00
\t10.00
\t1000
\t10.00
\t
\t

"""


def extract(content: str) -> list[Statement | Finding]:
    tables = assemble(text.read(Source("a.txt", content.encode()))).tables
    assert [procurement.identify(table) for table in tables] == ["procurement"]
    return list(procurement.extract(tables[0], Context()))


def lines(content: str) -> list[ProcurementLine]:
    found = extract(content)
    assert all(isinstance(item, ProcurementLine) for item in found)
    return [item for item in found if isinstance(item, ProcurementLine)]


def yuan(amount: Amount | None) -> Decimal | None:
    return amount.figure.amount_yuan if amount else None


def test_total_subtotal_and_item_with_the_unit_filled_down() -> None:
    total, subtotal, item = lines(RULED)
    unit = "曲阳县社会保险事业中心"
    assert (total.role, total.unit, yuan(total.total)) == ("total", "", Decimal(158600))
    assert (subtotal.role, subtotal.unit, yuan(subtotal.total)) == (
        "subtotal",
        unit,
        Decimal(29000),
    )
    assert (item.role, item.unit, item.project) == ("item", unit, "养老保险审定征收经费")
    assert (item.item, item.catalogue_code, item.uom) == ("其他印刷服务", "C08140199", "张")
    assert [yuan(a) for a in (item.project_amount, item.quantity, item.unit_price, item.total)] == [
        Decimal(120000),
        Decimal(15000),
        Decimal(0),
        Decimal(15000),
    ]
    assert [(heading, amount.figure.printed) for heading, amount in item.amounts] == [
        ("合计", "1.50"),
        ("一般公共预算拨款", "1.50"),
        ("2022年预留中小微企业份额", "1.50"),
    ]
    assert (item.cell.text, item.cell.line) == ("其他印刷服务", 12)


def test_three_levels_of_collapsed_headings_and_a_slip_kept_as_printed() -> None:
    (item,) = lines(COLLAPSED)
    assert (item.item, item.uom, yuan(item.quantity)) == ("印刷品", "批", Decimal(1))
    assert (yuan(item.unit_price), yuan(item.total)) == (Decimal(100000), Decimal(100000))
    assert [(heading, amount.figure.printed) for heading, amount in item.amounts] == [
        ("总计", "10.00"),
        ("合计", "1000"),
        ("一般公共预算拨款", "10.00"),
    ]


def test_an_empty_table_says_nothing() -> None:
    empty = "\n".join(RULED.split("\n")[:9]) + "\n\n注：无政府采购预算，空表列示。\n"
    assert extract(empty) == []


def test_a_project_cell_merged_over_its_items_is_filled_down() -> None:
    found = lines(
        "政府采购预算表\n单位：元\n预算单位\t项目名称\t采购品目\t数量\t单价\t金额\n"
        "甲局\t办公经费\t打印机\t2\t1500\t3000\n\t\t复印纸\t10\t200\t2000\n乙中心\t培训\t印刷\t1\t500\t500\n"
    )
    assert [(i.unit, i.project, i.item, yuan(i.total)) for i in found] == [
        ("甲局", "办公经费", "打印机", Decimal(3000)),
        ("甲局", "办公经费", "复印纸", Decimal(2000)),
        ("乙中心", "培训", "印刷", Decimal(500)),
    ]


def test_rows_of_a_category_are_subtotals_of_the_unit() -> None:
    found = lines(
        "政府采购预算表\n单位：万元\n采购项目\t采购数量\t单价\t合计\n总计\t\t\t7.00\n货物\t\t\t3.00\n打印机\t2\t1.50\t3.00\n"
        "服务\t\t\t4.00\n物业\t1项\t4.00\t4.00\n"
    )
    assert [(i.role, i.item, yuan(i.total)) for i in found] == [
        ("total", "", Decimal(70000)),
        ("subtotal", "货物", Decimal(30000)),
        ("item", "打印机", Decimal(30000)),
        ("subtotal", "服务", Decimal(40000)),
        ("item", "物业", Decimal(40000)),
    ]
    assert yuan(found[-1].quantity) == Decimal(1)


def test_a_category_of_which_nothing_is_bought_states_nothing() -> None:
    found = extract(
        "政府采购预算明细表\n单位：万元\n采购类别\t金额\n"
        "A货物\t12.34\nB工程\t\nC服务\t—\n合计\t12.34\n"
    )
    bought = [item for item in found if isinstance(item, ProcurementLine)]
    assert [(line.role, line.item) for line in bought] == [("subtotal", "A货物"), ("total", "")]
    assert len(found) == len(bought)


NESTED = """政府采购预算表
单位：万元

| 采购品目大类 | 专项名称 | 经济科目 | 采购物品名称 | 采购组织形式 | 总计 |
|---|---|---|---|---|---|
| 合计 | | | | | 46.00 |
| 一、货物A | | | | | 31.00 |
| | 办案设备费 | 31002办公设备购置 | | | 30.00 |
| | | | 打印机 | 分散自行组织 | 20.00 |
| | | | 扫描仪 | 分散自行组织 | 10.00 |
| | | 印刷费 | | | 1.00 |
| | | | 印刷品 | 分散自行组织 | 1.00 |
| 二、工程B | | | | | |
| 三、服务C | | | | | 15.00 |
| | 场所运行费 | 维修（护）费 | | | 9.00 |
| | | | 修缮服务 | 分散自行组织 | 9.00 |
| | 物业费 | 物业管理费 | | | 6.00 |
"""


def test_categories_projects_and_economic_classes_stand_in_each_other() -> None:
    found = lines(NESTED)
    assert [(i.role, i.item, i.project, i.economic, i.parts) for i in found] == [
        ("total", "", "", "", (1, 7)),
        ("subtotal", "一、货物A", "", "", (1, 4)),
        ("subtotal", "", "办案设备费", "31002办公设备购置", (1, 2)),
        ("item", "打印机", "办案设备费", "31002办公设备购置", ()),
        ("item", "扫描仪", "办案设备费", "31002办公设备购置", ()),
        ("subtotal", "", "办案设备费", "印刷费", (1,)),
        ("item", "印刷品", "办案设备费", "印刷费", ()),
        ("subtotal", "三、服务C", "", "", (1, 3)),
        ("subtotal", "", "场所运行费", "维修（护）费", (1,)),
        ("item", "修缮服务", "场所运行费", "维修（护）费", ()),
        ("item", "", "物业费", "物业管理费", ()),  # nothing stands below it
    ]
    assert {i.unit for i in found} == {""}


def test_projects_of_units_have_subtotals_of_their_own() -> None:
    found = lines(
        "政府采购预算表\n单位：万元\n采购单位\t项目名称\t采购品目\t采购方式\t合计\n合计\t\t\t\t9.00\n"
        "甲局\t\t\t\t7.00\n\t巡查费\t\t\t5.00\n\t\t车辆租赁\t公开招标\t3.00\n\t\t印刷品\t询价\t2.00\n"
        "\t宣传费\t\t\t2.00\n\t\t广告\t询价\t2.00\n乙站\t\t\t\t2.00\n\t会务费\t会议\t询价\t2.00\n"
    )
    assert [(i.role, i.unit, i.project, i.parts) for i in found] == [
        ("total", "", "", (1, 7)),
        ("subtotal", "甲局", "", (1, 4)),
        ("subtotal", "甲局", "巡查费", (1, 2)),
        ("item", "甲局", "巡查费", ()),
        ("item", "甲局", "巡查费", ()),
        ("subtotal", "甲局", "宣传费", (1,)),
        ("item", "甲局", "宣传费", ()),
        ("subtotal", "乙站", "", (1,)),
        ("item", "乙站", "会务费", ()),
    ]


def test_sums_below_their_rows_sum_what_stands_above() -> None:
    found = lines(
        "政府采购预算表\n单位：万元\n采购项目\t采购数量\t单价\t合计\n打印机\t2\t1.50\t3.00\n货物小计\t\t\t3.00\n"
        "物业\t1\t4.00\t4.00\n服务小计\t\t\t4.00\n合计\t\t\t7.00\n"
    )
    assert [(i.role, i.item, i.unit, i.parts) for i in found] == [
        ("item", "打印机", "", ()),
        ("subtotal", "货物小计", "", (-1,)),
        ("item", "物业", "", ()),
        ("subtotal", "服务小计", "", (-1,)),
        ("total", "", "", (-3, -1)),
    ]


def test_what_a_sum_of_purchases_is_made_of_is_in_the_graph() -> None:
    data = nquads(convert(Source("a.txt", NESTED.encode())))
    text_of = data.decode() if isinstance(data, bytes) else data
    first = "<https://w3id.org/budgetgraph/id/doc/a/procurement/{}>".format
    link = "<https://w3id.org/budgetgraph/ns#aggregates>"
    assert f"{first(3)} {link} {first(4)} " in text_of
    assert text_of.count(link) == 10
    assert 'ns#economicClassName> "印刷费"' in text_of


def test_what_is_no_figure_is_told_and_the_rest_is_read() -> None:
    finding, item = extract(
        "政府采购预算表\n单位：万元\n采购项目\t采购数量\t单价\t合计\n打印机\t若干\t1.50\t3.00\n"
    )
    assert isinstance(finding, Finding)
    assert isinstance(item, ProcurementLine)
    assert (finding.id, finding.printed, finding.column) == ("R31", "若干", "采购数量")
    assert (item.quantity, yuan(item.total)) == (None, Decimal(30000))
