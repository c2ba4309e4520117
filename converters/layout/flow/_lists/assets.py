"""Rows of the table of assets with more columns than item, number and value.

Ordinal, item, unit of measure, figures and a remark follow each other; or each has its line.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial

from budgetgraph.model import Paragraph

from ....vocabulary import load, normalise
from .. import _lists as lists
from ..tokens import Token
from .lined import Cells, read_lined
from .registers import FIGURE, ORDINAL, TEXT, Blocks, Row, read_rows
from .texts import share

_NAME = "assets"
_AMOUNTS = frozenset({"quantity", "value"})
_ORDINALS = frozenset({"序号", "行次"})
_UOMS = frozenset({"计量单位", "单位"})
_NUMBERS = frozenset({"累计折旧"})
_MONEY = re.compile(r"-?[\d,]+\.\d")
_LONGEST_UOM = 5  # signs

LoneColumns = Callable[
    [Sequence[Sequence[Token]], Sequence[Sequence[Token]], Sequence[str]], dict[int, int]
]


def lined(
    paragraphs: Sequence[Paragraph], heading: lists.Heading
) -> tuple[list[Cells], int] | None:
    """Return rows that have a line for each cell, None where lines are no cells."""
    kinds = [_kind(name) for name in heading.names]
    return read_lined(paragraphs, heading.end, len(kinds), partial(_may_hold, heading.names, kinds))


def in_order(
    paragraphs: Sequence[Paragraph], heading: lists.Heading, lone_columns: LoneColumns
) -> tuple[list[Cells], int] | None:
    """Return the cells of each row and the index after the last, None where they are not sure.

    Args:
        paragraphs: Lines of text.
        heading: The heading of the table.
        lone_columns: Which column holds the figure of each row that prints one alone.
    """
    lines = list(lists.body(paragraphs, heading))
    while lines and not any(lists.is_amount(token.text) for token in lines[-1][1]):
        lines.pop()
    kinds = [_kind(name) for name in heading.names]
    if not lines or FIGURE not in kinds or TEXT not in kinds:
        return None
    blocks = Blocks(kinds)
    tokens = [token for _, line in lines for token in line]
    rows = read_rows(tokens, blocks, _is_total)
    placed = _placed(rows, blocks, heading, lone_columns) if rows else None
    return (placed, lines[-1][0] + 1) if placed else None


def _kind(name: lists.Name) -> str:
    if name.text in _ORDINALS:
        return ORDINAL
    return FIGURE if name.role in _AMOUNTS or name.text in _NUMBERS else TEXT


def _is_total(text: str) -> bool:
    return normalise(text) in {normalise(label) for label in load(_NAME)["rows"]["totals"]}


def _placed(
    rows: Sequence[Row], blocks: Blocks, heading: lists.Heading, lone_columns: LoneColumns
) -> list[Cells] | None:
    """Return one cell per column for each row; only one block of figures is understood."""
    figures_at = [at for at, kind in enumerate(blocks.kinds) if kind == FIGURE]
    first = blocks.kinds.index(TEXT)
    if len(figures_at) > 1 or first > figures_at[0]:
        return None
    columns = blocks.columns[figures_at[0]][1]
    figures = [row.parts.get(figures_at[0], []) for row in rows]
    labels = [row.parts.get(first, []) for row in rows]
    lone = lone_columns(labels, figures, heading.roles)
    placed: list[Cells] = []
    for number, row in enumerate(rows):
        cells: Cells = [None] * len(heading.names)
        given = columns if len(figures[number]) == len(columns) else [lone.get(number, -1)]
        if len(figures[number]) not in (0, 1, len(columns)) or (figures[number] and -1 in given):
            return None
        for index, token in zip(given, figures[number], strict=False):
            cells[index] = token.cell
        for at, part in row.parts.items():
            if blocks.kinds[at] != FIGURE and (at != first or row.is_sum):
                cells[blocks.columns[at][1][0]] = lists.cell_of(part)
        placed.append(cells)
    return placed if _share(rows, placed, blocks, heading) else None


def _share(
    rows: Sequence[Row], placed: Sequence[Cells], blocks: Blocks, heading: lists.Heading
) -> bool:
    """Add the texts before the figures; return whether it is sure which is whose."""
    first = blocks.kinds.index(TEXT)
    columns = blocks.columns[first][1]
    names = [heading.names[index] for index in columns]
    members = [(row.parts.get(first, []), cells) for row, cells in zip(rows, placed, strict=True)]
    members = [member for row, member in zip(rows, members, strict=True) if not row.is_sum]
    shared = share([tokens for tokens, _ in members], len(columns), partial(_fits, names))
    for (_, cells), texts in zip(members, shared or (), strict=False):
        for index, text in zip(columns, texts, strict=True):
            cells[index] = lists.cell_of(text)
    return shared is not None


def _fits(names: Sequence[lists.Name], index: int, text: str) -> bool | None:
    is_uom = normalise(text) in _uoms()
    if names[index].text in _UOMS:
        return is_uom or (None if len(text) <= _LONGEST_UOM else False)
    return False if is_uom else None


@cache
def _uoms() -> frozenset[str]:
    return frozenset(normalise(uom) for uom in load("procurement")["values"]["uoms"])


def _may_hold(names: Sequence[lists.Name], kinds: Sequence[str], index: int, text: str) -> bool:
    if kinds[index] == ORDINAL:
        return text.isdecimal()
    if kinds[index] == FIGURE:
        return lists.is_amount(text)
    if names[index].text in _UOMS:
        return len(text) <= _LONGEST_UOM
    return not _MONEY.match(text)
