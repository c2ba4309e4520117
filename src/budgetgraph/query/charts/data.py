"""Rows as points of a chart: what is measured, under which name, in which series."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...errors import UsageError
from ..headers import Column
from ..rows import Rows, Value, show_value

_WAN, _YI = 10**4, 10**8
_NUMBERS = frozenset({"decimal", "integer"})


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart.

    Attributes:
        name: What it belongs to, as words.
        value: How much it is.
        series: Which line or source it belongs to; empty for none.
        label: The value as words.
    """

    name: str
    value: Decimal
    series: str
    label: str


def read_points(rows: Rows, language: str, over_years: bool = False) -> list[Point]:
    """Return the points that the header's `chart:` line names: a column of names, one of values.

    Without such a line the first column of words, the first amount, and the department or year that
    differs over the rows are taken. Over the years, a year names the point and the rest its series.

    Raises:
        UsageError: The rows have no column of numbers, or none of words.
    """
    name, value, series = choose_columns(rows)
    year = next((column for column in series if column.kind == "year"), None)
    if over_years and year is not None:
        name, series = year, (name, *(column for column in series if column != year))
    twice, extra = _tell_apart(rows, (name, *series))
    points = []
    for row in rows:
        found, more = row[value.name], extra if _key(row, (name, *series)) in twice else None
        if isinstance(found, Decimal | int) and not isinstance(found, bool):
            points.append(
                Point(
                    _name(row, name, more, language),
                    Decimal(found),
                    " ".join(part for column in series if (part := show_value(row[column.name]))),
                    show_amount(Decimal(found), value.unit, language),
                )
            )
    return points


def choose_columns(rows: Rows) -> tuple[Column, Column, tuple[Column, ...]]:
    """Return the columns of names, of values, and those that tell series apart."""
    by_name = {column.name: column for column in rows.columns}
    wanted = [by_name[name] for name in rows.query.chart[1:] if name in by_name]
    values = [
        c for c in (*wanted, *rows.columns) if _holds(rows, c, _is_number) and c.kind != "year"
    ]
    names = [c for c in (*wanted, *rows.columns) if c not in values and c.kind != "disclosure"]
    if not values or not names:
        raise UsageError("these rows have no chart: it takes a column of words and one of numbers")
    name = names[0]
    others = [by_name[key] for key in ("department", "unit", "year") if key in by_name]
    series = tuple(
        c for c in others if c != name and len({show_value(row[c.name]) for row in rows}) > 1
    )
    return name, values[0], series


def show_amount(value: Decimal, unit: str, language: str) -> str:
    """Return a value in words: yuan in 万元 or 亿元 (million in English), others as they are."""
    if unit == "percent":
        return f"{value:,.2f}%"
    if unit != "yuan":
        return f"{value:,}"
    if language != "zh":
        return f"{value / 10**6:,.2f} million yuan"
    return f"{value / _YI:,.2f}亿元" if abs(value) >= _YI else f"{value / _WAN:,.2f}万元"


def group(points: Iterable[Point]) -> dict[str, list[Point]]:
    """Return the points by series: years in their order, others in order of first appearance."""
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.series, []).append(point)
    years = all(series.isdecimal() for series in found)
    return dict(sorted(found.items())) if years else found


def largest(points: Sequence[Point]) -> Decimal:
    """Return the largest size of a value, 1 where all are zero."""
    return max((abs(point.value) for point in points), default=Decimal(1)) or Decimal(1)


def _holds(rows: Rows, column: Column, test: Callable[[Value], bool]) -> bool:
    if column.kind:
        return column.kind in _NUMBERS
    return any(test(value) for value in rows.column(column.name))


def _is_number(value: Value) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _tell_apart(
    rows: Rows, columns: tuple[Column, ...]
) -> tuple[set[tuple[str, ...]], Column | None]:
    """Return the names that several points share, and the column that tells most of them apart."""
    keys = Counter(_key(row, columns) for row in rows)
    twice = {key for key, count in keys.items() if count > 1}
    others = [c for c in rows.columns if c.kind in {"code", "text"} and c not in columns]
    if not twice or not others:
        return twice, None
    return twice, max(others, key=lambda c: len({_key(row, (*columns, c)) for row in rows}))


def _key(row: dict[str, Value], columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(show_value(row[column.name]) for column in columns)


def _name(row: dict[str, Value], column: Column, extra: Column | None, language: str) -> str:
    more = show_value(row[extra.name]) if extra else ""
    return f"{_words(row[column.name], language)}{f' · {more}' if more else ''}"


def _words(value: Value, language: str) -> str:
    return show_value(value) or ("（空）" if language == "zh" else "(none)")
