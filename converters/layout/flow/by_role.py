"""Indicators each row of which stands on one line: each word by what may stand in its column.

Cells merged from above and empty ones are lost; the heading and the grammar of each column tell
which. A table in which some row can be read in two ways is not read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from budgetgraph.figures import is_figure
from budgetgraph.model import Block, Cell, Grid, Paragraph

from .. import captions
from .. import performance_words as words
from ..short_rows.indicators import may_be
from ._performance.targets import is_target

_NEEDED = frozenset({"level1", "level2", "level3", "target"})
_TELLING = frozenset({"sign", "measure-unit", "weight"})
_MIN_ROWS = 4
# What stands in the columns of signs and kinds of indicators, and in no other.
_SIGN = re.compile(rf"定[性量](?:指标)?|(?:大于|小于)?(?:等于)?|[{words.COMPARATORS}]+")

_Names = Sequence[str]


def read_by_role(region: Sequence[Block]) -> list[Block]:
    """Return lines with the indicators in them as a grid; nothing where a row is open.

    Args:
        region: What stands from one title to the next.
    """
    lines = [block for block in region if isinstance(block, Paragraph) and block.text]
    if any(isinstance(block, Grid) for block in region):
        return []
    first, start, names = _heading(lines)
    columns = words.columns_of(names) or {}
    if not columns.keys() >= _NEEDED:
        return []
    roles = {index: role for role, index in columns.items()}
    place = lines[first]
    rows = [_cells(names, range(len(names)), place, 1, len(names))]
    rest: list[Paragraph] = []
    for line in lines[start:]:
        if not rest and (captions.is_running(line.text) or _numbers_columns(line.text)):
            continue  # or a page number
        found = () if rest else _placed(line.text.split(), roles, len(names))
        if not found:
            rest.append(line)
            continue
        rows.append(_cells(line.text.split(), found, line, len(rows) + 1, len(names)))
    levels = [[row[columns[level]].text for level in ("level1", "level2")] for row in rows[1:]]
    is_lost = any(map(_names_level, rest)) or any(map(_prints_target, rest[:1]))
    if len(rows) <= _MIN_ROWS or is_lost or not _are_nested(levels):
        return []
    return [*lines[:first], Grid(tuple(rows), place.line, place.page), *rest]


def _heading(lines: Sequence[Paragraph]) -> tuple[int, int, _Names]:
    """Return the first line of the heading, that behind it, and the names of the columns."""
    lowest = next((n for n, line in enumerate(lines) if "三级指标" in line.text), None)
    if lowest is None:
        return 0, 0, ()
    names = lines[lowest].text.split()
    above = lines[lowest - 1].text.split() if lowest else []
    groups = [number for number, name in enumerate(above) if words.is_group(name)]
    if len(groups) != 1:
        return lowest, lowest + 1, names
    return lowest - 1, lowest + 1, [*above[: groups[0]], *names, *above[groups[0] + 1 :]]


def _are_nested(levels: Sequence[Sequence[str]]) -> bool:
    """Return whether levels begin in the first of their rows; in the middle they tell no rows."""
    above = ""
    for first, second in levels:
        above = first or above
        if not above or (first and not second) or not words.may_stand_under(above, second):
            return False
    return True


def _numbers_columns(text: str) -> bool:
    return text.split() == [str(n + 1) for n in range(len(text.split()))]


def _names_level(line: Paragraph) -> bool:
    return any(words.is_level1(word) or words.is_level2(word) for word in line.text.split())


def _prints_target(line: Paragraph) -> bool:
    """Return whether a line may be a row that no way was found for: a name, then a value."""
    return any(is_figure(word) or words.begins_with_sign(word) for word in line.text.split()[1:])


def _placed(texts: Sequence[str], roles: Mapping[int, str], width: int) -> tuple[int, ...]:
    """Return the column of each text; nothing where there is no way or two."""
    ways = sorted((_doubts(way, roles), way) for way in _ways(texts, roles, width, 0))
    if not ways or (len(ways) > 1 and ways[0][0] == ways[1][0]):
        return ()
    found = {roles.get(column, ""): text for text, column in zip(texts, ways[0][1], strict=True)}
    tells = found.keys() & (_TELLING | {"level1", "level2"}) or _is_number(found["target"])
    return ways[0][1] if tells else ()


def _doubts(way: Sequence[int], roles: Mapping[int, str]) -> int:
    """Return how many columns are empty in which rows print something, or below a first level."""
    empty = {role for column, role in roles.items() if column not in way}
    return len(empty & _TELLING) + ("level2" in empty and "level1" not in empty)


def _is_number(target: str) -> bool:
    return is_target(target) and any(map(str.isdecimal, target))


def _ways(
    texts: Sequence[str], roles: Mapping[int, str], width: int, column: int
) -> Iterator[tuple[int, ...]]:
    """Yield the ways to put texts into the columns from one on."""
    if column == width:
        if not texts:
            yield ()
        return
    role = roles.get(column, "")
    if texts and _may_be(texts[0], role):
        for way in _ways(texts[1:], roles, width, column + 1):
            yield (column, *way)
    if role not in {"level3", "target"} and len(texts) < width - column:
        yield from _ways(texts, roles, width, column + 1)


def _may_be(text: str, role: str) -> bool:
    """Return whether a text may stand in the column of a role; levels are known by their names."""
    if role == "level1":
        return words.is_level1(text)
    if role == "level2":
        return words.is_level2(text)
    if role == "amount":
        return is_figure(text)
    if role in {"target", "measure-unit"} and _SIGN.fullmatch(text):
        return False
    return may_be(text, role)


def _cells(
    texts: Sequence[str], columns: Sequence[int], line: Paragraph, row: int, width: int
) -> tuple[Cell, ...]:
    """Return a row with its texts in their columns, empty cells in the others."""
    printed = dict(zip(columns, texts, strict=True))
    return tuple(
        Cell(printed.get(column, ""), line.line, row, column + 1, line.page)
        for column in range(width)
    )
