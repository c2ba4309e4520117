"""Columns of the same items for two years, side by side: which year each is of.

三公 tables print them so: 上年预算数 over 合计, 公务接待费 … and 本年预算数 over the same again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..layout.columns import AmountColumn
from ..layout.meanings import meaning

_LAST_YEAR = "prior-year-budget"


def of_their_years(columns: Sequence[AmountColumn], year: int | None) -> Iterator[AmountColumn]:
    """Yield the columns; those below a heading of last year are of that year, each of its item.

    Args:
        columns: The columns of amounts of a table.
        year: The fiscal year of the document.
    """
    for column in columns:
        own = meaning(column.column.heading)
        if not year or column.year is not None or own is None or not _is_below_last_year(column):
            yield column
            continue
        said = column.meaning
        measure = own.measure if said.measure == _LAST_YEAR else said.measure
        yield replace(column, year=year - 1, meaning=replace(said, measure=measure))


def _is_below_last_year(column: AmountColumn) -> bool:
    above = map(meaning, column.column.path[:-1])
    return any(said is not None and said.measure == _LAST_YEAR for said in above)
