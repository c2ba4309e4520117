"""Labels in text that keeps the look of the page, centred beside their figures or just above."""

from budgetgraph.converters.layout.flow.spaced import unwrap

from budgetgraph.model import Paragraph

PAGE = """\
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
"""


def test_a_label_of_one_line_may_stand_above_its_code() -> None:
    lines = [
        Paragraph(text.strip(), number, 1, len(text) - len(text.lstrip()))
        for number, text in enumerate(PAGE.splitlines(), 1)
    ]
    blocks, findings = unwrap(lines, 2)
    assert not findings
    assert [block.text.split() for block in blocks if isinstance(block, Paragraph)][2:] == [
        ["212", "城乡社区支出", "3832.36", "1572.70", "2259.66"],
        ["21201", "城乡社区管理事务", "1092.80", "1084.02", "8.78"],
        ["2120101", "行政运行", "1092.80", "1084.02", "8.78"],
        ["21202", "城乡社区规划与管理", "2739.56", "488.68", "2250.88"],
    ]
