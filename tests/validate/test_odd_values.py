"""RDF from anywhere: a value of the wrong kind is told, and no check stumbles over it."""

from pathlib import Path

import pyoxigraph as ox

from budgetgraph.convert import convert_file
from budgetgraph.graph import ntriples
from budgetgraph.validate import examine_store

DISCLOSURE = Path(__file__).parents[1] / "queries" / "data" / "nanhe-2024.md"
XSD = "http://www.w3.org/2001/XMLSchema#"
QUADS = tuple(ox.parse(ntriples(convert_file(str(DISCLOSURE))), ox.RdfFormat.N_TRIPLES))
PROPERTIES = sorted({quad.predicate.value for quad in QUADS})
ODD = (
    ox.Literal("no IRI"),
    ox.BlankNode(),
    ox.Literal("abc", datatype=ox.NamedNode(XSD + "decimal")),
    ox.Literal("NaN", datatype=ox.NamedNode(XSD + "decimal")),
    ox.Literal("1e3", datatype=ox.NamedNode(XSD + "double")),
    ox.Literal("x", datatype=ox.NamedNode(XSD + "integer")),
)


def test_no_check_stumbles() -> None:
    """Each property in turn gets an odd value everywhere; the rest stays as it is."""
    for number, name in enumerate(PROPERTIES):
        odd = ODD[number % len(ODD)]
        store = ox.Store()
        store.bulk_extend(
            ox.Quad(quad.subject, quad.predicate, odd) if quad.predicate.value == name else quad
            for quad in QUADS
        )
        assert sum(len(outcome.findings) for outcome in examine_store(store)), name
