"""What a generated disclosure says, before anyone prints it. Amounts are whole yuan."""

from dataclasses import dataclass, field
from typing import Any

PROVINCIAL, NATIONAL = "provincial", "national"
GENERAL, FUND, CAPITAL = "general", "government-fund", "state-capital"


@dataclass(frozen=True, slots=True)
class Department:
    """A department of a county with its units, in one year.

    Attributes:
        county: Name of the county.
        division: Division code of the county; of a range that no county has.
        number: Local number of the department.
        name: Full name, county included.
        year: Fiscal year.
        units: Names of the institutions, the department's own first.
        spec: Its entry in `departments.toml`.
    """

    county: str
    division: str
    number: str
    name: str
    year: int
    units: tuple[str, ...]
    spec: dict[str, Any]


@dataclass(slots=True)
class Item:
    """One functional item: where its money comes from and what it is spent for."""

    code: str
    ledger: str = GENERAL
    basic: int = 0
    project: int = 0
    carry_over: int = 0
    special_account: int = 0
    unit_funds: int = 0

    @property
    def fiscal(self) -> int:
        """This year's appropriation."""
        return self.basic + self.project

    @property
    def this_year(self) -> int:
        """Revenue of this year."""
        return self.fiscal + self.special_account + self.unit_funds

    @property
    def total(self) -> int:
        """All revenue, which is all expenditure."""
        return self.this_year + self.carry_over

    @property
    def all_projects(self) -> int:
        """Project expenditure of all sources."""
        return self.total - self.basic


@dataclass(slots=True)
class Indicator:
    """One indicator row."""

    level1: str
    level2: str
    level3: str
    description: str
    target: str
    basis: str


@dataclass(slots=True)
class Project:
    """One project.

    Attributes:
        name: As printed.
        code: Project code of 21 characters.
        function: Functional code that it is booked under.
        unit: Name of the unit that has it.
        appropriation: Of this year, from the ledger of its function.
        carry_over: From last year.
        special_account: From the special account.
        unit_funds: From the unit's own funds.
        plan: Cumulative percent by the end of March, June, October, December.
        purpose: Text on its use.
        goals: Texts without numbers.
        indicators: In the order of print.
    """

    name: str
    code: str
    function: str
    unit: str
    appropriation: int = 0
    carry_over: int = 0
    special_account: int = 0
    unit_funds: int = 0
    plan: tuple[int, int, int, int] = (25, 50, 75, 100)
    purpose: str = ""
    goals: list[str] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def fiscal(self) -> int:
        """Money from the budget: of this year and carried over."""
        return self.appropriation + self.carry_over

    @property
    def other(self) -> int:
        """Other funds."""
        return self.special_account + self.unit_funds

    @property
    def amount(self) -> int:
        """Project budget."""
        return self.fiscal + self.other


@dataclass(frozen=True, slots=True)
class Purchase:
    """One row of the procurement table; `price` in yuan per unit."""

    unit: str
    project: str
    project_amount: int
    item: str
    catalogue_code: str
    uom: str
    quantity: int
    price: int

    @property
    def total(self) -> int:
        """Quantity times price."""
        return self.quantity * self.price


@dataclass(slots=True)
class Plan:
    """Everything one disclosure says.

    Attributes:
        department: Who publishes.
        items: Functional items in the order of their codes.
        economic: Basic expenditure by economic item, general budget.
        projects: In the order of print.
        purchases: In the order of the units.
        institutions: Name, nature, rank, funding.
        assets: Item, quantity as printed, value in yuan or None.
        change_basic: Change of basic expenditure against last year.
        change_project: Change of project expenditure against last year.
        zeros: Whether empty amounts are printed as 0.00.
        template: `provincial` with row numbers, column numbers and 万元, or `national` without
            numbers, in 元.
    """

    department: Department
    items: list[Item]
    economic: dict[str, int]
    projects: list[Project]
    purchases: list[Purchase]
    institutions: list[tuple[str, str, str, str]]
    assets: list[tuple[str, str, int | None]]
    change_basic: int
    change_project: int
    zeros: bool = False
    template: str = PROVINCIAL

    def total(self, attribute: str) -> int:
        """Return the sum of one attribute over all items."""
        return sum(getattr(item, attribute) for item in self.items)

    def economic_total(self, *classes: str) -> int:
        """Return the sum of the economic items of the classes."""
        return sum(v for code, v in self.economic.items() if code[:3] in classes)
