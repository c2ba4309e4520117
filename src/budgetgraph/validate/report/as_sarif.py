"""SARIF 2.1.0, which code hosts and CI systems show beside the file."""

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from budgetgraph import __version__
from budgetgraph.codes import shipped_schemes
from budgetgraph.model import Finding

from ..outcome import Outcome
from .words import message

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_HOME = "https://w3id.org/budgetgraph/code/check/"


def write(outcomes: Sequence[Outcome], lang: str) -> str:
    """Return one run with a rule per check that found something."""
    ids = sorted({finding.id for outcome in outcomes for finding in outcome.findings})
    rules = [_rule(identifier, lang) for identifier in ids]
    results = [
        _result(finding, outcome, ids.index(finding.id), lang)
        for outcome in outcomes
        for finding in outcome.findings
    ]
    driver = {
        "name": "budgetgraph",
        "version": __version__,
        "informationUri": "https://w3id.org/budgetgraph/",
        "rules": rules,
    }
    run: dict[str, Any] = {"tool": {"driver": driver}, "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(identifier: str, lang: str) -> dict[str, Any]:
    (checks,) = shipped_schemes("check.ttl")
    check = checks.get(identifier)
    text = dict(check.definitions).get(lang, identifier) if check else identifier
    return {"id": identifier, "shortDescription": {"text": text}, "helpUri": _HOME + identifier}


def _result(finding: Finding, outcome: Outcome, rule: int, lang: str) -> dict[str, Any]:
    text = message(finding, lang)
    if finding.suggestion:
        text += f" [{finding.suggestion}]"
    place: dict[str, Any] = {
        "artifactLocation": {"uri": quote(PurePath(outcome.source).as_posix())}
    }
    if finding.line:
        place["region"] = {"startLine": finding.line}
    return {
        "ruleId": finding.id,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
