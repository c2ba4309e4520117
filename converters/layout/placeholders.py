"""What tools add to a table of their own: words for empty cells, and a column of row numbers.

pandas writes `NaN`, `Unnamed: 3` above a column without a heading, and an index from 0 on; Python
writes `None`, databases `NULL`. None of it was printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from budgetgraph.model import Block, Cell, Paragraph, Row

from .grids import flatten, in_one

_PLACEHOLDER = re.compile(
    r"^(?:NaN|nan|None|NaT|NULL|null|<NA>|Unnamed: \d+(?:_level_\d+)?)$", re.MULTILINE
)
_MIN_ROWS = 3


def without_placeholders(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, tables without what a tool added to them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        rows = block.rows
        text = in_one(flatten(rows))
        if ("N" in text or "n" in text) and _PLACEHOLDER.search(text):  # a letter that few print
            rows = tuple(tuple(map(_emptied, row)) for row in rows)
        if _has_index(rows):
            rows = tuple(tuple(_moved(row[1:])) for row in rows)
        yield block if rows is block.rows else replace(block, rows=rows)


def _emptied(cell: Cell) -> Cell:
    return cell._replace(text="") if _PLACEHOLDER.fullmatch(cell.text) else cell


def _has_index(rows: Sequence[Row]) -> bool:
    """Return whether the first column counts the rows below a free cell from 0 on."""
    if len(rows) < _MIN_ROWS or not rows[1] or rows[1][0].text != "0":  # as most tables
        return False
    counted = [row[0].text if row else "" for row in rows]
    return counted == ["", *map(str, range(len(rows) - 1))]


def _moved(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield cells one column further left."""
    for cell in cells:
        yield cell.at(cell.row, cell.column - 1)
