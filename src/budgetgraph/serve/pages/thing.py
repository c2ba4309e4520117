"""Anything that has an IRI and no page of its own: its properties, and what points at it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ...terms import RDF
from ..dispatch import show
from ..language import choose_language
from ..reading.source import Source
from ..state import State
from ..view import Sheet, View

_INCOMING = 200
_OUTGOING = 2000


async def show_thing(request: Request, iri: str) -> Response:
    """Return the page about an IRI."""
    state: State = request.app.state.budgetgraph

    view = await run_in_threadpool(thing, state.content.source, iri, choose_language(request))
    return await show(request, view)


def thing(source: Source, iri: str, language: str) -> View:
    """Return the view of an IRI: properties with their values, and what points at it."""
    rows: list[tuple[str, str, str]] = []
    for triple in source.triples([iri])[:_OUTGOING]:
        kind = "uri" if type(triple.object).__name__ == "NamedNode" else "literal"
        value = str(getattr(triple.object, "value", ""))
        mark = getattr(triple.object, "language", None) or ""
        rows.append((triple.predicate.value, value, kind if kind == "uri" else mark))
    rows.sort(key=lambda row: (row[0] != RDF.type.value, row))
    incoming = sorted(
        (triple.predicate.value, str(getattr(triple.subject, "value", "")))
        for triple in source.incoming(iri, _INCOMING)
    )
    sheet = Sheet("properties", ("property", "value", "kind"), rows)
    values = {"iri": iri, "rows": rows, "incoming": incoming, "most": _INCOMING}
    return View("thing.html", source.label(iri, language), values, (sheet,), (iri,))
