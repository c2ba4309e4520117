"""A picture of a cell: the part of a page around it, the cell framed in red, as PNG."""

import struct
import zlib
from typing import Any

from budgetgraph.model import Box

from .page import turned_by

_SCALE = 2  # pixels per point: 144 dpi
_MARGIN = 60  # points shown around the cell
_FRAME = 3  # pixels
_RED = b"\xd0\x10\x10"
_CHANNELS = 3


def draw_cell(document: Any, index: int, box: Box) -> bytes:
    """Return the PNG picture of a place on a page.

    Args:
        document: Open PDF.
        index: Page from 0.
        box: The cell, in points from the top left of the upright page.
    """
    page = document[index]
    turn = (turned_by(page) - page.get_rotation() // 90) % 4
    bitmap = page.render(scale=_SCALE, rotation=90 * turn, rev_byteorder=True, draw_annots=False)
    try:
        rows = [
            bytearray(
                bitmap.buffer[y * bitmap.stride : y * bitmap.stride + bitmap.width * _CHANNELS]
            )
            for y in range(bitmap.height)
        ]
    finally:
        bitmap.close()
        page.close()
    edges = [round(edge * _SCALE) for edge in (box.left, box.top, box.right, box.bottom)]
    _frame(rows, *edges)
    return _png(_cut(rows, *edges))


def _frame(rows: list[bytearray], left: int, top: int, right: int, bottom: int) -> None:
    """Draw a frame around the cell, outside of it."""
    width = len(rows[0]) // _CHANNELS
    left, right = max(left - _FRAME, 0), min(right + _FRAME, width)
    for y in range(max(top - _FRAME, 0), min(bottom + _FRAME, len(rows))):
        whole = y < top or y >= bottom
        spans = [(left, right)] if whole else [(left, left + _FRAME), (right - _FRAME, right)]
        for start, end in spans:
            rows[y][start * _CHANNELS : end * _CHANNELS] = _RED * (end - start)


def _cut(rows: list[bytearray], left: int, top: int, right: int, bottom: int) -> list[bytearray]:
    margin = _MARGIN * _SCALE
    start, end = max(left - margin, 0) * _CHANNELS, (right + margin) * _CHANNELS
    return [row[start:end] for row in rows[max(top - margin, 0) : bottom + margin]]


def _png(rows: list[bytearray]) -> bytes:
    """Return an RGB image as PNG (ISO/IEC 15948): three chunks are enough."""
    head = struct.pack(">IIBBBBB", len(rows[0]) // _CHANNELS, len(rows), 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
