"""One worksheet part -> its printed cells, read as a sparse stream.

A sheet may claim a million rows, and one stray cell may stand in the last of them: only cells that
print something count, and those outside the limits are refused by name.
"""

import io
import re
from decimal import InvalidOperation
from typing import Any

from lxml import etree

from budgetgraph.errors import InputError
from budgetgraph.limits import Limits, check

from .._number_format import show_number, show_text
from .._package import Package, local, refuse_dtd, xml_errors
from .._sheet import Sheet, Span
from .._sheet_cell import SheetCell
from .headers import header_texts
from .workbook import SheetEntry, Style, Workbook, text_of

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PLAIN = Style("General", bordered=False)


class _Reader:
    """Collects the rows of one worksheet."""

    def __init__(self, workbook: Workbook, place: str, limits: Limits) -> None:
        self.rows: list[tuple[SheetCell, ...]] = []
        self.merges: list[Span] = []
        self.hidden = 0
        self.header: list[str] = []
        self._workbook = workbook
        self._place = place
        self._limits = limits
        self._hidden_columns: list[tuple[int, int]] = []
        self._zeros = True
        self._last_row = 0

    def take(self, element: Any) -> None:
        """Take in one finished element of the part."""
        kind = local(element)
        if kind == "row":
            self._row(element)
        elif kind == "col" and element.get("hidden") in {"1", "true"}:
            self._hidden_columns.append((int(element.get("min")), int(element.get("max"))))
        elif kind == "sheetView":
            self._zeros = element.get("showZeros") not in {"0", "false"}
        elif kind == "mergeCell":
            self._merge(str(element.get("ref")))
        elif kind == "headerFooter":
            self.header = header_texts(element)

    def _row(self, element: Any) -> None:
        number = int(element.get("r") or self._last_row + 1)
        self._last_row = number
        hidden = element.get("hidden") in {"1", "true"} or element.get("ht") == "0"
        cells: list[SheetCell] = []
        column = 0
        for item in element:
            if local(item) == "c":
                column = self._column(item, column + 1)
                cell = self._cell(item, number, column)
                if not cell.text and (not cell.bordered or not self._is_inside(number, column)):
                    continue
                self._check(number, column)
                if hidden or any(first <= column <= last for first, last in self._hidden_columns):
                    self.hidden += bool(cell.text)
                else:
                    cells.append(cell)
        if cells:
            self.rows.append(tuple(cells))

    def _column(self, item: Any, following: int) -> int:
        found = _REFERENCE.fullmatch(item.get("r") or "")
        return column_number(found.group(1)) if found else following

    def _is_inside(self, row: int, column: int) -> bool:
        return row <= self._limits.table_rows and column <= self._limits.table_columns

    def _check(self, row: int, column: int) -> None:
        check(row, self._limits.table_rows, "rows in a sheet", self._place, "table_rows")
        check(
            column, self._limits.table_columns, "columns in a sheet", self._place, "table_columns"
        )

    def _cell(self, item: Any, row: int, column: int) -> SheetCell:
        number = int(item.get("s") or 0)
        styles = self._workbook.styles
        style = styles[number] if number < len(styles) else _PLAIN
        text = self._text(item, style) if len(item) else ""
        return SheetCell(row, column, text, style.bordered, item.get("t") in {None, "n"})

    def _text(self, item: Any, style: Style) -> str:
        kind = item.get("t") or "n"
        value: str | None = None
        has_formula = False
        for child in item:
            name = local(child)
            if name == "v":
                value = child.text
            elif name == "f":
                has_formula = True
            elif name == "is":
                return show_text(text_of(child), style.code)
        if not value:
            if has_formula and kind != "str":
                raise InputError(
                    f"cell {item.get('r')} holds a formula without its result; "
                    "open the workbook in Excel or WPS and save it again",
                    self._place,
                )
            return ""
        return self._shown(kind, value, style)

    def _shown(self, kind: str, value: str, style: Style) -> str:
        if kind == "s":
            texts = self._workbook.texts
            return show_text(texts[int(value)], style.code) if int(value) < len(texts) else ""
        if kind == "n":
            return self._number(value, style)
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return show_text(value, style.code) if kind == "str" else value  # e, d

    def _number(self, value: str, style: Style) -> str:
        try:
            text = show_number(value, style.code, since_1904=self._workbook.since_1904)
        except InvalidOperation:
            return value
        zero = not self._zeros and not value.strip("-+0.eE")
        return "" if zero else text

    def _merge(self, reference: str) -> None:
        corners = [_REFERENCE.fullmatch(part) for part in reference.replace("$", "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:  # noqa: PLR2004
            first, last = corners[0], corners[1]
            self.merges.append(
                (
                    int(first.group(2)),
                    column_number(first.group(1)),
                    int(last.group(2)),
                    column_number(last.group(1)),
                )
            )


def read_sheet(
    package: Package, entry: SheetEntry, number: int, workbook: Workbook, limits: Limits
) -> tuple[Sheet, int]:
    """Return one sheet, and how many filled cells its hidden rows and columns hold.

    Raises:
        InputError: Cells outside the limits, formulas without results, broken XML.
    """
    place = f"{package.name}, sheet {entry.name}"
    data = package.read(entry.part)
    refuse_dtd(data, place)
    reader = _Reader(workbook, place, limits)
    wanted = ("{*}row", "{*}col", "{*}sheetView", "{*}mergeCell", "{*}headerFooter")
    with xml_errors(place):
        stream = etree.iterparse(
            io.BytesIO(data), tag=wanted, resolve_entities=False, no_network=True, huge_tree=False
        )
        for _, element in stream:
            reader.take(element)
            element.clear(keep_tail=False)
            _forget_before(element)
    covered = _covered(reader.merges, limits)
    rows = tuple(
        tuple(cell for cell in row if (cell.row, cell.column) not in covered) for row in reader.rows
    )
    rows = tuple(row for row in rows if row)
    header = tuple(reader.header)
    return Sheet(entry.name, number, rows, tuple(reader.merges), header), reader.hidden


def column_number(letters: str) -> int:
    """Return the 1-based number of a column: A 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _covered(merges: list[Span], limits: Limits) -> set[tuple[int, int]]:
    """Return the positions that merged cells cover, without their first cells."""
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merges:
        for row in range(top, min(bottom, limits.table_rows) + 1):
            for column in range(left, min(right, limits.table_columns) + 1):
                covered.add((row, column))
        covered.discard((top, left))
    return covered


def _forget_before(element: Any) -> None:
    """Free the elements already read: a long sheet would else stay in memory as a tree."""
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
