"""Closed namespaces and shipped files."""

import copy

import pyoxigraph as ox
import pytest
import rdflib

from budgetgraph import resources, terms
from budgetgraph.errors import UnknownTermError, UsageError
from budgetgraph.terms import BUD, PROV, SKOS, XSD


def test_terms_are_nodes_of_the_ontology() -> None:
    assert ox.NamedNode("https://w3id.org/budgetgraph/ns#amount") == BUD.amount
    assert BUD["Line"].value.endswith("#Line")
    assert "amount" in BUD
    assert len(BUD) > 150


def test_misspelt_term_names_near_ones() -> None:
    with pytest.raises(UnknownTermError, match="bud:amount") as caught:
        _ = BUD.amuont
    assert isinstance(caught.value, KeyError)
    assert "bud:amuont" in str(caught.value)


@pytest.mark.parametrize("name", ["prefLable", "amount", "Konzept"])
def test_reused_vocabularies_are_closed_too(name: str) -> None:
    with pytest.raises(UnknownTermError):
        SKOS[name]


def test_namespace_survives_copying_and_inspection() -> None:
    assert copy.copy(PROV).wasQuotedFrom == PROV.wasQuotedFrom
    assert not hasattr(PROV, "__array__")


def test_prefixed_names_expand() -> None:
    assert terms.expand("bud:amount") == BUD.amount
    assert terms.expand("xsd:decimal") == XSD.decimal
    assert terms.expand("code:ledger/general").value.endswith("/code/ledger/general")
    with pytest.raises(UnknownTermError, match="no vocabulary"):
        terms.expand("skoz:prefLabel")


COMPARED = [
    "csvw",
    "dcat",
    "dcterms",
    "foaf",
    "org",
    "owl",
    "prov",
    "qb",
    "rdf",
    "rdfs",
    "sh",
    "skos",
    "vann",
    "void",
    "xsd",
]
NEWER = {"dcat": {"DatasetSeries", "inSeries", "previousVersion", "version"}}  # DCAT 3; rdflib: 2


@pytest.mark.parametrize("prefix", COMPARED)
def test_reused_terms_exist_in_the_copies_that_rdflib_ships(prefix: str) -> None:
    closed = getattr(rdflib, prefix.upper())
    ours = terms.namespace(prefix)
    assert {name for name in ours if name not in closed} <= NEWER.get(prefix, set())
    assert str(closed) == ours.iri


def test_shipped_files_are_listed_and_read() -> None:
    layers = resources.list_files("ontology", ".ttl", recursive=False)
    assert "statement.ttl" in layers
    assert "codes/ledger.ttl" in resources.list_files("ontology", ".ttl")
    assert "@prefix" in resources.read_text("ontology", "statement.ttl")
    assert resources.list_files("ontology/codes", ".ttl") == tuple(
        sorted(resources.list_files("ontology/codes", ".ttl"))
    )


@pytest.mark.parametrize(
    ("folder", "name"), [("ontology", "no.ttl"), ("secrets", "x"), ("ontology/none", "x")]
)
def test_unknown_shipped_file_is_a_usage_error(folder: str, name: str) -> None:
    with pytest.raises(UsageError):
        resources.read_text(folder, name)
