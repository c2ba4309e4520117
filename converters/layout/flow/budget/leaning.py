"""Placements where a figure is wrong: no column of a family is right by all sums, most are by some.

What the sums that hold say is taken for granted and reported, not proven: of 合计, 人员经费 and
公用经费 only one column adds up where a figure of 公用经费 is wrong, and it shows who stands in it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, count

from ...columns import AmountColumn
from .placing import Entry
from .settling import settle
from .ways import Placement

_MAX_STEPS = 20_000  # of trying on for a parent


def lean(entries: Sequence[Entry], columns: Sequence[AmountColumn]) -> list[Entry]:
    """Take for granted what the sums that hold say about open rows; return these rows.

    Parents come first: a part stands in no column in which its sum is blank.
    """
    found: list[Entry] = []
    for parent in entries:
        if not parent.children or all(m.is_settled for m in (parent, *parent.children)):
            continue
        found += _lean_family(parent)
        settle(entries, columns)
    return found


def _lean_family(parent: Entry) -> list[Entry]:
    """Take for granted what follows for the parts of a row that itself has one placement left."""
    found: list[Entry] = []
    if len(parent.candidates) != 1:
        return found
    choices = _most_sums(parent)
    for number, child in enumerate(parent.children):
        if child.is_settled:
            continue
        options = {chosen[number] for chosen in choices}
        if len(options) != 1:
            options = {p for p in child.candidates if set(p) <= set(parent.candidates[0])}
        if len(options) == 1:
            child.assume(options.pop())
            found.append(child)
    return found


def _most_sums(parent: Entry) -> list[tuple[Placement, ...]]:
    """Return the choices for the children with which the most columns add up, not all of them."""
    totals = parent.candidates[0]
    steps = count(1)
    within = [[c for c in child.candidates if set(c) <= set(totals)] for child in parent.children]
    for size in range(len(totals) - 1, 0, -1):
        found: list[tuple[Placement, ...]] = []
        for held in combinations(range(len(totals)), size):
            choices = _choices(parent, held, within, steps)
            if choices is None:  # there may be more columns that add up than fewer ones would show
                return []
            found += choices
        if found:
            return found
    return []


def _choices(
    parent: Entry,
    held: Sequence[int],
    within: Sequence[Sequence[Placement]],
    steps: Iterator[int],
) -> list[tuple[Placement, ...]] | None:
    """Return the choices with which these figures of the parent are the sums of their columns.

    None where there are too many to try. `within` has the placements of each child inside of the
    parent's columns; `steps` counts what is tried for the whole family.
    """
    totals = {parent.candidates[0][n]: parent.figures[n] for n in held}

    def walk(
        number: int, left: dict[int, Decimal], room: dict[int, Decimal]
    ) -> Iterator[tuple[Placement, ...]]:
        if number == len(parent.children):
            if all(abs(left[column]) <= room[column] for column in left):
                yield ()
            return
        child = parent.children[number]
        for candidate in within[number]:
            if next(steps) > _MAX_STEPS:
                return
            rest, slack = dict(left), dict(room)
            for column, figure in zip(candidate, child.figures, strict=True):
                if column in rest:
                    rest[column] -= figure.amount_yuan
                    slack[column] += figure.half_width_yuan
            for tail in walk(number + 1, rest, slack):
                yield (candidate, *tail)

    left = {column: figure.amount_yuan for column, figure in totals.items()}
    room = {column: figure.half_width_yuan for column, figure in totals.items()}
    found = list(walk(0, left, room))
    return found if next(steps) <= _MAX_STEPS else None
