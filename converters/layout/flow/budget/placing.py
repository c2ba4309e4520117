"""Figures in running order -> columns, by arithmetic.

A record with fewer figures than the table has columns lost its empty cells. Which columns its
figures stand in follows from the sums: across the row (合计 = 小计 + 上年结转), down the codes (a
code is the sum of the codes below it), from twin tables that print the same code, and from sources
that the document says are empty. What stays open is placed leftmost and reported; vehicles
are taken as run rather than bought, and guests as received rather than journeys made.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgetgraph.figures import Figure, parse_percentage
from budgetgraph.model import Cell

from ...columns import AmountColumn
from .ways import Placement, turn, ways

# Blank in most rows: where nothing tells, vehicles were run and not bought, and no one went abroad.
_SELDOM = frozenset({"three-public-vehicle-purchase", "three-public-abroad"})
# Economic classes that are paid from the other part of basic expenditure.
_OTHER_CLASSES = {"personnel": ("302", "309", "31"), "operating": ("301", "303")}
_MAX_CANDIDATES = 4000
_ITEM = 1  # rank
RATES = frozenset({"change", "change-percent", "share-percent"})


@dataclass(slots=True)
class Entry:
    """The figures of one record on one side, with the columns they may stand in.

    Attributes:
        code: Classification code, or empty.
        figures: Figures in running order.
        candidates: Placements not yet ruled out.
        is_total: The record is the sum of all top-level records.
        rank: 1 for items such as 一、, 2 for those such as （一） below them, else 0.
        proof: What left one placement: `full` (no empty column), `row` (sums across, columns known
            to be empty), `codes` (sums down the codes), `twin` (another table); empty while open.
        assumed: The placements that were open when the leftmost was taken for granted.
        name: Its label, else its code.
        follows: The row from whose assumed columns its own follow, None where it does from none.
    """

    code: str
    cells: Sequence[Cell]
    is_total: bool = False
    rank: int = 0
    figures: list[Figure] = field(default_factory=list)
    candidates: list[Placement] = field(default_factory=list)
    children: list["Entry"] = field(default_factory=list)
    proof: str = ""
    assumed: list[Placement] = field(default_factory=list)
    name: str = ""
    follows: "Entry | None" = None

    def __post_init__(self) -> None:
        """Parse the figures; a percentage stands for its number."""
        self.figures = [parse_percentage(cell.text) for cell in self.cells]

    @property
    def line(self) -> int:
        """The line of its first figure."""
        return self.cells[0].line

    @property
    def is_settled(self) -> bool:
        """Whether one placement is left."""
        return len(self.candidates) <= 1

    def assume(self, placement: Placement | None = None) -> None:
        """Take a placement, else the leftmost, for granted, so that others can follow from it."""
        taken = self.candidates[0] if placement is None else placement
        self.assumed = [taken, *(other for other in self.candidates if other != taken)]
        self.candidates = [taken]

    def doubt(self, others: Iterable[Placement]) -> None:
        """Take the placement left for assumed, beside others: it rests on something not proven."""
        if self.is_settled and not self.assumed:
            self.assumed = list(dict.fromkeys((*self.candidates, *others)))
            self.proof = ""

    def stand(self, placement: Placement) -> None:
        """Take the placement in which the figures are printed, whatever the sums say."""
        self.assumed = []
        if self.candidates != [placement]:
            self.proof = "place" if placement in self.candidates else "against"
            self.candidates = [placement]

    def keep(self, candidates: list[Placement], proof: str) -> None:
        """Keep these placements; where one is left, note what proved it, if nothing is assumed."""
        self.candidates = candidates
        if self.is_settled and not (self.proof or self.assumed):
            self.proof = proof


def prepare(entry: Entry, columns: Sequence[AmountColumn], closed: frozenset[int]) -> None:
    """Fill in the placements that the sums across the row allow.

    Args:
        entry: The row.
        columns: All columns of figures.
        closed: Those that other tables say are empty; what is in doubt where no sum then holds.
    """
    every = _placements(entry, columns, closed)
    fitting = [placement for placement in every if sums_hold(entry, placement, columns)]
    opened = _placements(entry, columns, frozenset()) if closed and not fitting else every
    if opened is not every:
        fitting = [placement for placement in opened if sums_hold(entry, placement, columns)]
    if len(entry.figures) == len(columns) and not turn(entry.cells):
        entry.keep(every, "full")
    elif fitting:
        entry.keep(fitting, "row")
    else:  # a figure of the row is wrong: no proof, but no part stands without its sum
        shaped = [p for p in every if sums_hold(entry, p, columns, exactly=False)]
        entry.candidates = shaped or every[:1]
        entry.doubt(opened)
    if len(entry.candidates) > 1:
        seldom = [_is_seldom(column, entry.code) for column in columns]
        entry.candidates.sort(key=lambda placement: sum(seldom[c] for c in placement))


def _placements(
    entry: Entry, columns: Sequence[AmountColumn], closed: frozenset[int]
) -> list[Placement]:
    """Return in which columns the figures may stand; closed ones count where there are too few."""
    places = [i for i in range(len(columns)) if i not in closed]
    if len(places) < len(entry.figures):
        places = list(range(len(columns)))
    every = list(_limited(ways(entry.cells, entry.figures, places)))
    if any(_has_sign(figure) for figure in entry.figures):
        return [placement for placement in every if _signs_fit(entry, placement, columns)]
    return every


def _is_seldom(column: AmountColumn, code: str) -> bool:
    """Return whether a column is blank in most rows, or in those with such an economic code."""
    others = _OTHER_CLASSES.get(column.meaning.type, ())
    return column.meaning.measure in _SELDOM or code.startswith(others)


def _signs_fit(entry: Entry, placement: Placement, columns: Sequence[AmountColumn]) -> bool:
    """Return whether every figure with a percent sign stands in a column of rates or changes."""
    return all(
        columns[column].meaning.measure in RATES or not _has_sign(figure)
        for column, figure in zip(placement, entry.figures, strict=True)
    )


def _has_sign(figure: Figure) -> bool:
    return figure.printed.endswith(("%", "％"))


def adds_across(cells: Sequence[Cell], columns: Sequence[AmountColumn]) -> bool:
    """Return whether the figures of a row can stand in the columns so that its sums hold."""
    entry = Entry(code="", cells=cells)
    return any(
        sums_hold(entry, placement, columns)
        for placement in _limited(ways(cells, entry.figures, range(len(columns))))
    )


def _limited(placements: Iterable[Placement]) -> Iterator[Placement]:
    for count, placement in enumerate(placements):
        if count == _MAX_CANDIDATES:
            return
        yield placement


def sums_hold(
    entry: Entry, placement: Placement, columns: Sequence[AmountColumn], *, exactly: bool = True
) -> bool:
    """Return whether every sum column holds the sum of its columns, and none lacks its sum.

    What is part of one of them, 其中：培训 beside 小计, lacks no sum either.
    """
    position = {columns[column].column.index: n for n, column in enumerate(placement)}
    for column in columns:
        if not column.addends:
            if column.is_memo and column.column.index in position:
                beside = [c for c in columns if c.addends and _are_beside(c, column)]
                if beside and not any(c.column.index in position for c in beside):
                    return False
            continue
        parts = [entry.figures[position[i]] for i in column.addends if i in position]
        total = position.get(column.column.index)
        if (total is None) != (not parts):
            return False
        if exactly and total is not None and not is_sum(entry.figures[total], parts):
            return False
    return True


def _are_beside(one: AmountColumn, other: AmountColumn) -> bool:
    """Return whether two columns stand below the same name."""
    above = one.column.path[:-1]
    return bool(above) and above == other.column.path[:-1]


def is_sum(total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether parts add up to a total within the rounding of the print."""
    difference = total.amount_yuan - sum((p.amount_yuan for p in parts), Decimal(0))
    allowed = total.half_width_yuan + sum((p.half_width_yuan for p in parts), Decimal(0))
    return abs(difference) <= allowed


def nest(entries: Sequence[Entry]) -> None:
    """Link entries to those that add up to them: by code, item number, the rest to the total."""
    latest: dict[str, Entry] = {}
    item: Entry | None = None
    total: Entry | None = None
    above: list[Entry] = []
    units = _units(entries)
    for entry in entries:
        if entry.is_total:
            if total is None:
                entry.children += above  # a balance table prints its total last
            total = entry
            continue
        if any(entry is unit for unit in units[1:]):
            units[0].children.append(entry)  # the first is the total of all
            latest, total = {}, entry
            continue
        parent = next(
            (
                latest[entry.code[:n]]
                for n in range(len(entry.code) - 1, 2, -1)
                if entry.code[:n] in latest
            ),
            total,
        )
        if entry.code:
            latest[entry.code] = entry
        if entry.rank == _ITEM:
            item = entry
        elif entry.rank and item is not None:
            parent = item
        if parent is None:
            above.append(entry)
        else:
            parent.children.append(entry)


def _units(entries: Sequence[Entry]) -> list[Entry]:
    """Return the total and the rows of units above codes, whose figures add up to it; else nothing.

    A unit prints no code of a classification, and its codes follow it.
    """
    total = next((entry for entry in entries if entry.is_total and entry.figures), None)
    units = [e for e in entries if not (e.code or e.rank or e.is_total) and e.figures]
    if total is None or not units or not any(entry.code for entry in entries):
        return []
    return [total, *units] if is_sum(total.figures[0], [u.figures[0] for u in units]) else []


def match_twin(entry: Entry, columns: Sequence[AmountColumn], twin: Mapping[str, Decimal]) -> None:
    """Keep the placements that agree with what another table prints for the same code.

    `twin` maps measures to amounts; a measure it lists as 0 is blank there. What several columns
    measure, 一般公共预算 of this year and carried over, is no twin of either.
    """
    counts = Counter(column.meaning.measure for column in columns)

    def agrees(placement: Placement) -> bool:
        held = {
            columns[c].meaning.measure: f for c, f in zip(placement, entry.figures, strict=True)
        }
        return all(
            (held[measure].amount_yuan if measure in held else Decimal(0)) == amount
            for measure, amount in twin.items()
            if counts[measure] == 1
        )

    agreeing = [placement for placement in entry.candidates if agrees(placement)]
    entry.keep(agreeing or entry.candidates, "twin")
