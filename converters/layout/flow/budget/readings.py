"""Rows of layout text whose figures can be put together in several ways: sums tell which."""

from collections.abc import Callable, Sequence

from budgetgraph.figures import half_width
from budgetgraph.model import Cell

from ...columns import AmountColumn
from ...decimals import is_whole
from ..pieces import join_lines, part_code
from ..tokens import Token
from .placing import adds_across
from .records import Record

Make = Callable[[Cell | None, Sequence[Token]], Record]


def proven(
    number: Cell | None,
    tokens: Sequence[Token],
    make: Make,
    columns: Sequence[AmountColumn],
    decimals: int,
) -> Record:
    """Return the record of a row, its pieces joined in the one way that adds up across the row.

    As a rule one cell comes after the other; a line may also hold one piece of each.
    """
    record = make(number, tokens)
    if not decimals or not _may_be_torn(tokens, record, decimals):
        return record
    if adds_across(record.figures[""], columns):
        return record
    for ways in ((join_lines(tokens, decimals), part_code(tokens)), (_as_printed(tokens),)):
        others = [make(number, way) for way in ways if way != tokens]
        if proven := [other for other in others if adds_across(other.figures[""], columns)]:
            return proven[0] if len(proven) == 1 else record
    return record


def _as_printed(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with none put together: some figures may print no decimals."""
    return [piece for token in tokens for piece in (token.pieces or (token,))]


def _may_be_torn(tokens: Sequence[Token], record: Record, decimals: int) -> bool:
    """Return whether a figure was put together, or has fewer decimals than all others."""
    texts = (half_width(cell.text) for cell in record.figures[""])
    return any(token.pieces for token in tokens) or not all(is_whole(t, decimals) for t in texts)
