"""The heading of a table in text that keeps the look of the page: wrapped names, and their levels.

A word below another is its next line. Names over several columns stand higher than the middle of
the heading and those of their columns lower; names of the whole height stand in the middle.
"""

import re
from collections.abc import Iterator, Sequence

from ....vocabulary import normalise
from ...headings import known_headings
from ...meanings import heading_key
from ...sides import is_pair_of_sides
from ..budget.heading.names import is_caption, is_comparison, is_group, is_year, kind_of
from .columns import Span, meet
from .words import Cell, Lines, Word, blocks_of

_REACH = 4  # lines: others may stand between those of a name
_NEXT = 2  # lines: names of one line may stand in the middle between two
_NEAR = 1  # half lines
_HALVES = 2
_IN_BRACKETS = re.compile(r"\((?![一二三四五六七八九十\d]+\))")  # says more, and counts nothing
_WHOLE = frozenset({"code", "label", "unit-code", "unit-label", "ordinal"})


def heading_cells(lines: Lines, columns: Sequence[Span] = ()) -> Iterator[Cell]:
    """Yield the cells of a heading; those below a name over several columns have level 1.

    Args:
        lines: Those of the heading.
        columns: What rows print below it. Then lines are of one name only where they follow each
            other, none is a name by itself, and none stands over more columns than the next.
    """
    for block in blocks_of(lines, 0):
        above = _lines_above(lines, block)
        yield from (Cell([word]) for number in block[:above] for word in lines[number])
        block = block[above:]  # noqa: PLW2901 - without the lines over all columns
        cells: list[Cell] = []
        for number in block:
            _add(cells, lines[number], columns)
        _set_levels(cells, block)
        yield from cells


def _lines_above(lines: Lines, block: range) -> int:
    """Return how many lines at the top of a heading name no column: they are whole in themselves.

    What stands over all columns does, the two halves of a balance, and a group inside of a half.
    """
    names = [[normalise(word.text) for word in lines[number]] for number in block]
    if is_caption(names[0]):
        above = 1
    elif len(names[0]) == _HALVES and is_pair_of_sides(names[0]):
        above = 2 if len(names) > 1 and len(names[1]) == 1 and is_group(names[1][0]) else 1
    else:
        above = 0
    return above if above < len(block) else 0


def _add(cells: list[Cell], words: Sequence[Word], columns: Sequence[Span]) -> None:
    """Add a line of words: to the cells whose next line they are, else as cells of their own."""
    above = {word: _open_over(cells, word) for word in words}
    beside = [cell for word in words if not above[word] for cell in _beside(cells, word)]
    for word, over in above.items():
        below = [other for other, cells_over in above.items() if over and over[0] in cells_over]
        alone = not any(cell in over for cell in beside)
        fits = not columns or (over and _is_rest(over[0], word, columns))
        if fits and len(over) == len(below) == 1 and _is_one_name(over[0], word, alone=alone):
            over[0].words.append(word)
        else:
            cells.append(Cell([word]))


def _open_over(cells: Sequence[Cell], word: Word) -> list[Cell]:
    """Return the cells straight above a word, without those that others are in front of."""
    over = [
        cell
        for cell in cells
        if cell.last.shares(word.left, word.right) > 0 and 0 < word.line - cell.last.line <= _REACH
    ]
    lowest = max((cell.last.line for cell in over), default=0)
    hidden = [
        cell
        for cell in over
        if cell.last.line < lowest
        and any(
            other.last.line > cell.last.line
            and other.last.shares(cell.last.left, cell.last.right) > 0
            for other in over
        )
    ]
    return [cell for cell in over if cell not in hidden]


def _beside(cells: Sequence[Cell], word: Word) -> Iterator[Cell]:
    """Yield the cells higher up under which a word may stand: the nearest, and that on its left."""
    above = [cell for cell in cells if cell.last.line < word.line]
    if above:
        middle = word.left + word.right
        yield min(above, key=lambda cell: abs(cell.last.left + cell.last.right - middle))
        yield max(above, key=lambda cell: (cell.left <= word.left, cell.left))


def _is_one_name(cell: Cell, word: Word, *, alone: bool) -> bool:
    """Return whether two lines are one name rather than a name and that of a column below it."""
    known = known_headings()
    upper, lower = heading_key(cell.text), heading_key(word.text)
    if is_comparison(normalise(cell.text)):
        return False
    if _IN_BRACKETS.match(normalise(word.text)):
        return True
    if upper in known and lower in known:
        return alone and word.line <= cell.last.line + _NEXT and upper + lower in known
    whole = any(upper + lower in name for name in known)
    return upper not in known or whole or heading_key(cell.text + word.text) in known


def _is_rest(cell: Cell, word: Word, columns: Sequence[Span]) -> bool:
    """Return whether a word straight below a cell is the rest of its name rather than a name."""
    upper, lower = heading_key(cell.text), heading_key(word.text)
    is_name = lower in known_headings() or is_year(normalise(cell.text))
    over, below = (
        sum(meet((one.left, one.right), column) for column in columns) for one in (cell, word)
    )
    joined = upper + lower, heading_key(cell.text + word.text)
    whole = not is_name or any(one in name for name in known_headings() for one in joined)
    return whole and over <= max(below, 1) and word.line == cell.last.line + 1


def _set_levels(cells: Sequence[Cell], block: range) -> None:
    """Tell names of columns below others; where some have the whole height, all is one heading."""
    middle = block[0] + block[-1]
    heights = [cell.first + cell.last.line - middle for cell in cells]
    if min(heights) < -_NEAR and max(heights) > _NEAR:
        for cell, height in zip(cells, heights, strict=True):
            cell.level = int(height > _NEAR)
            if any(abs(other) <= _NEAR for other in heights):
                cell.reach = block[-1]
        if any(cell.first == block[0] and _is_of_one(cell.text) for cell in cells):
            _align_at_top(cells)


def _is_of_one(name: str) -> bool:
    """Return whether a name can only be that of one column of codes or labels, of whole height."""
    return kind_of(name) in _WHOLE and not is_group(name)


def _align_at_top(cells: Sequence[Cell]) -> None:
    """Tell the levels of a heading whose names stand at the top of their cells, not in the middle.

    There a name of one line begins where those beside it that have two do.
    """
    lower = min(cell.first for cell in cells if cell.level)
    for cell in cells:
        cell.level = int(cell.first >= lower)
