"""Tables of a page without any line and without a numbering row: read from alignment alone.

Over the whole table no word crosses the border of its column, so the columns are what all words
together leave free between them. A heading names each; one over several columns stands over their
middle. Rows are told from wrapped lines by the room between lines: that limit is sought with which
each row prints something of its own and at most one figure in a column. A table with no such limit
or two, or with a column without one heading, is doubtful and not read. The arithmetic of the table
decides afterwards whether its figures stand right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .aligned_heading import (
    AMOUNT,
    FEW,
    NEAR,
    Lines,
    Word,
    are_rows,
    headed,
    is_caption,
    is_data,
    printed_in,
    stacked,
    unions,
    words_in,
)
from .columns import Span
from .lattice import POINT, Rules
from .text import TextLine

_SAME_STEP = POINT
_MAX_HEADING = 40  # lines, with those of rows that print no figure
_WIDE = 2  # columns


@dataclass(frozen=True, slots=True)
class Aligned:
    """The tables of a page, and how many more look like one and are doubtful."""

    tables: tuple[Rules, ...]
    doubtful: int = 0


def align(lines: Lines) -> Aligned:
    """Return the tables that the lines of a page, from top to bottom, form."""
    tables: list[Rules] = []
    doubtful = index = end = 0
    while index < len(lines):
        if not is_data(lines[index : index + 1]):
            index += 1
            continue
        start = _heading_start(lines, index, end)
        end = _body_end(lines, index)
        if start < index:
            rules = _table(lines[start:end], index - start)
            doubtful += rules is None and _holds_figures(lines[index:end])
            tables += [rules] if rules else []
        index = end
    return Aligned(tuple(tables), doubtful)


def _holds_figures(lines: Lines) -> bool:
    """Return whether some amounts end below each other, or a line is only the rest of figures.

    Running text prints amounts anywhere.
    """
    ends = [word.right for word in words_in(lines) if AMOUNT.fullmatch(word.text)]
    rests = (words_in([line]) for line in lines)
    return any(sum(abs(end - other) <= NEAR for other in ends) >= FEW for end in ends) or any(
        len(rest) > 1 and all(word.text.isdigit() for word in rest) for rest in rests
    )


def _heading_start(lines: Lines, first: int, end: int) -> int:
    """Return where the heading above a first row begins: below a caption, a title or a table."""
    start = first
    while start > max(end, first - _MAX_HEADING):
        above = lines[start - 1]
        if is_caption([above]) or _is_title(above, lines[start:first]):
            break
        start -= 1
    return start


def _is_title(line: TextLine, below: Lines) -> bool:
    """Return whether a line is one text over many of the headings below it."""
    words = words_in([line])
    under = sum(word.overlaps(words[0].span) for word in words_in(below))
    return len(words) == 1 and under > _WIDE and words[0].right - words[0].left > 8 * line.height


def _body_end(lines: Lines, first: int) -> int:
    """Return where the rows end: at a caption, or at a text that crosses the columns so far."""
    columns: list[Span] = []
    for number, line in enumerate(lines[first:], first):
        words = words_in([line])
        if is_caption([line]):
            return number
        if not is_data([line]) and any(_parts(word, columns) > 1 for word in words):
            return number
        columns = unions([*columns, *(word.span for word in words)])
    return len(lines)


def _parts(word: Word, columns: Iterable[Span]) -> int:
    return sum(word.overlaps(column) for column in columns)


def _table(lines: Lines, first: int) -> Rules | None:
    """Return drawn lines for a table, None where its columns or rows are doubtful.

    Args:
        lines: Those of the heading and the rows.
        first: Index of the first line that surely is of a row.
    """
    found: dict[tuple[int, ...], tuple[int, int, list[Lines]]] = {}  # by where the rows begin
    for limit in _limits(lines):
        start, rows = _rows(lines, first, limit)
        if start and rows and are_rows(rows, printed_in(rows)):
            found[start, *(row[0].top for row in rows)] = limit, start, rows
    if len(found) != 1:
        return None
    ((limit, start, rows),) = found.values()
    while start:
        if rules := headed(stacked(words_in(lines[:start]), limit), rows):
            return rules
        end = start  # rows without figures, and the rest of one that a page break cut
        start = max(
            (n for n in range(end) if n and lines[n].top - lines[n - 1].top > limit), default=0
        )
        rows = [lines[start:end], *rows]
    return None


def _limits(lines: Lines) -> list[int]:
    """Return the distances, each just below one at which rows of the table may follow each other.

    Lines that overlap are of one row.
    """
    height = min(line.height for line in lines)
    steps = sorted(below.top - above.top for above, below in pairwise(lines))
    return [
        step - _SAME_STEP // 2
        for before, step in pairwise([0, *steps, steps[-1] + 2 * _SAME_STEP])
        if step - before > _SAME_STEP and step >= height
    ]


def _rows(lines: Lines, first: int, limit: int) -> tuple[int, list[Lines]]:
    """Return where the rows begin, and the rows: lines no further apart than the limit are one."""
    cuts = [
        number
        for number, (above, below) in enumerate(pairwise(lines), 1)
        if below.top - above.top > limit
    ]
    start = max((cut for cut in cuts if cut <= first), default=0)
    stops = [start, *(cut for cut in cuts if cut > start), len(lines)]
    rows = [lines[begin:end] for begin, end in pairwise(stops)]
    while rows and not is_data(rows[-1]):  # page numbers, notes
        rows.pop()
    return start, [*rows[:-1], *(_without_tail(rows) for _ in rows[-1:])]


def _without_tail(rows: Sequence[Lines]) -> Lines:
    """Return the last row without what follows it at a distance that no row has inside.

    A title may stand closer to a table than its rows to each other.
    """
    last = rows[-1]
    end = max(number for number in range(len(last)) if is_data([last[number]]) or not number) + 1
    inside = (pair for row in (*rows[:-1], last[:end]) for pair in pairwise(row))
    widest = max((below.top - above.top for above, below in inside), default=0) + _SAME_STEP
    while end < len(last) and last[end].top - last[end - 1].top <= widest:
        end += 1
    return last[:end]
