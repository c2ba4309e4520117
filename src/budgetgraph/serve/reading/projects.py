"""Projects with goals, indicators, plan and the policies they cite."""

from dataclasses import dataclass
from decimal import Decimal

from ...terms import BUD, PROV, SKOS
from .source import Source, document_of, name_of, notation, number


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator with its target, as printed."""

    iri: str
    level1: str
    level2: str
    label: str
    description: str
    target: str
    basis: str
    line: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project.

    Attributes:
        iri: Its IRI.
        disclosure: Name of the disclosure.
        number: Number within it.
        label: Name.
        code: Project code.
        amount: In yuan.
        purpose: What it is for.
        unit: Name of the unit.
        parts: Funding source and amount.
        plan: Date and cumulative percent.
        goals: Texts of its goals.
        indicators: Its indicators.
        policies: IRIs of policy documents it cites.
        cell: Where its amount is printed.
    """

    iri: str
    disclosure: str
    number: str
    label: str
    code: str
    amount: Decimal | None
    purpose: str = ""
    unit: str = ""
    parts: tuple[tuple[str, Decimal | None], ...] = ()
    plan: tuple[tuple[str, Decimal | None], ...] = ()
    goals: tuple[str, ...] = ()
    indicators: tuple[Target, ...] = ()
    policies: tuple[str, ...] = ()
    cell: str = ""


def list_projects(source: Source, document: str) -> list[Project]:
    """Return the projects of a document with name, code and amount, in printed order."""
    found = [read_head(source, iri) for iri in source.instances(BUD.Project, document)]
    return sorted(found, key=lambda project: (len(project.number), project.number))


def read_head(source: Source, iri: str) -> Project:
    """Return name, code and amount of a project, and where the amount is printed."""
    document = document_of(iri)
    return Project(
        iri,
        name_of(document),
        iri.rpartition("/project/")[2],
        source.value(iri, SKOS.prefLabel, document),
        source.value(iri, BUD.projectCode, document),
        number(source.value(iri, BUD.amount, document)),
        cell=source.value(iri, BUD.amountCell, document)
        or source.value(iri, PROV.wasQuotedFrom, document),
    )


def read_project(source: Source, iri: str) -> Project:
    """Return a project with all that is said of it."""
    head, document = read_head(source, iri), document_of(iri)
    indicators = _in_order(source.values(iri, BUD.hasIndicator, document))
    cited = {
        policy
        for node in (iri, *indicators)
        for policy in source.values(node, BUD.citesPolicy, document)
    }
    unit = source.value(iri, BUD.implementingUnit, document) or source.value(
        iri, BUD.budgetUnit, document
    )
    parts = source.values(iri, BUD.fundingPart, document)
    plan = source.values(iri, BUD.planPoint, document)
    return Project(
        head.iri,
        head.disclosure,
        head.number,
        head.label,
        head.code,
        head.amount,
        purpose=source.value(iri, BUD.purpose, document),
        unit=source.label(unit, "zh") if unit else "",
        parts=tuple(
            (
                source.value(part, BUD.fundingSource, document),
                number(source.value(part, BUD.amount, document)),
            )
            for part in parts
        ),
        plan=tuple(
            sorted(
                (
                    source.value(point, BUD.cutOff, document),
                    number(source.value(point, BUD.cumulativePercent, document)),
                )
                for point in plan
            )
        ),
        goals=tuple(
            source.value(goal, BUD.goalText, document)
            for goal in _in_order(source.values(iri, BUD.hasGoal, document))
        ),
        indicators=tuple(_read_indicator(source, indicator, document) for indicator in indicators),
        policies=tuple(sorted(cited)),
        cell=head.cell,
    )


def _read_indicator(source: Source, iri: str, document: str) -> Target:
    target = source.value(iri, BUD.target, document)
    cell = source.value(iri, PROV.wasQuotedFrom, document)
    return Target(
        iri,
        source.value(iri, BUD.printedLevel1, document),
        source.value(iri, BUD.printedLevel2, document),
        source.value(iri, SKOS.prefLabel, document),
        source.value(iri, BUD.description, document),
        source.value(target, BUD.printedText, document) if target else "",
        source.value(iri, BUD.basisText, document),
        source.value(cell, BUD.sourceLine, document) if cell else "",
    )


def _in_order(iris: list[str]) -> list[str]:
    """Return IRIs that end in a number in the order of those numbers."""
    return sorted(iris, key=lambda iri: (len(iri), iri))


__all__ = ["Project", "Target", "list_projects", "notation", "read_head", "read_project"]
