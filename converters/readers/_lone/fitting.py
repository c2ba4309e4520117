"""Whether cells one after the other are rows of so many columns.

Knows headings over groups of columns, figures, codes and the names of indicator levels.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from budgetgraph.figures import is_blank, is_figure

from ...vocabulary import load, normalise

_SUMS = frozenset({"合计", "总计", "小计"})
_NAMES_TEXT = re.compile(r"名称$|科目$|[编代]码$|^项目$|^[类款项]$")
_NAMES_AMOUNT = re.compile(r"金额$|预算数$|[合小总]计$|^(?:基本|项目)支出$")
_MOST_ROWS = 600
_MOST_HEADINGS = 4
_COUNT_MARKS = frozenset({"**", "*", "栏次", "列次"})
NOTHING, WHOLE, AMOUNT, TEXT, LEVEL1, LEVEL2, LEVELS = range(7)
_COMMON = {  # what two kinds of cells in one column make of it
    frozenset({WHOLE, AMOUNT}): AMOUNT,
    frozenset({LEVEL1, LEVELS}): LEVEL1,
    frozenset({LEVEL2, LEVELS}): LEVEL2,
}
_LEVEL_KINDS = {
    (False, False): TEXT,
    (True, False): LEVEL1,
    (False, True): LEVEL2,
    (True, True): LEVELS,
}

Rows = list[list[str]]


class Cells(NamedTuple):
    """The cells of a text from one line on, each on every so many lines, up to another line."""

    texts: Sequence[str]
    start: int
    stop: int
    step: int

    def row(self, number: int, columns: int) -> list[str]:
        """Return the row of this number, from 0; nothing where no such row is left."""
        first = self.start + number * columns * self.step
        end = first + columns * self.step
        if end > self.stop or (self.step > 1 and any(self.texts[first + 1 : end - 1 : self.step])):
            return []
        return list(self.texts[first : end : self.step])

    def first(self, most: int) -> Sequence[str]:
        """Return the first cells, so many at most."""
        return self.texts[self.start : min(self.stop, self.start + most * self.step) : self.step]

    def after(self, rows: Rows) -> int:
        """Return the index of the line after the rows, which begin with the first cell."""
        return self.start + self.step * len(rows) * len(rows[0])


def fitting_rows(cells: Cells, columns: int) -> Rows:
    """Return the rows of so many columns that the cells begin with, none where they do not fit."""
    headings = _headings(cells, columns)
    if not headings or not all(map(any, zip(*headings, strict=True))):
        return []
    rows = list(headings)
    kinds = [NOTHING] * columns
    while row := cells.row(len(rows), columns):
        if not _counts_columns(row):
            if not (now := _with_row(kinds, row)):
                break
            kinds = now
        rows.append(row)
        if len(rows) > _MOST_ROWS:
            return []
    while not any(rows[-1]):
        rows.pop()
    return rows if _is_proven(headings, kinds) else []


def _headings(cells: Cells, columns: int) -> Rows:
    """Return the rows of headings: each names parts of what two or more columns above are."""
    rows: Rows = []
    while len(rows) < _MOST_HEADINGS and (row := cells.row(len(rows), columns)):
        if any(map(is_figure, row)) or (rows and not _stands_under(row, rows)):
            break
        rows.append(row)
    return rows


def _stands_under(row: Sequence[str], above: Rows) -> bool:
    """Return whether each name stands in a group of columns that the row above names together."""
    groups = _groups(above)
    filled = [index for index, text in enumerate(row) if text]
    return bool(filled) and all(
        last - first > 1 and (row[first] or not any(row[first:last]))
        for first, last in groups
        if any(row[first:last])
    )


def _groups(rows: Rows) -> list[tuple[int, int]]:
    """Return the groups of columns that the rows of headings leave undivided."""
    starts = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    return list(zip(starts, [*starts[1:], len(rows[0])], strict=True))


def _is_proven(headings: Rows, kinds: Sequence[int]) -> bool:
    """Return whether the columns hold figures or levels, and what their headings say.

    Amounts do not stand before the text that says what they are.
    """
    if not {WHOLE, AMOUNT, LEVEL1, LEVEL2} & set(kinds) or (kinds[0] == AMOUNT and TEXT in kinds):
        return False
    names = (next(filter(None, reversed(column))) for column in zip(*headings, strict=True))
    return not any(
        (kind == AMOUNT and _NAMES_TEXT.search(name))
        or (kind == TEXT and _NAMES_AMOUNT.search(name))
        for name, kind in zip(names, kinds, strict=True)
    )


def _with_row(kinds: Sequence[int], row: Sequence[str]) -> list[int]:
    """Return the kinds of the columns with one more row, none where it does not fit."""
    free = kinds.index(LEVEL2) if LEVEL2 in kinds else len(kinds)  # targets: figures and texts
    first = next((index for index, text in enumerate(row) if text), 0)
    now: list[int] = []
    for column, (known, text) in enumerate(zip(kinds, row, strict=True)):
        kind = kind_of(text)
        if column > free and kind in (LEVEL1, LEVEL2, LEVELS):
            return []
        if kind in (NOTHING, known) or column > free:
            now.append(known)
        elif known == NOTHING:
            now.append(NOTHING if column == first and normalise(text) in _SUMS else kind)
        elif column == first and normalise(text) in _SUMS:  # in the column of the codes
            now.append(known)
        elif common := _COMMON.get(frozenset({known, kind})):
            now.append(common)
        else:
            return []
    return now


@lru_cache(maxsize=4096)
def kind_of(text: str) -> int:
    """Return what a cell prints: nothing, a figure, a text, the name of a level of indicators."""
    if is_blank(text):
        return NOTHING
    if is_figure(text.removesuffix("%")):
        return WHOLE if text.isdigit() else AMOUNT
    plain = normalise(text)
    return _LEVEL_KINDS[plain in _levels("level1"), plain in _levels("level2")]


@cache
def _levels(level: str) -> frozenset[str]:
    return frozenset(normalise(name) + "指标" for name in load("performance")["levels"][level])


def _counts_columns(row: Sequence[str]) -> bool:
    """Return whether the row only numbers the columns: 栏次, 1, 2, 3."""
    numbers = [text for text in row if text and text not in _COUNT_MARKS]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]
