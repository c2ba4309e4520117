"""Findings of one document under the headings of its form: table after table, in printed order."""

from collections.abc import Iterator
from itertools import groupby

from ..outcome import Outcome, Told
from .words import TEXT, UNTITLED, WHOLE


def by_heading(outcome: Outcome, lang: str) -> Iterator[tuple[str, list[Told]]]:
    """Yield a heading and the findings under it; runs of one table stand together."""
    for heading, group in groupby(outcome.told, key=lambda told: _heading(told, lang)):
        yield heading, list(group)


def _heading(told: Told, lang: str) -> str:
    finding = told.finding
    if told.title:
        return told.title
    if finding.table_number:
        return finding.table or UNTITLED[lang].format(finding.table_number)
    return TEXT[lang] if finding.line or finding.page else WHOLE[lang]
