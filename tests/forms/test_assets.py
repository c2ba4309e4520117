"""The table of fixed assets: rows without figures are kept, units come from heading or caption."""

from decimal import Decimal

import pytest
from budgetgraph.converters.forms import assets
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Context, Source
from budgetgraph.model import Amount, AssetHolding, Finding, Statement

TITLE = "部门固定资产占用情况表\n"


def extract(content: str) -> list[Statement | Finding]:
    tables = assemble(text.read(Source("a.txt", content.encode()))).tables
    assert [assets.identify(table) for table in tables] == ["assets"]
    return list(assets.extract(tables[0], Context()))


def amount(found: Amount | None) -> Decimal | None:
    return found.figure.amount_yuan if found else None


def rows(content: str) -> list[tuple[str, Decimal | None, Decimal | None, int]]:
    found = extract(content)
    assert all(isinstance(item, AssetHolding) for item in found)
    return [
        (a.item, amount(a.quantity), amount(a.value), a.cell.line)
        for a in found
        if isinstance(a, AssetHolding)
    ]


def test_a_table_cut_by_a_page_keeps_rows_without_figures() -> None:
    content = (
        "# 部门固定资产占用情况表\n\n323 峰峰人社局\n\n截止时间：2023-12-31\n\n"
        "| 项目 | 数量 | 价值（金额单位：万元） |\n|---|---|---|\n"
        "| 资产总额 | | 369.17 |\n| 1、房屋（平方米） | | |\n| 2、车辆（台、辆） | 5 | 65.46 |\n\n"
        "| 项 目 | 数 量 | 价 值 (金 额 单 位 : 万 元) |\n|---|---|---|\n"
        "| 3、单价在 20 万元以上的设备 | | |\n| 4、其他固定资产 | 1152 | 303.71 |\n"
    )
    assert rows(content.replace("# ", "", 1)) == [
        ("资产总额", None, Decimal("3691700"), 9),
        ("1、房屋（平方米）", None, None, 10),
        ("2、车辆（台、辆）", Decimal(5), Decimal("654600"), 11),
        ("3、单价在20万元以上的设备", None, None, 15),
        ("4、其他固定资产", Decimal(1152), Decimal("3037100"), 16),
    ]


def test_dashes_are_blanks_and_the_quantity_has_no_unit_of_money() -> None:
    content = TITLE + (
        "项   目\t数量\t价值（金额单位：万元）\n资产总额\t——\t6014.14\n"
        "1、房屋（平方米）\t19134.78\t1741.48\n"
    )
    assert [row[1:3] for row in rows(content)] == [
        (None, Decimal("60141400")),
        (Decimal("19134.78"), Decimal("17414800")),
    ]


@pytest.mark.parametrize(
    ("caption", "heading", "expected"),
    [
        ("单位：元\n", "价值", Decimal("100.50")),
        ("单位：万元\n", "账面原值", Decimal("1005000")),
        ("单位：万元\n", "价值（元）", Decimal("100.50")),
    ],
)
def test_the_unit_of_the_heading_comes_before_the_caption(
    caption: str, heading: str, expected: Decimal
) -> None:
    content = f"{TITLE}{caption}资产类别\t数量\t{heading}\n通用设备\t5台\t100.50\n"
    assert rows(content) == [("通用设备", Decimal(5), expected, 4)]


def test_a_table_printed_in_two_halves() -> None:
    content = TITLE + (
        "单位：万元\n项目\t数量\t价值\t项目\t数量\t价值\n房屋\t100\t2.00\t车辆\t5\t3.00\n设备\t1\t4.00\t\t\t\n"
    )
    assert [row[:3] for row in rows(content)] == [
        ("房屋", Decimal(100), Decimal(20000)),
        ("设备", Decimal(1), Decimal(40000)),
        ("车辆", Decimal(5), Decimal(30000)),
    ]


def test_what_is_no_figure_is_told_and_not_read() -> None:
    found = extract(TITLE + "单位：万元\n项目\t数量\t价值\n房屋\t约百间\t2.00\n")
    assert [type(item) for item in found] == [Finding, AssetHolding]
    finding, holding = found
    assert isinstance(finding, Finding)
    assert isinstance(holding, AssetHolding)
    assert (finding.id, finding.line, finding.printed) == ("R31", 4, "约百间")
    assert (holding.quantity, amount(holding.value)) == (None, Decimal(20000))


def test_a_unit_that_is_printed_nowhere_is_told() -> None:
    found = extract(TITLE + "项目\t数量\t价值\n房屋\t1\t2.00\n")
    assert [item.id for item in found if isinstance(item, Finding)] == ["R07"]


def test_figure_in_a_column_without_heading_is_told() -> None:
    found = extract(
        "# 部门固定资产占用情况表\n\n单位：万元\n\n| 项目 | 数量 | 价值 | |\n|---|---|---|---|\n"
        "| 资产总额 | | 369.17 | |\n| 房屋 | 2 | | 65.46 |\n"
    )
    told = [(f.id, f.row, f.printed) for f in found if isinstance(f, Finding)]
    assert told == [("R32", "房屋", "65.46")]
