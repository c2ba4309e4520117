"""JSON: one array, one object per finding, always the same keys."""

import json
from collections.abc import Sequence

from budgetgraph.model import Finding

from ..outcome import Outcome

KEYS = (
    "id", "severity", "disclosure", "table", "row", "column", "page", "line", "printed", "expected",
    "found", "difference", "message_zh", "message_en", "suggestion",
)  # fmt: skip


def write(outcomes: Sequence[Outcome], _lang: str) -> str:
    """Return the findings as JSON; `page` and `line` are numbers or null, all else is text."""
    rows = [
        as_row(finding, outcome.disclosure) for outcome in outcomes for finding in outcome.findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_row(finding: Finding, disclosure: str) -> dict[str, str | int | None]:
    """Return one finding with the keys of `KEYS`, in their order."""
    return {
        "id": finding.id,
        "severity": finding.severity,
        "disclosure": disclosure,
        "table": finding.table,
        "row": finding.row,
        "column": finding.column,
        "page": finding.page,
        "line": finding.line or None,
        "printed": finding.printed,
        "expected": finding.expected,
        "found": finding.found,
        "difference": finding.difference,
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "suggestion": finding.suggestion,
    }
