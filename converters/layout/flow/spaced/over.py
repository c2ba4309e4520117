"""Which names of a heading stand over which columns, told by their place alone.

A name of one column has no other below it. One of several stands over their middle, and higher than
the names beside it that fill the whole height of the heading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ...meanings import heading_key
from ...sides import is_side
from .columns import Span, Spans, meet
from .words import Cell

_NEAR = 12  # columns of characters between a name and what is printed below it
_LOW = 1  # half lines below the middle: a name may stand on either line of two
_MIN_COLUMNS = 2
_SUBTOTAL = heading_key("小计")  # stands below a name, whatever else does

_Way = tuple[int, list[Span]]  # what it costs, and where each name begins and ends


@dataclass(frozen=True, slots=True)
class Headed:
    """A column: the names over it, from the highest to its own, and the stretch it fills."""

    names: tuple[Cell, ...]
    span: Span


def headed(
    names: Sequence[Cell], printed: Spans, ranged: Sequence[int] = ()
) -> list[Headed] | None:
    """Return the columns from left to right, None where it is open which names are over which.

    Args:
        names: The cells of the heading, the lines of each joined.
        printed: The stretches that rows fill together, from left to right.
        ranged: For each, 1 where its words end below each other, -1 where they begin so, else 0.
    """
    own = [cell for cell in names if not any(_is_below(other, cell, printed) for other in names)]
    lowest = max((cell.first for cell in own), default=0)
    own = [cell for cell in own if cell.last.line >= lowest or not is_side(heading_key(cell.text))]
    own.sort(key=lambda cell: cell.left)
    spans = _with_rows([(cell.left, cell.right) for cell in own], printed, ranged)
    if spans is None or len(own) < _MIN_COLUMNS:
        return None
    levels = _Levels(own, spans, max(cell.last.line for cell in names))
    groups = [cell for cell in names if cell not in own]
    if not levels.assign(0, len(own), min(cell.first for cell in names), groups):
        return None
    return [
        Headed((*above, cell), span)
        for above, cell, span in zip(levels.above, own, spans, strict=True)
    ]


def _with_rows(names: Spans, printed: Spans, ranged: Sequence[int]) -> Spans | None:
    """Return the stretch of each column, its name and its rows; None where two would overlap."""
    places = _matched(printed, names, ranged)
    if places is None or any(
        _is_between(span, place, places, names)
        for span, place, side in zip(printed, places, ranged, strict=False)
        if not side
    ):
        return None
    spans = list(names)
    for (left, right), index in zip(printed, places, strict=True):
        spans[index] = min(left, spans[index][0]), max(right, spans[index][1])
    return None if any(a[1] > b[0] for a, b in pairwise(spans)) else spans


def _matched(printed: Spans, columns: Spans, ranged: Sequence[int]) -> list[int] | None:
    """Return the column of each stretch, in order, each at most once; None where one has none near.

    The least room between them counts, then the least distance of their middles. A name stands in
    the middle of its column: no words that end at the column's end stand before it.
    """
    ways: list[tuple[int, int, list[int]] | None] = [(0, 0, [])]  # by the columns used up
    ways += [None] * len(columns)
    for number, (left, right) in enumerate(printed):
        side = ranged[number] if ranged else 0
        following: list[tuple[int, int, list[int]] | None] = [None] * len(ways)
        for index, column in enumerate(columns):
            before = min((way for way in ways[: index + 1] if way), default=None)
            room = max(column[0] - right, left - column[1], 0)
            fits = not (room and side and (column[0] >= right) == (side > 0))
            if before and fits and room <= _NEAR:
                away = abs(sum(column) - left - right)
                following[index + 1] = before[0] + room, before[1] + away, [*before[2], index]
        ways = following
    return min((way for way in ways if way), default=(0, 0, None))[2]


def _is_between(span: Span, place: int, places: Sequence[int], names: Spans) -> bool:
    """Return whether what rows print stands between its name and one that nothing else is below."""
    if meet(span, names[place]):
        return False
    other = place + 1 if names[place][1] <= span[0] else place - 1
    if other in places or not 0 <= other < len(names):
        return False
    return max(names[other][0] - span[1], span[0] - names[other][1]) <= _NEAR


def _is_below(cell: Cell, upper: Cell, printed: Spans) -> bool:
    """Return whether a name stands below another: under its words, or over the same figures."""
    if cell.first <= upper.last.line:
        return False
    shared = [
        (upper.left, upper.right),
        *(s for s in printed if meet((upper.left, upper.right), s)),
    ]
    return any(meet((cell.left, cell.right), span) for span in shared)


@dataclass(slots=True)
class _Levels:
    """The names over columns, put above them level by level.

    Attributes:
        own: The names of the columns.
        spans: Where the columns begin and end.
        bottom: The last line of the heading.
        above: The names over each column, from the highest.
    """

    own: Sequence[Cell]
    spans: Spans
    bottom: int
    above: list[list[Cell]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.above = [[] for _ in self.own]

    def assign(self, first: int, end: int, top: int, groups: Sequence[Cell]) -> bool:
        """Put names above the columns from `first` to `end`, from the line `top` on.

        Returns:
            Whether each name has its columns, and each column that stands lower a name above it.
        """
        if not groups:
            return True
        highest = min(group.first for group in groups)
        level = sorted((g for g in groups if g.first == highest), key=lambda group: group.left)
        below = [group for group in groups if group.first != highest]
        for group, (start, stop) in zip(level, self._shared(level, first, end, top), strict=False):
            for names in self.above[start:stop]:
                names.append(group)
            within = [other for other in below if self._is_over(other, start, stop)]
            below = [other for other in below if other not in within]
            level = level[1:]
            if not self.assign(start, stop, group.last.line + 1, within):
                return False
        return not level and not below

    def _shared(self, groups: Sequence[Cell], first: int, end: int, top: int) -> list[Span]:
        """Return from where to where each name goes, all over their middles; nothing for no way.

        Columns whose own names stand in the lower half are below one of them; so are all that stand
        lower where others do not, or below the two sides of a balance.
        """
        level = max(group.last.line for group in groups)
        is_told = any(cell.first <= level for cell in self.own[first:end]) or all(
            is_side(heading_key(group.text)) for group in groups
        )
        low = [
            cell.first + cell.last.line - top - self.bottom > _LOW
            or (cell.first > level and (is_told or heading_key(cell.text) == _SUBTOTAL))
            for cell in self.own
        ]
        ways: dict[int, _Way] = {first: (0, [])}
        for group in groups:
            following: dict[int, _Way] = {}
            for begin, (cost, taken) in ways.items():
                for start, stop in self._below(group, begin, end):
                    if not any(low[begin:start]):
                        middle = self.spans[start][0] + self.spans[stop - 1][1]
                        away = abs(middle - group.left - group.right)
                        way = cost + away, [*taken, (start, stop)]
                        following[stop] = min(following.get(stop, way), way)
            ways = following
        whole = [way for stop, way in ways.items() if not any(low[stop:end])]
        return min(whole)[1] if whole else []

    def _below(self, group: Cell, begin: int, end: int) -> list[Span]:
        """Return the runs of columns below a name whose own names all stand lower."""
        lower = [cell.first > group.last.line for cell in self.own]
        return [
            (start, stop)
            for start in range(begin, end)
            for stop in range(start + 1, end + 1)
            if all(lower[start:stop]) and self._is_over(group, start, stop)
        ]

    def _is_over(self, name: Cell, start: int, stop: int) -> bool:
        left, right = self.spans[start][0], self.spans[stop - 1][1]
        return 2 * left <= name.left + name.right <= 2 * right
