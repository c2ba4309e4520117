"""Columns of the procurement table in layout text: order of wrapped headings, place of figures.

Headings run level by level, so the children of a group follow all names of the upper level.
Figures run without the empty columns; the total, its sources and quantity times price tell where
they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from budgetgraph.figures import Figure, is_blank, parse_figure
from budgetgraph.model import Cell, Row

from ....vocabulary import load
from ...meanings import heading_key
from .. import _lists as lists
from .._lists.rows import place
from ..tokens import Token

_PROJECT_ROLES = frozenset({"project", "project-amount"})
_AMOUNT_ROLES = frozenset({"total", "source"})
_PROJECT_GROUP = f"{lists.GROUP}-project"
_AMOUNT_GROUP = f"{lists.GROUP}-amount"
_FISCAL = frozenset({"财政拨款", "财政性资金", "财政资金", "财政拨款资金"})
_QUANTITY, _UNIT = "数量", "单位"
_FISCAL_WORD, _GENERAL = "财政", "一般公共预算"
_OWN_TOTALS = frozenset({"小计"})
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
    names = _in_place(_with_group(_parted(names)))
    start = _lower_start(names)
    upper, lower = names[:start], names[start:]
    project = [Column((name,)) for name in lower if name.role in _PROJECT_ROLES]
    amounts = _nested([name for name in lower if name.role not in _PROJECT_ROLES])
    found: list[Column] = []
    over = _over_amounts(upper, lower)
    for index, name in enumerate(upper):
        if name.role == _PROJECT_GROUP and project:
            found += [Column((name, *column.path)) for column in project]
            project = []
        elif index == over and amounts:
            found += [Column((name, *column.path)) for column in amounts]
            amounts = []
        else:
            found.append(Column((_as_column(name),)))
    return found + project + amounts


def _over_amounts(upper: Sequence[lists.Name], lower: Sequence[lists.Name]) -> int | None:
    """Return the group over the amounts; 资金来源 behind 采购金额 where these have no total."""
    groups = [index for index, name in enumerate(upper) if name.role == _AMOUNT_GROUP]
    sources = [index for index in groups if "来源" in upper[index].text]
    if sources and not any(name.role == "total" for name in lower):
        return sources[0]
    return groups[0] if groups else None


def _as_column(name: lists.Name) -> lists.Name:
    """Return the name of a group without columns below it as that of a column: 采购金额."""
    if not name.role.startswith(lists.GROUP):
        return name
    key = heading_key(name.text)
    known = load("procurement")["columns"].items()
    roles = (role for role, column in known if key in map(heading_key, column["headings"]))
    return name._replace(role=next(roles, "other"))


def _in_place(names: Sequence[lists.Name]) -> list[lists.Name]:
    """Return the names, a group over amounts printed above all others where it stands: at its end.

    Money that is not of the treasury has its columns behind it.
    """
    if not names or names[0].role != _AMOUNT_GROUP:
        return list(names)
    group, rest = names[0], names[1:]
    lower = next((n for n, name in enumerate(rest) if _begins_lower(name)), len(rest))
    sources = [n for n in range(lower) if rest[n].role == "source"]
    totals = [n + 1 for n in range(lower) if rest[n].role in {"total", _AMOUNT_GROUP}]
    at = sources[0] if sources else totals[-1] if totals else lower
    return [*rest[:at], group, *rest[at:]]


def _begins_lower(name: lists.Name) -> bool:
    return name.text in _OWN_TOTALS or (name.role == "source" and _GENERAL in name.text)


def _parted(names: Sequence[lists.Name]) -> list[lists.Name]:
    """Return the names, 数量单位 as two where no other name is that of the quantity."""
    if any(name.role == "quantity" for name in names):
        return list(names)
    found: list[lists.Name] = []
    for name in names:
        if name.text == _QUANTITY + _UNIT:
            found += [lists.Name(_QUANTITY, "quantity", name.line)]
            found += [lists.Name(_UNIT, "uom", name.line)]
        else:
            found.append(name)
    return found


def _with_group(names: Sequence[lists.Name]) -> list[lists.Name]:
    """Return the names with that of the fiscal money as a group where its own total follows it."""
    grouped = any(name.role.startswith(lists.GROUP) for name in names)
    for index, name in enumerate(names if not grouped else ()):
        below = any(other.text in _OWN_TOTALS for other in names[index + 1 :])
        if name.text in _FISCAL and below:
            return [*names[:index], name._replace(role=_AMOUNT_GROUP), *names[index + 1 :]]
    return list(names)


def _lower_start(names: Sequence[lists.Name]) -> int:
    """Return where the second level of headings begins: at the first child of the first group."""
    roles = [name.role for name in names]
    groups = [i for i, role in enumerate(roles) if role in {_PROJECT_GROUP, _AMOUNT_GROUP}]
    if not groups:
        return len(names)
    children = _PROJECT_ROLES if _PROJECT_GROUP in roles else _AMOUNT_ROLES
    own = [i for i in range(groups[0] + 1, len(names)) if names[i].text in _OWN_TOTALS]
    if own and _PROJECT_GROUP not in roles:
        return own[0]
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


def is_usual(found: Sequence[Column]) -> bool:
    """Return whether the money of the general budget comes first of the sources, as it always does.

    Else lines of the heading were printed in another order than that of its columns.
    """
    sources = [column.path[-1].text for column in found if column.role == "source"]
    return not any(_GENERAL in source for source in sources[1:]) or _FISCAL_WORD in sources[0]


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
        rows.append(place(cells, level + 1, found[0].path[0].line, page))
    return rows


def assign(tokens: Sequence[Token], found: Sequence[Column], item: bool) -> dict[int, Token]:
    """Return the column of each figure of a row, dashes for none left out.

    The best proven reading wins: sources add up to a total, quantity times price gives the total,
    the share of small firms is not above the total. Which source is printed, when fewer are printed
    than there are columns, cannot be proven by one row: the leftmost are taken.

    Args:
        tokens: Figures in running order.
        found: The columns of the table.
        item: Whether the row is an item; sums print no price, and few a quantity.
    """
    places = {
        role: [i for i, column in enumerate(found) if column.role == role] for role in _FIGURE_ROLES
    }
    if not item:
        amounts = sum(len(places[role]) for role in ("total", "source", "share"))
        counts = places["quantity"] if len(tokens) == amounts + 1 else []
        places |= {"quantity": counts, "unit-price": []}
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


def contradicts(cells: Sequence[Cell | None], found: Sequence[Column]) -> bool:
    """Return whether the figures of a row cannot stand in their columns."""
    places = {
        role: [i for i, column in enumerate(found) if column.role == role] for role in _FIGURE_ROLES
    }
    row = {
        index: Token(cell.text, cell.line, None, False)
        for index, cell in enumerate(cells)
        if cell and cell.text and found[index].role in _FIGURE_ROLES and not is_blank(cell.text)
    }
    held = {found[index].role for index in row}
    if not held & {"total", "source"}:
        return True
    if _score(row, places) is None:
        return True
    if not held >= {"quantity", "unit-price"}:
        return False
    figures = {
        role: [parse_figure(row[i].text) for i in places[role] if i in row]
        for role in _FIGURE_ROLES
    }
    quantity, price = figures["quantity"][0], figures["unit-price"][0]
    totals = figures["total"] or [sum_of(figures["source"])]
    return not any(_multiplies(quantity, price, total) for total in totals)


def sum_of(parts: Sequence[Figure]) -> Figure:
    """Return the sum of figures, as wide as all of them together."""
    whole = sum((part.amount_yuan for part in parts), Decimal(0))
    return replace(
        parts[0],
        amount_yuan=whole,
        half_width_yuan=sum((part.half_width_yuan for part in parts), Decimal(0)),
    )


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
    if totals and sources and not any(equal(total, sources) for total in totals):
        return None
    if totals and any(s.amount_yuan > totals[0].amount_yuan for s in figures["share"]):
        return None
    score = 2 * len(totals) + 3 * bool(totals and sources) + bool(figures["quantity"])
    score += bool(figures["unit-price"])
    if figures["quantity"] and figures["unit-price"] and totals:
        score += 4 * _multiplies(figures["quantity"][0], figures["unit-price"][0], totals[0])
    return score


def equal(total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether parts add up to a total within what is printed."""
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
