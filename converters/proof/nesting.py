"""Which row of a table sums which: by codes, by how labels begin, and by what adds up.

Print says it in several ways (`outlines.py` reads them in turn); where they differ, the way that
leaves the fewest sums open counts. The first way wins a tie, so that a wrong figure stays wrong.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgetgraph.model import Line

from . import outlines
from .outlines import Parents, Row


@dataclass(slots=True)
class _Panel:
    """Rows that share label and columns: a table, or one side of it."""

    rows: list[Row] = field(default_factory=list)
    lines: list[dict[int, int]] = field(default_factory=list)  # per row: column -> index of line


def nest(lines: Sequence[Line]) -> dict[int, tuple[int, ...]]:
    """Return the indices of the lines that each sum adds up, rows below or above it."""
    parts: dict[int, tuple[int, ...]] = {}
    for panel in _panels(lines):
        parts |= _parts(panel, _best(panel, lines))
    return parts


def _panels(lines: Sequence[Line]) -> Iterable[_Panel]:
    panels: dict[tuple[int, str, int], _Panel] = {}
    places: dict[tuple[int, str, int, int], int] = {}
    ordered = sorted(range(len(lines)), key=lambda i: (lines[i].cell.row, lines[i].cell.column))
    for index in ordered:
        line = lines[index]
        key = (line.table_number, line.side, line.label_cell.column if line.label_cell else 0)
        panel = panels.setdefault(key, _Panel())
        place = places.get((*key, line.cell.row))
        if place is None:
            place = places[*key, line.cell.row] = len(panel.rows)
            panel.rows.append(Row(line.label, line.code))
            panel.lines.append({})
        panel.lines[place][line.cell.column] = index
    return panels.values()


def _best(panel: _Panel, lines: Sequence[Line]) -> Parents:
    """Return the parent of each row in the way of reading that leaves the fewest sums open."""
    side = next((lines[i].side for found in panel.lines for i in found.values()), "")
    ways: Sequence[Callable[[Sequence[Row]], Parents]] = outlines.BY_LABEL
    if any(row.code for row in panel.rows):
        ways = outlines.BY_CODE
    elif side:
        ways = outlines.OF_BALANCE
    best = ways[0](panel.rows)
    cost = _cost(panel, best, lines)
    for way in ways[1:]:
        parents = way(panel.rows)
        if any(cost) and (other := _cost(panel, parents, lines)) < cost:
            best, cost = parents, other
    if cost[0] and ways is not outlines.BY_CODE:
        parents = _nest_by_sums(panel, best, lines)
        best = parents if _cost(panel, parents, lines) < cost else best
    return best


def _cost(panel: _Panel, parents: Parents, lines: Sequence[Line]) -> tuple[int, int]:
    """Return how many sums do not hold, and how many rows among codes stand apart without one."""
    open_sums = sum(not adds_up(lines, *sums) for sums in _parts(panel, parents).items())
    coded = any(row.code for row in panel.rows)
    heads = set(parents)
    apart = sum(
        coded and not row.code and parent is None and index not in heads
        for index, (row, parent) in enumerate(zip(panel.rows, parents, strict=True))
        if not outlines.is_grand_total(row.label)
    )
    return open_sums, apart


def adds_up(lines: Sequence[Line], whole: int, parts: Sequence[int]) -> bool:
    """Return whether printed figures add up as exactly as they are printed."""
    rounding = sum(
        (lines[i].figure.half_width_yuan for i in parts), lines[whole].figure.half_width_yuan
    )
    total = sum((lines[i].amount_yuan for i in parts), Decimal(0))
    return abs(lines[whole].amount_yuan - total) <= rounding


def _parts(panel: _Panel, parents: Parents) -> dict[int, tuple[int, ...]]:
    """Return the sums of each column; a parent that is blank there leaves its rows to its own."""
    parts: dict[int, list[int]] = {}
    for row, found in enumerate(panel.lines):
        for column, index in found.items():
            parent = parents[row]
            while parent is not None and column not in panel.lines[parent]:
                parent = parents[parent]
            if parent is not None:
                parts.setdefault(panel.lines[parent][column], []).append(index)
    return {whole: tuple(found) for whole, found in parts.items()}


def _nest_by_sums(panel: _Panel, parents: Parents, lines: Sequence[Line]) -> Parents:
    """Return the parents with rows that sum the rows right below them, in all columns, above them.

    A department stands above its units so, without any mark.
    """
    found = list(parents)
    for whole in set(parents):
        siblings = [row for row, parent in enumerate(parents) if parent == whole]
        while whole is not None and len(siblings) > 1:
            head, *rest = siblings
            size = next(
                (n for n in range(1, len(rest) + 1) if _is_sum(panel, lines, head, rest[:n])), 0
            )
            for row in rest[:size]:
                found[row] = head
            siblings = rest[size:]
    return found


def _is_sum(panel: _Panel, lines: Sequence[Line], head: int, rows: Sequence[int]) -> bool:
    columns = set(panel.lines[head]).union(*(panel.lines[row] for row in rows))
    for column in columns:
        whole = panel.lines[head].get(column)
        parts = [panel.lines[row][column] for row in rows if column in panel.lines[row]]
        if whole is None or not adds_up(lines, whole, parts):
            return False
    return any(lines[index].amount_yuan for index in panel.lines[head].values())
