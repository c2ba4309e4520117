"""Tables wider than any that is read: what they print beyond is told, not dropped in silence."""

from collections.abc import Iterator

from budgetgraph.model import Block, Cell, Finding, Grid

from .grids import MAX_COLUMNS


def told(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    """Yield a finding (R03) for each grid that prints cells beyond the last column that is read."""
    for block in blocks:
        if isinstance(block, Grid) and (cut := _beyond(block)):
            first = cut[0]
            yield Finding(
                id="R03",
                severity="warning",
                message_zh=f"表格超过{MAX_COLUMNS}列，其后的{len(cut)}格未读取，应拆分为较窄的表",
                message_en=(
                    f"the table is wider than {MAX_COLUMNS} columns: {len(cut)} cells beyond them "
                    "were not read; print it as narrower tables"
                ),
                line=first.line,
                page=first.page,
                cell=first,
                printed=first.text,
            )


def _beyond(grid: Grid) -> list[Cell]:
    """Return the printed cells beyond the last column that is read."""
    return [
        cell
        for row in grid.rows
        if len(row) > MAX_COLUMNS or (row and row[-1].column > MAX_COLUMNS)
        for place, cell in enumerate(row, 1)
        if max(place, cell.column) > MAX_COLUMNS and cell.text
    ]
