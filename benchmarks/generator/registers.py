"""The tables of institutions, purchases and assets of a plan, with their truth."""

from itertools import groupby

from . import headings
from .money import printed
from .plan import Plan, Purchase
from .sheet import Cell, Row, Sheet
from .truth import Truth, Yuan


def institutions(plan: Plan, truth: Truth) -> Sheet:
    """Return the table of institutions."""
    rows = []
    for institution in plan.institutions:
        cells = [Cell(text) for text in institution]
        truth.add("institutions", *cells)
        rows.append(cells)
    sheet = headings.sheet("institutions", plan.department, rows)
    sheet.caption = []
    return sheet


def assets(plan: Plan, truth: Truth) -> Sheet:
    """Return the table of fixed assets at the end of the year before last."""
    rows = []
    for item, quantity, value in plan.assets:
        cells = [Cell(item), Cell(quantity), Cell("" if value is None else printed(value))]
        truth.add("assets", cells[0], cells[1], Yuan(cells[2]))
        rows.append(cells)
    sheet = headings.sheet("assets", plan.department, rows)
    sheet.caption[1:] = [f"截止时间：{plan.department.year - 1}-12-31"]
    return sheet


def procurement(plan: Plan, truth: Truth) -> Sheet:
    """Return the procurement table: the total, then each unit's subtotal and items."""
    rows: list[Row] = []
    if plan.purchases:
        total = _sum_row("合计", plan.purchases)
        truth.add("procurement", "", "total", *[""] * 7, Yuan(total[7]))
        rows.append(total)
    for unit, group in groupby(plan.purchases, key=lambda purchase: purchase.unit):
        purchases = list(group)
        subtotal = _sum_row(f"{unit}小计", purchases)
        truth.add("procurement", unit, "subtotal", *[""] * 7, Yuan(subtotal[7]))
        rows.append(subtotal)
        rows += [_item_row(purchase, truth) for purchase in purchases]
    sheet = headings.sheet("procurement", plan.department, rows)
    del sheet.caption[1]
    return sheet


def _sum_row(label: str, purchases: list[Purchase]) -> Row:
    amount = printed(sum(purchase.total for purchase in purchases))
    return [Cell(label), *(Cell("") for _ in range(6)), *_paid(amount)]


def _item_row(purchase: Purchase, truth: Truth) -> Row:
    texts = (
        purchase.project, printed(purchase.project_amount), purchase.item, purchase.catalogue_code,
        purchase.uom, str(purchase.quantity), printed(purchase.price),
    )  # fmt: skip
    row = [*(Cell(text) for text in texts), *_paid(printed(purchase.total))]
    project, budget, item, code, uom, quantity, price, total = row[:8]
    place = (purchase.unit, "item", project, Yuan(budget), item, code, uom, quantity)
    truth.add("procurement", *place, Yuan(price), Yuan(total))
    return row


def _paid(amount: str) -> Row:
    """Return the amount columns: the sum, all of it from the general budget."""
    return [Cell(amount), Cell(amount), *(Cell("") for _ in range(4))]
