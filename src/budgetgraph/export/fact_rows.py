"""Facts as rows: one per fact, with what it is about, so that sums need no RDF (`facts.toml`).

A row belongs to one set (document, budget, view). Within a set the rows of one level add up to the
total; which sets count where several speak of one budget, the table `sets` says.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from budgetgraph.catalogue import PART_OF, Edge
from budgetgraph.facts import Facts, FactSet
from budgetgraph.tidy import Row, TidyTable
from budgetgraph.tidy.schema import read_tables

from .publication import id_of

FACTS, SETS = "facts", "sets"


@cache
def tables() -> dict[str, TidyTable]:
    """Return the tables `facts` and `sets` by name."""
    text = files("budgetgraph.export").joinpath("facts.toml").read_text("utf-8")
    return {table.name: table for table in read_tables(text)}


def rows(derived: Facts) -> Iterator[Row]:
    """Yield the rows of the facts of one document, in order of their IRIs."""
    store = ox.Store()
    store.bulk_load(derived.nquads, ox.RdfFormat.N_QUADS, lenient=True)
    query = (files("budgetgraph.export") / "tables" / "facts.rq").read_text("utf-8")
    solutions = store.query(query, use_default_graph_as_union=True)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("not a SELECT query")
    names = {variable.value for variable in solutions.variables}
    disclosure = id_of(derived.document)
    for solution in solutions:
        values = {name: getattr(solution[name], "value", "") for name in names}
        values["disclosure"] = disclosure
        yield tuple(values[column] for column in tables()[FACTS].header)


def set_rows(sets: Iterable[FactSet], edges: Iterable[Edge]) -> Iterator[Row]:
    """Yield the rows of the table `sets`.

    Args:
        sets: The sets of all documents.
        edges: Which of them are replaced by which, and contained in which.
    """
    replaced: dict[str, str] = {}
    contained: dict[str, str] = {}
    for subject, relation, other in edges:
        (contained if relation == PART_OF else replaced).setdefault(subject, other)
    for item in sorted(sets, key=lambda one: one.set):
        yield (
            id_of(item.document),
            item.set,
            item.view,
            item.budget,
            replaced.get(item.set, ""),
            contained.get(item.set, ""),
        )
