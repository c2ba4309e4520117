"""Texts of several columns beside each other, cut by line ends: which piece belongs to which.

A cell that goes on fills its line, so that its pieces are about as wide as the column; and what a
column says in one row it often says in others. A way to share the pieces must be the only best one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from unicodedata import east_asian_width

from ..tokens import Token

_WIDE = frozenset("WF")
_QUOTES = "“”"  # as wide as one column, or two
_SLACK = 3  # columns of characters: an ideograph that did not fit, and a sign of half its width
_TORN = -6
_KNOWN, _FILLED, _FITS, _ODD = 4, 1, 3, -3
_MAX_WAYS = 400
_PASSES = 3

Cells = tuple[tuple[Token, ...], ...]
Fits = Callable[[int, str], bool | None]


def share(rows: Sequence[Sequence[Token]], count: int, fits: Fits) -> list[Cells] | None:
    """Return the pieces of each row by column, None where for one of them no way is the best.

    Args:
        rows: The pieces of each row, in order.
        count: How many columns there are.
        fits: Whether a text can stand in a column; None where nothing is known.
    """
    found: list[Cells | None] = [
        tuple((token,) for token in row) if len(row) == count else None for row in rows
    ]
    ways = [list(_ways(row, count)) for row in rows]
    if not all(ways):
        return None
    for _ in range(_PASSES):
        known, widths = _known(found, count), _widths(found, count)
        for number, row_ways in enumerate(ways):
            others = _without(known, found[number])
            found[number] = _best(row_ways, others, widths, fits)
    known, widths = _known(found, count), _widths(found, count)
    whole = [cells for cells in found if cells is not None and not _is_torn(cells, widths)]
    return whole if len(whole) == len(rows) else None


def _ways(row: Sequence[Token], count: int) -> Iterator[Cells]:
    """Yield the ways to share pieces, in order; with fewer pieces than columns some are empty."""
    if len(row) < count:
        for filled in combinations(range(count), len(row)):
            given = iter(row)
            yield tuple((next(given),) if n in filled else () for n in range(count))
        return
    for number, cuts in enumerate(combinations(range(1, len(row)), count - 1)):
        if number == _MAX_WAYS:
            return
        ends = (0, *cuts, len(row))
        yield tuple(tuple(row[a:b]) for a, b in pairwise(ends))


def _known(found: Sequence[Cells | None], count: int) -> list[Counter[str]]:
    return [
        Counter(_text(cells[column]) for cells in found if cells and cells[column])
        for column in range(count)
    ]


def _without(known: Sequence[Counter[str]], cells: Cells | None) -> list[Counter[str]]:
    """Return what the columns say in other rows."""
    if cells is None:
        return list(known)
    return [
        said - Counter([_text(cell)] if cell else [])
        for said, cell in zip(known, cells, strict=True)
    ]


def _widths(found: Sequence[Cells | None], count: int) -> list[int]:
    """Return how wide the widest piece of each column is."""
    return [
        max((_width(p.text) for cells in found if cells for p in _lines(cells[column])), default=0)
        for column in range(count)
    ]


def _best(
    ways: Sequence[Cells], known: Sequence[Counter[str]], widths: Sequence[int], fits: Fits
) -> Cells | None:
    scored = sorted(
        ((_score(cells, known, widths, fits), n) for n, cells in enumerate(ways)), reverse=True
    )
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return None
    return ways[scored[0][1]]


def _score(cells: Cells, known: Sequence[Counter[str]], widths: Sequence[int], fits: Fits) -> int:
    score = 0
    for column, cell in enumerate(cells):
        if not cell:
            continue
        text = _text(cell)
        suits = fits(column, text)
        score += 0 if suits is None else _FITS if suits else _ODD
        score += _KNOWN * bool(known[column][text])
        for piece, following in pairwise(_lines(cell)):
            score += _room(piece, following, widths[column])
    return score


def _room(piece: Token, following: Token, width: int) -> int:
    """Return what speaks for a line that ends here: there was no room for the next sign."""
    if not width:
        return 0
    if _width(piece.text) + _sign_width(following.text[0]) > width:
        return _FILLED
    return 0 if _width(piece.text) + _SLACK > width else _TORN


def _is_torn(cells: Cells, widths: Sequence[int]) -> bool:
    """Return whether a piece before the last one of its cell leaves room on its line."""
    return any(
        _width(piece.text) + sum(map(piece.text.count, _QUOTES)) + _SLACK <= widths[column]
        for column, cell in enumerate(cells)
        for piece in _lines(cell)[:-1]
    )


def _text(cell: Sequence[Token]) -> str:
    return "".join(token.text for token in cell)


def _lines(cell: Sequence[Token]) -> list[Token]:
    """Return the pieces of a cell, those of one piece that was joined before by their lines."""
    found: list[Token] = []
    for token in cell:
        for piece in token.pieces or (token,):
            inside = found and piece is not token and found[-1].line == piece.line
            if inside:
                found[-1] = found[-1]._replace(text=found[-1].text + piece.text)
            else:
                found.append(piece._replace(pieces=()))
    return found


def _width(text: str) -> int:
    return sum(map(_sign_width, text))


def _sign_width(sign: str) -> int:
    return 1 + (east_asian_width(sign) in _WIDE)
