"""Figures that sums leave in several columns, in text that keeps the look of the page: its place.

A column stands where figures that are settled stand in it, else below its name in the heading. The
placement nearest to the columns is taken if no other comes close; it counts as proven, by place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median_low

from budgetgraph.model import Paragraph

from ....vocabulary import normalise
from ..spaced.words import Word, words_of
from .placing import Entry
from .records import Record
from .table import FlowTable

Words = Mapping[tuple[int | None, int], Sequence[Word]]  # by page and line
_MARGIN = 3  # columns of characters by which the nearest placement must be nearer
_FAR = 10_000  # beyond all columns of characters
_LEAST = 4  # characters of a name that is wrapped
_Span = tuple[int, int]  # from where to where something stands, in columns of characters


def words_by_line(paragraphs: Sequence[Paragraph]) -> Words:
    """Return the words of each line, with the columns of characters that they fill."""
    pairs = zip(paragraphs, words_of(paragraphs), strict=True)
    return {(paragraph.page, paragraph.line): words for paragraph, words in pairs}


def settle_by_place(tables: Iterable[FlowTable], words: Callable[[], Words]) -> bool:
    """Settle what is open by where it stands; return whether anything was.

    Args:
        tables: All tables of the text.
        words: Gives the words of its lines; asked only where something is open.
    """
    found = False
    for table in tables:
        for side, entries in table.entries.items():
            opened = [member for member in entries if not member[1].is_settled]
            if opened and words() and keeps_places(table, words()):
                columns = _columns(table, side, words())
                for record, entry in opened if columns else ():
                    found |= _settle(entry, spans_of(record, side, words()), columns)
    return found


def keeps_places(table: FlowTable, words: Words) -> bool:
    """Return whether blanks part the words of some row; one between all of them tells no place."""
    cells = (
        cell for members in table.entries.values() for _, entry in members for cell in entry.cells
    )
    lines = (words.get(place, ()) for place in {(cell.page, cell.line) for cell in cells})
    return any(b.left - a.right > 1 for line in lines for a, b in pairwise(line))


def _settle(entry: Entry, spans: Sequence[_Span] | None, columns: Sequence[_Span]) -> bool:
    """Keep the placement that is nearest by far; return whether there is one."""
    if spans is None:
        return False
    ranked = [
        (sum(_distance(s, columns[c]) for s, c in zip(spans, placement, strict=True)), placement)
        for placement in entry.candidates
    ]
    ranked.sort()
    if ranked[1][0] - ranked[0][0] < _MARGIN:
        return False
    entry.keep([ranked[0][1]], "place")
    return True


def _distance(one: _Span, other: _Span) -> int:
    """Return how far apart two things are: 0 where they stand below each other."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def spans_of(record: Record, side: str, words: Words) -> list[_Span] | None:
    """Return where the figures of a row stand on a side, None where a line does not have them so.

    The other side may print the same amounts before them.
    """
    spans: list[_Span | None] = []
    left: dict[tuple[int | None, int], list[Word]] = {}  # words that no figure has taken
    for printed, cells in record.figures.items():
        spans = []
        for cell in cells:
            key = (cell.page, cell.line)
            line = left.setdefault(key, list(words.get(key, ())))
            number = next((n for n, word in enumerate(line) if word.text == cell.text), None)
            if number is None or cell.pieces:
                spans.append(None)
            else:
                spans.append((line[number].left, line[number].right))
                del line[: number + 1]
        if printed == side:
            break
    found = [span for span in spans if span]
    return found if len(found) == len(spans) else None


def _columns(table: FlowTable, side: str, words: Words) -> list[_Span]:
    """Return where the columns of figures stand: at least between those beside them.

    None are returned where names do not stand in the order of their columns, which then is not that
    of the page, or where nothing tells of any.
    """
    names = dict(names_of(table, words))
    middles = [sum(names[index]) for index in sorted(names)]
    if middles != sorted(middles):
        return []
    found: dict[int, list[_Span]] = {}
    for record, entry in table.entries[side]:
        is_placed = entry.is_settled and entry.candidates
        spans = spans_of(record, side, words) if is_placed else None
        for column, span in zip(entry.candidates[0], spans, strict=True) if spans else ():
            found.setdefault(column, []).append(span)
    told = [
        (median_low(left for left, _ in spans), median_low(right for _, right in spans))
        if (spans := found.get(number))
        else names.get(column.column.index)
        for number, column in enumerate(table.amount_columns(side))
    ]
    return [span or _between(told, number) for number, span in enumerate(told)] if any(told) else []


def _between(told: Sequence[_Span | None], number: int) -> _Span:
    """Return the room between the columns to the left and to the right of one."""
    left = next((span[1] for span in reversed(told[:number]) if span), 0)
    right = next((span[0] for span in told[number + 1 :] if span), _FAR)
    return left, max(left, right)


def names_of(table: FlowTable, words: Words) -> Iterator[tuple[int, _Span]]:
    """Yield where the names of columns stand in the heading; those that come again, in order."""
    entries = [entry for members in table.entries.values() for _, entry in members]
    first = min((cell.line for entry in entries for cell in entry.cells), default=0)
    heading = [
        word
        for (page, line), line_words in words.items()
        if page == table.page and table.line <= line < first
        for word in line_words
    ]
    heading.sort(key=lambda word: word.left)
    for column in table.columns:
        name = normalise(column.heading)
        alike = [word for word in heading if name.startswith(normalise(word.text))]
        word = max(alike, key=lambda word: len(word.text), default=None)
        if word is not None and len(normalise(word.text)) < min(len(name), _LEAST):
            continue  # too little of a name that goes on below
        if word is not None:
            heading.remove(word)
            yield column.index, (word.left, word.right)
