"""Rows that print the code of their own level alone: 208, below it 05, below that 01.

The columns of 类, 款 and 项 tell them apart on the page; in running text sums do: a 款 is the sum
of the 项 below it, and the class that of its 款. Where they do not, the rows stay as they are.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from budgetgraph.figures import is_figure, parse_figure
from budgetgraph.model import Cell

from ..levels import LEVELS
from ..tokens import Token
from .records import Record

_CLASS, _OWN = re.compile(r"[1-9]\d\d"), re.compile(r"\d\d")
_CODE = re.compile(r"2\d\d(?:\d\d){0,2}")  # of a function
_ABOVE = -1  # the part of a token that stands in a row above
_Make = Callable[[Cell | None, Sequence[Token]], Record]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that begins with a code: where, and its first figure."""

    index: int
    code: Token
    amount: Decimal


def with_codes_above(tokens: Sequence[Token], levels: int) -> Sequence[Token]:
    """Return the tokens with the codes of the levels above before each code of a lower level.

    Args:
        tokens: What the rows print.
        levels: How many columns of levels there are.
    """
    rows = list(_rows(tokens))
    if sum(bool(_OWN.fullmatch(row.code.text)) for row in rows) * 2 < len(rows) or not rows:
        return tokens  # as most: each row prints all levels of its code
    above: dict[int, tuple[Token, ...]] = {}
    classes = [n for n, row in enumerate(rows) if _CLASS.fullmatch(row.code.text)]
    if classes[:1] != [0]:
        return tokens
    for start, end in pairwise([*classes, len(rows)]):
        found = _below(rows[start], rows[start + 1 : end], levels)
        if found is None:
            return tokens
        above |= found
    result: list[Token] = []
    for index, token in enumerate(tokens):
        codes = above.get(index, ())
        result += [code._replace(first=not n, part=_ABOVE) for n, code in enumerate(codes)]
        result.append(token._replace(first=False) if codes else token)
    return result


def of_own_level(make: _Make) -> _Make:
    """Return what makes a record whose code says how much of it stands in rows above."""

    def made(number: Cell | None, tokens: Sequence[Token]) -> Record:
        above = sum(token.part == _ABOVE for token in tokens)
        return replace(make(number, tokens), above=above)

    return made


def _rows(tokens: Sequence[Token]) -> Iterator[_Row]:
    """Yield the rows that begin with the code of a class, or of a lower level, before a label."""
    for index, token in enumerate(tokens[:-1]):
        is_code = token.first and (_CLASS.fullmatch(token.text) or _OWN.fullmatch(token.text))
        if not is_code or tokens[index + 1].first or is_figure(tokens[index + 1].text):
            continue
        figure = next((other.text for other in tokens[index + 2 :] if is_figure(other.text)), "")
        if figure:
            yield _Row(index, token, parse_figure(figure).amount_yuan)


def _below(top: _Row, rows: Sequence[_Row], levels: int) -> dict[int, tuple[Token, ...]] | None:
    """Return the codes above each row of a class, None where the sums do not tell them."""
    if not all(row.amount for row in rows):
        return None
    if levels < LEVELS:
        is_told = not rows or (_ascend(rows) and sum(row.amount for row in rows) == top.amount)
        return {row.index: (top.code,) for row in rows} if is_told else None
    found: dict[int, tuple[Token, ...]] = {}
    groups: list[_Row] = []
    place = 0
    while place < len(rows):
        group, place = rows[place], place + 1
        start, rest = place, group.amount
        while place < len(rows) and rest > 0:
            rest -= rows[place].amount
            place += 1
        if rest or not _ascend(rows[start:place]):
            return None
        groups.append(group)
        found[group.index] = (top.code,)
        found |= {row.index: (top.code, group.code) for row in rows[start:place]}
    is_told = _ascend(groups) and sum(group.amount for group in groups) == top.amount
    return found if is_told or not rows else None


def _ascend(rows: Sequence[_Row]) -> bool:
    return all(a.code.text < b.code.text for a, b in pairwise(rows))
