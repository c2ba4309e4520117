"""What is told about a budget table beside its lines: unknown columns, rows without names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from budgetgraph.figures import is_figure, squeeze
from budgetgraph.model import Cell, Finding, Line, Table

from ..layout.columns import AmountColumn, unread_columns
from ..layout.printed import Printed

_WORDS = re.compile(r"[^\W\d_]")
_POINTED = re.compile("[.,．，]")
_WHOLE = re.compile(r"-?(?!(?:19|20)\d\d$)\d{4,}")


def _unit_missing(table: Table, code: str) -> Finding:
    return Finding(
        id="R07",
        severity="warning",
        message_zh=f"“{table.title}”没有注明金额单位，按万元读取",
        message_en=f"'{table.title}' states no unit; read as 10,000 yuan",
        line=table.line,
        page=table.page,
        table=code,
        table_number=table.number,
    )


def untold(
    table: Table, code: str, columns: Sequence[AmountColumn], printed: Printed
) -> Iterator[Finding]:
    """Yield a finding where no unit is printed, and per column of figures in no list."""
    if table.scale is None and table.rows:
        yield _unit_missing(table, code)
    taken = [column.column for column in columns if column.meaning.measure == "unlisted"]
    left = unread_columns(table.columns, printed)
    for column in sorted((*taken, *left), key=lambda column: column.index):
        read = column in taken
        yield Finding(
            id="R34",
            severity="info" if read else "warning",
            message_zh=f"栏目“{column.heading}”不在词表中，"
            + ("按印出的名称读取" if read else "其中的数字未读取"),
            message_en=f"column '{column.heading}' is in no list: "
            + ("read under its printed name" if read else "its figures were not read"),
            line=table.heading_rows[0][0].line if table.heading_rows else table.line,
            page=table.page,
            table=code,
            table_number=table.number,
            column=column.heading,
        )


def nothing_read(table: Table, code: str, printed: Printed) -> Iterator[Finding]:
    """Yield a finding for a table of which no figure was read, where some of it are amounts.

    Columns of figures alone are told one by one.
    """
    amounts = [cell for row in table.rows for cell in _amounts(row)]
    if amounts and not unread_columns(table.columns, printed):
        yield Finding(
            id="R01",
            severity="warning",
            message_zh=f"“{table.title}”的栏目未能识别，其中的 {len(amounts)} 个金额未读取",
            message_en=f"the columns of '{table.title}' were not understood: its {len(amounts)} "
            "amounts were not read",
            line=amounts[0].line,
            page=amounts[0].page,
            table=code,
            table_number=table.number,
        )


def _amounts(row: Sequence[Cell]) -> Iterator[Cell]:
    """Yield what is an amount by its look, and whole numbers behind a name: no code, no year."""
    named = False
    for cell in row:
        if not is_figure(cell.text):
            named = named or bool(_WORDS.search(cell.text))
        elif _POINTED.search(cell.text) or (named and _WHOLE.fullmatch(squeeze(cell.text))):
            yield cell


def nameless(lines: Iterable[Line]) -> Iterator[Finding]:
    """Yield a finding per row of figures alone, among rows with names: part of the one above?"""
    named = False
    for line in lines:
        if line.label or line.code or line.row_number:
            named = True
        elif named:
            yield Finding(
                id="R32",
                severity="warning",
                message_zh="这一行只有数字，没有名称和编码，可能是上一行的一部分；按印出的读取",
                message_en=(
                    "this row prints figures alone, no name and no code: part of the row above? "
                    "Read as printed"
                ),
                line=line.cell.line,
                page=line.cell.page,
                table=line.table,
                column=line.measure,
                printed=line.figure.printed,
                cell=line.cell,
                table_number=line.table_number,
            )


def no_figure(cell: Cell, code: str, column: AmountColumn) -> Finding:
    """Return the finding on text that stands where amounts do."""
    return Finding(
        id="R31",
        severity="warning",
        message_zh=f"金额栏“{column.column.heading}”中的“{squeeze(cell.text)}”不是数字",
        message_en=f"'{squeeze(cell.text)}' in column '{column.column.heading}' is no figure",
        line=cell.line,
        page=cell.page,
        table=code,
        column=column.column.heading,
        printed=squeeze(cell.text),
        cell=cell,
    )


def no_amount(cell: Cell, code: str, label: str) -> Finding:
    """Return the finding on a row that counts people or things among amounts."""
    return Finding(
        id="R31",
        severity="info",
        message_zh=f"“{label}”是数量，不是金额，未读取",
        message_en=f"'{label}' is a number of people or things, no amount: not read",
        line=cell.line,
        page=cell.page,
        table=code,
        printed=squeeze(cell.text),
        cell=cell,
    )
