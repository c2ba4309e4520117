"""Codes of units in rows that begin with codes of a classification, in layout text."""

import re
from collections.abc import Callable, Sequence, Set
from typing import TypeVar

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell

from ..tokens import Token

_Made = TypeVar("_Made")
_Make = Callable[[Cell | None, Sequence[Token]], _Made]
_CODE = re.compile(r"\d{3,9}")
_CLASS_DIGITS = 3


def unit_codes(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the codes of units that rows print behind those with which they begin."""
    inside = (token.text for token in tokens if not token.first and _CODE.fullmatch(token.text))
    return frozenset(text for text in inside if len(text) > _CLASS_DIGITS)


def is_department(tokens: Sequence[Token], codes: Set[str]) -> bool:
    """Return whether a line begins with the code of the department that units are of, and its name.

    Theirs begin with it: `049 某某局`, where rows print 049001.
    """
    first, *after = tokens
    return (
        first.first
        and bool(_CODE.fullmatch(first.text))
        and any(not token.first and not is_figure(token.text) for token in after[:1])
        and any(code.startswith(first.text) for code in codes)
    )


def of_units(make: _Make[_Made], codes: Set[str]) -> _Make[_Made]:
    """Return what makes a record of a row without the code of the department.

    That is of no classification.
    """

    def made(number: Cell | None, tokens: Sequence[Token]) -> _Made:
        return make(number, tokens[1:] if is_department(tokens, codes) else tokens)

    return made
