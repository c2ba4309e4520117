"""Columns of the procurement table in layout text: order of wrapped headings, place of figures.

Headings run level by level, so the children of a group follow all names of the upper level.
Figures run without the empty columns; the total, its sources and quantity times price tell where
they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from budgetgraph.figures import Figure, is_blank, parse_figure
from budgetgraph.model import Cell, Row

from . import _lists as lists
from .records import Token

_PROJECT_ROLES = frozenset({"project", "project-amount"})
_AMOUNT_ROLES = frozenset({"total", "source"})
_PROJECT_GROUP = f"{lists.GROUP}-project"
_AMOUNT_GROUP = f"{lists.GROUP}-amount"
_FIGURE_ROLES = ("quantity", "unit-price", "total", "source", "share")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its headings from top to bottom and its role."""

    path: tuple[lists.Name, ...]

    @property
    def role(self) -> str:
        """The role of the lowest heading."""
        return self.path[-1].role


def columns(names: Sequence[lists.Name]) -> list[Column]:
    """Return the columns in printed order, for headings in running order."""
    start = _lower_start(names)
    upper, lower = names[:start], names[start:]
    project = [Column((name,)) for name in lower if name.role in _PROJECT_ROLES]
    amounts = _nested([name for name in lower if name.role not in _PROJECT_ROLES])
    found: list[Column] = []
    for name in upper:
        if name.role == _PROJECT_GROUP and project:
            found += [Column((name, *column.path)) for column in project]
            project = []
        elif name.role == _AMOUNT_GROUP and amounts:
            found += [Column((name, *column.path)) for column in amounts]
            amounts = []
        else:
            found.append(Column((name,)))
    return found + project + amounts


def _lower_start(names: Sequence[lists.Name]) -> int:
    """Return where the second level of headings begins: at the first child of the first group."""
    roles = [name.role for name in names]
    groups = [i for i, role in enumerate(roles) if role in {_PROJECT_GROUP, _AMOUNT_GROUP}]
    if not groups:
        return len(names)
    children = _PROJECT_ROLES if _PROJECT_GROUP in roles else _AMOUNT_ROLES
    return next((i for i in range(groups[0] + 1, len(names)) if roles[i] in children), len(names))


def _nested(names: Sequence[lists.Name]) -> list[Column]:
    """Return the columns under the amounts; a group among them has children of its own.

    The children come last in running order and begin with their own total.
    """
    group = next((i for i, name in enumerate(names) if name.role == _AMOUNT_GROUP), None)
    if group is None:
        return [Column((name,)) for name in names]
    after = names[group + 1 :]
    own = next((i for i, name in enumerate(after) if name.role == "total"), len(after))
    return [
        *(Column((name,)) for name in names[:group]),
        *(Column((names[group], name)) for name in after[own:]),
        *(Column((name,)) for name in after[:own]),
    ]


def heading_rows(found: Sequence[Column], page: int | None) -> list[Row]:
    """Return the heading rows as a ruled table does: a group stands over its first column."""
    depth = max(len(column.path) for column in found)
    rows = []
    for level in range(depth):
        cells: list[Cell | None] = []
        above: tuple[lists.Name, ...] = ()
        for column in found:
            own = column.path[: level + 1]
            shown = len(own) > level and own != above
            cells.append(Cell(own[-1].text, own[-1].line) if shown else None)
            above = own
        rows.append(lists.place(cells, level + 1, found[0].path[0].line, page))
    return rows


def assign(tokens: Sequence[Token], found: Sequence[Column], item: bool) -> dict[int, Token]:
    """Return the column of each figure of a row, dashes for none left out.

    The best proven reading wins: sources add up to a total, quantity times price gives the total,
    the share of small firms is not above the total. Which source is printed, when fewer are printed
    than there are columns, cannot be proven by one row: the leftmost are taken.

    Args:
        tokens: Figures in running order.
        found: The columns of the table.
        item: Whether the row is an item; sums print neither quantity nor price.
    """
    places = {
        role: [i for i, column in enumerate(found) if column.role == role] for role in _FIGURE_ROLES
    }
    if not item:
        places |= {"quantity": [], "unit-price": []}
    every = sorted(i for columns_of in places.values() for i in columns_of)
    if len(tokens) == len(every):
        return dict(zip(every, tokens, strict=True))
    printed = [token for token in tokens if not is_blank(token.text)]
    best: tuple[int, list[int]] | None = None
    for chosen in _choices(places, len(printed)):
        score = _score(dict(zip(chosen, printed, strict=True)), places)
        if score is not None and (best is None or score > best[0]):
            best = (score, chosen)
    return dict(zip(best[1] if best else every, printed, strict=False))


def _choices(places: dict[str, list[int]], count: int) -> Iterator[list[int]]:
    """Yield sets of columns for so many figures; of several sources the leftmost ones."""
    others = [role for role in _FIGURE_ROLES if role != "source"]
    for sizes in product(*(range(len(places[role]), -1, -1) for role in others)):
        sources = count - sum(sizes)
        if 0 <= sources <= len(places["source"]):
            chosen = [i for role, n in zip(others, sizes, strict=True) for i in places[role][:n]]
            yield sorted(chosen + places["source"][:sources])


def _score(row: dict[int, Token], places: dict[str, list[int]]) -> int | None:
    """Return how well a reading is proven, None where it is contradicted."""
    figures = {
        role: [parse_figure(row[i].text) for i in places[role] if i in row]
        for role in _FIGURE_ROLES
    }
    totals, sources = figures["total"], figures["source"]
    if totals and sources and not any(_equal(total, sources) for total in totals):
        return None
    if totals and any(s.amount_yuan > totals[0].amount_yuan for s in figures["share"]):
        return None
    score = 2 * len(totals) + 3 * bool(totals and sources) + bool(figures["quantity"])
    score += bool(figures["unit-price"])
    if figures["quantity"] and figures["unit-price"] and totals:
        score += 4 * _multiplies(figures["quantity"][0], figures["unit-price"][0], totals[0])
    return score


def _equal(total: Figure, parts: Sequence[Figure]) -> bool:
    difference = total.amount_yuan - sum((part.amount_yuan for part in parts), Decimal(0))
    width = sum((f.half_width_yuan for f in (total, *parts)), Decimal(0))
    return abs(difference) <= width


def _multiplies(quantity: Figure, price: Figure, total: Figure) -> bool:
    """Return whether quantity times price can be the total, rounding of price and total allowed."""
    low = quantity.amount_yuan * (price.amount_yuan - price.half_width_yuan)
    high = quantity.amount_yuan * (price.amount_yuan + price.half_width_yuan)
    return (
        low <= total.amount_yuan + total.half_width_yuan
        and total.amount_yuan - total.half_width_yuan <= high
    )
