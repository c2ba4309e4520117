"""Columns of a table in text that keeps the look of the page, as far as it keeps it.

A long word pushes those behind it to the right, and each page has a scale of its own. So the words
of a line are shared out in order, with the least distance from their columns; where these stand is
then told by most words, not by the headings.
"""

from collections.abc import Sequence
from itertools import combinations
from statistics import linear_regression, median_low

from .words import Lines, Word, blocks_of

Span = tuple[int, int]  # from where to where something stands, in columns of characters
Spans = list[Span]
_Way = tuple[int, tuple[int, ...]]  # the cost of a way, and the columns it chooses

_SAME_CELL = 2  # columns that two words of one cell cost, but for a unit behind its figure
_FAR = 1 << 30
_SAMPLE = 8  # rows
_ENOUGH = 60  # lines
_MISSING = 3  # columns that the fullest line may leave empty


def meet(one: Span, other: Span) -> bool:
    """Return whether two stretches have columns of characters in common."""
    return one[0] < other[1] and other[0] < one[1]


def told(lines: Lines, spans: Spans) -> Spans:
    """Return where the columns stand as most of their words tell.

    Args:
        lines: Those of the rows.
        spans: Where the columns are said to begin and end.
    """
    return [
        (median_low(word.left for word in words), median_low(word.right for word in words))
        if words
        else span
        for words, span in zip(columns_of(lines, spans), spans, strict=True)
    ]


def find_columns(lines: Lines, spans: Spans, *, overleaf: bool) -> Spans | None:
    """Return where the columns stand, None where that is open.

    Args:
        lines: Those of the rows; empty ones part these.
        spans: Where the headings begin and end.
        overleaf: Whether the headings are of another page, which has another scale.
    """
    rows = [_filled(lines[block[0] : block[-1] + 1]) for block in blocks_of(lines, 0)]
    whole = [row for row in rows if len(row) == len(spans)][:_SAMPLE]
    everything = _filled(lines)
    ways = [everything] if len(everything) == len(spans) else []
    ways += [*whole, spans]
    ways += filter(None, [_fitted(rows, spans)])
    fullest = sorted(lines, key=len)[-_ENOUGH:]
    printed = [[(word.left, word.right) for word in words] for words in fullest if words]
    return min(ways, key=lambda way: sum(_share(row, way)[0] for row in printed), default=None)


def _filled(lines: Lines) -> Spans:
    """Return the stretches that words fill together, from left to right."""
    filled: Spans = []
    for left, right in sorted((word.left, word.right) for words in lines for word in words):
        if filled and left < filled[-1][1]:
            filled[-1] = filled[-1][0], max(filled[-1][1], right)
        else:
            filled.append((left, right))
    return filled


def _fitted(rows: Sequence[Spans], spans: Spans) -> Spans | None:
    """Return where the columns stand on another scale, so that the rows are near them."""
    fullest = max((row for row in rows if len(row) <= len(spans)), key=len, default=[])
    if len(fullest) < max(len(spans) - _MISSING, 2):
        return None
    sample = sorted(rows, key=len)[-_SAMPLE:]
    ways: list[tuple[int, Spans]] = []
    for chosen in combinations(range(len(spans)), len(fullest)):
        slope, offset = linear_regression(
            [sum(spans[n]) for n in chosen], [sum(span) for span in fullest]
        )
        moved = [
            (round(left * slope + offset / 2), round(right * slope + offset / 2))
            for left, right in spans
        ]
        if slope > 0:
            ways.append((sum(_share(row, moved)[0] for row in sample), moved))
    return min(ways)[1] if ways else None


def columns_of(lines: Lines, spans: Spans) -> list[list[Word]]:
    """Return the words of each column."""
    columns: list[list[Word]] = [[] for _ in spans]
    for words in lines:
        shared = _share([(word.left, word.right) for word in words], spans, words)[1]
        for index, word in zip(shared, words, strict=True):
            columns[index].append(word)
    return columns


def _share(places: Spans, spans: Spans, words: Sequence[Word] = ()) -> tuple[int, tuple[int, ...]]:
    """Return the least distance of stretches of a line from columns in order, and these columns."""
    ways: list[_Way] = []
    for number, place in enumerate(places):
        same = _joined(places, words, number)
        before: _Way | None = None if number else (0, ())
        following: list[_Way] = []
        for index, span in enumerate(spans):
            best = before
            if number:
                here = ways[index][0] + same, ways[index][1]
                best = here if before is None or here[0] < before[0] else before
                if before is None or ways[index][0] < before[0]:
                    before = ways[index]
            if best is not None:
                following.append((best[0] + _distance(place, span), (*best[1], index)))
        ways = following
    return min(ways, default=(0, ()))


def _joined(places: Spans, words: Sequence[Word], number: int) -> int:
    """Return what it costs that a stretch is of the same cell as the one before."""
    if not number or places[number][0] - places[number - 1][1] > 1:
        return _FAR
    is_unit = words and words[number - 1].text[-1].isdecimal()
    return 0 if is_unit and not words[number].text[0].isdecimal() else _SAME_CELL


def _distance(place: Span, span: Span) -> int:
    left, right = place[0] - span[0], place[1] - span[1]
    return min(abs(left), abs(left + right) // 2, abs(right))
