"""One department's budget of one year: what a disclosure says in a few figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from ...terms import BUD, DCTERMS, SKOS
from .facts import Fact, FactSet, Sum, add, read_facts, read_sets
from .publication import MISSING, read_publication
from .source import Source, last_part, name_of, notation


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one budget; None and absent where they are not stated.

    Attributes:
        expenditure: Total expenditure.
        revenue: Total revenue, carry-over included.
        sources: Revenue by source.
        kinds: Expenditure by type: basic, project …
    """

    expenditure: Sum | None
    revenue: Sum | None
    sources: dict[str, Sum]
    kinds: dict[str, Sum]


@dataclass(frozen=True, slots=True)
class UnitBudget:
    """What the document of a department says of one of its units; contained in its own budget."""

    iri: str
    name: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class Budget:
    """What a page says at the top.

    Attributes:
        name: Name of the disclosure.
        document: Its IRI.
        iri: IRI of the budget.
        department: Name of the department, empty where the document has none.
        department_iri: Its IRI.
        division: Code of the place.
        place: IRI of the place.
        year: Fiscal year, empty where unknown.
        phase: approved …
        file: Name of the file.
        replaced_by: Name of the disclosure that questions take in its place, mostly empty.
        sets: Sets of facts by view.
        expenditure: Total expenditure.
        revenue: Total revenue, carry-over included.
        sources: Revenue by source.
        kinds: Expenditure by type: basic, project …
        findings: Number of findings by severity.
        projects: Number of projects.
        publication: State of each table that must be published: figures, empty, missing …
    """

    name: str
    document: str
    iri: str
    department: str
    department_iri: str
    division: str
    place: str
    year: str
    phase: str
    file: str
    replaced_by: str = ""
    sets: dict[str, str] = field(default_factory=dict)
    expenditure: Sum | None = None
    revenue: Sum | None = None
    sources: dict[str, Sum] = field(default_factory=dict)
    kinds: dict[str, Sum] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    projects: int = 0
    publication: dict[str, str] = field(default_factory=dict)

    @property
    def published(self) -> int:
        """How many of the required tables it has, empty ones included."""
        return sum(state != MISSING for state in self.publication.values())

    @property
    def title(self) -> str:
        """Department and year, or the name of the disclosure."""
        return " ".join(filter(None, (self.department or self.name, self.year)))

    def share(self, part: Sum | None, whole: Sum | None) -> Decimal | None:
        """Return a share in percent with two decimals, None where it has no meaning."""
        if part is None or whole is None or not whole.amount:
            return None
        return (part.amount * 100 / whole.amount).quantize(Decimal("0.01"))

    @property
    def carry_over_share(self) -> Decimal | None:
        """Carry-over in percent of all revenue; None where none is stated, which is not 0."""
        return self.share(self.sources.get("carry-over"), self.revenue)


def read_budget(source: Source, document: str) -> Budget:
    """Return what one document says in a few figures."""
    iri = source.value(document, BUD.statesBudget, document)
    department = source.value(iri, BUD.department) if iri else ""
    sets = {item.view: item.iri for item in _own(read_sets(source, document), iri)}
    place = source.value(iri, BUD.jurisdiction) if iri else ""
    totals = _read_totals(source, document, sets)
    later = source.value(document, DCTERMS.isReplacedBy)
    return Budget(
        name=name_of(document),
        document=document,
        iri=iri,
        department=source.value(department, SKOS.prefLabel) if department else "",
        department_iri=department,
        division=last_part(place),
        place=place,
        year=source.value(iri, BUD.fiscalYear) if iri else "",
        phase=notation(source.value(iri, BUD.phase)) if iri else "",
        file=source.value(document, BUD.fileName, document),
        replaced_by=name_of(later) if later else "",
        sets=sets,
        expenditure=totals.expenditure,
        revenue=totals.revenue,
        sources=totals.sources,
        kinds=totals.kinds,
        findings=_count_findings(source, document),
        projects=len(source.instances(BUD.Project, document)),
        publication=read_publication(source, document),
    )


def read_all(source: Source) -> list[Budget]:
    """Return all budgets of a store, in order of department and year."""
    found = [read_budget(source, document) for document in source.documents.values()]
    return sorted(found, key=lambda budget: (budget.department, budget.year, budget.name))


def read_units(source: Source, budget: Budget) -> list[UnitBudget]:
    """Return what a document says of the units of its department, of the same year and phase."""
    if not budget.iri:
        return []
    sets: dict[str, dict[str, str]] = defaultdict(dict)
    for item in read_sets(source, budget.document):
        sets[item.budget][item.view] = item.iri
    edition = _edition(source, budget.iri)
    found = []
    for iri, own in sets.items():
        body = source.value(iri, BUD.budgetUnit)
        if body and _edition(source, iri) == edition:
            name = source.value(body, SKOS.prefLabel) or last_part(body)
            found.append(UnitBudget(iri, name, _read_totals(source, budget.document, own)))
    return sorted(found, key=lambda unit: unit.name)


def _edition(source: Source, budget: str) -> tuple[str, str]:
    return source.value(budget, BUD.fiscalYear), source.value(budget, BUD.phase)


def _read_totals(source: Source, document: str, sets: dict[str, str]) -> Totals:
    """Return the totals of the sets of one budget, given by view."""
    heads = read_facts(source, sets["function"], document, 0) if "function" in sets else []
    incomes = read_facts(source, sets["source"], document, 0) if "source" in sets else []
    return Totals(
        expenditure=add(fact for fact in heads if not fact.kind),
        revenue=add(fact for fact in incomes if not fact.source),
        sources=_group(incomes, "source"),
        kinds=_group(heads, "kind"),
    )


def by_code(facts: Iterable[Fact], level: int) -> list[tuple[Fact, dict[str, Sum]]]:
    """Return facts of one level as rows: the fact that names the code, and sums by type or source.

    The sum over all types and sources stands under an empty name.
    """
    rows: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.level == level:
            rows[fact.code].append(fact)
    found = []
    for _, items in sorted(rows.items()):
        parts: dict[str, list[Fact]] = defaultdict(list)
        for fact in items:
            parts[fact.kind or fact.source].append(fact)
        sums = {name: total for name, group in parts.items() if (total := add(group)) is not None}
        found.append((items[0], sums))
    return found


def _own(sets: Iterable[FactSet], budget: str) -> Iterable[FactSet]:
    """Yield the sets about the budget that the document publishes."""
    return (item for item in sets if item.budget == budget)


def _group(facts: Iterable[Fact], name: str) -> dict[str, Sum]:
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if getattr(fact, name):
            groups[getattr(fact, name)].append(fact)
    sums = {key: add(group) for key, group in groups.items()}
    return {key: total for key, total in sums.items() if total is not None}


def _count_findings(source: Source, document: str) -> dict[str, int]:
    graph = f"{document}/findings"
    counts: dict[str, int] = defaultdict(int)
    for finding in source.instances(BUD.Finding, graph):
        counts[notation(source.value(finding, BUD.severity, graph))] += 1
    return dict(counts)


def edition(source: Source, document: str) -> str:
    """Return the date of a document, empty where it has none."""
    return source.value(document, DCTERMS.issued, document)
