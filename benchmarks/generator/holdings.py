"""Makes up institutions, fixed assets and purchases."""

from collections.abc import Sequence
from random import Random

from .dice import chance
from .money import YUAN_PER_CENT, YUAN_PER_UNIT, split
from .plan import Department, Project, Purchase
from .vocabulary import load

_DEAR = 20_000  # yuan; one of it is enough
_ASSETS = ["1、房屋（平方米）", "2、车辆（台、辆）", "3、单价在20万元以上的设备", "4、其他固定资产"]


def make_institutions(rng: Random, department: Department) -> list[tuple[str, str, str, str]]:
    """Return name, nature, rank and funding of the department and its institutions."""
    vocabulary = load("departments")
    rows = [(department.units[0], "行政", "正科级", "财政拨款")]
    for unit in department.units[1:]:
        rank, funding = rng.choice(vocabulary["ranks"]), rng.choice(vocabulary["funding"])
        rows.append((unit, "事业", rank, funding))
    return rows


def make_assets(rng: Random) -> list[tuple[str, str, int | None]]:
    """Return item, quantity as printed and value in yuan; the first row is the sum of values."""
    total = int(rng.lognormvariate(6, 1) * YUAN_PER_UNIT) // YUAN_PER_CENT * YUAN_PER_CENT
    values: list[int | None] = list(split(rng, total, (2, 5, 2, 1), YUAN_PER_CENT))
    counts = [f"{rng.randint(300, 9000)}", f"{rng.randint(1, 30)}", f"{rng.randint(1, 9)}", ""]
    if chance(rng, 0.4):  # no house of its own
        values[3] = (values[3] or 0) + (values[0] or 0)
        values[0], counts[0] = None, ""
    counts[3] = f"{rng.randint(100, 5000)}"
    rows = zip(_ASSETS, counts, values, strict=True)
    return [("资产总额", "", total), *rows]


def make_purchases(
    rng: Random, department: Department, projects: Sequence[Project]
) -> list[Purchase]:
    """Return what the units buy, in the order of the units; one department in five buys nothing."""
    if chance(rng, 0.2):
        return []
    purchases = []
    for unit in department.units:
        for project in [p for p in projects if p.unit == unit][: rng.randint(0, 4)]:
            for item, code, uom, low, high in rng.sample(
                load("performance")["procurement"]["items"], rng.randint(1, 3)
            ):
                price = rng.randrange(low, high, YUAN_PER_CENT)
                quantity = rng.choice((1, 1, 2, 3, 5, 10, 20)) if price < _DEAR else 1
                purchases.append(
                    Purchase(unit, project.name, project.amount, item, code, uom, quantity, price)
                )
    return purchases
