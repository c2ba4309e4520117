"""Our totals beside the printed ones, per document."""

from dataclasses import dataclass
from decimal import Decimal

from ...query import list_queries
from ...terms import BUD, PROV
from ..dispatch import Visit
from ..reading.budgets import Budget
from ..reading.facts import Sum
from ..reading.source import Source, number
from ..view import Sheet, View

_PER_PAGE = 100
_TEXT_LAST = 1 << 30
_COLUMNS = (
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


Row = tuple[Budget, Check | None, Check | None]


def quality(visit: Visit) -> View:
    """Return the totals of all documents beside the printed ones."""
    source = visit.content.source
    budgets = visit.content.budgets
    rows: list[Row] = visit.content.remember(
        "quality",
        lambda: [
            (b, _check(source, b, b.expenditure), _check(source, b, b.revenue)) for b in budgets
        ],
    )
    page = visit.count("page")
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
    return View(
        "quality.html",
        visit.t("quality.title"),
        {
            "rows": rows[(page - 1) * _PER_PAGE : page * _PER_PAGE],
            "page": page,
            "pages": -(-len(rows) // _PER_PAGE),
            "questions": _titles(visit),
        },
        (Sheet("totals", _COLUMNS, flat),),
    )


def _titles(visit: Visit) -> list[tuple[str, str]]:
    """Return name and title of the saved questions that look closer."""
    return [(q.name, q.title(visit.language)) for q in list_queries() if q.name in _QUESTIONS]


def _check(source: Source, budget: Budget, total: Sum | None) -> Check | None:
    if total is None:
        return None
    supported = [iri for fact in total.facts for iri in fact.supported]
    contradicted = [iri for fact in total.facts for iri in fact.contradicted]
    # the first line that prints it stands for the print
    lines = {iri: _line_of(source, iri, budget.document) for iri in (*supported, *contradicted)}
    first = min(lines, key=lambda iri: lines[iri], default="")
    return Check(
        total,
        source.value(first, BUD.printedText, budget.document) if first else "",
        number(source.value(first, BUD.amount, budget.document)) if first else None,
        len(supported),
        len(contradicted),
    )


def _line_of(source: Source, statement: str, document: str) -> int:
    """Return the line that prints a statement; running text, which tells less, comes last."""
    cell = source.value(statement, PROV.wasQuotedFrom, document)
    line = source.value(cell, BUD.sourceLine, document) if cell else ""
    return int(line or 0) + (0 if "/t" in cell.removeprefix(document) else _TEXT_LAST)
