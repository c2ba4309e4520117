"""Figures on a line of their own, a little above or below the rest of their row."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

ROWS = (  # code, label, figure beside the label, figures on a line of their own
    ("205", "教育支出", "2,106.66", ("1,503.52", "603.14")),
    ("20501", "教育管理事务", "2,106.66", ("1,503.52", "603.14")),
    ("2050101", "行政运行", "1,511.66", ("1,503.52", "8.14")),
    ("2050102", "一般行政管理事务", "595.00", ("", "595.00")),
)
FRAME = "河东市教育局2024年部门预算\n支出总表\n                              单位：万元\n"
HEADING = f"{'科目编码':<10}{'科目名称':<16}{'合计':>14}{'基本支出':>14}{'项目支出':>14}\n"


def converted(*, above: bool) -> Disclosure:
    lines: list[str] = []
    for code, label, whole, parts in ROWS:
        beside = f"{code:<10}{label:<16}{whole:>14}"
        apart = f"{'':<40}{parts[0]:>14}{parts[1]:>14}"
        lines += [apart, beside] if above else [beside, apart]
    return convert(Source("a.txt", (FRAME + HEADING + "\n".join(lines) + "\n").encode()))


@pytest.mark.parametrize("above", [True, False])
def test_figures_join_the_row_whose_sum_they_fill(above: bool) -> None:
    found = {
        (line.code, line.measure): line.figure.printed for line in converted(above=above).lines
    }
    for code, _, whole, (basic, project) in ROWS:
        assert found[code, "合计"] == whole
        assert found.get((code, "基本支出"), "") == basic
        assert found[code, "项目支出"] == project


def test_each_keeps_the_line_it_is_printed_on() -> None:
    disclosure = converted(above=True)
    text = FRAME + HEADING
    places = {
        line.figure.printed: line.cell.line for line in disclosure.lines if line.code == "205"
    }
    first = text.count("\n") + 1
    assert places == {"1,503.52": first, "603.14": first, "2,106.66": first + 1}
