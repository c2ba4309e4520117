"""Sums that the heading of a table states: how many of them its rows bear out."""

from collections.abc import Iterable, Iterator, Sequence

from budgetgraph.figures import Figure, is_figure, parse_figure
from budgetgraph.model import Block, Grid, Row

from ...columns import amount_columns
from ...grids import spread
from ...headings import columns, split
from ...printed import figure_columns
from .placing import is_sum


def count_sums(blocks: Iterable[Block]) -> tuple[int, int]:
    """Return how many sums of columns, 合计 and 小计 beside their parts, hold in rows; and not."""
    held = [found for grid in blocks if isinstance(grid, Grid) for found in _held(grid)]
    return sum(held), len(held) - sum(held)


def _held(grid: Grid) -> Iterator[bool]:
    """Yield for each sum that is printed beside parts whether these add up to it."""
    parts = split(spread(grid))
    printed = figure_columns(parts.body)
    for column in amount_columns(columns(parts.heading, parts.body), printed):
        for row in parts.body if column.addends else ():
            total = _figures(row, [column.column.index])
            addends = _figures(row, column.addends)
            if total and addends:
                yield is_sum(total[0], addends)


def _figures(row: Row, indices: Sequence[int]) -> list[Figure]:
    texts = [row[index].text for index in indices if index < len(row)]
    return [parse_figure(text) for text in texts if is_figure(text)]
