"""Labels in text that keeps the look of the page, centred beside their figures or just above."""

from budgetgraph.contract import Source
from budgetgraph.convert import convert

PAGE = """\
河东市自然资源局2024年部门预算
                    一般公共预算支出表
                                                    单位：万元
科目编码    科目名称              合计          基本支出       项目支出

212        城乡社区支出      3832.36      1572.70    2259.66
           城乡社区管理
21201                  1092.80      1084.02      8.78
           事务
           行政运行
2120101                1092.80      1084.02      8.78
           城乡社区规划
21202                  2739.56       488.68    2250.88
           与管理
           城乡社区规划
2120201                2739.56       488.68    2250.88
           与管理
"""


def test_a_label_of_one_line_may_stand_above_its_code() -> None:
    found = convert(Source("a.txt", PAGE.encode()))
    assert {line.code: line.label for line in found.lines} == {
        "212": "城乡社区支出",
        "21201": "城乡社区管理事务",
        "2120101": "行政运行",
        "21202": "城乡社区规划与管理",
        "2120201": "城乡社区规划与管理",
    }
    assert len(found.lines) == 15
