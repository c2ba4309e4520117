"""The first page: all budgets of the store, side by side, in an order that answers a question."""

from collections.abc import Callable
from decimal import Decimal

from ..dispatch import Visit
from ..reading.budgets import Budget
from ..reading.publication import REQUIRED
from ..view import Sheet, View

_PER_PAGE = 100
_COLUMNS = (
    "disclosure",
    "department",
    "division",
    "year",
    "phase",
    "expenditure",
    "revenue",
    "carry_over",
    "carry_over_share",
    "basic",
    "basic_share",
    "project",
    "projects",
    "violations",
    "warnings",
    "published",
)
_LOWEST = Decimal(-1)


def _basic_share(budget: Budget) -> Decimal | None:
    return budget.share(budget.kinds.get("basic"), budget.expenditure)


_ORDERS: dict[str, Callable[[Budget], Decimal]] = {
    "carry-over": lambda b: _LOWEST if b.carry_over_share is None else b.carry_over_share,
    "expenditure": lambda b: _LOWEST if b.expenditure is None else b.expenditure.amount,
    "basic": lambda b: _LOWEST if (share := _basic_share(b)) is None else share,
    "projects": lambda b: Decimal(b.projects),
    "findings": lambda b: Decimal(
        1_000_000 * b.findings.get("violation", 0) + 1000 * b.findings.get("warning", 0)
    ),
    "missing": lambda b: Decimal(len(REQUIRED) - b.published),
}


def home(visit: Visit) -> View:
    """Return the first page; `sort`, `year`, `place`, `department` choose.

    Raises:
        UsageError: A parameter has a value that it does not take.
    """
    everything = visit.content.budgets
    order, year, page = visit.one_of("sort", _ORDERS), visit.year("year"), visit.count("page")
    chosen = [budget for budget in everything if _is_wanted(visit, budget, year)]
    if order:
        chosen.sort(key=_ORDERS[order], reverse=True)
    start = (page - 1) * _PER_PAGE
    values = {
        "budgets": chosen[start : start + _PER_PAGE],
        "found": len(chosen),
        "total": len(everything),
        "page": page,
        "pages": -(-len(chosen) // _PER_PAGE),
        "order": order,
        "years": [
            (year, year) for year in sorted({b.year for b in everything if b.year}, reverse=True)
        ],
        "places": sorted(
            {(budget.place, budget.division) for budget in everything if budget.place}
        ),
        "departments": len({budget.department_iri for budget in everything}),
        "projects": sum(b.projects for b in everything if not b.replaced_by),
        "basic_share": _basic_share,
        "required": REQUIRED,
        "leader": chosen[0]
        if order == "carry-over" and chosen and chosen[0].carry_over_share
        else None,
    }
    subjects = tuple(budget.document for budget in chosen)
    sheets = (_sheet(chosen), _tables(chosen))
    return View("home.html", visit.t("site.name"), values, sheets, subjects)


def _is_wanted(visit: Visit, budget: Budget, year: str) -> bool:
    return (
        year in {"", budget.year}
        and budget.division.startswith(visit.given("place"))
        and visit.given("department") in budget.department
    )


def _sheet(budgets: list[Budget]) -> Sheet:
    rows = []
    for b in budgets:
        amounts = [
            None if found is None else found.amount
            for found in (
                b.expenditure,
                b.revenue,
                b.sources.get("carry-over"),
                b.kinds.get("basic"),
                b.kinds.get("project"),
            )
        ]
        expenditure, revenue, carried, basic, project = amounts
        rows.append(
            (
                b.name,
                b.department,
                b.division,
                b.year,
                b.phase,
                expenditure,
                revenue,
                carried,
                b.carry_over_share,
                basic,
                _basic_share(b),
                project,
                b.projects,
                b.findings.get("violation", 0),
                b.findings.get("warning", 0),
                b.published,
            )
        )
    return Sheet("budgets", _COLUMNS, rows)


def _tables(budgets: list[Budget]) -> Sheet:
    """Return which budget has which of the tables that must be published."""
    columns = ("disclosure", "department", "year", *REQUIRED)
    rows = [
        (b.name, b.department, b.year, *(b.publication[kind] for kind in REQUIRED)) for b in budgets
    ]
    return Sheet("publication", columns, rows)
