"""What to change, where it can be computed: one figure that makes all sums hold, or the slip.

A suggestion says in print alone what to change (`上年结转 12.00 → 13.00`), so that it can be read
in any language; the words about it go into the messages, each in its own language.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from budgetgraph.figures import plain_decimal
from budgetgraph.model import Finding

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


@dataclass(frozen=True, slots=True)
class Hint:
    """One suggestion.

    Attributes:
        change: What to change, in printed words and figures only; empty where that is not known.
        zh: What to say about it in Chinese, empty for nothing.
        en: The same in English.
    """

    change: str = ""
    zh: str = ""
    en: str = ""


def add_suggestions(store: ox.Store, found: Iterable[Found]) -> list[Found]:
    """Return the findings with suggestions where they can be computed."""
    places = Places(store)
    sums = Sums(store, places)
    return [_suggest(one, places, sums) for one in found]


def _suggest(one: Found, places: Places, sums: Sums) -> Found:
    if one.finding.suggestion:
        return one
    ways: list[Callable[[], Hint]] = []
    if one.finding.id in _SUMS:
        ways.append(lambda: _repair(one, places, sums))
    if one.finding.id in _GAPS:
        ways.append(lambda: _name_gap(one, places, sums))
    if "twin" in one.row:
        ways.append(lambda: _twin(one))
    if one.finding.id in _SLIPS:
        ways.append(lambda: _slip(one))
    if one.finding.id == "P06":
        ways.append(lambda: Hint(f"{one.finding.found} → {one.finding.expected}"))
    if one.finding.id == "A05":
        ways.append(lambda: _price(one, places))
    hints = [hint for way in ways if (hint := way()) != Hint()]
    return replace(one, finding=_with_hints(one.finding, hints)) if hints else one


def _with_hints(finding: Finding, hints: list[Hint]) -> Finding:
    return replace(
        finding,
        suggestion=" | ".join(hint.change for hint in hints if hint.change),
        message_zh="；".join([finding.message_zh, *(hint.zh for hint in hints if hint.zh)]),
        message_en="; ".join([finding.message_en, *(hint.en for hint in hints if hint.en)]),
    )


def _repair(one: Found, places: Places, sums: Sums) -> Hint:
    """Return the one figure, or one of two, that makes all sums hold."""
    repairs = sums.repairs(one.value)
    likely = [repair for repair in repairs if name_slip(repair.amount, repair.needed)[0]]
    chosen = likely if len(likely) == 1 else repairs
    if not chosen or len(chosen) > _MOST:
        return Hint()
    hints = list(dict.fromkeys(_show(repair, places) for repair in chosen))
    return Hint(
        " | ".join(hint.change for hint in hints),
        "；".join(hint.zh for hint in hints if hint.zh),
        "; ".join(hint.en for hint in hints if hint.en),
    )


def _show(repair: Repair, places: Places) -> Hint:
    place = places.find({"this": "", "value": repair.line, "found": repair.amount})
    old, new = printed_amount(repair.amount, place), printed_amount(repair.needed, place)
    return _change(old, new, name_slip(repair.amount, repair.needed), _call(place))


def _change(old: str, new: str, slip: tuple[str, str], place: str = "") -> Hint:
    """Return the change of one figure, with the slip in both languages where there is one."""
    change = f"{old} → {new}"
    zh, en = slip
    return Hint(
        f"{place} {change}".strip(), *((f"{change}：{zh}", f"{change}: {en}") if zh else ())
    )


def _call(place: Place) -> str:
    """Return number, label and column of a row as printed."""
    number = place.row if place.row.isdigit() else ""
    return " ".join(filter(None, (number, place.label, place.column)))


def _name_gap(one: Found, places: Places, sums: Sums) -> Hint:
    """Return the figure of the same table that is exactly the difference."""
    difference = _number(one.finding.difference)
    if not difference or not _number(one.finding.found):
        return Hint()
    for line, amount in sums.neighbours(one.value):
        if amount == abs(difference):
            place = places.find({"this": "", "value": line, "found": amount})
            figure = printed_amount(amount, place)
            return Hint(
                zh=f"差额正好是“{place.label}”{figure}",
                en=f"the difference is exactly '{place.label}' {figure}",
            )
    return Hint()


def _twin(one: Found) -> Hint:
    number = one.row["twin"]
    return Hint(
        zh=f"与第{number}个项目的同一行相同，疑为照抄",
        en=f"the same row as in project {number}, probably copied",
    )


def _slip(one: Found) -> Hint:
    found, expected = _number(one.finding.found), _number(one.finding.expected)
    if found is None or expected is None:
        return Hint()
    slip = name_slip(found, expected)
    return _change(one.finding.found, one.finding.expected, slip) if slip[0] else Hint()


def _price(one: Found, places: Places) -> Hint:
    """Return the unit price that fits quantity and total, where it is a round figure."""
    about = places.properties(one.value)
    quantity, total = about.get("quantity"), about.get("amount")
    if not isinstance(quantity, Decimal) or not isinstance(total, Decimal) or not quantity:
        return Hint()
    scale = one.place.scale or 1
    price = total / quantity / scale
    if price != price.quantize(Decimal("0.0001")):
        return Hint()
    shown = plain_decimal(price)
    return Hint(
        f"→ {shown}", f"与数量和金额相符的单价为{shown}", f"the unit price that fits is {shown}"
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
