"""Triples by subject and predicate, and their words by language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..resources import list_files, read_bytes
from ..terms import PREFIXES, RDF, ontology_triples

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Index:
    """Triples as the reference needs them: by subject, in the order of the files."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Sort the triples by subject and predicate."""
        self._values: dict[Value, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._values[triple.subject][triple.predicate.value].append(triple.object)

    def __iter__(self) -> Iterator[Value]:
        """Yield the subjects in order of first mention."""
        return iter(self._values)

    def values(self, subject: Value, predicate: ox.NamedNode) -> list[Value]:
        """Return the objects of a subject and predicate."""
        return self._values[subject][predicate.value] if subject in self._values else []

    def pairs(self, subject: Value) -> list[tuple[ox.NamedNode, Value]]:
        """Return all predicates and objects of a subject, in order of first mention."""
        found: dict[str, list[Value]] = self._values.get(subject, {})
        return [(ox.NamedNode(name), value) for name, values in found.items() for value in values]

    def iris(self, subject: Value, predicate: ox.NamedNode) -> list[str]:
        """Return those objects that are IRIs."""
        return [v.value for v in self.values(subject, predicate) if isinstance(v, ox.NamedNode)]

    def words(self, subject: Value, predicate: ox.NamedNode, language: str = "") -> list[str]:
        """Return the texts in a language, those without a language included."""
        return [
            value.value
            for value in self.values(subject, predicate)
            if isinstance(value, ox.Literal) and value.language in {language, None}
        ]

    def word(self, subject: Value, predicate: ox.NamedNode, language: str = "") -> str:
        """Return the first text in a language, empty where there is none."""
        return next(iter(self.words(subject, predicate, language)), "")

    def of_type(self, kind: ox.NamedNode) -> list[Value]:
        """Return the subjects of a type, in order of first mention."""
        return [subject for subject in self if kind in self.values(subject, RDF.type)]


def ontology_index() -> Index:
    """Return the vocabulary."""
    return Index(ontology_triples())


def file_index(folder: str, name: str) -> Index:
    """Return one shipped Turtle file."""
    data = read_bytes(folder, name)
    return Index(quad.triple for quad in ox.parse(data, ox.RdfFormat.TURTLE))


def turtle_files(folder: str) -> tuple[str, ...]:
    """Return the shipped Turtle files of a folder, sorted."""
    return list_files(folder, ".ttl")


def shorten(iri: str) -> str:
    """Return an IRI with its prefix where one is known, else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def escape_cell(words: str) -> str:
    """Return words as a Markdown table cell."""
    return words.replace("|", "\\|").replace("\n", " ")
