"""The rows of a table in text that keeps the look of the page: which lines are those of one cell.

Where empty lines part rows, all between two of them is a row if no column then holds two whole
things. Else a line of a label goes on below where it fills its column, as a line that was broken
does, and where no second line of figures would come into the row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from budgetgraph.figures import half_width, is_figure

from ...performance_words import read_label
from ...row_labels import begins_row
from .centred import centred_cells
from .words import Cell, Lines, Word, blocks_of

_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]")
_ITEM = re.compile(r"[（(]\d{1,2}[)）]|\d{1,2}[、.．](?=\D)")
_TOTAL = re.compile(r"其中|合计|总计|本年(?:收入|支出)|收入总|支出总")
_OTHERS = "其他"  # so the names of codes that end in 99 begin
_NUMERIC = re.compile(r"-?[\d,.]+")
_CODE_LENGTHS = frozenset({3, 5, 7, 9})
_SLACK = 2  # columns: an ideograph that did not fit, or a bracket that fills half
_MIN_ROWS, _MIN_COLUMNS = 3, 3  # of a block each line of which is a row
_REACH = 2  # lines: figures may stand between those of a label


def first_row(lines: Lines, decimals: int) -> int | None:
    """Return the first line that is surely of a row: it prints figures, a code or an ordinal."""
    return next((n for n, words in enumerate(lines) if _is_anchor(words, decimals)), None)


def row_cells(lines: Lines, start: int, decimals: int, *, labelled: bool = False) -> Iterator[Cell]:
    """Yield the cells of the rows.

    Args:
        lines: All lines of the table, with its heading.
        start: The first line of the first row.
        decimals: How many every figure has, 0 where they differ.
        labelled: Whether a label before its value begins a row, as in forms.
    """
    anchors = {
        number
        for number in range(start, len(lines))
        if _is_anchor(lines[number], decimals)
        or (labelled and any(read_label(word.text) for word in lines[number]))
    }
    widest = _widest(word for words in lines[start:] for word in words if not is_figure(word.text))
    for block in blocks_of(lines, start):
        whole = full_rows(lines, block) or _one_row(lines, block, decimals)
        if not whole and not labelled:
            whole = centred_cells(lines, block, [n for n in block if n in anchors])
        yield from whole or _chained(lines, block, anchors, widest, decimals)


def _widest(words: Iterable[Word]) -> dict[int, int]:
    """Return for each column of characters the width of the widest word over it."""
    widest: dict[int, int] = {}
    for word in words:
        for place in range(word.left, word.right):
            widest[place] = max(widest.get(place, 0), word.width)
    return widest


def _is_anchor(words: Sequence[Word], decimals: int) -> bool:
    """Return whether a line prints an ordinal, or a whole figure or code beside something else."""
    return any(_ORDINAL.match(word.text) for word in words) or (
        len(words) > 1 and any(_is_whole(word.text, decimals) for word in words)
    )


def _is_whole(text: str, decimals: int) -> bool:
    """Return whether a text is a whole figure or code, and not a piece of one."""
    if not is_figure(text):
        return False
    plain = half_width(text).strip("()-")
    _, point, rest = plain.partition(".")
    if point or not decimals:
        return not decimals or len(rest) == decimals
    return "," not in plain and len(plain) in _CODE_LENGTHS


def _begins(text: str) -> bool:
    numbered = _ORDINAL.match(text) or _ITEM.match(text)
    return bool(numbered or _TOTAL.match(text) or read_label(text)) or begins_row(text)


def full_rows(lines: Lines, block: range) -> list[Cell] | None:
    """Return the words of a block as cells if all its lines fill all columns: each is a row."""
    first = lines[block[0]]
    alike = all(
        len(lines[n]) == len(first)
        and all(a.shares(b.left, b.right) > 0 for a, b in zip(first, lines[n], strict=True))
        for n in block
    )
    if len(block) < _MIN_ROWS or len(first) < _MIN_COLUMNS or not alike:
        return None
    return [Cell([word]) for n in block for word in lines[n]]


def _one_row(lines: Lines, block: range, decimals: int) -> list[Cell] | None:
    """Return the cells of a block if it is one row: in no column stand two whole things."""
    columns: list[Cell] = []
    right = 0
    for word in sorted((word for n in block for word in lines[n]), key=lambda word: word.left):
        if columns and word.left < right:
            columns[-1].words.append(word)
        else:
            columns.append(Cell([word]))
            right = word.right
        right = max(right, word.right)
    for cell in columns:
        cell.words.sort(key=lambda word: (word.line, word.left))
    return columns if all(_is_one(cell, decimals) for cell in columns) else None


def _is_one(cell: Cell, decimals: int) -> bool:
    texts = [word.text for word in cell.words]
    if len(texts) == 1:
        return True
    if any(a.line == b.line and b.left - a.right > 1 for a, b in pairwise(cell.words)):
        return False
    if all(map(_NUMERIC.fullmatch, texts)):
        return _is_whole("".join(texts), decimals) and not _is_whole(texts[0], decimals)
    return not any(_begins(text) or is_figure(text) for text in texts[1:]) and not is_figure(
        texts[0]
    )


def _chained(
    lines: Lines, block: range, anchors: set[int], widest: dict[int, int], decimals: int
) -> list[Cell]:
    """Return the cells of a block of several rows, or of part of one."""
    cells: list[Cell] = []
    near: list[Cell] = []  # those that may go on
    for number in block:
        near = [cell for cell in near if number - cell.last.line <= _REACH]
        for word in lines[number]:
            above = (
                cell
                for cell in reversed(near)
                if _is_below(cell, word, lines, anchors)
                and _goes_on(cell.last, word, widest, decimals)
                and not _is_beside_next(cell, word, lines)
            )
            if cell := next(above, None):
                cell.words.append(word)
            else:
                near.append(Cell([word]))
                cells.append(near[-1])
    return cells


def _is_below(cell: Cell, word: Word, lines: Lines, anchors: set[int]) -> bool:
    """Return whether a word stands below a cell, with one line of figures in the row.

    An ordinal tells a row whose figures stand below it: the line of its name alone is no such line.
    """
    last = cell.last
    if not 0 < word.line - last.line <= _REACH or last.shares(word.left, word.right) < 1:
        return False
    between = range(last.line + 1, word.line)
    first = cell.first + (len(lines[cell.first]) == 1)
    return sum(n in anchors for n in range(first, word.line + 1)) <= 1 and all(
        (n in anchors or all(is_figure(w.text) for w in lines[n]))
        and not any(w.shares(word.left, word.right) > 0 for w in lines[n])
        for n in between
    )


def _is_beside_next(cell: Cell, word: Word, lines: Lines) -> bool:
    """Return whether a label begins beside a word, below one of the row of the cell above it."""
    above = [other for n in range(cell.first, word.line) for other in lines[n]]
    return any(
        begins_row(other.text) and any(a.shares(other.left, other.right) > 0 for a in above)
        for other in lines[word.line]
        if other is not word
    )


def _goes_on(last: Word, word: Word, widest: dict[int, int], decimals: int) -> bool:
    """Return whether a word is the rest of the one above: a figure's, or a label's broken there."""
    if _NUMERIC.fullmatch(last.text):
        joined = last.text + word.text
        return not _is_whole(last.text, decimals) and _is_whole(joined, decimals)
    begins = _begins(word.text) or word.text.startswith(_OTHERS) or is_figure(word.text)
    return not begins and _is_full(last, widest)


def _is_full(word: Word, widest: dict[int, int]) -> bool:
    """Return whether a word is as wide as the widest in its column, so that it was broken there."""
    quarter = word.width // 4
    inside = range(word.left + quarter, word.right - quarter)
    return word.width + _SLACK >= max(widest.get(place, 0) for place in inside)
