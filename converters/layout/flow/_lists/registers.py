"""Rows of a list without rules, by what its columns hold: ordinals, texts, codes or figures.

Each line or cell comes after the other as in the table, empty cells are lost. Columns of one kind
beside each other are a block; a row goes through the blocks from left to right, and what can stand
in none of those that follow begins the next row.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from budgetgraph.figures import half_width

from .. import _lists as lists
from ..tokens import Token, whole

ORDINAL, TEXT, CODE, FIGURE = "ordinal", "text", "code", "figure"
_CODE = re.compile(r"[ABC]\d{1,8}")
_NUMBER_END = re.compile(r"\d$")
_IN_NAME = re.compile(r"万?元|万|[年月个].|[)）]")


@dataclass(slots=True)
class Row:
    """One row: its pieces by block, the last block, whether it is a sum and prints a figure."""

    parts: dict[int, list[Token]] = field(default_factory=dict)
    at: int = -1
    is_sum: bool = False
    has_figures: bool = False


class Blocks:
    """The columns of a list, those of one kind beside each other as one block."""

    def __init__(self, kinds: Sequence[str]) -> None:
        """Take the kind of each column, in order."""
        numbered = groupby(enumerate(kinds), key=lambda pair: pair[1])
        self.columns = [(kind, [index for index, _ in group]) for kind, group in numbered]
        self.kinds = [kind for kind, _ in self.columns]

    def after(self, at: int, kind: str) -> int | None:
        """Return the next block of a kind."""
        later = range(at + 1, len(self.kinds))
        return next((index for index in later if self.kinds[index] == kind), None)

    def size(self, at: int) -> int:
        """Return how many columns a block has."""
        return len(self.columns[at][1])

    @property
    def last_figures(self) -> int:
        """The last block of figures."""
        return max(at for at, kind in enumerate(self.kinds) if kind == FIGURE)

    @property
    def trailing(self) -> int | None:
        """The block of texts behind the last figure, None where the row ends with figures."""
        last = len(self.kinds) - 1
        return last if self.kinds[last] == TEXT and FIGURE in self.kinds else None


def read_rows(
    tokens: Sequence[Token], blocks: Blocks, is_sum: Callable[[str], bool]
) -> list[Row] | None:
    """Return the rows, None where a piece can stand in none.

    Args:
        tokens: All pieces of the list, in order.
        blocks: Its columns.
        is_sum: Whether a text is the label of a sum.
    """
    lined = 2 * sum(token.first for token in tokens) > len(tokens)
    pieces = list(_names_whole(tokens))
    numbered = blocks.kinds[0] == ORDINAL and lined
    read: list[list[Row]] = []
    for may_lack_figures in (False, True) if numbered else (False,):
        reader = _Reader(blocks, is_sum, lined, may_lack_figures)
        if all(map(reader.take, pieces)):
            read.append(reader.rows)
    return min(read, key=_count_unnumbered) if read else None


def _count_unnumbered(rows: Sequence[Row]) -> int:
    return sum(0 not in row.parts and not row.is_sum for row in rows)


def _names_whole(tokens: Sequence[Token]) -> Iterable[Token]:
    """Yield the pieces, a number inside a name joined with what stands beside it."""
    held: list[Token] = []
    for token in tokens:
        begun = 0
        if held and not token.first and _IN_NAME.match(token.text):
            begun = _begun(held)
        held = [*held[:-begun], whole([*held[-begun:], token])] if begun else [*held, token]
    return held


def _begun(held: Sequence[Token]) -> int:
    """Return how many of the last pieces are a name with a number at its end: 单价 50, 单价50."""
    last = held[-1]
    if not lists.is_amount(last.text):
        ends = _NUMBER_END.search(last.text) and not last.text.isascii()
        return 1 if ends and not last.pieces else 0
    alone = last.text.isdecimal() and not last.first and len(held) > 1
    return 2 if alone and not lists.is_amount(held[-2].text) else 0


@dataclass(slots=True)
class _Reader:
    blocks: Blocks
    is_sum: Callable[[str], bool]
    lined: bool
    may_lack_figures: bool
    rows: list[Row] = field(default_factory=list)
    number: int = 1

    def take(self, token: Token) -> bool:
        """Put a piece into a row; return whether it can stand in one."""
        if self._is_ordinal(token):
            self.number += 1
            self.rows.append(Row({0: [token]}, 0))
            return True
        kind = self._kind(token)
        row = self.rows[-1] if self.rows else None
        at = self._place(row, kind, token) if row else None
        if row is None or at is None:
            if row is not None and not (token.first and row.has_figures) and kind != CODE:
                return False
            row = Row()
            self.rows.append(row)
            at = self._place(row, kind, token)
            if at is None or kind == FIGURE:
                return False
        if kind == FIGURE and not row.has_figures:
            row.is_sum = self.is_sum("".join(t.text for part in row.parts.values() for t in part))
            row.has_figures = True
        row.parts.setdefault(at, []).append(token)
        row.at = at
        return True

    def _is_ordinal(self, token: Token) -> bool:
        if self.blocks.kinds[0] != ORDINAL or not token.first or token.text != str(self.number):
            return False
        row = self.rows[-1] if self.rows else None
        if row is None or not self.lined or row.is_sum:
            return True
        return row.at >= self.blocks.last_figures or (self.may_lack_figures and row.at > 0)

    def _kind(self, token: Token) -> str:
        if lists.is_amount(token.text):
            return FIGURE
        is_code = CODE in self.blocks.kinds and _CODE.fullmatch(half_width(token.text))
        return CODE if is_code else TEXT

    def _place(self, row: Row, kind: str, token: Token) -> int | None:
        """Return the block of the row in which a piece stands, None where the row has ended."""
        blocks, at = self.blocks, row.at
        own = at if at >= 0 and blocks.kinds[at] == kind else None
        if kind == FIGURE:
            if own is not None and (len(row.parts[own]) < blocks.size(own) or row.is_sum):
                return own
            return blocks.after(at, FIGURE)
        if kind == CODE:
            return blocks.after(at, CODE)
        begins_sum = token.first and self.is_sum(token.text)  # and is no remark
        if row.has_figures and (row.is_sum or begins_sum):
            return None
        following = own if own is not None else blocks.after(at, TEXT)
        if following is None or following != blocks.trailing or not token.first:
            return following
        is_full = len(row.parts.get(following, ())) >= blocks.size(following)
        return following if self.lined and not is_full else None
