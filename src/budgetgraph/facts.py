"""Statements to facts: the rules of `queries/rules/`, run in order on one document.

Knows the order of the rules and what becomes of their triples: scratch, which is dropped, or facts.
What a fact is, is in the rules and in the ontology (`bud:Fact`).

A document is a graph of its own and depends on no other, so documents can be derived side by side.
Statements, scratch and facts stand in one graph while rules run: a pattern over three graphs costs
three look-ups.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from . import shared
from .errors import InputError
from .rdf_input import load_document
from .resources import list_files, read_text

RULES = "queries/rules"
WORK = "urn:budgetgraph:work#"
_INTO = re.compile(r"^# into: (work|facts)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """One CONSTRUCT query.

    Attributes:
        name: File name.
        text: SPARQL, over the statements, the scratch graph and the facts made so far.
        gives_facts: Its triples are facts, not scratch.
    """

    name: str
    text: str
    gives_facts: bool


@dataclass(frozen=True, slots=True)
class FactSet:
    """The facts of one document, budget and view, with what tells which of two sets counts.

    Attributes:
        set: IRI of the set.
        document: IRI of the document.
        budget: IRI of the budget.
        is_own: The document publishes this budget; otherwise it only compares with it.
        issued: Date of the document, empty where it has none.
        department: Name of the department.
        department_iri: IRI of the department.
        unit: Name of the unit whose budget it is, empty for the department's.
        edition: Year and phase, e.g. `2024-approved`.
        covers: Names of the units that the document contains.
    """

    set: str
    document: str
    budget: str
    is_own: bool
    issued: str
    department: str
    department_iri: str
    unit: str
    edition: str
    covers: frozenset[str]

    @property
    def view(self) -> str:
        """Code of the view, e.g. `function`."""
        return self.set.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was derived from one document.

    Attributes:
        document: IRI of the document.
        nquads: The graph of facts, in sorted lines: equal statements give equal bytes.
        sets: The sets that the facts belong to.
    """

    document: str
    nquads: bytes
    sets: tuple[FactSet, ...]


def facts_graph(document: str) -> str:
    """Return the name of the graph that holds the facts of a document."""
    return f"{document}/facts"


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules in the order of their file names."""
    rules = []
    for name in list_files(RULES, ".rq"):
        text = read_text(RULES, name)
        into = _INTO.search(text)
        if into is None:
            raise InputError("says neither '# into: work' nor '# into: facts'", f"{RULES}/{name}")
        rules.append(Rule(name, text, into.group(1) == "facts"))
    return tuple(rules)


def derive(nquads: bytes) -> Facts:
    """Return the facts of one document.

    Args:
        nquads: The document; only its statement graph is looked at.

    Raises:
        InputError: The quads describe no document, or more than one.
    """
    document, store = load_document(nquads)
    return derive_in(store, document)


def derive_in(store: ox.Store, document: str) -> Facts:
    """Return the facts of one document; facts and scratch are left in the store.

    Args:
        store: Its statements in the default graph.
        document: Its IRI.
    """
    store.bulk_extend(_words())
    found: set[ox.Triple] = set()
    for rule in load_rules():
        triples = _apply(store, rule)
        if rule.gives_facts:
            found.update(triples)
    graph = ox.NamedNode(facts_graph(document))
    lines = sorted(f"{one.subject} {one.predicate} {one.object} {graph} .\n" for one in found)
    return Facts(document, "".join(lines).encode(), _sets_of_one(store))


def _apply(store: ox.Store, rule: Rule) -> list[ox.Triple]:
    triples = store.query(rule.text)
    if not isinstance(triples, ox.QueryTriples):
        raise InputError("is no CONSTRUCT query", f"{RULES}/{rule.name}")
    made = list(triples)
    store.bulk_extend(ox.Quad(*one) for one in made)  # in memory the quickest way in
    return made


@cache
def _words() -> tuple[ox.Quad, ...]:
    """Return the printed words that rules understand: classes of functions, and items."""
    quads = []
    for number, (text, relation, value) in enumerate(shared.words(), 1):
        word = ox.NamedNode(f"urn:budgetgraph:word:{number}")
        quads.append(ox.Quad(word, ox.NamedNode(WORK + "text"), ox.Literal(text)))
        quads.append(ox.Quad(word, ox.NamedNode(WORK + relation), value))
    return tuple(quads)


# --- sets ---------------------------------------------------------------------------------------

_PREFIXES = """
PREFIX bud: <https://w3id.org/budgetgraph/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_SETS = """
  ?set a bud:FactSet ; bud:inDocument ?document ; bud:budget ?budget .
  OPTIONAL { ?budget bud:department ?department . OPTIONAL { ?department skos:prefLabel ?name } }
  OPTIONAL { ?budget bud:budgetUnit/skos:prefLabel ?unit }
"""
_STATED = """
  ?document a bud:Document ; bud:statesBudget ?budget .
  OPTIONAL { ?document dcterms:issued ?issued }
"""
_UNITS = "?unit a bud:BudgetUnit ; skos:prefLabel ?name"
_ANYWHERE = "GRAPH ?graph {{ {} }}"


def read_sets(store: ox.Store) -> dict[str, tuple[FactSet, ...]]:
    """Return the sets of facts of all documents of a store, in order of their IRIs."""
    units: dict[str, set[str]] = {}
    for row in _select(store, _ANYWHERE.format(_UNITS)):
        units.setdefault(_text(row["graph"]), set()).add(_text(row["name"]))
    sets: dict[str, list[ox.QuerySolution]] = {}
    for row in _select(store, _ANYWHERE.format(_SETS)):
        sets.setdefault(_text(row["document"]), []).append(row)
    stated = {_text(row["document"]): row for row in _select(store, _ANYWHERE.format(_STATED))}
    return {
        document: _sets_of(rows, stated.get(document), units.get(document, ()))
        for document, rows in sets.items()
    }


def _sets_of_one(store: ox.Store) -> tuple[FactSet, ...]:
    """Return the sets of facts of the document that stands in the default graph."""
    units = (_text(row["name"]) for row in _select(store, _UNITS))
    stated = next(iter(_select(store, _STATED)), None)
    return _sets_of(_select(store, _SETS), stated, units)


def _sets_of(
    rows: Iterable[ox.QuerySolution], stated: ox.QuerySolution | None, units: Iterable[str]
) -> tuple[FactSet, ...]:
    own = _edition(stated) if stated is not None else ""
    issued = _text(stated["issued"]) if stated is not None else ""
    covers = frozenset(units)
    found = [
        FactSet(
            set=_text(row["set"]),
            document=_text(row["document"]),
            budget=_text(row["budget"]),
            is_own=_edition(row) == own,
            issued=issued,
            department=_text(row["name"]),
            department_iri=_text(row["department"]),
            unit=_text(row["unit"]),
            edition=_edition(row),
            covers=covers,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda item: item.set))


def _edition(row: ox.QuerySolution) -> str:
    return _text(row["budget"]).rpartition("/budget/")[2]


def _select(store: ox.Store, pattern: str) -> Iterable[ox.QuerySolution]:
    rows = store.query(f"{_PREFIXES} SELECT DISTINCT * WHERE {{ {pattern} }}")
    return rows if isinstance(rows, ox.QuerySolutions) else ()


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
