"""Rows of a SELECT as plain Python values: IRIs and texts as str, numbers exact."""

from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

Value = str | int | Decimal | bool
Row = dict[str, Value]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMAL = _XSD + "decimal"
_INTEGER = _XSD + "integer"
_BOOLEAN = _XSD + "boolean"


def select(store: ox.Store, query: str) -> Iterator[Row]:
    """Yield the rows of a SELECT over all graphs of the store; unbound variables are left out."""
    solutions = store.query(query, use_default_graph_as_union=True)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("not a SELECT")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {
            name: plain(term)
            for name, term in zip(names, solution, strict=True)
            if term is not None and not isinstance(term, ox.Triple)
        }


def plain(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Value:
    """Return an RDF term as a Python value; a blank node as `_:label`."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    kind = term.datatype.value
    try:
        if kind == _DECIMAL and (number := Decimal(term.value)).is_finite():
            return number
        if kind == _INTEGER:
            return int(term.value)
    except (ArithmeticError, ValueError):  # ill-typed, which the shapes tell
        return term.value
    if kind == _BOOLEAN:
        return term.value in {"true", "1"}
    return term.value


def node_of(value: Value | None) -> ox.NamedNode | ox.BlankNode:
    """Return the node that `plain` returned as text.

    For a literal where a node belongs, which the shapes tell, a node of which nothing is said.
    """
    text = str(value)
    try:
        return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)
    except ValueError:
        return ox.BlankNode()


def integer_of(value: Value | None) -> int:
    """Return a whole number, 0 for what is none."""
    return int(value) if isinstance(value, int | Decimal) else 0


def decimal_of(value: Value | None) -> Decimal:
    """Return an exact number, 0 for what is none."""
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)
