"""Four RDF formats of one disclosure: the same triples, the same bytes every time."""

import io
import json
from dataclasses import replace

import pyoxigraph as ox
import pytest
from disclosure_fixture import SMALL
from rdflib import Dataset, Graph

from budgetgraph.context import build_context, shipped_context
from budgetgraph.errors import UsageError
from budgetgraph.graph import ntriples, quads
from budgetgraph.serialize import FORMATS, dump, write

BASE = "https://data.example.org/"


def reference() -> Graph:
    return Graph().parse(data=ntriples(SMALL, BASE), format="nt")


def test_turtle_holds_the_statement_graph() -> None:
    turtle = Graph().parse(data=dump(SMALL, "turtle", BASE), format="turtle")
    assert set(turtle) == set(reference())


def test_jsonld_holds_the_statement_graph() -> None:
    jsonld = Graph().parse(data=dump(SMALL, "jsonld", BASE), format="json-ld")
    assert set(jsonld) == set(reference())


@pytest.mark.parametrize("base", ["https://data.example.org/#", "urn:budgets:"])
def test_jsonld_under_a_base_that_is_no_folder(base: str) -> None:
    jsonld = Graph().parse(data=dump(SMALL, "jsonld", base), format="json-ld")
    assert set(jsonld) == set(Graph().parse(data=ntriples(SMALL, base), format="nt"))


@pytest.mark.parametrize("name", ["trig", "nquads"])
def test_datasets_hold_both_graphs(name: str) -> None:
    data = Dataset()
    data.parse(data=dump(SMALL, name, BASE), format=name)
    expected = {(q.subject, q.predicate, q.object) for q in quads(SMALL, BASE)}
    assert len(list(data.quads())) == len(expected)
    assert len({str(graph.identifier) for graph in data.graphs() if len(graph)}) == 2


def test_oxigraph_reads_back_what_it_wrote() -> None:
    turtle = ox.parse(dump(SMALL, "turtle", BASE), ox.RdfFormat.TURTLE)
    expected = ox.parse(ntriples(SMALL, BASE), ox.RdfFormat.N_TRIPLES)
    assert [quad.triple for quad in turtle] == [quad.triple for quad in expected]


@pytest.mark.parametrize("name", FORMATS)
def test_bytes_are_the_same_every_time(name: str) -> None:
    assert dump(SMALL, name, BASE) == dump(SMALL, name, BASE)


@pytest.mark.parametrize("name", FORMATS)
def test_several_documents_make_one_readable_stream(name: str) -> None:
    other = replace(SMALL, id="two")
    stream = io.BytesIO()
    write([SMALL, other], name, stream, BASE)
    reader = {"jsonld": "json-ld"}.get(name, name)
    data = Dataset()
    data.parse(data=stream.getvalue(), format=reader)
    subjects = {str(subject) for subject, *_ in data.quads()}
    assert BASE + "doc/two" in subjects
    assert BASE + "doc/%E5%B0%8F%E6%A0%B7%201" in subjects


def test_no_documents_are_still_a_valid_file() -> None:
    stream = io.BytesIO()
    write([], "jsonld", stream, BASE)
    assert json.loads(stream.getvalue())["@graph"] == []


def test_turtle_is_readable() -> None:
    turtle = dump(SMALL, "turtle", BASE).decode()
    assert "t1:r3c4-line a bud:Line ;" in turtle
    assert "bud:table table:revenue ;" in turtle
    assert "bud:functionalCode function:208 " in turtle


def test_jsonld_amounts_are_exact_strings() -> None:
    nodes = json.loads(dump(SMALL, "jsonld", BASE))["@graph"]
    line = next(node for node in nodes if node["@id"].endswith("/t1/r4c4-line"))
    assert line["amount"] == "329214400"
    assert line["printedScale"] == 10000
    assert line["@type"] == "Line"
    assert line["table"] == "code:table/revenue"


def test_jsonld_subjects_come_once() -> None:
    names = [node["@id"] for node in json.loads(dump(SMALL, "jsonld", BASE))["@graph"]]
    assert len(names) == len(set(names))


def test_shipped_context_is_what_the_ontology_asks_for() -> None:
    made = build_context()["@context"]
    message = "run: python -m budgetgraph.context > ontology/context.jsonld"
    assert shipped_context() == made, message


def test_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="turtle, trig, nquads, jsonld"):
        dump(SMALL, "rdfxml")
