"""Indicators where each cell has a line of its own and neither empty nor merged cells have one.

Web pages copied as text print them so. The heading says in which order cells of which kind follow;
of all ways to part the lines into rows the one that leaves out fewest cells counts, if no other is
as good.
"""

from collections.abc import Iterator, Sequence

from ... import performance_words as words
from ...short_rows.indicators import may_be
from .rows import Line, Piece, one_cell_each

_LEVELS = {"level1": words.is_level1, "level2": words.is_level2}
_NEEDED = frozenset({"level3", "target"})
_LONGEST_UNIT = 6  # characters: 元/人·月
_MAX_CELLS = 600  # of one table; more are no table of indicators
# What may follow the name of an indicator in wrapped text, in this order, to be told apart.
_USUAL = ("description", "sign", words.PASSED, "target", "measure-unit", "sign", "basis", "weight")

_Path = tuple[int, int, tuple[int, ...]]  # cells left out, ways to do so, column of each line


def are_usual(names: Sequence[str]) -> bool:
    """Return whether the columns behind the name stand in an order known to wrapped text."""
    roles = _roles(names)
    behind = roles[roles.index("level3") + 1 :] if "level3" in roles else []
    usual = iter(_USUAL)
    return all(role in usual for role in behind)


def read_aligned(lines: Sequence[Line], names: Sequence[str]) -> list[list[Piece]] | None:
    """Return one list of cells per indicator, in the order of the names of the heading.

    None where lines hold several cells, or where they part into rows in several ways or none.
    """
    cells = [Piece(line.tokens[0], line.line) for line in one_cell_each(lines)]
    if any(len(line.tokens) > 1 for line in one_cell_each(lines)):
        return None
    cells = list(_without_headings(cells, names))
    roles = _roles(names)
    if not cells or len(cells) > _MAX_CELLS or not set(roles) >= _NEEDED:
        return None
    columns = _columns_of(cells, roles)
    if columns is None:
        return None
    rows: list[list[Piece]] = []
    last = len(roles)
    for cell, column in zip(cells, columns, strict=True):
        if column <= last:
            rows.append([Piece("", cell.line)] * len(roles))
        rows[-1][column] = cell
        last = column
    return rows


def _roles(names: Sequence[str]) -> list[str]:
    """Return what each column holds; a description is the name where nothing else is."""
    roles = [words.role_of(name) for name in names]
    if "level3" in roles:
        return roles
    named = {names[n] for role, n in (words.columns_of(names) or {}).items() if role == "level3"}
    return ["level3" if name in named else role for name, role in zip(names, roles, strict=True)]


def _without_headings(cells: Sequence[Piece], names: Sequence[str]) -> Iterator[Piece]:
    """Yield the cells without the heading that a page repeats."""
    index = 0
    while index < len(cells):
        if [cell.text for cell in cells[index : index + len(names)]] == list(names):
            index += len(names)
            continue
        yield cells[index]
        index += 1


def _columns_of(cells: Sequence[Piece], roles: Sequence[str]) -> tuple[int, ...] | None:
    """Return the column of each cell, None where several ways are as good or none is there."""
    ends: list[_Path | None] = [(0, 1, ())]  # of whole rows, by how many cells they take
    for _ in cells:
        ends.append(None)
    for begin in range(len(cells)):
        before = ends[begin]
        if before is None:
            continue
        for taken in _rows_from([cell.text for cell in cells[begin : begin + len(roles)]], roles):
            end = begin + len(taken)
            cost = before[0] + _cost(taken, roles)
            known = ends[end]
            if known is None or cost < known[0]:
                ends[end] = (cost, before[1], (*before[2], *taken))
            elif cost == known[0]:
                ends[end] = (cost, known[1] + before[1], known[2])
    found = ends[-1]
    return found[2] if found and found[1] == 1 else None


def _rows_from(texts: Sequence[str], roles: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the ways in which texts begin with a row: the columns of those that it takes."""
    ways: list[tuple[int, ...]] = [()]
    for column, role in enumerate(roles):
        longer = [
            (*way, column)
            for way in ways
            if len(way) < len(texts) and _may_be(texts[len(way)], role)
        ]
        ways = longer if role in _NEEDED else [*ways, *longer]
    return [way for way in ways if _has_levels(way, roles)]


def _may_be(text: str, role: str) -> bool:
    if role in _LEVELS:
        return _LEVELS[role](text)
    if role == "measure-unit" and (
        len(text) > _LONGEST_UNIT or any(map(str.isdecimal, text)) or may_be(text, "sign")
    ):
        return False
    return may_be(text, role)


def _has_levels(way: Sequence[int], roles: Sequence[str]) -> bool:
    """Return whether a row with a first level has its second."""
    taken = {roles[column] for column in way}
    return "level1" not in taken or "level2" in taken or "level2" not in roles


def _cost(way: Sequence[int], roles: Sequence[str]) -> int:
    return sum(role not in _LEVELS for role in roles) - sum(roles[n] not in _LEVELS for n in way)
