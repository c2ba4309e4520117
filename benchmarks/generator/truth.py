"""What a disclosure says, table by table, with the columns of the tidy tables."""

from typing import Any

from .money import YUAN_PER_UNIT, amount_yuan
from .sheet import Cell

COLUMNS: dict[str, tuple[str, ...]] = {
    "lines": ("table", "row", "side", "code", "label", "measure", "printed", "amount"),
    "projects": (
        "project", "section", "name", "code", "amount", "fiscal", "other",
        "plan_mar", "plan_jun", "plan_oct", "plan_dec",
    ),
    "goals": ("project", "number", "text"),
    "indicators": (
        "project", "level1", "level2", "level3", "description", "target", "basis",
    ),
    "institutions": ("name", "nature", "rank", "funding"),
    "assets": ("item", "quantity", "value"),
    "procurement": (
        "unit", "role", "project", "project_amount", "item", "catalogue_code", "uom", "quantity",
        "unit_price", "total",
    ),
    "statements": ("key", "printed", "amount"),
}  # fmt: skip


class Truth:
    """Rows per table; cells are resolved when the truth is written, after faults were put in."""

    def __init__(self) -> None:
        """Start without rows."""
        self.rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
        self.faults: list[dict[str, str]] = []

    def add(self, table: str, *values: Any) -> None:
        """Add a row; amounts are cells that print 万元, or texts."""
        self.rows[table].append(values)

    def add_line(
        self, table: str, place: tuple[str, str, str, str], measure: str, amount: "Yuan"
    ) -> None:
        """Add a line when its cell prints a figure; `place` is row, side, code, label."""
        if amount.cell.meant:
            self.add("lines", table, *place, measure, amount.cell, amount)

    def resolve(self) -> dict[str, Any]:
        """Return all rows as plain values: what is printed, and what was meant in yuan."""
        return {
            name: {
                "columns": list(COLUMNS[name]),
                "rows": [[_plain(value) for value in row] for row in rows],
            }
            for name, rows in self.rows.items()
        }


class Yuan:
    """The amount that a cell means, in yuan."""

    __slots__ = ("cell", "negative", "scale")

    def __init__(self, cell: Cell, *, negative: bool = False, scale: int = YUAN_PER_UNIT) -> None:
        """Remember the cell; `negative` for a printed decrease, `scale` in yuan per unit."""
        self.cell = cell
        self.negative = negative
        self.scale = scale

    def plain(self) -> str:
        """Return the amount, empty for a blank cell."""
        if not self.cell.meant:
            return ""
        amount = amount_yuan(self.cell.meant, self.scale)
        return f"-{amount}" if self.negative and amount != "0" else amount


class Share:
    """The percentage that a cell prints, as a number."""

    __slots__ = ("cell",)

    def __init__(self, cell: Cell) -> None:
        """Remember the cell."""
        self.cell = cell

    def plain(self) -> str:
        """Return the printed number without its sign: 25 for 25%."""
        return self.cell.text.rstrip("%")


def _plain(value: Any) -> str:
    if isinstance(value, Cell):
        return value.text
    if isinstance(value, Yuan | Share):
        return value.plain()
    return str(value)
