"""Bars that lie: one per row, grouped by series, longest values to the right."""

from decimal import Decimal

from .data import Point, group, largest
from .svg import COLOURS, PALE, WIDTH, document, element, fit, text, titled, width_of

_ROW, _NAMES, _TOP = 24, 360, 52


def draw_bar(title: str, points: list[Point]) -> str:
    """Return a picture of bars; negative values lie to the left of the axis."""
    reach = (
        WIDTH - _NAMES - 40 - max((width_of(point.label) for point in points), default=Decimal(0))
    )
    low = max((-point.value for point in points), default=Decimal(0))
    low = max(low, Decimal(0))
    high = largest(points) if low == 0 else max(*(point.value for point in points), Decimal(0))
    scale = reach / ((low + high) or 1)
    axis = _NAMES + low * scale
    parts: list[str] = []
    y = Decimal(_TOP)
    for series, found in group(points).items():
        if series:
            parts.append(text(fit(series, WIDTH - 40), 20, y + 16, font_weight="bold"))
            y += _ROW
        for point in found:
            parts.append(_bar(point, y, axis, scale))
            y += _ROW
    parts.append(element("line", x1=axis, y1=_TOP - 6, x2=axis, y2=y, stroke=PALE))
    return document(title, y + 20, parts)


def _bar(point: Point, y: Decimal, axis: Decimal, scale: Decimal) -> str:
    length = abs(point.value) * scale
    start = axis if point.value >= 0 else axis - length
    colour = COLOURS[0] if point.value >= 0 else COLOURS[5]
    shape = element(
        "rect", x=start, y=y + 3, width=max(length, Decimal(1)), height=_ROW - 6, fill=colour
    )
    name = text(fit(point.name, _NAMES - 30), _NAMES - 10, y + 16, text_anchor="end")
    value = text(point.label, max(axis + length if point.value >= 0 else axis, axis) + 6, y + 16)
    return titled(shape, f"{point.name}: {point.label}") + name + value
