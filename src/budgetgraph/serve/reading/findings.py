"""Findings of a document."""

from dataclasses import dataclass

from ...terms import BUD, SH
from .source import Source, notation

_ORDER = {"violation": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: check, severity, place, what is printed and what was expected, message."""

    iri: str
    check: str
    severity: str
    table: str
    row: str
    column: str
    line: str
    printed: str
    expected: str
    message: str
    cell: str


def read_findings(source: Source, document: str, language: str) -> list[Finding]:
    """Return the findings of a document, the gravest first, then in order of the print."""
    graph = f"{document}/findings"
    found = []
    for iri in source.instances(BUD.Finding, graph):

        def one(name: str, iri: str = iri) -> str:
            return source.value(iri, BUD[name], graph)

        found.append(
            Finding(
                iri,
                notation(one("check")),
                notation(one("severity")),
                one("tableName"),
                one("rowLabel"),
                one("columnHeading"),
                one("sourceLine"),
                one("printedText"),
                one("expected"),
                source.text(iri, SH.resultMessage, language),
                one("aboutCell"),
            )
        )
    return sorted(found, key=lambda f: (_ORDER.get(f.severity, 3), int(f.line or 0), f.iri))
