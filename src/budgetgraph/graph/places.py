"""In which table a quoted cell stands.

Statements hold their cell but, lines aside, not the number of its table. A form may also have made
a cell of its own (part of a printed one), so a cell is
looked up as itself, then by its source line.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from budgetgraph.model import Cell, Disclosure, Table


class Places:
    """Where the cells of one disclosure stand."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Remember the tables; look into them only when asked."""
        self._tables = disclosure.tables

    def table_of(self, cell: Cell) -> int:
        """Return the number of the table that holds the cell, 0 for text outside tables."""
        number = self._number_by_cell.get(id(cell))
        if number is not None:
            return number
        if not cell.line or not (cell.row and cell.column):
            return 0
        starts, ends, numbers = self._extents
        place = (cell.page or 0, cell.line)
        index = bisect_right(starts, place) - 1
        return numbers[index] if index >= 0 and place <= ends[index] else 0

    def printed(self, table_number: int, cell: Cell) -> Cell:
        """Return the printed cell at the place of one that a form may have cut."""
        if self._number_by_cell.get(id(cell)) == table_number:
            return cell
        return self._cell_by_place.get((table_number, cell.row, cell.column), cell)

    @cached_property
    def _number_by_cell(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for table in self._tables:
            found |= dict.fromkeys(map(id, _cells(table)), table.number)
        return found

    @cached_property
    def _cell_by_place(self) -> dict[tuple[int, int, int], Cell]:
        return {
            (table.number, cell.row, cell.column): cell
            for table in self._tables
            for cell in _cells(table)
        }

    @cached_property
    def _extents(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[int]]:
        """First and last places of the tables, and their numbers, in order of first place.

        A place is page and line: formats with pages count their lines on each page.
        """
        extents = []
        for table in self._tables:
            places = [(cell.page or 0, cell.line) for cell in _cells(table) if cell.line]
            if places:
                extents.append((min(places), max(places), table.number))
        extents.sort()
        return [e[0] for e in extents], [e[1] for e in extents], [e[2] for e in extents]


def _cells(table: Table) -> Iterator[Cell]:
    return chain(*table.heading_rows, *table.rows)
