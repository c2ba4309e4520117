"""The nine budget tables in layout text: where they stand, and their records."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetgraph.figures import squeeze
from budgetgraph.model import Column, Paragraph

from ...vocabulary import normalise
from .. import captions
from ..columns import AmountColumn, amount_columns, meaning
from .heading import columns_of
from .placing import Entry
from .records import BalanceReader, Record, coded_record, cut, labelled_record, tokenise

_NUMBERING = re.compile(r"(?:栏次|档次|行次)((?:\s+\d+)+)")
_MAX_HEADING_LINES = 60
_ITEM = re.compile(r"^[一二三四五六七八九十]+、")
SIDES = {"收入": "income", "支出": "expenditure"}


@dataclass(slots=True)
class FlowTable:
    """A budget table of layout text, read but not yet placed.

    Attributes:
        paths: Heading path of each column.
        records: Rows in order.
        line: Line of the heading.
        page: Its page, where known.
        title: Title above it.
        entries: Figures of each record by side, to be placed.
    """

    paths: list[tuple[str, ...]]
    records: list[Record]
    line: int
    page: int | None
    title: str
    columns: tuple[Column, ...] = ()
    entries: dict[str, list[tuple[Record, Entry]]] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[str, ...]:
        """Sides of a balance table, or one empty side for every other table."""
        return tuple(SIDES.values()) if any(path[0] in SIDES for path in self.paths) else ("",)

    @property
    def code(self) -> str:
        """Code of the scheme table that the title names."""
        return captions.table_code(self.title)

    def amount_columns(self, side: str) -> list[AmountColumn]:
        """Return the columns of figures on one side."""
        return [c for c in amount_columns(self.columns) if c.side == side or not side]


def find(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return the index after the budget table whose heading begins here, else None."""
    if not squeeze(paragraphs[start].text).startswith("序号"):
        return None
    body = _body_start(paragraphs, start)
    if body is None:
        return None
    heading = _heading_text(paragraphs, start, body)
    end = _fragment_end(paragraphs, body)
    while (following := _next_fragment(paragraphs, end, heading)) is not None:
        end = _fragment_end(paragraphs, following)
    return end


def read(paragraphs: Sequence[Paragraph], start: int, end: int) -> FlowTable:
    """Return the table in these lines: columns from its heading, records from its body."""
    body = _body_start(paragraphs, start) or end
    heading = _heading_text(paragraphs, start, body)
    count = len(_numbers(paragraphs[body - 1])) + 1
    texts = [p.text for p in paragraphs[start : body - 1]]
    found = columns_of(texts, count) or [("",)] * count
    lines: list[Paragraph] = []
    first, last = body, _fragment_end(paragraphs, body)
    while True:
        lines += paragraphs[first:last]
        following = _next_fragment(paragraphs, last, heading)
        if following is None or last >= end:
            break
        first, last = following, _fragment_end(paragraphs, following)
    table = FlowTable(
        paths=found,
        records=[],
        line=paragraphs[start].line,
        page=paragraphs[start].page,
        title=_title_above(paragraphs, start),
        columns=tuple(Column(index, path) for index, path in enumerate(found)),
    )
    table.records = _records(table, [p for p in lines if p.text])
    return table


def _body_start(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return the index after the numbering row (栏次 1 2 3 …) of the heading."""
    for index in range(start, min(len(paragraphs), start + _MAX_HEADING_LINES)):
        if _NUMBERING.fullmatch(paragraphs[index].text.strip()):
            return index + 1
    return None


def _numbers(paragraph: Paragraph) -> list[str]:
    found = _NUMBERING.fullmatch(paragraph.text.strip())
    return found.group(1).split() if found else []


def _heading_text(paragraphs: Sequence[Paragraph], start: int, body: int) -> str:
    return "".join(normalise(p.text) for p in paragraphs[start : body - 1])


def _fragment_end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the index of the line that ends the rows: a note, title, running head, section."""
    for index in range(start, len(paragraphs)):
        text = paragraphs[index].text
        if text and (
            captions.is_note(text)
            or captions.is_title(text)
            or (captions.is_section(text) and not _ITEM.match(normalise(text)))
            or "单位：" in text
            or _starts_prose(text)
        ):
            return index
    return len(paragraphs)


def _starts_prose(text: str) -> bool:
    plain = normalise(text)
    return plain.startswith("第") and "部分" in plain[:6]


def _next_fragment(paragraphs: Sequence[Paragraph], end: int, heading: str) -> int | None:
    """Return where the rows go on after a page break with the same heading, else None."""
    for index in range(end, min(len(paragraphs), end + 6)):
        text = paragraphs[index].text
        if squeeze(text).startswith("序号"):
            body = _body_start(paragraphs, index)
            same = body is not None and _heading_text(paragraphs, index, body) == heading
            return body if same else None
        if text and not (captions.is_running(text) or captions.is_department(text)):
            return None
    return None


def _title_above(paragraphs: Sequence[Paragraph], start: int) -> str:
    above = [p for p in paragraphs[max(0, start - 8) : start] if p.text]
    title = captions.find_title(above)
    return title.text if title else ""


def _records(table: FlowTable, lines: Sequence[Paragraph]) -> list[Record]:
    found = tokenise(lines)
    kinds = [kind.kind for path in table.paths if (kind := meaning(path[-1]))]
    if table.sides != ("",):
        reader = BalanceReader()
        return [reader.record(row) for row in cut(found, coded=False)]
    if "code" in kinds:
        decimals = sum("." in token.text for token in found) * 4 > len(found)
        return [coded_record(row, decimals) for row in cut(found, coded=True)]
    return [labelled_record(row) for row in cut(found, coded=False)]
