"""A department's budget of one year."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ...query.charts import CHARTS
from ...query.charts.data import Point, show_amount
from ..dispatch import Visit
from ..reading.budgets import Budget, UnitBudget, by_code, read_units
from ..reading.facts import Fact, Sum, read_facts
from ..reading.findings import read_findings
from ..reading.projects import list_projects
from ..view import NotFoundError, Sheet, View

_SOURCES = "https://w3id.org/budgetgraph/code/funding-source/"
_LEVELS = ("1", "2", "3")
_FIRST_SOURCES = ("fiscal-appropriation", "carry-over")
_KINDS = ("basic", "personnel", "operating", "project")
_FINDINGS = (
    "check",
    "severity",
    "table",
    "row",
    "column",
    "line",
    "printed",
    "expected",
    "message",
)
Rows = list[tuple[Fact, dict[str, Sum]]]


def budget_of(visit: Visit, name: str) -> Budget:
    """Return a budget by the name of its disclosure; raises NotFoundError."""
    found = visit.content.budget(name)
    if found is None:
        raise NotFoundError(name)
    return found


def budget(visit: Visit) -> View:
    """Return the page of a budget; `level` chooses how fine functions are shown."""
    found = budget_of(visit, visit.path)
    source = visit.content.source
    level = int(visit.one_of("level", _LEVELS) or 1)
    facts = {view: read_facts(source, iri, found.document) for view, iri in found.sets.items()}
    functions = _finest(facts.get("function", []), level)
    economic = by_code(facts.get("economic", []), 1)
    items = [fact for fact in facts.get("item", []) if fact.item]
    projects = list_projects(source, found.document)
    units = read_units(source, found)
    findings = read_findings(source, found.document, visit.language)
    kinds = _names(functions, ("basic", "project"))
    values = {
        "budget": found,
        "level": level,
        "charts": _charts(visit, functions, facts.get("source", [])),
        "functions": functions,
        "economic": economic,
        "items": items,
        "units": units,
        "unit_kinds": _in_order((name for unit in units for name in unit.totals.kinds), _KINDS),
        "unit_sources": _in_order(
            (name for unit in units for name in unit.totals.sources), _FIRST_SOURCES
        ),
        "projects": projects,
        "project_facts": _by_project(facts.get("project", [])),
        "findings": findings,
        "kinds": kinds,
    }
    sheets = _sheets(found, values)
    subjects = (
        found.document,
        found.iri,
        *(unit.iri for unit in units),
        *(fact.iri for group in facts.values() for fact in group),
    )
    return View("budget.html", found.title, values, sheets, tuple(filter(None, subjects)))


def _sheets(found: Budget, values: dict[str, Any]) -> tuple[Sheet, ...]:
    """Return the tables of the page as data."""
    functions, economic, kinds = values["functions"], values["economic"], values["kinds"]
    items, projects, findings = values["items"], values["projects"], values["findings"]
    return (
        _sheet("functions", functions, kinds),
        Sheet(
            "sources",
            ("source", "amount"),
            [(name, total.amount) for name, total in found.sources.items()],
        ),
        _sheet("economic", economic, _names(economic, ("personnel", "operating"))),
        Sheet("items", ("item", "ledger", "amount"), [(f.item, f.ledger, f.amount) for f in items]),
        _units_sheet(values["units"], values["unit_kinds"], values["unit_sources"]),
        Sheet(
            "projects",
            ("project", "name", "code", "amount"),
            [(p.number, p.label, p.code, p.amount) for p in projects],
        ),
        Sheet(
            "findings",
            _FINDINGS,
            [
                (
                    f.check,
                    f.severity,
                    f.table,
                    f.row,
                    f.column,
                    f.line,
                    f.printed,
                    f.expected,
                    f.message,
                )
                for f in findings
            ],
        ),
    )


def _charts(visit: Visit, functions: Rows, incomes: list[Fact]) -> dict[str, Markup]:
    """Return the pictures of a budget: functions as areas, sources to functions as flows."""
    source, charts = visit.content.source, {}

    def name(fact: Fact) -> str:
        own = fact.label or source.label(fact.concept, visit.language)
        return source.label(fact.concept, "en") if visit.language == "en" and fact.concept else own

    areas = [
        Point(name(fact), sums[""].amount, "", show_amount(sums[""].amount, "yuan", visit.language))
        for fact, sums in functions
        if "" in sums and sums[""].amount > 0
    ]
    if len(areas) > 1:
        charts["functions"] = Markup(CHARTS["treemap"](visit.t("budget.functions"), areas))  # noqa: S704
    flows = [
        Point(
            name(fact),
            total.amount,
            source.label(_SOURCES + kind, visit.language),
            show_amount(total.amount, "yuan", visit.language),
        )
        for fact, sums in by_code(incomes, 1)
        for kind, total in sums.items()
        if kind and total.amount > 0
    ]
    if len(flows) > 1:
        charts["flow"] = Markup(CHARTS["sankey"](visit.t("budget.chart_flow"), flows))  # noqa: S704
    return charts


def _finest(facts: list[Fact], level: int) -> Rows:
    """Return rows of a level; a code that is not broken down so far at its finest printed level."""
    rows = by_code(facts, level)
    for coarser in range(level - 1, 0, -1):
        shown = {fact.code for fact, _ in rows}
        rows += [
            (fact, sums)
            for fact, sums in by_code(facts, coarser)
            if not any(code.startswith(fact.code) for code in shown)
        ]
    return sorted(rows, key=lambda row: row[0].code)


def _names(rows: Rows, first: Iterable[str]) -> list[str]:
    """Return the types that occur in rows, well-known ones first."""
    return _in_order((name for _, sums in rows for name in sums if name), first)


def _in_order(names: Iterable[str], first: Iterable[str]) -> list[str]:
    """Return names, each once: well-known ones first, the others sorted."""
    occurring = set(names)
    known = [name for name in first if name in occurring]
    return known + sorted(occurring - set(known))


def _by_project(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """Return the IRIs of the facts about each project."""
    found: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        found[fact.project].append(fact.iri)
    return found


def _units_sheet(units: list[UnitBudget], kinds: list[str], sources: list[str]) -> Sheet:
    """Return the totals of the units: expenditure by type, revenue by source."""
    rows = []
    for unit in units:
        totals = unit.totals
        sums = (
            totals.expenditure,
            *map(totals.kinds.get, kinds),
            totals.revenue,
            *map(totals.sources.get, sources),
        )
        rows.append((unit.name, *(None if total is None else total.amount for total in sums)))
    return Sheet("units", ("unit", "expenditure", *kinds, "revenue", *sources), rows)


def _sheet(name: str, rows: Rows, kinds: list[str]) -> Sheet:
    def amount(sums: dict[str, Sum], kind: str) -> Decimal | None:
        return sums[kind].amount if kind in sums else None

    return Sheet(
        name,
        ("code", "label", "amount", *kinds),
        [
            (fact.code, fact.label, *(amount(sums, kind) for kind in ("", *kinds)))
            for fact, sums in rows
        ],
    )
