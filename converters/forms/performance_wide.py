"""Lists of projects whose indicators stand in columns: 三级指标 and 指标值 below each first level.

One row holds an indicator of every level; the rows of a project stand below its name. A row without
indicators is that of the unit whose projects follow.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from budgetgraph.contract import Context
from budgetgraph.errors import FigureError
from budgetgraph.figures import is_blank, parse_figure, squeeze
from budgetgraph.model import (
    Amount,
    Cell,
    Column,
    Finding,
    Indicator,
    Project,
    Row,
    Statement,
    Table,
)
from budgetgraph.targets import parse_target

from ..layout import performance_words as words
from .performance_findings import not_understood
from .performance_goals import read_goals
from .performance_header import DEFAULT_SCALE
from .performance_names import split_code

_MIN_LEVELS = 2


@dataclass(frozen=True, slots=True)
class _Indicators:
    """Two columns: names of indicators of a level, and their targets."""

    level1: str
    level2: str
    name: int
    target: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns hold what; `singles` by role."""

    pairs: tuple[_Indicators, ...]
    singles: dict[str, int]
    unknown: tuple[int, ...]


@dataclass(slots=True)
class _Group:
    first: Row
    rows: list[Row] = field(default_factory=list)


def is_wide(columns: Sequence[Column]) -> bool:
    """Return whether projects have columns of indicators for two or more levels."""
    named = any(words.names_project(heading) for column in columns for heading in column.path)
    return named and len(_pairs(columns)) >= _MIN_LEVELS


def read_wide(table: Table, context: Context) -> Iterator[Statement | Finding]:
    """Yield the projects of such a list with their goals and indicators."""
    layout = _layout(table.columns)
    number, unit = context.projects_before, ""
    for group in _groups(table.rows, layout):
        found = list(_found(group, layout))
        if not found:
            unit = _text(group.first, layout, "name")
            continue
        number += 1
        code, name_only = split_code(_text(group.first, layout, "name"))
        yield Project(
            number=number,
            section=(table.section or context.section).rstrip("：:"),
            name=name_only,
            cell=group.first[layout.singles["name"]],
            code=_text(group.first, layout, "code") or code,
            unit=unit,
            amount=(yield from _amount(group.first, layout, "amount", table)),
            fiscal=(yield from _amount(group.first, layout, "fiscal", table)),
            other=(yield from _amount(group.first, layout, "other", table)),
        )
        goal = layout.singles.get("goal")
        yield from read_goals([] if goal is None else [group.first[goal]], number, unit)
        for pair, name, target in found:
            yield Indicator(
                level1=pair.level1,
                level2=pair.level2,
                level3=squeeze(name.text),
                target=parse_target(squeeze(target.text)),
                cell=name if name.text else target,
                project=number,
                unit=unit,
            )
    for row in takewhile(lambda row: not _text(row, layout, "name"), table.rows):
        yield from map(not_understood, [cell for cell in row if cell.text][:1])
    for index in layout.unknown:
        yield from map(not_understood, [r[index] for r in table.rows if r[index].text][:1])


def _layout(columns: Sequence[Column]) -> _Layout:
    pairs = _pairs(columns)
    taken = {index for pair in pairs for index in (pair.name, pair.target)}
    singles: dict[str, int] = {}
    unknown: list[int] = []
    for column in columns:
        if column.index in taken:
            continue
        role = _role(column)
        if role and role not in singles:
            singles[role] = column.index
        elif role != "passed":
            unknown.append(column.index)
    return _Layout(pairs, singles, tuple(unknown))


def _role(column: Column) -> str:
    """Return what a column says of a project, `passed` where it is no part of a statement."""
    for heading in reversed(column.path):
        if words.names_project(heading):
            return "name"
        label = words.read_label(heading)
        if label and label.kind in {"money", "goal"}:
            return label.key
        if words.is_code(heading):
            return "code"
        if label and label.kind == "other":
            return "passed"
    return ""


def _pairs(columns: Sequence[Column]) -> tuple[_Indicators, ...]:
    """Return the pairs of columns, each under the name of its level."""
    found: list[_Indicators] = []
    for name, target in pairwise(columns):
        above = [squeeze(heading) for heading in name.path[:-1]]
        levels = [text for text in above if _is_level(text)]
        if (
            levels
            and name.path[:-1] == target.path[:-1]
            and words.role_of(name.path[-1]) == "level3"
            and words.role_of(target.path[-1]) == "target"
        ):
            level2 = levels[1] if len(levels) > 1 else ""
            found.append(_Indicators(levels[0], level2, name.index, target.index))
    return tuple(found)


def _is_level(text: str) -> bool:
    return (words.is_level1(text) or words.is_level2(text)) and not words.is_group(text)


def _groups(rows: Sequence[Row], layout: _Layout) -> Iterator[_Group]:
    """Yield the rows by project; the name of a merged cell may stand in each of them."""
    group: _Group | None = None
    for row in rows:
        name = _text(row, layout, "name")
        if name and (group is None or name != _text(group.first, layout, "name")):
            if group:
                yield group
            group = _Group(row)
        if group:
            group.rows.append(row)
    if group:
        yield group


def _found(group: _Group, layout: _Layout) -> Iterator[tuple[_Indicators, Cell, Cell]]:
    for row in group.rows:
        for pair in layout.pairs:
            name, target = row[pair.name], row[pair.target]
            if not (is_blank(name.text) and is_blank(target.text)):
                yield pair, name, target


def _text(row: Row, layout: _Layout, role: str) -> str:
    index = layout.singles.get(role)
    return "" if index is None else squeeze(row[index].text)


def _amount(
    row: Row, layout: _Layout, role: str, table: Table
) -> Generator[Finding, None, Amount | None]:
    index = layout.singles.get(role)
    if index is None or is_blank(row[index].text):
        return None
    try:
        return Amount(parse_figure(row[index].text, table.scale or DEFAULT_SCALE), row[index])
    except FigureError:
        yield not_understood(row[index])
        return None
