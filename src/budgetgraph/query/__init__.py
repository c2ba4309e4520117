"""Questions to a store or an endpoint: saved queries, parameters, rows.

* headers: a query file and what it says of itself
* binding: parameters into a query, as SPARQL terms
* rows: what an engine answers, and the same as typed values
* labels: codes of an answer in words
* rendering: rows as table, CSV, JSON, Markdown
* charts: rows as pictures
* words: what the words of a query tell; embedded: queries on a store
* unmatched: why there is no row
* remote: SPARQL endpoints; worker: queries that may be stopped
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from ..errors import UsageError
from .binding import bind
from .headers import Column, Parameter, SavedQuery, get_query, list_queries, parse_query
from .rows import Answer, Rows

__all__ = [
    "Answer",
    "Column",
    "Engine",
    "Parameter",
    "Rows",
    "SavedQuery",
    "ask",
    "bind",
    "find_query",
    "get_query",
    "list_queries",
    "parse_query",
]

_SPARQL_WORDS = ("select", "ask", "construct", "describe", "prefix", "base")


class Engine(Protocol):
    """What answers queries: a store, or an endpoint."""

    def select(self, text: str) -> Answer:
        """Return the answer to a SPARQL query."""
        ...


def ask(engine: Engine, name: str, parameters: Mapping[str, object] | None = None) -> Rows:
    """Return the rows of a query.

    Args:
        engine: A store or an endpoint.
        name: Name of a saved query, path of an `.rq` file, or the text of a query.
        parameters: Values by name; a sequence stands for several.

    Raises:
        UsageError: Unknown query or parameter, or a value that the parameter does not take.
    """
    query = find_query(name)
    return Rows(query, engine.select(bind(query, parameters or {})))


def find_query(name: str) -> SavedQuery:
    """Return a query by its name, its path or its text.

    Raises:
        UsageError: No such saved query; the message names near ones.
    """
    if name.lstrip().lower().startswith(_SPARQL_WORDS) and len(name.split()) > 1:
        return parse_query("", name)
    if name.endswith(".rq"):
        path = Path(name)
        try:
            return parse_query(path.stem, path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "no UTF-8 text"
            raise UsageError(f"{name}: cannot be read ({reason}); check the path") from error
    return get_query(name)
