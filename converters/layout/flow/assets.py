"""The table of fixed assets in layout text -> grid.

Empty cells are lost: a row with one figure prints its quantity or its value. The total tells which:
the values of all rows, "of which" aside, add up to it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import islice, product

from budgetgraph.figures import is_blank, parse_figure
from budgetgraph.model import Cell, Paragraph

from ...vocabulary import load, normalise
from .. import captions
from . import _lists as lists
from ._found import Found
from ._lists.assets import in_order, lined
from ._lists.rows import grid_below, heading_row
from .tokens import Token

_NAME = "assets"
_LOOK_BACK = 8
_MAX_UNKNOWN = 12  # rows with one figure; beyond this the first column is taken
_MAX_PENDING = 40
_MAX_END = 2  # signs of a label on a line of their own
_NUMBERED = re.compile(r"\d{1,2}[、.．]|\(\d{1,2}\)")
_CHAPTER = re.compile(r"([一二三四五六七八九十]{1,3})、|\([一二三四五六七八九十]\)")


@dataclass(slots=True)
class _Record:
    """One row: its label and its figures in running order."""

    label: list[Token]
    figures: list[Token] = field(default_factory=list)

    @property
    def text(self) -> str:
        return normalise("".join(token.text for token in self.label))


def read(paragraphs: Sequence[Paragraph], start: int) -> Found | None:
    """Return the table whose heading starts here, None where none does."""
    heading = _heading(paragraphs, start)
    found = _rows(paragraphs, heading) if heading else None
    if heading is None or found is None:
        return None
    cells, end = found
    first = paragraphs[start]
    return Found(grid_below([heading_row(heading, first.page)], cells, first), end)


def _rows(
    paragraphs: Sequence[Paragraph], heading: lists.Heading
) -> tuple[list[list[Cell | None]], int] | None:
    """Return the cells of each row and the index after the last, None where they are not sure."""
    if counted := lined(paragraphs, heading):
        return counted
    records, end = _read(paragraphs, heading)
    if not records or set(heading.roles) <= {"item", "quantity", "value"}:
        has_total = all(r.figures for r in records if r.text in _labels("totals"))
        return (list(_assign(records, heading.roles)), end) if has_total else None
    return in_order(paragraphs, heading, _lone_columns)


def _lone_columns(
    labels: Sequence[Sequence[Token]], figures: Sequence[Sequence[Token]], roles: Sequence[str]
) -> dict[int, int]:
    """Return the column of the figure of each row that prints one."""
    records = [_Record(list(a), list(b)) for a, b in zip(labels, figures, strict=True)]
    amounts = [i for i, role in enumerate(roles) if role in {"quantity", "value"}]
    return _prove(records, roles, amounts)


def _heading(paragraphs: Sequence[Paragraph], start: int) -> lists.Heading | None:
    """Return the heading; `项目 金额` alone may head any table, so a title must name assets."""
    heading = lists.read_heading(paragraphs, start, _NAME)
    if heading is None or not {"item", "value"} <= set(heading.roles):
        return None
    above = (p.text for p in reversed(paragraphs[max(0, start - 2 * _LOOK_BACK) : start]))
    titles = islice((text for text in above if text.strip()), _LOOK_BACK)
    titled = any(captions.table_code(text) == _NAME for text in titles)
    return heading if titled or "资产" in heading.text else None


def _read(paragraphs: Sequence[Paragraph], heading: lists.Heading) -> tuple[list[_Record], int]:
    """Return the records and the index after the last."""
    lines = list(_lines(paragraphs, heading))
    numbered = any(_NUMBERED.match(normalise(tokens[0].text)) for _, tokens in lines)
    width = len(heading.roles) - 1
    records: list[_Record] = []
    for _, tokens in lines:
        count = lists.trailing_figures(tokens, width)
        label, figures = list(tokens[: len(tokens) - count]), list(tokens[len(tokens) - count :])
        if records and (
            not _begins(label, records[-1], numbered) or (numbered and _is_rest(label, figures))
        ):
            records[-1].label += label
            records[-1].figures += figures
        else:
            records.append(_Record(label, figures))
    return records, lines[-1][0] + 1 if lines else heading.end


def _lines(
    paragraphs: Sequence[Paragraph], heading: lists.Heading
) -> Iterator[tuple[int, list[Token]]]:
    """Yield the lines of the table; 一、 goes on with it only where it counts on."""
    chapters = 0
    without_figures = 0
    for index, tokens in lists.body(paragraphs, heading, _CHAPTER):
        chapter = _CHAPTER.match(normalise(tokens[0].text))
        if chapter and chapter[1]:
            text = normalise("".join(token.text for token in tokens))
            if chapter[1] != _numeral(chapters + 1) or any(w in text for w in _labels("sections")):
                return
            chapters += 1
        figures = lists.trailing_figures(tokens, len(heading.roles))
        without_figures = 0 if figures else without_figures + 1
        if without_figures > _MAX_PENDING:
            return
        yield index, tokens


def _numeral(number: int) -> str:
    digits = "一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else digits[tens - 1]) + "十" if tens else ""
    return head + (digits[ones - 1] if ones else "")


def _begins(label: Sequence[Token], last: _Record, numbered: bool) -> bool:
    """Return whether a line begins a row; figures alone and wrapped text continue the row above."""
    if not label:
        return False
    text = normalise(label[0].text)
    if _NUMBERED.match(text) or _CHAPTER.match(text) or text.startswith(tuple(_labels("parts"))):
        return True
    return bool(last.figures) or not numbered or text in _labels("totals")


def _is_rest(label: Sequence[Token], figures: Sequence[Token]) -> bool:
    """Return whether a line between numbered rows is the end of a label that wrapped."""
    text = normalise("".join(token.text for token in label))
    is_known = text in _labels("totals") or text.startswith(tuple(_labels("parts")))
    return len(text) <= _MAX_END and not (figures or is_known or _NUMBERED.match(text))


@cache
def _labels(kind: str) -> frozenset[str]:
    return frozenset(normalise(label) for label in load(_NAME)["rows"][kind])


def _assign(records: Sequence[_Record], roles: Sequence[str]) -> Iterator[list[Cell | None]]:
    """Yield one cell per column for each record."""
    amounts = [i for i, role in enumerate(roles) if role in {"quantity", "value"}]
    item = roles.index("item")
    choice = _prove(records, roles, amounts)
    for number, record in enumerate(records):
        cells: list[Cell | None] = [None] * len(roles)
        cells[item] = lists.cell_of(record.label)
        lone = len(record.figures) == 1 and number in choice
        columns = [choice[number]] if lone else amounts
        for column, token in zip(columns, record.figures, strict=False):
            cells[column] = token.cell
        yield cells


def _prove(
    records: Sequence[_Record], roles: Sequence[str], amounts: Sequence[int]
) -> dict[int, int]:
    """Return the column of each lone figure: the one choice for which values sum to the total.

    Without proof, or with several, a lone figure stands in the first column of figures; the total
    itself always prints a value.
    """
    value = roles.index("value")
    lone = [n for n, r in enumerate(records) if len(r.figures) == 1 and not _is_blank(r.figures)]
    totals = [n for n in lone if records[n].text in _labels("totals")]
    unknown = [n for n in lone if n not in totals]
    choice = dict.fromkeys(totals, value) | dict.fromkeys(unknown, amounts[0])
    total = next(
        (n for n, r in enumerate(records) if r.figures and r.text in _labels("totals")), None
    )
    if total is None or len(unknown) > _MAX_UNKNOWN or amounts[0] == value:
        return choice
    known = [
        r.figures[-1].text
        for n, r in enumerate(records)
        if n != total and len(r.figures) > 1 and _counts(r)
    ]
    free = [n for n in unknown if _counts(records[n])]
    proven = []
    for columns in product((amounts[0], value), repeat=len(free)):
        chosen = [
            records[n].figures[0].text for n, c in zip(free, columns, strict=True) if c == value
        ]
        if _adds_up(records[total].figures[-1].text, [*known, *chosen]):
            proven.append(columns)
    if len(proven) == 1:
        choice |= dict(zip(free, proven[0], strict=True))
    return choice


def _counts(record: _Record) -> bool:
    """Return whether a row adds to the total: rows "of which" repeat a part of the row above."""
    return not record.text.startswith(tuple(_labels("parts")))


def _is_blank(tokens: Iterable[Token]) -> bool:
    return all(is_blank(token.text) for token in tokens)


def _adds_up(total: str, parts: Sequence[str]) -> bool:
    """Return whether the parts add up to the total within the printed precision."""
    if is_blank(total):
        return False
    figures = [parse_figure(text) for text in (total, *parts) if not is_blank(text)]
    difference = figures[0].amount_yuan - sum((f.amount_yuan for f in figures[1:]), Decimal(0))
    return abs(difference) <= sum(f.half_width_yuan for f in figures)
