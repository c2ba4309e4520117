"""Chosen departments side by side: per function, per source, amounts and shares."""

from collections import defaultdict
from decimal import Decimal

from ...query.charts import CHARTS
from ...query.charts.data import Point, show_amount
from ..dispatch import Visit
from ..reading.budgets import Budget, by_code
from ..reading.facts import Sum, read_facts
from ..view import NotFoundError, Sheet, Value, View

_MOST = 12
_LEVELS = ("1", "2", "3")
# One row: code, label, concept, and a sum per budget.
Row = tuple[str, str, str, list[Sum | None]]


def compare(visit: Visit) -> View:
    """Return the comparison of the disclosures given as `doc`; without any, the choice."""
    everything = visit.content.budgets
    names = list(dict.fromkeys(visit.several("doc")))[:_MOST]
    chosen = []
    for name in names:
        found = visit.content.budget(name)
        if found is None:
            raise NotFoundError(name)
        chosen.append(found)
    level = int(visit.one_of("level", _LEVELS) or 1)
    functions = _functions(visit, chosen, level)
    sources = _sources(visit, chosen)
    values = {
        "everything": everything,
        "chosen": chosen,
        "names": names,
        "level": level,
        "functions": functions,
        "sources": sources,
        "chart": _chart(visit, chosen, sources) if len(chosen) > 1 else "",
    }
    columns = ["part", "code", "label"]
    for budget in chosen:
        columns += [f"{budget.name} amount", f"{budget.name} share"]
    rows = [_flat("function", row, [b.expenditure for b in chosen]) for row in functions]
    rows += [_flat("source", row, [b.revenue for b in chosen]) for row in sources]
    subjects = tuple(budget.iri for budget in chosen if budget.iri)
    return View(
        "compare.html",
        visit.t("compare.title"),
        values,
        (Sheet("compare", columns, rows),),
        subjects,
    )


def share(part: Sum | None, whole: Sum | None) -> Decimal | None:
    """Return a share in percent, None where it has no meaning."""
    if part is None or whole is None or not whole.amount:
        return None
    return (part.amount * 100 / whole.amount).quantize(Decimal("0.01"))


def _functions(visit: Visit, chosen: list[Budget], level: int) -> list[Row]:
    """Return rows by printed code; the same code of different years stands in one row."""
    rows: dict[str, dict[int, Sum]] = defaultdict(dict)
    words: dict[str, tuple[str, str]] = {}
    for place, budget in enumerate(chosen):
        if "function" not in budget.sets:
            continue
        facts = read_facts(visit.content.source, budget.sets["function"], budget.document, level)
        for fact, sums in by_code(facts, level):
            words.setdefault(fact.code, (fact.label, fact.concept))
            if "" in sums:
                rows[fact.code][place] = sums[""]
    return [
        (code, *words[code], [found.get(place) for place in range(len(chosen))])
        for code, found in sorted(rows.items())
    ]


def _sources(visit: Visit, chosen: list[Budget]) -> list[Row]:
    names = dict.fromkeys(name for budget in chosen for name in budget.sources)
    base = "https://w3id.org/budgetgraph/code/funding-source/"
    return [
        (
            name,
            visit.content.source.label(base + name, visit.language),
            base + name,
            [budget.sources.get(name) for budget in chosen],
        )
        for name in names
    ]


def _flat(part: str, row: Row, wholes: list[Sum | None]) -> list[Value]:
    code, label, _, sums = row
    found: list[Value] = [part, code, label]
    for total, whole in zip(sums, wholes, strict=True):
        found += [None if total is None else total.amount, share(total, whole)]
    return found


def _chart(visit: Visit, chosen: list[Budget], sources: list[Row]) -> str:
    """Return bars of the shares of each source in the revenue of each department."""
    points = []
    for _, label, _, sums in sources:
        for budget, total in zip(chosen, sums, strict=True):
            part = share(total, budget.revenue)
            if part is not None:
                words = show_amount(part, "percent", visit.language)
                points.append(Point(budget.title, part, label, words))
    return CHARTS["bar"](visit.t("compare.sources"), points) if points else ""
