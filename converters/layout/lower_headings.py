"""Headings of indicators with a row of their own below 指标值: 前年, 上年, 预计当年实现."""

from collections.abc import Sequence

from budgetgraph.model import Cell, Row

from . import performance_words as words

_MIN_VALUES = 2
_VALUES = frozenset({"target", words.PASSED})


def are_values(row: Row) -> bool:
    """Return whether a row prints headings of values alone, of the budget year and others."""
    roles: list[str] = []
    for cell in row:
        if cell.text:
            roles.append(words.role_of(cell.text))
            if roles[-1] not in _VALUES:  # as the first text of most rows
                return False
    return len(roles) >= _MIN_VALUES and "target" in roles


def opened_out(upper: Row, lower: Row) -> tuple[Row, Row] | None:
    """Return both rows of a heading with 指标值 as wide as the row below it, which stands below it.

    None where the rows are no such heading. Text that lacks merged cells prints the lower row at
    the beginning of its line, and one cell above it.
    """
    target = (words.find_columns(upper) or {}).get("target")
    if target is None or not are_values(lower) or not all(cell.text for cell in (*upper, *lower)):
        return None
    more = len(lower) - 1
    begin = upper[target].column
    wide = (*upper[: target + 1], *(c.at(c.row, c.column + more) for c in upper[target + 1 :]))
    return wide, tuple(cell.at(cell.row, begin + n) for n, cell in enumerate(lower))


def with_lower_headings(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with each such heading as one row: the lowest texts name the columns."""
    if not any(map(are_values, rows)):
        return rows  # as in most
    whole: list[Row] = []
    for row in rows:
        if whole and _stands_below(whole[-1], row):
            upper = whole[-1]
            whole[-1] = (*map(_lowest, upper, row), *upper[len(row) :])
        else:
            whole.append(row)
    return whole if len(whole) < len(rows) else rows


def _stands_below(upper: Row, lower: Row) -> bool:
    """Return whether values stand below 指标值 and the empty cells that it spans."""
    if len(upper) < len(lower) or not are_values(lower):
        return False
    target = (words.find_columns(upper) or {}).get("target")
    if target is None:
        return False
    above = {index: upper[index].text for index, cell in enumerate(lower) if cell.text}
    name = upper[target].text
    return target in above and all(text in ("", name) for text in above.values())


def _lowest(above: Cell, below: Cell) -> Cell:
    return below if below.text else above
