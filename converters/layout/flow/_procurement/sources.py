"""From which money things are bought, where empty columns are lost: the sums of columns tell it."""

from collections.abc import Sequence

from budgetgraph.figures import is_blank, parse_figure
from budgetgraph.model import Cell

from .._lists.lined import Cells

_MOST_SUMS = 20_000


def share_sources(rows: Sequence[Cells], sums: Sequence[bool], sources: Sequence[bool]) -> None:
    """Put the only source that a row prints into the second column where that alone adds up.

    Args:
        rows: The cells of each row, sources in the leftmost columns; they are changed.
        sums: Which rows are sums.
        sources: Which columns are sources.
    """
    columns = [index for index, is_source in enumerate(sources) if is_source]
    wholes = [row for row, is_sum in zip(rows, sums, strict=True) if is_sum]
    if len(columns) <= 1 or len(wholes) != 1:
        return
    first, second = columns[:2]
    target = _cents(wholes[0][first])
    if (
        not target
        or not _cents(wholes[0][second])
        or any(_cents(wholes[0][c]) for c in columns[2:])
    ):
        return
    items = [row for row, is_sum in zip(rows, sums, strict=True) if not is_sum]
    both = sum(_cents(row[first]) for row in items if _cents(row[second]))
    lone = [row for row in items if _cents(row[first]) and not _cents(row[second])]
    chosen = _only_choice([_cents(row[first]) for row in lone], target - both)
    for row, is_first in zip(lone, chosen or (), strict=False):
        if not is_first:
            row[first], row[second] = row[second], row[first]


def is_open(rows: Sequence[Cells], sources: Sequence[bool]) -> bool:
    """Return whether several sources are printed, but fewer than there are columns for some row."""
    printed = [
        sum(bool(_cents(cell)) for cell, is_source in zip(row, sources, strict=True) if is_source)
        for row in rows
    ]
    return max(printed, default=0) > 1 and min(printed, default=0) < sum(sources)


def _cents(cell: Cell | None) -> int:
    """Return a figure in hundredths of its unit, 0 where none is printed."""
    if cell is None or not cell.text or is_blank(cell.text):
        return 0
    return int(parse_figure(cell.text).amount_yuan * 100)


def _only_choice(amounts: Sequence[int], target: int) -> list[bool] | None:
    """Return which amounts add up to a target, None where none or several ways do."""
    ways: list[dict[int, int]] = [{0: 1}]
    for amount in amounts:
        following = dict(ways[-1])
        for total, count in ways[-1].items():
            if total + amount <= target:
                following[total + amount] = following.get(total + amount, 0) + count
        if len(following) > _MOST_SUMS:
            return None
        ways.append(following)
    if ways[-1].get(target) != 1:
        return None
    chosen: list[bool] = []
    for before, amount in zip(reversed(ways[:-1]), reversed(amounts), strict=True):
        is_taken = target not in before
        chosen.append(is_taken)
        target -= amount if is_taken else 0
    return chosen[::-1]
