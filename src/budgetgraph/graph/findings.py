"""Findings as data, in the findings graph of the document."""

from collections.abc import Iterable

from budgetgraph.model import Finding

from .scene import Scene
from .spelling import BUD, RDF, SH, chinese, code, english, integer, node, text


def describe_findings(scene: Scene, findings: Iterable[Finding]) -> None:
    """Add findings in their order."""
    for number, finding in enumerate(findings, 1):
        _describe_finding(scene, finding, number)


def _describe_finding(scene: Scene, finding: Finding, number: int) -> None:
    table = finding.table_number
    scene.describe(
        node(scene.iris.finding(number)),
        [
            (RDF.type, BUD.Finding),
            (BUD.inDocument, scene.document),
            (BUD.check, code("check", finding.id)),
            (BUD.severity, code("severity", finding.severity)),
            (SH.resultMessage, chinese(finding.message_zh)),
            (SH.resultMessage, english(finding.message_en)),
            (BUD.aboutTable, node(scene.iris.table(table)) if table else None),
            (BUD.aboutCell, scene.cell(finding.cell, table) if finding.cell else None),
            (BUD.tableName, text(finding.table)),
            (BUD.rowLabel, text(finding.row)),
            (BUD.columnHeading, text(finding.column)),
            (BUD.printedText, text(finding.printed)),
            (BUD.expected, text(finding.expected)),
            (BUD.found, text(finding.found)),
            (BUD.difference, text(finding.difference)),
            (BUD.suggestion, text(finding.suggestion)),
            (BUD.sourceLine, integer(finding.line) if finding.line else None),
            (BUD.page, integer(finding.page) if finding.page else None),
        ],
    )
