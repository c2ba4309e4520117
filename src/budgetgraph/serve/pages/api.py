"""The interface for programs: a page that lists it, and its OpenAPI description."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ... import __version__
from ..checking import KEYS, formats
from ..description import root_of
from ..dispatch import Visit
from ..state import State
from ..view import Sheet, View

_TEXT = {"schema": {"type": "string"}}
_FILE = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
    },
}


def api(visit: Visit) -> View:
    """Return the page that lists what programs may ask."""
    paths = _paths()
    rows = [
        (method.upper(), path, str(about["summary"]))
        for path, found in paths.items()
        for method, about in found.items()
    ]
    sheet = Sheet("operations", ("method", "path", "summary"), rows)
    return View("api.html", visit.t("api.title"), {"rows": rows}, (sheet,))


async def openapi(request: Request) -> Response:
    """Return the OpenAPI description."""
    state: State = request.app.state.budgetgraph
    found = {
        "openapi": "3.1.0",
        "info": {
            "title": "budgetgraph",
            "version": __version__,
            "description": "Budget disclosures: validate, convert, query. No file is kept.",
        },
        "servers": [{"url": root_of(request, state)}],
        "paths": _paths(),
        "components": {"schemas": {"Finding": _finding()}},
    }
    return Response(json.dumps(found, ensure_ascii=False, indent=1), media_type="application/json")


def _paths() -> dict[str, dict[str, dict[str, Any]]]:
    findings = {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}}
    return {
        "/api/validate": {
            "post": {
                "summary": "Findings of a disclosure (PDF, Word, Excel, web page, text) or of RDF",
                "parameters": [
                    _parameter("name", "File name, where the body is the file", ()),
                    _parameter("profile", "cn, or core for any country", ("cn", "core")),
                    _parameter("format", "json or csv", ("json", "csv")),
                ],
                "requestBody": _FILE,
                "responses": {
                    "200": {
                        "description": "The findings",
                        "content": {"application/json": {"schema": findings}, "text/csv": _TEXT},
                    },
                    **_failures("422"),
                },
            }
        },
        "/api/convert": {
            "post": {
                "summary": "A disclosure as RDF",
                "parameters": [
                    _parameter("name", "File name, where the body is the file", ()),
                    _parameter("to", "Format", tuple(formats())),
                    _parameter("base", "Base of data IRIs", ()),
                ],
                "requestBody": _FILE,
                "responses": {
                    "200": {
                        "description": "RDF",
                        "content": dict.fromkeys(formats().values(), _TEXT),
                    },
                    **_failures("422"),
                },
            }
        },
        "/questions/{name}.json": {
            "get": {
                "summary": "Answer to a saved question; also .csv and .ttl",
                "parameters": [
                    {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "responses": {
                    "200": {
                        "description": "Rows",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    },
                    **_failures("404"),
                },
            }
        },
        "/sparql": {
            "get": {
                "summary": "SPARQL 1.1 query; without a query the service description",
                "parameters": [
                    _parameter("query", "SELECT, ASK, CONSTRUCT or DESCRIBE", ()),
                    _parameter("default-graph-uri", "Graph of the default graph", ()),
                    _parameter("named-graph-uri", "Named graph", ()),
                    _parameter("format", "json, xml, csv, tsv, turtle, nt, jsonld, rdfxml", ()),
                ],
                "responses": {"200": {"description": "The answer"}, **_failures("406")},
            }
        },
    }


def _parameter(name: str, about: str, values: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if values:
        schema |= {"enum": list(values), "default": values[0]}
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _failures(own: str) -> dict[str, Any]:
    told = {
        "400": "Not understood",
        "413": "Too large",
        "429": "Too many",
        "503": "Stopped or busy",
    }
    told[own] = {"422": "The file cannot be read", "404": "No such question"}.get(
        own, "No such format"
    )
    return {
        code: {"description": words, "content": {"text/plain": _TEXT}}
        for code, words in sorted(told.items())
    }


def _finding() -> dict[str, Any]:
    properties: dict[str, Any] = {key: {"type": "string"} for key in KEYS}
    properties["line"] = {"type": "integer"}
    properties["page"] = {"type": ["integer", "null"]}
    properties["severity"] = {"type": "string", "enum": ["violation", "warning", "info"]}
    return {"type": "object", "required": list(KEYS), "properties": properties}
