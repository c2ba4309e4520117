"""Headings read across the page whose names are not all different, or stand below 项目.

A balance has 收入 and 支出, each with its own columns; basic expenditure may stand in two stretches
with the same columns. What stands in both halves comes twice in a line, so that neither can be put
together as one heading of names that differ: a half is read alone, with what the other has beside.
项目 may stand over codes and labels in one line with a piece of another name; 类, 款 and 项 below.
"""

from collections.abc import Sequence
from itertools import combinations, starmap

from ....vocabulary import normalise
from ...meanings import meaning
from ...sides import is_pair_of_sides
from ..budget.heading.names import ITEM, is_part, is_sum
from .heading import Name, read_columns

_SIDES, _LEFT = 2, 3  # names: of the sides; 项目, 决算数 and the 项目 of the other side
_ON_THE_LEFT = ["label", "amount", "label"]
_PARTS = "类款项"

_Lines = Sequence[Sequence[str]]


def read_twofold(lines: _Lines) -> list[list[Name]] | None:
    """Return the names of each level of such a heading, None for any other."""
    return _stretches(lines) or _sides(lines) or _below_item(lines)


def _stretches(lines: _Lines) -> list[list[Name]] | None:
    """Return the names of one stretch twice, where every line prints the same twice."""
    halves = [line[: len(line) // 2] for line in lines]
    if any([*a, *a] != [*line] for a, line in zip(halves, lines, strict=True)):
        return None
    names = read_columns(_parted(halves)[0])
    return [names * 2] if names else None


def _sides(lines: _Lines) -> list[list[Name]] | None:
    """Return the sides, and below them what both have: the columns on the right side may wrap."""
    first, *rest = lines
    if len(first) != _SIDES or not is_pair_of_sides(map(normalise, first)):
        return None
    at = next((n for n, line in enumerate(rest) if _kinds(line[:_LEFT]) == _ON_THE_LEFT), None)
    if at is None:
        return None
    right = read_columns([line[_LEFT * (n == at) :] for n, line in enumerate(rest)])
    if right is None or not _are_beside([name.text for name in right]):
        return None
    left = [_name(text, at + 1) for text in rest[at][:_LEFT]]
    moved = [name._replace(pieces=tuple((t, n + 1) for t, n in name.pieces)) for name in right]
    return [[_name(text, 0) for text in first], [*left, *moved]]


def _are_beside(names: Sequence[str]) -> bool:
    """Return whether columns of one side are of one level: a sum alone, or first with its parts.

    No part has parts of its own: 基本支出 over 人员经费.
    """
    pairs = combinations(names, 2)
    return len(names) == 1 or (is_sum(names[0]) and not any(starmap(is_part, pairs)))


def _below_item(lines: _Lines) -> list[list[Name]] | None:
    """Return the names beside and below 项目, which stands over codes and labels alone."""
    first, *others = lines
    if normalise(first[0]) != ITEM or len(first) == 1:
        return None
    rest, parts = _parted([first[1:], *others])
    names = read_columns(rest) or ()
    kinds = _kinds([name.text for name in names])
    if not {"code", "label"}.issubset(kinds) or "code-part" in kinds:
        return None
    return [[*names], parts] if parts else [[*names]]


def _parted(lines: _Lines) -> tuple[_Lines, list[Name]]:
    """Return the lines above 类, 款 and 项, and the names of these in their order."""
    end = next((n for n, line in enumerate(lines) if set(line) <= set(_PARTS)), len(lines))
    parts = [(text, n) for n, line in enumerate(lines[end:], end) for text in line]
    if not {text for text, _ in parts} <= set(_PARTS):
        return lines, []
    return lines[:end], [_name(*part) for part in sorted(parts, key=_place)]


def _place(part: tuple[str, int]) -> int:
    return _PARTS.index(part[0])


def _kinds(names: Sequence[str]) -> list[str]:
    found = [meaning(normalise(name)) for name in names]
    return [said.kind if said else "" for said in found]


def _name(text: str, line: int) -> Name:
    return Name(normalise(text), ((text, line),))
