"""What goes between this program and the process that reads a file: JSON frames, then plain values.

JSON and not pickle: a process that a hostile file took over must not be able to run code here.
"""

import json
import struct
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from socket import socket
from typing import Any

from ..contract import Source
from ..limits import Limits
from ..model import Block, Box, Cell, Document, Finding, Grid, Paragraph

_LENGTH = struct.Struct("<Q")
_MAX_FRAME = 1 << 30
_FINDING_FIELDS = tuple(field.name for field in fields(Finding) if field.name != "cell")

Frame = dict[str, object]


def send(channel: socket, frame: Frame) -> None:
    """Send one frame."""
    data = json.dumps(frame, separators=(",", ":")).encode()
    channel.sendall(_LENGTH.pack(len(data)) + data)


@dataclass(frozen=True, slots=True)
class Request:
    """What a child is asked to do: read a source, or draw a place on one of its pages."""

    module: str
    source: Source
    limits: Limits
    page: int = 0
    box: Box | None = None


def send_request(channel: socket, asked: Request) -> None:
    """Send what is to be done; a reader that dies before it took all is found when it is heard."""
    source = asked.source
    request: Frame = {
        "module": asked.module,
        "name": source.name,
        "limits": asdict(asked.limits),
        "page": asked.page,
        "box": asdict(asked.box) if asked.box else None,
    }
    try:
        send(channel, request)
        channel.sendall(_LENGTH.pack(len(source.data)) + source.data)
    except (BrokenPipeError, ConnectionResetError):
        return


def receive_request(channel: socket) -> Request:
    """Return what `send_request` sent."""
    request: dict[str, Any] = json.loads(_take(channel, _length(channel)))
    data = _take(channel, _length(channel))
    return Request(
        request["module"],
        Source(request["name"], data),
        Limits(**request["limits"]),
        request["page"],
        Box(**request["box"]) if request["box"] else None,
    )


def receive(channel: socket, deadline: object) -> Frame | None:
    """Return the next frame, or None at the end of the channel.

    Args:
        channel: Where to listen.
        deadline: `time.monotonic()` at which to give up.

    Raises:
        TimeoutError: Nothing came in time.
    """
    try:
        size = _length(channel, deadline)
        if size > _MAX_FRAME:
            return None
        frame = json.loads(_take(channel, size, deadline))
    except (EOFError, ConnectionResetError, ValueError):
        return None
    return frame if isinstance(frame, dict) else None


def _length(channel: socket, deadline: object = None) -> int:
    return int(_LENGTH.unpack(_take(channel, _LENGTH.size, deadline))[0])


def _take(channel: socket, size: int, deadline: Any = None) -> bytes:
    """Return exactly so many bytes; raises EOFError when the other side is gone."""
    parts: list[bytes] = []
    while size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            channel.settimeout(left)
        part = channel.recv(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def as_int(value: object) -> int:
    """Return a whole number from a frame, 0 for anything else."""
    return value if isinstance(value, int) else 0


# --- documents ----------------------------------------------------------------------------------


def encode_document(document: Document) -> Frame:
    """Return a document as lists and plain values."""
    return {
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "reader": document.reader,
        "flowing": document.flowing,
        "pages": document.pages,
        "blocks": [_encode_block(block) for block in document.blocks],
        "findings": [
            {name: getattr(finding, name) for name in _FINDING_FIELDS}
            for finding in document.findings
        ],
    }


def decode_document(value: Any) -> Document:
    """Return the document that `encode_document` took apart."""
    plain = dict(value)
    plain["blocks"] = tuple(_decode_block(block) for block in plain["blocks"])
    plain["findings"] = tuple(Finding(**finding) for finding in plain["findings"])
    return Document(**plain)


def _encode_block(block: Block) -> list[object]:
    if isinstance(block, Paragraph):
        return ["p", *block]
    return ["g", block.line, block.page, [[_encode_cell(c) for c in row] for row in block.rows]]


def _encode_cell(cell: Cell) -> list[object]:
    box = cell.box and (cell.box.left, cell.box.top, cell.box.right, cell.box.bottom)
    return [
        cell.text, cell.line, cell.row, cell.column, cell.page, cell.sheet,
        cell.row_span, cell.column_span, box, cell.confidence,
        [_encode_cell(piece) for piece in cell.pieces],
    ]  # fmt: skip


def _decode_block(block: list[Any]) -> Block:
    if block[0] == "p":
        return Paragraph(*block[1:])
    rows: Iterable[list[Any]] = block[3]
    return Grid(tuple(tuple(map(_decode_cell, row)) for row in rows), block[1], block[2])


def _decode_cell(cell: list[Any]) -> Cell:
    text, line, row, column, page, sheet, row_span, column_span, box, confidence, pieces = cell
    return Cell(
        text, line, row, column, page, sheet, row_span, column_span,
        Box(*box) if box else None, confidence, tuple(map(_decode_cell, pieces)),
    )  # fmt: skip
