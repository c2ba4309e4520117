"""Reader of XLS (Excel 97, also as WPS writes it): cells as printed, through xlrd.

xlrd is the one library that tells number formats, merges, borders and hidden rows of this format.
"""

import hashlib
import io
from decimal import Decimal
from typing import Any

from budgetgraph.contract import Source
from budgetgraph.errors import InputError, MissingExtraError
from budgetgraph.limits import DEFAULT, Limits, check
from budgetgraph.model import Block, Document, Finding
from budgetgraph.sniff import sniff

from ._findings import hidden_cells, hidden_sheet
from ._grids import require_tables
from ._number_format import show_number
from ._sheet import Sheet, SheetCell, sheet_blocks

PRIORITY = 50
UNTRUSTED = True
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)


def identify(source: Source) -> bool:
    """Return whether the bytes are an Excel 97 workbook."""
    return sniff(source.data).word == "xls"


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids sheet by sheet.

    Raises:
        InputError: Damaged, locked, over a limit, or nothing printed.
        MissingExtraError: The library for this format is not installed.
    """
    try:
        import xlrd  # noqa: PLC0415 - optional
    except ImportError as error:
        raise MissingExtraError("reading XLS", "office") from error
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
    require_tables(blocks, source.name, "the visible sheets are empty")
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
    covered = {
        (row, column)
        for top, bottom, left, right in sheet.merged_cells
        for row in range(top, min(bottom, limits.table_rows))
        for column in range(left, min(right, limits.table_columns))
        if (row, column) != (top, left)
    }
    rows: list[tuple[SheetCell, ...]] = []
    hidden = 0
    for row in range(sheet.nrows):
        cells = [
            cell
            for column in range(sheet.row_len(row))
            if (row, column) not in covered
            and ((cell := _cell(book, sheet, row, column)).text or cell.bordered)
        ]
        if any(cell.text for cell in cells):
            last = max(cell.column for cell in cells if cell.text)
            check(row + 1, limits.table_rows, "rows in a sheet", place, "table_rows")
            check(last, limits.table_columns, "columns in a sheet", place, "table_columns")
        shown = [cell for cell in cells if not _is_hidden(sheet, row, cell.column - 1)]
        hidden += sum(bool(cell.text) for cell in cells) - sum(bool(cell.text) for cell in shown)
        if shown and row < limits.table_rows:
            rows.append(tuple(cell for cell in shown if cell.column <= limits.table_columns))
    merges = tuple(
        (top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    )
    return Sheet(sheet.name, number, tuple(row for row in rows if row), merges), hidden


def _is_hidden(sheet: Any, row: int, column: int) -> bool:
    row_info, column_info = sheet.rowinfo_map.get(row), sheet.colinfo_map.get(column)
    return bool((row_info and row_info.hidden) or (column_info and column_info.hidden))


def _cell(book: Any, sheet: Any, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row, column)
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    bordered = style is not None and any(
        (
            style.border.left_line_style, style.border.right_line_style,
            style.border.top_line_style, style.border.bottom_line_style,
        )
    )  # fmt: skip
    code = "General"
    if style is not None and style.format_key in book.format_map:
        code = book.format_map[style.format_key].format_str or code
    return SheetCell(row + 1, column + 1, _text(cell, code, book, sheet), bordered)


def _text(cell: Any, code: str, book: Any, sheet: Any) -> str:
    kind = cell.ctype
    if kind in {_NUMBER, _DATE}:
        if not cell.value and not sheet.show_zero_values:
            return ""
        # repr gives the shortest decimal that stands for the stored double: the typed figure
        return show_number(str(Decimal(repr(cell.value))), code, since_1904=bool(book.datemode))
    if kind == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if kind == _ERROR:
        import xlrd  # noqa: PLC0415 - loaded already

        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    return str(cell.value) if kind == _TEXT else ""
