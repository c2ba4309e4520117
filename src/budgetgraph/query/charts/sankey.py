"""A Sankey picture: from series on the left to names on the right, as wide as the values."""

from decimal import Decimal

from .data import Point
from .svg import COLOURS, WIDTH, document, element, fit, text, titled

_LEFT, _RIGHT, _TOP, _HEIGHT, _NODE = 250, 250, 56, 360, 14
_GAP = 16  # the names of the smallest nodes stand one below the other


def draw_sankey(title: str, points: list[Point]) -> str:
    """Return a picture of flows; values that are zero or negative do not flow.

    Points without a series come from one source named as the title.
    """
    flows = [(point.series or title, point.name, point) for point in points if point.value > 0]
    sources = _sums([(source, p.value) for source, _, p in flows])
    targets = _sums([(target, p.value) for _, target, p in flows])
    total = sum(sources.values(), Decimal(0)) or Decimal(1)
    scale = Decimal(_HEIGHT) / total
    left, right = _stack(sources, scale), _stack(targets, scale)
    parts = [
        _flow(source, target, point, left, right, scale, list(sources).index(source))
        for source, target, point in flows
    ]
    for number, (name, (top, size)) in enumerate(_stack(sources, scale).items()):
        parts.append(
            _node(name, Decimal(_LEFT), top, size, COLOURS[number % len(COLOURS)], before=True)
        )
    for name, (top, size) in _stack(targets, scale).items():
        parts.append(_node(name, Decimal(WIDTH - _RIGHT), top, size, "#555555", before=False))
    gaps = _GAP * max(len(sources), len(targets))
    return document(title, _TOP + _HEIGHT + gaps + 10, parts)


def _sums(pairs: list[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for name, value in pairs:
        found[name] = found.get(name, Decimal(0)) + value
    return found


def _stack(sums: dict[str, Decimal], scale: Decimal) -> dict[str, tuple[Decimal, Decimal]]:
    """Return top and height of each node of one side."""
    top, found = Decimal(_TOP), {}
    for name, value in sums.items():
        found[name] = (top, value * scale)
        top += value * scale + _GAP
    return found


def _flow(  # noqa: PLR0913, PLR0917  both ends, and where they have got to
    source: str,
    target: str,
    point: Point,
    left: dict[str, tuple[Decimal, Decimal]],
    right: dict[str, tuple[Decimal, Decimal]],
    scale: Decimal,
    number: int,
) -> str:
    size = point.value * scale
    (y1, rest1), (y2, rest2) = left[source], right[target]
    left[source], right[target] = (y1 + size, rest1), (y2 + size, rest2)
    x1, x2 = Decimal(_LEFT + _NODE), Decimal(WIDTH - _RIGHT)
    middle = (x1 + x2) / 2
    low1, low2 = y1 + size, y2 + size
    path = (
        f"M{x1:.1f},{y1:.1f} C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f} "
        f"V{low2:.1f} C{middle:.1f},{low2:.1f} {middle:.1f},{low1:.1f} {x1:.1f},{low1:.1f} Z"
    )
    shape = element("path", d=path, fill=COLOURS[number % len(COLOURS)], fill_opacity="0.45")
    return titled(shape, f"{source} → {target}: {point.label}")


def _node(name: str, x: Decimal, top: Decimal, size: Decimal, colour: str, *, before: bool) -> str:
    shape = element("rect", x=x, y=top, width=_NODE, height=max(size, Decimal(1)), fill=colour)
    y = top + size / 2 + 4
    if before:
        words = text(fit(name, _LEFT - 30), x - 8, y, text_anchor="end")
    else:
        words = text(fit(name, _RIGHT - 40), x + _NODE + 8, y)
    return shape + words
