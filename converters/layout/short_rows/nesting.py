"""Heading rows whose merged cells print once and leave no room: which cells stand under which.

All ways to share out each row among the cells of the row above are tried that leave as many columns
as the table has. Headings say what may stand under what; then the body tells: texts below labels,
figures below amounts, sums that come out.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice, pairwise, permutations

from budgetgraph.errors import FigureError
from budgetgraph.figures import is_blank, is_figure, parse_figure
from budgetgraph.model import Column, Row

from .. import performance_words as words
from ..columns import amount_columns
from ..meanings import heading_key, meaning, meaning_by_words
from ..printed import figure_columns
from ..sides import is_side

_CLASSIFYING = ("科目", "分类")
_ENDINGS = {"code": ("编码", "代码"), "label": ("名称",)}
_HALVES = ("收入", "支出")
_SUMS = frozenset({"合计", "小计", "总计"})
_HEAD_NOTHING = _SUMS | {"收入合计", "支出合计", "收入总计", "支出总计"}
_NAMING = frozenset({"code", "code-part", "label", "unit-code", "unit-label", "ordinal"})
_EARNED, _FEES = "事业收入", "教育收费"  # the latter is part of the former
_MAX_WAYS = 1000
_MAX_COLUMNS, _MAX_UPPER = 40, 16  # of real tables; more ways than these have are not tried
_MAX_ROWS = 12  # of the body, that are looked at
_LEAST = 2  # columns that a merged cell spans

_PART = 3  # digits of a code that is printed in several columns

Texts = tuple[str, ...]
Sizes = tuple[int, ...]  # how many cells of the row below stand under each cell, 0 for none


def nest(
    heading: Sequence[Texts], body: Sequence[Row], columns: int, empty: frozenset[int] = frozenset()
) -> list[Sizes] | None:
    """Return for each heading row but the last what stands under its cells; None where open.

    Args:
        heading: The texts of the heading rows, two or three.
        body: The rows below them.
        columns: How many columns there are.
        empty: The columns in which the last row prints nothing, where it has room for all.
    """
    if columns > _MAX_COLUMNS or len(heading[0]) > _MAX_UPPER:
        return None
    ways = list(islice(_ways(heading, columns), _MAX_WAYS + 1))
    if len(ways) > _MAX_WAYS:
        return None
    if empty:
        ways = [way for way in ways if _left_empty(heading, way) == empty]
    if not ways:
        return None
    if len(ways) == 1:
        return ways[0]
    rows = [row for row in body if len(row) == columns][:_MAX_ROWS]
    ranked = sorted((_faults(_paths(heading, way), rows), way) for way in ways)
    return ranked[0][1] if ranked[0][0] < ranked[1][0] else None


def agrees(columns: Sequence[Column], rows: Sequence[Row]) -> bool:
    """Return whether headings say what stands below them, and sums of columns show that they do."""
    misplaced, broken, kept, _ = _faults([column.path for column in columns], rows)
    return not misplaced and not broken and kept < 0


def _ways(heading: Sequence[Texts], columns: int) -> Iterator[list[Sizes]]:
    """Yield the ways to nest heading rows that leave so many columns."""
    upper, lower, *rest = heading
    if not rest:
        yield from ([sizes] for sizes in _shares(upper, lower, columns - len(lower)))
        return
    for single in range(columns - len(lower)):
        deeper = list(islice(_ways([lower, *rest], columns - single), _MAX_WAYS + 1))
        if deeper:
            yield from ([s, *way] for s in _shares(upper, lower, single) for way in deeper)


def _shares(upper: Texts, lower: Texts, single: int) -> Iterator[Sizes]:
    """Yield the ways to share out the lower cells, none of them under so many upper ones."""
    may_head = cache(lambda at, begin, end: _may_head(upper[at], lower[begin:end]))

    @cache
    def steps(at: int, begin: int, left: int) -> tuple[int, ...]:
        """Return how many cells may stand under an upper one, so that the rest can be shared."""
        sizes = range(_LEAST, len(lower) - begin + 1)
        return (
            *((0,) if left and ends(at + 1, begin, left - 1) else ()),
            *(
                size
                for size in sizes
                if ends(at + 1, begin + size, left) and may_head(at, begin, begin + size)
            ),
        )

    @cache
    def ends(at: int, begin: int, left: int) -> bool:
        if at == len(upper):
            return begin == len(lower) and not left
        return bool(steps(at, begin, left))

    def walk(at: int, begin: int, left: int) -> Iterator[Sizes]:
        if at == len(upper):
            yield ()
            return
        for size in steps(at, begin, left):
            for rest in walk(at + 1, begin + size, left - (not size)):
                yield (size, *rest)

    if 0 <= single < len(upper) and ends(0, 0, single):
        yield from walk(0, 0, single)


@lru_cache(maxsize=1 << 14)
def _may_head(upper: str, lower: Texts) -> bool:
    """Return whether these may be all that stands under a heading."""
    key, kinds = heading_key(upper), [_kind(text) for text in lower]
    amounts = [heading_key(text) for text in lower if _kind(text) not in _NAMING]
    if key in _HEAD_NOTHING or not _SUMS.isdisjoint(amounts[1:]):
        return False
    if is_side(key) and "label" in kinds:
        return kinds[0] == "label" and ("label", "label") not in pairwise(kinds)
    if words.is_group(upper) and words.role_of(lower[0]):
        return True
    kind = _kind(upper)
    if key.endswith(_ENDINGS["code"]):
        return all(found == "code-part" for found in kinds)
    if key == "项目" or any(word in key for word in _CLASSIFYING):
        return _NAMING.issuperset(kinds)
    return not kind or (kind not in _NAMING - {"label"} and _NAMING.isdisjoint(kinds))


def _kind(text: str) -> str:
    """Return what stands below a heading, as far as it or its words or its ending say."""
    said = meaning(text) or meaning_by_words(text)
    kind = said.kind if said else ""
    if kind not in {"", "other"}:
        return kind
    key = heading_key(text)
    return next((kind for kind, endings in _ENDINGS.items() if key.endswith(endings)), kind)


def _paths(heading: Sequence[Texts], way: Sequence[Sizes]) -> list[Texts]:
    """Return the path of headings above each column."""
    return [path for paths in _below(heading, way) for path in paths]


def _left_empty(heading: Sequence[Texts], way: Sequence[Sizes]) -> frozenset[int]:
    """Return the columns in which nothing of the last heading row stands."""
    paths = _paths(heading, way)
    return frozenset(index for index, path in enumerate(paths) if len(path) < len(heading))


def _below(heading: Sequence[Texts], way: Sequence[Sizes]) -> list[list[Texts]]:
    """Return the paths that begin with each cell of the first row."""
    if not way:
        return [[(text,)] for text in heading[0]]
    lower = iter(_below(heading[1:], way[1:]))
    return [
        [(text, *path) for _ in range(size) for path in next(lower)] or [(text,)]
        for text, size in zip(heading[0], way[0], strict=True)
    ]


def _faults(paths: Sequence[Texts], rows: Sequence[Row]) -> tuple[int, int, int, int]:
    """Return how badly headings go with the rows below them: less is better."""
    columns = tuple(Column(index, path) for index, path in enumerate(paths))
    texts = [[row[i].text for row in rows] for i in range(len(paths))]
    misplaced = sum(map(_is_crossed, paths, texts)) + sum(
        _is_misplaced(path[-1], printed) for path, printed in zip(paths, texts, strict=True)
    )
    kept = broken = 0
    for column in amount_columns(columns, figure_columns(rows)):
        if not (column.is_sum and column.addends):
            continue
        for row in rows:
            total = _amount(row[column.column.index].text)
            parts = sum((_amount(row[index].text) for index in column.addends), Decimal())
            kept += bool(total) and total == parts
            broken += total != parts
    groups: dict[Texts, list[str]] = {}
    for path in paths:
        groups.setdefault(path[:-1], []).append(heading_key(path[-1]))
    opened = sum(names[0] in _SUMS for group, names in groups.items() if group)
    # 项目支出 above 部门预算项目, 转移支付项目.
    named = sum(all(g[-1][:2] in name for name in names) for g, names in groups.items() if g)
    named += sum(_FEES in names[-1] and _EARNED in g[-1] for g, names in groups.items() if g)
    return misplaced, broken, -kept, -opened - named


def _is_crossed(path: Texts, texts: Sequence[str]) -> bool:
    """Return whether a column speaks of expenditure below income, or of income below the other.

    Its heading does, or most of what it prints.
    """
    for own, other in permutations(_HALVES):
        if own in path[0]:
            spoken = [other in text and own not in text for text in (path[-1], *texts)]
            return spoken[0] or 2 * sum(spoken) > len(texts)
    return False


def _is_misplaced(heading: str, texts: Sequence[str]) -> bool:
    """Return whether a column prints what its heading does not say."""
    printed = [text for text in texts if not is_blank(text) and heading_key(text) not in _SUMS]
    kind = _kind(heading)
    shares = sum(text.endswith(("%", "％")) for text in printed)
    if shares and kind != "percent":
        return True
    figures = sum(map(is_figure, printed)) + shares
    if kind in {"label", "unit-label"}:
        return bool(printed) and figures * 2 > len(printed)
    if kind in {"amount", "percent"}:
        return figures < len(printed)
    return kind == "code-part" and any(len(text) > _PART for text in printed)


def _amount(text: str) -> Decimal:
    try:
        return Decimal() if is_blank(text) else parse_figure(text).amount_yuan
    except FigureError:
        return Decimal()
