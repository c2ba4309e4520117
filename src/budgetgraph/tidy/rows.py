"""Statements to rows of tidy tables: texts without white space, amounts in yuan, blanks empty."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

from budgetgraph.figures import plain_decimal, squeeze
from budgetgraph.model import Amount, Cell, Disclosure, Line
from budgetgraph.privacy import mask

Row = tuple[str, ...]

_CURRENCY = "CNY"
_PLAN_MONTHS = (3, 6, 10, 12)
_UNIT_KEYS = (
    "basic_personnel",
    "basic_operating",
    "basic_total",
    "project_total",
    "expenditure_total",
    "fiscal_appropriation",
    "carry_over",
    "other_funds",
    "revenue_total",
)


def rows(table: str, disclosure: Disclosure) -> Iterator[Row]:
    """Yield the rows of one tidy table, in document order, each with all columns of the table."""
    return _ROWS[table](disclosure)


def _lines(disclosure: Disclosure) -> Iterator[Row]:
    for line in disclosure.lines:
        yield (
            disclosure.id,
            *_row_and_column(line),
            plain_decimal(line.amount_yuan),
            _CURRENCY,
            _text(line.figure.printed),
            str(line.figure.scale),
            line.role,
            line.status,
            *_place(line.cell),
        )


def _rates(disclosure: Disclosure) -> Iterator[Row]:
    for rate in disclosure.rates:
        line = rate.line
        yield (
            disclosure.id,
            *_row_and_column(line),
            plain_decimal(line.figure.amount_yuan),
            _text(line.figure.printed),
            *_place(line.cell),
        )


def _row_and_column(line: Line) -> Row:
    texts = (line.code, line.label, line.measure)
    return (line.table, _text(line.row_number), line.side, *map(_text, texts))


def _projects(disclosure: Disclosure) -> Iterator[Row]:
    for project in disclosure.projects:
        plan = {point.month: point.share_percent for point in project.plan}
        yield (
            disclosure.id,
            str(project.number),
            _text(project.section),
            _text(project.name),
            _text(project.code),
            _text(project.unit),
            _text(project.department),
            _text(project.implementing_unit),
            _amount(project.amount),
            _amount(project.fiscal),
            _amount(project.carry_over),
            _amount(project.other),
            *(_decimal(plan.get(month)) for month in _PLAN_MONTHS),
            *_place(project.cell),
        )


def _goals(disclosure: Disclosure) -> Iterator[Row]:
    for goal in disclosure.goals:
        yield (
            disclosure.id,
            str(goal.project or ""),
            _text(goal.unit),
            _text(goal.number),
            _text(goal.text),
            *_place(goal.cell),
        )


def _indicators(disclosure: Disclosure) -> Iterator[Row]:
    for indicator in disclosure.indicators:
        target = indicator.target
        yield (
            disclosure.id,
            str(indicator.project or ""),
            _text(indicator.unit),
            _text(indicator.level1),
            _text(indicator.level2),
            _text(indicator.level3),
            _text(indicator.description),
            _text(target.printed),
            target.comparator,
            _decimal(target.value),
            _text(target.unit),
            _text("/".join(target.per)),
            _text(indicator.basis),
            *_place(indicator.cell),
        )


def _institutions(disclosure: Disclosure) -> Iterator[Row]:
    for body in disclosure.institutions:
        texts = (body.name, body.nature, body.rank, body.funding)
        yield (disclosure.id, *map(_text, texts), *_place(body.cell))


def _assets(disclosure: Disclosure) -> Iterator[Row]:
    for holding in disclosure.assets:
        yield (
            disclosure.id,
            _text(holding.item),
            _amount(holding.quantity),
            _amount(holding.value),
            *_place(holding.cell),
        )


def _procurement(disclosure: Disclosure) -> Iterator[Row]:
    for row in disclosure.procurement:
        yield (
            disclosure.id,
            _text(row.unit),
            row.role,
            _text(row.project),
            _amount(row.project_amount),
            _text(row.item),
            _text(row.catalogue_code),
            _text(row.uom),
            _amount(row.quantity),
            _amount(row.unit_price),
            _amount(row.total),
            *_place(row.cell),
        )


def _statements(disclosure: Disclosure) -> Iterator[Row]:
    for stated in disclosure.figures:
        yield (
            disclosure.id,
            stated.key,
            plain_decimal(stated.figure.amount_yuan),
            _text(stated.figure.printed),
            _text(stated.sentence),
            *_place(stated.cell),
        )


def _units(disclosure: Disclosure) -> Iterator[Row]:
    for unit in disclosure.units:
        amounts = dict(unit.amounts)
        yield (
            disclosure.id,
            _text(unit.unit),
            str(unit.year or ""),
            *(_amount(amounts.get(key)) for key in _UNIT_KEYS),
            *_place(unit.cell),
        )


_ROWS: dict[str, Callable[[Disclosure], Iterator[Row]]] = {
    "lines": _lines,
    "rates": _rates,
    "projects": _projects,
    "goals": _goals,
    "indicators": _indicators,
    "institutions": _institutions,
    "assets": _assets,
    "procurement": _procurement,
    "statements": _statements,
    "units": _units,
}


@lru_cache(1 << 14)
def _text(text: str) -> str:
    """Return a printed text without white space, personal data masked."""
    return squeeze(mask(text))


def _amount(amount: Amount | None) -> str:
    return plain_decimal(amount.figure.amount_yuan) if amount else ""


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else plain_decimal(value)


def _place(cell: Cell) -> tuple[str, str]:
    return str(cell.page or ""), str(cell.line or "")
