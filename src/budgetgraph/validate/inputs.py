"""What a file given to `validate` is, told by its content: a disclosure or RDF."""

import re

import pyoxigraph as ox

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.limits import MEBIBYTE

_HEAD = 1 << 16
MAX_BYTES = 1024 * MEBIBYTE
_COMMENTS = re.compile(rb"(?:\s+|#[^\n]*(?:\n|$))*")
_DIRECTIVE = re.compile(rb"@(?:prefix|base)\b|(?:prefix|base)\s+(?:[\w.-]*:\s*)?<", re.I)
_STATEMENT = re.compile(
    rb"(?:<[^<>\s\"]+>|_:[\w.-]+)\s+<[^<>\s\"]+>\s+(?:<[^<>\s\"]+>|_:[\w.-]+|\"(?:[^\"\\]|\\.)*+\"?)"
    rb"(?P<rest>[^\n]*)"
)
_GRAPH = re.compile(rb"[^.\n]*<[^<>\s\"]+>\s*\.\s*$|[^.\n]*_:[\w.-]+\s*\.\s*$")
_JSON_KEYS = re.compile(rb"\"@(?:context|graph|id|type)\"")
_RDF_XML = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMES = {
    ox.RdfFormat.TURTLE: "Turtle",
    ox.RdfFormat.TRIG: "Turtle or TriG",
    ox.RdfFormat.N_QUADS: "N-Quads",
    ox.RdfFormat.N_TRIPLES: "N-Triples",
    ox.RdfFormat.JSON_LD: "JSON-LD",
    ox.RdfFormat.RDF_XML: "RDF/XML",
}


def find_format(data: bytes) -> ox.RdfFormat | None:
    """Return the RDF format of the bytes, judged by content; None for everything else."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    comments = _COMMENTS.match(head)
    start = head[comments.end() :] if comments else head
    if _DIRECTIVE.match(start):
        return ox.RdfFormat.TRIG  # every Turtle document is a TriG document
    statement = _STATEMENT.match(start)
    if statement:
        is_quad = _GRAPH.fullmatch(statement["rest"].strip())
        return ox.RdfFormat.N_QUADS if is_quad else ox.RdfFormat.TRIG
    if start[:1] in {b"{", b"["} and _JSON_KEYS.search(head):
        return ox.RdfFormat.JSON_LD
    if start.startswith((b"<?xml", b"<rdf:", b"<!--")) and _RDF_XML in head:
        return ox.RdfFormat.RDF_XML
    return None


def load_rdf(source: Source, rdf_format: ox.RdfFormat) -> ox.Store:
    """Return an in-memory store with the statements of an RDF file.

    Args:
        source: The bytes.
        rdf_format: Their format.

    Raises:
        InputError: Malformed, with the line where reading stopped; or too large; or with a DTD.
    """
    if len(source.data) > MAX_BYTES:
        raise InputError(
            f"{len(source.data):,} bytes of RDF, more than the limit of {MAX_BYTES:,}; "
            "split the file",
            source.name,
        )
    if rdf_format == ox.RdfFormat.RDF_XML and b"<!DOCTYPE" in source.data:
        raise InputError("RDF/XML with a DTD is not read; save it as Turtle", source.name)
    store = ox.Store()
    try:
        store.bulk_load(source.data, rdf_format, base_iri=DEFAULT_BASE)
    except SyntaxError as error:
        place = f"{source.name}:{error.lineno}" if error.lineno else source.name
        raise InputError(f"is no valid {_NAMES[rdf_format]}: {error.msg}", place) from error
    except (ValueError, MemoryError) as error:
        raise InputError(f"is no valid {_NAMES[rdf_format]}: {error}", source.name) from error
    if not len(store):
        raise InputError("holds no statement; nothing to validate", source.name)
    return store
