"""Every printed text of a document, with the table in which it stands."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from budgetgraph.model import Cell, Disclosure, Paragraph, Row, Table


class Printed(NamedTuple):
    """One printed text; a tuple, because a document has thousands and most are looked at once.

    Attributes:
        text: As printed.
        line: Source line, 0 where none.
        page: Page, where known.
        cell: The cell, for tables.
        row: The row in which the cell stands.
        table: The whole table to which it belongs, where layout found one.
    """

    text: str
    line: int
    page: int | None = None
    cell: Cell | None = None
    row: Row = ()
    table: Table | None = None


def find_texts(disclosure: Disclosure) -> Iterator[Printed]:
    """Yield every paragraph and cell as the reader saw it, in reading order."""
    tables = sorted((t for t in disclosure.tables if t.line), key=lambda table: table.line)
    starts = [table.line for table in tables]
    for block in disclosure.document.blocks:
        if isinstance(block, Paragraph):
            yield Printed(block.text, block.line, block.page)
            continue
        index = bisect_right(starts, block.line) - 1
        table = tables[index] if index >= 0 and block.line else None
        for row in block.rows:
            for cell in row:
                yield Printed(cell.text, cell.line, cell.page, cell, row, table)
