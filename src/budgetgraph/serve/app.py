"""Everything put together: routes, lifetime, limits."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from importlib.resources import files

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from .. import __version__
from .description import describe_data
from .dispatch import page
from .linked import document, thing
from .middleware import Around
from .pages import ROUTES
from .pages.api import openapi
from .pages.editor import words
from .pages.picture import picture
from .pages.validate import api_convert, api_validate, submit
from .protocol import endpoint
from .settings import Settings
from .state import State

_STATIC = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def create_app(settings: Settings) -> Starlette:
    """Return the application on a store.

    Raises:
        InputError: There is no store.
        OutputError: The store is being written.
    """
    state = State.open(settings)

    @contextlib.asynccontextmanager
    async def live(app: Starlette) -> AsyncIterator[None]:
        app.state.budgetgraph = state
        await state.pool.start()
        fresh = asyncio.create_task(state.keep_fresh())
        try:
            yield
        finally:
            fresh.cancel()
            await asyncio.to_thread(state.close)

    around = Middleware(Around, settings=settings, state=state)
    return Starlette(routes=_routes(), middleware=[around], lifespan=live)


def _routes() -> list[BaseRoute]:
    return [
        *(page(path, handler) for path, handler in ROUTES),
        Route("/validate", submit, methods=["POST"]),
        Route("/api/validate", api_validate, methods=["POST"]),
        Route("/api/convert", api_convert, methods=["POST"]),
        Route("/api/openapi.json", openapi),
        Route("/editor/words", words),
        Route("/picture", picture),
        Route("/sparql", endpoint, methods=["GET", "HEAD", "POST", "OPTIONS"]),
        Route("/.well-known/void", describe_data),
        Route("/catalog", describe_data),
        Route("/health", health),
        Route("/metrics", metrics),
        Route("/robots.txt", robots),
        Route("/static/{name}", static),
        Route("/data/{rest:path}", document),
        Route("/{rest:path}", thing, methods=["GET", "HEAD"]),
    ]


async def health(request: Request) -> Response:
    """Return 200 while the store can be read."""
    state: State = request.app.state.budgetgraph
    return PlainTextResponse(f"ok {len(state.content.source.documents)} documents\n")


async def metrics(request: Request) -> Response:
    """Return counts in the text format of Prometheus."""
    state: State = request.app.state.budgetgraph
    pool = state.pool.counts
    counts = {
        **state.counts,
        "workers_stopped": pool.stopped,
        "queries_refused": pool.refused,
    }
    lines = [
        f"# TYPE budgetgraph_{name} counter\nbudgetgraph_{name} {value}"
        for name, value in sorted(counts.items())
    ]
    gauges = {"queries_waiting": pool.waiting, "documents": len(state.content.source.documents)}
    lines += [
        f"# TYPE budgetgraph_{name} gauge\nbudgetgraph_{name} {value}"
        for name, value in gauges.items()
    ]
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")


async def robots(_request: Request) -> Response:
    """Return what crawlers may visit: pages, no queries."""
    return PlainTextResponse(
        "User-agent: *\nDisallow: /sparql\nDisallow: /editor\nDisallow: /search\n"
    )


async def static(request: Request) -> Response:
    """Return a shipped file of the pages; they change with the version in their address."""
    name = request.path_params["name"]
    place = files("budgetgraph.web") / "static" / name
    kind = next((kind for suffix, kind in _STATIC.items() if name.endswith(suffix)), "")
    if not kind or "/" in name or "\\" in name or not place.is_file():
        return PlainTextResponse("no such file\n", 404)
    etag = f'"{__version__}-{len(place.read_bytes())}"'
    headers = {"Cache-Control": "public, max-age=86400", "ETag": etag}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(place.read_bytes(), media_type=kind, headers=headers)
