"""Columns of a table without vertical lines: anchors under headings, gaps between words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .lattice import POINT
from .page import Glyph
from .text import TextLine

_MIN_GUTTER = POINT // 2
ONE_CHARACTER = 15 * POINT

Span = tuple[int, int]
Word = tuple[int, int, bool]  # left, right, is a number


@dataclass(slots=True)
class Columns:
    """Anchors of the columns and, between each two, where nothing has been printed so far."""

    anchors: list[Span]
    gutters: list[list[Span]] = field(default_factory=list)
    words: list[list[Word]] = field(default_factory=list)

    def __post_init__(self) -> None:
        middles = [(left + right) // 2 for left, right in self.anchors]
        self.gutters = [[pair] for pair in pairwise(middles)]

    def admit(self, lines: Iterable[TextLine]) -> bool:
        """Take in a row; return False, and change nothing, when it prints over a whole gutter.

        Two anchors of one character each (项　目) become one where a row prints across them.
        """
        words = [(*span_of(word), _is_number(word)) for line in lines for word in words_of(line)]
        printed = [(left, right) for left, right, _ in words]
        gutters = [_subtract(gutter, printed) for gutter in self.gutters]
        closed = [index for index, gutter in enumerate(gutters) if not gutter]
        if any(not self._is_spread_word(index) for index in closed):
            return False
        for index in reversed(closed):
            self.anchors[index : index + 2] = [(self.anchors[index][0], self.anchors[index + 1][1])]
            del gutters[index]
        self.gutters = gutters
        self.words.append(words)
        return True

    def borders(self, ends: Iterable[int]) -> list[int]:
        """Return the border between each two columns: the gap with words on both sides most often.

        Args:
            ends: Where lines inside the heading end: a border that falls there is certain.
        """
        ends = sorted(ends)
        middles = [(left + right) // 2 for left, right in self.anchors]
        found = []
        for index, gutter in enumerate(self.gutters):
            first, last = middles[index], middles[index + 1]
            certain = [end for end in ends if any(gap[0] <= end <= gap[1] for gap in gutter)]
            free = (self.anchors[index][1], self.anchors[index + 1][0])
            between = sum(free) // 2
            best = max(
                gutter,
                key=lambda gap: (
                    self._parted(first, gap, last),
                    gap[0] <= between <= gap[1],
                    gap[1] - gap[0],
                ),
            )
            found.append(certain[0] if certain else _middle(best, free))
        return found

    def has_wide_gaps(self, borders: Sequence[int]) -> bool:
        """Return whether many rows print two words far apart in one column: no columns, then."""
        wide = 0
        for row in self.words:
            reach = min((word[0] for word in row), default=0)
            for left, right, _ in sorted(row):
                if left - reach > ONE_CHARACTER and not any(reach <= b <= left for b in borders):
                    wide += 1
                    break
                reach = max(reach, right)
        return wide * 10 > len(self.words)

    def _parted(self, first: int, gap: Span, last: int) -> tuple[int, int]:
        """Return how many rows print something on either side of the gap, between two anchors.

        Those with a figure beside the gap come first: justified text has gaps between words too.
        """
        with_figure = between_words = 0
        for row in self.words:
            left = max((word for word in row if first < word[1] <= gap[0]), default=None)
            right = min((word for word in row if gap[1] <= word[0] < last), default=None)
            if left and right:
                with_figure += left[2] or right[2]
                between_words += not (left[2] or right[2])
        return with_figure, between_words

    def _is_spread_word(self, index: int) -> bool:
        pair = self.anchors[index : index + 2]
        return all(right - left <= ONE_CHARACTER for left, right in pair)


def words_of(line: TextLine) -> list[list[Glyph]]:
    """Return the characters of a line in groups parted by a gap.

    Ideographs stand close, so any gap parts them; Latin words are parted by more than a blank.
    """
    words: list[list[Glyph]] = []
    for glyph in line.glyphs:
        pair = glyph.text + words[-1][-1].text if words else ""
        latin = pair.isascii() and pair.isalpha()
        gap = line.height * (4 if latin else 1) // 10
        if words and glyph.left - words[-1][-1].right <= gap:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def span_of(glyphs: Sequence[Glyph]) -> Span:
    """Return where a word begins and ends."""
    return glyphs[0].left, max(glyph.right for glyph in glyphs)


def _is_number(word: Sequence[Glyph]) -> bool:
    return word[0].text.isdigit() and word[-1].text.isdigit()


def _subtract(gutter: Sequence[Span], printed: Iterable[Span]) -> list[Span]:
    """Return what remains of the free intervals beside the words."""
    free = list(gutter)
    for first, last in printed:
        if any(left < last and first < right for left, right in free):
            free = [
                part
                for left, right in free
                for part in ((left, min(right, first)), (max(left, last), right))
                if part[1] - part[0] >= _MIN_GUTTER
            ]
    return free


def _middle(gap: Span, free: Span) -> int:
    """Return the middle of what two intervals share; where they do not meet, that of the first."""
    left, right = max(gap[0], free[0]), min(gap[1], free[1])
    return (left + right) // 2 if left <= right else sum(gap) // 2


def numbers_of(lines: Sequence[TextLine]) -> list[Span]:
    """Return the anchors of a row that only numbers the columns (栏次 1 2 3 …)."""
    words = words_of(lines[0]) if len(lines) == 1 else []
    digits = ["".join(glyph.text for glyph in word) for word in words]
    if len(words) > 2 and not digits[0].isdigit():  # noqa: PLR2004 - 栏次 and two numbers
        digits = digits[1:]
    numbers = [int(text) for text in digits if text.isascii() and text.isdigit()]
    if len(numbers) < 2 or numbers != list(range(1, len(digits) + 1)):  # noqa: PLR2004
        return []
    return [span_of(word) for word in words]
