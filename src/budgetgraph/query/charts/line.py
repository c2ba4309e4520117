"""Lines: one per series, over the years or other steps that the rows name."""

from decimal import Decimal

from .data import Point, group, largest
from .svg import COLOURS, PALE, WIDTH, document, element, fit, text, titled

_LEFT, _RIGHT, _TOP, _HEIGHT = 60, 260, 60, 340
_STEPS = 4


def draw_line(title: str, points: list[Point]) -> str:
    """Return a picture of lines; steps stand in order of their names."""
    steps = sorted({point.name for point in points})
    low = min((point.value for point in points), default=Decimal(0))
    low = min(low, Decimal(0))
    high = max((point.value for point in points), default=Decimal(0))
    high = max(high, Decimal(0)) or largest(points)
    across = Decimal(WIDTH - _LEFT - _RIGHT) / max(len(steps) - 1, 1)
    up = Decimal(_HEIGHT) / ((high - low) or 1)

    def place(point: Point) -> tuple[Decimal, Decimal]:
        x = _LEFT + steps.index(point.name) * across
        return x, _TOP + (high - point.value) * up

    parts = [*_frame(steps, across)]
    for number, (series, found) in enumerate(group(points).items()):
        colour = COLOURS[number % len(COLOURS)]
        ordered = sorted(found, key=lambda point: steps.index(point.name))
        places = [place(point) for point in ordered]
        parts.append(_path(places, colour))
        for point, (x, y) in zip(ordered, places, strict=True):
            dot = element("circle", cx=x, cy=y, r=4, fill=colour)
            parts.append(titled(dot, f"{series} {point.name}: {point.label}".strip()))
        parts.append(_key(series, ordered[-1].label, number, colour))
    return document(title, max(_TOP + _HEIGHT + 60, _TOP + 40 * len(group(points)) + 20), parts)


def _frame(steps: list[str], across: Decimal) -> list[str]:
    right = WIDTH - _RIGHT
    lines = []
    for step in range(_STEPS + 1):
        y = _TOP + Decimal(_HEIGHT) * step / _STEPS
        lines.append(element("line", x1=_LEFT, y1=y, x2=right, y2=y, stroke=PALE))
    for number, name in enumerate(steps):
        x = _LEFT + number * across
        lines.append(
            text(fit(name, max(across, Decimal(60))), x, _TOP + _HEIGHT + 22, text_anchor="middle")
        )
    return lines


def _path(places: list[tuple[Decimal, Decimal]], colour: str) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return element("polyline", points=points, fill="none", stroke=colour, stroke_width=2)


def _key(series: str, label: str, number: int, colour: str) -> str:
    x, y = WIDTH - _RIGHT + 30, _TOP + 40 * number
    words = fit(series or label, _RIGHT - 60)
    return (
        element("rect", x=x, y=y, width=12, height=12, fill=colour)
        + text(words, x + 18, y + 11)
        + (text(label, x + 18, y + 27, fill="#666666") if series else "")
    )
