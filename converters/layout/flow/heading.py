"""The heading of a table in layout text: known headings in running order -> columns with paths.

`序号 功能分类科目 合计 本年收入 上年结转 科目编码 科目名称 小计 …` is read line by line across the
page: the upper level comes first, the lower level after it; groups get their children back here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, islice

from budgetgraph.figures import squeeze

from ...vocabulary import load, normalise
from ..headings import known_headings
from ..meanings import heading_key, meaning
from ..sides import side_pair

_CLASSIFYING = ("科目", "分类")
_SUBTOTAL = meaning("小计")
_YEAR = re.compile(r"20\d\d年?度?")
_CLOSING = "”’」』〞"
_MAX_WAYS = 64
_PARTS = {"basic": ("personnel", "operating")}  # types of expenditure that are parts of another
_CAPTION = ("项目", ("支出", "收入", "预算"))
_MIN_BEGINNING = 3  # characters of a heading cut by the end of a line
_FIRST_HEADINGS = (
    "本年收入",
    "财政拨款收入",
    "科目编码",
    "功能分类",
    "功能科目",
    "支出功能分类",
    "支出经济分类",
    "支出部门经济分类",
    "部门预算支出经济分类",
    "经济分类",
    "收入",
    "科目",
    "项目",
    "单位编码",
    "单位代码",
    "单位名称",
    "部门编码",
    "部门代码",
    "部门名称",
    "部门(单位)代码",
    "部门(单位)编码",
    "部门(单位)名称",
    "预算单位",
)
# With these begins a table without labels, one row of figures.
_TOTALS_FIRST = ("三公经费合计", "三公经费总额", "三公经费总计")


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(known_headings(), key=lambda name: (-len(name), name)))


@cache
def _groups() -> frozenset[str]:
    return frozenset(heading_key(name) for name in load("columns")["groups"]["headings"])


def starts_heading(plain: str) -> bool:
    """Return whether a normalised line begins like the heading of a budget table.

    The first heading may be wrapped: `支出部门经` / `济分类科目`.
    """
    if plain.startswith((*_FIRST_HEADINGS, *_TOTALS_FIRST)):
        return True
    return len(plain) >= _MIN_BEGINNING and any(name.startswith(plain) for name in _FIRST_HEADINGS)


@lru_cache(maxsize=4096)
def is_heading_text(plain: str) -> bool:
    """Return whether a normalised line may be part of a heading: known ones or pieces of them."""
    return any(plain in name for name in _by_length()) or any(
        plain.startswith(name) or plain.endswith(name) for name in _by_length()
    )


@lru_cache(maxsize=256)
def columns_of(lines: tuple[str, ...], count: int | None) -> tuple[tuple[str, ...], ...] | None:
    """Return the path of each of `count` columns, or None when the heading cannot be read.

    Where no numbering row tells the count, every column must have a known meaning.

    A heading may run over a line end (`上年结转科目` / `编码`); ways to cut the text that break
    fewer lines are tried first. Where their count is not known, fewer headings are tried first:
    `一般公共预算` / `财政拨款` is one.
    """
    plain = [normalise(line) for line in lines]
    ends = {sum(len(line) for line in plain[: n + 1]) for n in range(len(plain))}
    ways = sorted(_cuts("".join(plain)), key=lambda way: (_crossings(way, ends), len(way)))
    if count is None:
        ways.sort(key=len)
    for way in ways:
        found = paths(way, count)
        if found is not None:
            printed = _as_printed(way, "".join(lines))
            return tuple(tuple(printed[name] for name in path) for path in found)
    return None


def _as_printed(names: Sequence[str], text: str) -> dict[str, str]:
    """Return names that follow each other in a text as it prints them: “三公”经费, in quotes."""
    signs = [(normalise(sign), sign) for sign in squeeze(text)]
    printed: dict[str, str] = {}
    place = 0
    for name in names:
        start, seen = place, ""
        while seen != name or (place < len(signs) and _closes(signs[place])):
            seen += signs[place][0]
            place += 1
        printed.setdefault(name, "".join(sign for _, sign in signs[start:place]))
    return printed


def _closes(sign: tuple[str, str]) -> bool:
    """Return whether a sign that comparing leaves out ends what stands before it."""
    return not sign[0] and sign[1] in _CLOSING


def _cuts(plain: str) -> list[list[str]]:
    """Return the ways to cut the text into known headings, up to a limit."""
    fitting: dict[int, list[str]] = {}  # by place: many ways meet there
    open_ways: list[tuple[int, list[str]]] = [(0, [])]
    complete: list[list[str]] = []
    while open_ways and len(complete) < _MAX_WAYS:
        position, names = open_ways.pop()
        if position == len(plain):
            complete.append(names)
            continue
        if position not in fitting:
            year = _YEAR.match(plain, position)
            after = year.end() if year else position
            found = [name for name in _by_length() if plain.startswith(name, after)]
            fitting[position] = [plain[position:after] + name for name in found[::-1]]
        open_ways += [(position + len(name), [*names, name]) for name in fitting[position]]
    return complete


def _crossings(way: Sequence[str], ends: set[int]) -> int:
    """Return how many headings of a way run over a line end."""
    position, crossed = 0, 0
    for name in way:
        crossed += any(end in ends for end in range(position + 1, position + len(name)))
        position += len(name)
    return crossed


def paths(names: Sequence[str], count: int | None) -> list[tuple[str, ...]] | None:
    """Return one path per column for headings in running order; None unless there are `count`."""
    sides = side_pair(names)
    pure = [name for name in names if name in sides or _is_group(name, names)]
    with_amounts = [name for name in names if name in pure or _is_amount_group(name, names)]
    for chosen in _choices(tuple(pure), tuple(with_amounts), sides):
        found = _distribute(names, chosen, sides)
        if found is not None and _fits(found, count, sides):
            return found
    plain: list[tuple[str, ...]] = [(name,) for name in names]
    if _fits(plain, count, sides):
        return plain
    return paths(names[2:], count) if is_caption(names[:2]) else None


def is_caption(names: Sequence[str]) -> bool:
    """Return whether two headings stand over all others: 项目 over what rows are, 支出预算."""
    return (
        len(names) == len(_CAPTION) and names[0] == _CAPTION[0] and names[1].endswith(_CAPTION[1])
    )


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


def _fits(found: Sequence[tuple[str, ...]], count: int | None, sides: frozenset[str]) -> bool:
    """Return whether these are the columns: so many, or all with a meaning, some with amounts."""
    if count is not None:
        return len(found) == count
    kinds = [_kind(path[-1]) for path in found]
    labels = kinds.count("label") or kinds.count("unit-label")
    halves = sides.intersection(path[0] for path in found)
    if len(halves) == 1:
        return False
    has_sides = bool(halves)
    if not all(kinds) or "amount" not in kinds or kinds.count("code") > 1:
        return False
    return labels == (2 if has_sides else 0 if found[0][0] in _TOTALS_FIRST else 1)


def _is_group(name: str, names: Sequence[str]) -> bool:
    """Return whether a name can only stand above others; 科目编码 does so over 类, 款, 项."""
    if name not in _groups() or names.count(name) > 1 or name == "项目":
        return False
    kind = _kind(name)
    if kind == "code":
        return any(_kind(other) == "code-part" for other in names)
    return _is_classifying(name) or kind != "amount"


def _is_amount_group(name: str, names: Sequence[str]) -> bool:
    """Return whether a name with figures of its own may stand above its parts: 基本支出."""
    return name in _groups() and names.count(name) == 1 and _kind(name) == "amount"


def _is_classifying(name: str) -> bool:
    return any(word in name for word in _CLASSIFYING) and not name.endswith(("编码", "名称"))


def _accepts(group: str, name: str, sides: frozenset[str]) -> bool:
    found = meaning(name)
    kind = found.kind if found else ""
    if group in sides:
        return kind in {"label", "amount"}
    if _is_classifying(group):
        return kind in {"code", "label", "code-part"}
    return kind == "amount"


def _begins_lower(group: str, name: str, sides: frozenset[str]) -> bool:
    """Return whether a name may be the first below a group: 小计 below one with own figures."""
    if group in sides:
        return _kind(name) == "label"
    return _accepts(group, name, sides) and (
        _kind(group) != "amount" or _is_sum(name) or _is_part(group, name)
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
        elif not (groups[0] in sides and name in _groups()):  # stands in the middle of a half
            result.append((name,))
    return result


def _paths_below(names: Sequence[str], in_half: bool) -> list[tuple[str, ...]]:
    """Return the paths of columns below a group; halves of a balance have groups of their own."""
    if in_half:
        pairs = zip(names, [*names[1:], ""], strict=True)
        names = [
            name for name, after in pairs if not (_is_amount_group(name, names) and _is_sum(after))
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
            or (group in sides and bool(children[group]) and _kind(name) == "label")
        )
        if starts_next:
            position += 1
            group = groups[position]
        if not _accepts(group, name, sides):
            return None
        children[group].append(name)
    return children if all(_is_family(group, children[group], sides) for group in groups) else None


def _is_family(group: str, children: Sequence[str], sides: frozenset[str]) -> bool:
    """Return whether these can stand under a group; with figures of its own it begins with 小计."""
    if not children:
        return False
    if any(meaning(child) == _SUBTOTAL for child in children[1:]):
        return False  # it opens the parts of another group
    if group in sides or _kind(group) != "amount" or _is_sum(children[0]):
        return True
    return len(children) > 1 and all(_is_part(group, child) for child in children)


def _is_part(group: str, name: str) -> bool:
    """Return whether a name is known as a part of a group: 人员经费 of 基本支出."""
    upper, lower = meaning(group), meaning(name)
    return upper is not None and lower is not None and lower.type in _PARTS.get(upper.type, ())


def _is_sum(name: str) -> bool:
    found = meaning(name)
    return found is not None and found.measure in {"subtotal", "total"}


def _kind(name: str) -> str:
    found = meaning(name)
    return found.kind if found else ""
