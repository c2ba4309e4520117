"""Statements to facts: one table, one rule of the house at a time.

Each case is a small disclosure in Markdown, converted as any other; amounts are in 万元.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from budgetgraph import facts, graph
from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.query import parse_query
from budgetgraph.query.rows import Rows
from budgetgraph.store import Package, Store

HEAD = "南河县水利局2024年部门预算\n\n"
EXPENDITURE = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
ASK = """
PREFIX bud: <https://w3id.org/budgetgraph/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?key ?amount ?role ?ledger ?status ?table
       (COUNT(DISTINCT ?yes) AS ?for) (COUNT(DISTINCT ?no) AS ?against)
WHERE { GRAPH ?g {
  ?fact a bud:Fact ; bud:amount ?amount ; bud:aggregationRole ?r ; bud:valueStatus ?s .
  OPTIONAL { ?fact bud:ledger ?l } OPTIONAL { ?fact bud:statedIn ?t }
  OPTIONAL { ?fact bud:supportedBy ?yes } OPTIONAL { ?fact bud:contradictedBy ?no }
  BIND(STRAFTER(STR(?fact), "/fact/") AS ?key)
  BIND(REPLACE(STR(?r), "^.*/", "") AS ?role) BIND(REPLACE(STR(?s), "^.*/", "") AS ?status)
  BIND(REPLACE(STR(?l), "^.*/", "") AS ?ledger) BIND(REPLACE(STR(?t), "^.*/", "") AS ?table)
} } GROUP BY ?key ?amount ?role ?ledger ?status ?table ORDER BY ?key
"""


def table(title: str, headings: Iterable[str], rows: str) -> str:
    """Return a Markdown table; rows are lines of cells with commas between."""
    lines = [tuple(headings), *(tuple(line.split(",")) for line in rows.split())]
    head, *body = ["| " + " | ".join(cells) + " |" for cells in lines]
    rule = "|" + "---|" * len(lines[0])
    return f"{title}\n\n单位：万元\n\n" + "\n".join([head, rule, *body]) + "\n\n"


def package(name: str, text: str) -> Package:
    """Return a disclosure with its facts."""
    statements = graph.nquads(convert(Source(name, text.encode())))
    derived = facts.derive(statements)
    return Package(derived.document, statements + derived.nquads, derived.sets)


def derive(text: str) -> dict[str, dict[str, Any]]:
    """Return the facts of a disclosure by their key below `…/fact/2024-approved/`."""
    with Store.open() as store:
        store.load([package("case.md", HEAD + text)])
        rows = Rows(parse_query("", ASK), store.select(ASK))
        return {str(row["key"]).removeprefix("2024-approved/"): row for row in rows}


def amounts(found: dict[str, dict[str, Any]], beginning: str) -> dict[str, Decimal]:
    """Return amounts in 万元 of the facts whose key begins so."""
    return {
        key.removeprefix(beginning): row["amount"] / 10000
        for key, row in found.items()
        if key.startswith(beginning)
    }


SPENT = table(
    "部门支出总表",
    EXPENDITURE,
    ",合计,60,40,20 213,农林水支出,60,40,20 21303,水利,60,40,20 "
    "2130301,行政运行,40,40, 2130314,防汛,20,,20",
)


def test_leaves_of_the_function_view_add_up_to_its_total() -> None:
    found = derive(SPENT)
    leaves = [row for key, row in found.items() if row["role"] == "leaf"]
    assert sum(row["amount"] for row in leaves) == found["function/all/all"]["amount"] == 600000
    assert amounts(found, "function/2130301/") == {"all": 40, "basic": 40}
    assert {row["table"] for row in leaves} == {"expenditure"}


def test_equal_statements_give_equal_bytes() -> None:
    statements = graph.nquads(convert(Source("case.md", (HEAD + SPENT).encode())))
    assert facts.derive(statements) == facts.derive(statements)


def test_the_ledger_tables_tell_the_ledger() -> None:
    general = SPENT.replace("部门支出总表", "一般公共预算支出表")
    found = derive(SPENT + general)
    fact = found["function/2130314/project/general"]
    assert (fact["ledger"], fact["table"], fact["for"]) == ("general", "expenditure", 2)
    assert "function/2130314/project" not in found
    assert found["function/all/all"]["for"] == 2  # the ledger's total states the same number


def test_money_that_no_ledger_table_claims_is_a_fact_of_its_own() -> None:
    general = table(
        "一般公共预算支出表", EXPENDITURE,
        ",合计,50,40,10 213,农林水支出,50,40,10 21303,水利,50,40,10 "
        "2130301,行政运行,40,40, 2130314,防汛,10,,10",
    )  # fmt: skip
    found = derive(SPENT + general)
    assert amounts(found, "function/2130314/project/") == {"general": 10, "rest": 10}
    assert found["function/2130314/project/rest"]["status"] == "derived"
    leaves = [row["amount"] for row in found.values() if row["role"] == "leaf"]
    assert sum(leaves) == 600000


def test_two_ledgers_share_one_code() -> None:
    general = table(
        "一般公共预算支出表", EXPENDITURE,
        ",合计,45,40,5 213,农林水支出,45,40,5 21303,水利,45,40,5 "
        "2130301,行政运行,40,40, 2130314,防汛,5,,5",
    )  # fmt: skip
    fund = table(
        "政府性基金预算支出表", EXPENDITURE,
        ",合计,15,,15 213,农林水支出,15,,15 21303,水利,15,,15 2130314,防汛,15,,15",
    )  # fmt: skip
    found = derive(SPENT + general + fund)
    assert amounts(found, "function/2130314/project/") == {"general": 5, "government-fund": 15}
    assert amounts(found, "function/all/all/") == {"general": 45, "government-fund": 15}


def test_a_ledger_table_that_states_more_contradicts() -> None:
    general = table(
        "一般公共预算支出表", EXPENDITURE,
        ",合计,91,40,51 213,农林水支出,91,40,51 21303,水利,91,40,51 "
        "2130301,行政运行,40,40, 2130314,防汛,51,,51",
    )  # fmt: skip
    found = derive(SPENT + general)
    fact = found["function/2130314/project"]
    assert (fact["amount"], fact["against"]) == (200000, 1)


def test_without_an_expenditure_table_the_ledger_tables_serve() -> None:
    found = derive(SPENT.replace("部门支出总表", "一般公共预算支出表"))
    assert {row["table"] for row in found.values()} == {"general-budget-expenditure"}
    total = found["function/all/all/general"]
    assert (total["role"], total["amount"]) == ("total", 600000)


def test_classes_that_are_not_printed_are_derived() -> None:
    found = derive(
        table(
            "部门支出总表",
            EXPENDITURE,
            ",合计,60,40,20 2130301,行政运行,40,40, 2130314,防汛,20,,20",
        )
    )
    assert amounts(found, "function/213/") == {"all": 60, "basic": 40, "project": 20}
    assert found["function/21303/all"]["status"] == "derived"


def test_a_code_that_is_not_broken_down_stands_at_every_level() -> None:
    text = HEAD + table("部门支出总表", EXPENDITURE, ",合计,60,40,20 213,农林水支出,60,40,20")
    derived = facts.derive(graph.nquads(convert(Source("case.md", text.encode()))))
    lines = [line for line in derived.nquads.decode().splitlines() if "/213/all>" in line]
    levels = {line.split("/level-")[1][0] for line in lines if "/level-" in line}
    assert levels == {"1", "2", "3"}


def test_carry_over_is_a_source_of_its_own() -> None:
    found = derive(
        table(
            "部门收入总表",
            ("科目编码", "科目名称", "合计", "财政拨款收入", "上年结转"),
            ",合计,60,55,5 213,农林水支出,60,55,5 21303,水利,60,55,5 2130301,行政运行,60,55,5",
        )
    )
    assert amounts(found, "source/2130301/") == {
        "all": 60, "fiscal-appropriation": 55, "carry-over": 5
    }  # fmt: skip
    assert found["source/all/carry-over"]["role"] == "subtotal"


def test_the_balance_table_serves_where_the_revenue_table_is_missing() -> None:
    found = derive(
        "部门收支总表\n\n单位：万元\n\n| 收入 | | 支出 | |\n|---|---|---|---|\n"
        "| 项目 | 预算数 | 项目 | 预算数 |\n"
        "| 一、一般公共预算拨款收入 | 55 | 一、农林水支出 | 60 |\n"
        "| 本年收入合计 | 55 | 本年支出合计 | 60 |\n| 上年结转 | 5 | | |\n"
        "| 收入总计 | 60 | 支出总计 | 60 |\n\n"
    )
    assert amounts(found, "source/all/") == {
        "all": 60, "fiscal-appropriation/general": 55, "carry-over": 5
    }  # fmt: skip
    assert found["source/all/carry-over"]["table"] == "balance"
    assert amounts(found, "function/213/") == {"all": 60}  # the class by its name


def test_last_year_follows_from_the_stated_change() -> None:
    found = derive(
        SPENT + "二、部门预算安排的总体情况\n\n"
        "本年支出预算60万元，其中：基本支出40万元，项目支出20万元。"
        "较2023年预算增加10万元，其中：基本支出增加4万元，项目支出增加6万元。\n"
    )
    last = {key: row for key, row in found.items() if key.startswith("2023-approved/")}
    assert amounts(last, "2023-approved/function/all/") == {"all": 50, "basic": 36, "project": 14}
    assert {row["status"] for row in last.values()} == {"derived"}
    assert {row["table"] for row in last.values()} == {"narrative"}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("27.00,27.00", {"1/fiscal-appropriation": 27}),
        ("27.00,20.00", {"1/fiscal-appropriation": 20, "1/rest": 7}),
        ("27.00,30.00", {"1": 27}),  # the parts state too much
    ],
)
def test_money_of_projects(parts: str, expected: dict[str, Decimal]) -> None:
    whole, fiscal = parts.split(",")
    found = derive(
        "七、部门项目预算安排情况及绩效目标\n\n1、防汛物资绩效目标表\n\n单位：万元\n\n"
        "| 项目编码 | 13052724P00000110001A | 项目名称 | 防汛物资 |\n|---|---|---|---|\n"
        f"| 预算规模及资金用途 | 预算数 | {whole} | 其中：财政资金 | {fiscal} | 其他资金 | |\n"
        "| | 防汛物资购置 |\n"
        "| 绩效目标 | 1.保障防汛 |\n"
        "| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n"
        "| 产出指标 | 数量指标 | 物资数量 | 数量 | ≥50件 | 计划 |\n"
    )
    assert {k: v for k, v in amounts(found, "project/").items() if k != "total"} == expected


def test_a_change_counts_each_ledger_once() -> None:
    """2023 tells the ledgers of a code, 2024 does not: two facts in one year, one in the other."""
    ledgers = [
        table("一般公共预算支出表", EXPENDITURE, ",合计,50,40,10 2130301,行政运行,50,40,10"),
        table("政府性基金预算支出表", EXPENDITURE, ",合计,10,,10 2130301,行政运行,10,,10"),
    ]
    whole = table("部门支出总表", EXPENDITURE, ",合计,60,40,20 2130301,行政运行,60,40,20")
    later = table("部门支出总表", EXPENDITURE, ",合计,70,40,30 2130301,行政运行,70,40,30")
    with Store.open() as store:
        former = package("2023.md", HEAD.replace("2024", "2023") + whole + "".join(ledgers))
        store.load([former, package("2024.md", HEAD + later)])
        (row,) = store.query("change-over-years")
        (share,) = store.query("reclassification-share")
    assert (row["before"], row["after"], row["kind"]) == (600000, 700000, "unchanged")
    assert (share["before"], share["after"], share["gross"]) == (600000, 700000, 100000)
