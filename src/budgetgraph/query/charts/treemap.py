"""A treemap: areas in proportion to values, one field per series."""

from dataclasses import dataclass
from decimal import Decimal

from .data import Point, group
from .svg import COLOURS, DARK, INK, WIDTH, document, element, fit, text, titled

_TOP, _HEIGHT, _HEAD = 48, 400, 22
_LEGIBLE = 34  # pixels: a smaller field has no words


@dataclass(frozen=True, slots=True)
class _Field:
    left: Decimal
    top: Decimal
    width: Decimal
    height: Decimal


def draw_treemap(title: str, points: list[Point]) -> str:
    """Return a picture of areas, a colour per name; values that are zero or negative have none."""
    found = {key: [p for p in group_ if p.value > 0] for key, group_ in group(points).items()}
    found = {key: sorted(items, key=lambda p: -p.value) for key, items in found.items() if items}
    whole = _Field(Decimal(20), Decimal(_TOP), Decimal(WIDTH - 40), Decimal(_HEIGHT))
    totals = [sum((p.value for p in items), Decimal(0)) for items in found.values()]
    names = dict.fromkeys(p.name for items in found.values() for p in items)
    colours = {name: COLOURS[number % len(COLOURS)] for number, name in enumerate(names)}
    parts: list[str] = []
    for (series, items), field in zip(found.items(), _split(totals, whole), strict=True):
        inner = field
        if series and len(found) > 1:
            parts.append(
                text(
                    fit(series, field.width - 8), field.left + 4, field.top + 15, font_weight="bold"
                )
            )
            inner = _Field(
                field.left, field.top + _HEAD, field.width, max(field.height - _HEAD, Decimal(1))
            )
        fields = _split([p.value for p in items], inner)
        parts += [_area(p, area, colours[p.name]) for p, area in zip(items, fields, strict=True)]
    return document(title, _TOP + _HEIGHT + 20, parts)


def _split(values: list[Decimal], field: _Field) -> list[_Field]:
    """Return one field per value: halved by sum, across the longer side, again and again."""
    if len(values) <= 1:
        return [field] * len(values)
    total, first, count = sum(values, Decimal(0)), values[0], 1
    while count < len(values) - 1 and abs(total / 2 - first - values[count]) < abs(
        total / 2 - first
    ):
        first += values[count]
        count += 1
    share = first / total
    if field.width >= field.height:
        cut = field.width * share
        one = _Field(field.left, field.top, cut, field.height)
        two = _Field(field.left + cut, field.top, field.width - cut, field.height)
    else:
        cut = field.height * share
        one = _Field(field.left, field.top, field.width, cut)
        two = _Field(field.left, field.top + cut, field.width, field.height - cut)
    return _split(values[:count], one) + _split(values[count:], two)


def _area(point: Point, field: _Field, colour: str) -> str:
    ink = "white" if colour in DARK else INK
    shape = element(
        "rect",
        x=field.left,
        y=field.top,
        width=field.width,
        height=field.height,
        fill=colour,
        stroke="white",
        stroke_width=1,
    )
    words = ""
    if field.height >= _LEGIBLE and field.width >= _LEGIBLE:
        room = field.width - 10
        words = text(fit(point.name, room), field.left + 5, field.top + 16, fill=ink)
        words += text(fit(point.label, room), field.left + 5, field.top + 31, fill=ink)
    return titled(shape, f"{point.series} {point.name}: {point.label}".strip()) + words
