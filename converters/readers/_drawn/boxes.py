"""Tables in boxes: cells between drawn lines, over several rows or columns where a line is absent.

`+---+` and `|` or the characters for drawing boxes. Where lines meet are the edges of columns; a
cell is what no line parts. Cells must be rectangles, else the drawing is not understood.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from budgetgraph.model import Block, Cell, Paragraph

from .._grids import blocks_of
from .._rows import TextLine, clean_paragraph
from .canvas import FILLER, SPACES, cell_of, printed
from .cut import broken, goes_on, stacked
from .marks import (
    ACROSS,
    ASCII_RULE,
    ASCII_STARTS,
    BOX_STARTS,
    DOWN,
    DRAWN,
    LINES_DOWN,
    RULE_MARKS,
    Sheet,
    sheet_of,
)

_HEADING_AND_ROWS = 2  # stretches between rules
_TOP_CORNERS = "┌┍┎┏╒╓╔╭"
_BOX = frozenset(BOX_STARTS)
_ASCII_BOX = frozenset(ASCII_STARTS)
_DRAWN = dict.fromkeys(map(ord, DRAWN + SPACES + FILLER))
_MARKED = re.compile(f"[|{LINES_DOWN}]")


def box_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the lines of a box that begins at `start`, else `start`."""
    first = lines[start].text.strip(SPACES)
    if first[0] == "+":
        if not ASCII_RULE.fullmatch(first):
            return start
        sides = _ASCII_BOX
    elif first[0] in _BOX:
        sides = _BOX
    else:
        return start
    indent = _indent(lines[start].text)
    end = start
    while end < len(lines):
        text = lines[end].text.strip(SPACES)
        if len(text) < 2 or text[0] not in sides or text[-1] not in sides:  # noqa: PLR2004 - sides
            break
        if _indent(lines[end].text) != indent or (end > start and _opens_other(text, first)):
            break
        end += 1
    return end


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(SPACES))


def _opens_other(text: str, first: str) -> bool:
    """Return whether the line is the upper edge of another box right below."""
    if text[0] in _TOP_CORNERS:
        return True
    return text[0] == "+" and len(text) != len(first) and bool(ASCII_RULE.fullmatch(text))


def read_box(lines: Sequence[TextLine]) -> tuple[Block, ...]:
    """Return the blocks of a drawn box; none where its lines do not make up a table."""
    sheet = sheet_of([line.text.strip(SPACES) for line in lines])
    return tuple(_Drawing(lines, sheet).blocks()) if sheet else ()


@dataclass(slots=True)
class _Band:
    """The lines between two rules, and which edges of columns are drawn there."""

    lines: list[int]
    rules: list[int]  # those above that are rules, at least in part: words may stand beside
    ruled: list[bool]  # per column: whether it is drawn there
    barred: list[bool]  # per edge


def _ink(text: str) -> int:
    """Return how many characters are printed that may not be drawn."""
    return len(text.translate(_DRAWN))


class _Drawing:
    """A box: its lines, what they print and what they draw."""

    def __init__(self, lines: Sequence[TextLine], sheet: Sheet) -> None:
        self.lines = lines
        self.prints, self.marks, self.edges = sheet
        self.ink = 0  # characters in cells
        self.after: list[int] = []  # the rules below all bands
        bands = list(self._bands())
        few = len(bands) <= _HEADING_AND_ROWS and len(bands[0].lines) == 1 if bands else False
        self.bands = [
            row
            for number, band in enumerate(bands, 1)
            for row in self._rows(band, bare=few and number == len(bands))
        ]

    def blocks(self) -> Iterator[Block]:
        """Yield what stands in the box; nothing where cells are no rectangles."""
        if len(self.edges) == 2:  # noqa: PLR2004 - a frame around text
            for band in self.bands:
                for y in band.lines:
                    text, line = clean_paragraph(printed(self.prints[y][1:-1])), self.lines[y]
                    yield Paragraph(text, line.number, line.page)
            return
        cells = self._cells()
        if sum(map(_ink, self.prints)) == self.ink:  # nothing stands where an edge should be
            rows = [tuple(row) for _, row in groupby(cells, lambda cell: cell.row)]
            yield from blocks_of(rows, self.lines[0].number, self.lines[0].page)

    def _bands(self) -> Iterator[_Band]:
        band = _Band([], [], [False] * (len(self.edges) - 1), [])
        for y, marks in enumerate(self.marks):
            ruled = self._ruled(marks) if ACROSS in marks else []
            if not any(ruled):
                band.lines.append(y)
                continue
            if band.lines:
                yield self._with_bars(band)
                band = _Band([], [], ruled, [])
            band.rules.append(y)
            band.ruled = [one or other for one, other in zip(band.ruled, ruled, strict=True)]
        if band.lines:
            yield self._with_bars(band)
        else:
            self.after = band.rules

    def _rows(self, band: _Band, *, bare: bool) -> Iterator[_Band]:
        """Yield a band, or each of its lines where they are rows that nothing parts.

        Args:
            band: The lines between two rules.
            bare: No rule of the table parts rows, or there is but one row.
        """
        if len(band.lines) == 1:
            yield band
            return
        cells = [self._texts(y, band) for y in band.lines]
        if bare:  # an empty line is an empty row there
            cells = [line for line in cells if any(map(str.strip, line))] or cells
        filled = [sum(bool(cell.strip()) for cell in line) for line in cells]
        pairs = list(pairwise(cells))
        all_filled = min(filled) == len(cells[0]) and not any(broken(*pair) for pair in pairs)
        are_rows = all(stacked(*pair) for pair in pairs) or (
            bare and (all_filled or not all(goes_on(*pair, figures=True) for pair in pairs))
        )
        if not are_rows or not min(filled):
            yield band
            return
        rules, ruled = band.rules, band.ruled
        for y in band.lines:
            yield self._with_bars(_Band([y], rules, ruled, []))
            rules, ruled = [], [True] * len(ruled)

    def _texts(self, y: int, band: _Band) -> list[str]:
        """Return the cells of a line, parted at the bars that are drawn all along a band."""
        ends = [edge for edge, barred in zip(self.edges, band.barred, strict=True) if barred]
        return [self.prints[y][left + 1 : right] for left, right in pairwise(ends)]

    def _ruled(self, marks: str) -> list[bool]:
        """Return for each column whether the line is drawn all over it."""
        return [
            not marks[left + 1 : right].strip(RULE_MARKS) and marks[left : left + 1] != DOWN
            for left, right in pairwise(self.edges)
        ]

    def _with_bars(self, band: _Band) -> _Band:
        band.barred = [
            all(self.marks[y][edge : edge + 1] == DOWN for y in band.lines) for edge in self.edges
        ]
        return band

    def _cells(self) -> list[Cell]:
        """Return the cells with place and spans; none where the lines make no rectangles."""
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for row, band in enumerate(self.bands):
            for column in range(len(self.edges) - 1):
                if (row, column) in taken:
                    continue
                right = self._right(band, column)
                bottom = self._bottom(row, column, right)
                if not bottom:
                    return []
                covered = {(r, c) for r in range(row, bottom) for c in range(column, right)}
                cell = self._cell(row, column, bottom, right)
                if covered & taken or (right - column > 1 and _MARKED.search(cell.text)):
                    return []
                taken |= covered
                cells.append(cell)
        return cells

    def _right(self, band: _Band, column: int) -> int:
        """Return the column after the cell that begins in a column."""
        right = column + 1
        while right < len(self.edges) - 1 and not band.barred[right]:
            right += 1
        return right

    def _bottom(self, row: int, column: int, right: int) -> int:
        """Return the row after the cell that begins in a row, 0 if it is no rectangle."""
        bottom = row + 1
        while bottom < len(self.bands):
            band = self.bands[bottom]
            ruled = band.ruled[column:right]
            if all(ruled):
                break
            inside = any(band.barred[column + 1 : right])
            if any(ruled) or inside or not (band.barred[column] and band.barred[right]):
                return 0
            bottom += 1
        return bottom

    def _cell(self, row: int, column: int, bottom: int, right: int) -> Cell:
        left, end = self.edges[column] + 1, self.edges[right]
        inside: list[int] = []
        for number in range(row, bottom):
            band = self.bands[number]
            inside += self._beside(band.rules, left, end)
            inside += band.lines
        if bottom == len(self.bands):
            inside += self._beside(self.after, left, end)
        pieces = [(printed(self.prints[y][left:end]), self.lines[y]) for y in inside]
        self.ink += sum(_ink(text) for text, _ in pieces)
        first = self.lines[inside[0]]
        spans = bottom - row, right - column
        return cell_of(
            pieces, Cell("", first.number, row + 1, column + 1, first.page, None, *spans)
        )

    def _beside(self, rules: Sequence[int], left: int, end: int) -> Iterator[int]:
        """Yield those of the lines with rules on which the cell prints something of its own."""
        for y in rules:
            if self.marks[y][left:end].strip(RULE_MARKS + SPACES):
                yield y
