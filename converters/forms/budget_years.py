"""Columns of the same items for two years, side by side: which year each is of, and its name.

三公 tables print them so: 上年预算数 over 合计, 公务接待费 … and 本年预算数 over the same again.
"""

from collections.abc import Iterator, Mapping, Sequence
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


def names_by_year(columns: Sequence[AmountColumn]) -> Mapping[int, str]:
    """Return the names of columns whose lowest heading stands below two years: 上年预算数/合计."""
    named: dict[int, str] = {}
    for column in columns:
        path = column.column.path
        twins = [other for other in columns if _is_twin(other, column)]
        levels = [_first_difference(path, other.column.path) for other in twins]
        if levels:
            named[column.column.index] = f"{path[min(levels)]}/{path[-1]}"
    return named


def _is_twin(other: AmountColumn, column: AmountColumn) -> bool:
    """Return whether a column has the same lowest heading and the same rows, of another year."""
    path, above = column.column.path, other.column.path
    return (
        len(above) == len(path)
        and (above[-1], other.label) == (path[-1], column.label)
        and _year_of(other) != _year_of(column)
    )


def _first_difference(path: Sequence[str], other: Sequence[str]) -> int:
    return next(n for n, pair in enumerate(zip(path, other, strict=True)) if len({*pair}) > 1)


def _year_of(column: AmountColumn) -> tuple[int | None, bool]:
    return column.year, _is_below_last_year(column)


def _is_below_last_year(column: AmountColumn) -> bool:
    above = map(meaning, column.column.path[:-1])
    return any(said is not None and said.measure == _LAST_YEAR for said in above)
