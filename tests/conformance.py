"""SHACL for tests: which shapes data does not meet."""

from pathlib import Path

import pyshacl
from rdflib import Graph


def violations(data: Graph, shapes: Path | Graph) -> str:
    """Return the report on data that does not conform, an empty text otherwise."""
    known = shapes if isinstance(shapes, Graph) else Graph().parse(shapes)
    conforms, _, text = pyshacl.validate(data, shacl_graph=known, advanced=False, inplace=True)
    return "" if conforms else str(text)
