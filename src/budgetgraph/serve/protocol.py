"""SPARQL 1.1 Protocol: queries by GET and POST, content negotiation, service description."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from ..query import words
from . import negotiate, results, worker
from .description import describe_service
from .pool import QueryError
from .state import State

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_ROWS = (results.JSON, results.XML, results.CSV, results.TSV)
_GRAPHS = (worker.TURTLE, worker.NTRIPLES, worker.JSONLD, worker.RDFXML)
_ALIASES = {
    "application/json": results.JSON,
    "application/xml": results.XML,
    "text/xml": results.XML,
    "text/plain": worker.NTRIPLES,
}
_SHORT = {
    "json": results.JSON,
    "xml": results.XML,
    "csv": results.CSV,
    "tsv": results.TSV,
    "turtle": worker.TURTLE,
    "ttl": worker.TURTLE,
    "nt": worker.NTRIPLES,
    "ntriples": worker.NTRIPLES,
    "jsonld": worker.JSONLD,
    "rdfxml": worker.RDFXML,
}
_STATUS = {
    "wrong": 400,
    "refused": 403,
    "large": 413,
    "memory": 503,
    "time": 503,
    "busy": 503,
    "failed": 500,
}
_MAX_TEXT = 1 << 20
_Pairs = list[tuple[str, str]]


class ProtocolError(ValueError):
    """A request that is not as the protocol asks."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the status to answer with."""
        super().__init__(message)
        self.status = status


async def endpoint(request: Request) -> Response:
    """Answer a query, or describe the service to a GET without one."""
    state: State = request.app.state.budgetgraph
    if request.method == "OPTIONS":
        return _allow()
    try:
        pairs = await _read(request)
        if request.method in {"GET", "HEAD"} and not any(name == "query" for name, _ in pairs):
            if any(name == "update" for name, _ in pairs):
                raise ProtocolError(
                    403, "updates are not accepted; this endpoint only answers queries"
                )
            return describe_service(request, state)
        task = _task(pairs, request.headers, state)
    except ProtocolError as error:
        return _tell(error.status, str(error))
    try:
        body: worker.Body = await state.pool.ask(task, request.scope["budgetgraph.address"])
    except QueryError as error:
        state.count(f"queries_{error.kind}")
        return _tell(_STATUS[error.kind], str(error))
    state.count("queries_answered")
    media_type = body.media_type + (
        "; charset=utf-8" if body.media_type.startswith("text/") else ""
    )
    headers = {"Content-Type": media_type, "Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(body.data, headers=headers)


async def _read(request: Request) -> _Pairs:
    """Return the parameters of a request, those of a POST body included."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method != "POST":
        return pairs
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > _MAX_TEXT:
            raise ProtocolError(413, f"a query may have {_MAX_TEXT:,} bytes")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "the request is not in UTF-8") from error
    if kind == _FORM:
        return [*pairs, *parse_qsl(text, keep_blank_values=True)]
    if kind == _QUERY:
        return [*pairs, ("query", text)]
    if kind == _UPDATE:
        raise ProtocolError(403, "updates are not accepted; this endpoint only answers queries")
    raise ProtocolError(415, f"send the query as {_FORM} or {_QUERY}")


def _task(pairs: _Pairs, headers: Headers, state: State) -> worker.Query:
    """Return the query to answer; raises ProtocolError."""
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise ProtocolError(403, "updates are not accepted; this endpoint only answers queries")
    if len(queries) != 1:
        raise ProtocolError(400, f"one query is asked for, not {len(queries)}")
    form = words.form(queries[0])
    if form == "UPDATE":
        raise ProtocolError(
            400, "this is an update; only SELECT, ASK, CONSTRUCT, DESCRIBE are answered"
        )
    settings = state.settings
    return worker.Query(
        queries[0],
        _media_types(pairs, headers, form),
        _graphs(pairs, "default-graph-uri"),
        _graphs(pairs, "named-graph-uri"),
        settings.query_rows,
        settings.query_bytes,
    )


def _media_types(pairs: _Pairs, headers: Headers, form: str) -> dict[str, str]:
    """Return what to answer in, by kind of answer; raises ProtocolError where nothing fits."""
    wish = next((value for name, value in pairs if name in {"format", "output"} and value), "")
    if wish:
        if (_SHORT.get(wish) or wish) not in (*_ROWS, *_GRAPHS):
            raise ProtocolError(406, f"no format '{wish}'; there are: {', '.join(_SHORT)}")
        accept = _SHORT.get(wish) or wish
    else:
        accept = ",".join(headers.getlist("accept"))
    rows, graph = _choose(accept, _ROWS), _choose(accept, _GRAPHS)
    needed = rows if form in {"SELECT", "ASK"} else graph if form else "any"
    if not needed:
        offered = _ROWS if form in {"SELECT", "ASK"} else _GRAPHS
        raise ProtocolError(406, f"the answer is offered as: {', '.join(offered)}")
    return {"rows": rows or _ROWS[0], "graph": graph or _GRAPHS[0]}


def _choose(accept: str, offered: Sequence[str]) -> str:
    aliases = [name for name, meant in _ALIASES.items() if meant in offered]
    found = negotiate.choose(accept, [*offered, *aliases])
    return _ALIASES.get(found, found)


def _graphs(pairs: _Pairs, wanted: str) -> tuple[str, ...]:
    found = tuple(value for name, value in pairs if name == wanted)
    for name in found:
        try:
            ox.NamedNode(name)
        except ValueError as error:
            raise ProtocolError(400, f"{wanted}={name[:80]}: no absolute IRI") from error
    return found


def _allow() -> Response:
    headers = {
        "Allow": "GET, HEAD, POST, OPTIONS",
        "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
        "Access-Control-Allow-Headers": "Accept, Content-Type",
    }
    return Response(status_code=204, headers=headers)


def _tell(status: int, message: str) -> Response:
    headers = {"Retry-After": "5"} if status == _STATUS["busy"] else {}
    return Response(f"{message}\n", status, headers, media_type="text/plain")
