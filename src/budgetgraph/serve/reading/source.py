"""Reads of the store by subject: values, labels, documents."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from threading import Lock
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from ...store import Store
from ...terms import BUD, RDF, RDFS, SKOS

_LABELS = (SKOS.prefLabel, RDFS.label)
_REMEMBERED = 50_000
_KEPT = 128  # sets of facts: those of some twenty budgets


class Source:
    """A store, read by subject.

    Args:
        store: The store; it is only read.
    """

    def __init__(self, store: Store) -> None:
        """Remember the store and the documents it holds."""
        self.inner = store.inner
        self.documents = {name_of(held.document): held.document for held in store.documents()}
        self._label = lru_cache(_REMEMBERED)(self._read_label)
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def remember(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """Return what a piece of work gives; the latest results are kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = work()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def values(self, subject: str, predicate: ox.NamedNode, graph: str = "") -> list[str]:
        """Return the values of a property, IRIs and literals alike, sorted."""
        place = ox.NamedNode(graph) if graph else None
        found = self.inner.quads_for_pattern(ox.NamedNode(subject), predicate, None, place)
        return sorted({str(getattr(quad.object, "value", "")) for quad in found})

    def value(self, subject: str, predicate: ox.NamedNode, graph: str = "") -> str:
        """Return one value of a property, empty where there is none."""
        return next(iter(self.values(subject, predicate, graph)), "")

    def text(self, subject: str, predicate: ox.NamedNode, language: str) -> str:
        """Return the text of a property in a language, else in any."""
        found = {
            quad.object.language or "": quad.object.value
            for quad in self.inner.quads_for_pattern(ox.NamedNode(subject), predicate, None)
            if isinstance(quad.object, ox.Literal)
        }
        return found.get(language) or next(iter(found.values()), "")

    def describe(self, subject: str, graph: str = "") -> dict[str, list[str]]:
        """Return all properties of a subject: values by predicate IRI."""
        found: dict[str, list[str]] = {}
        place = ox.NamedNode(graph) if graph else None
        for quad in self.inner.quads_for_pattern(ox.NamedNode(subject), None, None, place):
            found.setdefault(quad.predicate.value, []).append(
                str(getattr(quad.object, "value", ""))
            )
        return found

    def subjects(self, predicate: ox.NamedNode, value: str, graph: str = "") -> list[str]:
        """Return the IRIs that have an IRI as value of a property, sorted."""
        place = ox.NamedNode(graph) if graph else None
        found = self.inner.quads_for_pattern(None, predicate, ox.NamedNode(value), place)
        return sorted(
            {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}
        )

    def instances(self, kind: ox.NamedNode, graph: str = "") -> list[str]:
        """Return the IRIs of a class, sorted."""
        return self.subjects(RDF.type, kind.value, graph)

    def pairs(self, predicate: ox.NamedNode) -> list[tuple[str, str]]:
        """Return subject and value of all uses of a property, sorted."""
        found = self.inner.quads_for_pattern(None, predicate, None)
        return sorted(
            {
                (quad.subject.value, str(getattr(quad.object, "value", "")))
                for quad in found
                if isinstance(quad.subject, ox.NamedNode)
            }
        )

    def exists(self, iri: str) -> bool:
        """Return whether the store says anything about an IRI."""
        return next(self.inner.quads_for_pattern(ox.NamedNode(iri), None, None), None) is not None

    def has_graph(self, iri: str) -> bool:
        """Return whether a named graph of this name exists."""
        return self.inner.contains_named_graph(ox.NamedNode(iri))

    def graph(self, iri: str) -> list[ox.Triple]:
        """Return all triples of a named graph."""
        return [
            quad.triple
            for quad in self.inner.quads_for_pattern(None, None, None, ox.NamedNode(iri))
        ]

    def graphs_under(self, iri: str) -> list[str]:
        """Return the names of the graphs whose names begin so, sorted."""
        names = (
            graph.value for graph in self.inner.named_graphs() if isinstance(graph, ox.NamedNode)
        )
        return sorted(name for name in names if name.startswith(iri))

    def incoming(self, iri: str, most: int) -> list[ox.Triple]:
        """Return triples that have an IRI as object, at most so many."""
        found = self.inner.quads_for_pattern(None, None, ox.NamedNode(iri))
        return [quad.triple for quad, _ in zip(found, range(most), strict=False)]

    def label(self, iri: str, language: str) -> str:
        """Return the label of an IRI in a language, else its last part."""
        return self._label(iri, language)

    def triples(self, subjects: Iterator[str] | list[str]) -> list[ox.Triple]:
        """Return all triples about subjects, each once."""
        found: dict[ox.Triple, None] = {}
        for subject in subjects:
            for quad in self.inner.quads_for_pattern(ox.NamedNode(subject), None, None):
                found[quad.triple] = None
        return list(found)

    def _read_label(self, iri: str, language: str) -> str:
        if not iri:
            return ""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return iri
        found: dict[str, str] = {}
        for predicate in _LABELS:
            for quad in self.inner.quads_for_pattern(node, predicate, None):
                if isinstance(quad.object, ox.Literal):
                    found.setdefault(quad.object.language or "", quad.object.value)
        return found.get(language) or next(iter(found.values()), "") or last_part(iri)


def name_of(document: str) -> str:
    """Return the name of a disclosure from its IRI."""
    return unquote(document.rpartition("/doc/")[2])


def last_part(iri: str) -> str:
    """Return what stands after the last slash or hash of an IRI, readable."""
    return unquote(iri.rstrip("/#").replace("#", "/").rpartition("/")[2])


def notation(iri: str) -> str:
    """Return the code at the end of an IRI, as its scheme writes it."""
    return last_part(iri)


def number(text: str) -> Decimal | None:
    """Return a decimal, None for an empty text or none."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def document_of(iri: str) -> str:
    """Return the document that an IRI belongs to, empty where it belongs to none."""
    base, found, rest = iri.partition("/doc/")
    return f"{base}/doc/{rest.split('/')[0]}" if found else ""


__all__ = ["BUD", "Source", "document_of", "last_part", "name_of", "notation", "number"]
