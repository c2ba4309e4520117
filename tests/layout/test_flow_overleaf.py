"""Lists without row numbers in layout text: texts that a page cut off return to their cells."""

import pytest

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


@pytest.mark.parametrize("tag", ["预算04表", "公开表4", "公开部门预算04表", "附表4", "表4"])
def test_number_of_the_next_table_ends_the_rows(tag: str) -> None:
    text = f"""\
支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
213 农林水支出 4,615.48 946.18 3,669.30
2130201 行政运行 946.18 946.18
2130205 森林资源培育 3,669.30 3,669.30
合计 4,615.48 946.18 3,669.30
{tag}
财政拨款收支总表
"""
    lines = convert(Source("a.txt", text.encode())).lines
    assert [line.label for line in lines if line.role == "total"] == ["合计"]
