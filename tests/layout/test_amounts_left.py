"""Budget tables of few rows, or of amounts without decimals, that were not read: told (R01)."""

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

TITLE = "部门收支总表\n单位：元\n"
SMALL = "来源 数额 用途 数额\n一、拨款 1200000 一、教育支出 1350000\n二、事业收入 150000\n"
FRAME = "某县教育局2024年部门预算\n\n"
TEXT = "\n一、收支总体情况\n2024年部门收入总计150.00万元，支出总计150.00万元。\n"


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", (FRAME + text + TEXT).encode()))


def told(text: str) -> list[tuple[int | None, str]]:
    found = read(text).findings
    return [(f.line, f.printed) for f in found if f.id == "R01" and f.severity == "warning"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TITLE + SMALL, 6),
        ("部门收支总体情况\n单位：元\n" + SMALL, 6),
        ("单位：元\n" + SMALL, 5),
        (TITLE + "编制日期：2024年1月\n本表反映全部收支。\n\n\n\n\n\n\n" + SMALL, 14),
        (TITLE + "来源 数额 用途 数额\n收入总计 1500000 支出总计 1500000\n", 6),
        (TITLE + "收入总计 15000.00 支出总计 15000.00\n", 5),
        ("三公经费预算表\n单位：万元\n内容 数额\n合计 9\n车辆 6\n接待 3\n", 6),
    ],
)
def test_small_table_below_a_title_or_a_unit_is_told(text: str, line: int) -> None:
    assert [place for place, _ in told(text)] == [line]


@pytest.mark.parametrize("between", ["注：经批准。\n", "上述数字经批准。\n", "\f说明：经批准。\n"])
def test_rows_that_something_parts_from_their_table_are_told(between: str) -> None:
    rows = "合计 150 120 30\n205 教育支出 135 105 30\n"
    table = f"部门支出总表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n{rows}"
    found = told(table + between + "208 社会保障和就业支出 150000 150000\n")
    figures = {line.figure.printed for line in read(table + between).lines}
    assert {"135", "105"} <= figures
    assert [printed for _, printed in found] == ["208社会保障和就业支出150000150000"]


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3 4\n",  # numbers of columns
        "第 3 页\n",
        "2023 2024\n",
        "本年预算 1500000 元，比上年增加 300000 元\n",
        "预算收入 1500000 元\n",
        "第三部分 部门预算情况 12\n第四部分 名词解释 15\n",
    ],
)
def test_what_is_no_row_is_not_told(text: str) -> None:
    assert not told(TITLE + "收入 预算数 支出 预算数\n" + text)


def test_grid_of_whole_amounts_that_no_column_takes_is_told() -> None:
    rows = "来源 | 数额 | 用途 | 数额\n拨款 | 1200000 | 教育 | 1200000\n"
    assert told(TITLE + rows)
