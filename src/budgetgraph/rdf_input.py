"""RDF that was converted before, here or elsewhere: quads to the N-Quads of each document."""

import re
from collections.abc import Iterator
from pathlib import PurePath

import pyoxigraph as ox

from .contract import Source
from .errors import InputError
from .terms import BUD, RDF

_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
}

_DOCUMENT = re.compile(rf"^<([^>]*)> {RDF.type} {BUD.Document} <\1> \.$".encode(), re.MULTILINE)


def is_rdf_name(name: str) -> bool:
    """Return whether a file name says that the file holds RDF."""
    return _suffix(name) in _FORMATS


def is_rdf(source: Source) -> bool:
    """Return whether the name of a source says that it holds RDF."""
    return is_rdf_name(source.name)


def read_documents(source: Source) -> Iterator[bytes]:
    """Yield the documents of an RDF file: N-Quads of their statements and findings.

    Facts that the file holds are left out: they are derived anew.

    Raises:
        InputError: No RDF, no document, or several in one graph.
    """
    quads = _parse(source)
    documents = [q for q in quads if q.predicate == RDF.type and q.object == BUD.Document]
    if not documents:
        raise InputError("describes no bud:Document; convert the disclosure first", source.name)
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad)
    for found in documents:
        document = found.subject
        if not isinstance(document, ox.NamedNode):
            raise InputError("has a document without an IRI", source.name)
        named = getattr(found.graph_name, "value", "")
        if named != document.value and len(documents) > 1:
            raise InputError(
                "holds several documents in one graph; give TriG or N-Quads, or one file each",
                source.name,
            )
        lines = [_spell(quad, document) for quad in graphs[named]]
        findings = ox.NamedNode(f"{document.value}/findings")
        lines += [_spell(quad, findings) for quad in graphs.get(findings.value, ())]
        yield "".join(lines).encode()


def load_document(nquads: bytes) -> tuple[str, ox.Store]:
    """Return the one document that N-Quads describe, and a store of its statements alone.

    They stand in the default graph, where a pattern costs one look-up.

    Raises:
        InputError: They describe no document, or more than one.
    """
    found = set(_DOCUMENT.findall(nquads))
    if len(found) != 1:
        raise InputError(f"{len(found)} documents where one was expected; give them one by one")
    document: str = found.pop().decode()
    store = ox.Store()
    alone = nquads.replace(f" <{document}> .\n".encode(), b" .\n")
    store.bulk_load(alone, ox.RdfFormat.N_QUADS, lenient=True)
    for other in list(store.named_graphs()):  # findings, facts
        store.remove_graph(other)
    return document, store


def load_statements(ntriples: bytes) -> ox.Store:
    """Return a store with N-Triples of ours in its default graph."""
    store = ox.Store()
    store.bulk_load(ntriples, ox.RdfFormat.N_TRIPLES, lenient=True)
    return store


def _parse(source: Source) -> list[ox.Quad]:
    rdf_format = _FORMATS[_suffix(source.name)]
    try:
        return list(ox.parse(source.data, rdf_format, rename_blank_nodes=True))
    except (SyntaxError, ValueError) as error:
        raise InputError(f"is no valid RDF ({error}); check the file", source.name) from error


def _suffix(name: str) -> str:
    return "".join(PurePath(name).name.lower().rpartition(".")[1:])  # also where nothing precedes


def _spell(quad: ox.Quad, graph: ox.NamedNode) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} {graph} .\n"
