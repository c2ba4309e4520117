"""The validation form, and the same over REST: nothing of a file is kept."""

import asyncio
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from ...iris import DEFAULT_BASE
from ...validate.report import write
from .. import checking
from ..apart import ApartError, run_apart
from ..dispatch import Visit, show, show_error
from ..language import choose_language, text
from ..state import State
from ..upload import UploadError, read_file
from ..view import View

_PROFILES = ("cn", "core")
_STATUS = {"wrong": 422, "time": 503, "memory": 503, "failed": 500}
# Media type and suffix of each report.
_TYPES = {
    "json": ("application/json", ".json"),
    "csv": ("text/csv; charset=utf-8", ".csv"),
    "text": ("text/plain; charset=utf-8", ".txt"),
    "turtle": ("text/turtle; charset=utf-8", ".ttl"),
    "html": ("text/html; charset=utf-8", ".html"),
    "sarif": ("application/sarif+json", ".sarif"),
}
_MEMORY = 3 << 30
_AT_ONCE = asyncio.Semaphore(2)


def form(visit: Visit) -> View:
    """Return the empty form."""
    limit = visit.state.settings.upload_bytes >> 20
    return View("validate.html", visit.t("validate.title"), {"report": None, "limit": limit})


async def submit(request: Request) -> Response:
    """Answer the form: the report as a page, or as a file to keep."""
    state: State = request.app.state.budgetgraph
    language = choose_language(request)
    try:
        name, data, fields = await read_file(request, state.settings.upload_bytes)
        report = await _check(state, name, data, fields.get("profile", "cn"))
    except UploadError as error:
        return await show_error(request, error.status, str(error))
    except ApartError as error:
        return await show_error(request, _STATUS[error.kind], str(error))
    if fields.get("format") in _TYPES:
        return _file(report, fields["format"], language, name)
    findings = [one for outcome in report.outcomes for one in outcome.told]
    values = {
        "report": report,
        "name": name,
        "told": findings,
        "message": checking.message,
        "limit": state.settings.upload_bytes >> 20,
        "counts": {
            severity: sum(outcome.count(severity) for outcome in report.outcomes)
            for severity in ("violation", "warning", "info")
        },
    }
    return await show(request, View("validate.html", text(language, "validate.title"), values))


async def api_validate(request: Request) -> Response:
    """Answer POST /api/validate."""
    state: State = request.app.state.budgetgraph
    wanted = request.query_params.get("format", "json")
    if wanted not in _TYPES:
        return _tell(400, f"format is one of: {', '.join(_TYPES)}")
    try:
        name, data, fields = await read_file(request, state.settings.upload_bytes)
        profile = request.query_params.get("profile") or fields.get("profile", "cn")
        report = await _check(state, name, data, profile)
    except UploadError as error:
        return _tell(error.status, str(error))
    except ApartError as error:
        return _tell(_STATUS[error.kind], str(error))
    return _file(report, wanted, choose_language(request), "")


async def api_convert(request: Request) -> Response:
    """Answer POST /api/convert: a disclosure as RDF."""
    state: State = request.app.state.budgetgraph
    known = checking.formats()
    wanted = request.query_params.get("to", "turtle")
    if wanted not in known:
        return _tell(400, f"to is one of: {', '.join(known)}")
    base = request.query_params.get("base", DEFAULT_BASE)
    try:
        name, data, _ = await read_file(request, state.settings.upload_bytes)
        async with _AT_ONCE:
            arguments = (name, data, wanted, base)
            body = await run_apart(
                checking.convert_bytes, arguments, state.settings.upload_seconds, _MEMORY
            )
    except UploadError as error:
        return _tell(error.status, str(error))
    except ApartError as error:
        return _tell(_STATUS[error.kind], str(error))
    return Response(body, media_type=known[wanted], headers={"Cache-Control": "no-store"})


async def _check(state: State, name: str, data: bytes, profile: str) -> checking.Report:
    if profile not in _PROFILES:
        raise UploadError(400, f"profile is one of: {', '.join(_PROFILES)}")
    async with _AT_ONCE:
        state.count("files_validated")
        found: checking.Report = await run_apart(
            checking.check, (name, data, profile), state.settings.upload_seconds, _MEMORY
        )
    return found


def _file(report: checking.Report, kind: str, language: str, name: str) -> Response:
    body = write(report.outcomes, kind, language)
    media_type, suffix = _TYPES[kind]
    headers = {"Cache-Control": "no-store", "Content-Type": media_type}
    if kind == "html":  # a report to keep brings its own styles; here it is never shown, only saved
        headers["Content-Disposition"] = "attachment; filename=report.html"
    if name:
        stem = quote(name.rpartition(".")[0] or name, safe="")
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{stem}-report{suffix}"
    return Response(body, headers=headers)


def _tell(status: int, message: str) -> Response:
    return Response(f"{message}\n", status, media_type="text/plain")
