"""Tables of rows between bars without any rule, padded to one width: antiword writes them.

Where the bars stand says which columns a cell covers.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgetgraph.model import Block, Cell

from .._grids import blocks_of
from .._rows import TextLine
from .canvas import CHINESE, TERMINAL, canvas, cell_of, printed

_PADDED = "  |"
_FIGURE = re.compile(r"[-−\d.,，％%]+")
_WORD = re.compile(r"[!-~]+|.\0?")  # what stands on one line whole


def read_barred(lines: Sequence[TextLine]) -> tuple[Block, ...]:
    """Return the table of consecutive lines between bars; none if its columns are not certain.

    All lines are equally wide, and their bars stand where those of a row of more cells do: rows
    that share no columns come from tables that were printed one into the other.
    """
    if len(lines) == 1 or not any(_PADDED in line.text for line in lines):
        return ()
    if any("--" in line.text for line in lines):
        return ()
    prints: list[str] = []
    edges: set[int] = set()
    for line in lines:
        text = _print_of(line.text.rstrip(), prints)
        bars = set(_bars(text))
        if text[-1:] != "|" or (prints and len(text) != len(prints[0])):
            return ()
        if not (bars <= edges or bars >= edges):
            return ()
        prints.append(text)
        edges |= bars
    places = sorted(edges)
    rows = [
        tuple(_cells(group, number, places))
        for number, group in enumerate(_grouped(prints, lines), 1)
    ]
    first = lines[0]
    return tuple(blocks_of(rows, first.number, first.page, range(1, len(places))))


def _print_of(text: str, above: Sequence[str]) -> str:
    """Return the line on a canvas, measured so that it is as wide as those above if it can be."""
    found = canvas(text, TERMINAL)
    if above and len(found) != len(above[0]):
        other = canvas(text, CHINESE)
        return other if len(other) == len(above[0]) else found
    return found


_Group = list[tuple[str, TextLine]]


def _grouped(prints: Sequence[str], lines: Sequence[TextLine]) -> Iterator[_Group]:
    """Yield the lines of each row."""
    group: _Group = []
    for text, line in zip(prints, lines, strict=True):
        if group and not _goes_on(group[-1][0], text):
            yield group
            group = []
        group.append((text, line))
    if group:
        yield group


def _goes_on(above: str, below: str) -> bool:
    """Return whether all that a line prints was cut off from full cells of the line above it."""
    if _bars(above) != _bars(below):
        return False
    words = False
    for one, other in zip(above.split("|"), below.split("|"), strict=True):
        rest = other.strip()
        if not rest:
            continue
        words = words or not _FIGURE.fullmatch(rest)
        room = len(one) - len(one.rstrip())
        next_word = _WORD.match(rest)
        if not one.strip() or next_word is None or len(next_word[0]) <= room:
            return False
        if _FIGURE.fullmatch(rest) and _FIGURE.fullmatch(one.strip()):
            return False
    return words


def _bars(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if character == "|"]


def _cells(group: _Group, number: int, edges: Sequence[int]) -> Iterator[Cell]:
    text, first = group[0]
    for left, right in pairwise(_bars(text)):
        column, after = edges.index(left), edges.index(right)
        pieces = [(printed(text[left + 1 : right]), line) for text, line in group]
        cell = Cell("", first.number, number, column + 1, first.page, column_span=after - column)
        yield cell_of(pieces, cell)
