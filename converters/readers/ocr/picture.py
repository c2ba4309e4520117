"""Straightening a scanned page and finding its ruled lines."""

from collections.abc import Iterable
from typing import Any

import cv2
import numpy

from .._printed.lattice import POINT, Rule, Rules
from .._printed.page import Glyph

_INCH = 72 * POINT
_MAX_TILT = 5  # degrees; a page laid on its side is not straightened
_SHORTEST_ACROSS = 30  # hundredths of an inch: longer than any stroke of a character
_SHORTEST_DOWN = 17  # rows are lower than columns are wide
_THICKEST = 5  # hundredths of an inch


def straighten(pixels: Any) -> Any:
    """Return the picture turned so that its long lines run level."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    edges = cv2.Canny(grey, 50, 150)
    least = pixels.shape[1] // 5
    lines = cv2.HoughLinesP(
        edges, 1, numpy.pi / 1800, threshold=least // 2, minLineLength=least, maxLineGap=least // 20
    )
    if lines is None:
        return pixels
    ends = lines.reshape(-1, 4)
    angles = numpy.degrees(numpy.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]))
    level = angles[numpy.abs(angles) < _MAX_TILT]
    if not len(level):
        return pixels
    tilt = numpy.median(level)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1)
    return cv2.warpAffine(
        pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )


def find_rules(pixels: Any, dpi: int, glyphs: Iterable[Glyph]) -> Rules:
    """Return the straight lines of a straightened page, in hundredths of a point.

    Args:
        pixels: The picture.
        dpi: Pixels per inch.
        glyphs: Its characters. A row of them has level strokes long enough for a line, so they are
            blanked first; upright strokes are never as high as a row of a table.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    block = max(dpi // 8, 3) | 1
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12
    )
    down = _runs(dark, _SHORTEST_DOWN * dpi // 100, dpi, level=False)
    for glyph in glyphs:
        left, top, right, bottom = (edge * dpi // _INCH for edge in glyph[1:5])
        rim_x, rim_y = (right - left) // 10, (bottom - top) // 6
        dark[max(top + rim_y, 0) : bottom - rim_y, max(left + rim_x, 0) : right - rim_x] = 0
    across = _runs(dark, _SHORTEST_ACROSS * dpi // 100, dpi, level=True)
    return Rules(tuple(across), tuple(down))


def _runs(dark: Any, shortest: int, dpi: int, *, level: bool) -> list[Rule]:
    """Return the unbroken dark runs of at least that many pixels in one direction."""
    long, gap = (shortest, 1), (max(dpi // 50, 2), 1)
    if not level:
        long, gap = long[::-1], gap[::-1]
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, numpy.ones(gap[::-1], numpy.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, numpy.ones(long[::-1], numpy.uint8))
    thick = max(_THICKEST * dpi // 100, 3)
    found: list[Rule] = []
    _, _, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for left, top, width, height, _ in boxes[1:]:  # the first is the background
        x, y, w, h = int(left), int(top), int(width), int(height)
        if not level:
            x, y, w, h = y, x, h, w
        if h <= thick < w:
            position = (2 * y + h) * _INCH // (2 * dpi)
            found.append(Rule(position, x * _INCH // dpi, (x + w) * _INCH // dpi))
    return found
