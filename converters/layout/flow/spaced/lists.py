"""Rows of a list with several columns of text, in text that keeps the look of the page.

Cells wrap above and below the line of the figures, which stands in the middle of its row. Which
lines between two lines of figures belong to which is told by that, and by lines being full.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ....vocabulary import normalise
from .words import Cell, Lines, Word

_MONEY = re.compile(r"-?[\d,]+\.\d+")
_CODE = re.compile(r"[ABC]\d{2,8}")  # only digits go on with it
_LIST = re.compile(r"采购|资产")
_ITEM = re.compile(r"\d{1,2}[、.．]\D|其中")  # a row of assets may print no figure
_COUNTED = "数量"
_UNEVEN, _TORN, _WRONG = 2, 1, 100
_HEADING = 8  # lines
_MOST = 6  # lines of a row beside that of its figures


def is_list(lines: Lines, title: str) -> bool:
    """Return whether a part begins with the heading of things bought or owned: they are counted."""
    text = normalise("".join(word.text for words in lines[:_HEADING] for word in words))
    return _COUNTED in text and bool(_LIST.search(title + text))


def list_cells(lines: Lines, start: int) -> list[Cell] | None:
    """Return the cells of the rows, None where lines cannot be those of rows."""
    anchors = [n for n in range(start, len(lines)) if _is_anchor(lines[n])]
    if not anchors:
        return None
    cuts = _cuts(lines, start, anchors)
    if cuts is None:
        return None
    return [cell for a, b in pairwise(cuts) for cell in _row(lines[a:b])]


def _is_anchor(words: Sequence[Word]) -> bool:
    """Return whether a line is that of the figures of a row: it prints money, or its ordinal."""
    if any(_MONEY.fullmatch(word.text) for word in words):
        return True
    return (len(words) > 1 and words[0].text.isdecimal()) or bool(
        words and _ITEM.match(words[0].text)
    )


def _cuts(lines: Lines, start: int, anchors: Sequence[int]) -> list[int] | None:
    """Return where rows begin, and where the last one ends, for the least cost."""
    end = len(lines)
    while end > anchors[-1] + 1 and not lines[end - 1]:
        end -= 1
    ways: dict[int, tuple[int, list[int]]] = {start: (0, [start])}
    for number, anchor in enumerate(anchors):
        is_last = number + 1 == len(anchors)
        ends = [end] if is_last else range(anchor + 1, anchors[number + 1] + 1)
        following: dict[int, tuple[int, list[int]]] = {}
        for begin, (cost, cuts) in ways.items():
            for stop in ends:
                if stop - begin > _MOST + 1:
                    continue
                whole = cost + _cost(lines[begin:stop], anchor - begin)
                if stop not in following or whole < following[stop][0]:
                    following[stop] = whole, [*cuts, stop]
        ways = following
    return ways[end][1] if end in ways else None


def _cost(row: Lines, anchor: int) -> int:
    """Return how badly lines make a row: off its middle, or with lines that end early."""
    below = len(row) - 1 - anchor
    cost = _UNEVEN * abs(anchor - below)
    label = row[anchor][0]
    if _ITEM.match(label.text):  # its label begins here
        above = (word for words in row[:anchor] for word in words)
        cost += _WRONG * any(word.shares(label.left, label.right) > 0 for word in above)
    for cell in _row(row):
        widest = max(word.width for word in cell.words)
        cost += sum(_TORN * (word.width + 2 < widest) for word in cell.words[:-1])
    return cost


def _row(row: Lines) -> Iterator[Cell]:
    """Yield the cells of a row: words of different lines over each other are one."""
    cells: list[Cell] = []
    for word in sorted((word for words in row for word in words), key=lambda word: word.left):
        over = next(
            (
                cell
                for cell in reversed(cells)
                if any(word.shares(other.left, other.right) > 0 for other in cell.words)
                and (word.text.isdecimal() or not _CODE.fullmatch(cell.words[0].text))
                and all(other.line != word.line for other in cell.words)
            ),
            None,
        )
        if over and not (_MONEY.fullmatch(word.text) or _MONEY.fullmatch(over.words[0].text)):
            over.words.append(word)
        else:
            cells.append(Cell([word]))
    for cell in cells:
        cell.words.sort(key=lambda word: word.line)
    yield from cells
