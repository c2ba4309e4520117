"""Placements of figures that the sums down the codes rule out: a code is the sum of those below."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, count

from ...columns import AmountColumn
from .placing import RATES, Entry
from .ways import Placement

_Amounts = Sequence[tuple[Decimal, Decimal]]  # of each figure: its amount, and half its last digit
_MAX_COMBINATIONS = 20000
_MAX_STEPS = 2000  # of trying on for a parent; tables of bureaus take up to three hundred
_ANY = Decimal("Infinity")
_SLACK = Decimal(1)  # of the printed unit: room for rounding of siblings still to come


class _TooManyWaysError(Exception):
    """Figures might stand in very many columns: trying on proves nothing."""


def settle(entries: Sequence[Entry], columns: Sequence[AmountColumn]) -> None:
    """Rule out placements until the sums down the codes rule out no more."""
    changed = True
    while changed:
        changed = False
        for entry in entries:
            if entry.children and any(not member.is_settled for member in (entry, *entry.children)):
                changed |= _settle_family(entry, columns)


def doubt_crossed(entries: Sequence[Entry], columns: Sequence[AmountColumn]) -> None:
    """Take for assumed what the sums across a row prove, though a part stands where its sum cannot.

    A row that lost a figure may add up by chance: 合计 and 小计 that are the same, for 合计 and
    another part. The row with fewer figures is in doubt.
    """
    for parent in entries:
        for child in parent.children:
            if _is_within_parent(parent, child, columns):
                continue
            least = min(len(parent.figures), len(child.figures))
            for one, other in ((parent, child), (child, parent)):
                if one.proof == "row" and one.is_settled and len(one.figures) == least:
                    ways = (combinations(placement, least) for placement in other.candidates)
                    one.doubt(chain.from_iterable(ways))


def _is_within_parent(parent: Entry, child: Entry, columns: Sequence[AmountColumn]) -> bool:
    """Return whether all figures of a part may stand in columns in which its sum has figures."""
    if not (parent.candidates and child.candidates):
        return True
    inner = [{c for c in p if columns[c].meaning.measure not in RATES} for p in child.candidates]
    return any(part.issubset(whole) for whole in parent.candidates for part in inner)


def _settle_family(parent: Entry, columns: Sequence[AmountColumn]) -> bool:
    """Keep, for a parent and its children, the placements that occur in a solution of all sums."""
    before = sum(len(member.candidates) for member in (parent, *parent.children))
    solutions: list[tuple[Placement, tuple[Placement, ...]]] = []
    amounts = [
        [(figure.amount_yuan, figure.half_width_yuan) for figure in child.figures]
        for child in parent.children
    ]
    steps = count(1)
    try:
        for placement in parent.candidates:
            for chosen in _solutions(parent, placement, amounts, columns, steps):
                solutions.append((placement, chosen))
                if len(solutions) > _MAX_COMBINATIONS:
                    return False
    except _TooManyWaysError:
        return False
    if not solutions:
        return False
    parent.keep(_kept(parent.candidates, {placement for placement, _ in solutions}), "codes")
    for number, child in enumerate(parent.children):
        allowed = {chosen[number] for _, chosen in solutions}
        child.keep(_kept(child.candidates, allowed), "codes")
    return sum(len(member.candidates) for member in (parent, *parent.children)) < before


def _kept(candidates: Sequence[Placement], allowed: set[Placement]) -> list[Placement]:
    return [placement for placement in candidates if placement in allowed]


def _solutions(
    parent: Entry,
    placement: Placement,
    amounts: Sequence[_Amounts],
    columns: Sequence[AmountColumn],
    steps: Iterator[int],
) -> Iterator[tuple[Placement, ...]]:
    """Yield choices for the children that add up to the parent in every column, if not too many.

    Args:
        parent: The sum.
        placement: In which columns its figures stand.
        amounts: The figures of each child.
        columns: All columns of figures; percentages add up to nothing.
        steps: Counts what is tried for the whole family.
    """
    left, room = _start(parent, placement, columns)
    filled = frozenset(placement)
    choices = [  # what each child may be where the parent has a figure
        [candidate for candidate in child.candidates if filled.issuperset(candidate)]
        for child in parent.children
    ]

    def walk(
        number: int, left: list[Decimal], room: list[Decimal]
    ) -> Iterator[tuple[Placement, ...]]:
        if next(steps) > _MAX_STEPS:
            raise _TooManyWaysError
        if number == len(choices):
            if all(map(_is_within, left, room)):
                yield ()
            return
        for candidate in choices[number]:
            rest, wider = left.copy(), room.copy()
            for column, (amount, half_width) in zip(candidate, amounts[number], strict=True):
                rest[column] -= amount
                wider[column] += half_width
                if rest[column] < -wider[column] - _SLACK:
                    break
            else:
                for tail in walk(number + 1, rest, wider):
                    yield (candidate, *tail)

    if all(choices):
        yield from walk(0, left, room)


def _is_within(rest: Decimal, room: Decimal) -> bool:
    return abs(rest) <= room


def _start(
    parent: Entry, placement: Placement, columns: Sequence[AmountColumn]
) -> tuple[list[Decimal], list[Decimal]]:
    """Return what the children must add up to in each column, and the room for rounding."""
    left = [Decimal(0)] * len(columns)
    slack = [_ANY if column.meaning.kind == "percent" else Decimal(0) for column in columns]
    for column, figure in zip(placement, parent.figures, strict=True):
        left[column] = figure.amount_yuan
        slack[column] += figure.half_width_yuan
    return left, slack
