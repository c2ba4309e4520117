"""Tables in whose cells tables stand: pages are arranged so, and few forms are.

What stands in a cell that arranges others comes in reading order: each title above its own table.
"""

from collections.abc import Iterator, Sequence

from budgetgraph.model import Block, Cell, Grid, Paragraph

from ._grids import blocks_of

Held = tuple[Cell, list[Block]]  # a cell, and all its blocks if tables are among them
HeldRow = Sequence[Held]


def arranged(rows: Sequence[HeldRow], line: int = 0) -> Iterator[Block]:
    """Yield the blocks of a table, taken apart where it only arranges others on the page.

    Args:
        rows: Cells with true row, column and spans.
        line: Source line of the table.
    """
    nested = sum(bool(blocks) for row in rows for _, blocks in row)
    filled = sum(map(_is_filled, (held for row in rows for held in row)))
    takes_apart = nested > 0 and nested * 2 >= filled
    kept: list[HeldRow] = []
    for row in rows:
        if takes_apart or _arranges(row):
            yield from _between(kept, line)
            yield from _apart(row)
            kept = []
        else:
            kept.append(row)
    if len(kept) == len(rows):
        yield from _table(kept, line)
    else:
        yield from _between(kept, line)


def _is_filled(held: Held) -> bool:
    cell, blocks = held
    return bool(cell.text or blocks)


def _arranges(row: HeldRow) -> bool:
    """Return whether a row holds tables and nothing beside them, or several in one cell."""
    tables = [sum(isinstance(block, Grid) for block in blocks) for _, blocks in row if blocks]
    return bool(tables) and (len(tables) == sum(map(_is_filled, row)) or max(tables) > 1)


def _apart(row: HeldRow) -> Iterator[Block]:
    for cell, blocks in row:
        yield from blocks or (
            Paragraph(text, cell.line) for text in cell.text.split("\n") if text.strip()
        )


def _between(rows: Sequence[HeldRow], line: int) -> Iterator[Block]:
    """Yield rows between tables: a lone one is text, such as 发布时间 beside 来源."""
    for block in _table(rows, line):
        if isinstance(block, Grid) and len(block.rows) == 1:
            yield from _apart([(cell, []) for cell in block.rows[0]])
        else:
            yield block


def _table(rows: Sequence[HeldRow], line: int) -> Iterator[Block]:
    plain = [tuple(cell for cell, _ in row) for row in rows]
    yield from blocks_of(plain, next((row[0].line for row in plain if row), line))
    for row in rows:
        for _, blocks in row:
            yield from (block for block in blocks if isinstance(block, Grid))
