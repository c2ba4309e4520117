"""A document's blocks -> whole tables, running text, sections.

Fragments of one table are put together again: a page break repeats the title and the heading, and
the first row after it may continue the last row before it, texts and numbers alike.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from budgetgraph.figures import parse_scale, squeeze
from budgetgraph.model import Document, Finding, Grid, Paragraph, Publisher, Row, Section, Table

from . import captions, joins, owners
from .contents import find_contents
from .cut_rows import join_cut_rows
from .flow import restore
from .found import mend_found
from .frames import caption_above, is_contents
from .grids import filled, flatten, printed_width, renumber, spread, texts
from .headings import Split, columns, fit, has_spans, same_heading, same_names, split
from .labelled import is_form, is_indicator_heading
from .placeholders import without_placeholders
from .sections import find_sections
from .short_rows import with_bars, with_places
from .stacked import opens, opens_anew, part_forms, part_tables
from .too_wide import told
from .units import scale_in_caption, scale_in_heading

_BUDGET_YEAR = re.compile(r"(20\d\d)年?度?.{0,8}(?:预算|决算|支出)")


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
    document = replace(document, blocks=tuple(part_tables(without_placeholders(document.blocks))))
    blocks, findings = (
        restore(replace(document, blocks=tuple(with_places(document.blocks))))
        if document.flowing
        else (document.blocks, ())
    )
    if document.flowing:
        blocks, findings = mend_found(with_bars(blocks, document.blocks), findings)
    drafts: list[_Draft] = []
    paragraphs: list[Paragraph] = []
    pending: list[Paragraph] = []
    section = ""
    contents = find_contents([block for block in blocks if isinstance(block, Paragraph)])
    texts_seen = 0
    for block in part_forms(joins.join_headings(blocks)):
        if isinstance(block, Paragraph):
            if texts_seen == contents.stop > 0 and not _only_running([block]):
                pending = []  # the titles that the contents list are titles of nothing here
            texts_seen += 1
            if captions.is_section(block.text) or _opens_part(block.text):
                section = squeeze(block.text)
            if drafts and captions.is_note(block.text) and not _has_title(pending):
                drafts[-1].notes.append(block)
            pending.append(block)
            paragraphs.append(block)
            continue
        rows = spread(block)
        if above := caption_above(rows):
            pending += above
            paragraphs += above
            continue
        if rows and not is_contents(rows):
            _take(drafts, rows, block, pending, section)
        pending = []
    usual = _usual_scale(paragraphs, drafts)
    tables = tuple(_finish(draft, number, usual) for number, draft in enumerate(drafts, 1))
    frame = [*paragraphs, *(p for table in tables for p in table.caption)]
    publisher = owners.publisher(sorted(frame, key=_place))
    if publisher.year is None:
        publisher = replace(publisher, year=_year_of_headings(tables))
    return Assembly(
        tables=tables,
        paragraphs=tuple(paragraphs),
        sections=find_sections(paragraphs),
        publisher=publisher,
        findings=(*findings, *told(blocks)),
    )


def _place(paragraph: Paragraph) -> tuple[int, int]:
    """Return page and line: formats with pages count their lines on each page."""
    return paragraph.page or 0, paragraph.line


def _opens_part(text: str) -> bool:
    """Return whether a line opens a part without a number: `专项资金绩效目标：`."""
    plain = squeeze(text)
    ends = plain.endswith(("：", ":")) and len(plain) <= 20  # noqa: PLR2004 - longer is a sentence
    return ends and not captions.is_running(text)


def _has_title(pending: Sequence[Paragraph]) -> bool:
    return captions.find_title(pending) is not None


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
    parts = joins.with_known_heading(parts, last.heading if last else ())
    if last and _is_cut_form(last, grid, rows, form, pending):
        last.rows = [*last.heading, *last.rows, *rows]
        last.heading, last.form = (), True
        return
    if last and _continues(last, parts, form, title, pending):
        if form or last.form:
            last.rows += [*joins.goals_between(last.rows, pending), *rows]
        else:
            last.rows = joins.append(last.rows, parts.body, last.heading)
        return
    inside = [Paragraph("　".join(filled(row)), row[0].line, row[0].page) for row in parts.caption]
    if title is None:
        title = captions.find_title(inside)
    places = [_place(p) for p in pending]  # a title may stand on a later line than what follows it
    after = places.index(_place(title)) + 1 if title and _place(title) in places else len(places)
    drafts.append(
        _Draft(
            title=title.text.strip() if title else "",
            line=title.line if title else grid.line,
            page=grid.page,
            section=section,
            form=form,
            caption=[p for p in (*pending[after if title else 0 :], *inside) if p is not title],
            heading=parts.heading,
            rows=list(rows) if form else joins.mend(parts.body, parts.heading),
        )
    )


def _is_cut_form(
    last: _Draft, grid: Grid, rows: Sequence[Row], form: bool, pending: Sequence[Paragraph]
) -> bool:
    """Return whether a page break cut a form into pieces that do not look like forms by themselves.

    The rest begins at once, on the next page or in other columns, and a form does not open twice.
    """
    if grid.page is None or not (form or last.form):
        return False
    above = [*last.heading, *last.rows]
    before = max((cell.page or 0 for row in above for cell in row), default=0)
    opens_twice = opens(rows[:2]) and (not last.title or len(above) > 1 or opens(above))
    touches = grid.page == before and not pending and opens(above[:1])  # of other columns
    return (
        (touches or grid.page == before + 1)
        and all(p.page == before for p in pending if not captions.is_running(p.text))
        and not _has_title(pending)
        and not opens_twice
    )


def _continues(
    last: _Draft,
    parts: Split,
    form: bool,
    title: Paragraph | None,
    pending: Sequence[Paragraph],
) -> bool:
    if title is not None and captions.is_continued(title.text, last.title):
        title = None
    if title is not None and not captions.same_title(title.text, last.title):
        return False
    if form or last.form:
        if opens_anew(last.rows, parts.body):
            return False
        starts_anew = not (parts.body and is_indicator_heading(parts.body[0]))
        return (
            last.form
            and title is None
            and (form or not parts.heading)
            and not (starts_anew and form and last.rows and not _only_running(pending))
        )
    if not parts.heading:
        follows = title is None and _only_running(pending) and bool(last.heading)
        return follows and not joins.is_aside(last.heading, parts.body)
    if not (same_heading(parts.heading, last.heading) or same_names(parts.heading, last.heading)):
        return False
    if _other_department(last, pending):
        return False
    return _only_running(pending) and not joins.restarts(last.rows, parts.body)


def _other_department(last: _Draft, pending: Sequence[Paragraph]) -> bool:
    """Return whether another department or unit than the table's stands above the fragment."""
    printed = [squeeze(p.text) for p in pending if owners.is_department(p.text)]
    known = {squeeze(p.text) for p in last.caption if owners.is_department(p.text)}
    return bool(known) and any(text not in known for text in printed)


def _only_running(pending: Iterable[Paragraph]) -> bool:
    """Return whether only page furniture stands between two fragments."""
    return all(
        captions.is_running(p.text) or owners.is_department(p.text) or captions.is_title(p.text)
        for p in pending
    )


def _scale(draft: _Draft) -> int | None:
    """Return yuan per printed unit as the table itself says it: caption, title, heading, notes."""
    above = takewhile(lambda row: len(filled(row)) == 1, draft.rows if draft.form else ())
    around = [p.text for p in (*draft.caption, *draft.notes)]
    for text in (*around, draft.title, *(filled(row)[0] for row in above)):
        if scale := scale_in_caption(text):
            return scale
    for text in (draft.title, *(t for row in draft.heading for t in texts(row))):
        if scale := scale_in_heading(text):
            return scale
    return None


def _usual_scale(paragraphs: Sequence[Paragraph], drafts: Sequence[_Draft]) -> int | None:
    """Return the unit that most tables of the document state."""
    scales = [scale for draft in drafts if (scale := _scale(draft))]
    scales = scales or [
        scale for p in paragraphs if "单位" in p.text and (scale := parse_scale(p.text))
    ]
    return max(sorted(set(scales)), key=scales.count) if scales else None


def _year_of_headings(tables: Sequence[Table]) -> int | None:
    """Return the latest year that a column of budget figures names: 2024年预算数."""
    years = [
        int(found.group(1))
        for table in tables
        for column in table.columns
        for heading in column.path
        if (found := _BUDGET_YEAR.match(heading))
    ]
    return max(years, default=None)


def _finish(draft: _Draft, number: int, usual_scale: int | None) -> Table:
    if has_spans(draft.heading):  # so an empty last column is none: web pages end rows with one
        last = printed_width((*draft.heading, *draft.rows))
        draft.heading = tuple(row[:last] for row in draft.heading)
        draft.rows = [row[:last] for row in draft.rows]
    heading = renumber(draft.heading, 1)
    cols = () if draft.form else columns(draft.heading, draft.rows)
    body = draft.rows if draft.form else join_cut_rows(fit(draft.rows, len(cols)), heading)
    rows = renumber(body, len(heading) + 1)
    caption = [p._replace(text=p.text.strip()) for p in draft.caption if p.text.strip()]
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
