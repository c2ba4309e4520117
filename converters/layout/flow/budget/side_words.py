"""Which side of a balance a label is of, by what it names, from `vocabulary/rows.toml`."""

import re
from collections.abc import Sequence
from functools import cache

from ....vocabulary import load, normalise
from ...sides import EXPENDITURE, INCOME
from .._items import without_item
from ..tokens import Token

_ENDS = {"支出": EXPENDITURE, "收入": INCOME}
_OF_WHICH = "其中:"
_REST = re.compile(r"[(\[]|.?计$|.{1,2}$")  # of a label with blanks inside


def side_of(text: str) -> str:
    """Return the side that a label names, empty where it names none or both."""
    plain = without_item(normalise(text).removeprefix(_OF_WHICH))
    if side := _ENDS.get(plain[-2:]):
        return side
    words = load("rows")["side-words"]
    said = [side for side in (INCOME, EXPENDITURE) if any(word in plain for word in words[side])]
    if not said and plain.startswith(_classes()):
        return EXPENDITURE
    return said[0] if len(said) == 1 else ""


def begins_side(text: str) -> bool:
    """Return whether a text reads like a label of a side from its beginning, not like a rest."""
    return side_of(text) == INCOME or without_item(normalise(text)).startswith(_classes())


def end_of_income(label: Sequence[Token]) -> int:
    """Return how many pieces of a label are those of the income beside it, 0 where it is one.

    Of several ways the right one begins with a class of expenditure, else as late as can be.
    """
    texts = [normalise(piece.text) for piece in label]
    ways = [("".join(texts[:n]), "".join(texts[n:]), n) for n in range(1, len(texts))]
    ways = [w for w in ways if side_of(w[0]) == INCOME and side_of(w[1]) == EXPENDITURE]
    begun = [way for way in ways if way[1].startswith(_beginnings())]
    return next(iter(begun or ways[-1:]), ("", "", 0))[-1]


def is_beside(label: Sequence[Token]) -> bool:
    """Return whether a label of income stands before a text on its line that names no side."""
    texts = [normalise(piece.text) for piece in label]
    return any(
        label[n - 1].line == label[n].line
        and side_of("".join(texts[:n])) == INCOME
        and not side_of(rest := "".join(texts[n:]))
        and not _REST.match(rest)
        for n in range(1, len(label))
    )


@cache
def _classes() -> tuple[str, ...]:
    """Return with which words labels begin that name a class of expenditure."""
    parts = load("rows")["parts"]
    return tuple(word for kind, words in parts.items() if kind != INCOME for word in words)


@cache
def _beginnings() -> tuple[str, ...]:
    return (*_classes(), *load("rows")["side-words"][EXPENDITURE], "本年支出")
