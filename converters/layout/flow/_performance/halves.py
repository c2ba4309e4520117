"""Labels of two periods side by side, where each cell has a line of its own: 实施期目标 | 年度目标.

The parts of the money have the same label twice, of the longer period and of the year; either may
lack its figure. Two goals stand below their two labels.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from budgetgraph.figures import is_figure

from ... import performance_words as words
from ...periods import is_longer, is_of_year, parted_label
from .rows import Piece, join

_ITEM = re.compile(r"(?:目标\s*)?[(（]?(\d{1,2})[)）、.．:：](?!\d)")  # 1. (1) 目标1：
_PAIR = 2
_MAX_GOALS = 40  # lines of both goals


class Halves(NamedTuple):
    """Cells that stand side by side.

    Attributes:
        start: The first of their lines.
        end: The line behind them.
        rows: One list of cells per row.
        doubts: Cells of which nothing tells the period, and which stand in no row.
    """

    start: int
    end: int
    rows: list[list[Piece]]
    doubts: list[Piece]


def read_halves(cells: Sequence[Piece]) -> Iterator[Halves]:
    """Yield what stands side by side in lines of one cell each."""
    index = 0
    while index < len(cells):
        found = _money(cells, index) or _goals(cells, index) or _goals_on_lines(cells, index)
        if found:
            yield found
        index = found.end if found else index + 1


def _money(cells: Sequence[Piece], start: int) -> Halves | None:
    """Return the totals of both periods that begin here, and their parts below them."""
    rows: list[list[Piece]] = []
    index = start
    while row := _labels_with_figures(cells, index):
        labels = [words.read_label(cell.text) for cell in row if not is_figure(cell.text)]
        if rows:
            if labels[0] != labels[1]:
                break
        elif not _are_both([cell.text for cell in row if not is_figure(cell.text)]):
            return None
        rows.append(row)
        index += len(row)
    return Halves(start, index, rows, []) if rows else None


def _labels_with_figures(cells: Sequence[Piece], start: int) -> list[Piece]:
    """Return two labels of money with a figure behind each, or behind one of them."""
    row: list[Piece] = []
    labels = 0
    for cell in cells[start : start + 2 * _PAIR]:
        if is_figure(cell.text):
            if not row or is_figure(row[-1].text):
                break
        elif labels == _PAIR or parted_label(cell.text) != "money":
            break
        else:
            labels += 1
        row.append(cell)
    return row if labels == _PAIR else []


def _are_both(labels: Sequence[str]) -> bool:
    """Return whether one label is of the longer period and the other of the year."""
    return sorted(map(is_longer, labels)) == [False, True] and any(
        is_of_year(label) and not is_longer(label) for label in labels
    )


def _goals(cells: Sequence[Piece], start: int) -> Halves | None:
    """Return both goals that stand below their labels here."""
    labels = cells[start : start + _PAIR]
    texts = [cell.text for cell in labels]
    if [parted_label(text) for text in texts] != ["goal", "goal"] or not _are_both(texts):
        return None
    end = start + _PAIR
    while end < len(cells) and not words.read_label(cells[end].text):
        end += 1
    below = list(cells[start + _PAIR : end])
    if not below or len(below) > _MAX_GOALS:
        return None
    part = _second_goal(below)
    if not part:
        return Halves(start, end, [], below)
    goals = [join(below[:part], "\n"), join(below[part:], "\n")]
    return Halves(start, end, [list(labels), goals], [])


def _goals_on_lines(lines: Sequence[Piece], start: int) -> Halves | None:
    """Return both goals below a line with both labels: one on a line, or nothing parts them."""
    tokens = lines[start].text.split()
    labels = [token for token in tokens if parted_label(token) == "goal"]
    if len(labels) != _PAIR or len(tokens) > len(labels) + 1 or not _are_both(labels):
        return None
    end = start + 1
    while end < len(lines) and not words.read_label(lines[end].text.split()[0]):
        end += 1
    below = lines[start + 1 : end]
    goals = [Piece(text, line.line) for line in below for text in line.text.split()]
    if len(below) != 1 or len(goals) != _PAIR:
        return Halves(start, end, [], list(below))
    return Halves(start, end, [[Piece(text, lines[start].line) for text in labels], goals], [])


def _second_goal(lines: Sequence[Piece]) -> int:
    """Return where the second of two goals begins, 0 where nothing tells.

    Each has one line, or one for each of its numbers, which begin again.
    """
    if any(len(line.text.split()) > 1 for line in lines):  # both may stand on each line
        return 0
    if len(lines) == _PAIR:
        return 1
    numbers = [item_number(line.text) for line in lines]
    begins = [at for at, number in enumerate(numbers) if at and number == 1]
    part = begins[-1] if begins else len(lines) - 1  # the last line alone is without a number
    first, second = numbers[:part], numbers[part:]
    return part if all(map(_is_counted, (first, second))) else 0


def item_number(text: str) -> int:
    """Return the number with which a text opens, 0 for none."""
    found = _ITEM.match(text)
    return int(found[1]) if found else 0


def _is_counted(numbers: Sequence[int]) -> bool:
    return list(numbers) in ([0], list(range(1, len(numbers) + 1)))
