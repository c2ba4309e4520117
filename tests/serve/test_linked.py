"""IRIs that answer: 303 for things, 200 for documents, every format."""

import httpx
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from web_server import find

ROOT = "https://w3id.org/budgetgraph/"
FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
THINGS = [
    "id/doc/fengfeng-2024/t3/r19c6",
    "id/doc/fengfeng-2024/fact/2024-approved/source/all/carry-over/general",
    "id/department/cn/130406/%E5%B3%B0%E5%B3%B0%E4%BA%BA%E7%A4%BE%E5%B1%80",
    "code/cn/function/2024/2080507",
    "code/ledger/general",
    "code/ledger",
]


@pytest.mark.parametrize("accept", FORMATS)
@pytest.mark.parametrize("path", THINGS)
def test_a_thing_leads_to_a_document_about_it(web: httpx.Client, path: str, accept: str) -> None:
    answer = web.get(f"/{path}", headers={"Accept": accept})
    assert answer.status_code == 303
    document = web.get(answer.headers["location"])
    assert document.status_code == 200
    assert document.headers["content-type"].startswith(accept)
    graph = Graph().parse(data=document.content, format=FORMATS[accept])
    assert (URIRef(ROOT + path), None, None) in graph


def test_a_thing_of_every_class_answers(web: httpx.Client) -> None:
    query = "SELECT ?kind (SAMPLE(?thing) AS ?one) { ?thing a ?kind FILTER(isIRI(?thing)) }"
    asked = {"query": f"{query} GROUP BY ?kind", "format": "csv"}
    rows = web.get("/sparql", params=asked).text.split()[1:]
    things = [row.partition(",")[2] for row in rows]
    assert len(things) > 50
    for thing in things:
        path = thing.replace(ROOT, "/").partition("#")[0]
        for accept in ("text/html", "application/n-triples"):
            found = web.get(path, headers={"Accept": accept}, follow_redirects=True)
            assert [step.status_code for step in found.history] == [303], thing
            assert found.headers["content-type"].startswith(accept), thing
        assert f"<{thing}>" in found.text


@pytest.mark.parametrize("path", [*THINGS, "id/doc/fengfeng-2024", "ns", "ns/statement"])
def test_people_get_a_page(web: httpx.Client, path: str) -> None:
    answer = web.get(f"/{path}", headers={"Accept": "text/html,*/*;q=0.1"})
    assert answer.status_code == 303
    page = web.get(answer.headers["location"], headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")


def test_names_may_come_unescaped(web: httpx.Client) -> None:
    answer = web.get("/id/department/cn/130406/峰峰人社局", headers={"Accept": "text/turtle"})
    assert answer.status_code == 303


def test_the_ontology_is_given_whole(web: httpx.Client) -> None:
    graph = Graph().parse(data=web.get("/data/ns.ttl").content, format="turtle")
    for name in ("Line", "Fact", "amount", "Finding", "Indicator"):
        assert (URIRef(f"{ROOT}ns#{name}"), None, None) in graph


def test_a_term_has_its_place_on_the_page_of_the_ontology(web: httpx.Client) -> None:
    answer = web.get("/ns", headers={"Accept": "text/html"}, follow_redirects=True)
    assert find(answer.text, "//tr[@id='amount' and contains(., 'bud:amount')]")


def test_a_document_gives_its_statements(web: httpx.Client) -> None:
    graph = Graph().parse(data=web.get("/data/id/doc/hezheng-2024.nt").content, format="nt")
    assert len(graph) > 1000


@pytest.mark.parametrize("path", ["/id/doc/nothing", "/code/ledger/nothing", "/x/y", "/id/doc/%00"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_is_not_known_is_not_found(web: httpx.Client, path: str, accept: str) -> None:
    assert web.get(path, headers={"Accept": accept}).status_code == 404


def test_no_format_that_fits(web: httpx.Client) -> None:
    assert web.get("/code/ledger/general", headers={"Accept": "image/png"}).status_code == 406


def test_etag_saves_the_answer(web: httpx.Client) -> None:
    for path in (
        "/data/code/ledger/general.ttl",
        "/data/code/ledger/general.html",
        "/",
        "/budgets/fengfeng-2024",
        "/budgets/fengfeng-2024.csv",
    ):
        first = web.get(path)
        again = web.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert not again.content


def test_the_well_known_place_describes_the_data(web: httpx.Client) -> None:
    for path in ("/.well-known/void", "/catalog"):
        graph = Graph().parse(data=web.get(path).content, format="turtle")
        assert any("void#Dataset" in str(kind) for kind in graph.objects())
        assert any("dcat#Catalog" in str(kind) for kind in graph.objects())


def test_data_sets_are_titled_as_in_the_exported_catalogue(web: httpx.Client) -> None:
    graph = Graph().parse(data=web.get("/catalog").content, format="turtle")
    document = URIRef("https://w3id.org/budgetgraph/id/doc/hezheng-2024")
    assert set(graph.objects(document, DCTERMS.title)) == {
        Literal("和政县人力资源和社会保障局2024年部门预算公开", lang="zh"),
        Literal("Budget disclosure of 和政县人力资源和社会保障局, 2024", lang="en"),
    }
