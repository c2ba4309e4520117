"""Tidy rows from the statements of a store: one query per table, whose variables are its columns.

Equal to the rows of a fresh conversion but for units and parts of one cell: a store knows bodies,
not how each cell spells them, nor the cell that names a unit above its figures, and tells the line
where the printed cell begins.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from budgetgraph.figures import squeeze
from budgetgraph.tidy import Row, tables

Select = Callable[[str], Iterator[dict[str, str]]]


def stored_rows(select: Select, disclosure: str, table: str) -> Iterator[Row]:
    """Yield the rows of one tidy table, in document order.

    Args:
        select: Asks the statements of one document.
        disclosure: Id of the document.
        table: Name of the tidy table, e.g. `lines`.
    """
    header = _header(table)
    for found in select(_query(table)):
        found["disclosure"] = disclosure
        yield tuple(squeeze(found.get(column, "")) for column in header)


@cache
def _header(table: str) -> tuple[str, ...]:
    return next(known.header for known in tables() if known.name == table)


@cache
def _query(table: str) -> str:
    place = files("budgetgraph.export") / "tables" / f"{table}.rq"
    return place.read_text("utf-8")
