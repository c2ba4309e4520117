"""The documents of a store as RDF files, one per document, in the formats of `serialize`.

Turtle and JSON-LD hold the statements; TriG and N-Quads the facts and findings as well.
"""

from pathlib import Path

import pyoxigraph as ox

from budgetgraph import jsonld
from budgetgraph.serialize import FORMATS
from budgetgraph.store import Store
from budgetgraph.terms import PREFIXES

from .naming import file_name
from .publication import base_of, id_of

_PREFIXES = ("bud", "code", "currency", "dcterms", "org", "prov", "sh", "skos", "xsd")
_JSONLD, _NQUADS, _TURTLE = "jsonld", "nquads", "turtle"


def write(store: Store, name: str, folder: Path) -> None:
    """Write one file per document into a folder that is there.

    Args:
        store: The store.
        name: One of `serialize.FORMATS`.
        folder: Where to.
    """
    for held in store.documents():
        data = _spell(store, held.document, name)
        (folder / file_name(id_of(held.document), FORMATS[name].suffix)).write_bytes(data)


def _spell(store: Store, document: str, name: str) -> bytes:
    if name == _NQUADS:
        return store.export_nquads(document)
    if name in {_JSONLD, _TURTLE}:
        triples = _statements(store, document)
        if name == _JSONLD:
            return b"".join(jsonld.write_lines([triples], base_of(document)))
        parsed = ox.parse(triples, ox.RdfFormat.N_TRIPLES, lenient=True)
        return _serialize(parsed, ox.RdfFormat.TURTLE)
    quads = ox.parse(store.export_nquads(document), ox.RdfFormat.N_QUADS, lenient=True)
    return _serialize(quads, ox.RdfFormat.TRIG)


def _statements(store: Store, document: str) -> bytes:
    graph = ox.NamedNode(document)
    triples = store.inner.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
    return b"".join(sorted(triples.splitlines(keepends=True)))


def _serialize(quads: "ox.QuadParser", rdf_format: ox.RdfFormat) -> bytes:
    shown = {prefix: PREFIXES[prefix] for prefix in _PREFIXES}
    return ox.serialize(quads, format=rdf_format, prefixes=shown) or b""
