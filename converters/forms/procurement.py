"""The table of government procurement -> one `ProcurementLine` per total, subtotal and item."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetgraph.contract import Context
from budgetgraph.errors import FigureError
from budgetgraph.figures import is_blank
from budgetgraph.model import Amount, Cell, Finding, ProcurementLine, Row, Table

from ..layout.captions import table_code
from ..layout.meanings import heading_key
from ..vocabulary import load, normalise
from . import _registers as registers
from ._procurement_outline import Outlined, is_category, outlined

TABLES = ("procurement",)

_NAME = "procurement"
_ITEM_ROLES = ("item", "catalogue-code", "uom", "quantity", "unit-price")
_LABEL_ROLES = ("unit", "project", "economic", "item")


@dataclass(slots=True)
class _Above:
    """What the rows above say about the next one: its unit, and merged cells."""

    unit: str = ""
    project: str = ""
    project_amount: Amount | None = None
    economic: str = ""


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
    roles = _roles(table)
    total = registers.first(roles, "total")
    rows = [row for row in table.rows if any(c.text.strip() for c in row)]
    rows = [row for row in rows if not registers.is_note(row, _NAME)]
    if rows and total is not None and not registers.states_scale(table, total):
        yield registers.unit_assumed(table, _NAME, table.columns[total])
    above = _Above()
    found: list[Outlined] = []
    for index, row in enumerate(rows):
        amounts: dict[int, Amount] = {}
        yield from _read_figures(table, roles, row, amounts)
        kind = _kind(roles, row, rows[index + 1 :])
        if line := _line(table, roles, row, amounts, above, kind):
            found.append(Outlined(line, kind))
        elif _is_empty_category(row):
            found.append(Outlined(None, "category"))
        else:
            yield registers.not_understood(table, _NAME, row)
    yield from outlined(found)


def _roles(table: Table) -> registers.Roles:
    """Return the columns of each role, those that only say more of a row among them."""
    roles = dict(registers.find_roles(table.columns, _NAME))
    taken = {index for places in roles.values() for index in places} - set(roles.get("other", ()))
    for role, headings in load(_NAME)["more"].items():
        known = {heading_key(heading) for heading in headings}
        places = [c.index for c in table.columns if known.intersection(registers.spelled(c))]
        if free := tuple(index for index in places if index not in taken):
            roles[role] = free
    return roles


def _is_empty_category(row: Row) -> bool:
    """Return whether a row names a category, of which nothing is bought, and no more."""
    texts = [text for cell in row if (text := normalise(cell.text)) and not is_blank(text)]
    return len(texts) == 1 and is_category(texts[0])


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
    table: Table,
    roles: registers.Roles,
    row: Row,
    amounts: dict[int, Amount],
    above: _Above,
    kind: str,
) -> ProcurementLine | None:
    """Return what the row states, None where it names neither a label nor an item."""
    label, where = _label(roles, row)
    stated = _stated_amounts(table, roles, amounts)
    total = next((amounts[i] for i in roles.get("total", ()) if i in amounts), None)
    if kind == "item":
        return _item(roles, row, amounts, above, stated)
    if kind == "total":
        above.unit = above.project = above.economic = ""
        return ProcurementLine("total", where, total=total, amounts=stated)
    if not kind or not stated:
        return None
    if kind == "unit":
        own = registers.text_at(row, registers.first(roles, "unit")) or label
        above.unit = _without_ending(own) or above.unit
    if kind in ("unit", "category"):
        above.project, above.economic = "", ""
    else:
        _fill_down(roles, row, amounts, above)
    return ProcurementLine(
        "subtotal",
        where,
        unit=above.unit,
        project=above.project,
        project_amount=above.project_amount if above.project else None,
        item=label if kind == "category" else "",
        total=total,
        amounts=stated,
        economic=above.economic,
    )


def _kind(roles: registers.Roles, row: Row, below: Sequence[Row]) -> str:
    """Return item, total, or what a row sums: a unit, category, project or economic class.

    Items are the rows that say what is bought; all others sum the rows below them. Empty where the
    row prints no label.
    """
    label, _ = _label(roles, row)
    plain = normalise(label)
    if plain in registers.row_labels(_NAME, "totals"):
        return "total"
    traits = [_text(roles, row, role) for role in _ITEM_ROLES]
    if is_category(plain) and not any(traits[1:]) and normalise(traits[0]) in ("", plain):
        return "category"
    project, economic = _text(roles, row, "project"), _text(roles, row, "economic")
    if plain.endswith(tuple(registers.row_labels(_NAME, "subtotal-endings"))) and not any(
        traits[1:]
    ):
        return "project" if "unit" in roles and label == project else "unit"
    if any(traits[1:]) or (traits[0] and normalise(traits[0]) != plain):
        return "item"
    if not plain:
        return ""
    if traits[0] or ("item" not in roles and project):
        return "item"
    if economic:
        return "economic"
    return "project" if project and not _names_unit(roles, label, below) else "unit"


def _names_unit(roles: registers.Roles, label: str, below: Sequence[Row]) -> bool:
    """Return whether a label among the projects names a unit: the items below name projects."""
    first = below[0] if below else ()
    return "unit" not in roles and bool(first) and _text(roles, first, "project") not in ("", label)


def _text(roles: registers.Roles, row: Row, role: str) -> str:
    return registers.text_at(row, registers.first(roles, role))


def _label(roles: registers.Roles, row: Row) -> tuple[str, Cell]:
    """Return the first text of the row's label columns, with its cell."""
    places = sorted(i for role in _LABEL_ROLES for i in roles.get(role, ()))
    for index in places:
        if text := registers.text_at(row, index):
            return text, row[index]
    cell = registers.label_cell(row, None)
    text = registers.text_at((cell,), 0)
    plain = normalise(text)
    is_sum = plain in registers.row_labels(_NAME, "totals") or is_category(plain)
    return text if is_sum else "", cell


def _fill_down(roles: registers.Roles, row: Row, amounts: dict[int, Amount], above: _Above) -> None:
    """Note the unit, project and economic class of a row for those merged with it below."""
    own = _text(roles, row, "unit")
    if own and own != above.unit:
        above.unit, above.project, above.project_amount, above.economic = own, "", None, ""
    if project := _text(roles, row, "project"):
        places = roles.get("project-amount", ())
        above.project, above.economic = project, ""
        above.project_amount = next((amounts[i] for i in places if i in amounts), None)
    above.economic = _text(roles, row, "economic") or above.economic


def _item(
    roles: registers.Roles,
    row: Row,
    amounts: dict[int, Amount],
    above: _Above,
    stated: tuple[tuple[str, Amount], ...],
) -> ProcurementLine:
    """Return an item; a project cell that was merged over several items is filled down."""

    def amount(role: str) -> Amount | None:
        return next((amounts[i] for i in roles.get(role, ()) if i in amounts), None)

    _fill_down(roles, row, amounts, above)
    return ProcurementLine(
        role="item",
        cell=registers.label_cell(row, registers.first(roles, "item")),
        unit=above.unit,
        project=above.project,
        project_amount=above.project_amount,
        item=_text(roles, row, "item"),
        catalogue_code=_text(roles, row, "catalogue-code"),
        uom=_text(roles, row, "uom"),
        quantity=amount("quantity"),
        unit_price=amount("unit-price"),
        total=amount("total"),
        amounts=stated,
        economic=above.economic,
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
