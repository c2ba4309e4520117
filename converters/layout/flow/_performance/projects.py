"""Lists of several projects in layout text: what stands before the first indicator of each.

Code, unit, name, money and goal of a project are cells of their own, which may wrap; in running
order they follow the last indicator of the project above.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from budgetgraph.figures import is_figure

from ... import performance_words as words
from .rows import POINTS, Line, Piece, join

_CODE = re.compile(r"\d{5,}")  # of a unit or project; an amount has a point
_GOAL = re.compile(r"(?:\d{1,2}|[（(]\d{1,2}[）)])\s*[、.．]\D|目标\s*\d")
_SENTENCE = re.compile(r"[，。；,;]")
# How names of bodies end; a unit stands before its project.
_BODY = re.compile(r"(?:局|中心|所|站|队|院|校|馆|会|办公室|办|部|厅|处|本级|机关|公司|集团|政府)$")


def is_list(roles: Sequence[str]) -> bool:
    """Return whether the columns before those of levels name projects."""
    return "level1" in roles and "name" in roles[: roles.index("level1")]


def before_levels(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those before the levels of a project cut where the levels begin."""
    found: list[Line] = []
    for line in lines:
        cut = _levels_at(line.tokens)
        if cut:
            found.append(line._replace(tokens=line.tokens[:cut]))
        found.append(line._replace(tokens=line.tokens[cut:]))
    return found


def _levels_at(tokens: Sequence[str]) -> int:
    """Return where the levels begin in a line, 0 where they begin it or are not in it."""
    for index, (first, second) in enumerate(pairwise(tokens)):
        if index and words.is_level1(first) and words.is_level2(second):
            return index
    return 0


def project_lines(lines: Sequence[Line], roles: Sequence[str], at: int) -> int:
    """Return how many of the last lines of a row open a project, 0 where none does.

    It begins with its code, behind the points that end an indicator, or on the line of its levels,
    which is given.
    """
    if _has_code(roles):
        starts = [n for n, line in enumerate(lines) if _CODE.fullmatch(line.tokens[0])]
        return len(lines) - starts[-1] if starts else 0
    ends = [
        n
        for n, line in enumerate(lines)
        if len(line.tokens) > 1 and POINTS.fullmatch(line.tokens[-1])
    ]
    return len(lines) - 1 - ends[-1] if ends else sum(line.line == at for line in lines)


def _has_code(roles: Sequence[str]) -> bool:
    return roles[0] not in {"name", "unit"}


def project_cells(lines: Sequence[Line], roles: Sequence[str]) -> tuple[Piece, ...] | None:
    """Return the cells of a project, one for each column before the levels; None in doubt."""
    columns = list(roles[: roles.index("level1")])
    pieces = [Piece(token, line.line) for line in lines for token in line.tokens]
    cells = {column: Piece("", lines[0].line) for column in columns}
    if _has_code(roles) and pieces and _CODE.fullmatch(pieces[0].text):
        cells[columns[0]] = pieces.pop(0)
    names, rest = _parted(pieces, "amount" in columns)
    if "amount" in columns and rest and is_figure(rest[0].text):
        cells["amount"] = rest.pop(0)
    if "goal" in columns and rest:
        cells["goal"] = join(rest)
    elif rest:
        return None
    unit = _unit(names) if "unit" in columns else 0
    if unit:
        cells["unit"] = join(names[:unit])
    needed = [column for column in ("amount", "goal") if column in columns]
    if not names[unit:] or not all(cells[column].text for column in needed):
        return None
    cells["name"] = join(names[unit:])
    return tuple(cells[column] for column in columns)


def _parted(pieces: list[Piece], has_amount: bool) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of unit and name, and those from the money or the goal on."""
    for index, piece in enumerate(pieces):
        is_end = (
            is_figure(piece.text)
            if has_amount
            else bool(_GOAL.match(piece.text) or _SENTENCE.search(piece.text))
        )
        if index and is_end:
            return pieces[:index], pieces[index:]
    return pieces, []


def _unit(names: Sequence[Piece]) -> int:
    """Return how many pieces are the name of the unit: up to one that ends like that of a body."""
    return next((n for n in range(1, len(names)) if _BODY.search(names[n - 1].text)), 0)
