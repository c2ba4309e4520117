"""Our totals beside the printed ones, per document."""

from dataclasses import dataclass
from decimal import Decimal

from ...query import list_queries
from ..dispatch import Visit
from ..reading.budgets import Budget
from ..reading.facts import Sum
from ..reading.source import Source
from ..reading.trail import read_statement
from ..view import Sheet, View

_QUESTIONS = (
    "completeness-of-publication",
    "contradictions",
    "subtotals-off-their-parts",
    "text-against-tables",
    "corrected-readings",
    "derived-figures",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One total: ours, what is printed, how many places say so and how many say otherwise."""

    ours: Sum
    printed: str
    printed_amount: Decimal | None
    supported: int
    contradicted: int

    @property
    def difference(self) -> Decimal | None:
        """Ours minus the printed one."""
        return None if self.printed_amount is None else self.ours.amount - self.printed_amount


def quality(visit: Visit) -> View:
    """Return the totals of all documents beside the printed ones."""
    source = visit.content.source
    rows = [
        (budget, _check(source, budget, budget.expenditure), _check(source, budget, budget.revenue))
        for budget in visit.content.budgets
    ]
    flat = [
        (
            budget.name,
            budget.department,
            budget.year,
            name,
            check.ours.amount,
            check.printed,
            check.printed_amount,
            check.difference,
            check.supported,
            check.contradicted,
        )
        for budget, *checks in rows
        for name, check in zip(("expenditure", "revenue"), checks, strict=True)
        if check is not None
    ]
    columns = (
        "disclosure",
        "department",
        "year",
        "total",
        "ours",
        "printed",
        "printed_amount",
        "difference",
        "supported",
        "contradicted",
    )
    return View(
        "quality.html",
        visit.t("quality.title"),
        {"rows": rows, "questions": _titles(visit)},
        (Sheet("totals", columns, flat),),
    )


def _titles(visit: Visit) -> list[tuple[str, str]]:
    """Return name and title of the saved questions that look closer."""
    return [(q.name, q.title(visit.language)) for q in list_queries() if q.name in _QUESTIONS]


def _check(source: Source, budget: Budget, total: Sum | None) -> Check | None:
    if total is None:
        return None
    supported = [iri for fact in total.facts for iri in fact.supported]
    contradicted = [iri for fact in total.facts for iri in fact.contradicted]
    # the statement in the first table of the document stands for the print
    statements = [
        read_statement(source, iri, budget.document) for iri in (*supported, *contradicted)
    ]
    in_tables = [statement for statement in statements if statement.table] or statements
    first = min(in_tables, key=lambda item: int(item.line or 0), default=None)
    return Check(
        total,
        first.printed if first else "",
        first.amount if first else None,
        len(supported),
        len(contradicted),
    )
