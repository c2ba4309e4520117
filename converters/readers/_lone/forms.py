"""Forms of indicators whose cells stand one after the other: labels above, levels in two columns.

The names of the levels tell how many cells make a row: each level has a column of its own.
"""

from collections.abc import Mapping
from functools import cache
from itertools import chain, pairwise

from ...vocabulary import load, normalise
from .fitting import LEVEL1, LEVEL2, LEVELS, NOTHING, Cells, Rows, kind_of

_HEADINGS = ("一级指标", "二级指标")
_ASIDE = frozenset({"绩效指标", "总体目标", "年度总体目标", "绩效目标"})  # in the first column
_MOST_ABOVE = 300  # cells above the indicators
_BESIDE = 4  # columns of an indicator at least: both levels, its name, its target
_LEAST_LEVELS = 4  # cells that name a level


def form_rows(cells: Cells, columns: int) -> Rows:
    """Return the rows of a form of so many columns that the cells begin with, none if they are not.

    A row below the headings has the names of the levels in their columns, and nowhere else.
    """
    first = _first_heading(cells)
    row, column = divmod(first, columns)
    if row < 1 or column + _BESIDE > columns:
        return []
    rows = [cells.row(number, columns) for number in range(row + 1)]
    if (
        not all(rows)
        or normalise(rows[0][0]).rstrip(":") not in _labels()
        or not all(rows[-1][column : column + _BESIDE])
    ):
        return []
    if any(normalise(text) in _ASIDE for above in rows for text in above[1:]):
        return []  # merged cells take one line here
    levels = 0
    while below := cells.row(len(rows), columns):
        kinds = [kind_of(text) for text in below]
        own = (
            kinds[column] in (NOTHING, LEVEL1, LEVELS),
            kinds[column + 1] in (NOTHING, LEVEL2, LEVELS),
        )
        others = {*kinds[:column], *kinds[column + 2 :]}
        if not all(own) or others & {LEVEL1, LEVEL2, LEVELS}:
            break
        levels += sum(kind != NOTHING for kind in kinds[column : column + 2])
        rows.append(below)
    while not any(rows[-1]):
        rows.pop()
    return rows if levels >= _LEAST_LEVELS else []


@cache
def _labels() -> frozenset[str]:
    """Return the labels of the cells above the indicators."""
    labels: Mapping[str, list[str]] = load("performance")["labels"]
    return frozenset(map(normalise, chain.from_iterable(labels.values())))


def _first_heading(cells: Cells) -> int:
    """Return the number of the cell that heads the first level, -1 where none does."""
    texts = cells.first(_MOST_ABOVE)
    for number, pair in enumerate(pairwise(texts)):
        if tuple(map(normalise, pair)) == _HEADINGS:
            return number
    return -1
