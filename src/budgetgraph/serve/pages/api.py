"""The interface for programs: a page that lists it, and its OpenAPI description."""

import json
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ... import __version__
from ..description import root_of
from ..dispatch import Visit
from ..state import State
from ..view import Sheet, View


def api(visit: Visit) -> View:
    """Return the page that lists what programs may ask."""
    rows = [
        (method.upper(), path, str(about["summary"]))
        for path, found in _description()["paths"].items()
        for method, about in found.items()
    ]
    sheet = Sheet("operations", ("method", "path", "summary"), rows)
    return View("api.html", visit.t("api.title"), {"rows": rows}, (sheet,))


async def openapi(request: Request) -> Response:
    """Return the OpenAPI description, with the address of this server."""
    state: State = request.app.state.budgetgraph
    found = _description()
    found["info"]["version"] = __version__
    found["servers"] = [{"url": root_of(request, state)}]
    return Response(json.dumps(found, ensure_ascii=False, indent=1), media_type="application/json")


def _description() -> dict[str, Any]:
    place = files("budgetgraph.web") / "openapi.json"
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found
