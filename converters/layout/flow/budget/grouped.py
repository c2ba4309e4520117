"""Rows of tables whose first column names groups, each of them above the items that it has.

A group begins with 小计, its sum. Its name is a cell merged over its rows and stands in their
middle: before the label of a row, or on a line of its own between two; else before or above 小计.
The sums tell whether that is so: all items add up to their group, all groups to the total above.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetgraph.figures import parse_figure

from ....vocabulary import normalise
from ..tokens import Token
from .placing import is_sum
from .records import Record, is_number

_SUBTOTAL = "小计"
_OF_WHICH = "其中"
_LEAST = 2  # groups


@dataclass(slots=True)
class _Row:
    """A row: the texts that it prints, and its figure."""

    texts: list[Token]
    figure: Token | None = None

    @property
    def label(self) -> str:
        """The last text, that of the row itself."""
        return normalise(self.texts[-1].text)


def are_grouped(tokens: Sequence[Token]) -> bool:
    """Return whether rows print 小计 as the first row of groups, behind the name of one of them."""
    sums = [token for token in tokens if token.text == _SUBTOTAL]
    return len(sums) >= _LEAST and any(not token.first for token in sums)


def grouped(tokens: Sequence[Token]) -> list[Record]:
    """Return the rows, the sum of a group under the name of the group; nothing where it is open.

    Args:
        tokens: Those of a table with one column of figures.
    """
    if any(len({piece.line for piece in token.pieces}) > 1 for token in tokens):
        return []  # of cells beside each other, too, lines stand below each other
    rows = _with_names(_rows(tokens))
    starts = [n for n, row in enumerate(rows) if row.label == _SUBTOTAL]
    if not starts or any(len(row.texts) > 1 for row in rows[: starts[0]]):
        return []
    kept = rows[: starts[0]]
    totals = [row for row in kept if row.figure]
    sums: list[_Row] = []
    for start, end in pairwise([*starts, len(rows)]):
        group = _group(rows[start:end])
        if not (group and _adds_up(group[0], group[1:])):
            return []
        sums.append(group[0])
        kept += group
    if not all(_adds_up(total, sums) for total in totals):
        return []
    return [_record(row) for row in kept]


def _rows(tokens: Sequence[Token]) -> list[_Row]:
    """Return the rows, none where one has two figures; one alone is that of the row above it."""
    rows: list[_Row] = []
    for token in tokens:
        if not is_number(token.text):
            if not rows or token.first:
                rows.append(_Row([]))
            rows[-1].texts.append(token)
        elif rows and not rows[-1].figure:
            rows[-1].figure = token
        else:
            return []
    return rows


def _with_names(rows: list[_Row]) -> list[_Row]:
    """Return the rows, names that stand above the first row of their group before its label.

    So they do in all groups where one stands above the first 小计. None are returned where it is of
    two lines: others may be as well.
    """
    firsts = [n for n, row in enumerate(rows) if row.label == _SUBTOTAL]
    if not firsts or not firsts[0] or rows[firsts[0] - 1].figure:
        return rows
    if firsts[0] > 1 and not rows[firsts[0] - 2].figure:
        return []
    named = {n - 1 for n in firsts if len(rows[n].texts) == 1 and n and not rows[n - 1].figure}
    return [
        _Row([*rows[n - 1].texts, *row.texts], row.figure) if n - 1 in named else row
        for n, row in enumerate(rows)
        if n not in named
    ]


def _group(rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows of a group, the first under its name; nothing where the name is not told."""
    named = [row for row in rows if len(row.texts) > 1]
    middle = len(rows) // 2
    if len(named) == 1 and len(named[0].texts) == _LEAST:
        name, items = named[0].texts[0], list(rows[1:])
    elif not named and len(rows) % 2 and middle and not rows[middle].figure:
        name, items = rows[middle].texts[0], [*rows[1:middle], *rows[middle + 1 :]]
    else:
        return []
    return [_Row([name], rows[0].figure), *(_Row(row.texts[-1:], row.figure) for row in items)]


def _adds_up(total: _Row, items: Sequence[_Row]) -> bool:
    """Return whether figures add up to a sum; there may be none, or only some of which it has."""
    parts = [row.figure for row in items if row.figure and not row.label.startswith(_OF_WHICH)]
    if total.figure is None or not parts:
        return not parts
    return is_sum(parse_figure(total.figure.text), [parse_figure(part.text) for part in parts])


def _record(row: _Row) -> Record:
    figures = {"": [row.figure.cell] if row.figure else []}
    return Record(number=None, labels={"": row.texts[0].cell}, figures=figures)
