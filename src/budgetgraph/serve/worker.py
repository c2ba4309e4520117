"""A process that answers queries on a read-only store, one at a time.

Lives as long as its pipe. Whoever waits for an answer may end the process at any moment: nothing
is written here, so nothing is lost.
"""

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import pyoxigraph as ox

from ..errors import BudgetgraphError
from ..query import ask
from ..query.embedded import evaluate
from ..query.rows import Rows
from ..query.words import calls_services
from ..store import Store
from . import results

TURTLE, NTRIPLES, RDFXML, JSONLD = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
)
_GRAPHS = {
    TURTLE: ox.RdfFormat.TURTLE,
    NTRIPLES: ox.RdfFormat.N_TRIPLES,
    RDFXML: ox.RdfFormat.RDF_XML,
    JSONLD: ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL query to answer.

    Attributes:
        text: The query.
        media_types: What to answer in, by kind of answer: `rows`, `graph`.
        default_graphs: Graphs of the default graph; empty for the union of all.
        named_graphs: Named graphs; empty for all.
        rows: Most rows of the answer.
        size: Most bytes of the answer.
    """

    text: str
    media_types: dict[str, str]
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows: int = 100_000
    size: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query to answer, with its parameters as they came."""

    name: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...]
    rows: int = 100_000

    @classmethod
    def of(cls, name: str, given: Mapping[str, Sequence[str]], rows: int) -> "Saved":
        """Return the question with its parameters in order, so that equal ones are equal."""
        parameters = tuple(sorted((key, tuple(values)) for key, values in given.items()))
        return cls(name, parameters, rows)


@dataclass(frozen=True, slots=True)
class Body:
    """An answer to send: bytes, their media type, how many rows."""

    data: bytes
    media_type: str
    rows: int


class TooLargeError(BudgetgraphError):
    """An answer over a limit."""


def serve(pipe: Connection, folder: str, memory: int, allow_service: bool) -> None:
    """Answer what comes through a pipe until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with Store.open(folder) as store:
        limit_memory(memory)
        pipe.send("ready")
        while True:
            try:
                task = pipe.recv()
            except (EOFError, OSError):
                return
            pipe.send(_answer(store, task, allow_service))


def _answer(store: Store, task: Query | Saved, allow_service: bool) -> tuple[str, Any]:
    """Return `ok` and the answer, or the kind of failure and a message."""
    try:
        if isinstance(task, Saved):
            return "ok", answer_saved(store, task)
        if calls_services(task.text) and not allow_service:
            return "refused", "SERVICE is not allowed here: this server calls no other"
        return "ok", answer_query(store, task)
    except TooLargeError as error:
        return "large", str(error)
    except ValueError as error:  # UsageError is one
        return "wrong", str(error)
    except MemoryError:
        return "memory", "the query needs more memory than it may take"
    except (OSError, RuntimeError) as error:
        return "failed", str(error)


def answer_saved(store: Store, task: Saved) -> Rows:
    """Return the rows of a saved query.

    Raises:
        UsageError: Unknown query or parameter, or a value that it does not take.
        TooLargeError: More rows than the limit.
    """
    found = ask(store, task.name, {name: _single(values) for name, values in task.parameters})
    if len(found) > task.rows:
        raise TooLargeError(
            f"{len(found):,} rows, more than the limit of {task.rows:,}; ask for less"
        )
    return found


def answer_query(store: Store, task: Query) -> Body:
    """Return the answer to a query, written in the format asked for.

    Raises:
        UsageError: The text is no query.
        TooLargeError: More rows or bytes than the limits.
    """
    found = evaluate(store.inner, task.text, task.default_graphs, task.named_graphs)
    if isinstance(found, ox.QueryBoolean):
        media_type = task.media_types["rows"]
        return Body(results.write_boolean(media_type, bool(found)).encode(), media_type, 1)
    if isinstance(found, ox.QueryTriples):
        return _write_graph(found, task)
    return _write_rows(found, task)


def _write_rows(found: ox.QuerySolutions, task: Query) -> Body:
    variables = [variable.value for variable in found.variables]
    media_type = task.media_types["rows"]
    counter = _Counter(task)
    # by position: the same name may stand twice
    rows = ([row[index] for index in range(len(variables))] for row in counter.count(found))
    pieces = [
        counter.weigh(piece.encode()) for piece in results.write_rows(media_type, variables, rows)
    ]
    return Body(b"".join(pieces), media_type, counter.rows)


def _write_graph(found: ox.QueryTriples, task: Query) -> Body:
    media_type = task.media_types["graph"]
    counter = _Counter(task)
    triples = list(dict.fromkeys(counter.count(found)))  # a graph is a set
    shown = {"bud": "https://w3id.org/budgetgraph/ns#"} if media_type == TURTLE else None
    data = ox.serialize(triples, format=_GRAPHS[media_type], prefixes=shown) or b""
    return Body(counter.weigh(data), media_type, counter.rows)


class _Counter:
    """Counts rows and bytes of one answer; raises TooLargeError over a limit."""

    def __init__(self, task: Query) -> None:
        self._task = task
        self._size = 0
        self.rows = 0

    def count(self, items: Any) -> Iterator[Any]:
        for item in items:
            self.rows += 1
            if self.rows > self._task.rows:
                raise TooLargeError(
                    f"more than {self._task.rows:,} rows; ask with LIMIT and OFFSET"
                )
            yield item

    def weigh(self, data: bytes) -> bytes:
        self._size += len(data)
        if self._size > self._task.size:
            raise TooLargeError(f"more than {self._task.size:,} bytes; ask with LIMIT and OFFSET")
        return data


def _single(values: tuple[str, ...]) -> object:
    return values[0] if len(values) == 1 else values


def limit_memory(extra: int) -> None:
    """Let the process take so much address space beyond what it has now, where the system can."""
    if sys.platform == "win32" or not os.path.exists("/proc/self/statm"):  # noqa: PTH110
        return
    import resource  # noqa: PLC0415  not on every system

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        pages = int(file.read().split()[0])
    limit = pages * resource.getpagesize() + extra
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
