"""The nine budget tables of a plan, with the lines that they make."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from . import headings
from .money import YUAN_PER_UNIT, printed, printed_yuan
from .plan import CAPITAL, FUND, GENERAL, PROVINCIAL, Item, Plan
from .sheet import Cell, Row, Sheet
from .truth import Truth, Yuan
from .vocabulary import ancestors, economic_label, function_label, load

_NUMERALS = "一二三四五六七八九十"
_Amounts = TypeVar("_Amounts")
_Side = tuple[str, _Amounts]  # a label with what stands beside it


class Tables:
    """Builds the tables of one plan.

    Args:
        plan: What is said.
        truth: Gets one line per printed figure.
    """

    def __init__(self, plan: Plan, truth: Truth) -> None:
        """Remember plan and truth."""
        self.plan = plan
        self.truth = truth
        self.year = plan.department.year
        self.scale = YUAN_PER_UNIT if plan.template == PROVINCIAL else 1

    def all(self) -> list[Sheet]:
        """Return the nine tables in their usual order."""
        return [
            self.balance(),
            self.revenue(),
            self.expenditure(),
            self.appropriation(),
            self.ledger(GENERAL, "general-budget-expenditure"),
            self.basic(),
            self.ledger(FUND, "government-fund"),
            self.ledger(CAPITAL, "state-capital"),
            self.three_public(),
        ]

    def cell(self, yuan: int | None) -> Cell:
        """Return an amount cell; nothing is blank, or 0.00 in the other style."""
        if yuan:
            return Cell(printed(yuan) if self.scale > 1 else printed_yuan(yuan))
        return Cell("0.00" if self.plan.zeros and yuan is not None else "")

    def sheet(self, code: str, rows: list[Row]) -> Sheet:
        """Return a table with the heading, caption and widths of its kind."""
        return headings.sheet(code, self.plan.department, rows, self.plan.template)

    # --- tables with income beside expenditure ---------------------------------------------------

    def balance(self) -> Sheet:
        """Return 部门预算收支总表."""
        plan = self.plan
        income: list[_Side[int | None]] = [
            ("一、一般公共预算拨款收入", self._fiscal(GENERAL)),
            ("二、政府性基金预算拨款收入", self._fiscal(FUND)),
            ("三、国有资本经营预算拨款收入", self._fiscal(CAPITAL)),
            ("四、财政专户管理资金收入", plan.total("special_account")),
            ("五、单位资金", plan.total("unit_funds")),
        ]
        expenditure: list[_Side[int | None]] = [
            (f"{_numeral(number)}、{label}", self._class_total(function, plan.items))
            for number, (label, function) in enumerate(load("codes")["balance"]["expenditure"], 1)
        ]
        whole = plan.total("total")
        ends: list[tuple[_Side[int | None], _Side[int | None]]] = [
            (("本年收入合计", plan.total("this_year")), ("本年支出合计", whole)),
            (("上年结转结余", plan.total("carry_over")), ("年终结转结余", None)),
            (("收入总计", whole), ("支出总计", whole)),
        ]
        rows = []
        for number, (left, right) in enumerate(_beside(income, expenditure, ends), 1):
            row = [Cell(str(number)), Cell(left[0]), self.cell(left[1])]
            row += [Cell(right[0]), self.cell(right[1])]
            self._line("balance", row, "income", "", left[0], ("预算数", row[2]))
            self._line("balance", row, "expenditure", "", right[0], ("预算数", row[4]))
            rows.append(row)
        return self.sheet("balance", rows)

    def appropriation(self) -> Sheet:
        """Return 部门预算财政拨款收支总表."""
        ledgers = (GENERAL, FUND, CAPITAL)
        names = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
        income = [
            (f"{_numeral(n)}、{name}拨款", self._fiscal(ledger))
            for n, (ledger, name) in enumerate(zip(ledgers, names, strict=True), 1)
        ]
        carried = [
            (f"{_numeral(n)}、{name}拨款", self._sum(ledger, lambda i: i.carry_over))
            for n, (ledger, name) in enumerate(zip(ledgers, names, strict=True), 1)
        ]
        parts = {ledger: self._appropriated(ledger) for ledger in ledgers}
        expenditure = [
            (f"{_numeral(number)}、{label}", [_in_class(function, parts[x]) for x in ledgers])
            for number, (label, function) in enumerate(load("codes")["balance"]["expenditure"], 1)
        ]
        totals = [sum(amount for _, amount in parts[ledger]) for ledger in ledgers]
        this_year = sum(amount or 0 for _, amount in income)
        carry_over = sum(amount or 0 for _, amount in carried)
        none: list[int] = []
        ends = [
            (("本年收入合计", this_year), ("本年支出合计", totals)),
            (("年初财政拨款结转和结余", carry_over), ("年末财政拨款结转和结余", none)),
            *((item, ("", none)) for item in carried),
            (("收入总计", this_year + carry_over), ("支出总计", totals)),
        ]
        rows = []
        for number, (left, right) in enumerate(_beside(income, expenditure, ends), 1):
            amounts = [sum(right[1]), *right[1]] if right[1] else [None] * 4
            row = [Cell(str(number)), Cell(left[0]), self.cell(left[1]), Cell(right[0])]
            row += [self.cell(amount) for amount in amounts]
            self._line("appropriation-balance", row, "income", "", left[0], ("金额", row[2]))
            figures = zip(("合计", *headings.LEDGERS), row[4:], strict=True)
            self._line("appropriation-balance", row, "expenditure", "", right[0], *figures)
            rows.append(row)
        return self.sheet("appropriation-balance", rows)

    # --- tables by code --------------------------------------------------------------------------

    def revenue(self) -> Sheet:
        """Return 部门预算收入总表."""
        return self._by_function("revenue", self.plan.items, _revenue_amounts)

    def expenditure(self) -> Sheet:
        """Return 部门预算支出总表."""
        return self._by_function(
            "expenditure",
            self.plan.items,
            lambda item: [item.total, item.basic, item.all_projects, 0, 0, 0],
        )

    def ledger(self, ledger: str, code: str) -> Sheet:
        """Return the expenditure table of one ledger; an empty one carries a note."""
        items = [Item(i.code, basic=i.basic, project=a - i.basic) for i, a in self._shares(ledger)]
        return self._by_function(
            code, items, lambda item: [item.total, item.basic, item.all_projects]
        )

    def basic(self) -> Sheet:
        """Return 部门预算一般公共预算财政拨款基本支出表."""
        economic = self.plan.economic
        amounts: dict[str, int] = {}
        for code, amount in economic.items():
            amounts[code] = amount
            amounts[code[:3]] = amounts.get(code[:3], 0) + amount
        whole = [sum(economic.values()), self.plan.economic_total("301", "303")]
        whole.append(whole[0] - whole[1])
        rows = [self._code_row("general-budget-basic", 1, "", "合计", whole)]
        for number, code in enumerate(sorted(amounts), 2):
            amount = amounts[code]
            is_staff = code[:3] in {"301", "303"}
            figures = [amount, amount, 0] if is_staff else [amount, 0, amount]
            label = economic_label(code)
            rows.append(self._code_row("general-budget-basic", number, code, label, figures))
        return self.sheet("general-budget-basic", rows)

    def three_public(self) -> Sheet:
        """Return 部门预算财政拨款“三公”经费支出表."""
        economic = self.plan.economic
        vehicle, reception = economic.get("30231", 0), economic.get("30217", 0)
        labels = [
            ("合计", vehicle + reception),
            ("一、因公出国（境）费", 0),
            ("二、公务用车购置及运维费", vehicle),
            ("其中：公务用车购置费", 0),
            ("公务用车运行维护费", vehicle),
            ("三、公务接待费", reception),
        ]
        rows = []
        for number, (label, amount) in enumerate(labels, 1):
            cells = [self.cell(amount), self.cell(amount), self.cell(0), self.cell(0)]
            row = [Cell(str(number)), Cell(label), *cells]
            measures = zip(headings.measures("three-public"), cells, strict=True)
            self._line("three-public", row, "", "", label, *measures)
            rows.append(row)
        return self.sheet("three-public", rows)

    # --- parts -----------------------------------------------------------------------------------

    def _by_function(
        self, code: str, items: list[Item], amounts: Callable[[Item], list[int | None]]
    ) -> Sheet:
        """Return a table with a total, then classes, groups and items in the order of codes."""
        leaves = {item.code: amounts(item) for item in items}
        sums: dict[str, list[int | None]] = {}
        for leaf, figures in leaves.items():
            for key in ("", *ancestors(leaf), leaf):
                sums[key] = _plus(sums.get(key), figures)
        rows = []
        for number, key in enumerate(sorted(sums), 1):
            label = function_label(key, self.year) if key else "合计"
            rows.append(self._code_row(code, number, key, label, sums[key]))
        return self.sheet(code, rows)

    def _code_row(
        self, table: str, number: int, code: str, label: str, figures: list[int | None] | list[int]
    ) -> Row:
        cells = [self.cell(figure) for figure in figures]
        row = [Cell(str(number)), Cell(code), Cell(label), *cells]
        self._line(table, row, "", code, label, *zip(headings.measures(table), cells, strict=True))
        return row

    def _line(
        self, table: str, row: Row, side: str, code: str, label: str, *figures: tuple[str, Cell]
    ) -> None:
        number = row[0].text if self.plan.template == PROVINCIAL else ""
        place = (number, side, code, label)
        for measure, cell in figures:
            self.truth.add_line(table, place, measure, Yuan(cell, scale=self.scale))

    def _sum(self, ledger: str, part: Callable[[Item], int]) -> int:
        return sum(part(item) for item in self.plan.items if item.ledger == ledger)

    def _fiscal(self, ledger: str) -> int:
        return self._sum(ledger, lambda item: item.fiscal)

    def _shares(self, ledger: str) -> list[tuple[Item, int]]:
        """Return the items that the budget pays for in one ledger, with what it pays."""
        items = [item for item in self.plan.items if item.ledger == ledger]
        return [(i, i.fiscal + i.carry_over) for i in items if i.fiscal + i.carry_over]

    def _appropriated(self, ledger: str) -> list[tuple[str, int]]:
        return [(item.code, amount) for item, amount in self._shares(ledger)]

    def _class_total(self, function: str, items: Iterable[Item]) -> int:
        return _in_class(function, ((item.code, item.total) for item in items))


def _in_class(function: str, amounts: Iterable[tuple[str, int]]) -> int:
    return sum(amount for code, amount in amounts if code.startswith(function))


def _revenue_amounts(item: Item) -> list[int | None]:
    return [
        item.total, item.this_year, item.fiscal, item.special_account, item.unit_funds,
        0, 0, 0, 0, item.carry_over,
    ]  # fmt: skip


def _plus(left: list[int | None] | None, right: list[int | None]) -> list[int | None]:
    if left is None:
        return list(right)
    pairs = zip(left, right, strict=True)
    return [a if b is None else b if a is None else a + b for a, b in pairs]


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def _beside(
    income: Sequence[_Side[int | None]],
    expenditure: Sequence[_Side[_Amounts]],
    ends: Sequence[tuple[_Side[int | None], _Side[_Amounts]]],
) -> Iterator[tuple[_Side[int | None], _Side[_Amounts]]]:
    """Yield income beside expenditure, which has more rows, then the rows of totals."""
    blank: _Side[int | None] = ("", None)
    padding = [blank] * (len(expenditure) - len(income))
    yield from zip([*income, *padding], expenditure, strict=True)
    yield from ends
