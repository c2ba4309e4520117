"""A budget table of layout text, read but not yet placed: its columns, rows and what they prove."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from budgetgraph.model import Column

from ... import captions
from ...columns import AmountColumn, amount_columns
from ...meanings import meaning, meaning_by_words
from ...printed import Printed
from ...sides import EXPENDITURE, INCOME, sides_of
from ..tokens import Token
from .placing import Entry, adds_across
from .records import Record

_ITEM_INSIDE = re.compile(r"[^（(、\s][一二三四五六七八九十]{1,3}、")
BALANCES = frozenset({"balance", "appropriation-balance"})  # income in the left half
_MIN_TOGETHER = 2  # labels of two items: one may be wrapped
_MIN_ROWS = 4  # fewer show nothing; and at most one of so many may lack its figures


@dataclass
class FlowTable:
    """A budget table of layout text, read but not yet placed.

    Attributes:
        paths: Heading path of each column.
        records: Rows in order.
        line: Line of the heading.
        page: Its page, where known.
        title: Title above it.
        above: Figures between heading and first row.
        entries: Figures of each record by side, to be placed.
        has_levels: Whether 类, 款 and 项 have columns of their own.
        is_open: Whether nothing tells which label, or figure, is of which row or column.
        is_form: Whether its heading is one without labels, known by its signs.
    """

    paths: list[tuple[str, ...]]
    records: list[Record]
    line: int
    page: int | None
    title: str
    columns: tuple[Column, ...] = ()
    above: list[Token] = field(default_factory=list)
    entries: dict[str, list[tuple[Record, Entry]]] = field(default_factory=dict)
    has_levels: bool = False
    is_open: bool = False
    is_form: bool = False

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """Sides of a balance table, or one empty side for every other table."""
        return (INCOME, EXPENDITURE) if any(self.column_sides) else ("",)

    @cached_property
    def column_sides(self) -> list[str]:
        """Side of each column, empty in tables that are no balance."""
        kinds = [meaning(path[-1]) for path in self.paths]
        return sides_of(self.paths, kinds, self._halves)

    @cached_property
    def _halves(self) -> tuple[int, ...]:
        """Columns of labels in a balance: its left half is income."""
        kinds = map(meaning, (path[-1] for path in self.paths))
        labels = (n for n, kind in enumerate(kinds) if kind and kind.kind == "label")
        return tuple(labels) if self.code in BALANCES else ()

    @cached_property
    def has_units(self) -> bool:
        """Whether the rows are units with codes of their own."""
        kinds = {found.kind for path in self.paths if (found := meaning(path[-1]))}
        return "unit-code" in kinds and not kinds & {"code", "label"}

    @property
    def names_units(self) -> bool:
        """Whether labels are names of units, too: 单位（科目）名称."""
        kinds = ((path[-1], meaning(path[-1])) for path in self.paths)
        return any(kind and kind.kind == "label" and "单位" in name for name, kind in kinds)

    @property
    def has_items(self) -> bool:
        """Whether it lists labels with one figure each."""
        kinds = [kind.kind for path in self.paths if (kind := meaning(path[-1]))]
        return len(self.paths) == len(kinds) and sorted(kinds) == ["amount", "label"]

    @property
    def code(self) -> str:
        """Code of the scheme table that the title names."""
        return captions.table_code(self.title)

    @property
    def is_broken(self) -> bool:
        """Whether many rows have a code and no figure, or more figures than there are columns.

        So they come out where a page was printed column by column. Or the labels of both halves of
        a balance run together, where nothing tells the halves.
        """
        if self.is_open or (self.sides == ("",) and self._runs_together):
            return True
        counts = [(bool(row.code), sum(map(len, row.figures.values()))) for row in self.records]
        most = len(self.amount_columns(""))
        is_single = most == 1 and not self.above and any(count for _, count in counts)
        if is_single and all(map(_has_own_figure, self.records)):
            return False  # the other rows have an empty cell
        broken = sum(count > most or (coded and not count) for coded, count in counts)
        return len(counts) >= _MIN_ROWS and broken * _MIN_ROWS > len(counts)

    @property
    def _runs_together(self) -> bool:
        """Whether items begin inside of labels: 一、财政拨款收入一、教育支出."""
        labels = [label.text for row in self.records for label in row.labels.values()]
        return sum(bool(_ITEM_INSIDE.search(text)) for text in labels) >= _MIN_TOGETHER

    @property
    def adds_up(self) -> bool:
        """Whether the figures of all rows can stand in the columns so that the sums hold."""
        columns = self.amount_columns("")
        rows = [row.figures.get("", []) for row in self.records]
        is_summed = any(column.addends for column in columns) or len(columns) == 1
        return is_summed and any(rows) and all(adds_across(row, columns) for row in rows if row)

    @property
    def is_filled(self) -> bool:
        """Whether every row of figures has one for each column: so it is told where they stand."""
        most = len(self.amount_columns(""))
        counts = [len(row.figures.get("", [])) for row in self.records]
        return most > 1 and set(filter(None, counts)) == {most}

    @property
    def is_balanced(self) -> bool:
        """Whether a row prints the total of each side, and they are the same."""
        totals = [row.figures for row in self.records if _is_total(row, self.sides)]
        return len(self.sides) > 1 and any(
            row[INCOME][0].text == row[EXPENDITURE][0].text for row in totals
        )

    @property
    def has_levels_proven(self) -> bool:
        """Whether figures have headings of more levels than one, and add up."""
        return any(len(said.column.path) > 1 for said in self._amounts) and self.adds_up

    def amount_columns(self, side: str) -> list[AmountColumn]:
        """Return the columns of figures on one side, those of percentages among them."""
        return [column for column in self._amounts if column.side == side or not side]

    @cached_property
    def _amounts(self) -> list[AmountColumn]:
        told = {
            c.index: meaning_by_words(c.heading) for c in self.columns if not meaning(c.heading)
        }
        exact, percent = (
            frozenset(index for index, said in told.items() if said and said.kind == kind)
            for kind in ("amount", "percent")
        )
        exact = frozenset(told) if self.is_form else exact
        printed = Printed(exact=exact, percent=percent, halves=self._halves)
        amounts, rates = (
            amount_columns(self.columns, printed, kind) for kind in ("amount", "percent")
        )
        return sorted((*amounts, *rates), key=lambda column: column.column.index)


def _has_own_figure(row: Record) -> bool:
    """Return whether a row has no figure, or one on the line of its code."""
    figures = row.figures.get("", [])
    return len(figures) <= 1 and (not figures or not row.code or figures[0].line == row.code.line)


def _is_total(row: Record, sides: Iterable[str]) -> bool:
    """Return whether a row prints a total and a figure on each side."""
    return all(
        side in row.labels and row.labels[side].text.endswith("计") and row.figures.get(side)
        for side in sides
    )
