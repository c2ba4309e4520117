"""`budgetgraph show`: where a cell is printed, and its picture where the file has pages."""

import argparse
import re
from pathlib import Path

from budgetgraph import sandbox
from budgetgraph.contract import Source
from budgetgraph.convert import choose_reader, convert, read_source
from budgetgraph.errors import InputError, UsageError
from budgetgraph.figures import squeeze
from budgetgraph.model import Cell, Disclosure, Table
from budgetgraph.outputs import check_free, new_file

from . import EXIT_FINE

_CELL = re.compile(r"(?:^|/)t(\d+)[/:]r(\d+)c(\d+)(?:-[a-z]+\d*)?$")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "show",
        help="where a cell is printed, and its picture",
        description="Show the row in which a cell is printed, and with -o a picture of its place "
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
    source = read_source(args.disclosure)
    disclosure = convert(source)
    table, cell = find_cell(disclosure, number, row, column)
    if args.output:
        _write_picture(args, source, cell)
    print(describe(table, cell))
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
    lines.append(
        "row: " + " | ".join(f"[{squeeze(c.text)}]" if c is cell else squeeze(c.text) for c in row)
    )
    return "\n".join(lines)


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
