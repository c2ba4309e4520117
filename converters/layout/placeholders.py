"""What tools write for an empty cell, and above a column without a heading: nothing is printed.

pandas writes `NaN` and `Unnamed: 3`, Python `None`, databases `NULL`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from budgetgraph.model import Block, Cell, Paragraph, Row

from .grids import flatten, in_one

_PLACEHOLDER = re.compile(
    r"^(?:NaN|nan|None|NaT|NULL|null|<NA>|Unnamed: \d+(?:_level_\d+)?)$", re.MULTILINE
)


def without_placeholders(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, cells empty where a tool only wrote a word for nothing."""
    for block in blocks:
        if isinstance(block, Paragraph) or not _PLACEHOLDER.search(in_one(flatten(block.rows))):
            yield block
        else:
            yield replace(block, rows=tuple(map(_printed, block.rows)))


def _printed(row: Row) -> Row:
    return tuple(map(_emptied, row))


def _emptied(cell: Cell) -> Cell:
    return cell._replace(text="") if _PLACEHOLDER.fullmatch(cell.text) else cell
