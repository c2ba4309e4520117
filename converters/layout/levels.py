"""类, 款 and 项: the names of levels above codes that stand in columns of their own."""

from collections.abc import Iterable, Sequence
from operator import not_

from budgetgraph.figures import is_figure
from budgetgraph.model import Row

from .grids import blank
from .meanings import meaning


def with_levels(rows: Sequence[Row], most: int) -> list[Row]:
    """Return the rows with the names of levels in a row of their own, among so many first rows.

    The numbers of the columns or the total may stand beside them: 类 款 项 | 合计 | 2,946.25.
    """
    found: list[Row] = []
    for row in rows[:most]:
        levels = [_is_level(cell.text) for cell in row]
        if sum(levels) > 1 and any(is_figure(cell.text) for cell in row):
            found += [_only(row, levels), _only(row, map(not_, levels))]
        else:
            found.append(row)
    return [*found, *rows[most:]]


def _is_level(text: str) -> bool:
    found = meaning(text) if len(text) == 1 else None
    return found is not None and found.kind == "code-part"


def _only(row: Row, kept: Iterable[bool]) -> Row:
    pairs = zip(row, kept, strict=True)
    return tuple(cell if keep else blank(cell, cell.column) for cell, keep in pairs)
