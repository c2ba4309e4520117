"""The spending plan of a project: months in one row, cumulative shares in the row below.

Conversions break it: `12月底` slides into a row of its own, with or without its share; a share
loses its month; the block comes twice. What stands under or behind a month is its share.
"""

import re
from decimal import Decimal

from budgetgraph.model import Cell, PlanPoint, Row

from ..layout.performance_words import read_label
from ..vocabulary import normalise

_MONTH = re.compile(r"(1[0-2]|0?[1-9])月(?:份)?(?:底|末)?(?:前)?")
_QUARTER = re.compile(r"(?:第)?([一二三四1-4])季度(?:末)?")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)%?")
_QUARTERS = {name: 3 * (1 + index % 4) for index, name in enumerate("一二三四1234")}
_YEAR_END = 12


class Plan:
    """Reads plan rows one after the other."""

    def __init__(self) -> None:
        """Start with no points."""
        self._points: dict[int, PlanPoint] = {}
        self._open: dict[int, int] = {}  # column -> month that waits for its share

    def points(self) -> tuple[PlanPoint, ...]:
        """Return the points in order of month."""
        return tuple(self._points[month] for month in sorted(self._points))

    def take(self, row: Row, expected: bool) -> bool:
        """Read a row; returns False, and reads nothing, when it is no row of a plan.

        Args:
            row: Row of the table.
            expected: A plan label stands before: one month is enough to know the row.
        """
        months: dict[int, int] = {}
        shares: list[tuple[int, Cell]] = []
        labels = False
        for index, cell in enumerate(row):
            if not cell.text:
                continue
            if month := _month(cell):
                months[index] = month
            elif _share(cell):
                shares.append((index, cell))
            elif _is_plan_label(cell):
                labels = True
            else:
                return False
        if not months:
            return bool(shares) and bool(self._open) and self._fill(shares)
        if not (expected or labels or self._points or self._open):
            return False
        self._open = dict(months)
        for index, cell in shares:
            self._give(max((column for column in months if column < index), default=-1), cell)
        return True

    def _fill(self, shares: list[tuple[int, Cell]]) -> bool:
        strays = [(index, cell) for index, cell in shares if index not in self._open]
        if strays and len(shares) <= len(self._open):  # empty columns were lost: shares stand last
            columns = sorted(self._open)[-len(shares) :]
            shares = list(zip(columns, (cell for _, cell in shares), strict=True))
            strays = []
        last = max(self._open)
        months = {*self._open.values(), *self._points}
        for index, cell in shares:
            if index in self._open:
                self._give(index, cell)
            elif len(strays) == 1 and index > last and _YEAR_END not in months:
                self._points[_YEAR_END] = _point(_YEAR_END, cell)  # the share lost its month
        return True

    def _give(self, column: int, cell: Cell) -> None:
        month = self._open.get(column)
        if month and month not in self._points:  # a block printed twice counts once
            self._points[month] = _point(month, cell)


def _point(month: int, cell: Cell) -> PlanPoint:
    found = _share(cell)
    return PlanPoint(month, Decimal(found[1] if found else 0), cell)


def _share(cell: Cell) -> re.Match[str] | None:
    return _SHARE.fullmatch(normalise(cell.text))


def _month(cell: Cell) -> int | None:
    plain = normalise(cell.text)
    if found := _MONTH.fullmatch(plain):
        return int(found[1])
    found = _QUARTER.fullmatch(plain)
    return _QUARTERS[found[1]] if found else None


def _is_plan_label(cell: Cell) -> bool:
    label = read_label(cell.text)
    return label is not None and label.kind == "plan" and not label.rest
