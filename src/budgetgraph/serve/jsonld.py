"""Triples to JSON-LD with the shipped context named by its address."""

import json
from collections.abc import Iterable

import pyoxigraph as ox

from ..jsonld import Compactor


def to_jsonld(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples as compact JSON-LD, the context inside."""
    compactor = Compactor("")
    lines = "".join(
        f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in triples
    )
    nodes = list(compactor.nodes(lines.encode()))
    return json.dumps({"@context": compactor.context, "@graph": nodes}, ensure_ascii=False).encode()
