"""Columns of change: which columns of last year and this year they compare, and in what.

A heading such as 比上年增长 says neither yuan nor percent: the figures of both years do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetgraph.figures import Figure, is_figure, parse_figure
from budgetgraph.model import Row

from .columns import AmountColumn
from .meanings import meaning

_CHANGES = frozenset({"change", "change-percent"})
_ENOUGH = 2  # rows: one may agree by chance
_THIS_YEAR = frozenset({"budget-amount", "total", "subtotal"})


def compared_columns(
    changed: AmountColumn, columns: Sequence[AmountColumn], year: int | None
) -> tuple[int, ...]:
    """Return the 1-based columns of last year and this year, nothing where they are not certain.

    Args:
        changed: A column; only one of changes compares others.
        columns: The columns of amounts.
        year: The fiscal year of the document.
    """
    if changed.meaning.measure not in _CHANGES:
        return ()
    beside = [
        column
        for column in columns
        if column.side == changed.side
        and column.meaning.measure not in _CHANGES
        and not column.meaning.phase
    ]
    year = year or max((column.year or 0 for column in beside), default=0)
    path = changed.column.path
    for depth in range(len(path) - 1, -1, -1):  # the nearest group that has one of each
        group = [column for column in beside if column.column.path[:depth] == path[:depth]]
        last = _only(column for column in group if _is_last_year(column, year))
        this = _only(column for column in group if _is_this_year(column, year))
        if last and this:
            return (last.column.index + 1, this.column.index + 1)
    return ()


def part_percentages(
    columns: Sequence[AmountColumn],
    rates: Sequence[AmountColumn],
    rows: Sequence[Row],
    year: int | None,
) -> tuple[list[AmountColumn], list[AmountColumn]]:
    """Return the columns of amounts and of percentages, changes in percent among the latter.

    Args:
        columns: Those of amounts, by their headings.
        rates: Those of percentages, by their headings.
        rows: The body of the table.
        year: The fiscal year of the document.
    """
    kept, parted = [], list(rates)
    for column in columns:
        compared = compared_columns(column, columns, year)
        if compared and _prints_percentages(rows, (column.column.index + 1, *compared)):
            said = replace(column.meaning, kind="percent", measure="change-percent")
            parted.append(replace(column, meaning=said))
        else:
            kept.append(column)
    return kept, parted


def _prints_percentages(rows: Sequence[Row], places: Sequence[int]) -> bool:
    """Return whether every change is that of the years in percent, and none their difference."""
    agreeing = 0
    for row in rows:
        texts = [row[place - 1].text for place in places]
        if not all(map(is_figure, texts)):
            continue
        change, last, this = map(parse_figure, texts)
        if not change.amount_yuan or not last.amount_yuan:
            continue
        if not _is_percentage(change, last.amount_yuan, this.amount_yuan):
            return False
        agreeing += 1
    return agreeing >= _ENOUGH


def _is_percentage(change: Figure, last: Decimal, this: Decimal) -> bool:
    difference = this - last
    wrong_by = abs(change.amount_yuan - 100 * difference / last)
    return wrong_by <= change.half_width_yuan and change.amount_yuan != difference


def _is_last_year(column: AmountColumn, year: int) -> bool:
    if column.year is not None:
        return column.year == year - 1
    return column.meaning.measure == "prior-year-budget"


def _is_this_year(column: AmountColumn, year: int) -> bool:
    own = meaning(column.column.heading)  # 本年预算数 below 基本支出 is of this year, too
    return own is not None and own.measure in _THIS_YEAR and column.year in {None, year}


def _only(found: Iterable[AmountColumn]) -> AmountColumn | None:
    """Return the one column, or the one total among several; None where that is not certain."""
    columns = list(found)
    if len(columns) > 1:
        columns = [column for column in columns if column.is_sum]
    return columns[0] if len(columns) == 1 else None
