"""Codes whose levels 类, 款 and 项 stand in columns of their own, in layout text."""

import re
from collections.abc import Sequence

from budgetgraph.figures import is_figure

from ..meanings import meaning
from .tokens import Token

LEVELS, LEVEL_DIGITS = 3, 2  # 类, 款 and 项; digits of the last two
_TOTALS = frozenset({"合计", "总计"})
_SHORT_CLASS = re.compile(r"[1-9]\d{0,2}")
_CODED = re.compile(r"2\d\d(?:\d\d){0,2}[^\d年.,]")  # the code of a function and its name
_DIGITS = re.compile(r"\d+")
_NEAR = 20  # tokens from the heading


def are_levels(tokens: Sequence[Token]) -> bool:
    """Return whether a row begins with three short numbers, though no code has them.

    A label follows, or an amount where the lines of the label stand below.
    """
    first, *rest = [token.text for token in tokens]
    return bool(
        len(rest) == LEVELS
        and _SHORT_CLASS.fullmatch(first)
        and all(_DIGITS.fullmatch(text) and len(text) == LEVEL_DIGITS for text in rest[:-1])
        and (not is_figure(rest[-1]) or "." in rest[-1])
    )


def without_names(tokens: Sequence[Token]) -> list[Token] | None:
    """Return the tokens without the names of levels below the heading, None where they are not.

    The total may share their row, its label printed below its figures.
    """
    names = next((n for n in range(min(len(tokens), _NEAR)) if _are_names(tokens[n : n + 2])), None)
    if names is None:
        return None
    end = next(n for n in range(names, len(tokens) + 1) if not _are_names(tokens[n : n + 1]))
    above, below = list(tokens[:names]), list(tokens[end:])
    if above and below and below[0].text in _TOTALS and all(is_figure(t.text) for t in above):
        above = [below.pop(0), *(token._replace(first=False) for token in above)]
    return [*above, *below]


def _are_names(tokens: Sequence[Token]) -> bool:
    found = [meaning(token.text) for token in tokens if len(token.text) == 1]
    return 0 < len(tokens) == len(found) and all(
        said is not None and said.kind == "code-part" for said in found
    )


def is_coded(text: str) -> bool:
    """Return whether a text is the code of a function and its name: 201一般公共服务支出."""
    return bool(_CODED.match(text))
