"""One cell of a sheet, as the readers of workbooks make it."""

from typing import NamedTuple


class SheetCell(NamedTuple):
    """One cell as printed: 1-based row and column."""

    row: int
    column: int
    text: str
    bordered: bool = False
    is_number: bool = False  # stored as one, whatever its format prints around it
