"""The heading of a table in layout text: its lines cut into known headings in running order."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate

from budgetgraph.figures import squeeze

from .....vocabulary import normalise
from ....headings import known_headings
from ....meanings import YEAR_AND_BUDGET, heading_key, meaning, meaning_by_words, reads_like_heading
from ....sides import is_side
from .beside import repeated
from .names import COMPARISON, ITEM, is_comparison, is_group, is_unlabelled, is_year, kind_of
from .paths import paths

_OF_WHICH = "其中:"
_YEAR = re.compile(r"20\d\d年?度?")
_CLOSING = "”’」』〞"
_ENDS_TITLES = "预算"  # a heading by itself: 某局2024年部门预算 is none
_MAX_WAYS = 64
_MAX_LABELS = 2  # 项目 over 科目名称
_MIN_BEGINNING = 3  # characters of a heading cut by the end of a line
_FIRST_HEADINGS = (
    "本年收入",
    "财政拨款收入",
    "序号",
    "科目编码",
    "功能分类",
    "功能科目",
    "支出功能分类",
    "支出经济分类",
    "支出部门经济分类",
    "部门预算支出经济分类",
    "部门预算支出功能分类",
    "部门预算功能分类",
    "部门预算经济分类",
    "部门支出功能分类",
    "部门支出经济分类",
    "政府预算支出经济分类",
    "政府预算经济分类",
    "政府支出经济分类",
    "年份",
    "年度",
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
    "单位(项目)编码",
    "部门经济科目",
    "部门预算经济科目",
    "部门预算经济分类",
    "政府经济科目",
    "类型",
    "部门(单位)编码",
    "部门(单位)名称",
    "预算单位",
)
_BEGINNINGS = frozenset(
    name[:end] for name in _FIRST_HEADINGS for end in range(_MIN_BEGINNING, len(name) + 1)
)


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(known_headings(), key=lambda name: (-len(name), name)))


def starts_heading(plain: str) -> bool:
    """Return whether a normalised line begins like the heading of a budget table.

    The first heading may be wrapped: `支出部门经` / `济分类科目`.
    """
    if plain.startswith(_FIRST_HEADINGS) or plain in _BEGINNINGS:
        return True
    return is_unlabelled(plain) or is_year(plain)


@lru_cache(maxsize=4096)
def is_heading_text(plain: str) -> bool:
    """Return whether a normalised line may be part of a heading: known ones or pieces of them."""
    plain = _YEAR.sub("", plain, count=1) if _YEAR.match(plain) else plain
    return any(plain in name for name in _by_length()) or any(
        plain.startswith(name) or (plain.endswith(name) and name != _ENDS_TITLES)
        for name in _by_length()
    )


@lru_cache(maxsize=256)
def columns_of(lines: tuple[str, ...], count: int | None) -> tuple[tuple[str, ...], ...] | None:
    """Return the path of each of `count` columns, or None when the heading cannot be read.

    Where no numbering row tells the count, every column must have a known meaning.

    A heading may run over a line end (`上年结转科目` / `编码`); ways to cut the text that break
    fewer lines are tried first. Where their count is not known, fewer headings are tried first:
    `一般公共预算` / `财政拨款` is one; then those that leave words whole: `预算数 比上年增长%`.
    """
    plain = [normalise(line) for line in lines]
    ends = {sum(len(line) for line in plain[: n + 1]) for n in range(len(plain))}
    ways = sorted(_cuts("".join(plain)), key=lambda way: (_crossings(way, ends), len(way)))
    if count is None:
        gaps = set(accumulate(len(normalise(word)) for line in lines for word in line.split()))
        ways.sort(key=lambda way: (len(way), _cuts_words(way, gaps)))
    for way in ways:
        found = paths(way, count) or repeated(way, count)
        if found is not None and count is None and _are_alike(found):
            continue
        if found is not None:
            printed = _as_printed(way, "".join(lines))
            shown = [tuple(printed[name] for name in path) for path in found]
            return tuple(_with_one_name(path, shown, lines) for path in shown)
    return _by_words(lines) if count is None else None


def _with_one_name(
    path: tuple[str, ...], paths: Sequence[tuple[str, ...]], lines: Sequence[str]
) -> tuple[str, ...]:
    """Return a path; as one name where a group of one column is printed in one word with it."""
    if len(path) != 2 or sum(other[0] == path[0] for other in paths) > 1:  # noqa: PLR2004
        return path
    whole = "".join(path)
    return (whole,) if any(whole in line.split() for line in lines) else path


def _are_alike(found: Sequence[tuple[str, ...]]) -> bool:
    """Return whether columns of figures of one table are headed alike: which is which is open."""
    amounts = [path for path in found if kind_of(path[-1]) == "amount"]
    labels = sum(kind_of(path[-1]) == "label" for path in found)
    return labels < _MAX_LABELS and len(set(amounts)) < len(amounts)


def _by_words(lines: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    """Return the paths of headings that blanks part, some of them in no list but told by a word."""
    words = [word for line in lines for word in _words(line)]
    names: list[str] = []
    for word in words:
        names.append(_listed(normalise(word), [*names, *map(normalise, words)]))
    labels = sum(kind_of(name) == "label" for name in map(normalise, words))
    if "" in names or labels > _MAX_LABELS or any(map(is_side, names)):
        return None  # not known, or a balance: what stands beside what is told by lists alone
    found = paths(names, None)
    if found is None or len(set(found)) < len(found):
        return None  # columns alike: the names of a lower level are not where they belong
    printed = dict(zip(names, words, strict=True))
    return tuple(tuple(printed[name] for name in path) for path in found)


def _words(line: str) -> list[str]:
    """Return the words of a line; a heading with blanks between its signs is one: `预 算 数`."""
    return [squeeze(line)] if heading_key(line) in known_headings() else line.split()


def _listed(name: str, taken: Sequence[str]) -> str:
    """Return a heading that some list has, else one that says the same; empty for none."""
    if heading_key(name) in known_headings() or is_comparison(name):
        return name
    if name.startswith(ITEM):
        return ""  # a label, whatever words say
    said = meaning_by_words(name) if reads_like_heading(name) else None
    alike = (other for other in _by_length() if meaning(other) == said and not is_group(other))
    return next((other for other in alike if other not in taken), "") if said else ""


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
            if plain.startswith(_OF_WHICH, after):
                after += len(_OF_WHICH)
            found = [name for name in _by_length() if plain.startswith(name, after)]
            fitting[position] = [plain[position:after] + name for name in found[::-1]]
            for pattern in (COMPARISON, YEAR_AND_BUDGET):
                with_year = pattern.match(plain, position)
                if with_year and with_year.group() not in fitting[position]:
                    fitting[position].append(with_year.group())
        open_ways += [(position + len(name), [*names, name]) for name in fitting[position]]
    return complete


def _cuts_words(way: Sequence[str], gaps: set[int]) -> int:
    """Return how many headings of a way end inside of a word."""
    return sum(end not in gaps for end in accumulate(map(len, way)))


def _crossings(way: Sequence[str], ends: set[int]) -> int:
    """Return how many headings of a way run over a line end."""
    position, crossed = 0, 0
    for name in way:
        crossed += any(end in ends for end in range(position + 1, position + len(name)))
        position += len(name)
    return crossed
