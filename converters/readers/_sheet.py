"""A sheet of cells -> paragraphs and grids.

Sheets print titles, departments and units in cells too. Where borders are drawn they tell what is
table; without borders the leading rows of one text each, or of `label: value` texts, are not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgetgraph.model import Block, Cell, Grid, Paragraph, Row

from ._grids import blocks_of
from ._sheet_cell import SheetCell
from ._units import stated_unit, with_unit, without_units

_LONG = 40  # characters: a lone text of this length under a table is a note, not a row
_COLONS = ("：", ":")

Span = tuple[int, int, int, int]  # first row, first column, last row, last column; from 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet.

    Attributes:
        name: As on its tab.
        number: 1-based order in the workbook; given as the page of its cells.
        rows: Cells by row, hidden ones left out, covered ones too.
        merges: Merged ranges.
        header: Texts above its printed pages.
    """

    name: str
    number: int
    rows: tuple[tuple[SheetCell, ...], ...]
    merges: tuple[Span, ...] = ()
    header: tuple[str, ...] = ()


def sheet_blocks(sheet: Sheet) -> list[Block]:
    """Return the paragraphs and grids of a sheet.

    Its name stands for a missing title. A unit that only its header or its figures name is put
    above each table; what else the header prints stands above all.
    """
    header = next(filter(None, map(stated_unit, sheet.header)), "")
    plain = without_units(sheet.rows, header)
    blocks = list(_blocks(replace(sheet, rows=plain.rows)))
    if blocks and isinstance(blocks[0], Grid) and not sheet.name.lower().startswith("sheet"):
        blocks.insert(0, Paragraph(sheet.name, blocks[0].line, sheet.number))
    above = [text for text in sheet.header if blocks and not stated_unit(text)]
    return [
        *(Paragraph(text, blocks[0].line, sheet.number) for text in above),
        *with_unit(blocks, header or plain.unit),
    ]


def _blocks(sheet: Sheet) -> Iterator[Block]:
    rows = [row for row in sheet.rows if any(cell.text or cell.bordered for cell in row)]
    filled = [row for row in rows if any(cell.text for cell in row)]
    if not filled:
        return
    last_row, last_column = _used(filled)
    spans = {
        (top, left): (min(bottom, last_row) - top + 1, min(right, last_column) - left + 1)
        for top, left, bottom, right in sheet.merges
        if top <= min(bottom, last_row) and left <= min(right, last_column)
    }
    is_table = _has_border if _borders_tell(filled) else _TableByText(filled)
    pending: list[Row] = []
    for row in rows:
        if row[0].row > last_row:
            break
        cells = tuple(_cell(cell, sheet, spans) for cell in row if cell.column <= last_column)
        if is_table(row):
            pending.append(cells)
            continue
        yield from _grid(pending, sheet)
        pending = []
        text = "　".join(cell.text.strip() for cell in cells if cell.text.strip())
        if text:
            yield from (
                Paragraph(part.strip(), row[0].row, sheet.number)
                for part in text.split("\n")
                if part.strip()
            )
    yield from _grid(pending, sheet)


def _grid(rows: Sequence[Row], sheet: Sheet) -> Iterator[Block]:
    if rows:
        yield from blocks_of(rows, next(row[0].line for row in rows if row), sheet.number)


def _used(rows: Iterable[Sequence[SheetCell]]) -> tuple[int, int]:
    """Return the last row and column that print something."""
    cells = [cell for row in rows for cell in row if cell.text]
    return max(cell.row for cell in cells), max(cell.column for cell in cells)


def _cell(cell: SheetCell, sheet: Sheet, spans: Mapping[tuple[int, int], tuple[int, int]]) -> Cell:
    row, column, text, *_ = cell
    down, across = spans.get((row, column), (1, 1))
    return Cell(text.strip(), row, row, column, sheet.number, sheet.name, down, across)


def _borders_tell(rows: Sequence[Sequence[SheetCell]]) -> bool:
    """Return whether borders are drawn around what reads like a table, few rows excepted."""
    bare = sum(_is_wide(row) and not _has_border(row) for row in rows)
    return bare * 5 < sum(map(_has_border, rows))


def _has_border(row: Sequence[SheetCell]) -> bool:
    return any(cell.bordered for cell in row)


class _TableByText:
    """Tells table rows of a sheet without borders: from the first row of several texts on."""

    def __init__(self, rows: Sequence[Sequence[SheetCell]]) -> None:
        wide = [row[0].row for row in rows if _is_wide(row)]
        self._first = wide[0] if wide else 0
        self._last = wide[-1] if wide else 0

    def __call__(self, row: Sequence[SheetCell]) -> bool:
        """Return whether the row belongs to a table."""
        texts = [cell.text for cell in row if cell.text]
        if row[0].row < self._first or not texts:
            return False
        return row[0].row <= self._last or (len(texts) == 1 and len(texts[0]) < _LONG)


def _is_wide(row: Sequence[SheetCell]) -> bool:
    """Return whether the row holds several texts that are not all `label: value`."""
    texts = [cell.text for cell in row if cell.text]
    labels = sum(any(colon in text for colon in _COLONS) for text in texts)
    return len(texts) > 1 and labels * 2 < len(texts)
