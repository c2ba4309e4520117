"""Plain lists in text that keeps the look of the page, or that lacks merged cells: all is read."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

BUDGET = """某县林业局2024年部门预算

一般公共预算支出表
                                    单位：万元
科目编码    科目名称              合计          基本支出      项目支出
213         农林水支出            86.50         0.00          86.50
21302       林业和草原            86.50         0.00          86.50
2130205     森林资源培育          86.50         0.00          86.50

"""
SECTION = """

十、名词解释
财政拨款收入：指由财政拨款形成的收入。
"""
INSTITUTIONS = """                              部门机构设置情况表
序号      单位名称                    单位性质      单位级别      经费保障形式
1         某县林业局（本级）          行政          正科级        财政拨款
2         某县林业中心                事业          股级          财政性资金基本保
                                                                  证
3         某县国有林场                事业          股级          财政性资金定额或
                                                                  定项补助
"""
ASSETS = """                              国有资产占有使用情况表
                                                            金额单位：万元
项目                      数量          价值
资产总额                                3,691.70
1、房屋（平方米）         2,560         1,280.00
其中：办公用房（平方米）  1,800         900.00
2、车辆（台、辆）         5             65.46
3、单价50万元以上通用设   2             150.00
备
4、单价100万元以上专用设
备
5、其他固定资产           1,152         2,196.24
"""
PROCUREMENT = """                              政府采购预算表
                                                            单位：万元
单位名称          项目名称            采购品目              采购目录编码          数量      计量单位  单价          总计
合计                                                                                                                86.50
某县林业局        一般公用经费        打印机                A02021000             10        台        0.15          1.50
某县林业局        信息化运维          运行维护服务          C16070000             1         年        85.00         85.00
"""  # noqa: E501 - a page as wide as it is printed


def read(text: str, *, spaced: bool = True) -> Disclosure:
    text = BUDGET + text + SECTION
    if not spaced:
        text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    return convert(Source("a.txt", text.encode()))


@pytest.mark.parametrize("spaced", [True, False])
def test_numbered_institutions_with_wrapped_cells(spaced: bool) -> None:
    assert [
        (found.name, found.nature, found.rank, found.funding)
        for found in read(INSTITUTIONS, spaced=spaced).institutions
    ] == [
        ("某县林业局（本级）", "行政", "正科级", "财政拨款"),
        ("某县林业中心", "事业", "股级", "财政性资金基本保证"),
        ("某县国有林场", "事业", "股级", "财政性资金定额或定项补助"),
    ]


@pytest.mark.parametrize("spaced", [True, False])
def test_assets_whose_labels_wrap_with_and_without_figures(spaced: bool) -> None:
    found = read(ASSETS, spaced=spaced).assets
    assert [asset.item for asset in found][-3:] == [
        "3、单价50万元以上通用设备",
        "4、单价100万元以上专用设备",
        "5、其他固定资产",
    ]
    assert [bool(asset.value) for asset in found][-3:] == [True, False, True]


def test_heading_of_the_section_below_a_list_is_none_of_its_cells() -> None:
    found = read(PROCUREMENT).procurement
    assert [(row.unit, row.item) for row in found][1:] == [
        ("某县林业局", "打印机"),
        ("某县林业局", "运行维护服务"),
    ]


def test_total_that_spans_columns_of_text_is_over_its_figures() -> None:
    found = read(
        "政府采购预算表\n单位：万元\n\n"
        "| 预算项目 | 采购项目 | 计量单位 | 数量 | 合计 | 单位资金 |\n|---|---|---|---|---|---|\n"
        "| 信息化运维 | | | | 86.50 | 20.00 |\n| | 系统运维 | 年 | 1 | 86.50 | 20.00 |\n"
        "| 合计 | 86.50 | 20.00 |\n"
    ).procurement
    (total,) = (row for row in found if row.role == "total")
    assert total.total is not None
    assert total.total.figure.printed == "86.50"
