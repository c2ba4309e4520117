"""The explanation of a plan: sections of text with its figures, with their truth."""

from .money import printed
from .plan import CAPITAL, FUND, GENERAL, Plan
from .sheet import Cell, Text
from .truth import Truth, Yuan


class Narrative:
    """Writes the sections of one explanation.

    Args:
        plan: What is said.
        truth: Gets one statement per figure.
    """

    def __init__(self, plan: Plan, truth: Truth) -> None:
        """Remember plan and truth."""
        self.plan = plan
        self.truth = truth
        self.year = plan.department.year

    def duties(self) -> list[Text]:
        """Return the section on duties, up to the table of institutions."""
        topics = "、".join(sorted(self.plan.department.spec["topics"]))
        return [
            _heading("一、部门职责及机构设置情况"),
            _heading("部门职责："),
            _text(f"（一）负责全县{topics}等工作。"),
            _text("（二）承办县委、县政府交办的其他事项。"),
            _heading("机构设置："),
        ]

    def situation(self) -> list[Text]:
        """Return the section on revenue, expenditure and their change."""
        return [
            _heading("二、部门预算安排的总体情况"),
            _text("部门预算包含机关及所属单位的全部收支。"),
            _heading("1、收入说明"),
            self._revenue(),
            _heading("2、支出说明"),
            self._expenditure(),
            _heading("3、比上年增减情况"),
            self._change(),
        ]

    def running_cost(self) -> list[Text]:
        """Return the section on running cost."""
        cost = self._state("agency-running-cost", self.plan.economic_total("302", "310"))
        return [
            _heading("三、机关运行经费安排情况"),
            _sentence(f"{self.year}年，机关运行经费安排", cost, "万元，用于日常运行。"),
        ]

    def three_public(self) -> list[Text]:
        """Return the section on travel abroad, vehicles and reception."""
        economic = self.plan.economic
        vehicle, reception = economic.get("30231", 0), economic.get("30217", 0)
        state = self._state
        return [
            _heading("四、财政拨款“三公”经费预算情况及增减变化原因"),
            _sentence(
                f"{self.year}年，“三公”经费预算", state("three-public", vehicle + reception),
                "万元，其中因公出国（境）费", state("three-public-abroad", 0),
                "万元；公务用车购置及运维费", state("three-public-vehicle", vehicle),
                "万元（其中：公务用车购置费", state("three-public-vehicle-purchase", 0),
                "万元，公务用车运维费", state("three-public-vehicle-operation", vehicle),
                "万元）；公务接待费", state("three-public-reception", reception),
                f"万元。与{self.year - 1}年相比持平。",
            ),
        ]  # fmt: skip

    def procurement(self) -> list[Text]:
        """Return the text above the procurement table."""
        total = self._state("procurement-budget", sum(p.total for p in self.plan.purchases))
        return [
            _heading("六、政府采购预算情况"),
            _sentence(f"{self.year}年，安排政府采购预算", total, "万元，见下表。"),
        ]

    def assets(self) -> list[Text]:
        """Return the text above the table of assets."""
        total = self._state("fixed-assets", self.plan.assets[0][2] or 0)
        name = self.plan.department.name
        return [
            _heading("七、国有资产信息"),
            _sentence(f"{name}（含所属单位）上年末固定资产金额", total, "万元，见下表。"),
        ]

    def closing(self) -> list[Text]:
        """Return the last sections."""
        return [
            _heading("八、名词解释"),
            _text("1、机关运行经费：部门的公用经费。"),
            _text("2、“三公”经费：因公出国（境）费、公务用车购置及运维费和公务接待费。"),
            _heading("九、其他需要说明的事项"),
            _text("无其他需要说明的事项。"),
        ]

    # --- sentences -------------------------------------------------------------------------------

    def _revenue(self) -> Text:
        plan, state, total = self.plan, self._state, self.plan.total

        def of(ledger: str) -> int:
            return sum(item.fiscal for item in plan.items if item.ledger == ledger)

        return _sentence(
            f"{self.year}年预算收入", state("total-revenue", plan.total("total")),
            "万元，其中：一般公共预算收入", state("revenue-general-budget", of(GENERAL)),
            "万元，基金预算收入", state("revenue-government-fund", of(FUND)),
            "万元，国有资本经营预算收入", state("revenue-state-capital", of(CAPITAL)),
            "万元，财政专户核拨收入", state("revenue-special-account", total("special_account")),
            "万元，单位资金收入", state("revenue-unit-funds", total("unit_funds")),
            "万元，上年结转结余", state("revenue-carry-over", total("carry_over")), "万元。",
        )  # fmt: skip

    def _expenditure(self) -> Text:
        plan, state = self.plan, self._state
        basic = plan.total("basic")
        personnel = plan.economic_total("301", "303")
        return _sentence(
            f"{self.year}年支出预算", state("total-expenditure", plan.total("total")),
            "万元，其中基本支出", state("basic-expenditure", basic),
            "万元，包括人员经费", state("personnel-expenditure", personnel),
            "万元和日常公用经费", state("operating-expenditure", basic - personnel),
            "万元；项目支出", state("project-expenditure", plan.total("all_projects")), "万元。",
        )  # fmt: skip

    def _change(self) -> Text:
        plan = self.plan
        whole = Cell(printed(plan.total("total")))
        changes = [plan.change_basic + plan.change_project, plan.change_basic, plan.change_project]
        keys = ("change-total", "change-basic", "change-project")
        cells = [self._changed(key, amount) for key, amount in zip(keys, changes, strict=True)]
        verbs = ["减少" if amount < 0 else "增加" for amount in changes]
        return _sentence(
            *(f"{self.year}年预算收支安排", whole),
            *(f"万元，较{self.year - 1}年预算{verbs[0]}", cells[0]),
            *(f"万元，其中：基本支出{verbs[1]}", cells[1]),
            *(f"万元；项目支出{verbs[2]}", cells[2], "万元。"),
        )

    def _state(self, key: str, yuan: int) -> Cell:
        cell = Cell(printed(yuan))
        self.truth.add("statements", key, cell, Yuan(cell))
        return cell

    def _changed(self, key: str, yuan: int) -> Cell:
        cell = Cell(printed(abs(yuan)))
        self.truth.add("statements", key, cell, Yuan(cell, negative=yuan < 0))
        return cell


def _heading(text: str) -> Text:
    return Text([Cell(text)], is_heading=True)


def _text(text: str) -> Text:
    return Text([Cell(text)])


def _sentence(*parts: str | Cell) -> Text:
    return Text([part if isinstance(part, Cell) else Cell(part) for part in parts])
