"""The part of a performance table above its indicators: label and value cells, ragged.

A value stands to the right of its label, in the same cell behind a colon, or below it. Names and
telephone numbers of persons are seen and not taken over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from budgetgraph.errors import FigureError
from budgetgraph.figures import is_blank, is_figure, parse_figure, parse_scale
from budgetgraph.model import Amount, Cell, Row, Table

from ..layout import owners
from ..layout import performance_words as words
from ..layout.grids import join_cells
from ..vocabulary import normalise
from .performance_plan import Plan
from .performance_tasks import Tasks

DEFAULT_SCALE = 10_000  # the form of the ministry is in 万元
_PARTS = frozenset({"fiscal", "carry-over", "other"})
_MONEY_UNIT = re.compile(r"(?:金额)?单位:.{0,4}元")
_FIGURE_WITH_UNIT = re.compile(r"([-+]?[\d,.]+)((?:亿|百万|万|千)?元)")
_YEAR = re.compile(r"\(?20\d\d年?度?\)?")


@dataclass(slots=True)
class Header:
    """What the label cells say.

    Attributes:
        texts: Value cell by field: name, code, department, implementing-unit, unit.
        amounts: Figure by money key.
        plan: The spending plan.
        tasks: The main tasks of the year.
        purpose: Cells that describe the use of the money.
        goals: Cells that print goals.
        persons: Cells with names or telephone numbers of persons, withheld.
        strange: Cells that nothing here understands.
        has_unit: The money unit is printed in or above the table.
    """

    texts: dict[str, Cell] = field(default_factory=dict)
    amounts: dict[str, Amount] = field(default_factory=dict)
    plan: Plan = field(default_factory=Plan)
    tasks: Tasks = field(default_factory=Tasks)
    purpose: list[Cell] = field(default_factory=list)
    goals: list[Cell] = field(default_factory=list)
    persons: list[Cell] = field(default_factory=list)
    strange: list[Cell] = field(default_factory=list)
    has_unit: bool = False


def read_header(table: Table, rows: Iterable[Row]) -> Header:
    """Return what the rows above the indicators say, and the caption above them."""
    reader = _Reader(table.scale or DEFAULT_SCALE)
    reader.header.has_unit = table.scale is not None
    for paragraph in table.caption:
        reader.take((Cell(paragraph.text, paragraph.line, page=paragraph.page),))
    reader.header.strange.clear()  # captions hold other things too: years, names of forms
    reader.block = ""
    for row in rows:
        reader.take(row)
    reader.take_totals()
    _settle_period(reader.header)
    return reader.header


def _settle_period(header: Header) -> None:
    """Take the amount of all years for that of the project where the year has none of its own."""
    whole = header.amounts.pop("period", None)
    if whole and "amount" in header.amounts:
        header.strange.append(whole.cell)
    elif whole:
        header.amounts["amount"] = whole


class _Reader:
    """Walks the rows; `block` is the label of the block that unlabelled cells belong to."""

    def __init__(self, scale: int) -> None:
        self.header = Header()
        self.block = ""
        self._scale = scale
        self._open_money: dict[int, str] = {}  # column -> label that has no value beside it

    def take(self, row: Row) -> None:
        if self.header.plan.take(row, self.block == "plan"):
            self.block = "plan"
            return
        if self.header.tasks.take(row) or self._takes_money_below(row):
            return
        self._open_money = _money_without_values(row)
        label: words.Label | None = None
        taken = ""  # the value before: writers repeat that of a merged cell
        for cell in row:
            if not cell.text or cell.text == taken:
                continue
            found = words.read_label(cell.text)
            if found is None:
                self._value(label, cell)
                taken = cell.text if label else ""
                label = None if label and label.kind in {"text", "money"} else label
                continue
            taken = ""
            label = found
            self._open(found, cell)
            if found.rest:
                self._value(found, cell._replace(text=found.rest))
                label = None

    def take_totals(self) -> None:
        """Take the sums of the tasks for the funds that have no label of their own."""
        for key, cell in self.header.tasks.totals:
            self._money(key, cell)

    def _takes_money_below(self, row: Row) -> bool:
        """Read a row of figures below money labels, if it is one."""
        cells = {index: cell for index, cell in enumerate(row) if cell.text}
        if len(cells) == len(self._open_money):  # the row may lack a cell before them
            cells = dict(zip(self._open_money, cells.values(), strict=True))
        if not cells.keys() <= self._open_money.keys() or not cells:
            return False
        if not all(is_figure(cell.text) for cell in cells.values()):
            return False
        for index, cell in cells.items():
            self._money(self._open_money[index], cell)
        return True

    def _open(self, label: words.Label, cell: Cell) -> None:
        if label.kind in {"goal", "purpose", "plan", "group"}:
            self.block = label.kind
        if "元" in cell.text and (scale := parse_scale(cell.text)) and label.kind != "goal":
            self._set_scale(scale)

    def _value(self, label: words.Label | None, cell: Cell) -> None:
        if label is None or label.kind in {"group", "plan"}:
            self._unlabelled(cell)
        elif label.kind == "person":
            self.header.persons.append(cell)
        elif label.kind == "money":
            self._money(label.key, cell)
        elif label.kind == "text":
            self.header.texts.setdefault(label.key, cell)
        elif label.kind == "goal":
            self.header.goals.append(cell)
        elif label.kind == "purpose":
            self.header.purpose.append(cell)

    def _unlabelled(self, cell: Cell) -> None:
        """Put a cell without label where its block says; below the plan stand goals."""
        plain = normalise(cell.text)
        if _MONEY_UNIT.search(plain):
            self._set_scale(parse_scale(plain) or self._scale)
        elif owners.is_department(cell.text) and not self.header.texts:
            self.header.texts["unit"] = cell
        elif self.block == "purpose" and not plain.replace(".", "").isdigit():
            self.header.purpose.append(cell)
        elif self.block in {"goal", "plan"} and not plain.replace(".", "").isdigit():
            self._goal(cell)
        elif not is_blank(cell.text) and not _YEAR.fullmatch(plain):
            self.header.strange.append(cell)

    def _set_scale(self, scale: int) -> None:
        self._scale = scale
        self.header.has_unit = True

    def _goal(self, cell: Cell) -> None:
        """Take a goal without label; on the next page it goes on with the goal that was cut."""
        goals = self.header.goals
        if self.block == "goal" and goals and goals[-1].page != cell.page:
            goals[-1] = join_cells(goals[-1], cell)
        else:
            goals.append(cell)

    def _money(self, key: str, cell: Cell) -> None:
        if is_blank(cell.text):
            return
        plain = normalise(cell.text)
        found = _FIGURE_WITH_UNIT.fullmatch(plain)
        scale = (parse_scale(found[2]) if found else None) or self._scale
        try:
            figure = parse_figure(found[1] if found else cell.text, scale)
        except FigureError:
            self.header.strange.append(cell)
            return
        self._take_amount(self._key(key), Amount(figure, cell))

    def _take_amount(self, key: str, amount: Amount) -> None:
        """Take an amount; of two the first is told where it is of the years printed before."""
        amounts = self.header.amounts
        first = amounts.setdefault(key, amount)
        if first is amount or first.figure == amount.figure or key not in _PARTS:
            return
        order = [known for known in amounts if known in ("period", "amount")]
        if order == ["period", "amount"]:
            amounts[key] = amount
        self.header.strange.append(first.cell if amounts[key] is amount else amount.cell)

    def _key(self, key: str) -> str:
        """Return the column that a plain 合计 sums: the group that it closes."""
        amounts = self.header.amounts
        if key != "sum":
            return key
        if "basic-total" not in amounts and amounts.keys() & {"basic-personnel", "basic-operating"}:
            return "basic-total"
        return "expenditure-total" if "project-total" in amounts else "amount"


def _money_without_values(row: Row) -> dict[int, str]:
    """Return the money labels of a row that has no value, by column: values may stand below."""
    labels = {index: words.read_label(cell.text) for index, cell in enumerate(row) if cell.text}
    if any(label is None or label.rest for label in labels.values()):
        return {}
    return {index: label.key for index, label in labels.items() if label and label.kind == "money"}
