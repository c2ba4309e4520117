"""One HTML page to mail to the department: no script, nothing from outside, both languages."""

from collections.abc import Iterator, Sequence
from html import escape

from ..outcome import Outcome, Told
from .groups import by_heading
from .words import SEVERITY, SUGGESTION, message, place, summary

_LANGUAGES = ("zh", "en")
_TITLE = {"zh": "预算公开检查报告", "en": "Findings on budget disclosures"}
_HEAD = {
    "zh": ("程度", "检查", "位置", "说明", "印出的行", "应为", "实为"),
    "en": ("Severity", "Check", "Place", "Message", "Printed row", "Expected", "Found"),
}
_NAMES = {"zh": "中文", "en": "English"}
# Two radio buttons and a rule do what a script would: only one language is shown.
_STYLE = """
body{font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2em auto;
max-width:75em;padding:0 1em;color:#1a1a1a}
h1{font-size:1.5em}h2{font-size:1.2em;border-bottom:2px solid #444;margin-top:2em}
h3{font-size:1em;margin:1.4em 0 .4em}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #ccc;padding:.3em .5em;text-align:left;vertical-align:top}
td{overflow-wrap:anywhere}
th:nth-child(1){width:4.8em}th:nth-child(2){width:3.6em}th:nth-child(3){width:6.5em}
th:nth-child(5){width:26%}th:nth-child(6),th:nth-child(7){width:7.5em}
th{background:#f3f3f3;font-weight:600}td.row{font-family:monospace;font-size:.9em;color:#444}
.violation{background:#fbe9e7}.warning{background:#fff8e1}.info{background:#fff}
.suggestion{color:#1b5e20}input[name=lang]{margin-left:1em}.en{display:none}
#lang-en:checked~main .zh{display:none}#lang-en:checked~main .en{display:block}
@media print{input,label{display:none}}
"""


def write(outcomes: Sequence[Outcome], lang: str) -> str:
    """Return the page; `lang` is the language that it opens in."""
    return "\n".join(_page(outcomes, lang)) + "\n"


def _page(outcomes: Sequence[Outcome], lang: str) -> Iterator[str]:
    title = " · ".join(_TITLE.values())
    yield f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    for name in _LANGUAGES:
        checked = " checked" if name == lang else ""
        yield f'<input type="radio" name="lang" id="lang-{name}"{checked}>'
        yield f'<label for="lang-{name}">{_NAMES[name]}</label>'
    yield "<main>"
    for name in _LANGUAGES:
        yield f'<div class="{name}" lang="{name}">\n<h1>{_TITLE[name]}</h1>'
        for outcome in outcomes:
            yield from _document(outcome, name)
        yield "</div>"
    yield "</main>\n</body>\n</html>"


def _document(outcome: Outcome, lang: str) -> Iterator[str]:
    yield f"<h2>{escape(outcome.disclosure)}</h2>\n<p>{escape(summary(outcome, lang))}</p>"
    for heading, told in by_heading(outcome, lang):
        yield f"<h3>{escape(heading)}</h3>\n<table>"
        yield "<tr>" + "".join(f"<th>{name}</th>" for name in _HEAD[lang]) + "</tr>"
        for one in told:
            yield _row(one, lang)
        yield "</table>"


def _row(told: Told, lang: str) -> str:
    finding = told.finding
    text = escape(message(finding, lang))
    if finding.suggestion:
        text += f'<div class="suggestion">{SUGGESTION[lang]}: {escape(finding.suggestion)}</div>'
    cells = (
        ("", SEVERITY[lang][finding.severity]),
        ("", escape(finding.id)),
        ("", escape(place(finding, lang))),
        ("", text),
        (' class="row"', escape(told.row_text)),
        ("", escape(finding.expected)),
        ("", escape(finding.found)),
    )
    columns = "".join(f"<td{name}>{cell}</td>" for name, cell in cells)
    return f'<tr class="{finding.severity}">{columns}</tr>'
