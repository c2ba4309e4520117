"""The table of government procurement -> one `ProcurementLine` per total, subtotal and item."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetgraph.contract import Context
from budgetgraph.errors import FigureError
from budgetgraph.figures import is_blank
from budgetgraph.model import Amount, Cell, Finding, ProcurementLine, Row, Table

from ..layout.captions import table_code
from ..vocabulary import load, normalise
from . import _registers as registers

TABLES = ("procurement",)

_NAME = "procurement"
_ITEM_ROLES = ("item", "catalogue-code", "uom", "quantity", "unit-price")
_LABEL_ROLES = ("unit", "project", "item")


@dataclass(slots=True)
class _Above:
    """What the rows above say about the next one: its unit, and a merged project cell."""

    unit: str = ""
    project: str = ""
    project_amount: Amount | None = None


def identify(table: Table) -> str:
    """Return `procurement` for a table of things to be bought with their price."""
    titled = table_code(table.title)
    if titled not in ("", _NAME) or not table.columns:
        return ""
    roles = registers.find_roles(table.columns, _NAME)
    if not ({"total", "source"} & roles.keys()):
        return ""
    about = titled or "政府采购" in normalise(table.title + table.section)
    bought = "catalogue-code" in roles or ("item" in roles and "unit-price" in roles)
    named = any("采购" in heading for c in table.columns for heading in c.path)
    if about:
        return _NAME if titled or bought or {"item", "project"} & roles.keys() else ""
    return _NAME if bought and named else ""


def extract(table: Table, context: Context) -> Iterator[ProcurementLine | Finding]:
    """Yield one line per row; an empty table yields nothing."""
    roles = registers.find_roles(table.columns, _NAME)
    total = registers.first(roles, "total")
    rows = [row for row in table.rows if any(c.text.strip() for c in row)]
    rows = [row for row in rows if not registers.is_note(row, _NAME)]
    if rows and total is not None and not registers.states_scale(table, total):
        yield registers.unit_assumed(table, _NAME, table.columns[total])
    above = _Above()
    for row in rows:
        amounts: dict[int, Amount] = {}
        yield from _read_figures(table, roles, row, amounts)
        if line := _line(table, roles, row, amounts, above):
            yield line
        elif not _is_empty_category(row):
            yield registers.not_understood(table, _NAME, row)


def _is_empty_category(row: Row) -> bool:
    """Return whether a row names a category, of which nothing is bought, and no more."""
    texts = [text for cell in row if (text := normalise(cell.text)) and not is_blank(text)]
    return len(texts) == 1 and texts[0] in registers.row_labels(_NAME, "categories")


def _read_figures(
    table: Table, roles: registers.Roles, row: Row, amounts: dict[int, Amount]
) -> Iterator[Finding]:
    """Put the figures of the row into `amounts` by column; yield what is no figure."""
    plain = set(roles.get("quantity", ()))
    money = {i for role in _money_roles(roles) for i in roles[role]}
    for index in sorted(plain | money):
        scale = 1 if index in plain else registers.scale_of(table, index)
        try:
            amount = registers.read_amount(row[index], scale)
        except FigureError:
            heading = table.columns[index].heading
            label = registers.label_cell(row, None).text
            yield registers.not_a_figure(table, _NAME, label, row[index], heading)
            continue
        if amount:
            amounts[index] = amount


def _money_roles(roles: registers.Roles) -> list[str]:
    return [r for r in ("project-amount", "unit-price", "total", "source", "share") if r in roles]


def _line(
    table: Table, roles: registers.Roles, row: Row, amounts: dict[int, Amount], above: _Above
) -> ProcurementLine | None:
    """Return what the row states, None where it names neither a label nor an item."""
    label, where = _label(roles, row)
    stated = _stated_amounts(table, roles, amounts)
    total = next((amounts[i] for i in roles.get("total", ()) if i in amounts), None)
    role = _role(roles, row, label)
    if role == "item":
        return _item(roles, row, amounts, above, stated)
    if role == "total":
        above.unit = above.project = ""
        return ProcurementLine("total", where, total=total, amounts=stated)
    if role != "subtotal" or not stated:
        return None
    category = normalise(label) in registers.row_labels(_NAME, "categories")
    if not category:
        above.unit, above.project = _without_ending(label) or above.unit, ""
    return ProcurementLine(
        "subtotal",
        where,
        unit=above.unit,
        item=label if category else "",
        total=total,
        amounts=stated,
    )


def _role(roles: registers.Roles, row: Row, label: str) -> str:
    """Return item, subtotal or total; empty where the row prints no label.

    Items are the rows that say what is bought; all others sum the rows below them.
    """
    plain = normalise(label)
    if plain in registers.row_labels(_NAME, "totals"):
        return "total"
    traits = [registers.text_at(row, registers.first(roles, role)) for role in _ITEM_ROLES]
    if plain.endswith(tuple(registers.row_labels(_NAME, "subtotal-endings"))) and not any(
        traits[1:]
    ):
        return "subtotal"
    if any(traits[1:]) or (traits[0] and normalise(traits[0]) != plain):
        return "item"
    if not plain:
        return ""
    only_item = traits[0] and plain not in registers.row_labels(_NAME, "categories")
    return "item" if only_item else "subtotal"


def _label(roles: registers.Roles, row: Row) -> tuple[str, Cell]:
    """Return the first text of the row's label columns, with its cell."""
    places = sorted(i for role in _LABEL_ROLES for i in roles.get(role, ()))
    for index in places:
        if text := registers.text_at(row, index):
            return text, row[index]
    cell = registers.label_cell(row, None)
    text = registers.text_at((cell,), 0)
    sums = registers.row_labels(_NAME, "totals") | registers.row_labels(_NAME, "categories")
    return text if normalise(text) in sums else "", cell


def _item(
    roles: registers.Roles,
    row: Row,
    amounts: dict[int, Amount],
    above: _Above,
    stated: tuple[tuple[str, Amount], ...],
) -> ProcurementLine:
    """Return an item; a project cell that was merged over several items is filled down."""

    def text(role: str) -> str:
        return registers.text_at(row, registers.first(roles, role))

    def amount(role: str) -> Amount | None:
        return next((amounts[i] for i in roles.get(role, ()) if i in amounts), None)

    own = text("unit")
    if own and own != above.unit:
        above.unit, above.project, above.project_amount = own, "", None
    if project := text("project"):
        above.project, above.project_amount = project, amount("project-amount")
    return ProcurementLine(
        role="item",
        cell=registers.label_cell(row, registers.first(roles, "item")),
        unit=above.unit,
        project=above.project,
        project_amount=above.project_amount,
        item=text("item"),
        catalogue_code=text("catalogue-code"),
        uom=text("uom"),
        quantity=amount("quantity"),
        unit_price=amount("unit-price"),
        total=amount("total"),
        amounts=stated,
    )


def _stated_amounts(
    table: Table, roles: registers.Roles, amounts: dict[int, Amount]
) -> tuple[tuple[str, Amount], ...]:
    """Return the figures of the amount columns under their printed headings.

    Two columns of the same heading are told apart by the heading above them.
    """
    places = sorted(i for role in ("total", "source", "share") for i in roles.get(role, ()))
    headings = [table.columns[i].heading for i in places]
    named = []
    for index in places:
        if index in amounts:
            column = table.columns[index]
            twice = headings.count(column.heading) > 1
            named.append(("/".join(column.path) if twice else column.heading, amounts[index]))
    return tuple(named)


def _without_ending(label: str) -> str:
    """Return the unit that a subtotal row names: `劳动监察支队小计` -> `劳动监察支队`."""
    for ending in load(_NAME)["rows"]["subtotal-endings"]:
        label = label.removesuffix(ending)
    return label.rstrip("：:")
