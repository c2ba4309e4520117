"""Balances that name what expenditure is listed by above the columns: 功能分类 | 支出用途.

Their empty cells are lost and their labels may be of two lines. What a label names, and which item
of its part it is the next one of, tells where it stands; that all parts add up proves it. So it is
read in lines across the page, and the sums of expenditure stand over all its parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product

from budgetgraph.model import Cell, Grid, Paragraph

from ...vocabulary import normalise
from .. import captions
from ..meanings import meaning, meaning_by_words
from ._found import Found
from ._items import item_of
from ._parts.rows import SUM, Printed, rows_of
from ._parts.sums import Way, proven
from .budget.heading.lines import has_figure
from .side_parts import INCOME, Part, following, kind_named, may_stand
from .tokens import Token, joined, tokenise

_HALVES = ("收入", "支出")
_MOST_HEADING = 6  # lines
_MOST_ROWS = 80
_MOST_GROUPS = 3
_TOTAL = ("合计", "总计")
_Row = tuple[dict[int, Cell], list[Way]]  # labels by part, and the ways to share out the figures


@dataclass(slots=True)
class _Heading:
    """A heading: the label and amount of each part, and the names above those of expenditure."""

    columns: list[Token]
    groups: list[Token]


@dataclass(slots=True)
class _Balance:
    """What was read of a table so far.

    Attributes:
        parts: Income, then what expenditure is listed by.
        rows: Labels and figures of each row, by part.
        tops: In which parts each row is an item of the first level.
        sums: The first sum of each part.
    """

    parts: list[Part]
    rows: list[_Row] = field(default_factory=list)
    tops: list[frozenset[int]] = field(default_factory=list)
    sums: dict[int, Cell] = field(default_factory=dict)

    def add(self, printed: Printed) -> bool:
        """Add a row; return whether it is told where it stands."""
        texts = [_plain(label) for label in printed.labels]
        if any(map(SUM.search, texts)) and not any(map(item_of, texts)):
            return self._add_sum(printed, texts)
        way = None if self.sums else _placed(texts, printed.own, self.parts)
        if way is None:
            return False
        shared = list(_shared(printed, way))
        items = [item_of(text) for text in texts]
        top: set[int] = set()
        for item, part in zip(items, way, strict=True):
            if item:
                self.parts[part].last[item[0]] = item[1]
                top |= {part} if item[0] == next(iter(self.parts[part].last)) else set()
        labels = {part: joined(label) for part, label in zip(way, printed.labels, strict=True)}
        self.rows.append((labels, shared))
        self.tops.append(frozenset(top))
        return bool(shared)

    def _add_sum(self, printed: Printed, texts: Sequence[str]) -> bool:
        """Add a row of sums: one label for income, and one for all parts of expenditure."""
        sides = [0 if may_stand(text, INCOME) else 1 for text in texts]
        if sides not in ([0], [1], [0, 1]):
            return False
        last = len(self.parts) - 1
        labels = {side: joined(label) for side, label in zip(sides, printed.labels, strict=True)}
        figures: dict[int, Cell] = {}
        for number, (token, before) in enumerate(printed.figures):
            if printed.own == len(texts):
                side = sides[before - 1] if before else -1
            else:
                side = sides[number] if len(printed.figures) == len(sides) else -1
            if side < 0 or (place := side and last) in figures:
                return False
            figures[place] = token.cell
        self.rows.append((labels, [figures]))
        self.tops.append(frozenset())
        if not self.sums and figures.keys() == {0, last}:
            self.sums = {part: figures[part and last] for part in range(len(self.parts))}
        return True

    @property
    def is_whole(self) -> bool:
        """Whether the last row is the total of both sides."""
        labels = self.rows[-1][0] if self.rows else {}
        return bool(self.sums) and labels.keys() == {0, 1} and all(map(_is_total, labels.values()))

    def is_spread(self, number: int) -> bool:
        """Return whether the label of expenditure in a row stands over all its parts."""
        labels = self.rows[number][0]
        return not self.tops[number] and 1 in labels and bool(SUM.search(labels[1].text))


def read(paragraphs: Sequence[Paragraph], start: int) -> Found | None:
    """Return the table whose heading starts here, None where none does."""
    if normalise(paragraphs[start].text) != "".join(_HALVES):
        return None
    below = [n for n in range(start + 1, len(paragraphs)) if paragraphs[n].text][:_MOST_ROWS]
    body = next((k for k, n in enumerate(below) if _is_row(paragraphs[n].text)), 0)
    heading = _heading([paragraphs[n] for n in below[:body]])
    if heading is None:
        return None
    kinds = [INCOME, *(kind_named(normalise(group.text)) for group in heading.groups)]
    balance = _Balance([Part(kind) for kind in kinds])
    lines = [n for n in below[body:] if not captions.is_running(paragraphs[n].text)]
    end = 0
    for behind, printed in rows_of([paragraphs[n] for n in lines]):
        if captions.is_title(paragraphs[lines[behind - 1]].text) or not balance.add(printed):
            break
        end = lines[behind - 1] + 1
    ways = proven([ways for _, ways in balance.rows], balance.sums, balance.tops)
    if not (balance.is_whole and ways):
        return None
    grid = _grid(tokenise([paragraphs[start]]), heading, balance, ways)
    return Found(grid, end)


def _heading(lines: Sequence[Paragraph]) -> _Heading | None:
    """Return what lines of a heading name: labels stand before their amounts, groups alone."""
    if not lines or len(lines) > _MOST_HEADING:
        return None
    names = tokenise(lines)
    amounts = [n for n, name in enumerate(names) if _is_amount(name.text)]
    labels = [n - 1 for n in amounts]
    groups = [name for n, name in enumerate(names) if n not in amounts and n not in labels]
    named = {kind_named(normalise(group.text)) for group in groups}
    if not groups or "" in named or len(named) < len(groups) or len(groups) > _MOST_GROUPS:
        return None
    if len(amounts) != len(groups) + 1 or -1 in labels or not set(labels).isdisjoint(amounts):
        return None
    return _Heading([names[n] for pair in zip(labels, amounts, strict=True) for n in pair], groups)


def _is_amount(text: str) -> bool:
    said = meaning(text) or meaning_by_words(text)
    return said is not None and said.kind == "amount" and not kind_named(normalise(text))


def _is_row(text: str) -> bool:
    return has_figure(text) or any(item_of(normalise(word)) for word in text.split())


def _is_total(label: Cell) -> bool:
    return normalise(label.text).endswith(_TOTAL)


def _plain(label: Sequence[Token]) -> str:
    return normalise("".join(token.text for token in label))


def _placed(texts: Sequence[str], own: int, parts: Sequence[Part]) -> tuple[int, ...] | None:
    """Return in which parts the labels of a row stand; None where several ways are left."""
    items = [item_of(text) for text in texts]
    ways = [
        (following(items, [parts[p] for p in way]), way)
        for way in permutations(range(len(parts)), len(texts))
        if list(way[:own]) == sorted(way[:own])
        and list(way[own:]) == sorted(way[own:])
        and all(may_stand(text, parts[p].kind) for text, p in zip(texts, way, strict=True))
    ]
    ways.sort(reverse=True)
    if not ways or not texts or (len(ways) > 1 and ways[0][0] == ways[1][0]):
        return None
    return ways[0][1]


def _shared(printed: Printed, way: Sequence[int]) -> Iterator[Way]:
    """Yield the ways to share out the figures of a row: each behind its label, or inside of one.

    Those of labels that stand above and below the line may stand anywhere in order.
    """
    beside = [-1, *way[: printed.own], len(way) + max(way)]
    choices = [
        [p for p in way if p == beside[before] or (p in way[printed.own :] and p > beside[before])]
        for _, before in printed.figures
    ]
    nexts = [beside[before + 1] for _, before in printed.figures]
    cells = [token.cell for token, _ in printed.figures]
    for chosen in product(*choices):
        is_right = list(chosen) == sorted(set(chosen))
        if is_right and all(p < after for p, after in zip(chosen, nexts, strict=True)):
            yield dict(zip(chosen, cells, strict=True))


def _grid(
    halves: Sequence[Token], heading: _Heading, balance: _Balance, ways: Sequence[Way]
) -> Grid:
    width = len(heading.columns)
    first = [
        token.cell._replace(column_span=span).at(1, column)
        for token, column, span in zip(halves, (1, 3), (2, width - 2), strict=True)
    ]
    cells = [token.cell for token in heading.columns]
    second = [cell._replace(row_span=2).at(2, n) for n, cell in enumerate(cells[:2], 1)]
    second += [
        group.cell._replace(column_span=2).at(2, 3 + 2 * n)
        for n, group in enumerate(heading.groups)
    ]
    third = [cell.at(3, n) for n, cell in enumerate(cells[2:], 3)]
    rows = [tuple(first), tuple(second), tuple(third)]
    for number, way in enumerate(ways):
        cells = list(_filled(balance.rows[number][0], way, len(balance.parts)))
        if balance.is_spread(number):
            cells = [*cells[:2], cells[2]._replace(column_span=width - 3), cells[-1]]
        rows.append(tuple(_at(cells, number + 4)))
    return Grid(tuple(rows), halves[0].line, halves[0].page)


def _filled(labels: dict[int, Cell], figures: Way, parts: int) -> Iterator[Cell]:
    """Yield the cells of a row, empty ones where nothing is printed."""
    first = next(iter(labels.values()))
    for part in range(parts):
        for found in (labels, figures):
            yield found.get(part) or Cell("", first.line, page=first.page)


def _at(cells: Sequence[Cell], row: int) -> Iterator[Cell]:
    column = 1
    for cell in cells:
        yield cell.at(row, column)
        column += cell.column_span
