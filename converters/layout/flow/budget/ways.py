"""In which columns the figures of a row may stand, by the order in which it prints them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from budgetgraph.figures import Figure
from budgetgraph.model import Cell

Placement = tuple[int, ...]  # for each figure, the position of its column


def turn(cells: Sequence[Cell]) -> int:
    """Return how many figures come first where those behind them stand on a line above, else 0.

    So a row is given that stands on two lines: each prints its figures from left to right, but
    which columns are those of the first line is not known.
    """
    pairs = enumerate(pairwise(cells), 1)
    return next((n for n, (one, next_) in pairs if next_.line < one.line and not one.pieces), 0)


def ways(
    cells: Sequence[Cell], figures: Sequence[Figure], places: Sequence[int]
) -> Iterator[Placement]:
    """Yield each way to stand in these columns, the figures of each line from left to right.

    Of ways that put the same amounts into the same columns one counts.
    """
    first = turn(cells)
    if not first:
        yield from combinations(places, len(cells))
        return
    amounts = [figure.amount_yuan for figure in figures]
    seen: set[tuple[tuple[int, Decimal], ...]] = set()
    for columns in combinations(places, len(cells)):
        for chosen in combinations(columns, first):
            way = (*chosen, *(column for column in columns if column not in chosen))
            if (held := tuple(sorted(zip(way, amounts, strict=True)))) not in seen:
                seen.add(held)
                yield way
