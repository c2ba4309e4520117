"""Disclosures to RDF files: Turtle, TriG, N-Quads, JSON-LD. Equal input gives equal bytes.

Turtle and JSON-LD hold one graph and so the statements alone; TriG and N-Quads hold the findings as
well. Documents are written one after the other, so memory does not grow with their number.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import pyoxigraph as ox

from . import jsonld
from .errors import UsageError
from .graph import nquads, nquads_pieces, ntriples
from .iris import (
    CODE_BASE,
    DEFAULT_BASE,
    YEARLY_SCHEMES,
    DocumentIris,
    PublisherIris,
    check_base,
    yearly_code,
)
from .model import Disclosure
from .terms import PREFIXES

_SHOWN_PREFIXES = ("bud", "code", "currency", "dcterms", "org", "prov", "sh", "skos", "xsd")
_SCHEMES = {
    "category": "cn/indicator",
    "check": "check",
    "comparator": "comparator",
    "item": "item",
    "ledger": "ledger",
    "measure": "measure",
    "phase": "phase",
    "role": "aggregation-role",
    "severity": "severity",
    "side": "side",
    "source": "funding-source",
    "status": "value-status",
    "table": "table",
    "type": "expenditure-type",
}
_KINDS = ("project", "institution", "asset", "procurement", "figure", "section", "line", "findings")
_Disclosures = Iterable[Disclosure]


@dataclass(frozen=True, slots=True)
class Format:
    """One RDF format: how it is called, recognised and written.

    Attributes:
        name: Name on the command line.
        suffix: Of files, with its point.
        media_type: IANA media type.
        write: Yields the bytes of the documents, given the checked base.
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[_Disclosures, str], Iterator[bytes]]


def write(disclosures: _Disclosures, name: str, output: BinaryIO, base: str = DEFAULT_BASE) -> None:
    """Write disclosures in one RDF format.

    Args:
        disclosures: Documents, taken one by one.
        name: Name of the format, one of `FORMATS`.
        output: Binary stream; it stays open.
        base: Publisher's base IRI.

    Raises:
        UsageError: Unknown format, or the base is no absolute IRI.
    """
    if name not in FORMATS:
        raise UsageError(f"no RDF format '{name}'; there are: {', '.join(FORMATS)}")
    for piece in FORMATS[name].write(disclosures, check_base(base)):
        output.write(piece)


def dump(disclosure: Disclosure, name: str, base: str = DEFAULT_BASE) -> bytes:
    """Return one disclosure in one RDF format; raises as `write`."""
    if name not in FORMATS:
        raise UsageError(f"no RDF format '{name}'; there are: {', '.join(FORMATS)}")
    return b"".join(FORMATS[name].write([disclosure], check_base(base)))


def prefixes(disclosure: Disclosure, base: str) -> dict[str, str]:
    """Return the prefixes that make one document readable: terms, codes, its own tables."""
    publisher = disclosure.publisher
    iris = DocumentIris(base, disclosure.id)
    owner = PublisherIris(base, publisher.division, publisher.department, disclosure.id)
    shown = {prefix: PREFIXES[prefix] for prefix in _SHOWN_PREFIXES}
    shown |= {prefix: f"{CODE_BASE}{scheme}/" for prefix, scheme in _SCHEMES.items()}
    if publisher.year:
        shown |= {
            scheme: yearly_code(scheme, publisher.year, "") for scheme in sorted(YEARLY_SCHEMES)
        }
    shown |= {kind: f"{owner.department}/{kind}/" for kind in ("budget", "unit")}
    shown |= {kind: f"{iris.document}/{kind}/" for kind in _KINDS}
    shown |= {f"t{number}": f"{iris.table(number)}/" for number, _ in disclosure.table_codes}
    return shown | {"doc": f"{iris.document}/"}


def _write_nquads(disclosures: _Disclosures, base: str) -> Iterator[bytes]:
    for disclosure in disclosures:
        yield from nquads_pieces(disclosure, base)


def _write_turtle(disclosures: _Disclosures, base: str) -> Iterator[bytes]:
    for disclosure in disclosures:
        triples = ox.parse(ntriples(disclosure, base), ox.RdfFormat.N_TRIPLES, lenient=True)
        yield _serialize(triples, ox.RdfFormat.TURTLE, disclosure, base)


def _write_trig(disclosures: _Disclosures, base: str) -> Iterator[bytes]:
    for disclosure in disclosures:
        quads = ox.parse(nquads(disclosure, base), ox.RdfFormat.N_QUADS, lenient=True)
        yield _serialize(quads, ox.RdfFormat.TRIG, disclosure, base)


def _write_jsonld(disclosures: _Disclosures, base: str) -> Iterator[bytes]:
    return jsonld.write_lines((ntriples(disclosure, base) for disclosure in disclosures), base)


def _serialize(
    quads: Iterator[ox.Quad], rdf_format: ox.RdfFormat, disclosure: Disclosure, base: str
) -> bytes:
    shown = prefixes(disclosure, base)
    return ox.serialize(quads, format=rdf_format, prefixes=shown) or b""


FORMATS = {
    rdf_format.name: rdf_format
    for rdf_format in (
        Format("turtle", ".ttl", "text/turtle", _write_turtle),
        Format("trig", ".trig", "application/trig", _write_trig),
        Format("nquads", ".nq", "application/n-quads", _write_nquads),
        Format("jsonld", ".jsonld", "application/ld+json", _write_jsonld),
    )
}
