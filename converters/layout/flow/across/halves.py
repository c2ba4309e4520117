"""Rows of a balance on two lines, read across the page: the labels, and below them the figures.

`一、… 一、…` / `742.28 738.88` is one row where figures stand a little lower than labels. On which
side a figure is follows from how many columns each has, and from the sum on the right side; rows
that may still be read in several ways stay on two lines.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from budgetgraph.figures import is_figure, parse_figure
from budgetgraph.model import Paragraph

from ...meanings import meaning
from ...sides import EXPENDITURE, INCOME, sides_of

_LABELS = 2  # of a row of both sides
_Figures = tuple[tuple[str, int], ...]  # with the numbers of their lines


class _Row(NamedTuple):
    """Both labels of a row, and the figures that stand on their line."""

    line: Paragraph
    labels: tuple[str, str]
    figures: tuple[_Figures, _Figures]


def count_right(paths: Sequence[tuple[str, ...]]) -> int:
    """Return how many columns of figures are on the right side of a balance, 0 for another table.

    So are balances with more than one on the left, and with the income on the right.
    """
    kinds = [meaning(path[-1]) for path in paths]
    sides = sides_of(paths, kinds)
    amounts = [s for s, kind in zip(sides, kinds, strict=True) if kind and kind.kind == "amount"]
    is_told = amounts[:1] == [INCOME] and set(amounts[1:]) == {EXPENDITURE}
    return len(amounts) - 1 if is_told and len(amounts) == len(paths) - _LABELS else 0


def with_figures(lines: Sequence[Paragraph], right: int) -> list[Paragraph]:
    """Return the lines, each row of both sides with the figures that stand on the line below it.

    Args:
        lines: The lines below the heading.
        right: How many columns of figures the right side has.
    """
    found: list[Paragraph] = []
    for line in lines:
        above = _row(found[-1]) if found and not found[-1].words and _is_bare(line) else None
        whole = _joined(above, line, right) if above else None
        if whole:
            found[-1] = whole
        else:
            found.append(line)
    return found


def _is_bare(line: Paragraph) -> bool:
    return all(map(is_figure, line.text.split()))


def _row(line: Paragraph) -> _Row | None:
    """Return a line of two labels and perhaps figures behind each, None for another line."""
    labels: list[str] = []
    figures: list[list[tuple[str, int]]] = []
    for text in line.text.split():
        if not is_figure(text):
            labels.append(text)
            figures.append([])
        elif not labels:
            return None
        else:
            figures[-1].append((text, line.line))
    if len(labels) != _LABELS:
        return None
    return _Row(line, (labels[0], labels[1]), (tuple(figures[0]), tuple(figures[1])))


def _joined(row: _Row, below: Paragraph, right: int) -> Paragraph | None:
    """Return a row with the figures below it, None where they may be on the one side or other."""
    figures = tuple((text, below.line) for text in below.text.split())
    left, beside = row.figures
    ways = []
    for taken in range(len(figures) + 1):
        income, expenditure = (*left, *figures[:taken]), (*figures[taken:], *beside)
        if len(income) <= 1 and _may_stand([text for text, _ in expenditure], right):
            ways.append((income, expenditure))
    if len(ways) != 1:
        return None
    (income, expenditure), at = ways[0], row.line.line
    cells = [(row.labels[0], at), *income, (row.labels[1], at), *expenditure]
    words = tuple((cell,) for cell in cells)
    return row.line._replace(text=" ".join(text for text, _ in cells), words=words)


def _may_stand(texts: Sequence[str], columns: int) -> bool:
    """Return whether figures can fill so many columns, the first of which is the sum of the others.

    The sum of two sides is in one of them: so either there is only a sum, or sum and parts.
    """
    if columns <= 1 or not texts:
        return len(texts) <= columns
    amounts = [parse_figure(text).amount_yuan for text in texts]
    total = sum(amounts, Decimal(0))
    return 1 < len(texts) <= columns and any(amount * 2 == total for amount in amounts)
