"""Reader of OpenDocument sheets and texts: the file holds the text of each cell as printed."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from budgetgraph.contract import Source
from budgetgraph.limits import DEFAULT, Limits, check
from budgetgraph.model import Block, Cell, Document, Grid, Paragraph
from budgetgraph.sniff import sniff

from ._grids import missing_tables
from ._nested import Held, arranged
from ._package import Package, attribute, local
from ._sheet import Sheet, Span, sheet_blocks
from ._sheet_cell import SheetCell

PRIORITY = 50
UNTRUSTED = True
_MEDIA_TYPES = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
}
_NOT_PRINTED = frozenset({"annotation", "tracked-changes", "note", "sequence-decls", "ruby-text"})
_BORDER = re.compile(r"}border(?:-left|-right|-top|-bottom)?$")
_NOT_DRAWN = re.compile(r"none|hidden|0(?:\.0+)?[a-z ]")
_HIDDEN = frozenset({"collapse", "filter"})
_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _CELL, _COVERED, _REPEATED_ROWS, _REPEATED_COLUMNS, _DOWN, _ACROSS, _STYLE, _VISIBILITY = (
    _NAMESPACE + name
    for name in (
        "table-row", "table-cell", "covered-table-cell", "number-rows-repeated",
        "number-columns-repeated", "number-rows-spanned", "number-columns-spanned", "style-name",
        "visibility",
    )
)  # fmt: skip
_GROUPS = frozenset(
    _NAMESPACE + name for name in ("table-header-rows", "table-row-group", "table-rows")
)


def identify(source: Source) -> bool:
    """Return whether the bytes are an OpenDocument spreadsheet or text."""
    return sniff(source.data).word in _MEDIA_TYPES


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids in reading order.

    Raises:
        InputError: Damaged, locked, over a limit, or without any table.
    """
    word = sniff(source.data).word
    package = Package(source, limits, "OpenDocument file")
    root = package.xml("content.xml")
    walker = _Walker(source.name, limits, _bordered_styles(root))
    blocks: list[Block] = []
    pages = 0
    for body in root.iter("{*}spreadsheet", "{*}text"):
        if local(body) == "spreadsheet":
            tables = [child for child in body if local(child) == "table"]
            pages = len(tables)
            for number, table in enumerate(tables, 1):
                blocks += sheet_blocks(walker.sheet(table, number))
        else:
            blocks += walker.blocks(body)
        break
    findings = missing_tables(blocks, source.name, "only text; is this the right attachment?")
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type=_MEDIA_TYPES[word],
        reader="odf",
        blocks=tuple(blocks),
        pages=pages or None,
        findings=tuple(findings),
    )


def _bordered_styles(root: Any) -> frozenset[str]:
    """Return the names of the cell styles that draw a border."""
    names = set()
    for style in root.iter("{*}style"):
        for item in style.iter("{*}table-cell-properties"):
            borders = [value for key, value in item.attrib.items() if _BORDER.search(key)]
            if any(not _NOT_DRAWN.match(value) for value in borders):
                names.add(attribute(style, "name") or "")
    return frozenset(names)


class _Walker:
    """Walks text and tables of one document; `line` counts the paragraphs of a text."""

    def __init__(self, name: str, limits: Limits, bordered: frozenset[str]) -> None:
        self._name = name
        self._limits = limits
        self._line = 0
        self._bordered = bordered

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of a text in reading order."""
        for child in parent:
            kind = local(child)
            if kind in {"p", "h"}:
                self._line += 1
                line = self._line
                for part in _text(child).split("\n"):
                    if part.strip():
                        yield Paragraph(part.strip(), line)
                if len(child):
                    for frame in child.iter("{*}text-box"):
                        yield from self.blocks(frame)
            elif kind == "table":
                yield from self._table(child)
            elif kind not in _NOT_PRINTED:
                yield from self.blocks(child)

    def sheet(self, table: Any, number: int) -> Sheet:
        """Return one sheet of a spreadsheet."""
        name = attribute(table, "name") or f"{number}"
        rows: list[tuple[SheetCell, ...]] = []
        merges: list[Span] = []
        for row_number, row in self._rows(table):
            cells = []
            for column, cell, text in self._cells(row, in_sheet=True):
                bordered = cell.get(_STYLE) in self._bordered
                if text or bordered:
                    is_number = attribute(cell, "value-type") in {"float", "currency"}
                    cells.append(SheetCell(row_number, column, text, bordered, is_number))
                down, across = _count(cell, _DOWN), _count(cell, _ACROSS)
                if down * across > 1:
                    merges.append((row_number, column, row_number + down - 1, column + across - 1))
            if cells:
                rows.append(tuple(cells))
        return Sheet(name, number, tuple(rows), tuple(merges))

    def _table(self, table: Any) -> Iterator[Block]:
        rows: list[list[Held]] = []
        for row_number, row in self._rows(table):
            rows.append([])
            for column, cell, _ in self._cells(row, in_sheet=False):
                line = self._line + 1
                nested = list(self.blocks(cell))
                text = "\n".join(block.text for block in nested if isinstance(block, Paragraph))
                down, across = _count(cell, _DOWN), _count(cell, _ACROSS)
                held = Cell(text, line, row_number, column, row_span=down, column_span=across)
                has_tables = any(isinstance(block, Grid) for block in nested)
                rows[-1].append((held, nested if has_tables else []))
        yield from arranged(rows)

    def _rows(self, table: Any) -> Iterator[tuple[int, Any]]:
        """Yield the shown rows with their numbers; repeated empty rows are passed over."""
        number, limit = 0, self._limits.table_rows
        for row in _members(table, _ROW):
            repeated = _count(row, _REPEATED_ROWS)
            last = number + repeated
            if (repeated > 1 or last > limit) and any(_paragraphs(cell) for cell in row):
                check(last, limit, "rows in a table", self._name, "table_rows")
                copies = repeated
            else:
                copies = 1
            if row.get(_VISIBILITY) not in _HIDDEN:
                for offset in range(copies):
                    yield number + offset + 1, row
            number = last

    def _cells(self, row: Any, *, in_sheet: bool) -> Iterator[tuple[int, Any, str]]:
        """Yield the cells with their columns and texts; covered positions are passed over.

        In a sheet most of a row is empty and without borders: that is passed over too.
        """
        column, limit = 1, self._limits.table_columns
        for cell in _members(row, _CELL, _COVERED):
            repeated = _count(cell, _REPEATED_COLUMNS)
            text = _paragraphs(cell)
            if text:
                last = column + repeated - 1
                check(last, limit, "columns in a table", self._name, "table_columns")
            seen = not in_sheet or len(cell) or cell.get(_STYLE) in self._bordered
            if seen and cell.tag == _CELL:
                for offset in range(min(repeated, limit - column + 1)):
                    yield column + offset, cell, text
            column += repeated


def _members(parent: Any, *names: str) -> Iterator[Any]:
    """Yield rows or cells, also those inside header and group elements."""
    for child in parent:
        if child.tag in names:
            yield child
        elif child.tag in _GROUPS:
            yield from _members(child, *names)


def _count(element: Any, name: str) -> int:
    value = element.get(name)
    return max(int(value), 1) if value and value.isascii() and value.isdigit() else 1


def _paragraphs(cell: Any) -> str:
    if not len(cell):
        return ""
    return "\n".join(filter(None, (_text(child) for child in cell if local(child) in {"p", "h"})))


def _text(element: Any) -> str:
    """Return the printed text below an element: blanks counted, notes and text boxes left out."""
    if not len(element):
        return element.text or ""
    pieces = [element.text or ""]
    for child in element:
        kind = local(child)
        if kind == "s":
            pieces.append(" " * min(int(attribute(child, "c") or 1), 100))
        elif kind == "tab":
            pieces.append(" ")
        elif kind == "line-break":
            pieces.append("\n")
        elif kind and kind not in _NOT_PRINTED and kind not in {"frame", "deletion"}:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
