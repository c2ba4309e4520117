"""Figures on a line of their own, where a page sets them a little above the rest of their row.

They join the row below (or above) whose columns they leave free and whose sum they fill: where
several rows of a page prove it, and more of them on that side than on the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from budgetgraph.figures import is_figure, parse_figure

from .words import Cell, Lines, Word

_MIN_ROWS = 3  # that prove on which side the rest of a row stands
_MIN_FIGURES = 3  # of a sum that proves that two lines are one row
BELOW, ABOVE, UNKNOWN = 1, -1, 0


def join_apart(cells: Iterable[Cell], lines: Lines, side: int = UNKNOWN) -> int:
    """Let the cells of figures on lines of their own reach to the rest of their rows.

    Args:
        cells: The cells of all rows; changed.
        lines: The words of each line.
        side: Where the rest of such rows stands on the pages before.

    Returns:
        Where it stands, as far as now known.
    """
    alone = [number for number, words in enumerate(lines) if words and all(map(_is_amount, words))]
    if not alone:  # as on most pages
        return side
    below, above = (list(_proven(lines, alone, one)) for one in (BELOW, ABOVE))
    if max(len(below), len(above)) >= _MIN_ROWS and len(below) != len(above):
        side = BELOW if len(below) > len(above) else ABOVE
    proven = {BELOW: below, ABOVE: above}.get(side, [])
    reach = {min(n, n + side): max(n, n + side) for n in proven}
    reach |= {n: n + 1 for n in alone if n + 1 in alone and _is_sum(_in_row(lines, n, n + 1))}
    for cell in cells:
        if cell.first == cell.last.line and cell.first in reach:
            cell.reach = max(cell.reach, reach[cell.first])
    return side


def _proven(lines: Lines, alone: Sequence[int], side: int) -> Iterator[int]:
    """Yield the lines of figures that fill the sum of the row on a side of them."""
    for number in alone:
        other = number + side
        if not 0 <= other < len(lines) or other in alone:
            continue
        amounts = _in_row(lines, number, other)
        is_filled = len(lines[number]) < len(amounts) < len(lines[number]) + len(lines[other])
        if is_filled and (_is_sum(amounts) or len(set(amounts)) == 1):
            yield number


def _in_row(lines: Lines, number: int, other: int) -> list[Decimal]:
    """Return the amounts of two lines as those of one row, none where some stand below others."""
    words = [word for n in (number, other) for word in lines[n] if _is_amount(word)]
    words.sort(key=lambda word: word.left)
    if any(word.right > after.left for word, after in pairwise(words)):
        return []
    return [parse_figure(word.text).amount_yuan for word in words]


def _is_amount(word: Word) -> bool:
    """Return whether a word is a figure with decimals or thousands: no code, no number of a row."""
    return ("." in word.text or "," in word.text) and is_figure(word.text)


def _is_sum(amounts: Sequence[Decimal]) -> bool:
    """Return whether one of several amounts is the sum of the others."""
    return len(amounts) >= _MIN_FIGURES and 2 * max(amounts) == sum(amounts)
