"""Lists of indicators with a column of project names: several projects in one table.

The integrated budget system prints them so: one row per indicator, with name, money and goal of the
project merged over its rows.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from budgetgraph.contract import Context
from budgetgraph.errors import FigureError
from budgetgraph.figures import is_blank, parse_figure, squeeze
from budgetgraph.model import Amount, Cell, Finding, Project, Row, Statement, Table

from ..layout import performance_words as words
from ..layout.headings import is_numbering
from ..layout.units import scale_in_heading
from .performance_findings import not_understood, unit_assumed
from .performance_goals import read_goals
from .performance_header import DEFAULT_SCALE
from .performance_indicators import read_indicators
from .performance_names import split_code

_Columns = Mapping[str, int]
_OF_PROJECTS = ("goal", "level1", "level2", "level3", "target")  # the total of a unit has none
_MONEY = ("amount", "fiscal", "carry-over", "other")


@dataclass(slots=True)
class _Group:
    """The rows of one project; `columns` is the last heading above them."""

    columns: _Columns
    first: Row
    unit: str = ""
    rows: list[Row] = field(default_factory=list)


def is_list(heading: Row) -> bool:
    """Return whether a heading of indicators has a column of project names."""
    return "name" in (words.find_columns(heading) or {})


def with_whole_headings(rows: Sequence[Row], first: int) -> Sequence[Row]:
    """Return the rows with headings of lists on two levels as one: 项目名称 beside 绩效指标.

    Args:
        rows: All rows of the table.
        first: Index of the first heading of indicators; what it is, the others are.
    """
    if not first or _whole_heading(rows[first - 1], rows[first]) is None:
        return rows
    whole: list[Row] = []
    for row in rows:
        heading = _whole_heading(whole[-1], row) if whole else None
        if heading:
            whole[-1] = heading
        else:
            whole.append(row)
    return whole


def _whole_heading(upper: Row, lower: Row) -> Row | None:
    """Return two rows as one heading of a list, None where they are none."""
    found = words.find_columns(lower)
    if not found or "name" in found or not words.are_headings(upper):
        return None
    upper = _widened(upper, lower)
    filled = zip_longest(lower, upper, fillvalue=upper[0]._replace(text=""))
    heading = tuple(below if below.text else above for below, above in filled)
    return heading if is_list(heading) else None


def _widened(upper: Row, lower: Row) -> Row:
    """Return an upper row with its merged cell as wide as the one run of headings below it.

    Text of one cell per line prints 绩效指标 over three columns as one cell.
    """
    places = [index for index, cell in enumerate(lower) if cell.text]
    lost = len(lower) - len(upper)
    is_run = places[-1] - places[0] == len(places) - 1
    if lost <= 0 or not is_run or lost != len(places) - 1:
        return upper
    blank = upper[places[0]]._replace(text="")
    return (*upper[: places[0] + 1], *[blank] * lost, *upper[places[0] + 1 :])


def read_list(rows: Sequence[Row], table: Table, context: Context) -> Iterator[Statement | Finding]:
    """Yield the projects of a list with their goals and indicators."""
    number = context.projects_before
    unit = ""
    scale, amounts = table.scale or _scale_above(table), list[Amount]()
    yield from map(not_understood, _unnamed(rows))
    for group in _groups(rows):
        number += 1
        unit = _text(group, "unit") or group.unit or unit
        code, name = split_code(_text(group, "name"))
        money = {}
        for role in _MONEY:
            money[role] = yield from _amount(group, scale or DEFAULT_SCALE, role)
        amounts += [a for role, a in money.items() if a and not _scale_of(group, role)]
        yield Project(
            number=number,
            section=(table.section or context.section).rstrip("：:"),
            name=name,
            cell=_cell(group, "name") or group.first[0],
            code=_text(group, "code") or code,
            unit=unit,
            amount=money["amount"],
            fiscal=money["fiscal"],
            carry_over=money["carry-over"],
            other=money["other"],
        )
        goal = _cell(group, "goal")
        yield from read_goals([goal] if goal else [], number, unit)
        yield from read_indicators(group.rows, number, unit)
    if amounts and scale is None:
        yield unit_assumed(amounts[0].cell)


def _groups(rows: Sequence[Row]) -> Iterator[_Group]:
    """Yield the rows by project; its name repeated after a page break opens no new one."""
    group: _Group | None = None
    columns: _Columns = {}
    heading: Row = ()
    unit = ""
    for row in rows:
        found = words.find_columns(row)
        if found:
            columns, heading = (found, row) if "name" in found else (columns, heading)
            if group:
                group.rows.append(row)
            continue
        if is_numbering(row):
            continue
        index = columns["name"]
        name = squeeze(row[index].text) if index < len(row) else ""
        if name and _names_unit(row, columns, heading):
            unit = name
            continue
        if name and (group is None or name != _text(group, "name")):
            if group:
                yield group
            group = _Group(columns, row, unit, [heading])
        if group:
            group.rows.append(row)
    if group:
        yield group


def _names_unit(row: Row, columns: _Columns, heading: Row) -> bool:
    """Return whether a row names the unit of the projects below it.

    It stands alone, or below a heading of both, 单位(专项)名称, with the unit's total and nothing
    that only a project has.
    """
    if sum(bool(cell.text) for cell in row) == 1:
        return True
    places = [columns[role] for role in _OF_PROJECTS if role in columns]
    measured = any(row[place].text for place in places if place < len(row))
    return "单位" in heading[columns["name"]].text and not measured


def _unnamed(rows: Sequence[Row]) -> Iterator[Cell]:
    """Yield what rows above the first project print: no one tells of which they are."""
    columns = words.find_columns(rows[0]) or {}
    index = columns["name"]
    for row in rows[1:]:
        if words.find_columns(row) or is_numbering(row):
            continue
        if index < len(row) and row[index].text:
            if _names_unit(row, columns, rows[0]):
                continue
            return
        yield from [cell for cell in row if cell.text][:1]


def _scale_above(table: Table) -> int | None:
    """Return yuan per unit that a heading states, over whatever columns; None where none does."""
    for row in table.rows:
        if scale := next(filter(None, (scale_in_heading(cell.text) for cell in row)), None):
            return scale
        if words.find_columns(row):
            break
    return None


def _amount(group: _Group, usual: int, role: str) -> Generator[Finding, None, Amount | None]:
    cell = _cell(group, role)
    if cell is None or is_blank(cell.text):
        return None
    try:
        return Amount(parse_figure(cell.text, _scale_of(group, role) or usual), cell)
    except FigureError:
        yield not_understood(cell)
        return None


def _scale_of(group: _Group, role: str) -> int | None:
    """Return yuan per unit that the heading of a column states, None where it does not."""
    return scale_in_heading(group.rows[0][group.columns[role]].text)


def _cell(group: _Group, role: str) -> Cell | None:
    index = group.columns.get(role)
    if index is None or index >= len(group.first) or not group.first[index].text:
        return None
    return group.first[index]


def _text(group: _Group, role: str) -> str:
    cell = _cell(group, role)
    return squeeze(cell.text) if cell else ""
