"""One row of the indicator part -> texts by column role, where a lost merged cell shifted it too.

Level names that are known anchor a row: a first-level name left of its column means that a cell
before it was lost. A row is only moved where no printed cell would fall out of the table.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from budgetgraph.model import Cell, Row
from budgetgraph.targets import parse_target

from ..layout import performance_words as words

ROLES = ("level1", "level2", "level3", "description", "target", "basis")
_MEASURED = frozenset({"quantity", "range", "deadline", "frequency", "boolean", "graded"})

Columns = Mapping[str, int]
Values = dict[str, Cell]


def read_row(row: Row, columns: Columns, width: int) -> Values:
    """Return the non-empty cells of a row by role, the row moved into its columns if shifted.

    Args:
        row: Row of indicators.
        columns: Column of each role.
        width: How many columns the heading has, those that nothing understands among them.
    """
    row = _clear(row, columns)
    moved = _move_left_end(row, columns) or _move_right_end(row, columns, width)
    values = _by_role(moved or row, columns)
    if _is_second_level(values.get("level1")):
        if "level2" not in values:
            values["level2"] = values.pop("level1")
        elif "target" not in values and (moved := _insert(row, columns["level1"], columns)):
            values = _by_role(moved, columns)
    elif moved := _move_name(row, values, columns):
        values = _by_role(moved, columns)
    return values


def lacks_level(row: Row, values: Values, columns: Columns) -> bool:
    """Return whether a row was moved because it lost the cell of its second level."""
    name = values.get("level3")
    if name is None or "level1" in values or "level2" in values:
        return False
    place = columns["level3"]
    return all(cell is not name for cell in row[place : place + 1])


def infer_columns(row: Row) -> dict[str, int] | None:
    """Return the columns that a first indicator row without a heading shows, None if it is none.

    Its first two texts are level names (the second may come twice: a merged cell opened out); name,
    description, target and basis follow, the target being the first that reads like one.
    """
    first = next((cell for cell in row if cell.text and not _is_group(cell)), None)
    if first is None or not words.is_level1(first.text):
        return None
    filled = [index for index, cell in enumerate(row) if cell.text and not _is_group(cell)]
    least = 4
    if len(filled) < least:
        return None
    if not words.is_level2(row[filled[1]].text):
        return None
    columns = {"level1": filled[0], "level2": filled[1]}
    rest = filled[2:]
    if len(rest) >= 2 and words.is_level2(row[rest[0]].text):  # noqa: PLR2004 - name and target
        rest = rest[1:]
    columns["level3"] = rest[0]
    measured = [i for i in rest[1:] if parse_target(row[i].text).kind in _MEASURED]
    target = (
        measured[0] if measured else rest[min(len(rest) - 1, 2 if len(rest) > least - 1 else 1)]
    )
    columns["target"] = target
    if rest.index(target) == 2:  # noqa: PLR2004 - a description stands between name and target
        columns["description"] = rest[1]
    if rest[-1] > target:
        columns["basis"] = rest[rest.index(target) + 1]
    return columns


def left_over(row: Row, values: Values) -> list[Cell]:
    """Return the cells that no column takes, group words and a repeated level name aside.

    A cell like the one before it is a merged cell that the writer repeats.
    """
    taken = set(map(id, values.values()))
    rest = [cell for cell in row if cell.text and id(cell) not in taken]
    if not rest:  # as in most rows
        return rest
    levels = {cell.text for role, cell in values.items() if role in ("level1", "level2")}
    repeats = {id(cell) for before, cell in pairwise(row) if cell.text == before.text}
    return [
        cell
        for cell in rest
        if cell.text not in levels and not _is_group(cell) and id(cell) not in repeats
    ]


def text_of(values: Values, role: str) -> str:
    """Return the text of a role without white space, empty where the row prints none."""
    return "".join(values[role].text.split()) if role in values else ""


def _by_role(row: Row, columns: Columns) -> Values:
    return {
        role: row[index] for role, index in columns.items() if index < len(row) and row[index].text
    }


def _clear(row: Row, columns: Columns) -> Row:
    """Return the row without group words such as 绩效指标 left of the first level."""
    first = min(columns.values())
    if not any(cell.text for cell in row[:first]):
        return row
    return tuple(
        _empty(cell) if index < first and _is_group(cell) else cell
        for index, cell in enumerate(row)
    )


def _is_group(cell: Cell) -> bool:
    label = words.read_label(cell.text)
    return label is not None and label.kind == "group"


def _move_left_end(row: Row, columns: Columns) -> Row | None:
    """Return the row moved right when a level name stands left of the levels."""
    first = _first_filled(row)
    wanted = min(columns.values())
    if first is None or first >= wanted or "level1" not in columns:
        return None
    if not (words.is_level1(row[first].text) or words.is_level2(row[first].text)):
        return None
    for _ in range(wanted - first):
        longer = _insert(row, first, columns)
        if longer is None:
            return None
        row = longer
    return row


def _move_right_end(row: Row, columns: Columns, width: int) -> Row | None:
    """Return the row moved left when all of it stands one column too far right."""
    first = _first_filled(row)
    if first is None or not any(cell.text for cell in row[width:]):
        return None
    level1, level2 = columns.get("level1", -1), columns.get("level2", -1)
    text = row[first].text
    if (first == level1 + 1 == level2 and words.is_level1(text)) or (
        first == level2 + 1 and words.is_level2(text)
    ):
        return row[1:]
    return None


def _move_name(row: Row, values: Values, columns: Columns) -> Row | None:
    """Return the row moved right when the target stands where the name should."""
    name = values.get("level3")
    if name is None or "target" in values or "level1" in values:
        return None
    if parse_target(name.text).kind not in _MEASURED:
        return None
    before = columns["level3"] - 1
    if before < 0 or not row[before].text or words.is_level2(row[before].text):
        return None
    return _insert(row, before, columns)


def _insert(row: Row, at: int, columns: Columns) -> Row | None:
    """Return the row with an empty cell inserted, None when a printed cell would fall out."""
    last = max(columns.values())
    if any(cell.text for cell in row[last:]):
        return None
    return (*row[:at], _empty(row[at]), *row[at:])


def _is_second_level(cell: Cell | None) -> bool:
    return cell is not None and words.is_level2(cell.text) and not words.is_level1(cell.text)


def _first_filled(row: Sequence[Cell]) -> int | None:
    for index, cell in enumerate(row):
        if cell.text:
            return index
    return None


def _empty(like: Cell) -> Cell:
    return Cell("", like.line, like.row, like.column, like.page, like.sheet)
