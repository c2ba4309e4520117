"""Which line is a sum of which: rows below a row, columns beside a column.

A line is a leaf only when neither its row nor its column is a sum, so the leaves of a table can be
added up without counting anything twice.
"""

from collections.abc import Sequence

from budgetgraph.model import Line

from .nesting import adds_up, nest
from .outlines import is_closing, is_grand_total, is_of_which, is_subtotal

Key = tuple[int, str, int]  # table number, side, and a grid row or column
_MANY = 3  # rows that can outvote a heading


def assign(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with `role`, `parts` and `addends` filled in."""
    parts = nest(lines)
    addends = _addends(lines)
    summed = {(line.table_number, line.side) for line in lines if line.addend_columns}
    added = {index for found in addends.values() for index in found}
    return tuple(
        line.in_sums(
            _role(
                line,
                has_parts=index in parts,
                is_outermost=(bool(line.addend_columns) and index not in added)
                or (line.table_number, line.side) not in summed,
            ),
            parts.get(index, ()),
            addends.get(index, ()),
        )
        for index, line in enumerate(lines)
    )


def _addends(lines: Sequence[Line]) -> dict[int, tuple[int, ...]]:
    """Return which figures of its row each total sums, by how the headings nest.

    Where most rows of a column contradict its headings, they nest in another way, and nothing is
    said about it.
    """
    rows: dict[Key, dict[int, int]] = {}
    for index, line in enumerate(lines):
        rows.setdefault((line.table_number, line.side, line.cell.row), {})[line.cell.column] = index
    columns: dict[Key, dict[int, tuple[int, ...]]] = {}
    for (table, side, _), row in rows.items():
        for column, index in row.items():
            if wanted := lines[index].addend_columns:
                parts = tuple(row[other] for other in wanted if other in row)
                columns.setdefault((table, side, column), {})[index] = parts
    found: dict[int, tuple[int, ...]] = {}
    for sums in columns.values():
        held = sum(adds_up(lines, *each) for each in sums.items())
        found |= sums if 2 * held >= len(sums) or len(sums) < _MANY else dict.fromkeys(sums, ())
    return found


def _role(line: Line, has_parts: bool, is_outermost: bool) -> str:
    if line.is_memo or (line.side and is_of_which(line.label)):
        return "memo"
    if line.side == "expenditure" and is_closing(line.label):
        return "balancing"
    total = is_grand_total(line.label)
    if total and is_outermost:
        return "total"
    names_a_sum = total or (not line.code and is_subtotal(line.label))
    return "subtotal" if has_parts or line.addend_columns or names_a_sum else "leaf"
