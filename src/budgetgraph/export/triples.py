"""Writing generated RDF: triples collected in order, each once, and saved as Turtle."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from budgetgraph.terms import PREFIXES, expand

Value = ox.NamedNode | ox.Literal | ox.BlankNode | None
Pair = tuple[ox.NamedNode, Value]


class Triples:
    """Triples without repetition, by subject, in the order in which subjects were first named."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._subjects: dict[ox.NamedNode | ox.BlankNode, dict[Pair, None]] = {}
        self._blank = 0

    def add(self, subject: str | ox.BlankNode, *pairs: Pair) -> None:
        """Add the properties of a subject, those without a value left out."""
        start = ox.NamedNode(subject) if isinstance(subject, str) else subject
        known = self._subjects.setdefault(start, {})
        known.update(dict.fromkeys(pair for pair in pairs if pair[1] is not None))

    def add_list(self, values: Iterable[ox.NamedNode | ox.Literal | ox.BlankNode]) -> Value:
        """Add an RDF list and return its head."""
        items = list(values)
        nodes = [self.blank() for _ in items]
        for position, (node, item) in enumerate(zip(nodes, items, strict=True), 1):
            rest = nodes[position] if position < len(nodes) else expand("rdf:nil")
            self.add(node, (expand("rdf:first"), item), (expand("rdf:rest"), rest))
        return nodes[0] if nodes else expand("rdf:nil")

    def blank(self) -> ox.BlankNode:
        """Return a new blank node, named by its order so that equal input gives equal bytes."""
        self._blank += 1
        return ox.BlankNode(f"b{self._blank}")

    def __iter__(self) -> Iterator[ox.Triple]:
        """Yield the triples."""
        for subject, pairs in self._subjects.items():
            for predicate, value in pairs:
                if value is not None:
                    yield ox.Triple(subject, predicate, value)

    def save(self, path: Path, prefixes: Iterable[str], own: Mapping[str, str]) -> None:
        """Write everything as one Turtle file.

        Args:
            path: The file.
            prefixes: Prefixes of `terms.PREFIXES` to be used.
            own: Further prefixes with their IRIs.
        """
        shown = {prefix: PREFIXES[prefix] for prefix in prefixes} | dict(own)
        with path.open("wb") as stream:
            ox.serialize(iter(self), stream, ox.RdfFormat.TURTLE, prefixes=shown)


def iri(value: str) -> ox.NamedNode | None:
    """Return a node; None for an empty IRI."""
    return ox.NamedNode(value) if value else None


def literal(value: str, datatype: str) -> ox.Literal | None:
    """Return a literal of a datatype by its prefixed name; None for an empty text."""
    return ox.Literal(value, datatype=expand(datatype)) if value else None


def in_both(zh: str, en: str, predicate: ox.NamedNode) -> tuple[Pair, Pair]:
    """Return a text in Chinese and English."""
    chinese, english = ox.Literal(zh, language="zh"), ox.Literal(en, language="en")
    return (predicate, chinese), (predicate, english)
