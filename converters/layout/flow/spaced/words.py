"""Words of layout text that keeps the look of the page, with the columns of characters they fill.

`pdftotext -layout` counts each character as one column, terminals and office programs count an
ideograph as two. Which of the two a text means is told by where its words stand below each other.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import east_asian_width

from budgetgraph.model import Paragraph

# A blank that the print does not have: `目标 1：…`, `2024 年 12 月`, `…。 目标 2：…`.
_NO_GAP = r"(?:(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d)|(?<=目标) (?=\d)|(?<=[。；;]) (?=目标|\d))"
_WORD = re.compile(rf"[^\s\d](?: [^\s\d])+(?!\S)|\S+(?:{_NO_GAP}\S+)*")  # `项 目` is one
WIDE_GAP = "   "  # inside a line it parts columns
_WIDE = frozenset("WF")
_QUOTES = re.compile("[“”‘’…—]")  # as wide as an ideograph, or half of it

Measure = Callable[[str], int]
Lines = Sequence[Sequence["Word"]]


class Word(NamedTuple):
    """What stands between blanks: its text, its line and the columns from `left` to `right`."""

    text: str
    line: int
    left: int
    right: int

    @property
    def width(self) -> int:
        """Columns of characters."""
        return self.right - self.left

    def shares(self, left: int, right: int) -> int:
        """Return how many columns it has in common with a stretch; below 1 for none."""
        return min(self.right, right) - max(self.left, left)


@dataclass(slots=True)
class Cell:
    """The words of one cell, from top to bottom.

    Attributes:
        words: One of each line.
        level: 1 below a name over several columns, else 0.
        reach: The last line of the row in which it stands, where that is not its own.
    """

    words: list[Word]
    level: int = 0
    reach: int = 0

    @property
    def text(self) -> str:
        """The words without the ends of lines between them."""
        return "".join(word.text for word in self.words)

    @property
    def left(self) -> int:
        """The column where it begins."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> int:
        """The column where it ends."""
        return max(word.right for word in self.words)

    @property
    def first(self) -> int:
        """Its first line."""
        return self.words[0].line

    @property
    def last(self) -> Word:
        """The word of its last line."""
        return self.words[-1]

    @property
    def end(self) -> int:
        """The last line of its row, as far as it tells."""
        return max(self.last.line, self.reach)


@dataclass(slots=True)
class Row:
    """One row of a table: the line of its figure, its first and last line, words by column."""

    line: int
    first: int
    last: int
    words: list[list[Word]]

    def text(self, column: int) -> str:
        """Return what is printed in a column."""
        return "".join(word.text for word in self.words[column])


def display_width(text: str) -> int:
    """Return the columns of a terminal that a text fills: two for an ideograph."""
    return sum(2 if east_asian_width(character) in _WIDE else 1 for character in text)


def words_of(paragraphs: Sequence[Paragraph]) -> list[list[Word]]:
    """Return the words of each line, measured in the way in which more of them stand in columns."""
    measures: list[Measure] = [len, display_width]
    if any(_QUOTES.search(paragraph.text) for paragraph in paragraphs):
        measures.append(_width_of_fonts)
    return max((_measured(paragraphs, measure) for measure in measures), key=_aligned)


def _width_of_fonts(text: str) -> int:
    """Return the width of a text where quotes are as wide as ideographs, as in Chinese fonts."""
    return display_width(text) + len(_QUOTES.findall(text))


def blocks_of(lines: Lines, start: int) -> Iterator[range]:
    """Yield the stretches of lines between empty lines, from a line on."""
    begin = start
    for number in range(start, len(lines) + 1):
        if number == len(lines) or not lines[number]:
            if begin < number:
                yield range(begin, number)
            begin = number + 1


def _measured(paragraphs: Iterable[Paragraph], measure: Measure) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for number, paragraph in enumerate(paragraphs):
        words: list[Word] = []
        text = paragraph.text
        end = place = 0
        for found in _WORD.finditer(text):
            place += measure(text[end : found.start()]) if end else paragraph.indent
            width = measure(found.group())
            words.append(Word(found.group().replace(" ", ""), number, place, place + width))
            end, place = found.end(), place + width
        lines.append(words)
    return lines


def _aligned(lines: Iterable[Sequence[Word]]) -> int:
    """Return how many words begin, end or have their middle where others have, pair by pair."""
    words = [word for line in lines for word in line[1:]]
    lefts = Counter(word.left for word in words)
    rights = Counter(word.right for word in words)
    middles = Counter(word.left + word.right for word in words)
    return sum(
        max(lefts[word.left], rights[word.right], middles[word.left + word.right]) for word in words
    )
