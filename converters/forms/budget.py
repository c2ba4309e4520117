"""The nine budget tables, and amount tables like them -> one Line per printed figure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from budgetgraph.contract import Context
from budgetgraph.errors import FigureError
from budgetgraph.figures import Figure, is_blank, parse_figure, parse_percentage, squeeze
from budgetgraph.model import Cell, Finding, Line, Rate, Row, Table

from ..layout.captions import department_name, table_code
from ..layout.columns import (
    AmountColumn,
    Printed,
    amount_columns,
    figure_columns,
    has_code_column,
    is_economic,
    unread_columns,
)
from ..layout.compared import compared_columns, part_percentages
from ..layout.meanings import meaning
from .budget_rows import code_of, codes_in_labels, fill_codes, label_of, split_label

TABLES = (
    "balance",
    "revenue",
    "expenditure",
    "appropriation-balance",
    "general-budget-expenditure",
    "general-budget-basic",
    "government-fund",
    "state-capital",
    "three-public",
    "project-list",
    "other",
)

_OWN = frozenset(TABLES)
_LEDGER_OF_TABLE = {
    "general-budget-expenditure": "general",
    "general-budget-basic": "general",
    "government-fund": "government-fund",
    "state-capital": "state-capital",
}
_ITEM_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[、.．])")
_ECONOMIC = "3"  # first digit of 301 工资福利支出 … 399; functions begin with 2
_DEFAULT_SCALE = 10000  # department budgets are printed in 万元 unless they say otherwise


def identify(table: Table) -> str:
    """Return the table's code, by its title or, without a known one, by its columns."""
    code = table_code(table.title)
    if code:
        return code if code in _OWN and table.columns else ""
    return _code_by_columns(table)


def extract(table: Table, context: Context) -> Iterator[Line | Rate | Finding]:
    """Yield a Line per printed figure, a Rate per percentage, a Finding for other text."""
    code = identify(table)
    printed = figure_columns(table.rows)
    columns: Sequence[AmountColumn] = amount_columns(table.columns, printed)
    rates: Sequence[AmountColumn] = amount_columns(table.columns, printed, "percent")
    columns, rates = part_percentages(columns, rates, table.rows, context.publisher.year)
    split_labels = codes_in_labels(table.rows, columns)
    about = _About(
        table=table,
        code=code,
        unit=unit_of(table, context),
        classification=_classification(code, table, columns, printed, split_labels),
        split_labels=split_labels,
        compared={
            column.column.index: compared_columns(column, columns, context.publisher.year)
            for column in (*columns, *rates)
        },
    )
    scale = table.scale or _DEFAULT_SCALE
    yield from _untold(table, code, columns, printed)
    rows: dict[int, Line] = {}
    for row in fill_codes(table.rows, columns):
        for column in (*columns, *rates):
            cell = row[column.column.index]
            if is_blank(cell.text):
                continue
            is_rate = column.meaning.kind == "percent"
            try:
                figure = parse_percentage(cell.text) if is_rate else parse_figure(cell.text, scale)
            except FigureError:
                yield _no_figure(cell, code, column)
                continue
            unit = _unit_of_row(row, column, context)
            line = _by_label(_line(about, row, column, figure, unit))
            yield Rate(line) if is_rate else line
            rows.setdefault(cell.row, line)
    yield from _nameless(rows.values())


@dataclass(frozen=True, slots=True)
class _About:
    """What all lines of a table share.

    Attributes:
        table: The table.
        code: What it is.
        unit: The unit that its caption names, or empty.
        classification: Scheme of its codes.
        split_labels: Whether labels begin with codes.
        compared: By index of a column, the 1-based columns that its changes compare.
    """

    table: Table
    code: str
    unit: str
    classification: str
    split_labels: bool
    compared: Mapping[int, tuple[int, ...]]


def _line(about: _About, row: Row, column: AmountColumn, figure: Figure, unit: str) -> Line:
    label, printed_code = label_of(row, column), code_of(row, column)
    printed_code, label = split_label(label) if about.split_labels else (printed_code, label)
    return Line(
        table=about.code,
        table_number=about.table.number,
        row_number="" if column.ordinal is None else squeeze(row[column.ordinal].text),
        side=column.side if about.code in {"balance", "appropriation-balance"} else "",
        code=printed_code,
        label=label,
        measure=column.column.heading,
        measure_code=column.meaning.measure,
        figure=figure,
        cell=row[column.column.index],
        amount_yuan=figure.amount_yuan,
        label_cell=row[column.label] if column.label is not None else None,
        status="reported" if figure.amount_yuan else "zero",
        classification=about.classification,
        ledger=_LEDGER_OF_TABLE.get(about.code, column.meaning.ledger),
        funding_source=column.meaning.funding,
        expenditure_type=column.meaning.type,
        phase=column.meaning.phase,
        year=column.year,
        unit=unit or about.unit,
        is_memo=column.is_memo,
        addend_columns=tuple(index + 1 for index in column.addends),
        compared_columns=about.compared[column.column.index],
    )


def unit_of(table: Table, context: Context) -> str:
    """Return the unit that the table's caption names, empty when it is the publisher itself."""
    for paragraph in table.caption:
        name = department_name(paragraph.text)
        if name and name != context.publisher.department:
            return name
    return ""


def _unit_of_row(row: Row, column: AmountColumn, context: Context) -> str:
    """Return the unit that a row of a list names beside its own label, empty for the publisher."""
    if column.unit is None or column.unit == column.label:
        return ""
    name = squeeze(row[column.unit].text)
    return "" if name == context.publisher.department else name


def _code_by_columns(table: Table) -> str:
    """Return the code that the columns alone give away, `other` for other tables of amounts."""
    if not table.columns:  # forms of labels and values: most tables of a disclosure
        return ""
    printed = figure_columns(table.rows)
    columns = amount_columns(table.columns, printed)
    measures = {column.meaning.measure for column in columns}
    sides = {column.side for column in columns if column.side}
    code = "other" if columns and has_code_column(table.columns, printed) else ""
    if len(sides) == 2:  # noqa: PLR2004 - income and expenditure
        code = "appropriation-balance" if "general-budget" in measures else "balance"
    elif {"personnel", "operating"} <= measures and is_economic(table.columns):
        code = "general-budget-basic"
    elif (
        code
        and {"basic", "project"} <= measures
        and measures & {"operating-business", "to-superior"}
    ):
        code = "expenditure"
    elif code and "subtotal" in measures and measures & {"business-revenue", "special-account"}:
        code = "revenue"
    return code


def _classification(
    code: str,
    table: Table,
    columns: Sequence[AmountColumn],
    printed: Printed,
    split_labels: bool,
) -> str:
    """Return the scheme of the codes: what the table is, its headings, else how they begin."""
    if code == "general-budget-basic" or (code == "other" and is_economic(table.columns)):
        return "economic"
    places = {column.codes: column for column in columns}.values()  # most columns share their code
    begins = {code_of(row, column)[:1] for row in table.rows for column in places} - {""}
    if begins == {_ECONOMIC}:
        return "economic"
    return "function" if split_labels or has_code_column(table.columns, printed) else ""


def _by_label(line: Line) -> Line:
    """Return the line with what the row label says where the column says nothing.

    In balance tables the source of revenue is the row: 一、一般公共预算拨款收入.
    """
    if line.side != "income":
        return line
    found = meaning(_ITEM_NUMBER.sub("", line.label))
    if found is None or found.kind != "amount":
        return line
    return line._replace(
        ledger=line.ledger or found.ledger,
        funding_source=line.funding_source or found.funding,
    )


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


def _untold(
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


def _nameless(lines: Iterable[Line]) -> Iterator[Finding]:
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


def _no_figure(cell: Cell, code: str, column: AmountColumn) -> Finding:
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
