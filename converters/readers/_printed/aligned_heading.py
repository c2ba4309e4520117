"""The heading of a table without any line: its columns, and which headings stand over several.

A stretch in which the rows print something has one lowest heading over it. Headings without such a
stretch name empty columns, or stand over the middle of several.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from .columns import ONE_CHARACTER, Span, span_of, words_of
from .lattice import POINT, Rule, Rules
from .text import TextLine

_GUTTER = POINT
NEAR = 2 * POINT
FEW = 4  # columns, or amounts: fewer may be anything
_ORDINAL = 3  # digits
AMOUNT = re.compile(r"-?\d[\d,]*\.\d+")
_CAPTION = re.compile(r"单\s*位\s*[:：]|年\s*度\s*[:：]")
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|其中|合\s*计|总\s*计")

Lines = Sequence[TextLine]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a heading of several lines, with its box."""

    text: str
    left: int
    right: int
    top: int
    bottom: int

    @property
    def span(self) -> Span:
        """Where it begins and ends in its line."""
        return self.left, self.right

    def holds(self, other: "Word") -> bool:
        """Return whether the other is one of the words that this one was joined from."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def overlaps(self, span: Span) -> bool:
        """Return whether it stands over, under or in a stretch of the line."""
        return self.left < span[1] and span[0] < self.right


_Columns = list[tuple[Span, Word]]  # each with its lowest heading
_Group = tuple[Word, int, int]  # a heading of several columns, its first and last


def words_in(lines: Iterable[TextLine]) -> list[Word]:
    return [
        Word("".join(glyph.text for glyph in word), *span_of(word), line.top, line.bottom)
        for line in lines
        for word in words_of(line)
    ]


def unions(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches that the spans cover together, from left to right."""
    unions: list[Span] = []
    for left, right in sorted(spans):
        if unions and left - unions[-1][1] < _GUTTER:
            unions[-1] = (unions[-1][0], max(unions[-1][1], right))
        else:
            unions.append((left, right))
    return unions


def headed(blocks: Sequence[Word], rows: Sequence[Lines]) -> Rules | None:
    """Return drawn lines where each column has one heading and each other heading several."""
    columns = _columns(blocks, printed_in(rows))
    if columns is None or (len(rows) < 2 and len(columns) < FEW):  # noqa: PLR2004
        return None
    groups = list(_groups(blocks, columns))
    others = sum(not any(leaf.holds(block) for _, leaf in columns) for block in blocks)
    if len(groups) < others or any(first == last for _, first, last in groups):
        return None
    if not are_rows(rows, [span for span, _ in columns]):
        return None
    return _ruled(min(block.top for block in blocks), rows, groups, columns)


def printed_in(rows: Sequence[Lines]) -> list[Span]:
    return unions(word.span for row in rows for word in words_in(row))


def is_data(lines: Lines) -> bool:
    """Return whether the lines print an amount, or a row number or code first."""
    words = words_in(lines)
    if len(words) < 2 or is_caption(lines):  # noqa: PLR2004 - a lone word may be a page number
        return False
    first = min(words, key=lambda word: word.left)
    return first.text.isdigit() or any(AMOUNT.fullmatch(word.text) for word in words)


def is_caption(lines: Lines) -> bool:
    return any(_CAPTION.search(line.text) for line in lines)


def are_rows(rows: Sequence[Lines], columns: Sequence[Span]) -> bool:
    """Return whether each row prints something of its own, and no column two whole things in it."""
    for row in rows:
        words = words_in(row)
        whole = [word for word in words if AMOUNT.fullmatch(word.text) or _ITEM.match(word.text)]
        whole += [word for word in words if _is_ordinal(word, columns)]
        if any(sum(word.overlaps(column) for word in whole) > 1 for column in columns):
            return False
        if not whole and not is_data(row) and row is not rows[0]:
            return False
    return True


def _is_ordinal(word: Word, columns: Sequence[Span]) -> bool:
    return word.text.isdigit() and len(word.text) <= _ORDINAL and word.overlaps(columns[0])


def stacked(words: Sequence[Word], limit: int) -> list[Word]:
    """Return the headings, those of several lines made one: centred or ranged below each other."""
    blocks: list[Word] = []
    for word in sorted(words, key=lambda word: (word.top, word.left)):
        for index, above in enumerate(blocks):
            centred = abs(above.left + above.right - word.left - word.right) <= 2 * NEAR
            step = word.bottom - above.bottom
            if 0 < step <= limit and (centred or abs(above.left - word.left) <= NEAR):
                blocks[index] = _joined(above, word)
                break
        else:
            blocks.append(word)
    return blocks


def _joined(first: Word, second: Word) -> Word:
    return Word(
        first.text + second.text,
        min(first.left, second.left),
        max(first.right, second.right),
        min(first.top, second.top),
        max(first.bottom, second.bottom),
    )


def _columns(blocks: Sequence[Word], printed: Sequence[Span]) -> _Columns | None:
    """Return the columns, None where a stretch that is printed in has no heading or two."""
    columns: _Columns = []
    for span in printed:
        over = [block for block in blocks if block.overlaps(span)]
        lowest = [block for block in over if not any(_is_above(block, other) for other in over)]
        if not lowest:
            return None
        leaf = lowest[0]
        for other in lowest[1:]:  # 项　目
            if max(leaf.right - leaf.left, other.right - other.left) > ONE_CHARACTER:
                return None
            leaf = _joined(leaf, other)
        columns.append(((min(span[0], leaf.left), max(span[1], leaf.right)), leaf))
    columns = _without_gaps(columns)
    for block in sorted(blocks, key=lambda block: -block.bottom):  # of columns without any figure
        if not any(leaf.holds(block) for _, leaf in columns) and not _is_group(block, columns):
            columns.append((block.span, block))
    columns.sort(key=lambda column: column[0])
    fits = all(left[0][1] <= right[0][0] for left, right in pairwise(columns))
    return columns if fits and len(columns) > 1 else None


def _without_gaps(columns: _Columns) -> _Columns:
    """Return the columns, a stretch under a heading of several joined to the column it is part of.

    Few words in a column may leave a gap where each of them has one.
    """
    whole: _Columns = []
    for number, (span, leaf) in enumerate(columns):
        others = columns[:number] + columns[number + 1 :]
        if whole and _is_group(leaf, others):
            before, named = whole[-1]
            whole[-1] = ((before[0], max(before[1], span[1])), named)
        else:
            whole.append((span, leaf))
    return whole


def _is_above(block: Word, other: Word) -> bool:
    return other.top >= block.bottom


def _is_group(block: Word, columns: _Columns) -> bool:
    """Return whether a heading stands above that of a column, or above those on both sides."""
    if any(block.overlaps(span) and _is_above(block, leaf) for span, leaf in columns):
        return True
    before = max((column for column in columns if column[0][1] <= block.left), default=None)
    after = min((column for column in columns if column[0][0] >= block.right), default=None)
    sides = [leaf for _, leaf in filter(None, (before, after))]
    return len(sides) > 1 and all(_is_above(block, leaf) for leaf in sides)


def _ruled(top: int, rows: Sequence[Lines], groups: Sequence[_Group], columns: _Columns) -> Rules:
    """Return the lines as if they were drawn."""
    spans = [span for span, _ in columns]
    bottom = max(line.bottom for line in rows[-1])
    borders = [(left[1] + right[0]) // 2 for left, right in pairwise(spans)]
    sides = [spans[0][0], *borders, spans[-1][1]]
    stops = [top, *(row[0].top for row in rows), bottom]
    across = [Rule(stop, sides[0], sides[-1]) for stop in stops]
    starts = dict.fromkeys(sides, top)
    for block, first, last in groups:
        beside = [
            leaf for other, begin, end in groups if other.top == block.top
            for _, leaf in columns[begin : end + 1]
        ]  # fmt: skip
        below = [other.top for other, _, _ in groups] + [leaf.top for leaf in beside]
        level = (block.bottom + min(other for other in below if other >= block.bottom)) // 2
        across.append(Rule(level, sides[first], sides[last + 1]))
        starts |= {side: max(starts[side], level) for side in sides[first + 1 : last + 1]}
    down = [Rule(side, start, bottom) for side, start in starts.items()]
    return Rules(tuple(sorted(across)), tuple(sorted(down)))


def _groups(blocks: Sequence[Word], columns: _Columns) -> Iterator[_Group]:
    """Yield the headings of several columns with their first and last: they stand in the middle.

    The headings under them stand lower than those that have the whole height.
    """
    middle = min(block.top for block in blocks) + max(block.bottom for block in blocks)
    lower = [leaf.top + leaf.bottom > middle + NEAR for _, leaf in columns]
    groups = [block for block in blocks if not any(leaf.holds(block) for _, leaf in columns)]
    for top in sorted({group.top for group in groups}):
        level = sorted((group for group in groups if group.top == top), key=lambda one: one.left)
        for first, last in _runs(lower):
            edges = columns[first][0][0], columns[last][0][1]
            inside = [group for group in level if group.overlaps(edges)]
            yield from _shared(inside, first, last, columns)


def _runs(lower: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first and last column of each stretch of lower headings."""
    starts = [n for n, low in enumerate(lower) if low and not (n and lower[n - 1])]
    ends = [n for n, low in enumerate(lower) if low and not any(lower[n + 1 : n + 2])]
    return list(zip(starts, ends, strict=True))


def _shared(groups: Sequence[Word], first: int, last: int, columns: _Columns) -> Iterator[_Group]:
    """Yield the columns of each group where they share a stretch, each over its middle."""
    best: list[_Group] = []
    least = -1
    for cuts in combinations(range(first + 1, last + 1), max(len(groups) - 1, 0)):
        parts = [(a, b - 1) for a, b in pairwise((first, *cuts, last + 1))]
        away = sum(
            abs(columns[a][0][0] + columns[b][0][1] - group.left - group.right)
            for group, (a, b) in zip(groups, parts, strict=False)
        )
        if least < 0 or away < least:
            least = away
            best = [(group, a, b) for group, (a, b) in zip(groups, parts, strict=False)]
    yield from best
