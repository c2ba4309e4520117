"""Makes up the money of a department: basic expenditure, project budgets, functional items."""

from collections.abc import Iterable
from random import Random

from .dice import chance
from .money import YUAN_PER_CENT, YUAN_PER_UNIT, split
from .plan import CAPITAL, FUND, GENERAL, Department, Item, Project

_PENSION, _ANNUITY, _MEDICAL, _HOUSING, _RETIRED = "30108", "30109", "30110", "30113", "30302"
# Shares of basic pay, and rates of contributions on all pay.
_PAY = {"30101": 1.0, "30102": 0.3, "30103": 0.3, "30107": 0.5, "30199": 0.08, "30112": 0.02}
_CONTRIBUTIONS = {_PENSION: 0.16, _ANNUITY: 0.08, _MEDICAL: 0.07, _HOUSING: 0.12}
_OPERATING = {
    "30201": 8, "30202": 2, "30205": 1, "30206": 3, "30207": 3, "30208": 4, "30211": 4, "30213": 2,
    "30215": 1, "30216": 2, "30217": 1, "30226": 3, "30228": 5, "30229": 4, "30231": 6, "30239": 7,
    "30299": 3, "31002": 2,
}  # fmt: skip
_FAMILY = {_RETIRED: 10, "30305": 3, "30309": 1, "30399": 2}
_MIN_STAFF = 6


def make_economic(rng: Random, department: Department, unit: int) -> dict[str, int]:
    """Return basic expenditure by economic item.

    Args:
        rng: The disclosure's random numbers.
        department: Its weight says how large it is.
        unit: Yuan to which amounts are rounded; 100 keeps every printed sum exact.
    """
    staff = max(_MIN_STAFF, int(rng.lognormvariate(3.6, 0.6) * weight_of(department)))
    pay = staff * rng.randint(36_000, 60_000)
    economic = {code: _shake(rng, pay * share, unit) for code, share in _PAY.items()}
    paid = sum(economic.values())
    economic |= {code: _shake(rng, paid * rate, unit) for code, rate in _CONTRIBUTIONS.items()}
    operating = [code for code in _OPERATING if chance(rng, 0.75)] or ["30201"]
    family = [code for code in _FAMILY if chance(rng, 0.8)] or [_RETIRED]
    for codes, weights, total in (
        (operating, _OPERATING, staff * rng.randint(6_000, 16_000)),
        (family, _FAMILY, pay // 10),
    ):
        parts = split(rng, total // unit * unit, [weights[code] for code in codes], unit)
        economic |= dict(zip(codes, parts, strict=True))
    return {code: part for code, part in sorted(economic.items()) if part >= YUAN_PER_CENT}


def weight_of(department: Department) -> float:
    """Return how large a department is beside an average one."""
    return float(department.spec.get("weight", 1))


def _shake(rng: Random, yuan: float, unit: int) -> int:
    return int(yuan * rng.uniform(0.9, 1.1)) // unit * unit


def make_projects(
    rng: Random, department: Department, unit: int, number: tuple[int, int]
) -> list[Project]:
    """Return projects with their functions and money, names still to come.

    Args:
        rng: Source of chance.
        department: Whose projects.
        unit: Yuan of which every amount is a multiple.
        number: The fewest and the most.
    """
    codes: list[str] = department.spec["items"]
    extra = [department.spec["fund"]] if "fund" in department.spec else []
    extra += ["2230105"] if department.spec.get("capital") else []
    has_other = bool(department.spec.get("special")) or chance(rng, 0.15)
    projects = []
    for serial in range(rng.randint(*number)):
        function = (codes + extra)[serial] if serial < len(codes + extra) else rng.choice(codes)
        project = Project("", "", function, rng.choice(department.units))
        _fund(rng, project, _amount(rng, weight_of(department), unit), has_other)
        projects.append(project)
    return projects


def _amount(rng: Random, weight: float, unit: int) -> int:
    size: float = rng.lognormvariate(3.2, 1.4) * weight**0.5
    if chance(rng, 0.6):  # most projects ask for round figures
        return max(1, round(size)) * YUAN_PER_UNIT
    return max(YUAN_PER_CENT, int(size * YUAN_PER_UNIT) // unit * unit)


def _fund(rng: Random, project: Project, amount: int, has_other: bool) -> None:
    """Say which purse pays for a project; only the general ledger has more than one."""
    is_general = ledger_of(project.function) == GENERAL
    if is_general and chance(rng, 0.1):
        project.carry_over = amount
    elif is_general and has_other and chance(rng, 0.1):
        other = amount // rng.randint(1, 2) // YUAN_PER_CENT * YUAN_PER_CENT
        project.appropriation = amount - other
        if chance(rng, 0.5):
            project.special_account = other
        else:
            project.unit_funds = other
    else:
        project.appropriation = amount


def ledger_of(function: str) -> str:
    """Return the ledger that a functional code belongs to."""
    if function.startswith("223"):
        return CAPITAL
    return FUND if function[:5] in {"21208", "21213"} else GENERAL


def make_items(
    rng: Random, department: Department, economic: dict[str, int], projects: Iterable[Project]
) -> list[Item]:
    """Return the functional items, in the order of their codes."""
    items = _basic_items(rng, department, economic)
    for project in projects:
        code = project.function
        item = items.setdefault(code, Item(code, ledger_of(code)))
        item.project += project.appropriation
        item.carry_over += project.carry_over
        item.special_account += project.special_account
        item.unit_funds += project.unit_funds
    return [items[code] for code in sorted(items) if items[code].total]


def _basic_items(rng: Random, department: Department, economic: dict[str, int]) -> dict[str, Item]:
    spec = department.spec
    running, institution = spec["running"], spec.get("institution", "")
    is_office = not institution or chance(rng, 0.7)
    paid = {
        "2080501" if is_office else "2080502": economic.get(_RETIRED, 0),
        "2080505": economic.get(_PENSION, 0),
        "2080506": economic.get(_ANNUITY, 0),
        "2101101" if is_office else "2101102": economic.get(_MEDICAL, 0),
        "2210201": economic.get(_HOUSING, 0),
    }
    items = {code: Item(code, basic=amount) for code, amount in paid.items() if amount}
    rest = sum(economic.values()) - sum(paid.values())
    if institution:
        share = int(rest * rng.uniform(0.3, 0.8)) // YUAN_PER_CENT * YUAN_PER_CENT
        items.setdefault(institution, Item(institution)).basic += share
        rest -= share
    items.setdefault(running, Item(running)).basic += rest
    return items
