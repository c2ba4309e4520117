"""The lines of a heading in layout text: where it begins and ends, what stands above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from budgetgraph.figures import is_figure, squeeze
from budgetgraph.model import Paragraph

from .....vocabulary import normalise
from .... import captions
from . import columns_of, is_heading_text, starts_heading
from .forms import read_form
from .nested import Paths, nested

NUMBERING = re.compile(r"(?:栏次|档次|行次)((?:\s+\d+)+)")
ITEM = re.compile(r"^[一二三四五六七八九十]+、")
MAX_HEADING_LINES = 60
_MOST_LEADING = 8  # lines
_TOTALS = frozenset({"合计", "总计"})
_ROW_TOTALS = frozenset({*_TOTALS, "收入合计", "收入总计", "支出合计", "支出总计"})
_LABELLED = re.compile("项目|科目|名称")  # headings of columns of labels
_YEAR_APART = re.compile(r"(20\d\d) +(?=年)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in layout text.

    Attributes:
        text: Its lines, normalised.
        body: The index after it.
        paths: The columns that it names.
        numbered: Whether a row below it numbers them.
        title: The title above it.
        lead: What is printed right above it and reads like a heading, though no column follows.
        nested: The columns by what is known to stand under what: to be proven by the rows.
        is_form: Whether it is one of the few without labels, known by its signs.
    """

    text: str
    body: int
    paths: Paths
    numbered: bool
    title: str = ""
    lead: str = ""
    nested: Paths = ()
    is_form: bool = False

    @property
    def signs(self) -> frozenset[str]:
        """The signs that its lines are made of."""
        return frozenset(self.lead + self.text)


def read_heading(paragraphs: Sequence[Paragraph], start: int) -> Heading | None:
    """Return the heading that begins here: down to its numbering row, or to the first figures."""
    if squeeze(paragraphs[start].text).startswith("序号"):
        found = _numbered_heading(paragraphs, start)
        if found is None and (plain := _plain_heading(paragraphs, start)):
            found = replace(plain, numbered=True)
    else:
        found = _plain_heading(paragraphs, start)
    if found is None:
        return None
    lead = "" if found.numbered else _lead(paragraphs, start)
    if lead in _TOTALS and not any(lead == normalise(path[-1]) for path in found.paths):
        return None  # the first column stands above where the heading seems to begin
    if lead and found.text.startswith(tuple(_TOTALS)):
        return None  # so does what the sum is of
    return replace(found, title=_title_above(paragraphs, start), lead=lead)


def _lead(paragraphs: Sequence[Paragraph], start: int) -> str:
    """Return the lines right above a heading that read like headings, as one text."""
    lead = ""
    for paragraph in reversed(paragraphs[max(0, start - _MOST_LEADING) : start]):
        plain = normalise(paragraph.text)
        if plain and (captions.is_running(paragraph.text) or not is_heading_text(plain)):
            break
        lead = plain + lead
    return lead


def _numbered_heading(paragraphs: Sequence[Paragraph], start: int) -> Heading | None:
    for index in range(start, min(len(paragraphs), start + MAX_HEADING_LINES)):
        found = NUMBERING.fullmatch(paragraphs[index].text.strip())
        if found is None:
            continue
        texts = tuple(p.text for p in paragraphs[start:index])
        count = len(found.group(1).split()) + 1
        paths = columns_of(texts, count) or (("",),) * count
        return Heading("".join(map(normalise, texts)), index + 1, paths, numbered=True)
    return None


def _plain_heading(paragraphs: Sequence[Paragraph], start: int) -> Heading | None:
    """Return a heading without 栏次: lines of known headings, then a row with a figure."""
    if form := read_form(paragraphs, start):
        return Heading(*form, numbered=False, is_form=True)
    words = paragraphs[start].text.split()
    if not words or not starts_heading(normalise(paragraphs[start].text)):
        return None
    texts: list[str] = []
    for index in range(start, min(len(paragraphs), start + MAX_HEADING_LINES)):
        text = paragraphs[index].text
        if has_figure(text) or ITEM.match(normalise(text)):
            body = index - lines_of_total(texts, text)
            paths = columns_of(tuple(texts), None) or ()
            levels = nested(tuple(texts)) or ()
            heading = "".join(map(normalise, texts))
            if not paths and not levels:
                return None
            told = levels if levels != paths else ()
            return Heading(heading, body, paths, numbered=False, nested=told)
        if text and not is_heading_text(normalise(text)):
            return None
        texts.append(text)
    return None


def has_figure(text: str) -> bool:
    """Return whether a line prints a figure; that of a year is none: 2024 年预算数."""
    plain = _YEAR_APART.sub(r"\1", text) if "年" in text else text
    return any(map(is_figure, plain.split()))


def lines_of_total(texts: list[str], below: str) -> int:
    """Take off a total at the end of a heading if it is the label of the first row; return lines.

    It stands on a line of its own where the figures of the row are wrapped. So it is where the
    heading has it already, or where the figures follow at once though labels have a column.
    """
    plain = [normalise(text) for text in texts]
    filled = [index for index, text in enumerate(plain) if text]
    last = plain[filled[-1]] if filled else ""
    above = plain[: filled[-1]] if filled else []
    first = next(iter(below.split()), "")
    opens_row = "." in first and is_figure(first) and bool(_LABELLED.search("".join(above)))
    if last not in _ROW_TOTALS or not (opens_row or any(last in line for line in above)):
        return 0
    taken = len(texts) - filled[-1]
    del texts[filled[-1] :]
    return taken


def _title_above(paragraphs: Sequence[Paragraph], start: int) -> str:
    above = [p for p in paragraphs[max(0, start - 8) : start] if p.text]
    title = captions.find_title(above)
    return title.text if title else ""
