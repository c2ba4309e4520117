"""Rows of the procurement table whose cells follow each other in the order of the columns.

What a column can hold tells which row and column a piece belongs to; that the figures of a row fit
its columns, and its texts theirs, tells whether the rows may be taken.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, partial

from budgetgraph.figures import half_width, is_blank, parse_figure
from budgetgraph.model import Paragraph

from ....vocabulary import load, normalise
from .. import _lists as lists
from .._lists.lined import Cells, read_lined
from .._lists.registers import CODE, FIGURE, ORDINAL, TEXT, Blocks, Row, read_rows
from .._lists.texts import share
from ..tokens import Token, whole
from .columns import Column, assign, contradicts, equal
from .sources import share_sources

_NAME = "procurement"
_FIGURES = frozenset({"quantity", "unit-price", "total", "source", "share", "project-amount"})
_NEEDED = frozenset({"item", "catalogue-code", "uom", "quantity"})
_ORDINALS = frozenset({"序号", "行次"})
_PLACED = re.compile(r"[ABC]\d{1,8}")
_GLUED = re.compile(r"([^\x00-\x7f]{2,})([ABC]\d{6,8})")  # a text and the code behind it
_MONEY = re.compile(r"-?[\d,]+\.\d")
_FIGURE_GLUED = re.compile(r"(-?[\d,]+\.\d{2})((?!万?元)[^\x00-\x7f]{2,})")
_SOME_CODE = re.compile(r"[A-Z]?\d")
_LONG_CODE = re.compile(r"[ABC]\d{9}")  # a code, and the quantity without a gap
_LONGEST_UOM = 4  # signs
_WRONG_ROWS = 20  # one of so many may print figures that do not add up


def in_order(
    paragraphs: Sequence[Paragraph], heading: lists.Heading, found: Sequence[Column]
) -> tuple[list[Cells], int] | None:
    """Return the cells of each row and the index after the last, None where they are not sure."""
    lines = list(lists.body(paragraphs, heading))
    while lines and not any(lists.is_amount(token.text) for token in lines[-1][1]):
        lines.pop()  # only rows with figures are sure to be of the table
    if not lines:
        return None
    kinds = [_kind(column) for column in found]
    blocks = Blocks(kinds)
    tokens = [part for _, line in lines for token in line for part in _unglued(token)]
    rows = read_rows(tokens if CODE in kinds else _with_codes(tokens), blocks, is_sum)
    if rows is None or not all(row.has_figures for row in rows):
        return None
    placed = _placed(rows, blocks, found)
    if placed:
        sums = [row.is_sum for row in rows]
        share_sources(placed, sums, [c.role == "source" for c in found])
    return (placed, lines[-1][0] + 1) if placed else None


def _kind(column: Column) -> str:
    if column.path[-1].text in _ORDINALS:
        return ORDINAL
    if column.role in _FIGURES:
        return FIGURE
    return CODE if column.role == "catalogue-code" else TEXT


def _unglued(token: Token) -> Sequence[Token]:
    """Return a piece as text and code, or figure and text, where these have no gap."""
    parts = _GLUED.fullmatch(token.text) or _FIGURE_GLUED.fullmatch(token.text)
    if parts is None or token.pieces:
        return (token,)
    return token._replace(text=parts[1]), token._replace(text=parts[2], first=False)


def _with_codes(tokens: Sequence[Token]) -> list[Token]:
    """Return the pieces, a catalogue code joined with the name behind it."""
    found: list[Token] = []
    for token in tokens:
        behind = found and not found[-1].pieces and _PLACED.fullmatch(half_width(found[-1].text))
        if behind and not lists.is_amount(token.text):
            found[-1] = whole([found[-1], token])
        else:
            found.append(token)
    return found


def is_sum(text: str) -> bool:
    """Return whether a text is the label of a row that sums others."""
    plain = normalise(text)
    labels = _words("rows", "totals") | _words("rows", "categories")
    return plain in labels or plain.endswith(tuple(_words("rows", "subtotal-endings")))


@cache
def _words(kind: str, name: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in load(_NAME)[kind][name])


def _placed(rows: Sequence[Row], blocks: Blocks, found: Sequence[Column]) -> list[Cells] | None:
    """Return one cell per column for each row, None where texts cannot be shared out."""
    placed: list[Cells] = []
    runs: dict[tuple[int, ...], list[tuple[Cells, list[Token]]]] = {}
    for row in rows:
        cells = _with_figures(row, blocks, found)
        placed.append(cells)
        texts = {at: part for at, part in row.parts.items() if blocks.kinds[at] == TEXT}
        if row.is_sum:
            first = blocks.columns[blocks.kinds.index(TEXT)][1][0]
            cells[first] = lists.cell_of([token for part in texts.values() for token in part])
            continue
        for run in _text_runs(row, blocks):
            tokens = [token for at in run for token in texts.get(at, ())]
            runs.setdefault(run, []).append((cells, tokens))
    for run, members in runs.items():
        columns = [index for at in run for index in blocks.columns[at][1]]
        fits = partial(_fits, [found[index] for index in columns])
        shared = share([tokens for _, tokens in members], len(columns), fits)
        if shared is None and any(found[index].role != "other" for index in columns):
            return None
        if shared is None:  # nothing is read from these columns
            shared = [(tuple(tokens), *((),) * (len(columns) - 1)) for _, tokens in members]
        for (cells, _), texts_of in zip(members, shared, strict=True):
            for index, text in zip(columns, texts_of, strict=True):
                cells[index] = lists.cell_of(text)
    return placed


def _with_figures(row: Row, blocks: Blocks, found: Sequence[Column]) -> Cells:
    """Return the cells of a row with its ordinal, code and figures."""
    cells: Cells = [None] * len(found)
    figures: list[Token] = []
    for at, part in row.parts.items():
        kind, columns = blocks.columns[at]
        if kind == FIGURE and (row.is_sum or not _is_of_project(columns, found)):
            figures += part
        elif kind != TEXT:
            cells[columns[0]] = lists.cell_of(part)
    for index, token in assign(figures, found, not row.is_sum).items():
        cells[index] = token.cell
    return cells


def _is_of_project(columns: Sequence[int], found: Sequence[Column]) -> bool:
    return [found[index].role for index in columns] == ["project-amount"]


def _text_runs(row: Row, blocks: Blocks) -> list[tuple[int, ...]]:
    """Return the blocks of texts; those between which the row prints nothing are one run."""
    runs: list[list[int]] = []
    parted = True
    for at, kind in enumerate(blocks.kinds):
        if kind != TEXT:
            parted = parted or at in row.parts
        elif parted or not runs:
            runs.append([at])
            parted = False
        else:
            runs[-1].append(at)
    return [tuple(run) for run in runs]


def _fits(columns: Sequence[Column], index: int, text: str) -> bool | None:
    """Return whether a text can stand in a column: units of measure are known words."""
    is_uom = normalise(text) in _words("values", "uoms")
    if columns[index].role == "uom":
        return is_uom
    if _PLACED.search(text[1:]):  # a code begins its cell
        return False
    return False if is_uom or lists.is_amount(text) else None


def is_sound(rows: Sequence[Cells], found: Sequence[Column]) -> bool:
    """Return whether texts and figures of all rows stand where such can stand, and add up."""
    wrong = 0
    for cells in rows:
        for column, cell in zip(found, cells, strict=True):
            if cell and cell.text and not _may_hold(column, cell.text):
                return False
        wrong += contradicts(cells, found)
    return wrong * _WRONG_ROWS <= len(rows)


def adds_up(rows: Sequence[Cells], found: Sequence[Column]) -> bool:
    """Return whether the totals of all items add up to that of the table, where it prints one."""
    at = next((i for i, column in enumerate(found) if column.role == "total"), None)
    labels = [_label(cells, found) for cells in rows]
    wholes = [n for n, label in enumerate(labels) if label in _words("rows", "totals")]
    if at is None or len(wholes) != 1:
        return True
    items = [cells[at] for cells, label in zip(rows, labels, strict=True) if not is_sum(label)]
    printed = [parse_figure(cell.text) for cell in items if cell and not is_blank(cell.text)]
    whole = rows[wholes[0]][at]
    return whole is None or not printed or equal(parse_figure(whole.text), printed)


def is_complete(rows: Sequence[Cells], found: Sequence[Column]) -> bool:
    """Return whether all rows but sums print what is bought, its quantity, code and unit."""
    needed = [index for index, column in enumerate(found) if column.role in _NEEDED]
    items = [cells for cells in rows if not is_sum(_label(cells, found))]
    return bool(items) and all(cells[index] for cells in items for index in needed)


def keeps_figures(
    paragraphs: Sequence[Paragraph], heading: lists.Heading, rows: Sequence[Cells], end: int
) -> bool:
    """Return whether each figure with decimals that is printed up to the end is in a cell."""
    printed: Counter[str] = Counter()
    for index, tokens in lists.body(paragraphs, heading):
        if index < end:
            printed.update(token.text for token in tokens if _MONEY.match(token.text))
    kept = (cell.text for cells in rows for cell in cells if cell)
    return not printed - Counter(text for text in kept if _MONEY.match(text))


def _label(cells: Cells, found: Sequence[Column]) -> str:
    """Return the first text of a row that is no ordinal."""
    texts = (
        cell.text
        for cell, column in zip(cells, found, strict=True)
        if cell and column.role not in _FIGURES and column.path[-1].text not in _ORDINALS
    )
    return normalise(next(texts, ""))


def lined(
    paragraphs: Sequence[Paragraph], heading: lists.Heading, found: Sequence[Column]
) -> tuple[list[Cells], int] | None:
    """Return rows that have a line for each cell, None where they are not sure."""

    def may_hold(index: int, text: str) -> bool:
        return _may_hold(found[index], text)

    way = read_lined(paragraphs, heading.end, len(found), may_hold)
    return way if way and is_sound(way[0], found) and adds_up(way[0], found) else None


def _may_hold(column: Column, text: str) -> bool:
    if column.role in _FIGURES:
        return lists.is_amount(text)
    if column.role == "uom":
        return normalise(text) in _words("values", "uoms") or len(text) <= _LONGEST_UOM
    if column.role == "catalogue-code":
        plain = half_width(text)
        return bool(_SOME_CODE.match(plain)) and not _LONG_CODE.match(plain)
    return not _MONEY.match(text) and not _LONG_CODE.match(half_width(text))
