"""Runs the checks on a store and turns what they return into findings."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import import_module

import pyoxigraph as ox

from budgetgraph.figures import plain_decimal
from budgetgraph.model import Finding

from .checks import Check, load_checks
from .describe import Place, Places
from .rows import Row, Value, select
from .wording import fill, locate_en, locate_zh, printed_amount

Rule = Callable[[Iterable[Row]], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Result:
    """One result of one check.

    Attributes:
        check: The check.
        row: Values of its variables; `this` is the document, `value` the statement at fault.
    """

    check: Check
    row: Row


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the nodes that it is about.

    Attributes:
        finding: The finding.
        place: Where it is.
        value: IRI of the statement at fault, the document's where there is none.
        row: Values of the query's variables.
    """

    finding: Finding
    place: Place
    value: str
    row: Row


def run_check(store: ox.Store, check: Check) -> list[Result]:
    """Return the results of one check, in a stable order."""
    rows: Iterable[Row] = select(store, check.query)
    for name in filter(None, (check.rule, check.adds)):
        rows = load_rule(name)(rows)
    results = [Result(check, row) for row in rows if "this" in row]
    return sorted(results, key=lambda result: _order(result.row))


def run_checks(store: ox.Store, profile: str = "cn") -> list[Result]:
    """Return the results of all checks of a profile, check after check."""
    return [result for check in load_checks(profile) for result in run_check(store, check)]


@cache
def load_rule(name: str) -> Rule:
    """Return the function `judge` of a module of `validate/rules/`."""
    rule: Rule = import_module(f"{__package__}.rules.{name}").judge
    return rule


def word(results: Iterable[Result], places: Places) -> list[Found]:
    """Return the results as findings with place and messages."""
    return [_word(result, places.find(result.row)) for result in results]


def _order(row: Row) -> tuple[str, str, str]:
    return str(row["this"]), str(row.get("value", "")), str(sorted(row.items(), key=str))


def _word(result: Result, place: Place) -> Found:
    check, row = result.check, result.row
    where_zh, where_en = locate_zh(place), locate_en(place)
    text_zh, text_en = (
        fill(check.message_zh, check, row, place),
        fill(check.message_en, check, row, place),
    )
    finding = Finding(
        id=check.id,
        severity=check.severity,
        message_zh=f"{where_zh}：{text_zh}" if where_zh else text_zh,
        message_en=f"{where_en}: {text_en}" if where_en else text_en,
        line=place.cell.line if place.cell else 0,
        page=place.cell.page if place.cell else None,
        table=place.table,
        row=place.row,
        column=place.column,
        printed=place.printed,
        suggestion=str(row.get("suggestion", "")),
        cell=place.cell if place.printed else None,
        table_number=place.table_number,
    )
    value = str(row.get("value", row["this"]))
    return Found(_with_amounts(finding, result, place), place, value, row)


def _with_amounts(finding: Finding, result: Result, place: Place) -> Finding:
    """Return the finding with expected and found as printed, and their difference in yuan."""

    def show(name: str, *, printed: bool) -> str:
        value = result.row.get(name, "")
        if isinstance(value, str):
            return value
        amount = _exact(value)
        is_amount = printed and result.check.unit == "yuan"
        return printed_amount(amount, place) if is_amount else plain_decimal(amount)

    return replace(
        finding,
        expected=show("expected", printed=True),
        found=show("found", printed=True),
        difference=show("difference", printed=False),
    )


def _exact(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))
