"""The halves of a balance table: a heading of income beside one of expenditure, each over labels.

收入 and 支出 are such halves wherever they stand. Others (本年收入, 财政拨款收入) head figures in
other tables, so they count only where both halves have one.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from ..vocabulary import load
from .meanings import Meaning, heading_key

INCOME, EXPENDITURE = "income", "expenditure"
_ALWAYS = {"收入": INCOME, "支出": EXPENDITURE}


@cache
def _names() -> Mapping[str, str]:
    return {
        heading_key(heading): side
        for side, headings in load("columns")["sides"].items()
        for heading in headings
    }


def side_names() -> frozenset[str]:
    """Return all names of halves, as compared."""
    return frozenset(_names())


def is_side(heading: str) -> bool:
    """Return whether a heading may name a half."""
    return heading_key(heading) in _names()


def sides_among(headings: Iterable[str]) -> Mapping[str, str]:
    """Return the side of each heading that names a half of the table, if both halves have one."""
    found = {key: _names()[key] for key in map(heading_key, headings) if key in _names()}
    return found if {INCOME, EXPENDITURE}.issubset(found.values()) else _ALWAYS


def label_columns(paths: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns of labels that the name of their half heads, none where it stands above.

    In 收入 | 预算数 | 支出 | 预算数 each of them stands before columns with other names.
    """
    names = [path[0] if len(path) == 1 else "" for path in paths]
    found = [n for n, name in enumerate(names) if is_side(name)]
    follow = all(n + 1 < len(names) and n + 1 not in found for n in found)
    return found if follow and is_pair_of_sides(names[n] for n in found) else []


def sides_of(
    paths: Sequence[Sequence[str]], kinds: Sequence[Meaning | None], halves: Sequence[int] = ()
) -> list[str]:
    """Return the side of each column, empty where it has none.

    Args:
        paths: The headings of each, the highest first.
        kinds: What its lowest heading says.
        halves: Columns of labels that are those of income and expenditure by what else is printed.
    """
    tops = [path[0] if path else "" for path in paths]
    if named := label_columns(paths):
        ends = [*named[1:], len(tops)]
        names_of = [_names()[heading_key(tops[n])] for n in named]
        sides = [""] * named[0]
        for side, begin, end in zip(names_of, named, ends, strict=True):
            sides += [side] * (end - begin)
        return sides
    pairs = zip(tops, kinds, strict=True)
    labelled = [top for top, kind in pairs if kind is not None and kind.kind == "label"]
    names = {**_ALWAYS, **(sides_among(tops) if any(map(is_side, labelled)) else {})}
    sides = _from_labels([names.get(heading_key(top), "") for top in tops], kinds)
    return sides if any(sides) else _unnamed(paths, kinds, halves)


def _unnamed(
    paths: Sequence[Sequence[str]], kinds: Sequence[Meaning | None], halves: Sequence[int]
) -> list[str]:
    """Return the sides where no heading names them: 项目 | 预算数 | 项目 | 预算数."""
    labels = [n for n, kind in enumerate(kinds) if kind is not None and kind.kind == "label"]
    if len(labels) != 2 or labels != sorted(halves) or len({tuple(paths[n]) for n in labels}) > 1:  # noqa: PLR2004
        return [""] * len(kinds)
    income, expenditure = halves
    first, second = (INCOME, EXPENDITURE) if income < expenditure else (EXPENDITURE, INCOME)
    begin, middle = sorted(halves)
    return [""] * begin + [first] * (middle - begin) + [second] * (len(kinds) - middle)


def _from_labels(sides: list[str], kinds: Sequence[Meaning | None]) -> list[str]:
    """Return the sides with the second beginning at its labels: its name may stand further right.

    Args:
        sides: Of each column, by the name above it or to its left.
        kinds: What its lowest heading says.
    """
    labels = [n for n, kind in enumerate(kinds) if kind is not None and kind.kind == "label"]
    if len(labels) != len(_ALWAYS) or len({sides[n] for n in labels}) > 1:
        return sides
    first, second = labels
    other = next((side for side in sides[second:] if side != sides[first]), "")
    if not (sides[first] and other):
        return sides
    return [*sides[:second], *(side and other for side in sides[second:])]


def side_pair(names: Sequence[str]) -> frozenset[str]:
    """Return the two headings of running order that are the halves of a table: they stand together.

    Those that are halves anywhere where no others are.
    """
    return next(map(frozenset, filter(is_pair_of_sides, pairwise(names))), frozenset(_ALWAYS))


def is_pair_of_sides(names: Iterable[str]) -> bool:
    """Return whether headings name the two halves, and nothing else."""
    return {_names().get(heading_key(name)) for name in names} == {INCOME, EXPENDITURE}
