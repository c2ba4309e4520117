"""IRIs that answer: things lead with 303 to documents about them, documents answer with 200."""

from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..terms import RDF
from . import negotiate
from .description import MEDIA_TYPES, rdf_response
from .dispatch import show_error
from .drawing import prefix
from .language import choose_language, text
from .pages.thing import show_thing
from .places import ROOT, find_iri
from .reading.source import Source, name_of
from .state import State

_HTML = "text/html"
_SUFFIXES = {
    _HTML: ".html",
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/ld+json": ".jsonld",
    "application/rdf+xml": ".rdf",
}
_DATA = "/data"
_INCOMING = 500
_NS = f"{ROOT}ns"
# Classes that have a page of their own.
_PAGES = {"Fact": "/figure", "Project": "/project", "PolicyDocument": "/policy"}


async def thing(request: Request) -> Response:
    """Answer for a thing: 303 to the document that the reader likes best, 404 for nothing known."""
    state: State = request.app.state.budgetgraph
    path = _raw_path(request)
    iri = await run_in_threadpool(find_iri, path, state.content.source, state.settings)
    if not iri:
        return await _missing(request)
    accept = request.headers.get("accept", "")
    chosen = negotiate.choose(accept, [_HTML, *MEDIA_TYPES])
    if not chosen:
        return Response(f"offered: {', '.join(_SUFFIXES)}\n", 406, media_type="text/plain")
    target = _page_of(iri, state.content.source) if chosen == _HTML else ""
    target = target or f"{_DATA}{path.rstrip('/')}{_SUFFIXES[chosen]}"
    if lang := request.query_params.get("lang"):
        target += ("&" if "?" in target else "?") + urlencode({"lang": lang})
    return RedirectResponse(prefix(request) + target, 303, headers={"Vary": "Accept"})


async def document(request: Request) -> Response:
    """Answer with the document about a thing, in the format of its suffix or by Accept."""
    state: State = request.app.state.budgetgraph
    path = _raw_path(request).removeprefix(_DATA)
    media_type = ""
    for kind, suffix in _SUFFIXES.items():
        if path.endswith(suffix):
            path, media_type = path.removesuffix(suffix), kind
            break
    iri = await run_in_threadpool(find_iri, path, state.content.source, state.settings)
    if not iri:
        return await _missing(request)
    media_type = media_type or negotiate.choose(request.headers.get("accept", ""), list(_SUFFIXES))
    if media_type == _HTML:
        return await show_thing(request, iri)
    triples = await run_in_threadpool(describe, state.content.source, iri)
    return await run_in_threadpool(rdf_response, request, triples, state, {}, media_type)


def describe(source: Source, iri: str) -> list[ox.Triple]:
    """Return what the store says of a thing.

    A document, a code list or an ontology gives the whole graph of its name; anything else the
    triples that have it as subject, and some that have it as object.
    """
    if iri == _NS:
        return [triple for name in source.graphs_under(_NS) for triple in source.graph(name)]
    if source.has_graph(iri):
        return source.graph(iri)
    return source.triples([iri]) + source.incoming(iri, _INCOMING)


def _page_of(iri: str, source: Source) -> str:
    """Return the address of the page that shows a thing, empty where it has none of its own."""
    if source.documents.get(name_of(iri)) == iri:
        return f"/budgets/{iri.rpartition('/doc/')[2]}"
    kinds = {kind.rpartition("#")[2] for kind in source.values(iri, RDF.type)}
    for kind, page in _PAGES.items():
        if kind in kinds:
            return f"{page}?{urlencode({'iri': iri})}"
    if (
        iri.startswith((f"{ROOT}code/cn/function/", f"{ROOT}code/cn/economic/"))
        and "Concept" in kinds
    ):
        return f"/codes?{urlencode({'iri': iri})}"
    return ""


def _raw_path(request: Request) -> str:
    raw = request.scope.get("raw_path") or b""
    return bytes(raw).partition(b"?")[0].decode("latin-1")


async def _missing(request: Request) -> Response:
    message = text(choose_language(request), "error.missing", what=str(request.scope["path"])[:200])
    return await show_error(request, 404, message)
