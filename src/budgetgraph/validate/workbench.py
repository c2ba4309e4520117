"""What the checks run on: an in-memory store with the statements, and the shipped lists they need.

Statements stand in the default graph or in graphs of their own; queries see the union. Lists of
codes and the vocabulary itself stand in one more graph, so that results can tell data from lists.

A country has a million documents, so laying one out is measured: `lenient` checks no IRI of ours
twice (77 -> 50 ms for 24,000 statements), and of the lists only what checks read is added
(9,000 -> 3,800 statements, 20 -> 6 ms; pyoxigraph 0.5.13).
"""

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from budgetgraph.graph import ntriples
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.model import Disclosure
from budgetgraph.resources import list_files, read_bytes
from budgetgraph.terms import BUD, PREFIXES, RDF

LISTS = ox.NamedNode("urn:budgetgraph:lists")
# Stands for the document where the data describe none, so that document-wide checks still run.
NO_DOCUMENT = ox.NamedNode("urn:budgetgraph:no-document")


def lay_out(
    source: Disclosure | ox.Store, lists: Iterable[str] = (), reads: frozenset[str] | None = None
) -> ox.Store:
    """Return a store to run checks on.

    Args:
        source: One disclosure, or a store with the statements of any number of documents. A store
            is used as it is and gets the graph of lists.
        lists: Shipped files or folders below `ontology/` to add; `ontology` for the vocabulary.
        reads: IRIs of the properties and classes that are read of the lists; None for all.
    """
    if isinstance(source, Disclosure):
        store = ox.Store()
        store.load(ntriples(source, DEFAULT_BASE), ox.RdfFormat.N_TRIPLES, lenient=True)
    else:
        store = source
    for name in sorted(set(lists)):
        store.bulk_extend(_list_quads(name, reads))
    kind = next(store.quads_for_pattern(None, RDF.type, BUD.Document, None), None)
    if kind is None:
        store.add(ox.Quad(NO_DOCUMENT, RDF.type, BUD.Document, LISTS))
        store.add(ox.Quad(NO_DOCUMENT, BUD.statesBudget, NO_DOCUMENT, LISTS))
    return store


@cache
def _list_quads(name: str, reads: frozenset[str] | None) -> tuple[ox.Quad, ...]:
    return tuple(
        ox.Quad(quad.subject, quad.predicate, quad.object, LISTS)
        for file in list_names(name)
        for quad in ox.parse(read_bytes("ontology", file), ox.RdfFormat.TURTLE)
        if reads is None or _term_of(quad) in reads
    )


def _term_of(quad: ox.Quad) -> str:
    """Return the term that a statement uses: its property, or the class of which it tells."""
    term = quad.object if quad.predicate == RDF.type else quad.predicate
    return str(getattr(term, "value", ""))


@cache
def list_names(name: str) -> tuple[str, ...]:
    """Return the shipped files that a `data` name stands for.

    Args:
        name: A file below `ontology/`, a folder of yearly lists, or `ontology` for the vocabulary.
    """
    if name == "ontology":
        return list_files("ontology", ".ttl", recursive=False)
    if name.endswith(".ttl"):
        return (name,)
    files = (f"{name}/{file}" for file in list_files(f"ontology/{name}", ".ttl"))
    return tuple(file for file in files if "--" not in file)  # correspondences are no lists


def is_ours(iri: str) -> bool:
    """Return whether an IRI is a term or code of budgetgraph."""
    return iri.startswith((PREFIXES["bud"], PREFIXES["code"]))
