"""Parts below 其中 that are all of the whole beside them: 合计 | 其中: 基本支出, 项目支出.

其中 alone says that they are in it, not that nothing else is; the figures tell.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budgetgraph.figures import is_blank, is_figure, parse_figure
from budgetgraph.model import Row

from .columns import AmountColumn
from .meanings import heading_key

_GROUP = re.compile(r"其中:?")
_ENOUGH = 2  # parts, and rows: one may agree by chance


def with_whole_parts(columns: Sequence[AmountColumn], rows: Sequence[Row]) -> list[AmountColumn]:
    """Return the columns, those that together are all of a sum as its parts."""
    changed = {column.column.index: column for column in columns}
    for whole in columns:
        parent = whole.column.path[:-1]
        parts = [column for column in columns if _is_below(column, parent)]
        if whole.is_sum and not whole.addends and _add_up(whole, parts, rows):
            indices = tuple(part.column.index for part in parts)
            changed[whole.column.index] = replace(whole, addends=indices)
            changed |= {part.column.index: replace(part, is_memo=False) for part in parts}
    return list(changed.values())


def _is_below(column: AmountColumn, parent: Sequence[str]) -> bool:
    """Return whether a column stands below a group 其中 that stands beside a sum."""
    path, depth = column.column.path, len(parent)
    return (
        len(path) == depth + 2
        and path[:depth] == tuple(parent)
        and bool(_GROUP.fullmatch(heading_key(path[depth])))
    )


def _add_up(whole: AmountColumn, parts: Sequence[AmountColumn], rows: Sequence[Row]) -> bool:
    """Return whether the parts add up to the whole in all rows that print it."""
    if len(parts) < _ENOUGH:
        return False
    sums = [
        (row[whole.column.index].text, [row[p.column.index].text for p in parts]) for row in rows
    ]
    printed = [(total, texts) for total, texts in sums if is_figure(total)]
    return len(printed) >= _ENOUGH and all(_agrees(total, texts) for total, texts in printed)


def _agrees(total: str, texts: Sequence[str]) -> bool:
    """Return whether a row adds up, as exactly as it is printed."""
    whole = parse_figure(total)
    parts = [parse_figure(text) for text in texts if not is_blank(text) and is_figure(text)]
    wrong_by = abs(whole.amount_yuan - sum((part.amount_yuan for part in parts), Decimal()))
    return wrong_by <= sum((figure.half_width_yuan for figure in parts), whole.half_width_yuan)
