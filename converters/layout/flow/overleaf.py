"""Texts that a page cut off the cells above it, in lists whose rows have no number.

The first texts of a page are rests of the last row, or begin the next one. A cell that goes on
fills its line, a bracket is closed, and a name that other rows print is whole: the way to share the
texts that agrees with most of this is taken.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product

from .tokens import Token

_WIDE = "\u2e80"  # from here on a character is as wide as two
_BRACKETS = (("（", "）"), ("(", ")"), ("【", "】"), ("〔", "〕"))
_KNOWN, _FILLED, _TORN, _STOPPED = 4, 1, -3, -1
_BEGUN, _PLACE = 2, 3
_MAX_REST = 6  # texts of one cell overleaf


def rests(
    above: Sequence[Sequence[Token]],
    below: Sequence[Token],
    widths: Sequence[int],
    known: Collection[str],
) -> tuple[int, ...]:
    """Return how many of the texts belong to each cell of the row above, in order; then its own.

    Args:
        above: Cells of the last row before the page break, as pieces.
        below: Texts overleaf up to the end of the first cell of the next row, which keeps one.
        widths: How wide a full line of each cell is; 0 where no cell of the column wraps.
        known: Names that other rows print in the first column.
    """
    best: tuple[int, tuple[int, ...]] = (0, ())
    for shares in product(range(min(len(below), _MAX_REST)), repeat=len(above)):
        given = sum(shares)
        if given >= len(below):
            continue
        score = sum(_scores(above, below, widths, known, shares))
        if not best[1] or (score, -given) > (best[0], -sum(best[1])):
            best = score, shares
    return best[1]


def line_width(cells: Iterable[Sequence[Token]]) -> int:
    """Return the width of the longest line that wraps in a column, 0 where none does."""
    return max((_width(piece.text) for cell in cells for piece in cell[:-1]), default=0)


def _scores(
    above: Sequence[Sequence[Token]],
    below: Sequence[Token],
    widths: Sequence[int],
    known: Collection[str],
    shares: Sequence[int],
) -> Iterator[int]:
    """Yield what speaks for a way to share the texts, and against it."""
    start = 0
    for cell, width, share in zip(above, widths, shares, strict=True):
        yield from _score([*cell, *below[start : start + share]], width)
        if cell and not share and _is_full(cell[-1].text, width):
            yield _STOPPED
        start += share
    first = [*above[0], *below[: shares[0]]]
    for names in (first, below[start:]):
        yield _KNOWN * ("".join(token.text for token in names) in known)
    for given, token in enumerate(below):  # names of one place begin alike
        if any(name.startswith(token.text[:_PLACE]) for name in known):
            yield _BEGUN if given == start else -_BEGUN
    yield from _score(below[start:], widths[0])


def _score(cell: Sequence[Token], width: int) -> Iterator[int]:
    """Yield how well pieces make a cell: full lines but for the last, none wider, brackets."""
    for piece in cell[:-1]:
        yield (_FILLED if _is_full(piece.text, width) else _TORN) if width else 0
    yield _TORN * any(_width(piece.text) > width > 0 for piece in cell)
    text = "".join(piece.text for piece in cell)
    yield _TORN * any(text.count(left) != text.count(right) for left, right in _BRACKETS)


def _is_full(text: str, width: int) -> bool:
    return 0 < width <= _width(text) + 1


def _width(text: str) -> int:
    return sum(2 if char >= _WIDE else 1 for char in text)
