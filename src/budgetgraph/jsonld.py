"""Compact JSON-LD: one node object per subject, one subject per line, with the shipped context.

Written by hand because pyoxigraph writes expanded JSON-LD only. Values take the shape that the
context says, so that any JSON-LD reader gets back the same triples.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from .context import shipped_context
from .terms import RDF, XSD

_XSD_PREFIX = "http://www.w3.org/2001/XMLSchema#"


class Compactor:
    """Writes triples as node objects under the shipped context.

    Args:
        base: Data IRIs below it are written relative to it.
    """

    def __init__(self, base: str) -> None:
        """Read term definitions and prefixes out of the context."""
        context = shipped_context()
        self.context: dict[str, Any] = dict(context)
        # Relative IRIs resolve against a path only.
        self._base = base if base.endswith("/") and base.startswith("http") else ""
        if self._base:
            self.context = {"@base": base, **context}
        self._vocabulary = str(context["@vocab"])
        self._prefixes = {
            name: str(iri)
            for name, iri in context.items()
            if isinstance(iri, str) and not name.startswith("@")
        }
        self._terms: dict[str, tuple[str, dict[str, str]]] = {}
        for name, definition in context.items():
            if isinstance(definition, dict):
                self._terms[self._expand(definition["@id"])] = (name, definition)

    def nodes(self, ntriples: bytes) -> Iterator[dict[str, Any]]:
        """Yield one node object per subject, in order of first mention."""
        subjects: dict[str, list[Quad]] = {}
        for quad in parse(ntriples, RdfFormat.N_TRIPLES, lenient=True):
            subjects.setdefault(_value(quad.subject), []).append(quad)
        for subject, quads in subjects.items():
            yield self._node(subject, quads)

    def _node(self, subject: str, quads: Iterable[Quad]) -> dict[str, Any]:
        result: dict[str, Any] = {"@id": self._relative(subject)}
        for quad in quads:
            value: Any
            if quad.predicate == RDF.type:
                name, value = "@type", self._vocabulary_term(_value(quad.object))
            else:
                name, definition = self._term(quad.predicate.value)
                value = self._compact(quad.object, definition)
            _append(result, name, value)
        return result

    def _term(self, predicate: str) -> tuple[str, dict[str, str]]:
        known = self._terms.get(predicate)
        return known or (self._vocabulary_term(predicate), {})

    def _compact(self, value: object, definition: dict[str, str]) -> Any:
        kind = definition.get("@type", "")
        if not isinstance(value, Literal):
            iri = self._relative(_value(value))
            return iri if kind == "@id" else {"@id": iri}
        if value.language:
            by_language = definition.get("@container") == "@language"
            if by_language:
                return {value.language: value.value}
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype
        if datatype == XSD.string:
            return value.value if not kind else {"@value": value.value}
        if datatype == XSD.integer and not kind:
            return int(value.value)
        if datatype == XSD.boolean and not kind:
            return value.value == "true"
        short = f"xsd:{datatype.value.removeprefix(_XSD_PREFIX)}"
        return value.value if kind == short else {"@value": value.value, "@type": short}

    def _vocabulary_term(self, iri: str) -> str:
        if iri.startswith(self._vocabulary):
            return iri.removeprefix(self._vocabulary)
        return self._prefixed(iri)

    def _relative(self, iri: str) -> str:
        if self._base and iri.startswith(self._base):
            return iri.removeprefix(self._base)
        return self._prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def _expand(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local


def write_lines(ntriples: Iterable[bytes], base: str) -> Iterator[bytes]:
    """Yield a JSON-LD document piece by piece: the context, then one node per line.

    Args:
        ntriples: Statement graphs, one per document.
        base: Publisher's base IRI.
    """
    compactor = Compactor(base)
    yield b'{"@context": ' + _dump(compactor.context) + b',\n"@graph": ['
    separator = b"\n"
    for graph in ntriples:
        for node in compactor.nodes(graph):
            yield separator + _dump(node)
            separator = b",\n"
    yield b"\n]}\n"


def _append(node: dict[str, Any], name: str, value: Any) -> None:
    """Add a value: the first stands alone, more make a list, language maps are merged."""
    if name not in node:
        node[name] = value
        return
    present = node[name]
    if isinstance(present, dict) and isinstance(value, dict) and not _is_value_object(present):
        for language, text in value.items():
            _append(present, language, text)
    elif isinstance(present, list):
        present.append(value)
    else:
        node[name] = [present, value]


def _is_value_object(value: dict[str, Any]) -> bool:
    return "@value" in value or "@id" in value


def _value(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    raise TypeError(f"no IRI: {term}")


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
