"""Projects with their money, plan, goals and indicators; goals and indicators of whole units."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

from budgetgraph.model import Amount, Goal, Indicator, Project

from .indicators import describe_performance, link_performance
from .lines import quote_amount
from .scene import Pair, Scene
from .spelling import (
    BUD,
    PROV,
    RDF,
    SKOS,
    Term,
    child,
    chinese,
    code,
    decimal,
    integer,
    month_end,
    node,
    text,
)

_OwnedBy = TypeVar("_OwnedBy", Goal, Indicator)
_SOURCES = (("fiscal", "fiscal-appropriation"), ("carry_over", "carry-over"), ("other", "other"))


def describe_projects(scene: Scene) -> None:
    """Add every project, each followed by its goals and indicators, then those of whole units."""
    goals = _by_project(scene.disclosure.goals)
    indicators = _by_project(scene.disclosure.indicators)
    for project in scene.disclosure.projects:
        subject = node(scene.iris.item("project", project.number))
        own = (goals.pop(project.number, []), indicators.pop(project.number, []))
        _describe_project(scene, project, subject, link_performance(subject, *own))
        describe_performance(scene, subject, *own)
    _describe_units(scene, list(chain(*goals.values())), list(chain(*indicators.values())))


def _describe_units(scene: Scene, goals: list[Goal], indicators: list[Indicator]) -> None:
    """Add goals and indicators of whole units: they hang on the unit's budget."""
    years = {unit.unit: unit.year for unit in scene.disclosure.units}
    names = [goal.unit for goal in goals] + [indicator.unit for indicator in indicators]
    for number, name in enumerate(dict.fromkeys(names), 1):
        stem = node(scene.iris.item("unit", number))
        own = (
            [goal for goal in goals if goal.unit == name],
            [indicator for indicator in indicators if indicator.unit == name],
        )
        scene.describe(scene.budget(years.get(name), "", name), link_performance(stem, *own))
        describe_performance(scene, stem, *own)


def _by_project(items: Sequence[_OwnedBy]) -> dict[int, list[_OwnedBy]]:
    found: dict[int, list[_OwnedBy]] = {}
    for item in items:
        found.setdefault(item.project, []).append(item)
    return found


def _describe_project(scene: Scene, project: Project, subject: Term, links: list[Pair]) -> None:
    pairs: list[Pair] = [
        (RDF.type, BUD.Project),
        (BUD.inDocument, scene.document),
        (PROV.wasQuotedFrom, scene.cell(project.cell)),
        (BUD.budget, scene.budget()),
        (BUD.projectNumber, integer(project.number)),
        (SKOS.prefLabel, chinese(project.name)),
        (BUD.projectCode, text(project.code)),
        (BUD.sectionTitle, text(project.section)),
        (BUD.budgetUnit, scene.unit(project.unit)),
        (BUD.responsibleDepartment, scene.organization(project.department)),
        (BUD.implementingUnit, scene.organization(project.implementing_unit)),
        (BUD.purpose, text(project.purpose)),
    ]
    if project.amount:
        pairs += quote_amount(project.amount)
        pairs.append((BUD.amountCell, scene.cell(project.amount.cell)))
    pairs += [(BUD.citesPolicy, found) for found in scene.policies(project.name, project.purpose)]
    pairs += _funding_parts(scene, project, subject)
    pairs += _plan_points(scene, project, subject)
    scene.describe(subject, pairs + links)


def _funding_parts(scene: Scene, project: Project, subject: Term) -> Iterator[Pair]:
    for name, source in _SOURCES:
        amount: Amount | None = getattr(project, name)
        if amount is None:
            continue
        part = child(subject, f"-funding-{source}")
        scene.describe(
            part,
            [
                (RDF.type, BUD.FundingPart),
                (PROV.wasQuotedFrom, scene.cell(amount.cell)),
                (BUD.fundingSource, code("funding-source", source)),
                *quote_amount(amount),
            ],
        )
        yield BUD.fundingPart, part


def _plan_points(scene: Scene, project: Project, subject: Term) -> Iterator[Pair]:
    fiscal_year = scene.disclosure.publisher.year
    for point in project.plan:
        part = child(subject, f"-plan{point.month}")
        scene.describe(
            part,
            [
                (RDF.type, BUD.PlanPoint),
                (PROV.wasQuotedFrom, scene.cell(point.cell)),
                (BUD.cutOff, month_end(fiscal_year, point.month) if fiscal_year else None),
                (BUD.cumulativePercent, decimal(point.share_percent)),
            ],
        )
        yield BUD.planPoint, part
