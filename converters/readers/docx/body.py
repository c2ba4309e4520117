"""Paragraphs and tables of a WordprocessingML body, as printed.

Names are compared without namespace, so that strict and transitional files are read alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from budgetgraph.limits import Limits, check
from budgetgraph.model import Block, Cell, Grid, Paragraph

from .._nested import Held, arranged
from .._package import attribute, local
from .numbering import Numbering
from .settings import is_hidden, is_on, merge_of, number_of, settings_of, symbol_of

# Elements whose children stand in their place.
_TRANSPARENT = frozenset(
    {
        "body", "document", "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag",
        "hyperlink", "fldSimple", "dir", "bdo", "rubyBase", "ruby", "oMath", "oMathPara",
    }
)  # fmt: skip
_DELETED = frozenset({"del", "moveFrom"})
_LEAVES = _DELETED | {"t", "sym", "fldChar", "rt", "instrText", "delText"}
_BREAKS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NARROW = 100  # twentieths of a point: columns dragged apart by less than 2 mm are one


@dataclass(slots=True)
class _Row:
    """A row while it is read: its cells, each with its blocks where tables are nested in it."""

    cells: list[Held]


class Body:
    """Walks a document's body.

    `deleted` counts tracked deletions that were left out, `section` the sections that have ended.
    `line` of a block or cell counts the
    document's paragraphs: Word stores no pages and no lines.
    """

    def __init__(self, numbering: Numbering, limits: Limits, name: str) -> None:
        """Begin with nothing counted."""
        self.deleted = 0
        self.section = 0
        self._line = 0
        self._numbering = numbering
        self._limits = limits
        self._name = name
        self._fields: list[bool] = []  # open fields: whether the shown result has begun

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks below an element in reading order."""
        for child in parent:
            kind = local(child)
            if kind == "p":
                yield from self._paragraph(child)
            elif kind == "tbl":
                yield from self._table(child)
            elif kind in _DELETED:
                self.deleted += 1
            elif kind == "AlternateContent":
                yield from self.blocks(_choice(child))
            elif kind in _TRANSPARENT:
                yield from self.blocks(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        self._line += 1
        line = self._line
        boxes: list[Any] = []
        pieces: list[str] = []
        self._text(element, pieces, boxes)
        text = "".join(pieces).strip(" \n")
        if text:
            number = self._numbering.next_label(element)
            for part in (number + text).split("\n"):
                if part.strip():
                    yield Paragraph(part.strip(), line)
        for box in boxes:
            yield from self.blocks(box)
        self.section += element.find("{*}pPr/{*}sectPr") is not None

    # --- text -----------------------------------------------------------------------------------

    def _text(self, element: Any, pieces: list[str], boxes: list[Any]) -> None:
        """Append the printed text below an element; text boxes are collected for later."""
        for child in element:
            kind = local(child)
            if kind in _BREAKS:
                pieces.append("" if attribute(child, "type") == "page" else _BREAKS[kind])
            elif kind in _LEAVES:
                pieces.append(self._leaf(child, kind))
            elif kind == "txbxContent":
                boxes.append(child)
            elif kind == "AlternateContent":
                self._text(_choice(child), pieces, boxes)
            elif not kind.endswith("Pr") and not (kind == "r" and is_hidden(child)):
                self._text(child, pieces, boxes)

    def _leaf(self, element: Any, kind: str) -> str:
        """Return what an element without printed children prints."""
        if kind == "t":
            return (element.text or "") if all(self._fields) else ""
        if kind == "sym":
            return symbol_of(element)
        if kind == "fldChar":
            self._field(str(attribute(element, "fldCharType")))
        self.deleted += kind in _DELETED
        return ""

    def _field(self, kind: str) -> None:
        """Follow a field: its code, from begin to separate, is not printed."""
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    # --- tables ---------------------------------------------------------------------------------

    def _table(self, table: Any) -> Iterator[Block]:
        stops = _grid_stops(table)
        rows: list[_Row] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for element in self._members(table, "tr"):
            if not self._is_printed(element):
                continue
            check(
                len(rows) + 1, self._limits.table_rows, "rows in a table", self._name, "table_rows"
            )
            rows.append(self._row(element, rows, open_cells, stops))
        yield from arranged([row.cells for row in rows])

    def _row(
        self,
        element: Any,
        above: list[_Row],
        open_cells: dict[int, tuple[int, int]],
        stops: dict[int, int],
    ) -> _Row:
        """Return the cells of a row; a cell that continues a merged one makes that one taller."""
        row = _Row([])
        column = number_of(settings_of(element, "trPr"), "gridBefore")
        for cell in self._members(element, "tc"):
            settings = settings_of(cell, "tcPr")
            start = column
            column += max(number_of(settings, "gridSpan"), 1)
            check(
                column,
                self._limits.table_columns,
                "columns in a table",
                self._name,
                "table_columns",
            )
            left, right = stops.get(start, start), stops.get(column, column)
            if merge_of(settings, "hMerge") == "continue" and row.cells:
                _widen(row, right)
            elif merge_of(settings, "vMerge") == "continue" and start in open_cells:
                _lengthen(above, open_cells[start])
            else:
                open_cells.pop(start, None)
                if merge_of(settings, "vMerge") == "restart":
                    open_cells[start] = (len(above), len(row.cells))
                line = self._line + 1
                text, blocks = self._content(cell)
                row.cells.append(
                    (
                        Cell(
                            text,
                            line,
                            row=len(above) + 1,
                            column=left + 1,
                            column_span=max(right - left, 1),
                        ),
                        blocks,
                    )
                )
        return row

    def _content(self, cell: Any) -> tuple[str, list[Block]]:
        """Return the text of a cell, and all its blocks where tables are nested in it."""
        blocks = list(self.blocks(cell))
        text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
        if any(isinstance(block, Grid) for block in blocks):
            return text, blocks
        return text, []

    def _members(self, parent: Any, wanted: str) -> Iterator[Any]:
        """Yield rows or cells, also those inside content controls and insertions."""
        for child in parent:
            kind = local(child)
            if kind == wanted:
                yield child
            elif kind in _DELETED:
                self.deleted += 1
            elif kind in _TRANSPARENT:
                yield from self._members(child, wanted)

    def _is_printed(self, row: Any) -> bool:
        """Return whether a row is neither hidden nor deleted by a tracked change."""
        properties = next((child for child in row if local(child) == "trPr"), ())
        for item in properties:
            if local(item) == "del":
                self.deleted += 1
                return False
            if local(item) == "hidden" and is_on(item):
                return False
        return True


def _widen(row: _Row, right: int) -> None:
    """Let the last cell of the row reach to the grid column before `right` (from 0)."""
    cell, blocks = row.cells[-1]
    row.cells[-1] = (cell._replace(column_span=max(right - cell.column + 1, 1)), blocks)


def _lengthen(above: list[_Row], place: tuple[int, int]) -> None:
    """Let the cell at (row, index) reach down to the row below `above`."""
    number, index = place
    cell, blocks = above[number].cells[index]
    above[number].cells[index] = (cell._replace(row_span=len(above) + 1 - number), blocks)


def _grid_stops(table: Any) -> dict[int, int]:
    """Return the number of each grid column, columns dragged apart by a hair counted as one."""
    grid = next((child for child in table if local(child) == "tblGrid"), ())
    widths = [int(attribute(item, "w") or 0) for item in grid if local(item) == "gridCol"]
    if not any(widths):
        return {}
    narrow = any(width < _NARROW for width in widths)
    lone = {start for start, span in _cell_spans(table) if span == 1} if narrow else set()
    stops = {0: 0}
    for index, width in enumerate(widths):
        merged = width < _NARROW and index not in lone
        stops[index + 1] = stops[index] + (not merged)
    return stops


def _cell_spans(table: Any) -> Iterator[tuple[int, int]]:
    """Yield first grid column and span of every cell."""
    for row in _rows_of(table):
        column = number_of(settings_of(row, "trPr"), "gridBefore")
        for cell in row.iter():
            if local(cell) == "tc":
                span = max(number_of(settings_of(cell, "tcPr"), "gridSpan"), 1)
                yield column, span
                column += span


def _rows_of(table: Any) -> Iterable[Any]:
    return (row for row in table.iter() if local(row) == "tr")


def _choice(alternatives: Any) -> Any:
    """Return the first alternative that has content: both say the same thing."""
    return next((child for child in alternatives if len(child)), ())
