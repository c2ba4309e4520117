"""The heading of a table without vertical lines: its columns, the ends of merged headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .columns import ONE_CHARACTER, Columns, Span, numbers_of, span_of, words_of
from .lattice import POINT, Rule
from .page import Glyph
from .text import TextLine

_SAME_EDGE = 4 * POINT
_HEADING_BANDS = 5
_FIGURE = re.compile(r"\d[\d,]*\.\d+")


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of the page that is one row of a table, with the lines printed in it."""

    top: int
    bottom: int
    lines: tuple[TextLine, ...]

    @property
    def text(self) -> str:
        """All lines."""
        return " ".join(line.text for line in self.lines)


def find_heading(bands: Sequence[Band], inner: Sequence[Rule]) -> tuple[Columns | None, int]:
    """Return the columns that the first bands head, and how many bands the heading takes."""
    size = 0
    while size < min(len(bands), _HEADING_BANDS) and bands[size].lines:
        if numbers := numbers_of(bands[size].lines):
            return _under(bands[:size], inner, numbers), size + 1
        if _FIGURE.search(bands[size].text) or _begins_with_number(bands[size]):
            break
        size += 1
    else:
        size = min(size, 1)
    anchors = [_anchors(band, inner) for band in bands[:size]]
    best = max(anchors, key=len, default=[])
    return (Columns(best), size) if len(best) > 1 else (None, 0)


def _under(bands: Sequence[Band], inner: Sequence[Rule], numbers: list[Span]) -> Columns | None:
    """Return the columns of a numbering row, with those left of it that it does not number."""
    if not bands:
        return None
    heading = max((_anchors(band, inner) for band in bands), key=len)
    return Columns([anchor for anchor in heading if anchor[1] < numbers[0][0]] + numbers)


def _begins_with_number(band: Band) -> bool:
    """Return whether the leftmost word is a row number or code: a row without amounts."""
    words = [word for line in band.lines for word in words_of(line)]
    first = min(words, key=lambda word: word[0].left)
    return all(glyph.text.isdigit() for glyph in first)


def _anchors(band: Band, inner: Sequence[Rule]) -> list[Span]:
    """Return where the lowest headings of a band stand: those above an inner line are groups."""
    spans = sorted(
        span_of(word)
        for line in band.lines
        for word in words_of(line)
        if not _is_group(word, band, inner)
    )
    merged: list[Span] = []
    for left, right in spans:
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _is_group(word: Sequence[Glyph], band: Band, inner: Sequence[Rule]) -> bool:
    """Return whether a line under the word makes it a heading of several columns."""
    left, right = span_of(word)
    return any(
        band.top < rule.position < band.bottom
        and word[0].bottom <= rule.position + 2 * POINT
        and rule.start <= (left + right) // 2 <= rule.end
        for rule in inner
    )


def group_end(border: int, band: Band, inside: Sequence[Rule], borders: Sequence[int]) -> int:
    """Return how far down a merged heading of this band reaches over the border, 0 if none does."""
    under = [
        rule.position
        for rule in inside
        if band.top < rule.position < band.bottom
        and rule.start + _SAME_EDGE < border < rule.end - _SAME_EDGE
        and border not in _cuts(rule, band, borders)
    ]
    if under:
        return max(under)
    crossed = any(
        span[0] < border - POINT and border + POINT < span[1]
        for line in band.lines
        for span in map(span_of, words_of(line))
    )
    return band.bottom if crossed else 0


def _cuts(rule: Rule, band: Band, borders: Sequence[int]) -> set[int]:
    """Return the borders that part several headings over one inner line (收入 | 支出).

    Each heading stands in the middle of its columns, which tells where they end.
    """
    words = sorted(
        span_of(word)
        for line in band.lines
        for word in words_of(line)
        if _is_group(word, band, [rule])
    )
    cuts: set[int] = set()
    start = rule.start
    for (left, right), (following, _) in pairwise(words):
        between = [border for border in borders if right <= border <= following]
        if between and following - right > ONE_CHARACTER:
            end = left + right - start
            start = min(between, key=lambda border: abs(border - end))
            cuts.add(start)
    return cuts
