"""The top-level sections of the running text."""

import re
from collections.abc import Collection, Sequence

from budgetgraph.figures import squeeze
from budgetgraph.model import Paragraph, Section

from ..vocabulary import normalise
from . import captions
from .contents import find_contents, is_listed, listed_titles

_TERMS = re.compile("名词|术语")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")


def find_sections(paragraphs: Sequence[Paragraph]) -> tuple[Section, ...]:
    """Return the top-level sections with their text: those numbered 一、二、…, and listed parts.

    The list of contents is none, and a part that is listed only where it has text of its own. Terms
    that a part explains are its text, numbered or not.
    """
    found: list[Section] = []
    head: Paragraph | None = None
    text: list[str] = []
    contents, titles = find_contents(paragraphs), listed_titles(paragraphs)
    for number, paragraph in enumerate(paragraphs):
        plain = normalise(paragraph.text)
        if number in contents or not plain:
            continue
        explains = head is not None and _explains_terms(head.text)
        if not _opens_section(paragraph.text, plain, titles, explains):
            text.append(paragraph.text)
            continue
        found += _section(head, text)
        head, text = paragraph, []
    return (*found, *_section(head, text))


def _explains_terms(text: str) -> bool:
    """Return whether a heading is that of a part, not of a section, that explains terms."""
    plain = normalise(text)
    return not _CHAPTER.match(plain) and bool(_TERMS.search(plain))


def _opens_section(text: str, plain: str, titles: Collection[str], explains: bool) -> bool:
    if _CHAPTER.match(plain):
        return not explains and captions.is_section(text)
    return bool(titles) and is_listed(text, titles) and not captions.is_title(text)


def _section(head: Paragraph | None, text: Sequence[str]) -> list[Section]:
    if head is None or not (text or _CHAPTER.match(normalise(head.text))):
        return []
    return [Section(squeeze(head.text), "\n".join(text), head.line, head.page)]
