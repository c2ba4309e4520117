"""Own SPARQL in the browser: a field, the saved questions as examples, the answer as a table."""

import json
from typing import Any

from ...errors import UsageError
from ...query import find_query, list_queries
from .. import results, worker
from ..dispatch import Visit
from ..pool import QueryError
from ..view import NotFoundError, Sheet, View

_SHOWN = 500
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
        "graph": "",
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
            body: worker.Body = await visit.state.pool.ask(task)
        except QueryError as error:
            values["failure"] = str(error)
        else:
            sheets = _take(body, values)
    return View("editor.html", visit.t("editor.title"), values, sheets)


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
        [(row[name]["type"], row[name]["value"]) if name in row else ("", "") for name in columns]
        for row in bindings[:_SHOWN]
    ]
    rows = [[row[name]["value"] if name in row else None for name in columns] for row in bindings]
    return (Sheet("answer", columns, rows),)


def _example(name: str) -> str:
    if not name:
        return _START
    try:
        query = find_query(name)
    except UsageError as error:
        raise NotFoundError(name) from error
    return query.text if query.name == name else _START
