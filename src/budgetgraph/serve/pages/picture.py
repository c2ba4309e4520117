"""The picture of a printed cell, cut out of the PDF that was built."""

import asyncio
import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from ... import sandbox
from ...contract import Source as File
from ...convert import choose_reader
from ...errors import BudgetgraphError
from ...model import Box
from ...terms import BUD
from ..dispatch import show_error
from ..language import choose_language, text
from ..reading.source import Source, document_of, number
from ..state import State

_ONE_AT_A_TIME = asyncio.Lock()
_EDGES = (BUD.boxLeft, BUD.boxTop, BUD.boxRight, BUD.boxBottom)


async def picture(request: Request) -> Response:
    """Return the picture of the cell whose IRI is given; 404 where it has none."""
    state: State = request.app.state.budgetgraph
    cell = request.query_params.get("cell", "")
    body = None
    if state.settings.sources:
        async with _ONE_AT_A_TIME:  # a page may be large
            body = await asyncio.to_thread(
                _draw, state.content.source, cell, state.settings.sources
            )
    if body is None:
        message = text(choose_language(request), "error.missing", what=cell[:200])
        return await show_error(request, 404, message)
    return Response(body, media_type="image/png", headers={"Cache-Control": "max-age=3600"})


def has_picture(source: Source, cell: str, sources: str) -> bool:
    """Return whether a cell has a place on a page, and the folder its file."""
    return (
        bool(sources)
        and _place(source, cell) is not None
        and _file(source, cell, sources) is not None
    )


def _draw(source: Source, cell: str, sources: str) -> bytes | None:
    place = _place(source, cell)
    path = _file(source, cell, sources) if place else None
    if place is None or path is None:
        return None
    page, box = place
    data = path.read_bytes()
    stated = source.value(document_of(cell), BUD.sha256)
    if hashlib.sha256(data).hexdigest() != stated:  # another edition: the place would be wrong
        return None
    file = File(path.name, data)
    try:
        return sandbox.draw(choose_reader(file), file, page, box)
    except BudgetgraphError:
        return None


def _place(source: Source, cell: str) -> tuple[int, Box] | None:
    """Return page and place of a cell in whole points, None where the format has no pages."""
    document = document_of(cell)
    if document not in source.documents.values():
        return None
    try:
        edges = [number(source.value(cell, edge, document)) for edge in _EDGES]
        page = source.value(cell, BUD.page, document)
    except ValueError:  # no IRI
        return None
    if not page.isdigit() or None in edges:
        return None
    left, top, right, bottom = (int(edge) for edge in edges if edge is not None)
    return int(page), Box(left, top, right + 1, bottom + 1)


def _file(source: Source, cell: str, sources: str) -> Path | None:
    """Return the file of the document that a cell stands in: of its name, within the folder."""
    document = document_of(cell)
    name = Path(source.value(document, BUD.fileName, document)).name
    found = sorted(Path(sources).rglob(name)) if name and not set(name) & set("*?[]") else []
    return next((path for path in found if path.is_file()), None)
