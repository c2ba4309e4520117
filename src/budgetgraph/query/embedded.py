"""SPARQL on an embedded store, as an endpoint would answer it.

The default graph is the union of all graphs unless the query chooses others, and the prefixes of
this project need not be declared.
"""

from collections.abc import Sequence

import pyoxigraph as ox

from ..errors import UsageError
from ..terms import PREFIXES
from .words import chooses_graphs, missing_prefixes

# Without `unit`, which data take for QUDT and saved queries for our code list.
KNOWN_PREFIXES = {prefix: iri for prefix, iri in PREFIXES.items() if prefix != "unit"}

Solutions = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def evaluate(
    store: ox.Store,
    text: str,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Solutions:
    """Return what the store answers to a query.

    Args:
        store: The store.
        text: The query.
        default_graphs: IRIs of the graphs of the default graph.
        named_graphs: IRIs of the named graphs. Where neither is given, the query's own FROM holds,
            and without one the union of all graphs and all named ones.

    Raises:
        UsageError: The text is no SPARQL query.
    """
    chosen = bool(default_graphs or named_graphs)
    try:
        return store.query(
            text,
            prefixes=KNOWN_PREFIXES,
            # with FROM the query chooses; the union would hide that
            use_default_graph_as_union=not chosen and not chooses_graphs(text),
            default_graph=[ox.NamedNode(name) for name in default_graphs] if chosen else None,
            named_graphs=[ox.NamedNode(name) for name in named_graphs] if chosen else None,
        )
    except SyntaxError as error:
        raise UsageError(f"no SPARQL query: {_explain(str(error), text)}") from error


def declare(text: str) -> str:
    """Return a query with those of our prefixes that it lacks, each line where it was."""
    lacking = [prefix for prefix in missing_prefixes(text) if prefix in KNOWN_PREFIXES]
    return "".join(f"PREFIX {prefix}: <{KNOWN_PREFIXES[prefix]}> " for prefix in lacking) + text


def _explain(message: str, text: str) -> str:
    """Return the parser's message without its long lists, and a prefix that nobody declares."""
    told = message.split(", [", maxsplit=1)[0]
    unknown = [prefix for prefix in missing_prefixes(text) if prefix not in KNOWN_PREFIXES]
    return f"{told}; no prefix '{unknown[0]}:'; add PREFIX {unknown[0]}: <…>" if unknown else told
