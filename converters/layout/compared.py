"""Columns of change: which columns of last year and this year they compare."""

from collections.abc import Iterable, Sequence

from .columns import AmountColumn
from .meanings import meaning

_CHANGES = frozenset({"change", "change-percent"})
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
