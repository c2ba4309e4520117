"""Ruled lines on a page -> tables of rectangular cells.

Knows geometry only: whole numbers in hundredths of a point, from the top left corner. The lines
come from a PDF's drawing or from a scanned image; what stands in the cells is not its business.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from operator import attrgetter
from typing import NamedTuple

POINT = 100
_SAME_LINE = 2 * POINT  # lines nearer than this are one line, drawn twice or double
_JOIN = 3 * POINT  # pieces of a dashed line, borders of neighbouring cells
_TOUCH = 3 * POINT  # how far a line may end before the line that it meets
_OVERHANG = 8 * POINT  # a table without side borders: its lines reach over the outermost column
_COVERED = 7  # tenths of an edge that must be drawn
_position = attrgetter("position")


class Rule(NamedTuple):
    """One straight line: its position across, its start and end along."""

    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The lines of a page: `across` run left to right, `down` run top to bottom."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


class Area(NamedTuple):
    """One cell: 0-based row and column, spans, and its edges on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Lattice:
    """One ruled table.

    Attributes:
        columns: Positions of its upright lines.
        rows: Positions of its level lines.
        upright: For each upright line, whether it is drawn from row to row.
        level: For each level line, whether it is drawn from column to column.
    """

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    upright: Sequence[Sequence[bool]]
    level: Sequence[Sequence[bool]]

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The cells between the lines, row by row; made when asked for: a hatching has too many."""
        return tuple(_areas(self))

    @property
    def is_frame(self) -> bool:
        """Whether it has one cell only."""
        return len(list(islice(_areas(self), 2))) < 2  # noqa: PLR2004 - one

    @property
    def edges(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the table."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


def find_lattices(rules: Rules) -> list[Lattice]:
    """Return the ruled tables of a page from top to bottom; frames around text are not tables."""
    across, down = merge(rules.across), merge(rules.down)
    found = []
    for component in _components(across, down):
        for level, upright in _part_touching(*component):
            lattice = _lattice(level, upright)
            if lattice and not lattice.is_frame:
                found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.edges[1], lattice.edges[0]))


def merge(rules: Iterable[Rule]) -> list[Rule]:
    """Return the lines with pieces on one position joined, sorted by position."""
    merged: list[Rule] = []
    for band in _bands(sorted(rules)):
        position = sorted(rule.position for rule in band)[len(band) // 2]
        pieces = sorted((rule.start, rule.end) for rule in band)
        start, end = pieces[0]
        for first, last in pieces[1:]:
            if first > end + _JOIN:
                merged.append(Rule(position, start, end))
                start, end = first, last
            end = max(end, last)
        merged.append(Rule(position, start, end))
    return merged


def _bands(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return lines in groups of (nearly) one position."""
    bands: list[list[Rule]] = []
    for rule in rules:
        if bands and rule.position - bands[-1][0].position <= _SAME_LINE:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    return bands


def _components(
    across: Sequence[Rule], down: Sequence[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """Return groups of lines that meet, each with lines in both directions."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    positions = [rule.position for rule in across]
    for number, rule in enumerate(down, len(across)):
        low = bisect_left(positions, rule.start - _TOUCH)
        high = bisect_right(positions, rule.end + _TOUCH)
        for index in range(low, high):
            if across[index].start - _TOUCH <= rule.position <= across[index].end + _TOUCH:
                parent[root(index)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(across):
        groups.setdefault(root(index), ([], []))[0].append(rule)
    for index, rule in enumerate(down, len(across)):
        groups.setdefault(root(index), ([], []))[1].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _part_touching(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the lines of each table where tables touch: below a line, other columns begin.

    A merged cell only leaves out lines of its table, so one of two rows of a table has all the
    lines of the other; two tables have lines of their own each.
    """
    columns = [band[0].position for band in _bands(sorted(down))]
    rows = [band[0].position for band in _bands(sorted(across))]
    drawn = [_covered(_at(down, column), rows) for column in columns[1:-1]]
    cuts: list[int] = []
    above: set[int] = set()
    for row in range(len(rows) - 1):
        here = {number for number, covered in enumerate(drawn) if covered[row]}
        if len(above - here) > 1 and len(here - above) > 1 and len(above & here) <= 1:
            cuts.append(rows[row])
            above = set()
        above |= here
    if not cuts:
        return [(across, down)]
    return [
        (
            [rule for rule in across if top - _SAME_LINE <= rule.position <= bottom + _SAME_LINE],
            [
                Rule(rule.position, max(rule.start, top), min(rule.end, bottom))
                for rule in down
                if min(rule.end, bottom) - max(rule.start, top) > _JOIN
            ],
        )
        for top, bottom in pairwise([rows[0], *cuts, rows[-1]])
    ]


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    columns = _positions(down, across)
    rows = _with_cut_rows(_positions(across, down), down)
    if len(columns) < 2 or len(rows) < 2:  # noqa: PLR2004 - no closed cell
        return None
    upright = [_covered(_at(down, column), rows) for column in columns]
    level = [_covered(_at(across, row), columns) for row in rows]
    for edge in (upright[0], upright[-1], level[0], level[-1]):
        edge[:] = [True] * len(edge)
    return Lattice(tuple(columns), tuple(rows), upright, level)


def _positions(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[int]:
    """Return the positions of lines, and of the outer borders that are not drawn.

    Where most crossing lines reach over the outermost line, the table is open on that side.
    """
    positions = [band[0].position for band in _bands(sorted(rules))]
    half = len(crossing) // 2
    first = sorted(rule.start for rule in crossing)[half]
    last = sorted(rule.end for rule in crossing)[half]
    if positions[0] - first > _OVERHANG:
        positions.insert(0, first)
    if last - positions[-1] > _OVERHANG:
        positions.append(last)
    return positions


def _with_cut_rows(rows: list[int], down: Sequence[Rule]) -> list[int]:
    """Return the positions of level lines, and of the ends of rows that a page break leaves open.

    No line is drawn where the page cuts the table, but both of its sides go on.
    """
    sides = [_at(down, side) for side in (down[0].position, down[-1].position)]
    first = max(min(rule.start for rule in side) for side in sides)
    last = min(max(rule.end for rule in side) for side in sides)
    above = [first] if rows[0] - first > _OVERHANG else []
    below = [last] if last - rows[-1] > _OVERHANG else []
    return above + rows + below


def _at(rules: Sequence[Rule], position: int) -> Sequence[Rule]:
    """Return the lines at a position; they come sorted."""
    first = bisect_left(rules, position - _SAME_LINE, key=_position)
    return rules[first : bisect_right(rules, position + _SAME_LINE, key=_position)]


def _covered(rules: Iterable[Rule], stops: Sequence[int]) -> list[bool]:
    """Return for each interval between stops whether lines cover most of it."""
    drawn = [0] * (len(stops) - 1)
    for _, start, end in rules:
        index = max(bisect_right(stops, start) - 1, 0)
        while index < len(drawn) and stops[index] < end:
            drawn[index] += min(end, stops[index + 1]) - max(start, stops[index])
            index += 1
    return [
        length * 10 >= (end - start) * _COVERED
        for length, (start, end) in zip(drawn, pairwise(stops), strict=True)
    ]


def _areas(lattice: Lattice) -> Iterator[Area]:
    """Yield the cells: each takes in what lies right of it and below it without a line between."""
    columns, rows, upright, level = lattice.columns, lattice.rows, lattice.upright, lattice.level
    width, height = len(columns) - 1, len(rows) - 1
    taken = [[False] * width for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if taken[row][column]:
                continue
            right = column + 1
            while right < width and not upright[right][row] and not taken[row][right]:
                right += 1
            bottom = row + 1
            while bottom < height and _is_open(upright, level, bottom, column, right):
                bottom += 1
            for line in taken[row:bottom]:
                line[column:right] = [True] * (right - column)
            yield Area(
                row, column, bottom - row, right - column,
                columns[column], rows[row], columns[right], rows[bottom],
            )  # fmt: skip


def _is_open(
    upright: Sequence[Sequence[bool]],
    level: Sequence[Sequence[bool]],
    row: int,
    column: int,
    right: int,
) -> bool:
    """Return whether the row below belongs to the cell: no line above it and none inside it."""
    return (
        not any(level[row][column:right])
        and not any(upright[inner][row] for inner in range(column + 1, right))
        and upright[column][row]
        and upright[right][row]
    )
