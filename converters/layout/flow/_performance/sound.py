"""Whether rows of indicators that were put together from text can be what is printed.

Text that prints a table column by column, or that leaves out empty cells, gives rows that look like
indicators and are none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from budgetgraph.model import Grid

from ... import performance_words as words
from .glued import runs_together
from .projects import is_list
from .rows import Piece
from .targets import SIGNS

_NEEDED = frozenset({"level3", "target"})
_WHOLE = _NEEDED | {"level1", "level2"}
_LEVEL = "指标"
_SIGN_BEHIND = re.compile(
    rf"(?:大于|小于|等于|定性|[{words.COMPARATORS}])$"
)  # 24场次大于等于: cells of three columns
_SIGN_INSIDE = re.compile(r"\d.{0,4}(?:大于|小于|等于)")
_NO_COLUMN = "-"
_MIN_ROWS = 4  # fewer show nothing; and at most one row of so many may be broken


def are_sound(rows: Sequence[Sequence[Piece]], roles: Sequence[str]) -> bool:
    """Return whether nearly all rows have levels, name and target, and each project its name."""
    at = {role: index for index, role in enumerate(roles)}
    if "level3" in at and any(runs_together(row[at["level3"]].text) for row in rows):
        return False
    if len(rows) < _MIN_ROWS or "level2" not in at:
        return True
    if not at.keys() >= _NEEDED:  # the rest of the heading is not where it belongs
        return False
    texts = [{role: row[index].text for role, index in at.items()} for row in rows]
    few_broken = _count_broken(texts) * _MIN_ROWS <= len(rows)
    return few_broken and _are_of_projects(texts, is_list(roles))


def count_broken(grid: Grid) -> int:
    """Return how many rows of a performance table lack levels, name or target, 0 of another."""
    rows = iter(grid.rows)
    roles = next(filter(None, map(words.find_columns, rows)), None)
    if roles is None or not roles.keys() >= _WHOLE:
        return 0
    below = (row for row in rows if len(row) > max(roles.values()))
    return _count_broken({role: row[roles[role]].text for role in _WHOLE} for row in below)


def _count_broken(rows: Iterable[Mapping[str, str]]) -> int:
    level1, broken = "", 0
    for row in rows:
        level1 = row.get("level1", _NO_COLUMN) or level1
        broken += not _is_whole(row, level1)
    return broken


def _is_whole(row: Mapping[str, str], level1: str) -> bool:
    name, target = row["level3"], row["target"]
    return bool(
        level1
        and name
        and target
        and name != _LEVEL  # the end of a level
        and _LEVEL not in target
        and not _SIGN_BEHIND.search(target)
        and not _SIGN_INSIDE.search(name)
        and not any(sign in name for sign in SIGNS)
        and words.may_stand_under(level1, row["level2"])
    )


def _are_of_projects(rows: Sequence[Mapping[str, str]], listed: bool) -> bool:
    """Return whether each project of a list has its name, and a form is of one project only.

    A new one begins in the first row, and where the usual order of levels begins again.
    """
    seen: set[int] = set()
    last: int | None = None
    for number, row in enumerate(rows):
        rank = words.level1_rank(row.get("level1", ""))
        again = rank is not None and last is not None and rank < last and rank in seen
        if (again or not number) and listed and not row["name"]:
            return False
        if again and not listed:
            return False
        if again:
            seen.clear()
        if rank is not None:
            seen.add(rank)
            last = rank
    return True
