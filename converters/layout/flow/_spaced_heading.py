"""The heading of a table in text that keeps the look of the page: wrapped and grouped names.

A word alone below another is its next line. Names over several columns stand above the line of the
other names, in a gap of it, or beside them; those of their columns stand below.
"""

from collections.abc import Sequence

from ...vocabulary import normalise
from ..headings import known_headings
from ._spaced import Cell, Word

_REACH = 2  # lines: others may stand between those of a name


def heading_cells(lines: Sequence[Sequence[Word]]) -> list[Cell]:
    """Return the cells of a heading; those below a name over several columns have level 1."""
    cells: list[Cell] = []
    for number, words in enumerate(lines):
        over = [cell for cell in cells if _reaches(cell, number, lines)]
        new = [Cell([word]) for word in words]
        cells += new
        gaps = lines[number + 1] if number + 1 < len(lines) else ()
        for upper, lower in _families(over, new):
            if len(lower) == 1 and _is_one_name(upper, lower[0].last):
                upper.words += lower[0].words
                cells.remove(lower[0])
            elif len(lower) > 1 and _stands_over(upper, lower, gaps):
                upper.reach = number - 1
                for cell in lower:
                    cell.level = 1
    return cells


def _families(over: Sequence[Cell], new: Sequence[Cell]) -> list[tuple[Cell, list[Cell]]]:
    """Return which cells of a line belong below which of those above: ranged left, else centred."""
    if not over:
        return []
    for belongs in (_ranged_left, _nearest):
        below: list[list[Cell]] = [[] for _ in over]
        for cell in new:
            below[belongs(over, cell.last)].append(cell)
        found = [(upper, lower) for upper, lower in zip(over, below, strict=True) if lower]
        if belongs is _nearest or all(u.last.left == lower[0].left for u, lower in found):
            return found
    return []


def _ranged_left(over: Sequence[Cell], word: Word) -> int:
    before = [n for n, cell in enumerate(over) if cell.last.left <= word.left]
    return max(before, key=lambda n: over[n].last.left, default=0)


def _nearest(over: Sequence[Cell], word: Word) -> int:
    """Return which stands nearest: one above the word, else one higher up over a gap, else any."""
    middle = word.left + word.right
    indices = range(len(over))
    near = [n for n in indices if over[n].last.shares(word.left, word.right) > 0]
    higher = [n for n in indices if over[n].last.line < word.line - 1]
    return min(
        near or higher or indices,
        key=lambda n: abs(over[n].last.left + over[n].last.right - middle),
    )


def _stands_over(upper: Cell, lower: Sequence[Cell], below: Sequence[Word]) -> bool:
    """Return whether a name stands over these, and not in a gap between them over those below."""
    beside = [cell for cell in lower if cell.last.shares(upper.left, upper.right) < 1]
    left = max((cell.right for cell in beside if cell.right <= upper.left), default=None)
    right = min((cell.left for cell in beside if cell.left >= upper.right), default=None)
    if left is None or right is None or len(beside) < len(lower):
        return lower[0].left < upper.right and upper.left < lower[-1].right
    return not any(left < word.left and word.right < right for word in below)


def _reaches(cell: Cell, number: int, lines: Sequence[Sequence[Word]]) -> bool:
    """Return whether a cell may go on in a line: no empty line, and nothing below it, between."""
    last = cell.last
    between = lines[last.line + 1 : number]
    return len(between) < _REACH and all(
        words and not any(word.shares(last.left, last.right) > 0 for word in words)
        for words in between
    )


def _is_one_name(cell: Cell, word: Word) -> bool:
    """Return whether two lines are one name rather than a name and that of a column below it."""
    if cell.last.shares(word.left, word.right) < 1:
        return False
    known = known_headings()
    upper, lower = normalise(cell.text), normalise(word.text)
    return upper + lower in known or not (upper in known and lower in known)
