"""Figures that stand below each other in text that keeps the look of the page: their columns.

A column is where the figures of all rows end, or begin, below each other. Which one it is tell rows
without an empty column, and the names above: each stands inside of its column, so that no figures
that end where their column ends stand before its name. No sum is asked: a figure that is missing in
one row moves none of another. What is printed askew, or overleaf on a scale of its own, stays open.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...columns import AmountColumn
from ..spaced.columns import Span, meet
from .by_place import Words, keeps_places, names_of, spans_of
from .placing import Entry, adds_across, sums_hold
from .table import FlowTable
from .ways import Placement

_ASKEW = 1  # columns of characters by which figures below each other may differ
_Told = tuple[Entry, Placement]


class _Stretch(NamedTuple):
    """Figures below each other: for each its row and its number there, and where it stands."""

    figures: list[tuple[int, int]]
    spans: list[Span]

    @property
    def span(self) -> Span:
        """From where to where all of them stand."""
        return min(left for left, _ in self.spans), max(right for _, right in self.spans)

    @property
    def side(self) -> int | None:
        """1 if figures end below each other, -1 if they begin so, 0 if both; None for neither."""
        lefts, rights = zip(*self.spans, strict=True)
        ends, begins = (max(edges) - min(edges) <= _ASKEW for edges in (rights, lefts))
        middles = [sum(span) for span in self.spans]
        is_centred = max(middles) - min(middles) <= 2 * _ASKEW
        return ends - begins if ends or begins or is_centred else None


class _Scale(NamedTuple):
    """Rows on one scale: those below a heading, or overleaf without names.

    Attributes:
        columns: The columns of figures.
        entries: The rows.
        stretches: What their figures fill together, from left to right.
        names: Where the names of columns stand, by the index of the column.
        is_headed: Whether their heading stands above them.
    """

    columns: Sequence[AmountColumn]
    entries: Sequence[Entry]
    stretches: Sequence[_Stretch]
    names: Mapping[int, Span]
    is_headed: bool = True


class Standing(NamedTuple):
    """What the place of figures told.

    Attributes:
        figures: How many are in the columns in which they stand.
        unnamed: Tables whose figures do not stand below the names read for them, or whose names not
            in the order of the columns: the heading may not be what was read.
    """

    figures: int
    unnamed: Sequence[FlowTable]


def settle_by_standing(tables: Sequence[FlowTable], words: Callable[[], Words]) -> Standing:
    """Put figures into the columns in which they stand below each other.

    Args:
        tables: All tables of the text, with the placements that the sums across each row allow.
        words: Gives the words of its lines; asked only where a column is empty.
    """
    scales = [
        (table, scale)
        for table in tables
        for side, entries in table.entries.items()
        if _has_gaps([entry for _, entry in entries], table.amount_columns(side))
        and words()
        and keeps_places(table, words())
        for scale in _scales(table, side, words())
    ]
    unnamed = [
        table
        for table in tables
        if words() and keeps_places(table, words()) and _are_crossed(table, words())
    ]
    sides = [side for _, scale in scales for stretch in scale.stretches if (side := stretch.side)]
    usual = sides[0] if len(set(sides)) == 1 else 0
    figures = 0
    for table, scale in scales:
        told = list(_placed(scale, usual))
        if told and _is_borne_out(told, scale.columns):
            for entry, placement in told:
                entry.stand(placement)
                figures += len(placement)
        elif scale.is_headed and not table.is_form:  # the names of which wrap
            unnamed.append(table)
    return Standing(figures, unnamed)


def _has_gaps(entries: Iterable[Entry], columns: Sequence[AmountColumn]) -> bool:
    return any(len(entry.figures) < len(columns) for entry in entries)


def _scales(table: FlowTable, side: str, words: Words) -> Iterator[_Scale]:
    """Yield the rows of a table whose figures stand below each other: all, else those of a page.

    Where they are askew and no names stand in order, there are no rows.
    """
    columns = table.amount_columns(side)
    names = _in_order(names_of(table, words))
    rows = [
        (entry, spans)
        for record, entry in table.entries[side]
        if entry.candidates and (spans := spans_of(record, side, words))
    ]
    pages = dict.fromkeys(entry.cells[0].page for entry, _ in rows)
    parts = [[row for row in rows if row[0].cells[0].page == page] for page in pages]
    if whole := _scale(columns, rows, names):
        yield whole
        return
    for number, part in enumerate(parts if len(parts) > 1 else ()):
        if found := _scale(columns, part, {} if number else names):
            yield found._replace(is_headed=not number)
    if not names:
        yield _Scale(columns, (), (), names)


def _are_crossed(table: FlowTable, words: Words) -> bool:
    """Return whether names of figures stand apart from each other, in another order than read."""
    amounts = {column.column.index for column in table.amount_columns("")}
    found = sorted((span, index) for index, span in names_of(table, words) if index in amounts)
    apart = all(one[1] <= other[0] for (one, _), (other, _) in pairwise(found))
    places = [index for _, index in found]
    return apart and places != sorted(places)


def _in_order(names: Iterable[tuple[int, Span]]) -> dict[int, Span]:
    """Return the names of columns if they stand beside each other in the order of these."""
    found = dict(sorted(names))
    apart = all(one[1] <= other[0] for one, other in pairwise(found.values()))
    return found if apart else {}


def _scale(
    columns: Sequence[AmountColumn],
    rows: Sequence[tuple[Entry, Sequence[Span]]],
    names: Mapping[int, Span],
) -> _Scale | None:
    """Return rows with what their figures fill together, None where some stand askew."""
    figures = [
        (span, (row, number))
        for row, (_, spans) in enumerate(rows)
        for number, span in enumerate(spans)
    ]
    stretches: list[_Stretch] = []
    end = -1
    for span, figure in sorted(figures):
        if not stretches or span[0] >= end:
            stretches.append(_Stretch([], []))
        stretches[-1].figures.append(figure)
        stretches[-1].spans.append(span)
        end = max(end, span[1])
    if not stretches or any(stretch.side is None for stretch in stretches):
        return None
    return _Scale(columns, [entry for entry, _ in rows], stretches, names)


def _placed(scale: _Scale, usual: int) -> Iterator[_Told]:
    """Yield the rows whose columns are told; nothing where rows and names do not agree.

    Args:
        scale: Rows and names.
        usual: How figures stand in this text, as `side` says, where all of a column are as wide.
    """
    found: list[int | None] = []
    for stretch in scale.stretches:
        told = {_counted(scale, stretch), _named(scale, stretch, usual)} - {None}
        if len(told) > 1:
            return
        found.append(next(iter(told), None))
    found = _filled_up(found, len(scale.columns))
    known = [column for column in found if column is not None]
    if any(one >= other for one, other in pairwise(known)):
        return
    columns = {
        figure: column
        for stretch, column in zip(scale.stretches, found, strict=True)
        for figure in stretch.figures
    }
    for row, entry in enumerate(scale.entries):
        placement = [columns.get((row, number)) for number in range(len(entry.figures))]
        whole = tuple(column for column in placement if column is not None)
        if len(whole) == len(placement) == len(set(whole)):
            yield entry, whole


def _counted(scale: _Scale, stretch: _Stretch) -> int | None:
    """Return the column of figures in rows that fill all columns; none where rows do not agree."""
    full = len(scale.columns)
    told = {number for row, number in stretch.figures if len(scale.entries[row].figures) == full}
    return told.pop() if len(told) == 1 else None


def _named(scale: _Scale, stretch: _Stretch, usual: int) -> int | None:
    """Return the column whose name stands over figures, or beside them inside of their column."""
    left, right = stretch.span
    over = [index for index, name in scale.names.items() if meet(name, (left, right))]
    positions = {column.column.index: n for n, column in enumerate(scale.columns)}
    side = stretch.side or usual
    if not over and side:
        before = [index for index, name in scale.names.items() if name[1] <= left]
        last = max(before, default=min(positions) - 1)
        following = min(scale.names.keys() - before, default=max(positions) + 1)
        over = [last if side > 0 else following] if following <= last + 1 else []
    return positions.get(over[0]) if len(over) == 1 else None


def _filled_up(found: Sequence[int | None], width: int) -> list[int | None]:
    """Return the columns of stretches, with those that their neighbours leave no other column."""
    filled = list(found)
    for number, column in enumerate(found):
        before = filled[number - 1] if number else -1
        after = found[number + 1] if number + 1 < len(found) else width
        if column is None and before is not None and after == before + 2:
            filled[number] = before + 1
    return filled


def _is_borne_out(told: Sequence[_Told], columns: Sequence[AmountColumn]) -> bool:
    """Return whether the sums across rows speak for the columns told rather than for others.

    One row may speak against them: a figure is missing or wrong there.
    """
    lost = [(entry, placement) for entry, placement in told if len(placement) < len(columns)]
    held = sum(sums_hold(entry, placement, columns) for entry, placement in lost)
    against = sum(
        not sums_hold(entry, placement, columns) and adds_across(entry.cells, columns)
        for entry, placement in lost
    )
    return against <= max(held, 1)
