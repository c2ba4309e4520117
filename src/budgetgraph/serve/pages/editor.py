"""Own SPARQL in the browser: a field, the saved questions as examples, the answer as a table."""

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ... import codes
from ...errors import UsageError
from ...query import find_query, list_queries
from ...terms import BUD, PREFIXES, REUSED
from .. import results, worker
from ..dispatch import Visit
from ..language import choose_language
from ..pool import QueryError
from ..reading.source import Source
from ..state import State
from ..view import NotFoundError, Sheet, View

_SHOWN = 500
_HOUR = 3600
# Vocabularies whose names the field offers; of ours also what the names mean.
_VOCABULARIES = ("dcterms", "org", "prov", "rdf", "rdfs", "skos", "xkos", "xsd")
_START = """PREFIX bud: <https://w3id.org/budgetgraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?project ?name ?amount WHERE {
  ?project a bud:Project ;
           skos:prefLabel ?name ;
           bud:amount ?amount .
}
ORDER BY DESC(?amount)
LIMIT 20
"""


async def editor(visit: Visit) -> View:
    """Return the editor: with the answer to `query`, or with the saved question in `example`."""
    text = visit.request.query_params.get("query", "")
    asked = bool(text.strip())
    if not asked:
        text = _example(visit.given("example"))
    values: dict[str, Any] = {
        "text": text,
        "examples": sorted(list_queries(), key=lambda query: query.title(visit.language)),
        "columns": [],
        "rows": [],
        "count": 0,
        "graph": None,
        "failure": "",
        "asked": asked,
        "seconds": visit.state.settings.query_seconds,
        "most": visit.state.settings.query_rows,
    }
    sheets: tuple[Sheet, ...] = (Sheet("answer", (), ()),)
    if asked:
        media_types = {"rows": results.JSON, "graph": worker.TURTLE}
        settings = visit.state.settings
        task = worker.Query(text, media_types, (), (), settings.query_rows, settings.query_bytes)
        try:
            address = visit.request.scope["budgetgraph.address"]
            body: worker.Body = await visit.state.pool.ask(task, address)
        except QueryError as error:
            values["failure"] = str(error)
        else:
            sheets = _take(body, values)
    return View("editor.html", visit.t("editor.title"), values, sheets)


async def words(request: Request) -> Response:
    """Return what the field offers to write: prefixes, and names by namespace with their labels."""
    state: State = request.app.state.budgetgraph
    found = await run_in_threadpool(_words, state.content.source, choose_language(request))
    headers = {"Cache-Control": f"max-age={_HOUR}", "Vary": "Accept-Language, Cookie"}
    body = json.dumps(found, ensure_ascii=False)
    return Response(body, media_type="application/json", headers=headers)


def _words(source: Source, language: str) -> dict[str, Any]:
    prefixes = {name: PREFIXES[name] for name in ("bud", *_VOCABULARIES)}
    namespaces = {BUD.iri: {name: source.label(BUD.iri + name, language) for name in BUD}}
    for name in _VOCABULARIES:
        iri, names = REUSED[name]
        namespaces[iri] = dict.fromkeys(names.split(), "")
    for name, scheme in codes.schemes().items():
        if "/" not in name:  # the small lists; codes of a country are asked for by notation
            prefixes[name] = f"{scheme.iri}/"
            namespaces[f"{scheme.iri}/"] = {
                concept.notation: concept.label(language) for concept in scheme
            }
    return {"prefixes": prefixes, "namespaces": namespaces}


def _take(body: worker.Body, values: dict[str, Any]) -> tuple[Sheet, ...]:
    """Put an answer into the values of the page; return it as a table."""
    if body.media_type != results.JSON:
        values["graph"] = body.data[:200_000].decode(errors="replace")
        values["count"] = body.rows
        return (Sheet("answer", ("turtle",), [(body.data.decode(),)]),)
    found = json.loads(body.data)
    if "boolean" in found:
        values |= {
            "columns": ["answer"],
            "rows": [[("literal", str(found["boolean"]).lower())]],
            "count": 1,
        }
        return (Sheet("answer", ("answer",), [(found["boolean"],)]),)
    columns = found["head"]["vars"]
    bindings = found["results"]["bindings"]
    values["columns"], values["count"] = columns, len(bindings)
    values["rows"] = [
        [(_kind(row[name]), row[name]["value"]) if name in row else ("", "") for name in columns]
        for row in bindings[:_SHOWN]
    ]
    rows = [[row[name]["value"] if name in row else None for name in columns] for row in bindings]
    return (Sheet("answer", columns, rows),)


def _kind(term: dict[str, str]) -> str:
    """Return how a value is shown: uri, number, or as it stands."""
    number = term.get("datatype", "").rpartition("#")[2] in {"decimal", "double", "integer"}
    return "number" if number else term["type"]


def _example(name: str) -> str:
    if not name:
        return _START
    try:
        query = find_query(name)
    except UsageError as error:
        raise NotFoundError(name) from error
    return query.text if query.name == name else _START
