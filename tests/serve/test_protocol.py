"""SPARQL 1.1 Protocol: what a client may ask, and what it gets."""

import json
import threading
import time
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/budgetgraph/ns#Project> } ORDER BY ?s LIMIT 3"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
XSD_DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
JSON_TYPE = "application/sparql-results+json"


def test_get_post_form_and_post_direct_give_the_same(web: httpx.Client) -> None:
    by_get = web.get("/sparql", params={"query": SELECT})
    by_form = web.post("/sparql", data={"query": SELECT})
    direct = web.post(
        "/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"}
    )
    assert by_get.status_code == 200
    assert by_get.headers["content-type"] == JSON_TYPE
    assert by_get.json() == by_form.json() == direct.json()
    assert len(by_get.json()["results"]["bindings"]) == 3


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON_TYPE),
        ("*/*", JSON_TYPE),
        ("application/json", JSON_TYPE),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("image/png", ""),
        ("application/sparql-results+json;q=0", ""),
    ],
)
def test_rows_in_the_format_asked_for(web: httpx.Client, accept: str, expected: str) -> None:
    answer = web.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert answer.status_code == (200 if expected else 406)
    assert not expected or answer.headers["content-type"] == expected


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_graphs_in_the_format_asked_for(web: httpx.Client, accept: str) -> None:
    answer = web.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    graph = Graph().parse(data=answer.content, format=accept.replace("ld+json", "ld+json"))
    assert len(graph) == 5


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_written_rows_are_read_back_by_another_program(web: httpx.Client, name: str) -> None:
    query = (
        'SELECT * { VALUES (?a ?b ?c) { ("tab\\tquote\\"line\\nend" "中文"@zh UNDEF) '
        "(<http://example.org/?a=1&b=2> 3.10 true) } }"
    )
    answer = web.get("/sparql", params={"query": query, "format": name})
    if name == "csv":
        assert answer.text.count("\r\n") == 3
        return
    formats = {
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
        "tsv": ox.QueryResultsFormat.TSV,
    }
    parsed = ox.parse_query_results(answer.content, format=formats[name])
    assert isinstance(parsed, ox.QuerySolutions)
    rows = [(row["a"], row["b"], row["c"]) for row in parsed]
    assert rows[0] == (ox.Literal('tab\tquote"line\nend'), ox.Literal("中文", language="zh"), None)
    assert rows[1][0] == ox.NamedNode("http://example.org/?a=1&b=2")
    assert rows[1][1:] == (ox.Literal("3.1", datatype=XSD_DECIMAL), ox.Literal(True))


def test_ask_in_all_formats(web: httpx.Client) -> None:
    assert web.get("/sparql", params={"query": ASK}).json() == {"head": {}, "boolean": True}
    answer = web.get("/sparql", params={"query": ASK, "format": "xml"})
    assert "<boolean>true</boolean>" in answer.text


@pytest.mark.parametrize("kind", [JSON, XML, CSV])
def test_sparqlwrapper_is_served(server: str, kind: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(kind)
    for method in ("GET", POST):
        wrapper.setMethod(method)
        assert wrapper.query().convert()


def test_sparqlwrapper_reads_graphs(server: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(CONSTRUCT)
    wrapper.setReturnFormat(TURTLE)
    found = wrapper.query().convert()
    assert isinstance(found, bytes)
    assert len(Graph().parse(data=found, format="turtle")) == 5


def test_named_graphs_of_the_request_are_the_dataset(web: httpx.Client) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/budgetgraph/ns#Project> }"
    document = "https://w3id.org/budgetgraph/id/doc/fengfeng-2024"

    def number(**params: str) -> int:
        found = web.get("/sparql", params={"query": count, **params}).json()
        return int(found["results"]["bindings"][0]["n"]["value"])

    everything = number()
    alone = number(**{"default-graph-uri": document})
    assert alone == 39
    assert everything > alone
    assert number(**{"named-graph-uri": document}) == 0


@pytest.mark.parametrize(
    ("method", "data", "headers", "status"),
    [
        ("GET", {"query": "SELECT * {"}, {}, 400),
        ("GET", {"query": "nonsense"}, {}, 400),
        ("GET", {"query": ""}, {}, 400),
        ("GET", {"query": ASK, "default-graph-uri": "no iri"}, {}, 400),
        ("GET", {"update": "CLEAR ALL"}, {}, 403),
        ("POST", {"update": "CLEAR ALL"}, {}, 403),
        ("POST", {"query": "DROP ALL"}, {}, 400),
        ("POST", "CLEAR ALL", {"Content-Type": "application/sparql-update"}, 403),
        ("POST", "x", {"Content-Type": "application/unknown"}, 415),
        ("POST", b"\xff\xfe", {"Content-Type": "application/sparql-query"}, 400),
        ("POST", b"#" * 1_100_000, {"Content-Type": "application/sparql-query"}, 413),
        ("PUT", {"query": ASK}, {}, 405),
    ],
)
def test_wrong_requests_are_told(
    web: httpx.Client, method: str, data: object, headers: dict[str, str], status: int
) -> None:
    if isinstance(data, dict) and method == "GET":
        answer = web.request(method, "/sparql", params=data)
    elif isinstance(data, dict):
        answer = web.request(method, "/sparql", data=data)
    else:
        assert isinstance(data, str | bytes)
        answer = web.request(method, "/sparql", content=data, headers=headers)
    assert answer.status_code == status


def test_two_queries_are_refused(web: httpx.Client) -> None:
    answer = web.get(f"/sparql?query={quote(ASK)}&query={quote(ASK)}")
    assert answer.status_code == 400


def test_prefixes_of_the_project_need_no_declaration(web: httpx.Client) -> None:
    answer = web.get("/sparql", params={"query": "ASK { ?s a bud:Project }", "format": "json"})
    assert answer.json()["boolean"] is True


def test_parse_error_is_in_the_answer(web: httpx.Client) -> None:
    answer = web.get("/sparql", params={"query": "SELECT * { ?s ?p }"})
    assert answer.status_code == 400
    assert "expected" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service SILENT ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SERVICE<http://127.0.0.1:9/>{?s ?p ?o} }",
        "SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\u005C" . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } # "\n }',
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(web: httpx.Client, query: str) -> None:
    assert web.get("/sparql", params={"query": query}).status_code == 403


def test_the_word_service_in_a_text_is_no_call(web: httpx.Client) -> None:
    query = 'SELECT * { ?service ?p "SERVICE <x>" } # SERVICE'
    assert web.get("/sparql", params={"query": query}).status_code == 200


def test_service_description_without_a_query(web: httpx.Client, server: str) -> None:
    graph = Graph().parse(data=web.get("/sparql").content, format="turtle")
    rows = graph.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
        "SELECT ?e { ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query }"
    )
    assert [str(row[0]) for row in rows] == [f"{server}/sparql"]  # type: ignore[index]


def test_a_runaway_query_is_stopped_while_others_go_on(web: httpx.Client, server: str) -> None:
    found: list[httpx.Response] = []

    def run_away() -> None:
        found.append(httpx.get(f"{server}/sparql", params={"query": RUNAWAY}, timeout=60))

    thread = threading.Thread(target=run_away)
    started = time.monotonic()
    thread.start()
    quick = 0
    while thread.is_alive():
        assert web.get("/sparql", params={"query": SELECT}).status_code == 200
        quick += 1
    thread.join()
    assert found[0].status_code == 503
    assert "stopped" in found[0].text
    assert time.monotonic() - started < 15
    assert quick > 20
    assert web.get("/sparql", params={"query": SELECT}).status_code == 200


def test_many_runaway_queries_leave_room_for_pages(web: httpx.Client, server: str) -> None:
    """Those of one address never hold all workers."""
    found: list[int] = []

    def run_away() -> None:
        answer = httpx.get(f"{server}/sparql", params={"query": RUNAWAY}, timeout=60)
        found.append(answer.status_code)

    threads = [threading.Thread(target=run_away) for _ in range(5)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    page = web.get("/questions/spending-by-function", params={"year": "2031"})
    assert page.status_code == 200
    assert len(found) < len(threads)
    for thread in threads:
        thread.join()
    assert found == [503] * len(threads)


def test_a_query_may_choose_its_graphs(web: httpx.Client) -> None:
    ledger = "https://w3id.org/budgetgraph/code/ledger"
    counts = []
    for clause in (f"FROM <{ledger}>", "FROM <http://nothing/>", ""):
        query = f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}"
        answer = web.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        counts.append(int(answer.text.split()[1]))
    asked = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": ledger}
    answer = web.get("/sparql", params=asked, headers={"Accept": "text/csv"})
    chosen, nothing, everything = counts
    assert chosen == int(answer.text.split()[1])
    assert nothing == 0 < chosen < everything


def test_too_many_rows_are_refused_not_cut(web: httpx.Client) -> None:
    answer = web.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert answer.status_code == 413
    assert "LIMIT" in answer.text


def test_editor_shows_answer_and_failure(web: httpx.Client) -> None:
    shown = web.get("/editor", params={"query": SELECT, "lang": "en"})
    assert "fengfeng-2024/project/1" in shown.text
    wrong = web.get("/editor", params={"query": "SELECT * {", "lang": "en"})
    assert 'role="alert"' in wrong.text
    as_json = json.loads(web.get("/editor.json", params={"query": SELECT}).content)
    assert len(as_json["tables"]["answer"]) == 3
