"""The main tasks of the year in the table of a whole department: 任务名称, 主要内容, 预算金额.

The ministry's form prints a row for each, and below them 金额合计: the funds of the department.
"""

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell, Row

from ..layout import performance_words as words
from ..vocabulary import normalise

_NAMES = "任务名称"
_ENDS = frozenset({"text", "goal", "plan", "person", "other"})  # labels of what follows the tasks


class Tasks:
    """Reads the rows of tasks one after the other.

    Attributes:
        rows: The filled cells of each task.
        totals: Key and cell of each figure of the row below them.
    """

    def __init__(self) -> None:
        """Start with no tasks."""
        self.rows: list[Row] = []
        self.totals: list[tuple[str, Cell]] = []
        self._is_open = False
        self._columns: dict[int, str] = {}  # of funds -> money key

    def take(self, row: Row) -> bool:
        """Read a row; returns False when it is none of the tasks, their headings included."""
        if any(normalise(cell.text) == _NAMES for cell in row):
            self._is_open = True
        if not self._is_open:
            return False
        filled = tuple(cell for cell in row if cell.text)
        if filled and words.are_headings(filled):
            self._is_open = not _are_funds(filled)
            return self._is_open and self._head(row)
        label = words.read_label(filled[0].text) if filled else None
        if label and (label.kind in _ENDS or (label.kind == "group" and _are_funds(filled))):
            self._is_open = False
        elif label and label.key == "sum":
            self._is_open = False
            return self._sum(row)
        elif filled:
            self.rows.append(filled)
        return self._is_open

    def _sum(self, row: Row) -> bool:
        """Take the figures of the row below the tasks if each stands in a column of funds."""
        figures = {index: cell for index, cell in enumerate(row) if is_figure(cell.text)}
        places = list(figures)
        label = next(index for index, cell in enumerate(row) if cell.text)
        if len(places) == len(self._columns):  # a text moves them, and keeps their order
            places = list(self._columns)
        elif label in self._columns:  # the headings lost cells before them, so nothing lines up
            return False
        if not self._columns.keys() >= set(places):
            return False
        pairs = zip(places, figures.values(), strict=True)
        self.totals += [(self._columns[place], cell) for place, cell in pairs]
        return True

    def _head(self, row: Row) -> bool:
        """Take the columns of the funds from headings; the lowest name them, and they alone."""
        funds: dict[int, str] = {}
        for index, cell in enumerate(row):
            label = words.read_label(cell.text) if cell.text else None
            if label and label.kind == "money":
                funds[index] = label.key
            elif label and label.kind in _ENDS:
                self._is_open = False
        self._columns = funds or self._columns
        return False


def _are_funds(cells: Row) -> bool:
    """Return whether a row is of the funds of the department: 年度部门整体支出预算, 资金总额."""
    if any(normalise(cell.text) == _NAMES for cell in cells):
        return False
    first, *rest = (words.read_label(cell.text) for cell in cells)
    is_group = first is not None and first.kind == "group"
    return is_group and any(label and label.kind == "money" for label in rest)
