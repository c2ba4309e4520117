"""The facts of one document."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ...facts import facts_graph
from ...terms import BUD, DCTERMS, PROV
from .source import Source, notation, number

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; codes are the notations of their schemes, empty where it has none.

    Attributes:
        iri: Its IRI.
        view: function, source, economic, item, project, procurement.
        role: leaf, subtotal, total, memo.
        amount: In yuan.
        code: Printed functional or economic code.
        concept: IRI of that code.
        label: Printed row label.
        kind: Expenditure type: basic, project …
        source: Funding source.
        ledger: Ledger.
        item: Item: three-public …
        project: IRI of the project.
        set: IRI of the set of facts.
        supported: Statements that state the amount.
        contradicted: Statements that state another one.
        derived: Facts it was worked out from.
        status: reported, zero, derived …
        stated_in: Kind of table it was taken from.
    """

    iri: str
    view: str
    role: str
    amount: Decimal
    code: str
    concept: str
    label: str
    kind: str
    source: str
    ledger: str
    item: str
    project: str
    set: str
    supported: tuple[str, ...]
    contradicted: tuple[str, ...]
    derived: tuple[str, ...]
    status: str
    stated_in: str

    @property
    def level(self) -> int:
        """0 without a code, 1 for three digits, 2 for five, 3 for seven."""
        return (len(self.code) - 1) // 2 if self.code else 0


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount with the facts that make it up: one, or one per ledger."""

    amount: Decimal
    facts: tuple[Fact, ...]

    @property
    def iri(self) -> str:
        """The first fact, to follow its trail."""
        return self.facts[0].iri


@dataclass(frozen=True, slots=True)
class FactSet:
    """A set of facts: its IRI, view, budget."""

    iri: str
    view: str
    budget: str


def read_sets(source: Source, document: str) -> list[FactSet]:
    """Return the sets of facts of a document, sets of one level left out."""
    graph = facts_graph(document)
    found = []
    for iri in source.subjects(BUD.inDocument, document, graph):
        if not source.values(iri, DCTERMS.isPartOf, graph):
            view = notation(source.value(iri, DCTERMS.type, graph))
            found.append(FactSet(iri, view, source.value(iri, BUD.budget, graph)))
    return found


def read_facts(
    source: Source, fact_set: str, document: str, level: int | None = None
) -> list[Fact]:
    """Return the facts of a set, in order of code and role.

    Args:
        source: The store.
        fact_set: IRI of the set.
        document: IRI of the document.
        level: Only those of one level; the set of that level is asked where there is one.
    """
    graph = facts_graph(document)
    wanted = f"{fact_set}/level-{level}"
    if level is None or not source.values(wanted, DCTERMS.isPartOf, graph):
        wanted = fact_set
    facts: list[Fact] = source.remember(
        ("facts", wanted), lambda: list(_read_members(source, wanted, graph))
    )
    kept = [fact for fact in facts if level is None or fact.level == level]
    return sorted(kept, key=lambda fact: (fact.code, fact.kind, fact.source, fact.ledger, fact.iri))


def _read_members(source: Source, fact_set: str, graph: str) -> Iterable[Fact]:
    for iri in source.subjects(DCTERMS.isPartOf, fact_set, graph):
        fact = read_fact(source, iri, graph)
        if fact is not None:
            yield fact


def read_fact(source: Source, iri: str, graph: str = "") -> Fact | None:
    """Return a fact, None where the IRI is none or has no amount."""
    found = source.describe(iri, graph)

    def one(name: str) -> str:
        return next(iter(found.get(BUD[name].value, ())), "")

    amount = number(one("amount"))
    if amount is None or not one("view"):
        return None
    concept = one("functionalCode") or one("economicCode")
    return Fact(
        iri=iri,
        view=notation(one("view")),
        role=notation(one("aggregationRole")),
        amount=amount,
        code=one("printedCode"),
        concept=concept,
        label=one("rowLabel"),
        kind=notation(one("expenditureType")),
        source=notation(one("fundingSource")),
        ledger=notation(one("ledger")),
        item=notation(one("item")),
        project=one("project"),
        set=min(found.get(DCTERMS.isPartOf.value, [""]), key=len),
        supported=tuple(sorted(found.get(BUD.supportedBy.value, ()))),
        contradicted=tuple(sorted(found.get(BUD.contradictedBy.value, ()))),
        derived=tuple(sorted(found.get(PROV.wasDerivedFrom.value, ()))),
        status=notation(one("valueStatus")),
        stated_in=notation(one("statedIn")),
    )


def add(facts: Iterable[Fact]) -> Sum | None:
    """Return the sum of facts of one key: the one over all ledgers, else those of the ledgers.

    Facts of one key differ in their ledger only; the total over ledgers is one of them or is not
    printed. Returns None where there is none.
    """
    found = list(facts)
    whole = [fact for fact in found if not fact.ledger]
    chosen = tuple(whole[:1] or found)
    return Sum(sum((fact.amount for fact in chosen), _ZERO), chosen) if chosen else None
