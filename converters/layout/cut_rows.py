"""Rows of which each line is a row of its own: `13` / `345.` / `67` in one cell are 13345.67.

Joined where the print proves it: in every column of figures the pieces come out as one figure with
the decimals of all others, and no piece before the last does. The rest of a row has no number, and
no code but the end of the one above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from budgetgraph.figures import half_width, is_blank, is_figure, squeeze
from budgetgraph.model import Cell, Row

from .decimals import MOST_PIECES, is_piece, is_whole, usual_decimals
from .grids import join_rows, texts, width
from .headings import fit
from .joins import has_ordinal

_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")
_CODE_PIECE = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class _Print:
    """What the rows of a table print.

    Attributes:
        texts: Texts of each row, in half width and without spaces.
        numbered: Whether the first column prints a number for each row.
        decimals: How many all figures have.
        amounts: The columns of such figures.
        torn: Whether a row has pieces in them that are no figure by themselves: `345.`.
    """

    texts: list[list[str]]
    numbered: bool
    decimals: int
    amounts: frozenset[int]
    torn: list[bool]


def join_cut_rows(rows: Sequence[Row], heading: Sequence[Row]) -> list[Row]:
    """Return the rows of a table, those joined that together are one."""
    numbered = has_ordinal(heading)
    if not any(_may_be_rest(squeeze(row[0].text), numbered) for row in rows[1:]):
        return list(rows)
    full = fit(rows, width(rows))
    printed = _read(full, numbered)
    result: list[Row] = []
    index = 0
    while index < len(full):
        row, end = full[index], index + 1
        if printed.decimals:
            end += _rows_of_one(printed, index)
        for rest in full[index + 1 : end]:
            row = join_rows(row, rest)
        result.append(row)
        index = end
    return result


def _read(rows: Sequence[Row], numbered: bool) -> _Print:
    printed = [[half_width(text) for text in texts(row)] for row in rows]
    decimals = usual_decimals(text for row in printed for text in row)
    amounts = {i for row in printed for i, text in enumerate(row) if is_whole(text, decimals)}
    torn = [any(_is_torn(row[index]) for index in amounts) for row in rows]
    return _Print(printed, numbered, decimals, frozenset(amounts), torn)


def _is_torn(cell: Cell) -> bool:
    return any(not is_blank(p.text) and not is_figure(p.text) for p in cell.pieces or (cell,))


def _may_be_rest(first: str, numbered: bool) -> bool:
    """Return whether a row can be the rest of the one above, by its first cell."""
    return not first or (not numbered and bool(_CODE_PIECE.fullmatch(first)))


def _rows_of_one(printed: _Print, start: int) -> int:
    """Return how many of the following rows are the rest of this one, 0 where none is proven."""
    whole = printed.texts[start]
    torn = printed.torn[start]
    for count, rest in enumerate(printed.texts[start + 1 : start + MOST_PIECES], 1):
        if not _may_be_rest(rest[0], printed.numbered) or not _lacks(whole, rest, printed):
            return 0
        torn |= printed.torn[start + count]
        if _has_words(rest, printed) and not (torn or rest[0]):
            return 0  # `其中：…` `345.67` below `12` may be a row of its own
        whole = [upper + lower for upper, lower in zip(whole, rest, strict=True)]
        if all(is_whole(whole[i], printed.decimals) for i in printed.amounts if whole[i]):
            if rest[0] and not _CODE.fullmatch(whole[0]):
                return 0
            return count + _rests_of_label(printed, start + count + 1)
    return 0


def _lacks(above: Sequence[str], below: Sequence[str], printed: _Print) -> bool:
    """Return whether a row prints figures, and only below such as lack decimals: `12`, `12.`."""
    pairs = [(above[i], below[i]) for i in printed.amounts if below[i]]
    return bool(pairs) and all(is_piece(upper, printed.decimals) for upper, _ in pairs)


def _rests_of_label(printed: _Print, start: int) -> int:
    """Return how many rows from here only go on with the label of a cut row."""
    if not printed.numbered:
        return 0
    rests = takewhile(
        lambda row: _has_words(row, printed) and not any(row[i] for i in (0, *printed.amounts)),
        printed.texts[start:],
    )
    return sum(1 for _ in rests)


def _has_words(row: Sequence[str], printed: _Print) -> bool:
    return any(text for i, text in enumerate(row) if i not in printed.amounts)
