"""类, 款 and 项 in columns of their own: beside the total or 栏次, and in each of two halves."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Line

REVENUE = """\
<p>部门收入总表</p><p>单位：万元</p><table>
<tr><td colspan=4>项目</td><td rowspan=3>合计</td>
<td rowspan=3>财政拨款收入</td><td rowspan=3>其他收入</td></tr>
<tr><td colspan=3>支出功能分类</td><td rowspan=2>科目名称</td></tr>
<tr><td colspan=3>科目编码</td></tr>
<tr><td>类</td><td>款</td><td>项</td>{beside}</tr>{total}
<tr><td>201</td><td></td><td></td><td>一般公共服务支出</td>
<td>2,112.86</td><td>2,106.66</td><td>6.20</td></tr>
<tr><td>201</td><td>06</td><td></td><td>财政事务</td>
<td>2,112.86</td><td>2,106.66</td><td>6.20</td></tr>
<tr><td>201</td><td>06</td><td>01</td><td>行政运行</td>
<td>2,112.86</td><td>2,106.66</td><td>6.20</td></tr>
</table>"""
TOTAL = "<td>合计</td><td>2,112.86</td><td>2,106.66</td><td>6.20</td>"
NUMBERS = "<td>栏次</td><td>1</td><td>2</td><td>3</td>"
BASIC = """\
<p>一般公共预算基本支出表</p><p>单位：万元</p><table>
<tr><td colspan=2>经济分类</td><td rowspan=3>科目名称</td><td rowspan=3>预算数</td>
<td colspan=2>经济分类</td><td rowspan=3>科目名称</td><td rowspan=3>预算数</td></tr>
<tr><td colspan=2>科目编码</td><td colspan=2>科目编码</td></tr>
<tr><td>类</td><td>款</td><td>类</td><td>款</td></tr>
<tr><td>301</td><td></td><td>工资福利支出</td><td>262.33</td>
<td>302</td><td></td><td>商品和服务支出</td><td>21.21</td></tr>
<tr><td>301</td><td>01</td><td>基本工资</td><td>262.33</td>
<td>302</td><td>01</td><td>办公费</td><td>21.21</td></tr>
<tr><td colspan=3>人员经费合计</td><td>262.33</td><td colspan=3>公用经费合计</td><td>21.21</td></tr>
</table>"""


def converted(page: str) -> tuple[Line, ...]:
    data = f"<html><meta charset=utf-8><body>{page}</body></html>".encode()
    return convert(Source("a.html", data)).lines


@pytest.mark.parametrize(
    ("beside", "total"), [(TOTAL, ""), (NUMBERS, f"<tr><td></td><td></td><td></td>{TOTAL}</tr>")]
)
def test_names_of_levels_share_their_row(beside: str, total: str) -> None:
    lines = converted(REVENUE.format(beside=beside, total=total))
    assert [(line.code, line.label) for line in lines if line.measure == "合计"] == [
        ("", "合计"),
        ("201", "一般公共服务支出"),
        ("20106", "财政事务"),
        ("2010601", "行政运行"),
    ]
    assert {line.role for line in lines if line.label == "合计"} == {"total", "subtotal"}


def test_each_half_has_codes_of_its_own() -> None:
    found = [(line.code, line.label, line.figure.printed) for line in converted(BASIC)]
    assert found == [
        ("301", "工资福利支出", "262.33"),
        ("302", "商品和服务支出", "21.21"),
        ("30101", "基本工资", "262.33"),
        ("30201", "办公费", "21.21"),
        ("", "人员经费合计", "262.33"),
        ("", "公用经费合计", "21.21"),
    ]
