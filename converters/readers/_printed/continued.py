"""Rows that a page break cut in two, made whole.

A text goes on over the page only where its last line was full. So a row at the top of a page is the
rest of the row above when every cell of it stands under a cell of that width whose last line has
no room for one more character. A row of its own nearly always has a cell under a short text.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from budgetgraph.model import Paragraph

from .lattice import POINT, Area
from .page import Glyph
from .tables import PrintedCell, PrintedTable

_SAME_EDGE = 3 * POINT
_PADDING = 12 * POINT  # left and right together; Word's usual 5.4 points each, and a little
_FURNITURE = 6  # lines of page number, running head and repeated title between two pieces
_SHORT = 10
# 一、 （二） 3. open an entry of a list, in the row above and in this one.
_ITEM = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|\d{1,2}[.、．])")
_AMOUNT = re.compile(r"-?[\d,]+\.\d+")
_CODE = re.compile(r"(?=.*\d)[0-9A-Za-z-]{5,}")
_OPENING, _CLOSING = "（【《“‘〔〈([", "）】》”’〕〉)]，。、；：！？,.;:%"

Items = list[Paragraph | PrintedTable]


def mend(pages: Sequence[Items]) -> None:
    """Join the rows that page breaks cut, in place."""
    for upper, lower in pairwise(pages):
        above, after = _nearest(list(reversed(upper)))
        below, before = _nearest(lower)
        if above and below:
            repeated = _repeated(above, below)
            if repeated or all(map(_is_furniture, (*after, *before))):
                _align(above, below)
                _mend(above, below, repeated)


def _nearest(items: Items) -> tuple[PrintedTable | None, list[Paragraph]]:
    """Return the first table among the items, and the lines before it."""
    passed: list[Paragraph] = []
    for item in items[:_FURNITURE]:
        if isinstance(item, PrintedTable):
            return item, passed
        passed.append(item)
    return None, passed


def _is_furniture(line: Paragraph) -> bool:
    """Return whether a line is a page number: short, with digits and next to nothing else."""
    plain = "".join(line.text.split()).strip("-—–第页共/")
    return plain.isdigit() or (len(line.text) < _SHORT and any(map(str.isdigit, plain)))


def _align(above: PrintedTable, below: PrintedTable) -> None:
    """Number the columns of the lower table as those of the upper one, which may have more.

    A form has other borders beside its labels than beside its indicators, and the next page may
    hold only the latter.
    """
    numbers: dict[int, int] = {}
    for area in _areas(above):
        numbers |= {area.left: area.column, area.right: area.column + area.column_span}
    places = [(_at(numbers, area.left), _at(numbers, area.right)) for area in _areas(below)]
    if any(left is None or right is None or left >= right for left, right in places):
        return
    cells = [cell for row in below.rows for cell in row]
    for cell, (left, right) in zip(cells, places, strict=True):
        if left is not None and right is not None:
            cell.area = cell.area._replace(column=left, column_span=right - left)
    below.columns = above.columns | {area.column + 1 for area in _areas(above)}


def _areas(table: PrintedTable) -> list[Area]:
    return [cell.area for row in table.rows for cell in row]


def _at(numbers: Mapping[int, int], edge: int) -> int | None:
    """Return the number of the column that begins at an edge, None where none does."""
    near = min(numbers, key=lambda other: abs(other - edge))
    return numbers[near] if abs(near - edge) <= _SAME_EDGE else None


def _mend(above: PrintedTable, below: PrintedTable, index: int) -> None:
    """Join what goes on in row `index` of the lower table, below the repeated heading."""
    if index >= len(below.rows):
        return
    bottom = [cell.last for cell in above.bottom_cells()]
    pairs = [(cell, _over(cell, bottom)) for cell in below.rows[index] if cell.lines]
    joined = [(cell, over) for cell, over in pairs if over and _goes_on(over, cell)]
    single = [cell for cell, _ in pairs if cell.area.row_span == 1]
    whole = bool(single) and all(any(cell is found for found, _ in joined) for cell in single)
    owners = {id(cell.last): cell for row in above.rows for cell in row}
    for cell, over in joined:
        if whole or cell.area.row_span > 1:
            owners[id(over)].more.append(PrintedCell(cell.area, cell.lines, cell.page, cell.line))
            cell.lines = []
    if whole and len(below.rows) > index + 1:
        below.remove_row(index)
    elif whole:
        del below.rows[index]


def _repeated(above: PrintedTable, below: PrintedTable) -> int:
    """Return how many rows at the top of a page repeat the heading of the page before."""
    count = 0
    for upper, lower in zip(above.rows, below.rows, strict=False):
        texts = [cell.text for cell in lower]
        if not any(texts) or [cell.text for cell in upper] != texts:
            break
        count += 1
    return count


def _over(cell: PrintedCell, bottom: Sequence[PrintedCell]) -> PrintedCell | None:
    """Return the cell of the page before that stands over this one and has its edges."""
    for candidate in bottom:
        if (
            abs(candidate.area.left - cell.area.left) <= _SAME_EDGE
            and abs(candidate.area.right - cell.area.right) <= _SAME_EDGE
        ):
            return candidate
    return None


def _goes_on(over: PrintedCell, cell: PrintedCell) -> bool:
    """Return whether the last line of the upper cell has no room for the next character or word."""
    if not over.lines:
        return False
    last, needed = over.lines[-1], _unbreakable(cell.lines[0].glyphs)
    width = last.right - last.left
    widest = max(line.right - line.left for line in (*over.lines, *cell.lines))
    whole = over.area.right - over.area.left
    room = whole - width
    return (
        room < needed + min(_PADDING, whole // 4)
        and width + needed > widest - POINT
        and not _are_two(over, cell)
        and not (_ITEM.match(over.lines[0].text) and _ITEM.match(cell.lines[0].text))
    )


def _are_two(upper: PrintedCell, lower: PrintedCell) -> bool:
    """Return whether two cells are each whole: amounts, row numbers or codes one below the other.

    The rest of a number that did not fit is shorter than the line that it follows; two codes of one
    scheme have the same length.
    """
    last, first = upper.lines[-1].text.strip(), lower.lines[0].text.strip()
    if _AMOUNT.fullmatch(last) and _AMOUNT.fullmatch(first):
        return True
    if last.isdigit() and first.isdigit() and len(first) >= len(last):
        return True
    codes = ["".join(line.text.strip() for line in cell.lines) for cell in (upper, lower)]
    return len(codes[0]) == len(codes[1]) and all(map(_CODE.fullmatch, codes))


def _unbreakable(glyphs: Sequence[Glyph]) -> int:
    """Return the width of what a line break may not part: an ideograph or word with its marks."""
    end = 0
    while end < len(glyphs) - 1 and glyphs[end].text in _OPENING:
        end += 1
    if _is_latin(glyphs[end]):
        while end < len(glyphs) - 1 and _is_latin(glyphs[end + 1]):
            end += 1
    while end < len(glyphs) - 1 and glyphs[end + 1].text in _CLOSING:
        end += 1
    return glyphs[end].right - glyphs[0].left


def _is_latin(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text.isalnum()
