"""What the code lists say of a concept: its labels in Chinese and English, its notation."""

from functools import cache
from urllib.parse import unquote

import pyoxigraph as ox

from budgetgraph.resources import list_files, read_bytes
from budgetgraph.terms import SKOS


def labels_of(concept: str) -> dict[str, str]:
    """Return the preferred labels of a concept by language; empty for one that no list has."""
    return _lists().get(concept, {})


def notation_of(concept: str) -> str:
    """Return the notation of a concept, as its IRI ends; empty for an empty IRI."""
    return unquote(concept.rpartition("/")[2])


@cache
def _lists() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name in list_files("ontology/codes", ".ttl"):
        for quad in ox.parse(read_bytes("ontology/codes", name), ox.RdfFormat.TURTLE):
            value = quad.object
            if quad.predicate != SKOS.prefLabel or not isinstance(value, ox.Literal):
                continue
            if isinstance(quad.subject, ox.NamedNode):
                found.setdefault(quad.subject.value, {})[value.language or ""] = value.value
    return found
