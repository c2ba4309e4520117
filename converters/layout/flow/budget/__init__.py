"""The nine budget tables in layout text: where they stand, and their records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from budgetgraph.figures import half_width
from budgetgraph.model import Column, Paragraph

from ... import captions
from ...columns import AmountColumn, amount_columns
from ...meanings import meaning, meaning_by_words
from ...printed import Printed
from ...sides import EXPENDITURE, INCOME, sides_of
from ..levels import LEVELS, without_names
from ..pieces import join_pieces, parted
from ..tokens import Token, tokenise
from .balance import BalanceReader, cut_by_sides, with_codes
from .counts import prints_rates_alone, without_counts
from .heading.beside import apart, stretches
from .heading.fragments import fragment_end, next_fragment, rows_of
from .heading.lines import Heading, read_heading
from .own_levels import of_own_level, with_codes_above
from .placing import Entry, adds_across
from .readings import Make, proven
from .records import (
    Numbered,
    Record,
    begin_with_codes,
    coded_record,
    cut,
    cut_by_code,
    cut_by_label,
    cut_by_line,
    cut_by_unit,
    labelled_record,
    prints_money,
    unit_record,
)
from .unit_codes import of_units, unit_codes
from .worded import worded

_BALANCES = frozenset({"balance", "appropriation-balance"})  # income in the left half
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
        return tuple(labels) if self.code in _BALANCES else ()

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
    def code(self) -> str:
        """Code of the scheme table that the title names."""
        return captions.table_code(self.title)

    @property
    def is_broken(self) -> bool:
        """Whether many rows have a code and no figure, or more figures than there are columns.

        So they come out where a page was printed column by column.
        """
        counts = [(bool(row.code), sum(map(len, row.figures.values()))) for row in self.records]
        most = len(self.amount_columns(""))
        is_single = most == 1 and not self.above and any(count for _, count in counts)
        if is_single and all(map(_has_own_figure, self.records)):
            return False  # the other rows have an empty cell
        broken = sum(count > most or (coded and not count) for coded, count in counts)
        return len(counts) >= _MIN_ROWS and broken * _MIN_ROWS > len(counts)

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
        printed = Printed(exact=exact, percent=percent, halves=self._halves)
        amounts, rates = (
            amount_columns(self.columns, printed, kind) for kind in ("amount", "percent")
        )
        return sorted((*amounts, *rates), key=lambda column: column.column.index)


def read_table(
    paragraphs: Sequence[Paragraph], start: int, decimals: int
) -> tuple[FlowTable, int] | None:
    """Return the table whose heading begins here and the index after it, None where none does.

    Args:
        paragraphs: All lines of the document.
        start: The first line of the heading.
        decimals: How many every figure of the document has, 0 where they differ.
    """
    heading = read_heading(paragraphs, start)
    if heading is None:
        return None
    found = _read_below(paragraphs, start, heading, decimals) if heading.paths else None
    if heading.nested and not (found and found[0].has_levels_proven):
        other = replace(heading, paths=heading.nested)
        nested = _read_below(paragraphs, start, other, decimals)
        fills = nested[0].is_filled and not (found and found[0].is_filled)
        return nested if nested[0].adds_up or fills or nested[0].is_balanced else found
    return found


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


def _read_below(
    paragraphs: Sequence[Paragraph], start: int, heading: Heading, decimals: int
) -> tuple[FlowTable, int]:
    """Return the table below a heading and the index after it."""
    found: list[Token] = []
    end = part = 0
    following: int | None = heading.body
    while following is not None:
        end = fragment_end(paragraphs, following, heading)
        rows = rows_of(paragraphs, following, end, heading, decimals)
        found += tokenise(rows, part)
        following, part = next_fragment(paragraphs, end, heading), part + 1
    kinds = {kind.kind for path in heading.paths if (kind := meaning(path[-1]))}
    named = without_names(found) if "code" in kinds else None
    is_balance = captions.table_code(heading.title) in _BALANCES
    times = 1 if is_balance else stretches(heading.paths)
    columns = heading.paths[: len(heading.paths) // times]
    found = list(without_counts(named or found, heading.paths))
    if times > 1:
        found = apart(found)
    table = FlowTable(
        paths=list(columns),
        records=[],
        line=paragraphs[start].line,
        page=paragraphs[start].page,
        title=heading.title,
        columns=tuple(Column(index, path) for index, path in enumerate(columns)),
        has_levels=named is not None or "code-part" in kinds,
    )
    if not heading.numbered and (records := worded(found, table.paths)):
        table.records = records
        if table.adds_up:
            return table, end
    if decimals and prints_rates_alone(found, heading.paths):
        decimals = 0
    pieces: Sequence[Token] = join_pieces(
        parted(found, decimals), decimals, levels=table.has_levels
    )
    if decimals and table.sides != ("",):
        pieces = with_codes(pieces)
    if table.has_levels and not heading.numbered:
        pieces = with_codes_above(pieces, _count_levels(table.paths))
    cut_rows, make = _rows(table, pieces, heading.numbered, decimals)
    table.records = [make(number, tokens) for number, tokens in cut_rows]
    below = sum(len(tokens) + (number is not None) for number, tokens in cut_rows)
    above = pieces[: len(pieces) - below]
    table.above = [token for token in above if prints_money(token)]
    return table, end


def _count_levels(paths: Sequence[tuple[str, ...]]) -> int:
    """Return how many columns codes have; a table that names levels below its heading has all."""
    said = map(meaning, (path[-1] for path in paths))
    return sum(kind is not None and kind.kind == "code-part" for kind in said) or LEVELS


def _rows(
    table: FlowTable, found: Sequence[Token], numbered: bool, decimals: int
) -> tuple[list[Numbered], Make]:
    """Return the tokens of each row, and what makes a record of them."""
    kinds = [kind.kind for path in table.paths if (kind := meaning(path[-1]))]
    make: Make
    if table.sides != ("",):
        rows = cut(found, coded=False) if numbered else list(cut_by_sides(found))
        return rows, BalanceReader().record
    if "code" in kinds or table.has_levels:
        levels = table.has_levels
        pointed = sum("." in half_width(token.text) for token in found) * 4 > len(found)
        units = unit_codes(found) if "unit-code" in kinds else None
        names = units if units is not None or not table.names_units else frozenset[str]()
        rows = (
            cut(found, coded=True) if numbered else cut_by_code(found, levels=levels, units=names)
        )
        make = partial(coded_record, with_decimals=pointed, levels=levels, units=units is not None)
        make = of_units(make, units) if units else make
        make = of_own_level(make) if levels else make
    elif table.has_units:
        rows = cut(found, coded=True) if numbered else cut_by_unit(found)
        make = unit_record
    elif "label" not in kinds:
        rows = cut_by_line(found)
        make = labelled_record
    elif not numbered and begin_with_codes(found):
        rows = cut_by_code(found)
        make = partial(coded_record, with_decimals=False)
    else:
        rows = cut(found, coded=False) if numbered else cut_by_label(found)
        make = labelled_record
    return rows, partial(proven, make=make, columns=table.amount_columns(""), decimals=decimals)
