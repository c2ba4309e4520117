"""In which table a quoted cell stands.

Statements hold their cell but, lines aside, not the number of its table. A form may also have made
a cell of its own (part of a printed one), so a table is found by its source lines; where tables
stand side by side, by the cell itself.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter

from budgetgraph.model import Cell, Disclosure, Row, Table

_PAGE, _LINE = attrgetter("page"), attrgetter("line")
_Place = tuple[int, int]  # page and line: formats with pages count their lines on each page


class Places:
    """Where the cells of one disclosure stand."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Remember the tables; look into them only when asked."""
        self._tables = disclosure.tables
        self._rows = {table.number: _all_rows(table) for table in disclosure.tables}

    def find(self, cell: Cell, table_number: int = 0) -> tuple[int, Cell]:
        """Return in which table a cell stands, 0 for none, and the cell that is printed there.

        Args:
            cell: A printed cell, or one that a form made of a part of it.
            table_number: The table where it is known.
        """
        number = table_number or self._table_of(cell)
        rows = self._rows.get(number, ())
        if 0 < cell.row <= len(rows) and 0 < cell.column <= len(row := rows[cell.row - 1]):
            return number, row[cell.column - 1]
        return number, cell

    def _table_of(self, cell: Cell) -> int:
        """Return the number of the table around the source line of a cell, 0 for none."""
        if not (cell.row and cell.column):
            return 0
        if self._are_mixed and (number := self._number_by_cell.get(id(cell))):
            return number
        if not cell.line:
            return 0
        place = (cell.page or 0, cell.line)
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return 0
        _, end, number = self._extents[index]
        return number if place <= end else 0

    @cached_property
    def _extents(self) -> list[tuple[_Place, _Place, int]]:
        """First and last places of the tables, and their numbers, in order of first place."""
        found = ((_extent(rows), number) for number, rows in self._rows.items())
        return sorted((*extent, number) for extent, number in found if extent)

    @cached_property
    def _starts(self) -> list[_Place]:
        return [start for start, _, _ in self._extents]

    @cached_property
    def _are_mixed(self) -> bool:
        """Whether lines hold cells of several tables, or some tables have no lines."""
        apart = all(above[1] < below[0] for above, below in pairwise(self._extents))
        return not apart or len(self._extents) < len(self._rows)

    @cached_property
    def _number_by_cell(self) -> dict[int, int]:
        return {id(cell): number for number, rows in self._rows.items() for cell in _cells(rows)}


def _all_rows(table: Table) -> Sequence[Row]:
    return (*table.heading_rows, *table.rows)


def _extent(rows: Sequence[Row]) -> tuple[_Place, _Place] | None:
    """Return the first and last place of the cells of a table, None where they have no lines."""
    pages = set(map(_PAGE, _cells(rows))) - {None}
    if len(pages) > 1:
        places = {(cell.page or 0, cell.line) for cell in _cells(rows) if cell.line}
    else:  # as of most tables
        page = pages.pop() if pages else 0
        places = {(page, line) for line in set(map(_LINE, _cells(rows))) if line}
    return (min(places), max(places)) if places else None


def _cells(rows: Sequence[Row]) -> Iterator[Cell]:
    return chain.from_iterable(rows)
