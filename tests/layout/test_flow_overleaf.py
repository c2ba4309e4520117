"""Lists without row numbers in layout text: texts that a page cut off return to their cells."""

from budgetgraph.contract import Source
from budgetgraph.convert import convert

INSTITUTIONS = """部门机构设置情况
单位名称 单位性质 单位规格 经费保障形式
南河县就业服
务中心
事业 股级 财政拨款
南河县人力资
事业 股级 财政拨款
单位名称 单位性质 单位规格 经费保障形式
源政务中心
南河县劳动监
察大队
事业 股级 财政拨款
南河县技校 事业 股级 财政拨款
单位名称 单位性质 单位规格 经费保障形式
南河县仲裁院
办公室
事业 股级 财政拨款
"""

PROCUREMENT = """部门政府采购预算
单位：万元
项目名称 预算资金 采购物品名称 政府采购目录序号 计量单位 数量 单价 合计
合计 30.00
社保经办业务
工作经费
50.00
办公用印刷
品
A0802
批 1 10.00 10.00
社保经办业务
50.00
其他会议服
C0601
项 1 5.00 5.00
项目名称 预算资金 采购物品名称 政府采购目录序号 计量单位 数量 单价 合计
工作经费
务
社保经办业务
工作经费
50.00
办公家具
A0601
件 1 15.00 15.00
"""


def test_rest_of_a_name_overleaf_returns_to_its_institution() -> None:
    found = convert(Source("a.txt", INSTITUTIONS.encode())).institutions
    assert [institution.name for institution in found] == [
        "南河县就业服务中心",
        "南河县人力资源政务中心",
        "南河县劳动监察大队",
        "南河县技校",
        "南河县仲裁院办公室",
    ]


def test_rests_of_project_and_item_overleaf_return_to_their_purchase() -> None:
    found = convert(Source("a.txt", PROCUREMENT.encode())).procurement
    assert [(row.project, row.item) for row in found if row.role == "item"] == [
        ("社保经办业务工作经费", "办公用印刷品"),
        ("社保经办业务工作经费", "其他会议服务"),
        ("社保经办业务工作经费", "办公家具"),
    ]
