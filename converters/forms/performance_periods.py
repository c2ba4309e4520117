"""Forms that print two periods side by side: 中期目标 | 年度目标, each with money and indicators.

What is of the budget year is the project's; the columns of the longer period are left out and told.
"""

from collections.abc import Sequence

from budgetgraph.model import Cell, Row

from ..layout import performance_words as words
from ..layout.grids import blank, flatten, in_one
from ..layout.periods import is_longer, is_of_year, parted_label, repeated_headings

_NONE = range(0)
_BOTH = 2
_EMPTY: Row = ()


def of_the_year(rows: Sequence[Row]) -> tuple[Sequence[Row], list[Row]]:
    """Return the rows without the columns of a longer period, and the cells left out by row."""
    if not is_longer(in_one(flatten(rows))):
        return rows, []  # as most
    below = _goals_beside_those_of_the_year(rows)
    periods = _Periods()
    kept = [_EMPTY if n in below else periods.take(row) for n, row in enumerate(rows)]
    passed = [*(tuple(cell for cell in rows[n] if cell.text) for n in below), *periods.passed]
    return (kept, passed) if passed else (rows, [])


def _goals_beside_those_of_the_year(rows: Sequence[Row]) -> list[int]:
    """Return the rows with the goal of a longer period where the year's has one of its own."""
    labels = {index: _goal_label(row) for index, row in enumerate(rows)}
    longer = [index for index, label in labels.items() if is_longer(label)]
    of_year = [label for label in labels.values() if is_of_year(label)]
    return longer if of_year else []


def _goal_label(row: Row) -> str:
    """Return the label of a row that prints one goal behind its label, empty for other rows."""
    filled = list(dict.fromkeys(cell.text for cell in row if cell.text))
    if len(filled) != _BOTH or _is_label(filled[1]):
        return ""
    label = words.read_label(filled[0])
    return filled[0] if label and label.kind == "goal" else ""


class _Periods:
    """Walks the rows; `_columns` are those of the longer period in the block of rows.

    Attributes:
        passed: What those columns print beside labels, by row.
    """

    def __init__(self) -> None:
        self.passed: list[Row] = []
        self._columns = _NONE
        self._start = 0  # of both periods
        self._is_left: bool | None = None  # the longer period stands left of the year
        self._opening: Row = ()  # names the periods; a merged cell of it may come again below
        self._named: list[str] = []  # the periods in the order in which rows of their own name them
        self._has_goals = False  # the periods are named above goals

    def take(self, row: Row) -> Row:
        opens = self._opens(row)
        self._opening = row if opens else self._opening
        if not opens and self._ends(row):
            self._columns = _NONE
        columns = self._columns if opens else self._by_order(row) or self._columns
        gone = tuple(row[n] for n in columns if row[n:] and row[n].text)
        if not gone or (not opens and columns is self._columns and self._is_moved(row)):
            return row
        if not all(_is_label(cell.text) for cell in gone):
            self.passed.append(gone)
        return tuple(blank(c, c.column) if n in columns else c for n, c in enumerate(row))

    def _by_order(self, row: Row) -> range:
        """Return the columns of the longer period in a row that tells its halves by itself.

        The parts of the money have the same label twice; two texts below two goals lost the cell
        before them.
        """
        if self._is_left is None:
            return _NONE
        filled = [index for index, cell in enumerate(row) if cell.text]
        labels = [index for index in filled if _key(row[index])]
        if len(labels) == _BOTH and _is_money_twice(row, labels):
            begin, middle = labels
        elif self._has_goals and self._columns and len(filled) == _BOTH and self._is_moved(row):
            begin, middle = filled
        else:
            return _NONE
        return range(begin, middle) if self._is_left else range(middle, len(row))

    def _opens(self, row: Row) -> bool:
        """Find the columns where a row names both periods, or the headings of both."""
        longer, year = _periods(row)
        if longer is not None and year is not None:
            self._is_left, self._start = longer < year, min(longer, year)
            self._has_goals = _key(row[year]) == "goal"
            self._columns = range(longer, year if self._is_left else len(row))
            return True
        for name, place in (("longer", longer), ("year", year)):
            if place is not None and name not in self._named:
                self._named.append(name)
        twice = repeated_headings(row)
        if twice and self._is_left is None and len(self._named) == _BOTH:
            self._is_left = self._named[0] == "longer"
        if self._is_left is None or twice is None:
            return False
        self._start, second = twice
        self._columns = range(self._start, second) if self._is_left else range(second, len(row))
        return True

    def _ends(self, row: Row) -> bool:
        """Return whether a row is of both periods: a label before the columns, or others in them.

        The parts of the money have the same labels in both.
        """
        inside = [_key(cell) for n, cell in enumerate(row) if n in self._columns]
        outside = [_key(cell) for n, cell in enumerate(row) if n not in self._columns]
        above = self._opening
        before = any(
            _key(cell) and cell.text != above[n].text for n, cell in enumerate(row[: self._start])
        )
        one_heading = words.find_columns(row) is not None
        return before or one_heading or list(filter(None, inside)) != list(filter(None, outside))

    def _is_moved(self, row: Row) -> bool:
        """Return whether a row lost cells before its texts, so that nothing tells their columns."""
        return any(
            cell.text and not (_key(cell) or words.is_group(cell.text) or _is_level(cell.text))
            for cell in row[: self._start]
        )


def _periods(row: Row) -> tuple[int | None, int | None]:
    """Return the columns of the first labels of the longer period and of the year."""
    longer = year = None
    for index, cell in enumerate(row):
        if not parted_label(cell.text):
            continue
        if is_longer(cell.text):
            longer = index if longer is None else longer
        elif is_of_year(cell.text):
            year = index if year is None else year
    return longer, year


def _is_label(text: str) -> bool:
    return bool(parted_label(text) or words.read_label(text) or words.role_of(text))


def _key(cell: Cell) -> str:
    """Return what a label cell announces, empty for other cells."""
    label = words.read_label(cell.text) if cell.text else None
    return label.key if label and label.kind != "group" else ""


def _is_money_twice(row: Row, labels: Sequence[int]) -> bool:
    first, second = (words.read_label(row[index].text) for index in labels)
    return first is not None and first == second and first.kind == "money"


def _is_level(text: str) -> bool:
    return words.is_level1(text) or words.is_level2(text)
