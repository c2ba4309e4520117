"""Tables without row numbers: which row after a page break belongs to the one before it."""

from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source

PROCUREMENT = """部门政府采购预算

| 项目名称 | 预算资金 | 采购物品名称 | 数量 | 单价 | 合计 |
|----|----|----|----|----|----|
| 合计 | | | | | 3.50 |
| 专项公用经费 | 22.29 | 打印机 | 5 | 0.30 | 1.50 |
| 关于下达2024年政务公开补助 | 14.00 | 台式计 | 4 | 0.50 | 2.00 |

| 项目名称 | 预算资金 | 采购物品名称 | 数量 | 单价 | 合计 |
|----|----|----|----|----|----|
| 资金的通知 | | 算机 | | | |
"""

ASSETS = """部门固定资产占用情况表

| 项目 | 数量 | 价值（金额单位：万元） |
|----|----|----|
| 资产总额 | | 369.17 |
| 1、房屋（平方米） | 200 | 300.00 |
| 2、车辆（台、辆） | 5 | 65.46 |

| 项目 | 数量 | 价值（金额单位：万元） |
|----|----|----|
| 3、单价在20万元以上的设备 | | |
"""

BALANCE = """部门收支总表

| 收入 | | 支出 | |
|----|----|----|----|
| 项目 | 预算数 | 项目 | 预算数 |
| 一、一般公共预算拨款收入 | 320.00 | 一、一般公共服务支出 | 140.00 |
| 二、政府性基金预算拨款 | | 八、社会保障和就业 | 180.00 |

| 收入 | | 支出 | |
|----|----|----|----|
| 项目 | 预算数 | 项目 | 预算数 |
| 收入 | | 支出 | |
"""


def last_row(content: str) -> list[str]:
    (table,) = assemble(text.read(Source("a.txt", content.encode()))).tables
    return [cell.text for cell in table.rows[-1]]


def test_row_without_figures_continues_texts_where_all_rows_print_figures() -> None:
    assert last_row(PROCUREMENT) == [
        "关于下达2024年政务公开补助资金的通知",
        "14.00",
        "台式计算机",
        "4",
        "0.50",
        "2.00",
    ]


def test_numbered_row_without_figures_begins_anew() -> None:
    assert last_row(ASSETS) == ["3、单价在20万元以上的设备", "", ""]


def test_rest_of_a_cut_label_is_no_heading() -> None:
    content = PROCUREMENT.replace("关于下达2024年政务公开补助 | 14.00", "某某县技术服务站 | ")
    content = content.replace("台式计", "").replace("资金的通知 | | 算机", "小计 | | ")
    assert last_row(content)[0] == "某某县技术服务站小计"


def test_rest_of_numbered_labels_continues_them() -> None:
    assert last_row(BALANCE) == [
        "二、政府性基金预算拨款收入",
        "",
        "八、社会保障和就业支出",
        "180.00",
    ]


def test_totals_begin_anew() -> None:
    content = BALANCE.replace("| 收入 | | 支出 | |\n", "| 本年收入合计 | | 本年支出合计 | |\n")
    content = content.replace("本年收入合计 | | 本年支出合计", "收入 | | 支出", 2)
    assert last_row(content)[0] == "本年收入合计"
