"""What to change, where it can be computed: one figure that makes all sums hold, or the slip."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from budgetgraph.figures import plain_decimal

from .describe import Place, Places
from .engine import Found
from .slips import name_slip
from .sums import Repair, Sums
from .wording import printed_amount

_SUMS = frozenset({"A01", "A02", "A03", "X05", "X20", "X21"})
_GAPS = frozenset({"X20", "X21", "X24", "X25"})
_SLIPS = frozenset(
    {
        "X02",
        "X03",
        "X04",
        "X09",
        "X10",
        "X14",
        "X15",
        "X18",
        "X19",
        "X27",
        "X28",
        "X33",
        "P05",
        "P24",
        "P25",
    }
)
_MOST = 2  # more figures than that would be a riddle, not a suggestion


def add_suggestions(store: ox.Store, found: Iterable[Found]) -> list[Found]:
    """Return the findings with suggestions where they can be computed."""
    places = Places(store)
    sums = Sums(store, places)
    return [_suggest(one, places, sums) for one in found]


def _suggest(one: Found, places: Places, sums: Sums) -> Found:
    if one.finding.suggestion:
        return one
    ways: list[Callable[[], str]] = []
    if one.finding.id in _SUMS:
        ways.append(lambda: _repair(one, places, sums))
    if one.finding.id in _GAPS:
        ways.append(lambda: _name_gap(one, places, sums))
    if "twin" in one.row:
        ways.append(lambda: _twin(one))
    if one.finding.id in _SLIPS:
        ways.append(lambda: _slip(one))
    if one.finding.id == "P06":
        ways.append(lambda: f"{one.finding.found} → {one.finding.expected}")
    if one.finding.id == "A05":
        ways.append(lambda: _price(one, places))
    texts = [text for way in ways if (text := way())]
    return replace(one, finding=replace(one.finding, suggestion="；".join(texts))) if texts else one


def _repair(one: Found, places: Places, sums: Sums) -> str:
    """Return the one figure, or one of two, that makes all sums hold."""
    repairs = sums.repairs(one.value)
    likely = [repair for repair in repairs if name_slip(repair.amount, repair.needed)[0]]
    chosen = likely if len(likely) == 1 else repairs
    if not chosen or len(chosen) > _MOST:
        return ""
    return " 或 / or ".join(_show(repair, places) for repair in chosen)


def _show(repair: Repair, places: Places) -> str:
    place = places.find({"this": "", "value": repair.line, "found": repair.amount})
    old, new = printed_amount(repair.amount, place), printed_amount(repair.needed, place)
    zh, en = name_slip(repair.amount, repair.needed)
    reason = f"（{zh} / {en}）" if zh else ""
    return f"{_call(place)}{old} → {new}{reason}"


def _call(place: Place) -> str:
    number = f"第{place.row}行" if place.row.isdigit() else ""
    column = f"{place.column}栏" if place.column else ""
    return f"{number}“{place.label}”{column} "


def _name_gap(one: Found, places: Places, sums: Sums) -> str:
    """Return the figure of the same table that is exactly the difference."""
    difference = _number(one.finding.difference)
    if not difference or not _number(one.finding.found):
        return ""
    for line, amount in sums.neighbours(one.value):
        if amount == abs(difference):
            place = places.find({"this": "", "value": line, "found": amount})
            figure = printed_amount(amount, place)
            return (
                f"差额正好是“{place.label}”{figure} / "
                f"the difference is exactly '{place.label}' {figure}"
            )
    return ""


def _twin(one: Found) -> str:
    number = one.row["twin"]
    return (
        f"与第{number}个项目的同一行相同，疑为照抄 / "
        f"the same row as in project {number}, probably copied"
    )


def _slip(one: Found) -> str:
    found, expected = _number(one.finding.found), _number(one.finding.expected)
    if found is None or expected is None:
        return ""
    zh, en = name_slip(found, expected)
    return f"{one.finding.found} → {one.finding.expected}（{zh} / {en}）" if zh else ""


def _price(one: Found, places: Places) -> str:
    """Return the unit price that fits quantity and total, where it is a round figure."""
    about = places.properties(one.value)
    quantity, total = about.get("quantity"), about.get("amount")
    if not isinstance(quantity, Decimal) or not isinstance(total, Decimal) or not quantity:
        return ""
    scale = one.place.scale or 1
    price = total / quantity / scale
    if price != price.quantize(Decimal("0.0001")):
        return ""
    return f"单价 / unit price → {plain_decimal(price)}"


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
