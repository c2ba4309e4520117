"""Tables of rows between bars without any rule, padded to one width: antiword writes them.

Where the bars stand says which columns a cell covers.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgetgraph.model import Block, Cell

from .._grids import blocks_of
from .._rows import TextLine
from .canvas import CHINESE, TERMINAL, canvas, cell_of, printed
from .cut import goes_on

_PADDED = "  |"


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
    places = {place: number for number, place in enumerate(sorted(edges))}
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
        if group and not _is_cut(group[-1][0], text):
            yield group
            group = []
        group.append((text, line))
    if group:
        yield group


def _is_cut(above: str, below: str) -> bool:
    return _bars(above) == _bars(below) and goes_on(above[1:-1].split("|"), below[1:-1].split("|"))


def _bars(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if character == "|"]


def _cells(group: _Group, number: int, edges: dict[int, int]) -> Iterator[Cell]:
    text, first = group[0]
    for left, right in pairwise(_bars(text)):
        column, after = edges[left], edges[right]
        pieces = [(printed(text[left + 1 : right]), line) for text, line in group]
        cell = Cell("", first.number, number, column + 1, first.page, column_span=after - column)
        yield cell_of(pieces, cell)
