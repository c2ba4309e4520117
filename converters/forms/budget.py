"""The nine budget tables, and amount tables like them -> one Line per printed figure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetgraph.contract import Context
from budgetgraph.errors import FigureError
from budgetgraph.figures import Figure, is_blank, parse_amount, parse_percentage, squeeze
from budgetgraph.model import Finding, Line, Rate, Row, Table

from ..layout.captions import table_code
from ..layout.columns import AmountColumn, amount_columns, has_code_column, is_economic
from ..layout.compared import compared_columns, part_percentages
from ..layout.meanings import meaning
from ..layout.owners import department_name
from ..layout.printed import Printed, figure_columns
from ..layout.whole_parts import with_whole_parts
from .budget_findings import nameless, no_amount, no_figure, nothing_read, untold
from .budget_rows import (
    code_and_label,
    code_of,
    codes_in_labels,
    fill_codes,
    heads_unit_codes,
    is_unit_code,
)
from .budget_years import of_their_years

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
_ROW_YEAR = re.compile(r"(20\d\d)年?度?(?:预算|执行|决算)?数?")
_COUNT = re.compile(r"[（(](?:团组|批次|人次|[个人辆批次台套户家])[）)]$")  # 公务接待人数（人）
_GOVERNMENT = "government-economic"
# By the first digit of 301 工资福利支出 …, 501 机关工资福利支出 …; functions begin with 2.
_SCHEMES = {"3": "economic", "5": _GOVERNMENT}
_Named = tuple[int | None, int | None, tuple[int, ...]]
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
    columns: Sequence[AmountColumn] = with_whole_parts(
        amount_columns(table.columns, printed), table.rows
    )
    rates: Sequence[AmountColumn] = amount_columns(table.columns, printed, "percent")
    columns, rates = part_percentages(columns, rates, table.rows, context.publisher.year)
    if code == "three-public":
        columns = list(of_their_years(columns, context.publisher.year))
    split_labels = codes_in_labels(table.rows, columns)
    about = _About(
        table=table,
        code=code,
        unit=unit_of(table, context),
        classification=_classification(code, table, columns, printed, split_labels),
        has_unit_codes=heads_unit_codes(table.columns),
    )
    scale = table.scale or _DEFAULT_SCALE
    yield from untold(table, code, columns, printed)
    figures = [
        _Figures(column, compared_columns(column, columns, context.publisher.year))
        for column in (*columns, *rates)
    ]
    rows: dict[int, Line] = {}
    for row in fill_codes(table.rows, columns):
        names: dict[_Named, tuple[str, str]] = {}
        for held in figures:
            column = held.column
            cell = row[column.column.index]
            if is_blank(cell.text):
                continue
            is_rate = column.meaning.kind == "percent"
            try:
                figure = parse_percentage(cell.text) if is_rate else parse_amount(cell.text, scale)
            except FigureError:
                yield no_figure(cell, code, column)
                continue
            unit = _unit_of_row(row, column, context)
            if held.named_by not in names:
                names[held.named_by] = code_and_label(row, column, split_labels)
            if _COUNT.search(names[held.named_by][1]):
                yield no_amount(cell, code, names[held.named_by][1])
                continue
            line = _by_label(_line(about, row, held, figure, unit, names[held.named_by]))
            yield Rate(line) if is_rate else line
            rows.setdefault(cell.row, line)
    yield from nameless(rows.values()) if rows else nothing_read(table, code, printed)


@dataclass(frozen=True, slots=True)
class _About:
    """What all lines of a table share.

    Attributes:
        table: The table.
        code: What it is.
        unit: The unit that its caption names, or empty.
        classification: Scheme of its codes.
        has_unit_codes: Some of its codes are those of units.
    """

    table: Table
    code: str
    unit: str
    classification: str
    has_unit_codes: bool


class _Figures:
    """What all lines of a column share.

    Attributes:
        column: The column.
        compared: The 1-based columns that its changes compare.
        addends: The 1-based columns that it sums.
        named_by: Where the names of its rows stand: columns alike in it have the same.
    """

    def __init__(self, column: AmountColumn, compared: tuple[int, ...]) -> None:
        self.column = column
        self.compared = compared
        self.addends = tuple(index + 1 for index in column.addends)
        own = column.column.index if column.label is None else None  # names stand left of it
        self.named_by: _Named = (column.label, own, column.codes)


def _line(
    about: _About, row: Row, held: _Figures, figure: Figure, unit: str, names: tuple[str, str]
) -> Line:
    column = held.column
    code, label = names
    if about.has_unit_codes and is_unit_code(code, about.classification):
        code = ""
    return Line(
        table=about.code,
        table_number=about.table.number,
        row_number="" if column.ordinal is None else squeeze(row[column.ordinal].text),
        side=column.side if about.code in {"balance", "appropriation-balance"} else "",
        code=code,
        label=label,
        measure=column.column.heading,
        measure_code=column.meaning.measure,
        figure=figure,
        cell=row[column.column.index],
        amount_yuan=figure.amount_yuan,
        label_cell=row[column.label] if column.label is not None else None,
        status="reported" if figure.amount_yuan else "zero",
        classification=_GOVERNMENT if column.is_government and code else about.classification,
        ledger=_LEDGER_OF_TABLE.get(about.code, column.meaning.ledger),
        funding_source=column.meaning.funding,
        expenditure_type=column.meaning.type,
        phase=column.meaning.phase,
        year=column.year or _year_of_row(label),
        unit=unit or about.unit,
        is_memo=column.is_memo,
        addend_columns=held.addends,
        compared_columns=held.compared,
    )


def _year_of_row(label: str) -> int | None:
    """Return the year that a row is about: some tables have a row for each."""
    found = _ROW_YEAR.fullmatch(label)
    return int(found[1]) if found else None


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
    """Return the scheme of the codes: how all of them begin, else what the table is."""
    places = {column.codes: column for column in columns}.values()  # most columns share their code
    begins = {code_of(row, column)[:1] for row in table.rows for column in places} - {""}
    if len(begins) == 1 and (scheme := _SCHEMES.get(*begins)):
        return scheme
    if code == "general-budget-basic" or (code == "other" and is_economic(table.columns)):
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
