"""Parts into a SPARQL 1.1 server over the Graph Store Protocol: one graph a request, with retries.

PUT replaces a graph, so what is sent twice is there once. The graph of facts, which holds the mark
of its document, goes last: a load that was ended asks the server for the marks and goes on.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from budgetgraph.catalogue import CATALOGUE as CATALOGUE_GRAPH
from budgetgraph.errors import OutputError, UsageError
from budgetgraph.facts import facts_graph
from budgetgraph.query.remote import Endpoint

from .login import Login
from .manifest import CATALOGUE, SHARED
from .reading import Parts, Stored, graphs_of

_BATCH_BYTES = 8 << 20  # of one request: Virtuoso and proxies refuse much larger ones
_TIMEOUT_SECONDS = 600
_ATTEMPTS = 6  # waits of 1, 2, 4, 8 and 16 seconds between them
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_SHOWN = 300
_MARKS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?document ?digest ?made WHERE {
  GRAPH ?facts {
    ?facts prov:wasDerivedFrom ?document ; dcterms:identifier ?digest ; owl:versionInfo ?made
  }
} ORDER BY ?document LIMIT %d OFFSET %d
"""
_PAGE = 10_000  # rows of an answer; servers cut off longer ones without a word


@dataclass(frozen=True, slots=True)
class Server:
    """A graph store.

    Attributes:
        store: Address of the Graph Store Protocol, e.g. `http://host:7878/store`.
        query: Address of its SPARQL endpoint; empty: it is not asked what it holds.
        user: Name for a server that asks for one.
        password: Its password.
        graph_parameter: What names the graph; Virtuoso calls it `graph-uri`.
    """

    store: str
    query: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    graph_parameter: str = "graph"


@dataclass(slots=True)
class Sent:
    """What a load did: documents sent, documents that were there, graphs and bytes sent."""

    documents: int = 0
    unchanged: int = 0
    graphs: int = 0
    bytes: int = 0


def upload(
    parts: Parts,
    server: Server,
    advance: Callable[[], None] = lambda: None,
    pause: Callable[[int], None] = time.sleep,
) -> Sent:
    """Bring all documents of a manifest into a server; return what was done.

    Args:
        parts: The folder of parts.
        server: Where to.
        advance: Called after each document.
        pause: Waits so many seconds before another attempt.

    Raises:
        UsageError: The address is no URL, or the server refuses what is sent.
        OutputError: The server does not answer, however often it is asked.
        InputError: A part is damaged.
    """
    sender = _Sender(server, pause)
    held = set(_held(server)) if server.query else set()
    made_by = parts.manifest.made_by
    for name, triples in _by_graph(parts.common(SHARED)):
        sender.put(name, triples)
    for stored in parts.documents():
        document = stored.description
        if (document.document, document.sha256, made_by) in held:
            sender.sent.unchanged += 1
        else:
            _send(sender, stored)
        advance()
    # an empty catalogue too takes the place of a former one
    sender.put(CATALOGUE_GRAPH, b"".join(t for _, t in _by_graph(parts.common(CATALOGUE))))
    return sender.sent


def _send(sender: "_Sender", stored: Stored) -> None:
    sender.delete(facts_graph(stored.description.document))  # an old mark vouches for nothing new
    for name, triples in graphs_of(stored):
        sender.put(name, triples)
    sender.sent.documents += 1


class _Sender:
    """Sends graphs, again where an error may pass."""

    def __init__(self, server: Server, pause: Callable[[int], None]) -> None:
        if urlsplit(server.store).scheme not in {"http", "https"}:
            raise UsageError(
                f"'{server.store}' is no address; give one such as http://host:7878/store"
            )
        self._server = server
        self._pause = pause
        self._login = Login(server.store, server.user, server.password) if server.user else None
        self.sent = Sent()

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph; a large one goes in several requests."""
        batches = list(_batches(triples)) or [b""]
        for number, batch in enumerate(batches):
            self._request("POST" if number else "PUT", graph, batch)
            self.sent.bytes += len(batch)
        self.sent.graphs += 1

    def delete(self, graph: str) -> None:
        """Take a graph away; one that is not there is no error."""
        self._request("DELETE", graph, None)

    def _request(self, method: str, graph: str, data: bytes | None) -> None:
        address = f"{self._server.store}?{self._server.graph_parameter}={quote(graph, safe='')}"
        headers = {"Content-Type": "text/turtle"} if data is not None else {}
        request = Request(address, data, headers, method=method)  # noqa: S310  checked: http(s)
        for attempt in range(_ATTEMPTS):
            if attempt:
                self._pause(2 ** (attempt - 1))
            try:
                if self._login is not None:
                    self._login.sign(request)
                with urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
                    answer.read()
                return
            except HTTPError as error:
                with error:
                    if error.code == 404 and method == "DELETE":  # noqa: PLR2004
                        return
                    reason = f"{error.code} {error.reason} {error.read(_SHOWN)!r}"
                if error.code not in _PASSING:
                    raise UsageError(f"{address}: refused ({reason})") from error
            except (URLError, HTTPException, OSError) as error:
                reason = str(getattr(error, "reason", None) or error)
        raise OutputError(f"{address}: no answer after {_ATTEMPTS} attempts ({reason}); load again")


def _held(server: Server) -> Iterator[tuple[str, str, str]]:
    """Yield document, checksum and software of what the server holds whole."""
    endpoint = Endpoint(server.query, _TIMEOUT_SECONDS)
    for offset in range(0, 1 << 40, _PAGE):
        rows = endpoint.select(_MARKS % (_PAGE, offset)).rows
        for document, digest, made in rows:
            if document and digest and made:
                yield document.value, digest.value, made.value
        if len(rows) < _PAGE:
            return


def _by_graph(nquads: bytes) -> Iterable[tuple[str, bytes]]:
    """Return the graphs of N-Quads as N-Triples."""
    graphs: dict[str, list[bytes]] = {}
    for line in nquads.splitlines():
        head, _, graph = line[:-2].rpartition(b" ")
        graphs.setdefault(graph[1:-1].decode(), []).append(head + b" .\n")
    return [(name, b"".join(lines)) for name, lines in graphs.items()]


def _batches(triples: bytes) -> Iterator[bytes]:
    """Yield N-Triples in pieces of whole lines."""
    start = 0
    while start < len(triples):
        end = triples.find(b"\n", min(start + _BATCH_BYTES, len(triples) - 1)) + 1
        yield triples[start:end]
        start = end
