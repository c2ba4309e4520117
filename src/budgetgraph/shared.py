"""What all documents of a store share: the vocabulary, the code lists, the alignments.

One named graph per file, named by the ontology, scheme or correspondence that it describes. Lists
that the user imported are there as well and replace shipped ones of the same name.
"""

import hashlib
from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from .codes import user_folder
from .figures import half_width, squeeze
from .iris import CODE_BASE
from .resources import list_files, read_bytes
from .terms import BUD_IRI, OWL, RDF, SKOS, XKOS

_NAMING = (OWL.Ontology, SKOS.ConceptScheme, XKOS.Correspondence)
_CLASS_DIGITS = 3


def load() -> Iterator[ox.Quad]:
    """Yield the quads of all shared graphs."""
    for name, data in _files():
        quads = list(ox.parse(data, ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        graph = _name_graph(quads, name)
        for quad in quads:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def nquads() -> bytes:
    """Return the same as N-Quads; equal files give equal bytes, whatever blank nodes are called."""
    names: dict[str, str] = {}

    def spell(term: object) -> str:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(str(term), f"_:b{len(names) + 1}")
        return str(term)

    return "".join(
        f"{spell(q.subject)} {q.predicate} {spell(q.object)} {q.graph_name} .\n" for q in load()
    ).encode()


def fingerprint() -> str:
    """Return a checksum of all shared files: equal ones need not be loaded again."""
    digest = hashlib.sha256()
    for name, data in _files():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


@cache
def words() -> tuple[tuple[str, str, ox.NamedNode | ox.Literal], ...]:
    """Return printed words that name a class of the functional classification, or an item.

    Returns:
        Tuples of the words without spaces and with ASCII brackets, `class` or `item`, and the
        notation of the class (a literal) or the concept of the item.
    """
    found: dict[tuple[str, str, ox.NamedNode | ox.Literal], None] = {}
    for name, data in _files():
        if not name.startswith(("codes/function/2", "codes/item")):
            continue
        for concept, notation, label in _labels(data):
            text = half_width(squeeze(label)).replace(":", "")
            if name.startswith("codes/item"):
                found[(text, "item", concept)] = None
            elif len(notation) == _CLASS_DIGITS:
                found[(text, "class", ox.Literal(notation))] = None
    return tuple(found)


def _files() -> Iterator[tuple[str, bytes]]:
    for name in list_files("ontology", ".ttl"):
        yield name, read_bytes("ontology", name)
    folder = user_folder()
    if folder.is_dir():
        for path in sorted(folder.rglob("*.ttl")):
            yield f"user/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _labels(data: bytes) -> Iterator[tuple[ox.NamedNode, str, str]]:
    """Yield concept, notation and each Chinese label of the concepts of one file."""
    quads = list(ox.parse(data, ox.RdfFormat.TURTLE))
    notations = {
        quad.subject: quad.object.value
        for quad in quads
        if quad.predicate == SKOS.notation and isinstance(quad.object, ox.Literal)
    }
    for quad in quads:
        value = quad.object
        if (
            quad.predicate in (SKOS.prefLabel, SKOS.altLabel)
            and isinstance(value, ox.Literal)
            and value.language == "zh"
            and isinstance(quad.subject, ox.NamedNode)
            and quad.subject in notations
        ):
            yield quad.subject, notations[quad.subject], value.value


def _name_graph(quads: list[ox.Quad], name: str) -> ox.NamedNode:
    for quad in quads:
        if (
            quad.predicate == RDF.type
            and quad.object in _NAMING
            and isinstance(quad.subject, ox.NamedNode)
        ):
            return quad.subject
    return ox.NamedNode(f"{BUD_IRI.removesuffix('ns#')}shared/{name.removesuffix('.ttl')}")


def is_shared(graph: str) -> bool:
    """Return whether a graph of this name holds vocabulary or codes, no document."""
    root = BUD_IRI.removesuffix("ns#")
    return graph.startswith((CODE_BASE, f"{root}ns", f"{root}shared/", f"{root}align"))
