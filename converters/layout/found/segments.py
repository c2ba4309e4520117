"""Which rows the labels of two levels cover, each printed in the middle of its rows.

Every label of the second level begins a group of rows, and groups side by side make those of the
first level. Of all ways the one is taken in which labels are nearest to the middle of their rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from budgetgraph.model import Cell

from .. import performance_words as words

_MOST_ROWS = 150
_LOWER, _CARRIED = 2, 1  # little: a label in the lower of two rows, rows of the page before
_FAR = 8  # for each half line that a label is away from the middle
_NONE = 10_000  # for rows that no label is printed beside
_NEVER = 10_000_000


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the top and bottom of where its middle is, in half lines."""

    cell: Cell
    top: int
    bottom: int

    @property
    def text(self) -> str:
        """The text without white space."""
        return "".join(self.cell.text.split())


@dataclass(frozen=True, slots=True)
class Segments:
    """The first row of each label's rows, with its cell."""

    level1: list[tuple[int, Cell]]
    level2: list[tuple[int, Cell]]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way up to a row.

    Attributes:
        cost: How far labels are from the middle of their rows.
        starts: The first row of each label of the second level.
        outer: The first rows of the groups of the first level, and which label each has.
    """

    cost: int
    starts: tuple[int, ...]
    outer: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class _Page:
    tops: Sequence[int]
    level1: Sequence[Label]
    level2: Sequence[Label]
    overleaf: bool


def divide(
    tops: Sequence[int], level1: Sequence[Label], level2: Sequence[Label], *, overleaf: bool
) -> Segments | None:
    """Return which rows the labels cover, None where no way is certain.

    Args:
        tops: Where the rows begin, and the last ends.
        level1: The labels of the first level, from the top.
        level2: Those of the second.
        overleaf: Whether the first rows may be of labels on the page before.
    """
    count = len(tops) - 1
    if not level2 or count > _MOST_ROWS or len(level2) > count:
        return (
            None if count and not overleaf else Segments(_kept(tops, level1), _kept(tops, level2))
        )
    page = _Page(tops, level1, level2, overleaf)
    best = _best(page)
    if best is None or best.cost >= _NEVER:
        return None
    outer = [(start, level1[n].cell) for start, n in best.outer if n is not None]
    inner = zip(best.starts, (label.cell for label in level2), strict=True)
    return Segments(outer, list(inner))


def _kept(tops: Sequence[int], labels: Sequence[Label]) -> list[tuple[int, Cell]]:
    return [(list(tops).index(label.top), label.cell) for label in labels]


def _best(page: _Page) -> _Way | None:
    """Return the best way to divide all rows."""
    firsts = range(_row_at(page, page.level2[0]) + 1) if page.overleaf else range(1)
    # By the rows where the groups of both levels began that are still open.
    ways = {(start, 0): _Way(_CARRIED * bool(start), (start,), ()) for start in firsts}
    for start in firsts[1:]:  # all that is of the page before
        ways[start, start] = _Way(_CARRIED, (start,), ((0, None),))
    for number, label in enumerate(page.level2):
        is_last = number + 1 == len(page.level2)
        ends = (
            [len(page.tops) - 1]
            if is_last
            else range(_row_at(page, page.level2[number + 1]), _row_at(page, label), -1)
        )
        following: dict[tuple[int, int], _Way] = {}
        for (inner, outer), way in ways.items():
            for end in ends:
                if end <= inner:
                    continue
                cost = way.cost + _off(page, label, inner, end)
                starts = (*way.starts, end)
                _keep(following, (end, outer), _Way(cost, starts, way.outer))
                closed, which = _close(page, outer, end, starts)
                groups = (*way.outer, (outer, which))
                _keep(following, (end, end), _Way(cost + closed, starts, groups))
        ways = following
    end = len(page.tops) - 1
    whole = ways.get((end, end))
    return whole and _Way(whole.cost, whole.starts[:-1], whole.outer)


def _keep(ways: dict[tuple[int, int], _Way], key: tuple[int, int], way: _Way) -> None:
    if key not in ways or way.cost < ways[key].cost:
        ways[key] = way


def _row_at(page: _Page, label: Label) -> int:
    """Return the last row that a label stands in or at the top of."""
    last = len(page.tops) - 2
    return next((n for n in range(last, -1, -1) if page.tops[n] <= label.top), 0)


def _off(page: _Page, label: Label, start: int, end: int) -> int:
    """Return how far a label is from the middle of the rows from start to before end."""
    top, bottom = page.tops[start], page.tops[end]
    if label.top < top or label.bottom > bottom:
        return _NEVER
    middle = (top + bottom) // 2
    if label.top < middle <= label.bottom or label.top == label.bottom == middle:
        return 0
    if middle == label.top:
        return _LOWER
    return _FAR * (label.top - middle if middle < label.top else middle - label.bottom)


def _close(page: _Page, start: int, end: int, starts: Sequence[int]) -> tuple[int, int | None]:
    """Return the cost of a group of the first level and which label it has."""
    top, bottom = page.tops[start], page.tops[end]
    inside = [n for n, label in enumerate(page.level1) if _is_inside(label, top, bottom)]
    if not inside:
        return (_CARRIED if page.overleaf and start == 0 else _NONE), None
    if len(inside) > 1:
        return _NEVER, None
    label = page.level1[inside[0]]
    inner = zip(page.level2, starts, strict=False)
    names = (level.text for level, at in inner if start <= at < end)
    if not all(words.may_stand_under(label.text, name) for name in names):
        return _NEVER, None
    return _off(page, label, start, end), inside[0]


def _is_inside(label: Label, top: int, bottom: int) -> bool:
    """Return whether a label stands in rows; between two rows it is not at the edge of others."""
    is_at_edge = label.top == label.bottom and label.top in (top, bottom)
    return top <= label.top and label.bottom <= bottom and not is_at_edge
