"""One disclosure from a request: plan, truth, blocks, print."""

import json
from dataclasses import dataclass
from random import Random

from . import registers, style
from .budget import make_economic, make_items, make_projects
from .county import department_of
from .dice import chance
from .faults import inject
from .flow import FlowPrinter
from .forms import forms
from .grids import GridPrinter
from .holdings import make_assets, make_institutions, make_purchases
from .indented import print_indented
from .money import YUAN_PER_CENT
from .narrative import Narrative
from .plan import NATIONAL, PROVINCIAL, Plan
from .sheet import Block, Cell, Text
from .tables import Tables
from .truth import Truth
from .words import name_projects

LAYOUTS = ("markdown", "tabs", "indented", "flow")
_SECTION = "五、部门项目预算安排情况及绩效目标"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Attributes:
        index: Number of the disclosure; says department and year.
        seed: Another seed gives other figures for all numbers.
        layout: One of `LAYOUTS`, or `mixed`.
        faults: Share of disclosures that get faults.
        projects: The fewest and the most projects of a disclosure.
    """

    index: int
    seed: int = 0
    layout: str = "mixed"
    faults: float = 0.0
    projects: tuple[int, int] = (20, 60)


@dataclass(frozen=True, slots=True)
class Made:
    """A disclosure with its truth."""

    name: str
    text: str
    truth: str


def make(request: Request) -> Made:
    """Return the disclosure that is asked for; equal requests give equal texts."""
    rng = Random(f"plan/{request.seed}/{request.index}")  # noqa: S311 - not a secret
    plan = make_plan(rng, request)
    layout = rng.choice(LAYOUTS) if request.layout == "mixed" else request.layout
    printing = Random(f"print/{request.seed}/{request.index}/{layout}")  # noqa: S311
    habits = style.choose(printing)
    truth = Truth()
    blocks = _blocks(plan, truth, full=layout != "flow")
    mishaps = Random(f"faults/{request.seed}/{request.index}")  # noqa: S311
    if chance(mishaps, request.faults):
        inject(mishaps, blocks, truth)
    if layout == "flow":
        text = FlowPrinter(printing, habits).print(blocks)
    elif layout == "indented":
        text = print_indented(blocks, plan.department.number)
    else:
        text = GridPrinter(printing, habits, markdown=layout == "markdown").print(blocks)
    name = f"{request.index:06d}-{layout}-{plan.department.number}-{plan.department.year}"
    return Made(name, text, _as_json(request, plan, layout, truth))


def make_plan(rng: Random, request: Request) -> Plan:
    """Return what the disclosure says, whatever its layout."""
    department = department_of(request.index, request.seed)
    # In half of the departments every amount is a whole 100 yuan, so that printed sums are exact.
    unit = YUAN_PER_CENT if chance(rng, 0.5) else 1
    economic = make_economic(rng, department, unit)
    projects = make_projects(rng, department, unit, request.projects)
    items = make_items(rng, department, economic, projects)
    name_projects(rng, department, projects)
    basic = sum(economic.values())
    spent = sum(project.amount for project in projects)
    return Plan(
        department=department,
        items=items,
        economic=economic,
        projects=projects,
        purchases=make_purchases(rng, department, projects),
        institutions=make_institutions(rng, department),
        assets=make_assets(rng),
        change_basic=int(basic * rng.uniform(-0.1, 0.15)) // YUAN_PER_CENT * YUAN_PER_CENT,
        change_project=int(spent * rng.uniform(-0.4, 0.6)) // YUAN_PER_CENT * YUAN_PER_CENT,
        zeros=chance(rng, 0.15),
        template=NATIONAL if chance(rng, 0.25) else PROVINCIAL,
    )


def _blocks(plan: Plan, truth: Truth, *, full: bool) -> list[Block]:
    narrative = Narrative(plan, truth)
    title = f"{plan.department.name}{plan.department.year}年部门预算信息公开情况说明"
    return [
        *Tables(plan, truth).all(),
        Text([Cell(title)], is_heading=True),
        *narrative.duties(),
        registers.institutions(plan, truth),
        *narrative.situation(),
        *narrative.running_cost(),
        *narrative.three_public(),
        Text([Cell(_SECTION)], is_heading=True),
        *forms(plan, truth, _SECTION, full=full),
        *narrative.procurement(),
        registers.procurement(plan, truth),
        *narrative.assets(),
        registers.assets(plan, truth),
        *narrative.closing(),
    ]


def _as_json(request: Request, plan: Plan, layout: str, truth: Truth) -> str:
    department = plan.department
    return json.dumps(
        {
            "index": request.index,
            "seed": request.seed,
            "layout": layout,
            "template": plan.template,
            "publisher": {
                "department": department.name,
                "number": department.number,
                "year": department.year,
            },
            "faults": truth.faults,
            "tables": truth.resolve(),
        },
        ensure_ascii=False,
    )
