"""The parts that pages have of one table: their columns, and the row that a page cut."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from budgetgraph.figures import is_figure, squeeze
from budgetgraph.model import Row

from .. import performance_words as words
from ..grids import blank, join_rows, pad, width
from .heading import are_one, is_sign, merged

_MOST, _MOST_LOST = 16, 4  # columns of a heading, and those that a page may lack
_NO = -5  # for a text that cannot stand in a column


@dataclass(slots=True)
class Part:
    """The rows that one page has of the indicators, in the columns of their heading."""

    rows: list[Row]


def align(rows: Sequence[Row], heading: Row) -> list[Row] | None:
    """Return the rows of a page in the columns of a heading, None where these are not certain."""
    size = len(heading)
    roles = [words.role_of(squeeze(cell.text)) for cell in heading]
    body = [pad(row, width(rows)) for row in rows]
    for found in (body, _without_glued_signs(body, roles)):
        for narrow in _narrowed(found, size):
            if chosen := _columns(narrow, roles):
                return [_placed(row, chosen, size) for row in narrow]
    return None


def _without_glued_signs(rows: Sequence[Row], roles: Sequence[str]) -> list[Row]:
    """Return the rows with the comparators that stand before targets in columns of their own."""
    if "sign" not in roles:
        return list(rows)
    for index in range(len(rows[0])):
        texts = [row[index].text.partition("\n") for row in rows if row[index].text]
        if texts and all(is_sign(squeeze(first)) for first, *_ in texts):
            if not any(rest for _, _, rest in texts):
                continue
            return [
                (
                    *row[:index],
                    row[index]._replace(text=row[index].text.partition("\n")[0]),
                    row[index]._replace(text=row[index].text.partition("\n")[2]),
                    *row[index + 1 :],
                )
                for row in rows
            ]
    return list(rows)


def _narrowed(rows: list[Row], size: int) -> list[list[Row]]:
    """Return the rows with no more columns than the heading, in each way that fills none twice."""
    ways = [rows]
    while ways and len(ways[0][0]) > size:
        if len(ways[0][0]) - size > _MOST_LOST:
            return []
        ways = [
            merged(way, index)
            for way in ways
            for index in range(len(way[0]) - 1)
            if are_one(way, index)
        ]
    return ways[:_MOST]


def _columns(rows: Sequence[Row], roles: Sequence[str]) -> tuple[int, ...] | None:
    """Return the column of the heading for each column of the rows, None where not certain.

    Those that the page lacks are empty there: at best those without a role, as that of 绩效指标.
    """
    count, size = len(rows[0]), len(roles)
    if size - count > _MOST_LOST or size > _MOST:
        return None
    points = [
        [sum(_point(row[index].text, role) for row in rows if row[index].text) for role in roles]
        for index in range(count)
    ]
    found = sorted(
        (sum(points[n][column] for n, column in enumerate(way)), _roles(way, roles), way)
        for way in combinations(range(size), count)
        if all(points[n][column] > _NO for n, column in enumerate(way))
    )
    if not found or (len(found) > 1 and found[-1][:2] == found[-2][:2]):
        return None
    return found[-1][2]


def _roles(way: Sequence[int], roles: Sequence[str]) -> int:
    return sum(bool(roles[column]) for column in way)


def _point(text: str, role: str) -> int:
    """Return how well a text fits into a column: 1, 0, or -1 and less where it hardly can."""
    plain = squeeze(text)
    check = _CHECKS.get(role)
    return check(plain) if check else (0 if role else _NO)


def _level(known: Callable[[str], bool], level: int) -> Callable[[str], int]:
    return lambda text: 1 if known(text) or words.begins_level(text, level) else _NO


def _name(text: str) -> int:
    if is_figure(text) or is_sign(text):
        return _NO
    return 0 if words.is_level2(text) or words.is_level1(text) else 1


def _target(text: str) -> int:
    return int(words.begins_with_sign(text) or text[:1].isdigit()) if not is_sign(text) else _NO


_CHECKS: dict[str, Callable[[str], int]] = {
    "level1": _level(words.is_level1, 1),
    "level2": _level(words.is_level2, 2),
    "level3": _name,
    "sign": lambda text: 1 if is_sign(text) else _NO,
    "target": _target,
    "measure-unit": lambda text: _NO if is_figure(text) else 0,
    "weight": lambda text: 1 if is_figure(text) else _NO,
}


def _placed(row: Row, columns: Sequence[int], size: int) -> Row:
    at = dict(zip(columns, row, strict=True))
    cells = (at.get(index) or blank(row[0], index + 1) for index in range(size))
    return tuple(cell.at(cell.row, number) for number, cell in enumerate(cells, 1))


def join_cut_row(above: list[Row], below: list[Row], heading: Row) -> None:
    """Join the first row of a page to the last one before it where the page cut it.

    It has no row of its own: no name with a target, and no level that is whole.
    """
    roles = words.find_columns(heading)
    if not above or not below or not roles:
        return
    last, first = above[-1], below[0]
    if _is_rest(last, first, roles):
        above[-1] = join_rows(last, first)
        del below[0]


def _is_rest(last: Row, first: Row, roles: Mapping[str, int]) -> bool:
    filled = [index for index, cell in enumerate(first) if cell.text]
    has_name, has_target = (bool(first[roles[role]].text) for role in ("level3", "target"))
    if not filled or (has_name and has_target) or not all(last[i].text for i in filled):
        return False
    if words.begins_with_sign(first[roles["target"]].text):
        return False
    levels = {"level1": words.is_level1, "level2": words.is_level2}
    return not any(
        is_known(first[roles[role]].text) for role, is_known in levels.items() if role in roles
    )
