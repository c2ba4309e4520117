"""Anything that has an IRI and no page of its own: its properties, and what points at it."""

from starlette.requests import Request
from starlette.responses import Response

from ...terms import BUD, RDF, SKOS
from ..dispatch import answer
from ..reading.source import Source
from ..view import Sheet, View

_INCOMING = 200
_OUTGOING = 2000


async def show_thing(request: Request, iri: str) -> Response:
    """Return the page about an IRI."""
    return await answer(
        request, lambda visit: thing(visit.content.source, iri, visit.language), as_page=True
    )


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
    terms = _terms(source, language) if f"{iri}#" == BUD.iri else []
    values = {"iri": iri, "rows": rows, "incoming": incoming, "most": _INCOMING, "terms": terms}
    return View("thing.html", source.label(iri, language), values, (sheet,), (iri,))


def _terms(source: Source, language: str) -> list[tuple[str, str, str]]:
    """Return the terms of the vocabulary: name, label, definition."""
    return [
        (
            name,
            source.label(BUD.iri + name, language),
            source.text(BUD.iri + name, SKOS.definition, language),
        )
        for name in BUD
    ]
