"""Lists in text of other tools: rows by what columns hold, cells on lines of their own, doubts."""

import pytest
from budgetgraph.converters.layout.flow import assets, institutions, procurement, restore
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.model import Document, Grid, Paragraph


def read(content: str) -> Document:
    document: Document = text.read(Source("a.txt", content.encode()))
    return document


def cells(content: str) -> list[list[str]]:
    """Return the rows of the only grid that is restored."""
    blocks, _ = restore(read(content))
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    return [[cell.text for cell in row] for row in grid.rows]


def findings(content: str) -> list[str]:
    return [finding.id for finding in restore(read(content))[1]]


UNITS = """单位名称 品目名称 专项名称 数量 总计
财政拨款
单位资金
小计 一般公共预算 政府性基金预算
合计 9.00 9.00 9.00
河东局小计 9.00 9.00 9.00
河东局 便携式计算机 社会保险经办信息系统
运行维护费 4 3.00 3.00 3.00
河东局 打印机 办公设备购置 2 5.00 5.00 5.00
河东局 便携式计算机 办公设备购置 1 1.00 1.00 1.00
"""


def test_texts_of_three_columns_are_shared_and_the_fiscal_money_is_a_group() -> None:
    rows = cells(UNITS)
    assert rows[1][4:9] == ["", "小计", "一般公共预算", "政府性基金预算", ""]
    assert rows[4] == [
        *("河东局", "便携式计算机", "社会保险经办信息系统运行维护费", "4"),
        *("3.00", "3.00", "3.00", "", ""),
    ]


def test_rows_with_texts_behind_the_figures() -> None:
    rows = cells(
        "序号 采购项目名称 采购目录 数量 单位 单价 采购金额 采购方式 资金来源\n合计 8.30\n"
        "1 打印机 A02010601 5 台 0.30 1.50 电子卖场 财政拨款\n"
        "2 物业服务 C21040000 1 年 6.80 6.80 公开招标 财政拨款\n"
    )
    assert rows[1] == ["", "合计", "", "", "", "", "8.30", "", ""]
    assert rows[3] == [
        *("2", "物业服务", "C21040000", "1", "年"),
        *("6.80", "6.80", "公开招标", "财政拨款"),
    ]


def test_rows_that_do_not_fit_stay_text_and_are_told() -> None:
    torn = UNITS.replace("河东局 打印机", "务\n河东局 打印机")
    blocks, told = restore(read(torn))
    assert not [block for block in blocks if isinstance(block, Grid)]
    assert [finding.id for finding in told] == ["R01"]


def test_a_line_for_each_cell_and_an_empty_one_for_an_empty_cell() -> None:
    lines = [
        *("采购品目名称", "品目编码", "数量", "单价", "采购金额"),
        *("合计", "", "", "", "7.00"),
        *("打印机", "A02010601", "5", "0.20", "1.00"),
        *("台式机", "A02010105", "12", "0.50", "6.00"),
    ]
    assert cells("\n".join(lines) + "\n")[1:] == [lines[5:10], lines[10:15], lines[15:20]]
    assert cells("\n\n".join(lines) + "\n")[1:] == [lines[5:10], lines[10:15], lines[15:20]]


def test_which_source_pays_is_told_where_sums_leave_it_open() -> None:
    heading = "项目名称 采购品目 计量单位 数量 合计 一般公共预算 政府性基金 单位资金\n"
    rows = "办公 打印机 台 5 3.00 2.00 1.00\n办公 复印纸 箱 2 4.00 4.00\n合计 7.00 6.00 1.00\n"
    assert "R08" in findings(heading + rows)


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_assets_with_ordinals_units_and_a_number_in_a_name(gap: str) -> None:
    table = (
        "序号 资产类别 计量单位 数量 账面原值 备注\n"
        "1 房屋 平方米 1786 476.39\n2 单价_50_万元（含）以上的设备 台套\n"
        "3 专用设备 台套 253 142.35\n合计 618.74\n"
    )
    rows = cells("国有资产占有使用情况表\n" + table.replace(" ", gap).replace("_", " "))
    assert rows[2] == ["2", "单价50万元（含）以上的设备", "台套", "", "", ""]
    assert rows[4] == ["", "合计", "", "", "618.74", ""]


def test_institutions_with_figures_and_cells_without_a_gap() -> None:
    rows = cells(
        "机构设置情况表\n序号 单位名称 单位性质 单位级别 经费形式 编制数 实有人数\n"
        "1 河东局\n本级 行政单位 正科级 全额拨款 7 27\n2 就业中心 参公副科级 全额拨款 9 8\n"
    )
    assert rows[1][1:5] == ["河东局本级", "行政单位", "正科级", "全额拨款"]
    assert rows[2][1:5] == ["就业中心", "参公", "副科级", "全额拨款"]


def test_columns_of_figures_that_no_table_took_are_told() -> None:
    assert findings("政府采购预算表\n合计\n打印机\n复印纸\n7.00\n3.00\n4.00\n") == ["R01"]


def test_layout_rows_stand_around_the_line_of_their_figures() -> None:
    rows = cells(
        "政府采购预算表\n\n"
        "  单位名称      品目名称        专项名称     数量     总计     一般公共预算\n"
        "    合计                                          9.00       9.00\n"
        "河东县人力资源  便携式计算\n"
        "                              办公设备购置    4     3.00       3.00\n"
        "  保障局        机\n"
        "河东县就业中心  打印机        办公设备购置    2     6.00       6.00\n"
    )
    assert rows[2] == ["河东县人力资源保障局", "便携式计算机", "办公设备购置", "4", "3.00", "3.00"]


def test_modules_find_nothing_in_sentences() -> None:
    lines = [Paragraph("单位名称和数量见附件。", 1)]
    assert [m.read(lines, 0) for m in (assets, institutions, procurement)] == [None] * 3


WRAPPED = """政府采购预算表
单位：万元
单位名称 项目名称 采购品目 采购目录编 数量 计量单位 单价 总计 一般公共预算
码 拨款
合计 86.50 86.50
某县水利局 一般公用经费 打印机 A02021000 10 台 0.15 1.50 1.50
某县水利局 信息化运维 运行维护服务 C16070000 1 年 85.00 85.00 85.00
"""


def test_ends_of_names_stand_below_their_beginnings() -> None:
    heading, total, *items = cells(WRAPPED)
    assert (heading[3], heading[-1]) == ("采购目录编码", "一般公共预算拨款")
    assert [text for text in total if text] == ["合计", "86.50", "86.50"]
    assert [row[3] for row in items] == ["A02021000", "C16070000"]


def test_ends_that_several_names_may_have_are_told() -> None:
    content = WRAPPED.replace("总计 一般公共预算", "总计 一般公共预算 政府性基金预算")
    assert findings(content) == ["R01"]


@pytest.mark.parametrize("quantity", ["7 ", ""])
def test_a_sum_of_purchases_may_print_how_many_they_are(quantity: str) -> None:
    content = (
        "政府采购预算表\n单位：元\n序号 项目名称 采购品目 数量 单价 金额\n"
        f"合计 {quantity}28500.00\n1 办公设备购置 台式计算机 5 4500.00 22500.00\n"
        "2 办公设备购置 打印机 2 3000.00 6000.00\n"
    )
    assert [row[-3:] for row in cells(content)][-3:] == [
        [quantity.strip(), "", "28500.00"],
        ["5", "4500.00", "22500.00"],
        ["2", "3000.00", "6000.00"],
    ]
