"""Plain lists in layout text: wrapped cells, columns lost and found by arithmetic, page breaks."""

from collections.abc import Sequence
from types import ModuleType

import pytest
from budgetgraph.converters.layout.flow import assets, institutions, procurement

from budgetgraph.model import Paragraph

HEADING = """政府采购项目来源

采购物品

名称

政府采购

目录序号

计量

单位
数量 单价

政府采购金额（当年部门预算安排资金） 2022

年 预

留中

小微企

业份额

项目名称
预算

资金
合计

一般公

共预算

拨款

基金预

算拨款
"""


def paragraphs(content: str) -> list[Paragraph]:
    return [Paragraph(text, line) for line, text in enumerate(content.split("\n"), 1)]


def rebuild(module: ModuleType, content: str) -> list[list[str]]:
    """Return the texts of the grid of the one table in the content, heading rows included."""
    lines = paragraphs(content)
    grid = next(found.grid for n in range(len(lines)) if (found := module.read(lines, n)))
    widths = {len(row) for row in grid.rows}
    assert len(widths) == 1
    assert [cell.column for cell in grid.rows[-1]] == list(range(1, len(grid.rows[-1]) + 1))
    return [[cell.text for cell in row] for row in grid.rows]


def filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[text for text in row if text] for row in rows]


def test_institutions_with_wrapped_cells_and_a_repeated_heading() -> None:
    rows = rebuild(
        institutions,
        "部门机构设置情况\n\n单位名称 单位性质 单位规格 经费保障形式\n\n"
        "曲阳县就业服务\n\n中心（自收自支）\n事业 副处（县）级 财政性资金零补助\n\n"
        " 单位名称 单位性质 单位规格 经费保障形式\n\n"
        "曲阳县劳动技工学校 事业 股级 财政性资金定额\n\n或定项补助\n\n"
        "曲阳县某学会 社团 股级 自筹资金\n\n"
        "二、部门预算安排的总体情况\n",
    )
    assert rows == [
        ["单位名称", "单位性质", "单位规格", "经费保障形式"],
        ["曲阳县就业服务中心（自收自支）", "事业", "副处（县）级", "财政性资金零补助"],
        ["曲阳县劳动技工学校", "事业", "股级", "财政性资金定额或定项补助"],
        ["曲阳县某学会", "社团", "股级", "自筹资金"],
    ]


def test_a_column_of_unknown_heading_is_kept_as_a_column() -> None:
    rows = rebuild(
        institutions,
        "单位名称 单位性质 单位规格 办公电话分机 经费来源\n甲局 行政 正科级 8001 财政拨款\n",
    )
    assert rows[1] == ["甲局", "行政", "正科级", "8001", "财政拨款"]


def test_a_table_ends_where_its_records_end() -> None:
    lines = paragraphs(
        "单位名称 单位性质 单位规格 经费保障形式\n\n甲局 行政 正科级 财政拨款\n\n"
        "二、总体情况\n\n收支"
    )
    found = institutions.read(lines, 0)
    assert found is not None
    assert found.end == 3
    assert institutions.read(lines, 2) is None


def test_assets_where_the_total_proves_the_column_of_a_lone_figure() -> None:
    rows = rebuild(
        assets,
        "部门固定资产占用情况表\n316 曲阳县人社局 截止时间：2021-12-31\n\n"
        "项 目 数量 价值（金额单位：万元）\n\n资产总额 619.52\n\n"
        "1、房屋（平方米） 307.49\n\n其中：办公用房（平方米） 99.00\n\n"
        "2、车辆（台、辆） 5\n\n3、单价在 20 万元以上\n\n的设备\n\n"
        "4、其他固定资产 4621 312.03\n\n八、名词解释\n\n1、收入：指资金。\n",
    )
    assert rows == [
        ["项目", "数量", "价值(金额单位:万元)"],
        ["资产总额", "", "619.52"],
        ["1、房屋（平方米）", "", "307.49"],
        ["其中：办公用房（平方米）", "99.00", ""],
        ["2、车辆（台、辆）", "5", ""],
        ["3、单价在20万元以上的设备", "", ""],
        ["4、其他固定资产", "4621", "312.03"],
    ]


def test_assets_with_dashes_a_cut_figure_and_chapters_as_items() -> None:
    rows = rebuild(
        assets,
        "国有资产占用情况表\n资产类别 数量 账面原值（万元）\n资产总额 —— 10.00\n"
        "一、房屋 19134.\n\n78 4.00\n二、设备 8 6.00\n"
        "三、其他需要说明的情况\n没有。\n",
    )
    assert rows[1:] == [
        ["资产总额", "——", "10.00"],
        ["一、房屋", "19134.78", "4.00"],
        ["二、设备", "8", "6.00"],
    ]


def test_item_and_amount_alone_head_no_table_of_assets() -> None:
    assert assets.read(paragraphs("项目 数量 金额\n\n办公费 1 2.00\n"), 0) is None


def test_procurement_heading_of_two_levels_in_printed_order() -> None:
    rows = rebuild(procurement, HEADING + "\n合 计 15.86 15.86 12.86\n")
    assert rows[0] == [
        *("政府采购项目来源", "", "采购物品名称", "政府采购目录序号", "计量单位", "数量", "单价"),
        *("政府采购金额(当年部门预算安排资金)", "", "", "2022年预留中小微企业份额"),
    ]
    assert rows[1] == [
        *(
            "项目名称",
            "预算资金",
            "",
            "",
            "",
            "",
            "",
            "合计",
            "一般公共预算拨款",
            "基金预算拨款",
            "",
        ),
    ]
    assert rows[2] == ["合计", "", "", "", "", "", "", "15.86", "15.86", "", "12.86"]


def test_procurement_heading_of_three_levels() -> None:
    rows = rebuild(
        procurement,
        "政府采购项目来源 采购物品名称 政府采购目录序号 数量 单位 数量 单价 政府采购金额 "
        "项目名称 预算资金 总计 当年部门预算安排资金 其他渠道资金 合计 一般公共预算拨款\n"
        "合计 4.50 4.50 4.50\n",
    )
    assert rows[0][7:] == ["政府采购金额", "", "", ""]
    assert rows[1][7:] == ["总计", "当年部门预算安排资金", "", "其他渠道资金"]
    assert rows[2][7:] == ["", "合计", "一般公共预算拨款", ""]
    assert rows[3][7:] == ["4.50", "4.50", "4.50", ""]


ROWS = """
合 计 15.86 15.86 12.86

曲阳县人力资源

和社会保障局本

级小计

9.86 9.86 8.46

公用类项目 22.29
增值电信

服务
C030102 次 1 0.20 0.20 0.20

人社局劳动仲裁

工作经费项目
5.00

其他印刷

服务

C081401

99
次 1 2.00 2.00 2.00 2.00
 316 曲阳县人力资源和社会保障局 单位：万元

{heading}
养老保险审定征

收经费
12.00

其他印刷

服务

C081401

99
张 15000 0.00 1.50 1.50 1.50

注：同一采购目录序号的物品，其单价会变动。
"""


def test_procurement_rows_wrapped_and_cut_by_a_page() -> None:
    rows = rebuild(procurement, HEADING + ROWS.format(heading=HEADING))
    assert rows[3:] == [
        ["曲阳县人力资源和社会保障局本级小计", *[""] * 6, "9.86", "9.86", "", "8.46"],
        [
            *("公用类项目", "22.29", "增值电信服务", "C030102", "次"),
            *("1", "0.20", "0.20", "0.20", "", ""),
        ],
        [
            *("人社局劳动仲裁工作经费项目", "5.00", "其他印刷服务", "C08140199", "次"),
            *("1", "2.00", "2.00", "2.00", "", "2.00"),
        ],
        [
            *("养老保险审定征收经费", "12.00", "其他印刷服务", "C08140199", "张"),
            *("15000", "0.00", "1.50", "1.50", "", "1.50"),
        ],
    ]


def test_the_line_of_a_wrapped_cell_is_that_of_its_first_piece() -> None:
    lines = paragraphs(HEADING + ROWS.format(heading=HEADING))
    found = procurement.read(lines, 0)
    assert found is not None
    assert lines[found.end - 1].text == "张 15000 0.00 1.50 1.50 1.50"
    last = found.grid.rows[-1]
    assert [lines[last[i].line - 1].text for i in (0, 2, 3, 5)] == [
        "养老保险审定征",
        "其他印刷",
        "C081401",
        "张 15000 0.00 1.50 1.50 1.50",
    ]
    assert [piece.text for piece in last[3].pieces] == ["C081401", "99"]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("1 5.00 5.00 3.00 2.00", ["1", "5.00", "5.00", "3.00", "2.00"]),  # two sources
        ("1 5.00 5.00 5.00 2.00", ["1", "5.00", "5.00", "5.00", "2.00"]),  # a source and the share
        ("2 10.00 10.00", ["2", "10.00", "10.00"]),  # no price
        ("2 5.00 10.00 10.00", ["2", "5.00", "10.00", "10.00"]),
    ],
)
def test_figures_stand_where_the_sums_put_them(figures: str, expected: list[str]) -> None:
    places = {
        "1 5.00 5.00 3.00 2.00": [5, 6, 7, 8, 9],
        "1 5.00 5.00 5.00 2.00": [5, 6, 7, 8, 10],
        "2 10.00 10.00": [5, 7, 8],
        "2 5.00 10.00 10.00": [5, 6, 7, 8],
    }
    row = rebuild(procurement, f"{HEADING}\n办公经费 9.00\n打印机 A02010601 台 {figures}\n")[2]
    assert [row[place] for place in places[figures]] == expected
    assert len(filled([row])[0]) == 5 + len(expected)


def test_rows_without_a_catalogue_code_and_with_row_numbers() -> None:
    rows = rebuild(
        procurement,
        "序号 项目名称 采购品目 计量单位 数量 单价 合计\n"
        "1 办公 打印机 台 2 1.50 3.00\n2 办公 复印纸 箱 10 0.02 0.20\n",
    )
    assert rows[1:] == [
        ["1", "办公", "打印机", "台", "2", "1.50", "3.00"],
        ["2", "办公", "复印纸", "箱", "10", "0.02", "0.20"],
    ]


def test_an_empty_procurement_table_is_its_heading() -> None:
    rows = rebuild(procurement, HEADING + "\n注：无政府采购预算，空表列示。\n")
    assert len(rows) == 2


def test_running_text_holds_no_tables() -> None:
    lines = paragraphs("单位性质是事业。\n项目名称\n政府采购金额为5万元。\n数量\n" * 50)
    for module in (assets, institutions, procurement):
        assert not any(module.read(lines, index) for index in range(len(lines)))


def test_procurement_row_on_one_line_that_fills_its_columns_is_taken_in_their_order() -> None:
    rows = rebuild(
        procurement,
        "预算项目 采购项目 采购品目 计量单位 数量 合计 一般公共预算\n"
        "办公设备购置 台式机 A02010105 台式计算机 台 12 6.00 6.00\n"
        "宣传印刷 印刷 C23090100 印刷服务 批 1 4.80\n",
    )
    assert rows[1:] == [
        ["办公设备购置", "台式机", "A02010105台式计算机", "台", "12", "6.00", "6.00"],
        ["宣传印刷", "印刷", "C23090100印刷服务", "批", "1", "4.80", ""],
    ]
