"""Columns that name the rows of a column of figures: labels, codes, numbers, left of it.

In a balance table they stand on the same side.
"""

from collections.abc import Sequence

from budgetgraph.model import Column

from .meanings import Meaning, heading_key

_PROJECT = "项目名称"
_LEVELS = 3  # 类, 款, 项


def nearest(
    kinds: Sequence[Meaning | None], sides: Sequence[str], column: Column, kind: str
) -> int | None:
    """Return the nearest column of a kind to the left, on the same side of a balance table."""
    return next(iter(_all(kinds, sides, column, kind)), None)


def labels_of(
    columns: Sequence[Column],
    kinds: Sequence[Meaning | None],
    sides: Sequence[str],
    column: Column,
) -> tuple[int | None, int | None]:
    """Return the columns of the label and of a class beside it.

    Where projects have a class of their own, the project is the label, whichever comes first. What
    economic codes part is no whole project: their names are the labels.
    """
    found = _all(kinds, sides, column, "label")
    first = next(iter(found), None)
    code = nearest(kinds, sides, column, "code")
    if code is not None and any("经济" in heading for heading in columns[code].path):
        return first, None
    project = next((n for n in found if heading_key(columns[n].heading) == _PROJECT), first)
    return project, None if project == first else first


def _all(
    kinds: Sequence[Meaning | None], sides: Sequence[str], column: Column, kind: str
) -> list[int]:
    return [
        index
        for index in range(column.index - 1, -1, -1)
        if (found := kinds[index])
        and found.kind == kind
        and sides[index] in {sides[column.index], ""}
    ]


def codes_of(
    kinds: Sequence[Meaning | None], sides: Sequence[str], column: Column
) -> tuple[int, ...]:
    """Return the column of the code, or those of its levels; each half has its own."""
    last = nearest(kinds, sides, column, "code-part")
    if last is None:
        single = nearest(kinds, sides, column, "code")
        return () if single is None else (single,)
    first = last
    while first and last - first < _LEVELS - 1 and _is_part(kinds[first - 1]):
        first -= 1
    return tuple(range(first, last + 1))


def _is_part(said: Meaning | None) -> bool:
    return said is not None and said.kind == "code-part"
