"""Which row of a table sums which: by codes, by how labels begin, and by what adds up.

Print says it in several ways (`outlines.py` reads them in turn); where they differ, the way that
leaves the fewest sums open counts. The first way wins a tie, so that a wrong figure stays wrong.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from budgetgraph.model import Line

from . import outlines
from .outlines import Parents, Row


@dataclass(slots=True)
class _Panel:
    """Rows that share label and columns: a table, or one side of it, or a part printed beside it.

    `lines` has for each row the indices of its lines by column, counted from the label's.
    """

    rows: list[Row] = field(default_factory=list)
    lines: list[dict[int, int]] = field(default_factory=list)

    def states_a_sum(self) -> bool:
        """Return whether a row without a code says that it is a sum."""
        return any(outlines.is_sum(row) for row in self.rows)

    def go_on(self, other: "_Panel") -> None:
        """Add the rows of a panel that continues this one."""
        self.rows += other.rows
        self.lines += other.lines


def nest(lines: Sequence[Line]) -> dict[int, tuple[int, ...]]:
    """Return the indices of the lines that each sum adds up, rows below or above it."""
    parts: dict[int, tuple[int, ...]] = {}
    for panels in _panels(lines):
        for panel in _whole(panels):
            parts |= _parts(panel, _best(panel, lines))
    return parts


def _panels(lines: Sequence[Line]) -> Iterable[list[_Panel]]:
    """Yield the panels of each table, or side of one, from left to right."""
    found: dict[tuple[int, str], dict[int, dict[int, dict[int, int]]]] = {}
    for index, line in enumerate(lines):
        label = line.label_cell.column if line.label_cell else 0
        rows = found.setdefault((line.table_number, line.side), {}).setdefault(label, {})
        rows.setdefault(line.cell.row, {})[line.cell.column - label] = index
    for by_label in found.values():
        panels = []
        for _, rows in sorted(by_label.items()):
            panel = _Panel()
            for _, columns in sorted(rows.items()):
                line = lines[next(iter(columns.values()))]
                panel.rows.append(Row(line.label, line.code))
                panel.lines.append(columns)
            panels.append(panel)
        yield panels


def _whole(panels: Sequence[_Panel]) -> list[_Panel]:
    """Return the panels with those joined that one sum closes: 科目 决算数 | 科目 决算数 | ….

    A panel of codes without a sum of its own goes on in the next one, the last one in the one
    before it.
    """
    whole: list[_Panel] = []
    goes_on = False
    for panel in panels:
        if goes_on:
            whole[-1].go_on(panel)
        else:
            whole.append(panel)
        goes_on = any(row.code for row in panel.rows) and not panel.states_a_sum()
    if goes_on and len(whole) > 1:
        last = whole.pop()
        whole[-1].go_on(last)
    return whole


def _best(panel: _Panel, lines: Sequence[Line]) -> Parents:
    """Return the parent of each row in the way of reading that leaves the fewest sums open."""
    side = next((lines[i].side for found in panel.lines for i in found.values()), "")
    ways: Sequence[Callable[[Sequence[Row]], Parents]] = outlines.BY_LABEL
    if any(row.code for row in panel.rows):
        ways = outlines.BY_CODE
    elif side:
        ways = outlines.OF_BALANCE
    elif any(outlines.is_year_total(row.label) for row in panel.rows):
        ways = (*outlines.OF_BALANCE, *outlines.BY_LABEL)  # one side of a balance, alone
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
    if not any(row.code for row in panel.rows):
        return open_sums, 0
    heads = set(parents)
    apart = [
        row
        for index, (row, parent) in enumerate(zip(panel.rows, parents, strict=True))
        if not row.code
        and parent is None
        and index not in heads
        and not outlines.is_grand_total(row.label)
    ]
    return open_sums + sum(map(outlines.is_sum, apart)), len(apart)


def adds_up(lines: Sequence[Line], whole: int, parts: Sequence[int]) -> bool:
    """Return whether printed figures add up as exactly as they are printed."""
    gap = abs(lines[whole].amount_yuan - sum([lines[i].amount_yuan for i in parts]))
    if not gap:
        return True
    return gap <= sum([lines[i].figure.half_width_yuan for i in (whole, *parts)])


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
    children: dict[int, list[int]] = {}
    for row, parent in enumerate(parents):
        if parent is not None:
            children.setdefault(parent, []).append(row)
    for siblings in children.values():
        while len(siblings) > 1:
            head, *rest = siblings
            size = _size_of_sum(panel, lines, head, rest)
            for row in rest[:size]:
                found[row] = head
            siblings = rest[size:]  # noqa: PLW2901 - what is left of them
    return found


def _size_of_sum(panel: _Panel, lines: Sequence[Line], head: int, rows: Sequence[int]) -> int:
    """Return how many rows, from the first on, a row sums in all columns; 0 where it sums none."""
    own = panel.lines[head]
    gaps = {column: lines[index].amount_yuan for column, index in own.items()}
    rounding = {column: lines[index].figure.half_width_yuan for column, index in own.items()}
    if not any(gaps.values()):
        return 0
    for size, row in enumerate(rows, 1):
        for column, index in panel.lines[row].items():
            if column not in gaps:
                return 0
            gaps[column] -= lines[index].amount_yuan
            rounding[column] += lines[index].figure.half_width_yuan
        if all(abs(gap) <= rounding[column] for column, gap in gaps.items()):
            return size
    return 0
