"""Saved queries as files: headers that tell all, sums that count nothing twice."""

import re
import time

import pytest
from queries.lint import find_faults

from budgetgraph.query import SavedQuery, bind, list_queries
from budgetgraph.query.binding import term
from budgetgraph.store import Store

QUERIES = list(list_queries())
# Sums over both editions of one key; the ledgers of a key, not its leaves, are what it adds.
OVER_LEDGERS = {"changes-between-versions"}
CHART_KINDS = {"bar", "line", "sankey", "treemap"}


def name(query: SavedQuery) -> str:
    return query.name


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_header_tells_all(query: SavedQuery) -> None:
    assert query.title_zh
    assert query.title_en
    assert query.about_zh
    assert query.about_en
    assert query.question.endswith("?")
    for parameter in query.parameters:
        assert parameter.about_zh, parameter.name
        assert parameter.about_en, parameter.name
        for value in filter(None, (parameter.default, *parameter.allowed)):
            term(parameter, value)
    for column in query.columns:
        assert column.kind, column.name
        assert column.title_zh, column.name
        assert column.title_en, column.name
        if column.kind == "decimal" and column.name != "value":
            assert column.unit or column.name in {"quantity", "lowest", "highest"}, column.name
    names = {column.name for column in query.columns}
    for word in query.words:
        assert word.column in names
        assert word.zh
        assert word.en
    if query.chart:
        assert query.chart[0] in CHART_KINDS
        assert names >= set(query.chart[1:])


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_every_parameter_is_used_and_every_use_is_declared(query: SavedQuery) -> None:
    used = set(re.findall(r"^\s*#\?(\w+) ", query.text, re.MULTILINE))
    used |= set(re.findall(r" #\?(\w+)\s*$", query.text, re.MULTILINE))
    left_out = set(re.findall(r" #-(\w+)(?= |$)", query.text, re.MULTILINE))
    assert used == {parameter.name for parameter in query.parameters}
    assert left_out <= used


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_columns_are_those_of_the_answer(query: SavedQuery, county: Store) -> None:
    assert [column.name for column in query.columns] == list(
        county.query(query.name).answer.variables
    )


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_sums_count_nothing_twice(query: SavedQuery) -> None:
    faults = find_faults(query.text)
    assert bool(faults) == (query.name in OVER_LEDGERS), faults


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_runs_as_it_stands_and_in_less_than_a_second(query: SavedQuery, examples: Store) -> None:
    examples.select(query.text)  # the file itself, no parameter bound
    seconds = []
    for _ in range(3):
        start = time.process_time()
        examples.select(bind(query, {}))
        seconds.append(time.process_time() - start)
    assert min(seconds) < 1


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_every_parameter_can_be_bound(query: SavedQuery, county: Store) -> None:
    samples = {
        "text": "南河", "code": "208", "integer": "1", "count": "1", "decimal": "0", "year": "2024",
        "boolean": "true",
    }  # fmt: skip
    for parameter in query.parameters:
        value = parameter.allowed[0] if parameter.allowed else samples[parameter.kind]
        county.query(query.name, **{parameter.name: value})


SAFE = """
SELECT (SUM(?part) AS ?sum) WHERE { GRAPH ?g {
  ?slice dcterms:isPartOf ?set ; bud:depth 1 .
  ?fact dcterms:isPartOf ?slice ;
        bud:amount ?money .
} BIND(IF(?money > 0, ?money, 0) AS ?part) }
"""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SAFE, False),
        ("SELECT (SUM(?a) AS ?s) { ?line a bud:Line ; bud:amount ?a . }", True),
        ("SELECT (SUM(?a) AS ?s) { ?line bud:aggregationRole role:leaf ; bud:amount ?a . }", True),
        ("SELECT (SUM(?a) AS ?s) { ?f dcterms:isPartOf ?set ; bud:amount ?a . }", True),
        (SAFE.replace("bud:depth 1", "bud:budget ?b"), True),
        (SAFE.replace("?slice ;\n", "?set ;\n").replace("bud:depth 1", "bud:budget ?b"), True),
        ("SELECT (SUM(?n) AS ?s) { ?x bud:amount ?a . BIND(1 AS ?n) }", False),
        ("SELECT (SUM(IF(?a > 0, ?a, 0)) AS ?s) { ?p a bud:Project ; bud:amount ?a . }", True),
    ],
)
def test_the_lint_itself(text: str, fault: bool) -> None:
    assert bool(find_faults(text)) is fault
