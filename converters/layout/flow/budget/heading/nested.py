"""Headings of several levels of which running text leaves only the lines: what stands under what.

A merged cell has lost its width, so nothing tells where the names of the next line belong, but what
a budget is made of does: the appropriation of three budgets, a year of all that is printed again
below it, basic expenditure of people and office. Which headings are parts of which is data.
"""

from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import chain, islice, pairwise

from .....vocabulary import load, normalise
from ....meanings import Meaning, heading_key, meaning, meaning_by_words
from .names import is_comparison, is_year

Paths = tuple[tuple[str, ...], ...]
_Sizes = tuple[int, ...]  # how many names of the line below stand under each name, 0 for none

_GAP = "  "
_LEVELS = range(1, 4)
_LEAST = 2  # names under one
_MOST_NAMES, _MOST_WAYS = 40, 1000
_SUMS = frozenset({"合计", "小计", "总计"})
_FIRST = _SUMS | {"金额"}  # of what stands under one heading
_CHANGES = frozenset({"change", "change-percent"})
_CLASSES = ("科目", "分类", "项目")  # over codes and labels
_CLASSIFYING = frozenset({"code", "label", "code-part"})
_TEXTS = ("名称", "编码", "代码", "类型", "类别", "分类", "单位", "部门", "简介")
_FUNDS = ("收入", "支出", "资金", "基金", "拨款")
_OTHER_KINDS = ("采购", "品目", "指标", "绩效", "数量")  # of tables that others read
_LABELS = frozenset({"label", "unit-label"})
_NAMING = frozenset({"code", "label", "unit-code", "unit-label", "ordinal", "other"})


@lru_cache(maxsize=256)
def nested(lines: tuple[str, ...]) -> Paths | None:
    """Return the paths of the columns of a heading, each line of which is a level.

    None for other headings, and where names could stand under several others.
    """
    if any(_GAP in line.strip() for line in lines):
        return None  # that keeps the look of the page: places tell
    levels = [line.split() for line in lines if line.strip()]
    if len(levels) not in _LEVELS or max(map(len, levels)) > _MOST_NAMES:
        return None
    if not all(_is_heading(normalise(name)) for level in levels for name in level):
        return None
    shares: list[_Sizes] = []
    for upper, lower in pairwise(levels):
        found = _share(tuple(map(normalise, upper)), tuple(map(normalise, lower)))
        if found is None:
            return None
        shares.append(found)
    paths = tuple(chain.from_iterable(_paths(levels, shares)))
    named = {_kind(normalise(path[-1])) for path in paths}
    return paths if "amount" in named and named & _LABELS else None


def _paths(levels: Sequence[Sequence[str]], shares: Sequence[_Sizes]) -> list[Paths]:
    """Return for each name of the first of the levels the paths that begin with it."""
    if not shares:
        return [((name,),) for name in levels[0]]
    below = iter(_grouped(_paths(levels[1:], shares[1:]), shares[0]))
    return [
        tuple((name, *path) for path in next(below)) if size else ((name,),)
        for name, size in zip(levels[0], shares[0], strict=True)
    ]


def _grouped(names: Sequence[Paths], sizes: _Sizes) -> Iterator[Paths]:
    """Yield together the paths of as many names as stand under each one above."""
    start = 0
    for size in filter(None, sizes):
        yield tuple(chain.from_iterable(names[start : start + size]))
        start += size


def _share(upper: tuple[str, ...], lower: tuple[str, ...]) -> _Sizes | None:
    """Return how many lower names stand under each upper one; None where that is open.

    Where families of names can stand together or apart, they stand together; what is known of a
    heading in any case counts before what is known where something else is given.
    """
    ways = list(islice(_ways(upper, lower, ()), _MOST_WAYS))
    ranked = sorted((sum(map(bool, s)), cost + _parted_again(upper, s), s) for cost, s in ways)
    if not ranked or [way[:2] for way in ranked[:1]] == [way[:2] for way in ranked[1:2]]:
        return None
    return ranked[0][2]


def _parted_again(upper: Sequence[str], sizes: _Sizes) -> int:
    """Return how many names have parts though an equal one on their left has none.

    That is of this year, the others are of what was carried over.
    """
    whole = [name for name, size in zip(upper, sizes, strict=True) if not size]
    return sum(
        bool(size) and name in upper[:place] and name in whole
        for place, (name, size) in enumerate(zip(upper, sizes, strict=True))
    )


def _ways(
    upper: tuple[str, ...], lower: tuple[str, ...], beside: tuple[str, ...]
) -> Iterator[tuple[int, _Sizes]]:
    """Yield the ways to share out the lower names, each behind what it takes for granted.

    Args:
        upper: The names above.
        lower: The names of the line below.
        beside: What stands under the upper name before them.
    """
    if not upper:
        if not lower:
            yield 0, ()
        return
    name, rest = upper[0], upper[1:]
    if not _needs_parts(name):
        yield from ((cost, (0, *sizes)) for cost, sizes in _ways(rest, lower, ()))
    for size in range(_LEAST, len(lower) + 1):
        family = lower[:size]
        for granted in range(2):
            if _is_family(name, family, beside if granted else None):
                after = _ways(rest, lower[size:], family)
                yield from ((cost + granted, (size, *sizes)) for cost, sizes in after)
                break


def _is_family(upper: str, names: tuple[str, ...], beside: tuple[str, ...] | None) -> bool:
    """Return whether these names can stand under another.

    Args:
        upper: The name above.
        names: The names below.
        beside: What stands under the name before it; None to take nothing for granted.
    """
    if upper in _FIRST or not _FIRST.isdisjoint(names[1:]) or len(set(names)) < len(names):
        return False
    kinds = {_kind(name) for name in names}
    if upper.endswith(_CLASSES):
        return kinds <= _CLASSIFYING
    if _kind(upper) in _NAMING:
        return _kind(upper) == "code" and kinds == {"code-part"}
    changes = sum(map(_is_change, names))
    if not kinds <= {"amount", "percent", ""} or changes != len(names) * _is_change(upper):
        return False  # changes stand together, and under their own name
    if changes:
        return True
    if _needs_parts(upper):
        return "" not in kinds or bool(_FIRST.intersection(names))
    given: set[str] = set()
    if beside is not None:
        given = {"sum"} if names[0] in _SUMS else set()
        given |= {"again"} if names == beside else set()
    parts = names[1:] if names[0] in _FIRST else names
    families = _families_under(upper, given)
    return all(any(_is_one_of(name, family) for family in families) for name in parts)


def _needs_parts(name: str) -> bool:
    """Return whether a name only stands over others: a year, a comparison, where money is from."""
    return is_year(name) or is_comparison(name) or heading_key(name) in _only_over()


def _is_change(name: str) -> bool:
    said = _said(name)
    return is_comparison(name) or (said is not None and said.measure in _CHANGES)


def _is_heading(name: str) -> bool:
    """Return whether a name heads figures or texts of a budget table, as far as that is known."""
    if any(word in name for word in _OTHER_KINDS):
        return False
    if _said(name) or _needs_parts(name) or name.endswith(_TEXTS + _FUNDS + _CLASSES):
        return True
    families = load("columns")["family"]
    return any(_is_one_of(name, family["over"] + family["under"]) for family in families)


def _families_under(upper: str, given: Set[str]) -> list[list[str]]:
    """Return what is known as parts of a heading; of some only where something else is given."""
    return [
        family["under"]
        for family in load("columns")["family"]
        if _is_one_of(upper, family["over"])
        and ("given" not in family or not given.isdisjoint(family["given"]))
    ]


def _is_one_of(name: str, known: Sequence[str]) -> bool:
    """Return whether a heading is among codes of measures, or has one of the words among them."""
    said = _said(name)
    measure = said.measure if said else ""
    return measure in known or any(word in name for word in known if not word.isascii())


@cache
def _only_over() -> frozenset[str]:
    return frozenset(heading_key(name) for name in load("columns")["only-over"]["headings"])


def _said(name: str) -> Meaning | None:
    return meaning(name) or meaning_by_words(name)


def _kind(name: str) -> str:
    """Return what stands below a heading, empty where neither lists nor words tell."""
    said = _said(name)
    return said.kind if said else ""
