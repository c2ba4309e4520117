"""Figures beside amounts that are none: counts right before them, rates behind them.

Those below `编制人数 合计` are whole, and no pieces of the amounts behind them: `45 12.00` is not
4512.00.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from budgetgraph.figures import half_width

from ...meanings import meaning, meaning_by_words
from ..tokens import Token
from .records import is_number

_AMOUNT, _OTHER, _RATE = "amount", "other", "percent"
_WHOLE = re.compile(r"\d+")


def without_counts(found: Sequence[Token], paths: Sequence[tuple[str, ...]]) -> Sequence[Token]:
    """Return what the rows print without counts, where every row of figures begins with these."""
    size = _columns_of_counts([_kind(path[-1]) for path in paths])
    if not size:  # as in most tables
        return found
    kept: list[Token] = []
    for line in _lines(found):
        texts = [token.text for token in line]
        start = next((n for n in range(len(line), 0, -1) if not is_number(texts[n - 1])), 0)
        figures = texts[start:]
        if figures and (
            len(figures) <= size
            or "." not in figures[size]
            or not all(map(_WHOLE.fullmatch, figures[:size]))
        ):
            return found
        kept += [*line[:start], *line[start + size :]]
    return kept


def prints_rates_alone(found: Sequence[Token], paths: Sequence[tuple[str, ...]]) -> bool:
    """Return whether only figures that end lines have decimals, below a heading with rates.

    Then amounts are whole: `12 15 25.00` is no figure that blanks cut.
    """
    said = (meaning(path[-1]) or meaning_by_words(path[-1]) for path in paths)
    if not any(one and one.kind == _RATE for one in said):
        return False
    lines_end = (after.first for _, after in pairwise(found))
    return all(
        ends or "." not in half_width(token.text) or not is_number(token.text)
        for token, ends in zip(found, chain(lines_end, (True,)), strict=False)
    )


def _columns_of_counts(kinds: Sequence[str]) -> int:
    """Return how many columns that hold neither names nor amounts stand before the first amount."""
    first = kinds.index(_AMOUNT) if _AMOUNT in kinds else 0
    return next((n for n in range(first) if kinds[first - 1 - n] != _OTHER), first)


def _kind(heading: str) -> str:
    said = meaning(heading) or meaning_by_words(heading)
    return said.kind if said else ""


def _lines(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in tokens:
        if token.first and line:
            yield line
            line = []
        line.append(token)
    if line:
        yield line
