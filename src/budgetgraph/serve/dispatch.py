"""From a request for a page to its answer: suffix, language, cache, ETag."""

import hashlib
import inspect
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .. import __version__
from ..errors import UsageError
from . import negotiate
from .drawing import draw
from .language import COOKIE, LANGUAGES, choose_language, text
from .pool import QueryError
from .state import Content, State
from .view import SUFFIXES, NotFoundError, View, as_csv, as_json, as_turtle

_HTML = "text/html; charset=utf-8"
_SECONDS_OF_A_YEAR = 365 * 24 * 3600
_COUNT = re.compile("[1-9][0-9]{0,5}")
_YEAR = re.compile("[0-9]{4}")
_CODES = {
    "wrong": 400,
    "refused": 403,
    "large": 413,
    "memory": 503,
    "time": 503,
    "busy": 503,
    "failed": 500,
}
_DATA = {"text/csv": ".csv", "application/json": ".json", "text/turtle": ".ttl"}

Handler = Callable[["Visit"], "View | Awaitable[View]"]


class Visit:
    """One visit of a page: what was asked for and what can answer it.

    Attributes:
        request: The request.
        state: The server.
        content: The snapshot to answer from.
        language: zh or en.
        path: The variable part of the path, without suffix.
    """

    def __init__(self, request: Request, path: str) -> None:
        """Take the newest snapshot and the reader's language."""
        self.request = request
        self.state: State = request.app.state.budgetgraph
        self.content: Content = self.state.content
        self.language = choose_language(request)
        self.path = path

    def t(self, key: str, **values: object) -> str:
        """Return a text of the interface."""
        return text(self.language, key, **values)

    def given(self, name: str) -> str:
        """Return a parameter of the address, empty where it is not given."""
        return self.request.query_params.get(name, "").strip()

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        """Return a parameter that takes a few values, empty where it is not given.

        Raises:
            UsageError: It is none of them.
        """
        value, known = self.given(name), list(allowed)
        if value and value not in known:
            raise UsageError(f"{name}='{value[:60]}': {name} is one of {', '.join(known)}")
        return value

    def count(self, name: str) -> int:
        """Return a number from 1 on, 1 where it is not given; raises UsageError for another."""
        value = self.given(name) or "1"
        if not _COUNT.fullmatch(value):
            raise UsageError(f"{name}='{value[:60]}': {name} is a number from 1 on")
        return int(value)

    def year(self, name: str) -> str:
        """Return a year, empty where it is not given; raises UsageError for anything else."""
        value = self.given(name)
        if value and not _YEAR.fullmatch(value):
            raise UsageError(f"{name}='{value[:60]}': {name} is a year such as 2024")
        return value

    def several(self, name: str) -> list[str]:
        """Return all values of a parameter."""
        return [value.strip() for value in self.request.query_params.getlist(name) if value.strip()]


def page(path: str, handler: Handler) -> Route:
    """Return the route of a page; `{rest:path}` in its path is the variable part."""

    async def visited(request: Request) -> Response:
        return await answer(request, handler)

    return Route(path, visited, methods=["GET", "HEAD"], name=path)


async def show(request: Request, view: View, status: int = 200) -> Response:
    """Return a view as HTML, not cached."""
    state: State = request.app.state.budgetgraph
    body = await run_in_threadpool(draw, request, view, state.content.source)
    return Response(body, status, media_type=_HTML, headers={"Cache-Control": "no-store"})


async def show_error(request: Request, status: int, message: str) -> Response:
    """Return an error as a page, or as text for those who want none."""
    found = negotiate.choose(request.headers.get("accept", ""), ["text/html", "text/plain", "*/*"])
    headers = {"Retry-After": "5"} if status == _CODES["busy"] else {}
    if found != "text/html":
        return Response(f"{message}\n", status, media_type="text/plain", headers=headers)
    view = View(
        "error.html",
        text(choose_language(request), "error.title"),
        {"message": message, "status": status},
    )
    response = await show(request, view, status)
    response.headers.update(headers)
    return response


async def answer(request: Request, handler: Handler, *, as_page: bool = False) -> Response:
    """Return what a handler makes of a visit: from memory, or 304, where it was made before.

    Args:
        request: The request.
        handler: From a visit to a view.
        as_page: HTML was chosen already; else suffix and Accept decide.
    """
    rest, suffix = str(request.path_params.get("rest", "")), ""
    if not as_page:
        rest, suffix = _split(rest, request)
    visit = Visit(request, rest)
    etag = _etag(visit, suffix)
    headers = _caching(visit, etag)
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    kept = visit.content.pages.get(etag)
    if kept is None:
        try:
            view = await _make(handler, visit)
            kept = await run_in_threadpool(_render, visit, view, suffix)
        except NotFoundError as error:
            message = visit.t("error.missing", what=str(error)[:200])
            return await show_error(request, 404, message)
        except UsageError as error:
            return await show_error(request, 400, str(error))
        except QueryError as error:
            return await show_error(request, _CODES[error.kind], str(error))
        visit.content.keep(etag, *kept)
    body, media_type = kept
    if suffix == ".csv":
        name = rest.rpartition("/")[2] or request.url.path.strip("/").partition(".")[0] or "index"
        headers["Content-Disposition"] = f"inline; filename*=UTF-8''{_ascii(name)}.csv"
    return Response(body, media_type=media_type, headers=headers)


async def _make(handler: Handler, visit: Visit) -> View:
    if inspect.iscoroutinefunction(handler):
        found: View = await handler(visit)
        return found
    made: Any = await run_in_threadpool(handler, visit)
    return made  # type: ignore[no-any-return]


def _render(visit: Visit, view: View, suffix: str) -> tuple[bytes, str]:
    if suffix == ".csv":
        return as_csv(view, visit.given("table")), SUFFIXES[suffix]
    if suffix == ".json":
        return as_json(view), SUFFIXES[suffix]
    if suffix == ".ttl":
        return as_turtle(view, visit.content.source), SUFFIXES[suffix]
    return draw(visit.request, view, visit.content.source).encode(), _HTML


def _split(rest: str, request: Request) -> tuple[str, str]:
    """Return the variable part without suffix, and the suffix: of the path, else by Accept."""
    path = str(request.scope["path"])
    for suffix in SUFFIXES:
        if path.endswith(suffix):
            return rest.removesuffix(suffix), suffix
    accept = request.headers.get("accept", "")
    chosen = negotiate.choose(accept, ["text/html", *_DATA]) or "text/html"
    return rest, _DATA.get(chosen, "")


def _etag(visit: Visit, suffix: str) -> str:
    request = visit.request
    parts = (
        __version__,
        visit.content.version,
        str(request.scope.get("budgetgraph.prefix", "")),
        str(request.scope["path"]),
        str(request.url.query),
        visit.language if not suffix else "",
        suffix,
    )
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def _caching(visit: Visit, etag: str) -> dict[str, str]:
    headers = {
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Vary": "Accept, Accept-Language, Cookie",
        "Content-Language": visit.language,
    }
    if visit.request.query_params.get("lang") in LANGUAGES:
        headers["Set-Cookie"] = (
            f"{COOKIE}={visit.language}; Path=/; Max-Age={_SECONDS_OF_A_YEAR}; SameSite=Lax"
        )
    return headers


def _ascii(name: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415  one use

    return quote(name, safe="")
