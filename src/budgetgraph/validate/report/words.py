"""The words of a report in both languages."""

from budgetgraph.model import Finding

from ..outcome import Outcome

SEVERITY = {
    "zh": {"violation": "错误", "warning": "警告", "info": "提示"},
    "en": {"violation": "violation", "warning": "warning", "info": "info"},
}
WHOLE = {"zh": "全文", "en": "the document as a whole"}
UNTITLED = {"zh": "第{}张表（无标题）", "en": "table {} (without a title)"}
TEXT = {"zh": "文字说明", "en": "running text"}
SUGGESTION = {"zh": "建议", "en": "suggestion"}
LINE = {"zh": "原文第{}行", "en": "line {}"}
PAGE = {"zh": "第{}页", "en": "page {}"}
FINE = {"zh": "没有发现问题", "en": "nothing found"}


def message(finding: Finding, lang: str) -> str:
    """Return the message of a finding in a language."""
    return finding.message_zh if lang == "zh" else finding.message_en


def place(finding: Finding, lang: str) -> str:
    """Return page and line of a finding, empty where neither is known."""
    parts = []
    if finding.page:
        parts.append(PAGE[lang].format(finding.page))
    if finding.line:
        parts.append(LINE[lang].format(finding.line))
    return (" " if lang == "en" else "").join(parts)


def summary(outcome: Outcome, lang: str) -> str:
    """Return how much was found in one document, in one line."""
    counts = {name: outcome.count(name) for name in ("violation", "warning", "info")}
    if not any(counts.values()):
        return FINE[lang]
    words = SEVERITY[lang]
    if lang == "zh":
        return "，".join(f"{words[name]}{count}处" for name, count in counts.items() if count)
    return ", ".join(
        f"{count} {words[name]}{'s' if count > 1 and name != 'info' else ''}"
        for name, count in counts.items()
        if count
    )
