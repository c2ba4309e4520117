"""A budget table of layout text, figures placed -> the grid it was printed as."""

from collections.abc import Sequence

from budgetgraph.model import Cell, Grid, Row

from ...meanings import Meaning, meaning
from .records import Record
from .table import FlowTable

_LEVEL = "code-part"
_LABEL_AND_FIGURE = 2  # columns


def rebuild(table: FlowTable) -> Grid:
    """Return heading rows, a numbering row and one row per record, every column in its place."""
    width = len(table.paths)
    depth = max((len(path) for path in table.paths), default=1)
    rows: list[Row] = []
    for level in range(depth):
        names = [path[level] if level < len(path) else "" for path in table.paths]
        rows.append(
            _row([_heading_cell(names, i, table, level) for i in range(width)], len(rows) + 1)
        )
    if width > _LABEL_AND_FIGURE:  # one number alone numbers no columns
        numbers = [Cell("栏次" if i == 0 else str(i), table.line) for i in range(width)]
        rows.append(_row(numbers, len(rows) + 1))
    figures = _figures(table)
    kinds = [meaning(path[-1]) for path in table.paths]
    for number, record in enumerate(table.records, len(rows) + 1):
        cells = _labels(table, record, kinds) | dict(figures.get(id(record), ()))
        first = record.number or record.code or next(iter(record.labels.values()), None)
        empty = Cell("", first.line if first else table.line)
        rows.append(_row([cells.get(column, empty) for column in range(width)], number))
    return Grid(tuple(rows), table.line, table.page)


def _heading_cell(names: Sequence[str], index: int, table: FlowTable, level: int) -> Cell:
    """Return a heading cell; a merged upper heading is printed once, over its first column."""
    merged = (
        index > 0
        and names[index] == names[index - 1]
        and len(table.paths[index]) > level + 1
        and table.paths[index][:level] == table.paths[index - 1][:level]
        and names[index] not in {path[0] for path in table.paths[:index] if len(path) == 1}
        and not _restarts(table, index, level)
    )
    return Cell("" if merged else names[index], table.line)


def _restarts(table: FlowTable, index: int, level: int) -> bool:
    return len(table.paths[index - 1]) <= level + 1


def _figures(table: FlowTable) -> dict[int, list[tuple[int, Cell]]]:
    """Return the figures of each record, by its identity, with their columns."""
    found: dict[int, list[tuple[int, Cell]]] = {}
    for side, entries in table.entries.items():
        columns = table.amount_columns(side)
        for record, entry in entries:
            if entry.candidates:
                found.setdefault(id(record), []).extend(
                    (columns[column].column.index, cell)
                    for column, cell in zip(entry.candidates[0], entry.cells, strict=True)
                )
    return found


def _labels(table: FlowTable, record: Record, kinds: Sequence[Meaning | None]) -> dict[int, Cell]:
    """Return number, code and labels of a record by column."""
    if record.names:
        return record.names
    cells = {0: record.number} if record.number else {}
    names = {found.kind for found in kinds if found}
    codes = {"unit-code"} if table.has_units else {"code"}
    labels = {"label"} if "label" in names else {"unit-label"}
    levels = [index for index, found in enumerate(kinds) if found and found.kind == _LEVEL]
    if record.code and levels:
        cells |= _code_levels(record, record.code, levels)
    elif record.code and not names & codes:  # printed in the cell of the label
        label = record.labels.get("")
        record.labels[""] = _beside([record.code, label] if label else [record.code])
    for index, found in enumerate(kinds):
        side = table.column_sides[index]
        if found and found.kind in codes and record.code:
            cells[index] = record.code
        elif found and found.kind in labels and side in record.labels:
            cells[index] = record.labels[side]
    return cells


def _code_levels(record: Record, code: Cell, columns: Sequence[int]) -> dict[int, Cell]:
    """Return the pieces of a code by column, all in the first where there are more than columns.

    Those that rows above print are left out.
    """
    pieces = code.pieces or (code,)
    by_column = zip(columns, pieces if len(pieces) <= len(columns) else (code,), strict=False)
    return dict(list(by_column)[record.above :])


def _beside(cells: Sequence[Cell]) -> Cell:
    """Return cells printed side by side as one."""
    pieces = tuple(piece for cell in cells for piece in (cell.pieces or (cell,)))
    return cells[0]._replace(text=" ".join(cell.text for cell in cells), pieces=pieces)


def _row(cells: Sequence[Cell], number: int) -> Row:
    return tuple([cell.at(number, column) for column, cell in enumerate(cells, 1)])
