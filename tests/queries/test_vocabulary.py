"""What a store holds is used as the ontology says: subjects by domain, values by range."""

from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection

from budgetgraph.resources import list_files, read_bytes
from budgetgraph.store import Store

PLACES = {"domain": ("?node ?p ?value", RDFS.domain), "range": ("?any ?p ?node", RDFS.range)}


@cache
def ontology() -> Graph:
    graph = Graph()
    for name in list_files("ontology", ".ttl"):
        if not name.startswith(("codes", "align")):
            graph.parse(data=read_bytes("ontology", name), format="turtle")
    return graph


def allowed(term: URIRef, place: URIRef) -> set[URIRef]:
    """The classes or datatypes that a property admits, with all classes below them."""
    graph = ontology()
    found: set[URIRef] = set()
    for admitted in graph.objects(term, place):
        union = graph.value(admitted, OWL.unionOf)
        for member in Collection(graph, union) if union else [admitted]:
            below = graph.transitive_subjects(RDFS.subClassOf, member)
            found |= {c for c in below if isinstance(c, URIRef)}
    return found


def properties(kind: URIRef, place: URIRef) -> list[URIRef]:
    found = ontology().subjects(RDF.type, kind)
    return sorted(p for p in found if isinstance(p, URIRef) and (p, place, None) in ontology())


@pytest.mark.parametrize("place", PLACES)
def test_nodes_are_of_the_classes_that_properties_admit(examples: Store, place: str) -> None:
    pattern, term = PLACES[place]
    kinds = [OWL.ObjectProperty] + ([OWL.DatatypeProperty] if place == "domain" else [])
    for p in (p for kind in kinds for p in properties(kind, term)):
        classes = " ".join(c.n3() for c in allowed(p, term))
        text = pattern.replace("?p", p.n3())
        rows = examples.select(
            f"SELECT ?node WHERE {{ {text} FILTER NOT EXISTS "
            f"{{ VALUES ?class {{ {classes} }} ?node a ?class }} }} LIMIT 1"
        )
        assert not list(rows.rows), f"{p}: {place}"


def test_values_are_of_the_datatypes_that_properties_admit(examples: Store) -> None:
    for p in properties(OWL.DatatypeProperty, RDFS.range):
        types = allowed(p, RDFS.range) - {RDFS.Literal}
        if not types:
            continue
        names = ", ".join(t.n3() for t in types)
        rows = examples.select(
            f"SELECT ?v WHERE {{ ?s {p.n3()} ?v FILTER (DATATYPE(?v) NOT IN ({names})) }} LIMIT 1"
        )
        assert not list(rows.rows), p
