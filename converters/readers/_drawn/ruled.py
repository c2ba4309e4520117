"""Tables under groups of dashes: each group is as wide as its column.

Pandoc, reStructuredText and PostgreSQL (`---+---`) write them: rules above and below, one row on a
line or rows parted by empty lines, headings above the first rule or between rules.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetgraph.model import Block, Cell

from .._grids import blocks_of
from .._rows import TextLine
from .canvas import CHARACTERS, CHINESE, SPACES, TERMINAL, Measure, canvas, cell_of, printed

_GROUPS = re.compile(r"\s*(?:--+(?: +-+)+|-(?: +--+)(?: +-+)*|-+(?:\+-+)+|=+(?: +=+)+)\s*")
_GROUP = re.compile(r"-+|=+")
_WHOLE = re.compile(r"\s*-{8,}\s*")  # above the headings of a table whose rows have several lines
_FIGURE = re.compile(r"[-−\d.,，％%]+")
_MAX_HEADING = 40
_MAX_RULES = 2  # like the first one: under the headings, and at the end

_Found = tuple[int, int, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where columns begin and end, and what else the rule is drawn with: `=`, `+` or nothing."""

    places: Sequence[tuple[int, int]]
    sign: str

    @property
    def spans(self) -> bool:
        """Whether cells may cover several columns."""
        return self.sign == "="

    def crossed(self, text: str) -> set[int]:
        """Return the gaps between columns in which words stand; -1 is outside of all columns."""
        bar = "|" if self.sign == "+" else ""
        found = {
            index
            for index, (one, other) in enumerate(pairwise(self.places))
            if text[one[1] : other[0]].strip(SPACES) != bar
        }
        outside = text[: self.places[0][0]]
        if not self.spans:
            outside += text[self.places[-1][1] :]
        return found | {-1} if outside.strip(SPACES) else found


def find_ruled(lines: Sequence[TextLine], index: int, floor: int) -> _Found | None:
    """Return first line, line after the last and blocks of a table with a rule at `index`.

    Its headings may stand on the line above, which is at `floor` at the earliest.
    """
    rule = lines[index].text
    if not _GROUPS.fullmatch(rule):
        return _under_whole_rule(lines, index) if _WHOLE.fullmatch(rule) else None
    heading = index - 1
    above = heading >= floor and bool(_text(lines[heading]))
    if above and (heading == floor or not _text(lines[heading - 1])):
        end = _rows_end(lines, index)
        groups = [[lines[heading]], *([line] for line in lines[index + 1 : end])]
        if found := _table(groups, rule):
            closed = end < len(lines) and _text(lines[end]) == rule.strip()
            return heading, end + closed, found
    end = _closing(lines, index)
    found = _table(list(_rows(lines[index + 1 : end - 1], rule)), rule) if end else ()
    return (index, end, found) if found else None


def _text(line: TextLine) -> str:
    return line.text.strip(SPACES)


def _rows_end(lines: Sequence[TextLine], index: int) -> int:
    """Return the index after the rows below a rule under headings: to an empty line or its like.

    A line of blanks up to the last column is an empty row between rows, as pandoc fills it up.
    """
    rule = _text(lines[index])
    width = lines[index].text.rstrip().rfind(" ")
    end = last = index + 1
    while end < len(lines) and (text := _text(lines[end])) != rule:
        if not text and len(lines[end].text) < width:
            break
        if "+" in rule and "|" not in text:
            break
        end += 1
        last = end if text else last
    return last


def _closing(lines: Sequence[TextLine], index: int) -> int:
    """Return the index after the rule that closes a table, 0 for none.

    Of rules like the first, it is the first one that text does not follow: the other parts the
    headings from the rows.
    """
    rule = lines[index].text.rstrip()
    last, seen = index, 0
    for number in range(index + 1, len(lines)):
        text = lines[number].text.rstrip()
        if text == rule:
            last, seen = number, seen + 1
            at_end = number + 1 == len(lines) or not _text(lines[number + 1])
            if at_end or seen == _MAX_RULES:
                break
        elif text[:1] in "-= " and "--" in text and _GROUPS.fullmatch(text) and "=" not in rule:
            break
    return last + 1 if last > index else 0


def _under_whole_rule(lines: Sequence[TextLine], index: int) -> _Found | None:
    """Return the table whose headings stand between a rule without gaps and one with gaps."""
    whole = lines[index].text.strip()
    middle = index + 1
    while middle < len(lines) and middle - index <= _MAX_HEADING and _text(lines[middle]):
        if _GROUPS.fullmatch(lines[middle].text):
            break
        middle += 1
    else:
        return None
    rule = lines[middle].text
    if len(rule.strip()) != len(whole) or middle == index + 1:
        return None
    for end in range(middle + 1, len(lines)):
        text = lines[end].text.strip()
        if text == whole:
            rows = [lines[index + 1 : middle], *_parted(lines[middle + 1 : end])]
            found = _table(rows, rule)
            return (index, end + 1, found) if found else None
        if text[:1] == "-" and (_GROUPS.fullmatch(text) or _WHOLE.fullmatch(text)):
            break
    return None


def _rows(lines: Sequence[TextLine], rule: str) -> Iterator[Sequence[TextLine]]:
    """Yield the lines of each row between two rules."""
    lines = [line for line in lines if line.text.strip() != rule.strip() or "=" in rule]
    if "=" in rule:
        yield from _continued(lines, rule)
    elif any(not _text(line) for line in lines):
        yield from _parted(lines)
    else:
        yield from ([line] for line in lines)


def _is_rule(text: str) -> bool:
    return text[:1] in ("-", "=") and not text.strip("-= ")


def _parted(lines: Sequence[TextLine]) -> Iterator[Sequence[TextLine]]:
    """Yield the runs of lines between empty lines."""
    run: list[TextLine] = []
    for line in lines:
        if _text(line):
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _continued(lines: Sequence[TextLine], rule: str) -> Iterator[Sequence[TextLine]]:
    """Yield rows in which a line without a first cell goes on the row above, unless it has figures.

    So reStructuredText means it; other tools leave a first cell empty that has nothing to print. A
    line of dashes ends a row: it says which columns its cells cover.
    """
    second = next(place for number, place in enumerate(_starts(rule)) if number)
    run: list[TextLine] = []
    for line in lines:
        text = _text(line)
        if _is_rule(text):
            if run and "=" not in text:
                run.append(line)
            if run:
                yield run
            run = []
        elif text:
            on = not canvas(line.text, TERMINAL)[:second].strip(SPACES)
            if run and not (on and not any(map(_FIGURE.fullmatch, text.split()))):
                yield run
                run = []
            run.append(line)
    if run:
        yield run


def _starts(rule: str) -> Iterator[int]:
    return (found.start() for found in _GROUP.finditer(rule))


def _table(rows: Sequence[Sequence[TextLine]], rule: str) -> tuple[Block, ...]:
    """Return the blocks of rows below a rule; none where words stand across the gaps."""
    columns = _Columns([found.span() for found in _GROUP.finditer(rule)], rule.strip("- ")[:1])
    for measures in ((TERMINAL, CHINESE), (CHARACTERS,)):
        placed = [_row(lines, number, columns, measures) for number, lines in enumerate(rows, 1)]
        found = [row for row in placed if row]
        if len(found) == len(rows) and any(sum(bool(c.text) for c in row) > 1 for row in found):
            first = rows[0][0]
            kept = range(1, len(columns.places) + 1)
            return tuple(blocks_of(found, first.number, first.page, kept))
    return ()


def _row(
    lines: Sequence[TextLine], number: int, columns: _Columns, measures: Sequence[Measure]
) -> tuple[Cell, ...]:
    """Return the cells of a row, none where its words stand across gaps that part columns."""
    pieces: list[tuple[str, TextLine]] = []
    crossed: set[int] = set()
    for line in lines:
        tried = [canvas(line.text.rstrip(), measure) for measure in measures]
        gaps = [columns.crossed(text) for text in tried]
        best = min(range(len(tried)), key=lambda place: len(gaps[place]))
        crossed |= gaps[best]
        if not (columns.spans and _is_rule(tried[best].strip())):
            pieces.append((tried[best], line))
    if crossed and (not columns.spans or -1 in crossed):
        return ()
    places = columns.places
    starts = [index for index in range(len(places)) if index - 1 not in crossed]
    cells = []
    for start, after in pairwise([*starts, len(places)]):
        left = places[start][0]
        right = places[after - 1][1] if after < len(places) else None
        parts = [(printed(text[left:right]), line) for text, line in pieces]
        place = Cell("", lines[0].number, number, start + 1, lines[0].page)
        cells.append(cell_of(parts, place._replace(column_span=after - start)))
    return tuple(cells)
