"""Goals, indicators and their targets, under a project or under the budget of a unit."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from budgetgraph.model import Goal, Indicator, Target

from .concepts import find_concept, schemes
from .scene import Pair, Scene, spell
from .spelling import (
    BUD,
    PROV,
    RDF,
    SKOS,
    Term,
    boolean,
    child,
    chinese,
    code,
    day,
    decimal,
    integer,
    month_end,
    text,
)

_FRAMEWORKS = "cn/indicator"  # schemes of level-1 and level-2 categories, one per framework
_UNITS, _LEVELS = "unit", "ordinal-level"
_CLASSES = {
    "quantity": BUD.QuantityTarget,
    "range": BUD.RangeTarget,
    "deadline": BUD.DeadlineTarget,
    "frequency": BUD.FrequencyTarget,
    "qualitative": BUD.QualitativeTarget,
    "boolean": BUD.BooleanTarget,
    "graded": BUD.GradedTarget,
    "composite": BUD.CompositeTarget,
    "unparsed": BUD.UnparsedTarget,
}


def link_performance(
    stem: Term, goals: Sequence[Goal], indicators: Sequence[Indicator]
) -> list[Pair]:
    """Return the links to goals and indicators whose names begin with `stem`."""
    links: list[Pair] = [(BUD.hasGoal, goal) for goal in _name_goals(stem, goals)]
    links += [(BUD.hasIndicator, found) for found in _name_indicators(stem, indicators)]
    return links


def describe_performance(
    scene: Scene, stem: Term, goals: Sequence[Goal], indicators: Sequence[Indicator]
) -> None:
    """Add goals and indicators in printed order, named as `link_performance` names them."""
    _describe_goals(scene, stem, goals)
    _describe_indicators(scene, stem, indicators)


def _name_goals(stem: Term, goals: Sequence[Goal]) -> list[Term]:
    return [child(stem, f"-goal{number}") for number in range(1, len(goals) + 1)]


def _name_indicators(stem: Term, indicators: Sequence[Indicator]) -> list[Term]:
    return [child(stem, f"-indicator{number}") for number in range(1, len(indicators) + 1)]


def _describe_goals(scene: Scene, stem: Term, goals: Sequence[Goal]) -> None:
    for subject, goal in zip(_name_goals(stem, goals), goals, strict=True):
        scene.describe(
            subject,
            [
                (RDF.type, BUD.Goal),
                (PROV.wasQuotedFrom, scene.cell(goal.cell)),
                (BUD.goalNumber, text(goal.number)),
                (BUD.goalText, text(goal.text)),
            ],
        )


def _describe_indicators(scene: Scene, stem: Term, indicators: Sequence[Indicator]) -> None:
    framework = _choose_framework(indicators)
    for subject, indicator in zip(_name_indicators(stem, indicators), indicators, strict=True):
        target = child(subject, "-target")
        pairs: list[Pair] = [
            (PROV.wasQuotedFrom, scene.cell(indicator.cell)),
            (SKOS.prefLabel, chinese(indicator.level3)),
            (BUD.description, text(indicator.description)),
            (BUD.basisText, text(indicator.basis)),
            (BUD.target, target),
        ]
        pairs += [(BUD.citesPolicy, found) for found in scene.policies(indicator.basis)]
        scene.describe(subject, pairs, _levels(framework, indicator.level1, indicator.level2))
        _describe_target(scene, target, indicator.target)


def _choose_framework(indicators: Sequence[Indicator]) -> str:
    """Return the scheme that knows most of the categories printed in one table."""
    levels = Counter([(indicator.level1, indicator.level2) for indicator in indicators])

    def known(scheme: str) -> int:
        return sum([count for printed, count in levels.items() if _category(scheme, *printed)])

    return max(schemes(_FRAMEWORKS), key=known, default="") if indicators else ""


@lru_cache(maxsize=4096)
def _levels(framework: str, level1: str, level2: str) -> list[str]:
    """Return, spelled, what indicators under the same headings have in common."""
    return spell(
        [
            (RDF.type, BUD.Indicator),
            (BUD.indicatorCategory, _category(framework, level1, level2)),
            (BUD.printedLevel1, text(level1)),
            (BUD.printedLevel2, text(level2)),
        ]
    )


@lru_cache(maxsize=4096)
def _category(framework: str, level1: str, level2: str) -> Term | None:
    """Return the finest category that the framework has for the printed headings."""
    upper = find_concept(framework, level1) if framework else None
    if upper is None:
        return None
    return find_concept(framework, level2, upper) or upper


def _describe_target(
    scene: Scene, subject: Term, target: Target, band: bool = False, position: int = 0
) -> None:
    pairs: list[Pair] = [
        (RDF.type, BUD.Band if band else None),
        (BUD.position, integer(position) if position else None),
    ]
    is_graded = target.kind == "graded"
    parts = [child(subject, f"-{number}") for number in range(1, len(target.parts) + 1)]
    pairs += [(BUD.band if is_graded else BUD.part, part) for part in parts]
    scene.describe(subject, pairs, _content(target, scene.disclosure.publisher.year))
    for number, (part, value) in enumerate(zip(parts, target.parts, strict=True), 1):
        _describe_target(scene, part, value, is_graded, number)


@lru_cache(maxsize=8192)  # ≥95% stands in most rows of most disclosures
def _content(target: Target, fiscal_year: int | None) -> list[str]:
    """Return, spelled, what a target says, its parts aside."""
    pairs: list[Pair] = [
        (RDF.type, _CLASSES[target.kind]),
        (BUD.bandLabel, text(target.label)),
        (BUD.printedText, text(target.printed)),
        *_measure(target),
        (BUD.deadline, _deadline(target, fiscal_year)),
        (BUD.frequency, code("frequency", target.frequency)),
        (BUD.words, text(target.words)),
        (BUD.level, find_concept(_LEVELS, target.words) if target.words else None),
        (BUD.doubled, boolean(True) if target.doubled else None),
    ]
    return spell(pairs)


def _measure(target: Target) -> Iterator[Pair]:
    """Yield comparator, value or bounds, and units: each target has a few of them."""
    if target.comparator:
        yield BUD.comparator, code("comparator", target.comparator)
        yield BUD.comparatorPrinted, boolean(target.comparator_printed)
    if target.value is not None:
        yield BUD.targetValue, decimal(target.value)
    if target.unit:
        yield BUD.unit, find_concept(_UNITS, target.unit)
        yield BUD.printedUnit, text(target.unit)
    if target.per:
        for unit in target.per:
            yield BUD.per, find_concept(_UNITS, unit)
        yield BUD.printedPer, text("/".join(target.per))
    if target.lower is not None:
        yield BUD.lowerBound, decimal(target.lower)
    if target.upper is not None:
        yield BUD.upperBound, decimal(target.upper)


def _deadline(target: Target, fiscal_year: int | None) -> Term | None:
    """Return the date of a deadline; None without a month or where the year is unknown."""
    if not target.month or not fiscal_year:
        return None
    if not target.day:
        return month_end(fiscal_year, target.month)
    try:
        return day(date(fiscal_year, target.month, target.day))
    except ValueError:  # a printed date that no calendar has, such as 31 June, stays words
        return None
