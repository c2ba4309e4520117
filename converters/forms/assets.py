"""The table of fixed assets -> one `AssetHolding` per row, rows without figures included."""

from collections.abc import Iterator

from budgetgraph.contract import Context
from budgetgraph.errors import FigureError
from budgetgraph.figures import is_figure
from budgetgraph.model import Amount, AssetHolding, Finding, Row, Table

from ..layout.captions import table_code
from . import _registers as registers

TABLES = ("assets",)

_NAME = "assets"


def identify(table: Table) -> str:
    """Return `assets` for a table of things with their number and value."""
    titled = table_code(table.title)
    if titled not in ("", _NAME) or not table.columns:
        return ""
    roles = registers.find_roles(table.columns, _NAME)
    if "item" not in roles or "value" not in roles:
        return ""
    about_assets = titled or "资产" in table.title or "资产" in table.section
    named = any("资产" in heading for c in table.columns for heading in c.path)
    return _NAME if about_assets or (named and "quantity" in roles) else ""


def extract(table: Table, context: Context) -> Iterator[AssetHolding | Finding]:
    """Yield one holding per row; quantities as printed, values in yuan.

    A table printed in halves side by side (项目 数量 价值 | 项目 数量 价值) is read half by half.
    """
    for half in _halves(table):
        value = half["value"]
        if value is not None and table.rows and not registers.states_scale(table, value):
            yield registers.unit_assumed(table, _NAME, table.columns[value])
        for row in table.rows:
            yield from _read(table, row, half)


def _halves(table: Table) -> list[dict[str, int | None]]:
    """Return for each item column the quantity and value columns that belong to it."""
    roles = registers.find_roles(table.columns, _NAME)
    items = sorted(roles["item"])
    if len(items) > 1 and len(roles["value"]) < len(items):  # one table with two label columns
        items = items[:1]
    ends = [*items[1:], len(table.columns)]
    halves = []
    for item, end in zip(items, ends, strict=True):
        half: dict[str, int | None] = {"item": item}
        for role in ("quantity", "value"):
            inside = [index for index in roles.get(role, ()) if item < index < end]
            half[role] = inside[0] if inside else None
        halves.append(half)
    return halves


def _read(table: Table, row: Row, half: dict[str, int | None]) -> Iterator[AssetHolding | Finding]:
    item = registers.text_at(row, half["item"])
    if registers.is_note(row, _NAME):
        return
    if not item:
        if any(registers.text_at(row, half[role]) for role in ("quantity", "value")):
            yield registers.not_understood(table, _NAME, row)
        return
    amounts: dict[str, Amount | None] = {}
    for role in ("quantity", "value"):
        index = half[role]
        if index is None:
            continue
        scale = registers.scale_of(table, index) if role == "value" else 1
        try:
            amounts[role] = registers.read_amount(row[index], scale)
        except FigureError:
            heading = table.columns[index].heading
            yield registers.not_a_figure(table, _NAME, item, row[index], heading)
    taken = [index for index in half.values() if index is not None]
    for index in range(min(taken) + 1, len(row)):
        if index not in taken and not table.columns[index].heading and is_figure(row[index].text):
            yield registers.unheaded(table, _NAME, item, row[index])
    cell = registers.label_cell(row, half["item"])
    yield AssetHolding(item, cell, amounts.get("quantity"), amounts.get("value"))
