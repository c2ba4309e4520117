"""Which set of facts counts where several speak of one budget.

Two editions of one disclosure state one budget: the newer one counts. A disclosure that compares
with last year speaks of a budget that last year's own disclosure states: the latter counts. A
unit's own disclosure is contained in that of its department: both may be shown, never added up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .facts import FactSet
from .iris import CODE_BASE

CATALOGUE = CODE_BASE.removesuffix("code/") + "catalogue"
_TERMS = "http://purl.org/dc/terms/"
REPLACED_BY = _TERMS + "isReplacedBy"
PART_OF = _TERMS + "isPartOf"

Edge = tuple[str, str, str]
_Key = tuple[str, str, str, str]


def relate(sets: Iterable[FactSet]) -> list[Edge]:
    """Return which sets and documents are replaced by which, and which sets are contained in which.

    Args:
        sets: Sets of facts of all documents of a store.

    Returns:
        Triples of IRIs, sorted.
    """
    everything = sorted(sets, key=lambda item: item.set)  # the same edges in whatever order
    replaced = list(_replaced(everything))
    documents = _replaced_documents(everything, {edge[0]: edge[2] for edge in replaced})
    return sorted({*replaced, *documents, *_contained(everything)})


class Catalogue:
    """The edges of documents that come in over time; those that come in concern few others."""

    def __init__(self) -> None:
        """Begin without documents."""
        self._sets: dict[str, tuple[FactSet, ...]] = {}
        self._speaking: dict[_Key, set[str]] = defaultdict(set)
        self._edges: dict[str, set[Edge]] = defaultdict(set)

    def add(self, documents: Mapping[str, tuple[FactSet, ...]]) -> tuple[set[Edge], set[Edge]]:
        """Take in new documents with their sets; return the edges that come, and those that go."""
        for document, sets in documents.items():
            self._sets[document] = sets
            for key in _keys(sets):
                self._speaking[key].add(document)
        concerned = self._near(documents)
        around = self._near(concerned)
        owners = {item.set: name for name in around for item in self._sets[name]}
        edges: dict[str, set[Edge]] = {name: set() for name in concerned}
        for edge in relate(item for name in around for item in self._sets[name]):
            owner = owners.get(edge[0], edge[0])
            if owner in edges:
                edges[owner].add(edge)
        former = set().union(*(self._edges[name] for name in concerned))
        self._edges.update(edges)
        now = set().union(*edges.values())
        return now - former, former - now

    def _near(self, documents: Iterable[str]) -> set[str]:
        """Return the documents that speak of what these speak of, themselves included."""
        found = set(documents)
        for document in documents:
            found.update(*(self._speaking[key] for key in _keys(self._sets[document])))
        return found


def _keys(sets: Iterable[FactSet]) -> set[_Key]:
    """Return all by which a set can concern another: its budget, its names, its department."""
    keys: set[_Key] = set()
    for item in sets:
        keys.add(("budget", item.budget, "", item.view))
        keys.add(("body", item.department_iri, item.edition, item.view))
        names = (item.department,) if item.unit else (item.department, *item.covers)
        keys.update(("name", name, item.edition, item.view) for name in names)
    return keys


def _replaced(sets: list[FactSet]) -> Iterable[Edge]:
    """Yield, for each budget and view, the sets that a better one replaces."""
    rivals: dict[tuple[str, str], list[FactSet]] = defaultdict(list)
    for item in sets:
        rivals[(item.budget, item.view)].append(item)
    for found in rivals.values():
        # own before compared, then by date, then by name: 2024-v2 comes after 2024
        best = max(found, key=lambda item: (item.is_own, item.issued, item.document))
        yield from ((item.set, REPLACED_BY, best.set) for item in found if item is not best)


def _replaced_documents(sets: list[FactSet], newer: dict[str, str]) -> Iterable[Edge]:
    """Yield the documents all of whose own sets are replaced: an edition that has a newer one."""
    document_of = {item.set: item.document for item in sets}
    own: dict[str, list[str]] = defaultdict(list)
    for item in sets:
        if item.is_own:
            own[item.document].append(item.set)
    for document, names in own.items():
        if all(name in newer for name in names):
            yield (document, REPLACED_BY, max(document_of[newer[name]] for name in names))


def _contained(sets: list[FactSet]) -> Iterable[Edge]:
    """Yield the sets of units whose department has a set of the same edition and view."""
    departments: dict[tuple[str, str, str], list[FactSet]] = defaultdict(list)
    for item in sets:
        if not item.unit:
            for name in item.covers:
                departments[(name, item.edition, item.view)].append(item)
    own = {(item.department_iri, item.edition, item.view): item for item in sets if not item.unit}
    for item in sets:
        if item.unit:
            whole = own.get((item.department_iri, item.edition, item.view))
            if whole is not None:
                yield (item.set, PART_OF, whole.set)
            continue
        for whole in departments.get((item.department, item.edition, item.view), ()):
            if item.department and whole.department_iri != item.department_iri:
                yield (item.set, PART_OF, whole.set)
