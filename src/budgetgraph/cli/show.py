"""`budgetgraph show`: where a cell is printed, and its picture where the file has pages."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from budgetgraph import sandbox
from budgetgraph.contract import Source
from budgetgraph.convert import choose_reader, convert, read_source
from budgetgraph.errors import InputError, UsageError
from budgetgraph.figures import one_line, plain_decimal
from budgetgraph.graph.places import Places
from budgetgraph.model import Amount, Cell, Disclosure, Line, Table
from budgetgraph.outputs import check_apart, check_free, new_file

from . import EXIT_FINE

_MONEY = (
    "amount",
    "fiscal",
    "carry_over",
    "other",
    "value",
    "project_amount",
    "unit_price",
    "total",
)
_CELL = re.compile(r"(?:^|/)t(\d+)[/:]r(\d+)c(\d+)(?:-[a-z]+\d*)?$")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "show",
        help="where a cell is printed, and its picture",
        description="Show the row in which a cell is printed, exactly as it is printed, the amount "
        "that was read from the cell, and with -o a picture of its place "
        "on the page (PDF). A cell is named as in the graph: t2/r5c4, or by its whole IRI.",
    )
    parser.add_argument("disclosure", metavar="DISCLOSURE", help="the file; - reads stdin")
    parser.add_argument("cell", metavar="CELL", help="t2/r5c4, or the cell's IRI")
    parser.add_argument("-o", "--output", default="", metavar="PNG", help="write a picture")
    parser.add_argument("--force", action="store_true", help="replace what stands at -o")


def run(args: argparse.Namespace) -> int:
    """Print the row of the cell; write its picture where asked."""
    number, row, column = parse_cell(args.cell)
    if args.output:
        check_free(Path(args.output), args.force)
        check_apart(Path(args.output), [args.disclosure])
    source = read_source(args.disclosure)
    disclosure = convert(source)
    table, cell = find_cell(disclosure, number, row, column)
    if args.output:
        _write_picture(args, source, cell)
    print("\n".join([describe(table, cell), *amounts_of(disclosure, table, cell)]))
    return EXIT_FINE


def parse_cell(text: str) -> tuple[int, int, int]:
    """Return table number, row and column of a cell's name; raises UsageError."""
    found = _CELL.search(text)
    if not found:
        raise UsageError(f"'{text}' names no cell; give one such as t2/r5c4, or its IRI")
    return int(found.group(1)), int(found.group(2)), int(found.group(3))


def find_cell(disclosure: Disclosure, number: int, row: int, column: int) -> tuple[Table, Cell]:
    """Return the table and the cell; raises UsageError with what there is."""
    tables = {table.number: table for table in disclosure.tables}
    if number not in tables:
        raise UsageError(f"there is no table {number}; the document has {len(tables)}")
    table = tables[number]
    cells = [cell for line in (*table.heading_rows, *table.rows) for cell in line]
    for cell in cells:
        if (cell.row, cell.column) == (row, column):
            return table, cell
    last = max((cell.row for cell in cells), default=0)
    raise UsageError(
        f"table {number} has no cell in row {row}, column {column}; it has {last} rows"
    )


def describe(table: Table, cell: Cell) -> str:
    """Return in words where a cell stands: table, place, heading, its row with the cell marked."""
    rows = (*table.heading_rows, *table.rows)
    row = next(line for line in rows if any(other is cell for other in line))
    column = next((c for c in table.columns if c.index == cell.column - 1), None)
    heading = " > ".join(column.path) if column else ""
    lines = [f"table {table.number}: {table.title}", f"place: {_place(cell)}"]
    lines += [f"column: {heading}"] if heading else []
    texts = [f"[{one_line(c.text)}]" if c is cell else one_line(c.text) for c in row]
    lines.append(f"row: {' | '.join(texts)}")
    return "\n".join(lines)


def amounts_of(disclosure: Disclosure, table: Table, cell: Cell) -> list[str]:
    """Return in words the amounts that were read from a cell, each once; mostly one or none."""
    places = Places(disclosure)
    wanted = (table.number, cell.row, cell.column)

    def is_here(other: Cell, number: int) -> bool:
        found, printed = places.find(other, number)
        return (found, printed.row, printed.column) == wanted

    told = [_tell_line(line) for line in disclosure.lines if is_here(line.cell, line.table_number)]
    told += [_tell(amount) for amount in _amounts(disclosure) if is_here(amount.cell, 0)]
    return list(dict.fromkeys(told))


def _amounts(disclosure: Disclosure) -> Iterator[Amount]:
    """Yield the amounts in yuan that are no lines of a budget table."""
    for item in (*disclosure.projects, *disclosure.assets, *disclosure.procurement):
        yield from filter(None, (getattr(item, name, None) for name in _MONEY))
    for unit in disclosure.units:
        yield from (amount for _, amount in unit.amounts)


def _tell_line(line: Line) -> str:
    if not line.readings:
        return _tell(Amount(line.figure, line.cell))
    reading = line.readings[0]
    yuan = plain_decimal(line.amount_yuan)
    return f"amount: {yuan} yuan, corrected: read as {reading.text} ({reading.reason})"


def _tell(amount: Amount) -> str:
    figure = amount.figure
    yuan = plain_decimal(figure.amount_yuan)
    return f"amount: {yuan} yuan, {figure.printed} × {figure.scale}"


def _place(cell: Cell) -> str:
    parts = [
        f"sheet {cell.sheet}" if cell.sheet else "",
        f"page {cell.page}" if cell.page and not cell.sheet else "",
        f"line {cell.line}" if cell.line else "",
        f"row {cell.row}, column {cell.column} of the table",
        f"read by OCR, confidence {cell.confidence}" if cell.confidence is not None else "",
    ]
    return ", ".join(filter(None, parts))


def _write_picture(args: argparse.Namespace, source: Source, cell: Cell) -> None:
    picture = None
    if cell.page and cell.box:
        picture = sandbox.draw(choose_reader(source), source, cell.page, cell.box)
    if picture is None:
        raise InputError(
            "the file has no pages that can be drawn; without -o the place is told in words",
            source.name,
        )
    with new_file(Path(args.output), args.force) as part:
        part.write_bytes(picture)
