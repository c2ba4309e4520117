"""The blank-separated pieces of lines, and what is put together from several of them."""

from collections.abc import Sequence
from typing import NamedTuple

from budgetgraph.model import Cell, Paragraph


class Token(NamedTuple):
    """One blank-separated piece of a line.

    Attributes:
        text: What is printed.
        line: Its line.
        page: Its page, where known.
        first: Whether it begins the line.
        part: Which piece of the table it stands in, where pages cut the table into pieces.
        pieces: The tokens that it was joined from.
    """

    text: str
    line: int
    page: int | None
    first: bool
    part: int = 0
    pieces: tuple["Token", ...] = ()

    @property
    def cell(self) -> Cell:
        """The token as a cell of its own."""
        if self.pieces:
            return joined(self.pieces)
        return Cell(self.text, self.line, page=self.page)


def tokenise(paragraphs: Sequence[Paragraph], part: int = 0) -> list[Token]:
    """Return the pieces of all lines, in order; `part` counts the pieces of a cut table."""
    return [
        token
        for paragraph in paragraphs
        for token in (_gathered(paragraph, part) if paragraph.words else _printed(paragraph, part))
    ]


def _printed(paragraph: Paragraph, part: int) -> list[Token]:
    line, page = paragraph.line, paragraph.page
    return [Token(text, line, page, n == 0, part) for n, text in enumerate(paragraph.text.split())]


def _gathered(paragraph: Paragraph, part: int) -> list[Token]:
    """Return the words of a row that was put together from several lines."""
    found = [
        [Token(text, line, paragraph.page, index == 0, part) for text, line in pieces]
        for index, pieces in enumerate(paragraph.words)
    ]
    return [tokens[0] if len(tokens) == 1 else whole(tokens) for tokens in found]


def whole(tokens: Sequence[Token]) -> Token:
    """Return one token of several pieces, without anything between them."""
    pieces = tuple(piece for token in tokens for piece in (token.pieces or (token,)))
    return pieces[0]._replace(text="".join(piece.text for piece in pieces), pieces=pieces)


def joined(tokens: Sequence[Token]) -> Cell:
    """Return one cell of several pieces, without anything between them."""
    pieces = tuple(token.cell for token in tokens)
    return Cell(
        "".join(token.text for token in tokens),
        tokens[0].line,
        page=tokens[0].page,
        pieces=pieces if len(pieces) > 1 else (),
    )
