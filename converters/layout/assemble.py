"""A document's blocks -> whole tables, running text, sections.

Fragments of one table are put together again: a page break repeats the title and the heading, and
the first row after it may continue the last row before it, texts and numbers alike.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from budgetgraph.figures import parse_scale, squeeze
from budgetgraph.model import (
    Document,
    Finding,
    Grid,
    Paragraph,
    Publisher,
    Row,
    Section,
    Table,
)

from ..vocabulary import normalise
from . import captions
from .flow import restore
from .grids import flatten, join_rows, renumber, spread, texts
from .headings import Split, columns, fit, is_form, is_indicator_heading, same_heading, split

_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")
_PIECE = re.compile(r"\d{1,4}")
_UNIT_IN_HEADING = re.compile(r"\((?:金额)?(?:单位:)?[亿万千百]{0,2}元\)")


@dataclass(frozen=True, slots=True)
class Assembly:
    """A document laid out.

    Attributes:
        tables: Whole tables in document order.
        paragraphs: All text outside tables.
        sections: Numbered sections with their text.
        publisher: Department and year as printed.
        findings: What layout could not decide.
    """

    tables: tuple[Table, ...]
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    publisher: Publisher
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A table while its fragments come in."""

    title: str
    line: int
    page: int | None
    section: str
    form: bool
    caption: list[Paragraph]
    heading: tuple[Row, ...] = ()
    rows: list[Row] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)


def assemble(document: Document) -> Assembly:
    """Return the whole tables and the text of a document."""
    blocks, findings = restore(document) if document.flowing else (document.blocks, ())
    drafts: list[_Draft] = []
    paragraphs: list[Paragraph] = []
    pending: list[Paragraph] = []
    section = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            if captions.is_section(block.text) or _opens_part(block.text):
                section = squeeze(block.text)
            if drafts and captions.is_note(block.text) and not _has_title(pending):
                drafts[-1].notes.append(block)
            pending.append(block)
            paragraphs.append(block)
            continue
        rows = spread(block)
        if rows and not _is_contents(rows):
            _take(drafts, rows, block, pending, section)
        pending = []
    usual = _usual_scale(paragraphs, drafts)
    tables = tuple(_finish(draft, number, usual) for number, draft in enumerate(drafts, 1))
    frame = [*paragraphs, *(p for table in tables for p in table.caption)]
    return Assembly(
        tables=tables,
        paragraphs=tuple(paragraphs),
        sections=captions.sections(paragraphs),
        publisher=captions.publisher(sorted(frame, key=lambda p: p.line)),
        findings=tuple(findings),
    )


def _opens_part(text: str) -> bool:
    """Return whether a line opens a part without a number: `专项资金绩效目标：`."""
    plain = squeeze(text)
    ends = plain.endswith(("：", ":")) and len(plain) <= 20  # noqa: PLR2004 - longer is a sentence
    return ends and not captions.is_running(text)


def _has_title(pending: Sequence[Paragraph]) -> bool:
    return captions.find_title(pending) is not None


def _is_contents(rows: Sequence[Row]) -> bool:
    """Return whether the grid is a table of contents: titles, dots, page numbers."""
    cells = [[text for text in texts(row) if text] for row in rows]
    return all(
        1 <= len(row) <= 2 and row[-1].isascii() and row[-1].isdigit() and not row[0].isdigit()  # noqa: PLR2004
        for row in cells
    )


def _take(
    drafts: list[_Draft],
    rows: Sequence[Row],
    grid: Grid,
    pending: Sequence[Paragraph],
    section: str,
) -> None:
    """Add a fragment to the table that it continues, or open a new table with it."""
    last = drafts[-1] if drafts else None
    title = captions.find_title(pending)
    form = is_form(rows)
    parts = Split((), (), tuple(rows)) if form else split(rows)
    if last and _continues(last, parts, form, title, pending):
        if form or last.form:
            last.rows += rows
        else:
            _append(last, parts)
        return
    inside = [
        Paragraph("　".join(c.text for c in row if c.text), row[0].line, row[0].page)
        for row in parts.caption
    ]
    if title is None:
        title = captions.find_title(inside)
    caption = [p for p in pending if title is None or p.line > title.line]
    drafts.append(
        _Draft(
            title=title.text.strip() if title else "",
            line=title.line if title else grid.line,
            page=grid.page,
            section=section,
            form=form,
            caption=[p for p in (*caption, *inside) if p is not title],
            heading=parts.heading,
            rows=list(rows) if form else _mend(parts.body, parts.heading),
        )
    )


def _continues(
    last: _Draft,
    parts: Split,
    form: bool,
    title: Paragraph | None,
    pending: Sequence[Paragraph],
) -> bool:
    if title is not None and squeeze(title.text) != squeeze(last.title):
        return False
    if form or last.form:
        starts_anew = not (parts.body and is_indicator_heading(parts.body[0]))
        return (
            last.form
            and title is None
            and (form or not parts.heading)
            and not (starts_anew and form and last.rows and not _only_running(pending))
        )
    if not parts.heading:
        return title is None and _only_running(pending) and bool(last.heading)
    if not same_heading(parts.heading, last.heading):
        return False
    return _only_running(pending) and not _restarts(last, parts)


def _only_running(pending: Iterable[Paragraph]) -> bool:
    """Return whether only page furniture stands between two fragments."""
    return all(
        captions.is_running(p.text) or captions.is_department(p.text) or captions.is_title(p.text)
        for p in pending
    )


def _restarts(last: _Draft, parts: Split) -> bool:
    """Return whether the row numbers begin again, which a continued table never does."""
    first = texts(parts.body[0])[0] if parts.body else ""
    return first == "1" and any(texts(row)[0] == "1" for row in last.rows)


def _append(last: _Draft, parts: Split) -> None:
    body = list(parts.body)
    if body and last.rows and _is_continuation(last.rows[-1], body[0], last.heading):
        last.rows[-1] = join_rows(last.rows[-1], body.pop(0))
    last.rows += _mend(body, last.heading)


def _mend(body: Sequence[Row], heading: Sequence[Row]) -> list[Row]:
    """Return the rows, a heading repeated inside the grid taken out and the cut row joined."""
    rows: list[Row] = []
    index, cut = 0, False
    while index < len(body):
        size = len(heading)
        if heading and same_heading(body[index : index + size], heading):
            index, cut = index + size, True
            continue
        if (cut and rows and _is_continuation(rows[-1], body[index], heading)) or (
            rows and _continues_label(rows[-1], body[index], heading)
        ):
            rows[-1] = join_rows(rows[-1], body[index])
        else:
            rows.append(body[index])
        index, cut = index + 1, False
    return rows


def _is_continuation(above: Row, below: Row, heading: Sequence[Row]) -> bool:
    """Return whether the first row after a page break continues the row before it.

    A row begins with its number or code. One without either continues, and so does one whose
    code is only the missing end of the code above (`2080` + `507`).
    """
    upper, lower = texts(above), texts(below)
    first = lower[0] if lower else ""
    if _has_ordinal(heading):
        return not first
    if first and _PIECE.fullmatch(first) and not _CODE.fullmatch(upper[0]):
        return bool(_CODE.fullmatch(upper[0] + first))
    return not first and bool(upper[0])


def _continues_label(above: Row, below: Row, heading: Sequence[Row]) -> bool:
    """Return whether a row inside a page is only the wrapped rest of the label above it."""
    if not _has_ordinal(heading):
        return False
    upper, lower = texts(above), texts(below)
    filled = [index for index, text in enumerate(lower) if text]
    return (
        bool(upper[0])
        and not lower[0]
        and len(filled) == 1
        and bool(upper[filled[0] : filled[0] + 1][0:1])
        and (not any(char.isdigit() for char in lower[filled[0]]))
    )


def _has_ordinal(heading: Sequence[Row]) -> bool:
    return any(text in {"序号", "行次", "编号"} for row in heading for text in texts(row)[:1])


def _scale(draft: _Draft) -> int | None:
    """Return yuan per printed unit as the table itself says it: caption, title, heading, notes."""
    for paragraph in (*draft.caption, *draft.notes):
        plain = normalise(paragraph.text)
        if "单位:" in plain and (scale := parse_scale(plain.split("单位:", 1)[1])):
            return scale
    for text in (draft.title, *(t for row in draft.heading for t in texts(row))):
        if "元" in text and (found := _UNIT_IN_HEADING.search(normalise(text))):
            return parse_scale(found.group())
    return None


def _usual_scale(paragraphs: Sequence[Paragraph], drafts: Sequence[_Draft]) -> int | None:
    """Return the unit that most tables of the document state."""
    scales = [scale for draft in drafts if (scale := _scale(draft))]
    scales = scales or [
        scale for p in paragraphs if "单位" in p.text and (scale := parse_scale(p.text))
    ]
    return max(sorted(set(scales)), key=scales.count) if scales else None


def _finish(draft: _Draft, number: int, usual_scale: int | None) -> Table:
    heading = renumber(draft.heading, 1)
    cols = () if draft.form else columns(draft.heading, draft.rows)
    rows = renumber(fit(draft.rows, len(cols)), len(heading) + 1)
    caption = [replace(p, text=p.text.strip()) for p in draft.caption if p.text.strip()]
    return Table(
        number=number,
        title=draft.title,
        columns=cols,
        rows=rows,
        line=draft.line or next((c.line for c in flatten(rows)), 0),
        page=draft.page,
        caption=tuple(caption),
        notes=tuple(draft.notes),
        section=draft.section,
        heading_rows=heading,
        scale=_scale(draft) or usual_scale,
    )
