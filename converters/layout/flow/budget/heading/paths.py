"""Headings in running order -> columns with paths.

`序号 功能分类科目 合计 本年收入 上年结转 科目编码 科目名称 小计 …` is read line by line across the
page: the upper level comes first, the lower level after it; groups get their children back here.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from ....meanings import meaning
from ....sides import label_columns, side_pair
from .names import (
    ITEM,
    is_caption,
    is_classifying,
    is_comparison,
    is_group,
    is_part,
    is_sum,
    is_unlabelled,
    is_year,
    kind_of,
    measure_of,
    with_sum_first,
    years_first,
)

_AMOUNT, _WITH_FEES = "金额", "business-revenue"  # the whole, beside 其中：教育收费
_NAMING = frozenset({"code", "label", "code-part", "unit-code", "unit-label"})
_CODES = frozenset({"code", "code-part"})
_SUBTOTAL = meaning("小计")
_BESIDE_TOP = "agency-running-cost"
_MAX_WAYS = 64


def paths(names: Sequence[str], count: int | None) -> list[tuple[str, ...]] | None:
    """Return one path per column for headings in running order; None unless there are `count`."""
    if years_first(names) > 1:
        return _below_years(names, count)
    if is_unlabelled("".join(names[:2])):
        return _paths(names, count, labels=0) or _paths(_without_top(names), count, labels=0)
    found = _paths(names, count, labels=1)
    if found is None and is_caption(names[:2]):
        found = _paths(names[2:], count, labels=1)
    if found is None and count is None:
        found = _paths([name for name in names if kind_of(name) != "code-part"], None, labels=1)
        return found and _above_levels(found, names)
    return _with_levels(found) if found and count is None else found


def _below_years(names: Sequence[str], count: int | None) -> list[tuple[str, ...]] | None:
    """Return the paths of a table without labels that prints the same columns for each year."""
    times = years_first(names)
    years, rest = names[:times], list(names[times:])
    if not rest:
        return None
    size = rest.index(rest[0], 1) if rest[0] in rest[1:] else 0
    upper, lower = rest[: size * times], rest[size * times :]
    deep = len(lower) // times
    if not size or upper != rest[:size] * times or lower != lower[:deep] * times:
        return None
    found = _paths(rest[:size] + lower[:deep], count and count // times, labels=0)
    return [(year, *path) for year in years for path in found] if found else None


def _above_levels(
    found: Sequence[tuple[str, ...]], names: Sequence[str]
) -> list[tuple[str, ...]] | None:
    """Return the paths with 类, 款 and 项, the third level of a heading, below that of codes."""
    levels = [name for name in names if kind_of(name) == "code-part"]
    if not levels or not any(kind_of(path[-1]) == "code" for path in found):
        return None
    result: list[tuple[str, ...]] = []
    for path in found:
        result += [(*path, level) for level in levels] if kind_of(path[-1]) == "code" else [path]
    return result


def _with_levels(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the paths with 类, 款 and 项 below the heading of codes, which they are columns of.

    They come first where that heading is not known.
    """
    levels = [path for path in found if kind_of(path[-1]) == "code-part" and len(path) == 1]
    code = next((path for path in found if kind_of(path[-1]) == "code"), ())
    rest = [path for path in found if path not in levels]
    at = rest.index(code) if code else 0
    return [
        *rest[:at],
        *((*code, path[-1]) for path in levels),
        *rest[at + bool(levels and code) :],
    ]


def _without_top(names: Sequence[str]) -> list[str]:
    """Return the headings below 三公经费 with those that stand beside it behind them."""
    beside = [name for name in names[1:] if measure_of(name) == _BESIDE_TOP]
    return [*(name for name in names[1:] if name not in beside), *beside]


def _paths(names: Sequence[str], count: int | None, labels: int) -> list[tuple[str, ...]] | None:
    """Return the paths as `paths` does, where so many columns hold labels: two in a balance."""
    sides = side_pair(names)
    pure = [name for name in names if name in sides or _is_group(name, names)]
    with_amounts = [name for name in names if name in pure or _is_amount_group(name, names)]
    for chosen in _choices(tuple(pure), tuple(with_amounts), sides):
        if _parts_an_earlier_year(chosen, names):
            continue
        found = _distribute(names, chosen, sides)
        if found is not None and _fits(found, count, sides, labels):
            return found if sides else _with_code_first(found)
    plain: list[tuple[str, ...]] = [(name,) for name in names]
    return _with_code_first(plain) if _fits(plain, count, sides, labels) else None


def _with_code_first(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the paths with code and label before the figures, where their names stand lower."""
    kinds = [kind_of(path[-1]) for path in found]
    named = [path for path, kind in zip(found, kinds, strict=True) if kind in _CODES]
    if kinds.count("label") == 1:
        named.append(found[kinds.index("label")])
    if kinds.count("code") > 1 or not _CODES.intersection(kinds) or found[: len(named)] == named:
        return found
    if "amount" not in kinds[: max(map(found.index, named))]:
        return found
    return [*named, *(path for path in found if path not in named)]


def _parts_an_earlier_year(chosen: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a year has parts and a later one has none: it is last year's that is whole."""
    years = [name for name in names if is_year(name)]
    parted = [name for name in years if name in chosen]
    whole = [name for name in years if name not in chosen]
    return bool(parted and whole) and min(parted) < max(whole)


def _choices(
    pure: tuple[str, ...], all_groups: tuple[str, ...], sides: frozenset[str]
) -> Iterator[tuple[str, ...]]:
    """Yield which names may stand in the upper level: first those on the left, then any others."""
    for groups in dict.fromkeys((pure, all_groups)):
        for length in range(len(groups), 0, -1):
            yield groups[:length]
    for length in range(len(all_groups) - 1, 0, -1):
        for chosen in islice(combinations(all_groups, length), _MAX_WAYS):
            if not sides.intersection(pure):
                yield chosen


def _fits(
    found: Sequence[tuple[str, ...]], count: int | None, sides: frozenset[str], labels: int
) -> bool:
    """Return whether these are the columns: so many, or all with a meaning, some with amounts."""
    if count is not None:
        return len(found) == count
    kinds = [kind_of(path[-1]) for path in found]
    named = kinds.count("label") or kinds.count("unit-label")
    halves = sides.intersection(path[0] for path in found)
    if len(halves) == 1:
        return False
    if not all(kinds) or "amount" not in kinds or kinds.count("code") > 1:
        return False
    behind = found[kinds.index("amount") :]
    if not halves and any(len(path) > 1 and kind_of(path[-1]) == "code-part" for path in behind):
        return False  # codes stand before their figures
    if {"unit-code", "unit-label", "code", "label"}.issubset(kinds):
        return False  # which of two names a row prints first cannot be told
    return named == (len(halves) or len(label_columns(found)) or labels)


def _is_group(name: str, names: Sequence[str]) -> bool:
    """Return whether a name can only stand above others; 科目编码 does so over 类, 款, 项."""
    if not is_group(name) or names.count(name) > 1:
        return False
    if name == ITEM:
        return _heads_codes(names)
    kind = kind_of(name)
    if kind == "code":
        return any(kind_of(other) == "code-part" for other in names)
    return is_classifying(name) or kind != "amount"


def _heads_codes(names: Sequence[str]) -> bool:
    """Return whether 项目 stands over codes and labels and is no label itself."""
    kinds = [kind_of(other) for other in names if other != ITEM]
    return "label" in kinds and not {"code", "code-part"}.isdisjoint(kinds)


def _is_amount_group(name: str, names: Sequence[str]) -> bool:
    """Return whether a name with figures of its own may stand above its parts: 基本支出."""
    return is_group(name) and names.count(name) == 1 and kind_of(name) == "amount"


def _accepts(group: str, name: str, sides: frozenset[str]) -> bool:
    found = meaning(name)
    kind = found.kind if found else ""
    if group in sides:
        return kind in {"label", "amount", "percent"}
    if kind_of(group) == "code":
        return kind == "code-part"
    if is_classifying(group) or group == ITEM:
        return kind in _NAMING
    if is_comparison(group):
        return kind == "percent" or measure_of(name) == "change"
    return kind == "amount" and not (is_unlabelled(group) and measure_of(name) == _BESIDE_TOP)


def _begins_lower(group: str, name: str, sides: frozenset[str]) -> bool:
    """Return whether a name may be the first below a group: 小计 below one with own figures."""
    if group in sides:
        return kind_of(name) == "label"
    return _accepts(group, name, sides) and (
        kind_of(group) != "amount" or is_sum(name) or is_part(group, name)
    )


def _distribute(
    names: Sequence[str], groups: Sequence[str], sides: frozenset[str]
) -> list[tuple[str, ...]] | None:
    """Return the paths when these groups stand in the upper level, None when that cannot be."""
    last_group = max(names.index(group) for group in groups)
    below = range(last_group + 1, len(names))
    lower_start = next((i for i in below if _begins_lower(groups[0], names[i], sides)), None)
    if lower_start is None:
        return None
    children = _split_lower(names[lower_start:], groups, sides)
    if children is None:
        return None
    result: list[tuple[str, ...]] = []
    for name in names[:lower_start]:
        if name in children:
            result += [(name, *path) for path in _paths_below(children[name], name in sides)]
        elif not (groups[0] in sides and is_group(name)):  # stands in the middle of a half
            result.append((name,))
    return result


def _paths_below(names: Sequence[str], in_half: bool) -> list[tuple[str, ...]]:
    """Return the paths of columns below a group; halves of a balance have groups of their own."""
    if in_half:
        names = with_sum_first(names)
        pairs = zip(names, [*names[1:], ""], strict=True)
        names = [
            name
            for name, after in pairs
            if not (_is_amount_group(name, names) and is_sum(after))
            and not (kind_of(name) == "amount" and meaning(after) == _SUBTOTAL)
        ]
        for group in (name for name in names if _is_amount_group(name, names)):
            if found := _distribute(names, (group,), frozenset()):
                return found
    return [(name,) for name in names]


def _split_lower(
    lower: Sequence[str], groups: Sequence[str], sides: frozenset[str]
) -> dict[str, list[str]] | None:
    """Return the children of each group: a lower level is shared out from left to right."""
    children: dict[str, list[str]] = {group: [] for group in groups}
    position = 0
    for name in lower:
        group = groups[position]
        starts_next = position + 1 < len(groups) and (
            not _accepts(group, name, sides)
            or (bool(children[group]) and name == children[group][0])
            or (group in sides and bool(children[group]) and kind_of(name) == "label")
            or (bool(children[group]) and _opens_parts(groups[position + 1], name))
            or (is_comparison(groups[position + 1]) and measure_of(name) == "change")
        )
        if starts_next:
            position += 1
            group = groups[position]
        if not _accepts(group, name, sides):
            return None
        children[group].append(name)
    return children if all(_is_family(group, children[group], sides) for group in groups) else None


def _opens_parts(group: str, name: str) -> bool:
    """Return whether a name is the sum that opens the parts of a group with own figures."""
    return kind_of(group) == "amount" and meaning(name) == _SUBTOTAL


def _is_family(group: str, children: Sequence[str], sides: frozenset[str]) -> bool:
    """Return whether these can stand under a group; with figures of its own it begins with 小计."""
    if not children:
        return False
    if group not in sides and any(meaning(child) == _SUBTOTAL for child in children[1:]):
        return False  # it opens the parts of another group
    if group in sides or kind_of(group) != "amount" or is_sum(children[0]):
        return True
    if children[0] == _AMOUNT:
        return measure_of(group) == _WITH_FEES
    return len(children) > 1 and all(is_part(group, child) for child in children)
