"""Ways to read which row belongs to which: each from the rows' codes and labels alone.

A way returns the parent of each row. Sums stand above their rows or below them.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..vocabulary import normalise

Parents = list[int | None]

_GRAND_TOTAL = re.compile(
    r"(?:合计|总计|(?:收入|支出)总计|收入合计|支出合计|本年收入总计|本年支出总计)"
)
_YEAR_TOTAL = re.compile(
    r"[本当]年(?:财政拨款)?(?:收入|支出)(?:预算)?(?:合计|小计)|(?:收入|支出)小计"
)
_ITEMS_TOTAL = re.compile(rf"{_YEAR_TOTAL.pattern}|小计")  # in one half of a balance
_OPENING = re.compile(r"(?:年初|上年).*结[转余]")
_CLOSING = re.compile(r"(?:年终|年末|结转下年|转下年).*|.*(?:结转下年|年终结转结余)")
_ITEM = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[、.．])")
_OF_WHICH = re.compile(r"^其中:")
_SUBTOTAL = re.compile(r".*(?:小计|合计)$|三公经费.{0,8}")
_STYLES = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"\d+[、.．]"),
    re.compile(r"\(\d+\)"),
    re.compile(r"[①-⑳]"),
)
_UNNUMBERED = len(_STYLES)


class Row(NamedTuple):
    """What a row prints before its figures."""

    label: str
    code: str


@lru_cache(maxsize=4096)  # asked of every line, and the lines of a row share their label
def is_grand_total(label: str) -> bool:
    """Return whether a label is that of the sum of everything."""
    return bool(_GRAND_TOTAL.fullmatch(normalise(label)))


@lru_cache(maxsize=4096)
def is_subtotal(label: str) -> bool:
    """Return whether a label says that its row is a sum."""
    return normalise(label).endswith(("小计", "合计"))


def is_year_total(label: str) -> bool:
    """Return whether a label closes the items of the year: what is carried over stands below."""
    return bool(_YEAR_TOTAL.fullmatch(normalise(label)))


def is_sum(row: Row) -> bool:
    """Return whether a row without a code says that it is a sum."""
    return not row.code and (is_grand_total(row.label) or is_subtotal(row.label))


@lru_cache(maxsize=4096)
def is_of_which(label: str) -> bool:
    """Return whether a label names a part that its neighbours already hold."""
    return bool(_OF_WHICH.match(normalise(label)))


@lru_cache(maxsize=4096)
def is_closing(label: str) -> bool:
    """Return whether a label names what is kept for the next year."""
    return bool(_CLOSING.match(normalise(label)))


def by_code(rows: Sequence[Row]) -> Parents:
    """Codes nest by prefix; rows without a parent add up to the total above them, or below."""
    parents: Parents = [None] * len(rows)
    latest: dict[str, int] = {}
    total: int | None = None
    waiting: list[int] = []
    for index, row in enumerate(rows):
        if not row.code:
            if is_grand_total(row.label):
                total = None if waiting else index
                for child in waiting:
                    parents[child] = index
                latest, waiting = {}, []
            continue
        parents[index] = _nearest_prefix(latest, row.code, total)
        if parents[index] is None:
            waiting.append(index)
        latest[row.code] = index
    return parents


def by_code_under_names(rows: Sequence[Row]) -> Parents:
    """Rows without a code, such as units, head the coded rows below them."""
    parents: Parents = [None] * len(rows)
    latest: dict[str, int] = {}
    total: int | None = None
    head: int | None = None
    for index, row in enumerate(rows):
        if row.code:
            parents[index] = _nearest_prefix(latest, row.code, head)
            latest[row.code] = index
            continue
        latest, head = {}, index
        if is_grand_total(row.label):
            total = index
        else:
            parents[index] = total
    return parents


def by_code_over_names(rows: Sequence[Row]) -> Parents:
    """Rows without a code sum the coded rows above them: 人员经费合计."""
    parents: Parents = [None] * len(rows)
    latest: dict[str, int] = {}
    total: int | None = None
    waiting: list[int] = []
    for index, row in enumerate(rows):
        if row.code:
            parents[index] = _nearest_prefix(latest, row.code, None)
            waiting += [index] * (parents[index] is None)
            latest[row.code] = index
            continue
        for child in waiting:
            parents[child] = index
        if is_grand_total(row.label) and not waiting:
            total = index
        parents[index] = total if total != index else None
        latest, waiting = {}, []
    return parents


def _nearest_prefix(latest: dict[str, int], code: str, otherwise: int | None) -> int | None:
    lengths = range(len(code) - 1, 2, -1)
    return next((latest[code[:n]] for n in lengths if code[:n] in latest), otherwise)


def of_balance(rows: Sequence[Row]) -> Parents:
    """Items add up to the year's total; that, and what is carried over, to the grand total."""
    return _balance(rows, [None] * len(rows))


def of_numbered_balance(rows: Sequence[Row]) -> Parents:
    """Items are parts of the item above them whose number is of a higher style: 一、 (一)."""
    return _balance(rows, _under_items(rows, unnumbered=False))


def of_headed_balance(rows: Sequence[Row]) -> Parents:
    """Items without a number, too, are parts of the numbered one above them: 一、本年收入."""
    return _balance(rows, _under_items(rows, unnumbered=True))


def _under_items(rows: Sequence[Row], unnumbered: bool) -> Parents:
    parents: Parents = [None] * len(rows)
    stack: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        label = normalise(row.label)
        if _GRAND_TOTAL.fullmatch(label) or _ITEMS_TOTAL.fullmatch(label):
            stack = []
            continue
        style = _style(label)
        if style == _UNNUMBERED and (not unnumbered or _OPENING.match(label) or is_closing(label)):
            stack = stack if _OF_WHICH.match(label) else []
            continue
        while stack and stack[-1][0] >= style:
            stack.pop()
        parents[index] = stack[-1][1] if stack else None
        if style != _UNNUMBERED:
            stack.append((style, index))
    return parents


def _balance(rows: Sequence[Row], inner: Parents) -> Parents:
    """Return the parents of rows of a balance; those with an inner parent keep it."""
    parents = list(inner)
    items: list[int] = []
    carried: list[int] = []
    opening: int | None = None
    year_total: int | None = None
    for index, row in enumerate(rows):
        label = normalise(row.label)
        if _OF_WHICH.match(label) or inner[index] is not None:
            continue
        if _GRAND_TOTAL.fullmatch(label):
            for part in ([year_total] if year_total is not None else items) + carried:
                parents[part] = index
        elif _ITEMS_TOTAL.fullmatch(label):
            for part in items:
                parents[part] = index
            year_total, items = index, []
        elif _OPENING.match(label) or is_closing(label):
            carried.append(index)
            opening = index
        elif opening is not None and _ITEM.match(row.label):
            parents[index] = opening
        elif year_total is not None:
            carried.append(index)
        else:
            items.append(index)
    return parents


def by_depth(rows: Sequence[Row]) -> Parents:
    """Labels nest by how they begin, in the order of the form: 合计, 小计, 一、, (一)."""
    return _closed(rows, _stacked([_depth(normalise(row.label)) for row in rows]))


def by_first_use(rows: Sequence[Row]) -> Parents:
    """Labels nest by how they begin, a style below those in use when it comes first."""
    order: list[int] = []
    depths = []
    for row in rows:
        label = _OF_WHICH.sub("", normalise(row.label))
        if _GRAND_TOTAL.fullmatch(label):
            depths.append(0)
        elif (style := _style(label)) == _UNNUMBERED and _SUBTOTAL.fullmatch(label):
            depths.append(1)
        else:  # 一、“三公”经费合计 is beside 二、会议费
            order += [style] * (style not in order)
            depths.append(2 + order.index(style))
    return _closed(rows, _stacked(depths))


def _closed(rows: Sequence[Row], parents: Parents) -> Parents:
    """Return the parents with rows that only a total below them can sum."""
    for index, row in enumerate(rows):
        if is_grand_total(row.label) and index not in parents:
            for above in range(index):
                if parents[above] is None and not is_grand_total(rows[above].label):
                    parents[above] = index
    return parents


def _stacked(depths: Sequence[int]) -> Parents:
    parents: Parents = []
    stack: list[tuple[int, int]] = []
    for index, depth in enumerate(depths):
        while stack and stack[-1][0] >= depth:
            stack.pop()
        parents.append(stack[-1][1] if stack else None)
        stack.append((depth, index))
    return parents


def _depth(label: str) -> int:
    if _GRAND_TOTAL.fullmatch(label):
        return 0
    if is_subtotal(label):
        return 1
    style = _style(label)
    return {0: 2, 1: 3, 2: 2, 3: 3}.get(style, 4)


def _style(label: str) -> int:
    return next((n for n, begin in enumerate(_STYLES) if begin.match(label)), _UNNUMBERED)


Way = Callable[[Sequence[Row]], Parents]
BY_CODE: tuple[Way, ...] = (by_code, by_code_under_names, by_code_over_names)
OF_BALANCE: tuple[Way, ...] = (of_balance, of_numbered_balance, of_headed_balance)
BY_LABEL: tuple[Way, ...] = (by_depth, by_first_use)
