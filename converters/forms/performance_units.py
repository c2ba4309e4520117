"""Tables of whole departments with a column for each of their funds, one row to an indicator.

The headings have several rows; the lowest text names a column. Unit, funds and goal are merged over
the indicators of a unit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from budgetgraph.contract import Context
from budgetgraph.errors import FigureError
from budgetgraph.figures import is_blank, is_figure, parse_figure, squeeze
from budgetgraph.model import Amount, Cell, Finding, Row, Statement, Table, UnitBudget

from ..layout import performance_words as words
from ..layout.grids import blank
from .performance_findings import not_understood
from .performance_goals import read_goals
from .performance_header import DEFAULT_SCALE
from .performance_indicators import read_indicators

_ORDER = (
    "basic-personnel",
    "basic-operating",
    "basic-total",
    "project-total",
    "expenditure-total",
    "fiscal",
    "carry-over",
    "other",
    "revenue-total",
)
_NAMES = {"fiscal": "fiscal_appropriation", "other": "other_funds"}


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of such a table hold.

    Attributes:
        heading: The lowest heading of each column.
        roles: Column by role: unit, goal and those of the indicators.
        funds: Money key by column.
        body: The rows below the headings.
    """

    heading: Row
    roles: Mapping[str, int]
    funds: Mapping[int, str]
    body: Sequence[Row]


def budget_of_unit(
    amounts: Mapping[str, Amount], unit: str, year: int | None, cell: Cell
) -> UnitBudget:
    """Return the budget of a unit with its amounts in the order of the tidy table."""
    found = dict(amounts)
    if total := found.pop("amount", None):
        found.setdefault("expenditure-total", total)
    named = tuple((_NAMES.get(k, k.replace("-", "_")), found[k]) for k in _ORDER if k in found)
    return UnitBudget(unit=unit, year=year, cell=cell, amounts=named)


def _columns(rows: Sequence[Row], start: int) -> _Columns | None:
    """Return the columns of a table that has one for units and for their funds, else None.

    Args:
        rows: All rows of the table.
        start: Index of the first heading of indicators.
    """
    end = next((n for n, row in enumerate(rows) if n > start and _is_body(row)), len(rows))
    if any(map(_is_body, rows[:start])):
        return None
    width = max(map(len, rows[:end]))
    heading = [blank(rows[start][0], column + 1) for column in range(width)]
    for row in rows[:end]:
        for index, cell in enumerate(row):
            heading[index] = cell if cell.text else heading[index]
    roles = words.find_columns(tuple(heading)) or {}
    if not {"unit", "level1", "level3"} <= roles.keys():
        return None
    labels = {index: words.read_label(cell.text) for index, cell in enumerate(heading) if cell.text}
    funds = {n: label.key for n, label in labels.items() if label and label.kind == "money"}
    printed = {cell.text for row in rows[:end] for cell in row}
    body = [row for row in rows[end:] if not {cell.text for cell in row} <= printed]
    return _Columns(tuple(heading), roles, funds, body) if funds else None


def is_headed(rows: Sequence[Row], start: int) -> bool:
    """Return whether units and funds are headings of columns: no label has its value beside it."""
    filled = [cell for cell in rows[0] if cell.text]
    labels = [words.read_label(cell.text) for cell in filled]
    has_unit = any(label and label.key == "unit" and not label.rest for label in labels)
    return has_unit and words.are_headings(tuple(filled)) and not any(map(_is_body, rows[:start]))


def read_units(
    rows: Sequence[Row], start: int, table: Table, context: Context, year: int | None
) -> Iterator[Statement | Finding]:
    """Yield the units with their funds, goals and indicators; the rows where no columns are known.

    Args:
        rows: All rows of the table.
        start: Index of the first heading of indicators.
        table: For the scale of its figures.
        context: For the year where the table prints none.
        year: As the table prints it.
    """
    found = _columns(rows, start)
    if found is None:
        for row in rows:
            yield from map(not_understood, [cell for cell in row if cell.text][:1])
        return
    yield from _read(found, table, context, year)


def _read(
    found: _Columns, table: Table, context: Context, year: int | None
) -> Iterator[Statement | Finding]:
    first = found.roles["level1"]
    others = set(found.roles.values())
    for unit, rows in _by_unit(found):
        top = rows[0]
        amounts: dict[str, Amount] = {}
        strange: list[Cell] = []
        for index, cell in enumerate(top[:first]):
            if is_blank(cell.text) or (index in others and index not in found.funds):
                continue
            try:
                amounts[found.funds[index]] = Amount(
                    parse_figure(cell.text, table.scale or DEFAULT_SCALE), cell
                )
            except (KeyError, FigureError):
                strange.append(cell)
        yield budget_of_unit(
            amounts, unit, year or context.publisher.year, top[found.roles["unit"]]
        )
        goal = found.roles.get("goal")
        yield from read_goals([] if goal is None else [top[goal]], 0, unit)
        bare = [tuple(_without(row, first)) for row in (found.heading, *rows)]
        yield from read_indicators(bare, 0, unit)
        yield from map(not_understood, strange)


def _by_unit(found: _Columns) -> Iterator[tuple[str, list[Row]]]:
    place = found.roles["unit"]
    rows: list[Row] = []
    name = ""
    for row in found.body:
        text = squeeze(row[place].text) if place < len(row) else ""
        if not text and not rows:
            continue
        if text and text != name:
            if rows:
                yield name, rows
            name, rows = text, []
        rows.append(row)
    if rows:
        yield name, rows


def _is_body(row: Row) -> bool:
    return any(is_figure(cell.text) or words.is_level1(cell.text) for cell in row if cell.text)


def _without(row: Row, first: int) -> Iterator[Cell]:
    """Yield the cells of a row, those left of the levels empty."""
    for index, cell in enumerate(row):
        yield cell if index >= first else blank(cell, cell.column)
