"""Rows as points of a chart: what is measured, under which name, in which series."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...errors import UsageError
from ...figures import plain_decimal
from ..headers import Column
from ..rows import Answer, Rows, Value, show_value

# Units by size, largest first; below them an amount stands in yuan, so that none looks like 0.
_STEPS = {
    "zh": ((10**8, "亿元"), (10**4, "万元"), (1, "元")),
    "en": ((10**9, " billion yuan"), (10**6, " million yuan"), (1, " yuan")),
}
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


def read_points(
    rows: Rows, language: str, over_years: bool = False, adds_up: bool = False
) -> list[Point]:
    """Return the points that the header's `chart:` line names: a column of names, one of values.

    Without such a line the first column of words, the first amount, and the department or year that
    differs over the rows are taken. Over the years, a year names the point and the rest its series;
    else the years of a series follow each other. Where the picture adds up, units whose department
    is there are left out: they are part of it.

    Raises:
        UsageError: The rows have no column of numbers, or none of words, or one without values.
    """
    name, value, series = choose_columns(rows)
    if adds_up:
        rows = _without_parts(rows)
    year = next((column for column in series if column.kind == "year"), None)
    if over_years and year is not None:
        name, series = year, (name, *(column for column in series if column != year))
    extra = _tell_apart(rows, (name, *series))
    points = []
    for row in _in_order(rows, series):
        found = row[value.name]
        if isinstance(found, Decimal | int) and not isinstance(found, bool):
            points.append(
                Point(
                    _name(row, name, extra, language),
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
    numbers = [c for c in (*wanted, *rows.columns) if _holds_numbers(rows, c) and c.kind != "year"]
    names = [c for c in (*wanted, *rows.columns) if c not in numbers and c.kind != "disclosure"]
    if not numbers or not names:
        raise UsageError("these rows have no chart: it takes a column of words and one of numbers")
    values = [c for c in numbers if any(value is not None for value in rows.column(c.name))]
    if len(rows) and not values:
        empty = ", ".join(dict.fromkeys(c.name for c in numbers))
        raise UsageError(f"none of the {len(rows)} rows has a number to draw; empty are: {empty}")
    name = names[0]
    others = [by_name[key] for key in ("department", "unit", "year") if key in by_name]
    series = tuple(
        c for c in others if c != name and len({show_value(row[c.name]) for row in rows}) > 1
    )
    return name, (values or numbers)[0], series


def show_amount(value: Decimal, unit: str, language: str) -> str:
    """Return a value in words: yuan in the unit that fits its size, others as they are."""
    if unit == "percent":
        return f"{value:,.2f}%"
    if unit != "yuan":
        return f"{value:,f}"
    for size, word in _STEPS["zh" if language == "zh" else "en"]:
        if size > 1 and abs(value) >= size:
            return f"{value / size:,.2f}{word}"
    return f"{Decimal(plain_decimal(value)):,f}{word}"


def group(points: Iterable[Point]) -> dict[str, list[Point]]:
    """Return the points by series, in order of first appearance."""
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.series, []).append(point)
    return found


def largest(points: Sequence[Point]) -> Decimal:
    """Return the largest size of a value, 1 where all are zero."""
    return max((abs(point.value) for point in points), default=Decimal(1)) or Decimal(1)


def _holds_numbers(rows: Rows, column: Column) -> bool:
    if column.kind:
        return column.kind in _NUMBERS
    return any(map(_is_number, rows.column(column.name)))


def _is_number(value: Value) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _without_parts(rows: Rows) -> Rows:
    """Return the rows without those of units whose department has rows of the same year."""
    if not {"department", "unit", "year"} <= {column.name for column in rows.columns}:
        return rows
    whole = {(row["department"], row["year"]) for row in rows if not row["unit"]}
    kept = tuple(
        terms
        for terms, row in zip(rows.answer.rows, rows, strict=True)
        if not row["unit"] or (row["department"], row["year"]) not in whole
    )
    return Rows(rows.query, Answer(rows.answer.variables, kept))


def _in_order(rows: Rows, series: tuple[Column, ...]) -> list[dict[str, Value]]:
    """Return the rows with the years of each series in order, the rest as the query orders it."""
    year = tuple(column for column in series if column.kind == "year")
    others = tuple(column for column in series if column not in year)
    first = {key: place for place, key in enumerate(dict.fromkeys(_key(r, others) for r in rows))}
    return sorted(rows, key=lambda row: (first[_key(row, others)], _key(row, year)))


def _tell_apart(rows: Rows, columns: tuple[Column, ...]) -> Column | None:
    """Return the column that tells points of one name apart, None where each has its own.

    All names get it, so that a name means the same in every series.
    """
    keys = Counter(_key(row, columns) for row in rows)
    others = [c for c in rows.columns if c.kind in {"code", "text"} and c not in columns]
    if not others or max(keys.values(), default=1) == 1:
        return None
    return max(others, key=lambda c: len({_key(row, (*columns, c)) for row in rows}))


def _key(row: dict[str, Value], columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(show_value(row[column.name]) for column in columns)


def _name(row: dict[str, Value], column: Column, extra: Column | None, language: str) -> str:
    more = show_value(row[extra.name]) if extra else ""
    return f"{_words(row[column.name], language)}{f' · {more}' if more else ''}"


def _words(value: Value, language: str) -> str:
    return show_value(value) or ("（空）" if language == "zh" else "(none)")
