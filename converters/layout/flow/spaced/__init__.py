"""Layout text that keeps the look of the page: the lines of a wrapped cell become one again.

Such text prints each line of a cell on a line of its own, beside those of other cells; figures and
codes stand on one line of their row, above, below or between the lines of its label.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from budgetgraph.figures import squeeze
from budgetgraph.model import Block, Finding, Paragraph

from ....vocabulary import normalise
from ... import captions
from ...performance_titles import is_performance
from .. import institutions
from .._left import told
from ..budget.heading import is_heading_text
from ..budget.heading.names import is_caption
from .apart import UNKNOWN, join_apart
from .grid import IndicatorTable, begin, begins_with_label
from .heading import heading_cells
from .levels import Heading, find_heading
from .lists import is_list, list_cells
from .rows import first_row, full_rows, row_cells
from .words import WIDE_GAP, Cell, Lines, blocks_of, words_of

_SENTENCE = re.compile(r"[。；;]$")
_MIN_SPACED = 3  # lines
_MIN_HEADINGS = 3  # words
_MAX_HEADING = 60  # lines
_BELOW = 4  # lines below a heading, the first text of its section among them
_MAX_PAGE = 3  # digits
_MAX_CAPTION = 4  # lines from a caption to the first label, which may wrap


def is_spaced(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether lines of text keep columns apart by blanks."""
    return sum(WIDE_GAP in paragraph.text for paragraph in paragraphs) >= _MIN_SPACED


def unwrap(paragraphs: Sequence[Paragraph], decimals: int) -> tuple[list[Block], list[Finding]]:
    """Return the lines with wrapped cells made whole, and what of performance tables is doubtful.

    Performance tables come as grids: which rows a cell goes over is told by its place alone.

    Args:
        paragraphs: Lines of text that follow each other.
        decimals: How many every figure of the document has, 0 where they differ.
    """
    reader = _Reader(decimals)
    for part in _parts(paragraphs):
        reader.add(part)
    reader.close()
    return reader.blocks, reader.findings


@dataclass(slots=True)
class _Reader:
    """What was read so far.

    Attributes:
        decimals: How many every figure has, 0 where they differ.
        blocks: Text and tables.
        findings: What was doubtful.
        table: The performance table that may go on overleaf.
        labels: What may be the labels of a form whose indicators stand overleaf.
        title: The last title.
        is_list: Whether the last heading was that of a list, which may go on overleaf.
        side: Where the rest of rows stands whose figures have a line of their own.
    """

    decimals: int
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    table: IndicatorTable | None = None
    labels: Sequence[Paragraph] = ()
    title: str = ""
    is_list: bool = False
    side: int = UNKNOWN

    def add(self, part: Sequence[Paragraph]) -> None:
        """Read what stands between titles and page breaks."""
        first = next((paragraph.text for paragraph in part if paragraph.text), "")
        if captions.is_title(first):
            self.title = squeeze(first)
        lines = words_of(part)
        ended = captions.is_title(first) or bool(_SENTENCE.search(first))
        self.is_list = is_list(lines, self.title) or (self.is_list and not ended)
        has_indicators = any("指标" in paragraph.text for paragraph in part)
        heading = find_heading(lines) if has_indicators else None
        goes_on = self.table is not None and has_indicators and heading is None
        if all(captions.is_running(paragraph.text) for paragraph in part):
            self.blocks += part
            return
        if not goes_on:
            self.close(keep_labels=heading is not None)
        if heading:
            self._begin(part, lines, heading)
        elif self.table and goes_on:
            rest = self.table.add_indicators(part, lines, 0, overleaf=True)
            if rest is None:  # what comes after it may be of other projects
                self.close()
            self._take(part, rest)
        elif is_performance(self.title) and _begins_form(part) and not has_indicators:
            self.labels = part
        else:
            rows, self.side = _unwrapped(part, lines, self.decimals, self.side, listed=self.is_list)
            self.blocks += rows

    def close(self, *, keep_labels: bool = False) -> None:
        """End the performance table; labels whose indicators do not follow stay as they are."""
        self.blocks += [self.table.grid()] if self.table else []
        self.table = None
        if not keep_labels:
            self.blocks += self.labels
            self.labels = ()

    def _begin(self, part: Sequence[Paragraph], lines: Lines, heading: Heading) -> None:
        start = heading.lines[0]
        before, table = begin(part[start], heading, _labelled(self.labels), _labelled(part[:start]))
        rest = table.add_indicators(part, lines, heading.lines[-1] + 1, overleaf=False)
        if rest is None:
            self.close()
            if not heading.is_list:
                self.blocks += part  # `performance` may know what it is
                return
        self.labels = ()
        self.blocks += before if rest is not None else ()
        self._take(part, rest)
        self.table = table if rest is not None else None

    def _take(self, part: Sequence[Paragraph], rest: Sequence[Paragraph] | None) -> None:
        """Keep what stands behind indicators; all lines, and tell it, where they are doubtful."""
        printed = [paragraph for paragraph in part if paragraph.text]
        self.blocks += printed if rest is None else rest
        self.findings += told(printed, self.title, least=1) if rest is None else ()


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield what stands between titles, captions, sentences and page breaks, and these alone.

    The first line of a heading that stands over all columns begins a page, too.
    """
    part: list[Paragraph] = []
    for number, paragraph in enumerate(paragraphs):
        alone = is_alone(paragraphs, number)
        if part and (alone or paragraph.page != part[-1].page or _tops_heading(paragraph.text)):
            yield part
            part = []
        if alone:
            yield [paragraph]
        else:
            part.append(paragraph)
    if part:
        yield part


def _begins_form(part: Sequence[Paragraph]) -> bool:
    """Return whether lines begin with a label; the year may stand above it."""
    first = [paragraph.text for paragraph in part if paragraph.text][:_MAX_CAPTION]
    return any(map(begins_with_label, first))


def _tops_heading(text: str) -> bool:
    return "项目" in text and is_caption([normalise(word) for word in text.split()])


def is_alone(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Return whether a line is a title, a caption or running text.

    A page number or year beside other lines is a piece of a figure or name: `预算` / `数`.
    """
    text = paragraphs[number].text
    plain = normalise(text)
    if plain.isdecimal() and len(plain) > _MAX_PAGE:  # the numbers of columns
        return False
    if plain.isdecimal() or captions.is_year_piece(plain):
        beside = paragraphs[max(number - 1, 0) : number + 2]
        return not any(other.text for other in beside if other is not paragraphs[number])
    if not text or WIDE_GAP in text:
        return captions.is_running(text) if text else False
    is_sentence = bool(_SENTENCE.search(text)) and not (paragraphs[number].indent or "  " in text)
    return (
        is_sentence
        or (captions.is_title(text) or captions.is_running(text) or captions.is_note(text))
        or _heads_text(paragraphs, number)
    )


def _heads_text(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Return whether a line is the heading of a section below a table: a sentence follows it."""
    if not captions.is_section(paragraphs[number].text) or (number and paragraphs[number - 1].text):
        return False
    below = next((p for p in paragraphs[number + 1 : number + _BELOW] if p.text), None)
    return below is not None and bool(_SENTENCE.search(below.text)) and "  " not in below.text


def _labelled(part: Sequence[Paragraph]) -> list[Paragraph]:
    """Return what a form prints above its indicators with one line for each row."""
    return _rows(part, row_cells(words_of(part), 0, 0, labelled=True)) if part else []


def _unwrapped(
    part: Sequence[Paragraph], lines: Lines, decimals: int, side: int, *, listed: bool = False
) -> tuple[list[Paragraph], int]:
    """Return the lines of a budget table with one line for each row; others as they are.

    And where the rest of rows stands whose figures have a line of their own, so far as known.
    """
    if not any(WIDE_GAP in paragraph.text for paragraph in part):
        return list(part), side
    if any("指标" in paragraph.text for paragraph in part):  # left to `performance`
        return list(part), side
    anchor = first_row(lines, decimals)
    if anchor is None or institutions.begins(part):  # these have words to tell cells apart
        return list(part), side
    body = body_start(lines, anchor)
    if body > _MAX_HEADING or any(
        full_rows(lines[:body], block) for block in blocks_of(lines[:body], 0)
    ):
        return list(part), side  # a list without figures stands above
    rows = (list_cells(lines, body) if listed else None) or row_cells(lines, body, decimals)
    cells = [*heading_cells(lines[:body]), *rows]
    side = join_apart(cells, lines, side)
    return _rows(part, cells), side


def body_start(lines: Lines, anchor: int) -> int:
    """Return where the rows begin: at the first line of the label of the first row with figures."""
    above = [normalise(word.text) for words in lines[:anchor] for word in words]
    if len(above) < _MIN_HEADINGS or not any(is_heading_text(text) for text in above):
        return 0
    block = next(block for block in blocks_of(lines, 0) if anchor in block)
    if any(lines[: block[0]]):  # an empty line ends the heading
        return block[0]
    start = anchor
    while (
        start
        and len(lines[start - 1]) == 1
        and not is_heading_text(normalise(lines[start - 1][0].text))
    ):
        start -= 1
    return start


def _rows(part: Sequence[Paragraph], cells: Iterable[Cell]) -> list[Paragraph]:
    """Return one line for all lines over which the cells of a row go on."""
    by_line: dict[int, list[Cell]] = {}
    joined: set[int] = set()  # lines that go on below
    for cell in cells:
        by_line.setdefault(cell.first, []).append(cell)
        joined.update(range(cell.first, cell.end))
    rows: list[list[int]] = []
    for number in range(len(part)):
        if number - 1 in joined:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [paragraph for row in rows for paragraph in _row(part, row, by_line)]


def _row(
    part: Sequence[Paragraph], row: Sequence[int], by_line: dict[int, list[Cell]]
) -> Iterator[Paragraph]:
    """Yield a row on one line; of a heading, names of lower level on a second one.

    Its place is the line on which most of its cells begin, that of its figures.
    """
    if len(row) == 1:
        yield part[row[0]]
        return
    place = part[max(row, key=lambda number: len(by_line.get(number, ())))]
    inside = sorted((c for n in row for c in by_line.get(n, ())), key=lambda cell: cell.left)
    for level in (0, 1):
        if cells := [cell for cell in inside if cell.level == level]:
            text = "  ".join(cell.text for cell in cells)
            words = tuple(
                tuple((word.text, part[word.line].line) for word in cell.words) for cell in cells
            )
            yield Paragraph(text, place.line, place.page, place.indent, words)
