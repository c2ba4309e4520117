"""A SHACL validation report in Turtle: findings as data, with their places."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

import pyoxigraph as ox

from budgetgraph import __version__
from budgetgraph.model import Finding
from budgetgraph.terms import BUD, DQV, PREFIXES, PROV, RDF, SH, XSD

from ..outcome import Outcome, Told

_SHOWN = ("bud", "dqv", "prov", "sh", "xsd")
_SEVERITIES = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
_CODE = PREFIXES["code"]
_REPORT = ox.NamedNode("urn:budgetgraph:report")
_TEXTS = (
    ("table", BUD.tableName),
    ("row", BUD.rowLabel),
    ("column", BUD.columnHeading),
    ("printed", BUD.printedText),
    ("expected", BUD.expected),
    ("found", BUD.found),
    ("difference", BUD.difference),
    ("suggestion", BUD.suggestion),
)
_Node = ox.NamedNode | ox.BlankNode


def write(outcomes: Sequence[Outcome], _lang: str) -> str:
    """Return one `sh:ValidationReport` of `bud:Finding`s with messages in both languages."""
    triples = list(describe(outcomes))
    prefixes = {name: PREFIXES[name] for name in _SHOWN}
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return data.decode() if data else ""


def describe(outcomes: Sequence[Outcome]) -> Iterator[ox.Triple]:
    """Yield the triples of a report, document after document, findings in the order of the form."""
    # SHACL, 3.6.1.2: a report conforms when it has no results, whatever their severity.
    conforms = "false" if any(outcome.told for outcome in outcomes) else "true"
    yield ox.Triple(_REPORT, RDF.type, SH.ValidationReport)
    yield ox.Triple(_REPORT, SH.conforms, ox.Literal(conforms, datatype=XSD.boolean))
    nodes = list(_name(outcomes))
    yield from (ox.Triple(_REPORT, SH.result, node) for _, _, node in nodes)
    yield from (ox.Triple(document, DQV.hasQualityAnnotation, node) for _, document, node in nodes)
    for told, document, node in nodes:
        yield from _describe_finding(node, told, document)


def _name(outcomes: Sequence[Outcome]) -> Iterator[tuple[Told, ox.NamedNode, ox.NamedNode]]:
    for outcome in outcomes:
        document = outcome.document or f"urn:budgetgraph:document:{quote(outcome.disclosure)}"
        for number, told in enumerate(outcome.told, 1):
            yield told, ox.NamedNode(document), ox.NamedNode(f"{document}/findings/{number}")


def _describe_finding(
    node: ox.NamedNode, told: Told, document: ox.NamedNode
) -> Iterator[ox.Triple]:
    finding = told.finding
    check = ox.NamedNode(f"{_CODE}check/{finding.id}")
    yield ox.Triple(node, RDF.type, BUD.Finding)
    yield ox.Triple(node, RDF.type, SH.ValidationResult)
    yield ox.Triple(node, SH.focusNode, document)
    yield ox.Triple(node, SH.resultSeverity, _SEVERITIES[finding.severity])
    yield ox.Triple(node, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent)
    yield ox.Triple(node, SH.resultMessage, ox.Literal(finding.message_zh, language="zh"))
    yield ox.Triple(node, SH.resultMessage, ox.Literal(finding.message_en, language="en"))
    yield ox.Triple(node, BUD.check, check)
    yield ox.Triple(node, BUD.severity, ox.NamedNode(f"{_CODE}severity/{finding.severity}"))
    yield ox.Triple(node, BUD.inDocument, document)
    yield ox.Triple(node, PROV.wasAttributedTo, _TOOL_NODE)
    if told.value and told.value != document.value:
        yield ox.Triple(node, SH.value, _node(told.value))
    yield from _describe_place(node, finding)


def _describe_place(node: ox.NamedNode, finding: Finding) -> Iterator[ox.Triple]:
    for field, term in _TEXTS:
        text = getattr(finding, field)
        if text:
            yield ox.Triple(node, term, ox.Literal(text))
    for number, term in ((finding.line, BUD.sourceLine), (finding.page, BUD.page)):
        if number:
            yield ox.Triple(node, term, ox.Literal(str(number), datatype=XSD.integer))


def _node(iri: str) -> _Node:
    return ox.BlankNode(iri[2:]) if iri.startswith("_:") else ox.NamedNode(iri)


_TOOL_NODE = ox.NamedNode(f"urn:budgetgraph:{__version__}")
