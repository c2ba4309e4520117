"""Which line is a sum of which: rows below a row, columns beside a column.

A line is a leaf only when neither its row nor its column is a sum, so the leaves of a table can be
added up without counting anything twice.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from budgetgraph.model import Line

from ..vocabulary import normalise

_GRAND_TOTAL = re.compile(
    r"(?:合计|总计|(?:收入|支出)总计|收入合计|支出合计|本年收入总计|本年支出总计)"
)
_YEAR_TOTAL = re.compile(r"本年(?:财政拨款)?(?:收入|支出)(?:合计|小计)|(?:收入|支出)小计")
_OPENING = re.compile(r"(?:年初|上年).*结[转余]")
_CLOSING = re.compile(r"(?:年终|年末|结转下年|转下年).*|.*(?:结转下年|年终结转结余)")
_ITEM = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[、.．])")
_OF_WHICH = re.compile(r"^其中:")
_SUBTOTAL = re.compile(r".*(?:小计|合计)$")

Key = tuple[int, str, int]  # table number, side, and a grid row or column


def assign(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with `role`, `parts` and `addends` filled in."""
    parts: dict[int, tuple[int, ...]] = {}
    addends: dict[int, tuple[int, ...]] = {}
    for indices in _by(lines, lambda line: (line.table_number, line.side, line.cell.column)):
        parts |= {index: tuple(found) for index, found in _parts(lines, indices).items()}
    for indices in _by(lines, lambda line: (line.table_number, line.side, line.cell.row)):
        addends |= _addends(lines, indices)
    summed = {(line.table_number, line.side) for line in lines if line.addend_columns}
    added = {index for found in addends.values() for index in found}
    return tuple(
        replace(
            line,
            parts=parts.get(index, ()),
            addends=addends.get(index, ()),
            role=_role(
                line,
                has_parts=index in parts,
                is_outermost=(bool(line.addend_columns) and index not in added)
                or (line.table_number, line.side) not in summed,
            ),
        )
        for index, line in enumerate(lines)
    )


def _by(lines: Sequence[Line], key: Callable[[Line], Key]) -> Iterable[list[int]]:
    groups: dict[Key, list[int]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(key(line), []).append(index)
    return groups.values()


def _parts(lines: Sequence[Line], indices: Sequence[int]) -> dict[int, list[int]]:
    """Return which lines of one column each line of it sums."""
    ordered = sorted(indices, key=lambda index: lines[index].cell.row)
    if any(lines[index].code for index in ordered):
        return _parts_by_code(lines, ordered)
    if lines[ordered[0]].side:
        return _parts_of_balance(lines, ordered)
    return _parts_by_outline(lines, ordered)


def _parts_by_code(lines: Sequence[Line], ordered: Sequence[int]) -> dict[int, list[int]]:
    """Codes nest by prefix; rows without a parent add up to the total row above them."""
    parts: dict[int, list[int]] = {}
    latest: dict[str, int] = {}
    total: int | None = None
    for index in ordered:
        line = lines[index]
        if not line.code:
            if _GRAND_TOTAL.fullmatch(normalise(line.label)):
                total = index
                latest = {}
            continue
        parent = next(
            (
                latest[line.code[:n]]
                for n in range(len(line.code) - 1, 2, -1)
                if line.code[:n] in latest
            ),
            total,
        )
        latest[line.code] = index
        if parent is not None:
            parts.setdefault(parent, []).append(index)
    return parts


def _parts_of_balance(lines: Sequence[Line], ordered: Sequence[int]) -> dict[int, list[int]]:
    """Items add up to the year's total; that, and what is carried over, to the grand total."""
    parts: dict[int, list[int]] = {}
    items: list[int] = []
    carried: list[int] = []
    opening: int | None = None
    year_total: int | None = None
    for index in ordered:
        label = normalise(lines[index].label)
        if _OF_WHICH.match(label):
            continue
        if _GRAND_TOTAL.fullmatch(label):
            whole = ([year_total] if year_total is not None else items) + carried
            parts[index] = whole
        elif _YEAR_TOTAL.fullmatch(label):
            year_total = index
            parts[index], items = items, []
        elif _OPENING.match(label) or _CLOSING.match(label):
            carried.append(index)
            opening = index
        elif opening is not None and _ITEM.match(lines[index].label):
            parts.setdefault(opening, []).append(index)
        elif year_total is not None:
            carried.append(index)
        else:
            items.append(index)
    return {index: found for index, found in parts.items() if found}


def _parts_by_outline(lines: Sequence[Line], ordered: Sequence[int]) -> dict[int, list[int]]:
    """Labels nest by how they begin: 合计, 小计, 一、, 其中：."""
    parts: dict[int, list[int]] = {}
    stack: list[tuple[int, int]] = []
    for index in ordered:
        depth = _depth(lines[index].label)
        while stack and stack[-1][0] >= depth:
            stack.pop()
        if stack:
            parts.setdefault(stack[-1][1], []).append(index)
        stack.append((depth, index))
    return parts


def _depth(label: str) -> int:
    plain = normalise(label)
    if _GRAND_TOTAL.fullmatch(plain):
        return 0
    if _SUBTOTAL.fullmatch(plain):
        return 1
    if re.match(r"[一二三四五六七八九十]+、|\d+[、.．]", plain):
        return 2
    if re.match(r"\([一二三四五六七八九十\d]+\)", plain):
        return 3
    return 4


def _addends(lines: Sequence[Line], indices: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return which figures of one row each total of the row sums."""
    by_column = {lines[index].cell.column: index for index in indices}
    return {
        index: tuple(by_column[c] for c in lines[index].addend_columns if c in by_column)
        for index in indices
        if lines[index].addend_columns
    }


def _role(line: Line, has_parts: bool, is_outermost: bool) -> str:
    label = normalise(line.label)
    if line.is_memo:
        return "memo"
    if _OF_WHICH.match(label) and line.side:
        return "memo"
    if line.side == "expenditure" and _CLOSING.match(label):
        return "balancing"
    if _GRAND_TOTAL.fullmatch(label) and is_outermost:
        return "total"
    if has_parts or line.addend_columns or _GRAND_TOTAL.fullmatch(label):
        return "subtotal"
    return "leaf"
