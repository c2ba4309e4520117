"""Rows of balances in several parts, from lines across the page: labels cut in two made whole.

A label of two lines stands above and below the line of its row: `2.政府性基金预` / `三、国防支出` /
`算`. So what stands between is the same row, and its figures may be of the label around it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from budgetgraph.model import Paragraph

from ....vocabulary import normalise
from .._items import item_of
from ..budget.records import is_number
from ..tokens import Token, tokenise, whole

SUM = re.compile(r"[小合总]计$|结转")
_NUMBER = re.compile(r"\d{1,2}[.、．]")  # of an item
_MOST_LINES = 3  # of a row


class Printed(NamedTuple):
    """A row as printed.

    Attributes:
        labels: Its labels, the pieces of each, those of its own line first.
        own: How many of them stand on its own line, with its figures.
        figures: Each with the number of labels of its own line before it.
    """

    labels: list[list[Token]]
    own: int
    figures: list[tuple[Token, int]]


def rows_of(lines: Sequence[Paragraph]) -> Iterator[tuple[int, Printed]]:
    """Yield each row with the number of the line behind it."""
    found = [_with_numbers(tokenise([line])) for line in lines]
    start = 0
    while start < len(found):
        first, second, third = [*found[start : start + _MOST_LINES], [], []][:_MOST_LINES]
        if _is_around(first, second, third):
            size, row = 3, _row(second, _paired(first, third))
        elif _goes_on(first, second):
            size, row = 2, Printed(_paired(first, second), len(first), [])
        elif _are_texts(first) and second and not any(map(_is_text, second)):
            size, row = 2, _row(second, [[token] for token in first])
        else:
            size, row = 1, _row(first, [])
        start += size
        yield start, row


def _with_numbers(line: Sequence[Token]) -> list[Token]:
    """Return the pieces of a line, numbers of items as one with the label: `1. 一般公共预算`."""
    found: list[Token] = []
    for token in line:
        if found and _NUMBER.fullmatch(normalise(found[-1].text)):
            found[-1] = whole([found[-1], token])
        else:
            found.append(token)
    return found


def _is_around(above: Sequence[Token], line: Sequence[Token], below: Sequence[Token]) -> bool:
    """Return whether the lines beside one are labels cut in two, and it is not one of them."""
    return _goes_on(above, below) and not (len(line) == len(below) and _are_texts(line))


def _goes_on(above: Sequence[Token], below: Sequence[Token]) -> bool:
    """Return whether a line has the ends of the labels of another, and nothing else."""
    is_rest = _are_texts(below) and not any(map(_begins, below))
    return is_rest and len(above) == len(below) and _are_texts(above) and all(map(_begins, above))


def _paired(above: Sequence[Token], below: Sequence[Token]) -> list[list[Token]]:
    return [[begin, end] for begin, end in zip(above, below, strict=True)]


def _begins(token: Token) -> bool:
    plain = normalise(token.text)
    return item_of(plain) is not None or bool(SUM.search(plain))


def _are_texts(line: Sequence[Token]) -> bool:
    return bool(line) and all(map(_is_text, line))


def _is_text(token: Token) -> bool:
    return not is_number(token.text)


def _row(line: Sequence[Token], around: list[list[Token]]) -> Printed:
    labels: list[list[Token]] = []
    figures: list[tuple[Token, int]] = []
    for token in line:
        if _is_text(token):
            labels.append([token])
        else:
            figures.append((token, len(labels)))
    return Printed([*labels, *around], len(labels), figures)
