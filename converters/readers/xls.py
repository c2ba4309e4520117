"""Reader of XLS (Excel 97, also as WPS writes it): cells as printed, through xlrd.

xlrd is the one library that tells number formats, merges, borders and hidden rows of this format.
"""

import hashlib
import io
from decimal import Decimal
from typing import Any

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.limits import DEFAULT, Limits, check
from budgetgraph.model import Block, Document, Finding
from budgetgraph.sniff import sniff

from ._findings import hidden_cells, hidden_sheet
from ._grids import missing_tables
from ._number_format import show_number, show_text
from ._sheet import Sheet, sheet_blocks
from ._sheet_cell import SheetCell

PRIORITY = 50
UNTRUSTED = True
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(1, 6)


def identify(source: Source) -> bool:
    """Return whether the bytes are an Excel 97 workbook."""
    return sniff(source.data).word == "xls"


def prepare() -> None:
    """Load what only reading needs: half the time of a small file."""
    import xlrd  # noqa: F401, PLC0415


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids sheet by sheet.

    Raises:
        InputError: Damaged, locked, over a limit, or nothing printed.
    """
    import xlrd  # noqa: PLC0415 - only the process that reads an XLS loads it

    try:
        book = xlrd.open_workbook(
            file_contents=source.data, formatting_info=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        what = "is locked with a password" if "encrypted" in str(error) else f"is damaged ({error})"
        raise InputError(f"the workbook {what}; save it again without", source.name) from error
    check(book.nsheets, limits.pages, "sheets", source.name, "pages")
    blocks: list[Block] = []
    findings: list[Finding] = []
    for number, sheet in enumerate(book.sheets(), 1):
        if sheet.visibility:
            findings.append(hidden_sheet(sheet.name))
            continue
        plain, hidden = _read_sheet(
            book, sheet, number, f"{source.name}, sheet {sheet.name}", limits
        )
        blocks += sheet_blocks(plain)
        if hidden:
            findings.append(hidden_cells(sheet.name, hidden, number))
    findings += missing_tables(blocks, source.name, "the visible sheets are empty")
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="application/vnd.ms-excel",
        reader="xls",
        blocks=tuple(blocks),
        pages=book.nsheets,
        findings=tuple(findings),
    )


def _read_sheet(
    book: Any, sheet: Any, number: int, place: str, limits: Limits
) -> tuple[Sheet, int]:
    """Return one sheet, and how many filled cells its hidden rows and columns hold."""
    covered = _covered(sheet, limits)
    out_of_sight = {index for index, info in sheet.colinfo_map.items() if info.hidden}
    styles = _Styles(book)
    rows: list[tuple[SheetCell, ...]] = []
    hidden = 0
    for row in range(sheet.nrows):
        cells = _row(book, sheet, row, covered.get(row, set()), styles)
        filled = [cell for cell in cells if cell.text]
        if filled:
            check(row + 1, limits.table_rows, "rows in a sheet", place, "table_rows")
            last = filled[-1].column
            check(last, limits.table_columns, "columns in a sheet", place, "table_columns")
        info = sheet.rowinfo_map.get(row)
        if info is not None and info.hidden:
            hidden += len(filled)
            continue
        hidden += sum(cell.column - 1 in out_of_sight for cell in filled)
        shown = [cell for cell in cells if cell.column - 1 not in out_of_sight]
        if shown and row < limits.table_rows:
            rows.append(tuple(cell for cell in shown if cell.column <= limits.table_columns))
    merges = tuple(
        (top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    )
    return Sheet(sheet.name, number, tuple(row for row in rows if row), merges), hidden


def _covered(sheet: Any, limits: Limits) -> dict[int, set[int]]:
    """Return by row the columns (from 0) that merged cells cover, without their first cells."""
    covered: dict[int, set[int]] = {}
    for top, bottom, left, right in sheet.merged_cells:
        for row in range(top, min(bottom, limits.table_rows)):
            first = left + 1 if row == top else left
            covered.setdefault(row, set()).update(range(first, min(right, limits.table_columns)))
    return covered


class _Styles(dict[int, tuple[str, bool]]):
    """Cell formats by number: format code, and whether a border is drawn."""

    def __init__(self, book: Any) -> None:
        """Remember the workbook; formats are looked up when asked for."""
        super().__init__()
        self._book = book

    def __missing__(self, index: int) -> tuple[str, bool]:
        style = self._book.xf_list[index]
        border = style.border
        bordered = any(
            (
                border.left_line_style, border.right_line_style,
                border.top_line_style, border.bottom_line_style,
            )
        )  # fmt: skip
        known = self._book.format_map.get(style.format_key)
        self[index] = ((known.format_str if known else "") or "General", bordered)
        return self[index]


def _row(book: Any, sheet: Any, row: int, covered: set[int], styles: _Styles) -> list[SheetCell]:
    """Return the cells of a row (from 0) that print something or have a border."""
    cells: list[SheetCell] = []
    values = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
    for column, (kind, value) in enumerate(values):
        if column in covered:
            continue
        code, bordered = styles[sheet.cell_xf_index(row, column)]
        text = show_text(value, code) if kind == _TEXT else _text(kind, value, code, book, sheet)
        if text or bordered:
            cells.append(SheetCell(row + 1, column + 1, text, bordered, kind == _NUMBER))
    return cells


def _text(kind: int, value: Any, code: str, book: Any, sheet: Any) -> str:
    if kind in {_NUMBER, _DATE}:
        if not value and not sheet.show_zero_values:
            return ""
        # repr gives the shortest decimal that stands for the stored double: the typed figure
        return show_number(str(Decimal(repr(value))), code, since_1904=bool(book.datemode))
    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        import xlrd  # noqa: PLC0415 - loaded already

        return str(xlrd.error_text_from_code.get(value, "#ERROR"))
    return ""
