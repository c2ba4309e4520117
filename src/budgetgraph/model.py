"""The values that flow from reader to graph: source, statements, findings.

Three groups, in the order in which a disclosure is understood:

* source: `Document` of `Paragraph` and `Grid` blocks made of `Cell`s; then whole `Table`s;
* statements: `Line`, `Project`, `Goal`, `Indicator` …: each quotes exactly one `Cell`;
* `Disclosure`: everything one document says, with the `Finding`s met while converting.

None can be changed. Nothing here knows a file format or RDF. Amounts are in yuan (`Decimal`).

What a document has by the thousand (`Cell`, `Paragraph`, `Line`, `Target`) is a named tuple,
all else a frozen dataclass, which takes four times as long to make (CPython 3.11).
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .figures import Figure

# --- source -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """Where a cell stands on a page, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Cell(NamedTuple):
    """One printed cell.

    Attributes:
        text: Printed text with its inner spaces; pieces joined where a page break split the cell.
        line: Where the first piece stands, from 1: line of a text or web page, printed line of a
            PDF page (a table row counts as one), paragraph of a DOCX or ODT, row of a sheet.
        row: 1-based row inside its grid; after layout, inside its whole table (heading rows count).
        column: 1-based column, same scope as `row`.
        page: 1-based page where known.
        sheet: Name of the sheet, for workbooks.
        row_span: Rows that the cell covers.
        column_span: Columns that the cell covers.
        box: Place on the page, for formats that have one.
        confidence: 0 to 100, for cells read by OCR.
        pieces: The printed pieces, when the cell was joined from several.
    """

    text: str
    line: int
    row: int = 0
    column: int = 0
    page: int | None = None
    sheet: str | None = None
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    confidence: int | None = None
    pieces: tuple["Cell", ...] = ()

    def at(self, row: int, column: int) -> "Cell":
        """Return the cell with another place in its grid; four times as fast as `_replace`."""
        return tuple.__new__(Cell, (self.text, self.line, row, column) + self[4:])  # noqa: RUF005 - faster


Row = tuple[Cell, ...]


class Paragraph(NamedTuple):
    """One line or paragraph of text outside any table; `line` as in `Cell`."""

    text: str
    line: int
    page: int | None = None
    indent: int = 0  # blanks before it
    words: tuple[tuple[tuple[str, int], ...], ...] = ()  # in pieces with lines, if put together


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the fragment of one that stands on one page: rows of cells, as printed.

    Rows may be ragged. `line` is that of its first row, as in `Cell`.
    """

    rows: tuple[Row, ...]
    line: int
    page: int | None = None
    closes_up: bool = False  # empty cells are left out


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """One source file as a reader saw it, in reading order.

    Attributes:
        name: File name, for messages.
        sha256: Checksum of the bytes read.
        media_type: IANA media type.
        reader: Name of the reader module.
        blocks: Paragraphs and grids in reading order.
        flowing: The format may lose columns: tables may stand in the paragraphs as running text.
        pages: Number of pages, where the format has pages.
        findings: What the reader met and left out: hidden rows, tracked deletions, scanned pages.
    """

    name: str
    sha256: str
    media_type: str
    reader: str
    blocks: tuple[Block, ...]
    flowing: bool = False
    pages: int | None = None
    findings: tuple["Finding", ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        index: 0-based position in `Table.rows`.
        path: Headings from top to bottom, without spaces, e.g. `("本年收入", "小计")`.
    """

    index: int
    path: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The lowest heading, as printed without spaces."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table: page breaks mended, repeated headings dropped.

    Attributes:
        number: 1-based order in the document.
        title: The title printed above it.
        columns: One per column; empty for forms without a heading row.
        rows: Data rows. With `columns`, every row has one cell per column; otherwise ragged.
        line: Line where the table starts.
        page: Page where it starts, where known.
        caption: Paragraphs between the title and the first row: department, year, unit.
        notes: Paragraphs right after the table that begin with 注.
        section: Numbered section heading under which the table stands.
        heading_rows: The printed heading rows, as cells.
        scale: Yuan per printed unit, as the caption, the heading or else the rest of the document
            says; None where nothing says it.
    """

    number: int
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    line: int
    page: int | None = None
    caption: tuple[Paragraph, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    section: str = ""
    heading_rows: tuple[Row, ...] = ()
    scale: int | None = None


# --- statements -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a cell that does not say what it must mean.

    Attributes:
        text: The text read, e.g. `32921.44`.
        amount_yuan: What it amounts to.
        reason: Code of the scheme `correction`: twin-table, sum, joined …
        evidence: Cells that prove it.
    """

    text: str
    amount_yuan: Decimal
    reason: str
    evidence: tuple[Cell, ...] = ()


class Line(NamedTuple):
    """One printed amount of a budget table.

    Attributes:
        table: Code of the scheme `table`, e.g. `revenue`.
        table_number: `Table.number`.
        row_number: Printed 序号, empty where none is printed.
        side: `income` or `expenditure` in balance tables, else empty.
        code: Printed classification code without spaces, empty where none.
        label: Printed row label without spaces.
        measure: Lowest column heading, printed, without spaces.
        measure_code: Code of the scheme `measure` for that column.
        figure: The printed figure.
        cell: The cell quoted.
        label_cell: The cell that prints the label, if any.
        status: Code of the scheme `value-status`: reported, zero, corrected …
        amount_yuan: The preferred reading.
        classification: Scheme of `code`: `function`, `economic`, or empty.
        ledger: Code of the scheme `ledger`, empty where the column mixes ledgers.
        funding_source: Code of the scheme `funding-source`, or empty.
        expenditure_type: Code of the scheme `expenditure-type`, or empty.
        unit: Unit whose table it is, where that is not the publisher itself.
        is_memo: The column is an "of which" of its neighbour (其中：).
        addend_columns: 1-based columns of the table that this column sums, by its heading.
        compared_columns: 1-based columns of last year and this year, in a column of changes.
        role: Code of the scheme `aggregation-role`.
        parts: Indices in `Disclosure.lines` of the lines that this one sums (rows below it).
        addends: Indices of the lines of the same row that this one sums (columns beside it).
        phase: Code of the scheme `phase` where the column names one, else empty.
        year: Fiscal year where the column names one, else None: the document's.
        readings: Other readings, the preferred one first.
    """

    table: str
    table_number: int
    row_number: str
    side: str
    code: str
    label: str
    measure: str
    measure_code: str
    figure: Figure
    cell: Cell
    amount_yuan: Decimal
    label_cell: Cell | None = None
    status: str = "reported"
    classification: str = ""
    ledger: str = ""
    funding_source: str = ""
    expenditure_type: str = ""
    phase: str = ""
    year: int | None = None
    unit: str = ""
    is_memo: bool = False
    addend_columns: tuple[int, ...] = ()
    compared_columns: tuple[int, ...] = ()
    role: str = "leaf"
    parts: tuple[int, ...] = ()
    addends: tuple[int, ...] = ()
    readings: tuple[Reading, ...] = ()

    def in_sums(self, role: str, parts: tuple[int, ...], addends: tuple[int, ...]) -> "Line":
        """Return the line with its place among the sums; faster than `_replace`."""
        return Line(*self[:-4], role, parts, addends, self.readings)


class Rate(NamedTuple):
    """One printed percentage of a budget table: a change or a share, no amount.

    Attributes:
        line: Row, column and cell as those of an amount; its figure is in percent.
    """

    line: Line

    @property
    def cell(self) -> Cell:
        """The cell quoted."""
        return self.line.cell


class Amount(NamedTuple):
    """A figure with the cell that prints it."""

    figure: Figure
    cell: Cell


class PlanPoint(NamedTuple):
    """Cumulative share of a project's money to be spent by the end of a month.

    `share_percent` is as printed: 25 for 25%.
    """

    month: int
    share_percent: Decimal
    cell: Cell


class Target(NamedTuple):
    """An indicator value, parsed as far as it can be; `printed` is always kept.

    Attributes:
        printed: As printed, without white space.
        kind: quantity, range, deadline, frequency, qualitative, boolean, graded, composite or
            unparsed.
        comparator: ge, le, gt, lt, eq, approx; empty for kinds without one.
        comparator_printed: False where `eq` was assumed from a bare number.
        value: The number of a quantity.
        lower, upper: Bounds of a range.
        unit: Printed unit of the numerator, e.g. `%`, `元`, `人次`.
        per: Printed units of the denominator, e.g. `("人", "月")`.
        month, day: Month and day of a deadline (end of month without a day).
        frequency: Code of the scheme `frequency`, e.g. `monthly`.
        words: The words of a qualitative target; words behind a number, date or frequency that are
            no unit, e.g. `100%满意`.
        parts: Parts of a composite, bands of a graded target.
        label: Label of a band, e.g. `优`; what stands before the value, e.g. `物业费` of a part.
        doubled: The print repeats its value, e.g. `≥99≥99%`.
    """

    printed: str
    kind: str
    comparator: str = ""
    comparator_printed: bool = False
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    per: tuple[str, ...] = ()
    month: int | None = None
    day: int | None = None
    frequency: str = ""
    words: str = ""
    parts: tuple["Target", ...] = ()
    label: str = ""
    doubled: bool = False


class Goal(NamedTuple):
    """One goal of a project (`project` is its number) or of a unit (`project` is 0)."""

    text: str
    cell: Cell
    number: str = ""
    project: int = 0
    unit: str = ""


class Indicator(NamedTuple):
    """One indicator row; `project` 0 stands for the whole unit named in `unit`."""

    level1: str
    level2: str
    level3: str
    target: Target
    cell: Cell
    description: str = ""
    basis: str = ""
    project: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """One project with its money, plan and texts.

    Attributes:
        number: 1, 2, 3 … in document order.
        section: Heading of the section: special funds, projects …
        name: Printed name without white space.
        cell: The cell (or title paragraph) that prints the name.
        code: Project code without white space, empty where none.
        unit: Unit whose project it is, as printed (with its number, if printed so).
        department: Responsible department.
        implementing_unit: 实施单位.
        amount: Project budget.
        fiscal: Of it, fiscal appropriation.
        carry_over: Of it, carried over.
        other: Of it, other funds.
        plan: Plan points in order of month.
        purpose: Text on size and use of the money.
    """

    number: int
    section: str
    name: str
    cell: Cell
    code: str = ""
    unit: str = ""
    department: str = ""
    implementing_unit: str = ""
    amount: Amount | None = None
    fiscal: Amount | None = None
    carry_over: Amount | None = None
    other: Amount | None = None
    plan: tuple[PlanPoint, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class UnitBudget:
    """Budget block of a whole-department performance table; amounts by column key of units.csv."""

    unit: str
    year: int | None
    cell: Cell
    amounts: tuple[tuple[str, Amount], ...] = ()


@dataclass(frozen=True, slots=True)
class Institution:
    """One row of the table of institutions."""

    name: str
    nature: str
    rank: str
    funding: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class AssetHolding:
    """One row of the table of fixed assets; `quantity` is as printed."""

    item: str
    cell: Cell
    quantity: Amount | None = None
    value: Amount | None = None


@dataclass(frozen=True, slots=True)
class ProcurementLine:
    """One row of the procurement table; unit, project and economic class are filled down.

    `role` is item, subtotal or total; `amounts` are the figures of the amount columns as (printed
    heading, figure); `parts` are the rows that a sum is made of, counted from it: 1 is the next.
    """

    role: str
    cell: Cell
    unit: str = ""
    project: str = ""
    project_amount: Amount | None = None
    item: str = ""
    catalogue_code: str = ""
    uom: str = ""
    quantity: Amount | None = None
    unit_price: Amount | None = None
    total: Amount | None = None
    amounts: tuple[tuple[str, Amount], ...] = ()
    economic: str = ""
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NarrativeFigure:
    """One figure stated in running text (`bud:Figure`).

    `key` is one of the keys of statements.csv; `figure` is signed: decreases are negative.
    """

    key: str
    figure: Figure
    sentence: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section heading, e.g. 三、机关运行经费安排情况, with its text (empty if none)."""

    title: str
    text: str
    line: int
    page: int | None = None


# --- findings ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at, in the document or in what was read from it.

    Attributes:
        id: Check, e.g. `A01`; conversion findings are `R…`.
        severity: violation, warning or info.
        message_zh: Message in Chinese, values filled in.
        message_en: Message in English, values filled in.
        line: Source line, 0 where none.
        page: Source page, where known.
        table: Code or title of the table.
        row: Printed row number or label.
        column: Printed column heading.
        printed: Text printed there.
        expected: What was expected.
        found: What was found.
        difference: found - expected, in yuan unless the check says otherwise.
        suggestion: What to do, where it can be computed.
        cell: The cell, where there is one.
        table_number: `Table.number`, where the finding is about a table.
    """

    id: str
    severity: str
    message_zh: str
    message_en: str
    line: int = 0
    page: int | None = None
    table: str = ""
    row: str = ""
    column: str = ""
    printed: str = ""
    expected: str = ""
    found: str = ""
    difference: str = ""
    suggestion: str = ""
    cell: Cell | None = None
    table_number: int = 0


# --- the whole --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes for which year, as far as the document says.

    Attributes:
        department: Printed name of the department, without its number.
        department_number: Local number, e.g. `323`.
        division: GB/T 2260 division code where it can be told, else empty.
        year: Fiscal year.
        phase: Code of the scheme `phase`, `approved` unless the document says otherwise.
        published: Date of publication, where printed.
    """

    department: str = ""
    department_number: str = ""
    division: str = ""
    year: int | None = None
    phase: str = "approved"
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything one document says."""

    id: str
    document: Document
    publisher: Publisher
    tables: tuple[Table, ...] = ()
    table_codes: tuple[tuple[int, str], ...] = ()
    lines: tuple[Line, ...] = ()
    rates: tuple[Rate, ...] = ()
    projects: tuple[Project, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    units: tuple[UnitBudget, ...] = ()
    institutions: tuple[Institution, ...] = ()
    assets: tuple[AssetHolding, ...] = ()
    procurement: tuple[ProcurementLine, ...] = ()
    figures: tuple[NarrativeFigure, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


Statement = (
    Line
    | Rate
    | Project
    | Goal
    | Indicator
    | UnitBudget
    | Institution
    | AssetHolding
    | ProcurementLine
    | NarrativeFigure
)
