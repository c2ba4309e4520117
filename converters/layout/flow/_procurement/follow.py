"""Rows of the procurement table by what follows what, where pages cut cells.

A row is texts, the money of the project, texts, a catalogue code, a unit of measure, figures; the
next text begins the next row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from budgetgraph.figures import half_width
from budgetgraph.model import Cell, Paragraph

from ....vocabulary import load, normalise
from .. import _lists as lists
from .._lists.lined import Cells
from ..overleaf import line_width, rests
from ..tokens import Token, joined
from .columns import Column, assign

_NAME = "procurement"
_CODE = re.compile(r"[ABC]\d{1,8}")
_CODE_PIECE = re.compile(r"\d{1,6}")
_MAX_RECORD = 60  # pieces of one row; more is no row of this table
_ORDINALS = frozenset({"序号", "行次"})
_WRAPPED = ("project", "item")
_LABELLED = ("unit", "project", "item")
_FIGURES = frozenset({"quantity", "unit-price", "total", "source", "share", "project-amount"})


@dataclass(slots=True)
class _Record:
    """One row: texts by role, and its figures in running order."""

    texts: dict[str, list[Token]] = field(default_factory=dict)
    figures: list[Token] = field(default_factory=list)
    project_amount: list[Token] = field(default_factory=list)
    item: bool = False
    end: int = 0


def follow(
    paragraphs: Sequence[Paragraph], heading: lists.Heading, found: Sequence[Column]
) -> tuple[list[Cells], int]:
    """Return the cells of each row and the index after the last of them."""
    records, end = _read(paragraphs, heading)
    return [_cells(record, found) for record in records], end


def _read(paragraphs: Sequence[Paragraph], heading: lists.Heading) -> tuple[list[_Record], int]:
    """Return the rows and the index after the last of them."""
    tokens: list[Token] = []
    lines: list[int] = []
    records: list[_Record] = []
    end, done = heading.end, 0
    number = 1 if heading.names[0].text in _ORDINALS else 0
    for index, pieces in lists.body(paragraphs, heading):
        if number and pieces[0].text == str(number):
            number, pieces = number + 1, pieces[1:]  # noqa: PLW2901 - its row number says no more
        tokens += pieces
        lines += [index] * len(pieces)
        while record := _next(tokens, done, complete=False):
            records.append(record)
            done, end = record.end, lines[record.end - 1] + 1
        if len(tokens) - done > _MAX_RECORD:
            return records, end
    while record := _next(tokens, done, complete=True):
        records.append(record)
        done, end = record.end, lines[record.end - 1] + 1
    _give_rests(records)
    return records, end


def _give_rests(records: Sequence[_Record]) -> None:
    """Give the texts that a page cut off the project and the item of a row back to them."""
    cells = {role: [r.texts[role] for r in records if r.texts.get(role)] for role in _WRAPPED}
    whole = {
        role: [cell for cell in found if cell[0].part == cell[-1].part]
        for role, found in cells.items()
    }
    widths = [line_width(whole[role]) for role in _WRAPPED]
    for above, below in pairwise(records):
        own = next(iter(below.texts.values()), [])
        last = above.figures[-1]
        if not above.item or len(own) < 2 or own[0].part == last.part:  # noqa: PLR2004 - one is its own
            continue
        others = (cell for cell in whole["project"] if cell is not own)
        known = {"".join(token.text for token in cell) for cell in others}
        shares = rests([above.texts.get(role, []) for role in _WRAPPED], own, widths, known)
        for role, share in zip(_WRAPPED, shares, strict=True):
            above.texts.setdefault(role, []).extend(own[:share])
            del own[:share]


def _next(tokens: Sequence[Token], start: int, *, complete: bool) -> _Record | None:
    """Return the row that starts at a token, None where its end is not in sight yet.

    Args:
        tokens: All pieces so far.
        start: The first piece of the row.
        complete: No more pieces will come, so the last row ends with them.
    """
    texts = _run(tokens, start, figures=False)
    if texts == start:
        return None
    sum_end = _sum_label(tokens, start, texts)
    record = _Record({"label": list(tokens[start:sum_end])}) if sum_end else None
    record = record or _item(tokens, start)
    if record is None:
        return None
    begin = sum_end or record.end
    record.end = _run(tokens, begin, figures=True)
    record.figures = list(tokens[begin : record.end])
    ended = record.end < len(tokens) or complete
    return record if record.figures and ended else None


def _run(tokens: Sequence[Token], start: int, *, figures: bool) -> int:
    """Return the end of the run of figures, or of texts, that begins at a token."""
    end = start
    while end < len(tokens) and lists.is_amount(tokens[end].text) == figures:
        end += 1
    return end


def _sum_label(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return the end of a label such as 合计 or 某单位小计 at the start of a run of texts, or 0."""
    text = ""
    for index in range(start, end):
        text += normalise(tokens[index].text)
        if text in _labels("totals") or text.endswith(tuple(_labels("subtotal-endings"))):
            return index + 1
    return 0


@cache
def _labels(kind: str) -> frozenset[str]:
    return frozenset(normalise(label) for label in load(_NAME)["rows"][kind])


@cache
def _uoms() -> frozenset[str]:
    return frozenset(normalise(uom) for uom in load(_NAME)["values"]["uoms"])


def _item(tokens: Sequence[Token], start: int) -> _Record | None:
    """Return an item up to its figures: the project with its money, what is bought, code, unit."""
    record = _Record(item=True)
    first = _run(tokens, start, figures=False)
    code = _find_code(tokens, start, first)
    if code is not None and code < first:  # no money of the project: the last text is the item
        _share_out(record, tokens[start:code])
    else:
        money = _run(tokens, first, figures=True)
        second = _run(tokens, money, figures=False)
        if second == money or money - first != 1:
            _share_out(record, tokens[start:first])
            record.end = first
            return record
        while code is None and _is_number_in_name(tokens, money, second):
            first, money = second, _run(tokens, second, figures=True)
            second = _run(tokens, money, figures=False)
        code = _find_code(tokens, money, second)
        record.texts["project"] = list(tokens[start:first])
        record.project_amount = list(tokens[first:money])
        record.texts["item"] = list(tokens[money : code if code is not None else second])
        record.end = second
    if code is None:
        _take_uom(record)
        return record
    return _with_code(record, tokens, code)


def _is_number_in_name(tokens: Sequence[Token], money: int, second: int) -> bool:
    """Return whether the figure before these texts was part of the project's name after all.

    Then one more lone figure and texts with a code follow before the figures of the row.
    """
    after = _run(tokens, second, figures=True)
    if after - second != 1 or _find_code(tokens, money, second) is not None:
        return False
    return _find_code(tokens, after, _run(tokens, after, figures=False)) is not None


def _find_code(tokens: Sequence[Token], start: int, end: int) -> int | None:
    for index in range(start, end):
        if _CODE.fullmatch(half_width(tokens[index].text)):
            return index
    return None


def _with_code(record: _Record, tokens: Sequence[Token], code: int) -> _Record:
    """Add a catalogue code, its wrapped end, and the unit of measure."""
    end = code + 1
    while (
        end + 1 < len(tokens)
        and _CODE_PIECE.fullmatch(tokens[end].text)
        and not lists.is_amount(tokens[end + 1].text)
        and tokens[end].first
    ):
        end += 1
    record.texts["catalogue-code"] = list(tokens[code:end])
    after = _run(tokens, end, figures=False)
    record.texts["uom"] = list(tokens[end:after])
    record.end = after
    return record


def _share_out(record: _Record, tokens: Sequence[Token]) -> None:
    """Share texts between project, item and unit where no money stands between them."""
    texts = list(tokens)
    if len(texts) > 1 and normalise(texts[-1].text) in _uoms():
        record.texts["uom"] = [texts.pop()]
    record.texts["project"] = texts[:-1]
    record.texts["item"] = texts[-1:]


def _take_uom(record: _Record) -> None:
    """Take the unit of measure off the end of the item's text, where no code stands between."""
    item = record.texts["item"]
    last = normalise(item[-1].text) if item else ""
    if len(item) > 1 and (last in _uoms() or len(last) == 1):
        record.texts["uom"] = [item.pop()]


def _texts_in_order(record: _Record, roles: Sequence[str]) -> list[Cell]:
    """Return the texts of an item on one line that fill all columns before the figures, or none.

    The code of a catalogue stands in the cell of its name where it has no column.
    """
    tokens = [token for part in record.texts.values() for token in part]
    columns = next((i for i, role in enumerate(roles) if role in _FIGURES), 0)
    if not record.item or record.project_amount or len({token.line for token in tokens}) != 1:
        return []
    cells: list[list[Token]] = []
    joins = False
    for token in tokens:
        if joins:
            cells[-1].append(token)
        else:
            cells.append([token])
        joins = "catalogue-code" not in roles and bool(_CODE.fullmatch(half_width(token.text)))
    return [joined(cell) for cell in cells] if len(cells) == columns else []


def _cells(record: _Record, found: Sequence[Column]) -> list[Cell | None]:
    """Return one cell per column."""
    cells: list[Cell | None] = [None] * len(found)
    roles = [column.role for column in found]
    if in_order := _texts_in_order(record, roles):
        figures = {i: t.cell for i, t in assign(record.figures, found, item=True).items()}
        cells[: len(in_order)] = in_order
        return [figures.get(index, cell) for index, cell in enumerate(cells)]
    label = next((i for i, role in enumerate(roles) if role in _LABELLED), 0)
    for role, tokens in (*record.texts.items(), ("project-amount", record.project_amount)):
        index = roles.index(role) if role in roles else label
        if tokens and cells[index] is None:
            cells[index] = lists.cell_of(tokens)
    for index, token in assign(record.figures, found, record.item).items():
        cells[index] = token.cell
    return cells
