"""What is written beside the documents: marks, edges of the catalogue, updates as text."""

import pyoxigraph as ox

from .catalogue import CATALOGUE, Edge
from .facts import facts_graph
from .terms import DCTERMS, OWL, PROV


def mark_facts(document: str, digest: str, made_by: str) -> bytes:
    """Return the N-Quads that say from which input and by which software the facts were derived."""
    graph = ox.NamedNode(facts_graph(document))
    return (
        f"{graph} {PROV.wasDerivedFrom} <{document}> {graph} .\n"
        f"{graph} {DCTERMS.identifier} {ox.Literal(digest)} {graph} .\n"
        f"{graph} {OWL.versionInfo} {ox.Literal(made_by)} {graph} .\n"
    ).encode()


def spell_edge(edge: Edge) -> bytes:
    """Return one edge of the catalogue as N-Quads."""
    subject, relation, other = edge
    return f"<{subject}> <{relation}> <{other}> <{CATALOGUE}> .\n".encode()


def read_edges(store: ox.Store) -> set[Edge]:
    """Return the edges of the catalogue that a store holds."""
    return {
        (q.subject.value, relation.value, q.object.value)
        for relation in (DCTERMS.isReplacedBy, DCTERMS.isPartOf)
        for q in store.quads_for_pattern(None, relation, None, ox.NamedNode(CATALOGUE))
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
    }


def insert_data(nquads: bytes) -> str:
    """Return one INSERT DATA for N-Quads, whose graph is the last term of each line."""
    return f"INSERT DATA {_block(nquads)}"


def remove_edges(store: ox.Store, edges: set[Edge]) -> None:
    """Take edges out of a store's catalogue."""
    if edges:
        store.update(f"DELETE DATA {_block(b''.join(map(spell_edge, sorted(edges))))}")


def _block(nquads: bytes) -> str:
    graphs: dict[str, list[str]] = {}
    for line in nquads.decode().split("\n"):
        if line:
            triple, graph, _ = line.rsplit(" ", 2)
            graphs.setdefault(graph, []).append(f"{triple} .")
    body = "\n".join(f"GRAPH {graph} {{ {' '.join(lines)} }}" for graph, lines in graphs.items())
    return f"{{ {body} }}"
