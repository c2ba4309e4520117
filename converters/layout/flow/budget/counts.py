"""Columns that count people or things right before the amounts: `编制人数 合计`.

Their figures are whole, and no pieces of the amounts behind them: `45 12.00` is not 4512.00.
"""

import re
from collections.abc import Iterator, Sequence

from ...meanings import meaning, meaning_by_words
from ..tokens import Token
from .records import is_number

_AMOUNT, _OTHER = "amount", "other"
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
