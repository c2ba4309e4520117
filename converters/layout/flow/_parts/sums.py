"""Which part of a balance each figure is of: the items of each part add up to its sum."""

from collections.abc import Mapping, Sequence
from itertools import islice, product

from budgetgraph.figures import parse_figure
from budgetgraph.model import Cell

from ..budget.placing import is_sum

Way = Mapping[int, Cell]  # the figure of each part that has one, in one row
_MOST = 4096


def proven(
    rows: Sequence[Sequence[Way]], sums: Way, tops: Sequence[frozenset[int]]
) -> Sequence[Way]:
    """Return the one way for each row in which all parts add up; nothing for none or several.

    Args:
        rows: The ways to share out the figures of each row.
        sums: The sum of each part.
        tops: In which parts the label of each row is an item of the first level.
    """
    ways = islice(product(*rows), _MOST)
    right = [way for way in ways if all(_adds_up(way, sums, tops, part) for part in sums)]
    return right[0] if len(right) == 1 else ()


def _adds_up(ways: Sequence[Way], sums: Way, tops: Sequence[frozenset[int]], part: int) -> bool:
    pairs = zip(ways, tops, strict=True)
    items = [parse_figure(way[part].text) for way, top in pairs if part in top and part in way]
    return bool(items) and is_sum(parse_figure(sums[part].text), items)
