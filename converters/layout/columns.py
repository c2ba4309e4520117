"""What the columns of a budget table say: which hold codes, labels and figures, and of what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from budgetgraph.model import Column

from .meanings import SHARE, UNLISTED, Meaning, heading_key, meaning, meaning_by_words
from .naming_columns import codes_of, labels_of, nearest
from .printed import Printed
from .sides import label_columns, sides_of

_YEAR = re.compile(r"^(20\d\d)年?度?")
_OF_WHICH = re.compile(r"^其中:?")
_SUMS = frozenset({"total", "subtotal"})
_LABEL = Meaning("label")
# Printed beside the three public expenses; other years, and how much they differ.
_BESIDE = frozenset({"agency-running-cost", "change", "prior-year-budget"})
_BARE = _SUMS | {"budget-amount", "executed"}  # headings that say nothing of their own
_NOTHING = Printed()


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of figures.

    Attributes:
        column: The column.
        meaning: What its headings say.
        side: income, expenditure, or empty.
        label: Index of the column that prints the row's label, or None.
        beside: Index of the column that names the row's class where the label is a project.
        codes: Indices of the columns that print the row's code (one, or 类 款 项).
        year: Year named in the heading, or None.
        ordinal: Index of the column that prints the row's number, or None.
        unit: Index of the column that names the row's unit, or None.
        is_government: Its codes and labels are those of the government's economic classification.
        is_sum: The column is a 合计 or 小计 of columns beside it.
        is_memo: The column is an "of which" of its neighbour.
        addends: Indices of the columns that this one sums.
    """

    column: Column
    meaning: Meaning
    side: str
    label: int | None
    codes: tuple[int, ...]
    year: int | None
    ordinal: int | None = None
    unit: int | None = None
    is_government: bool = False
    is_sum: bool = False
    is_memo: bool = False
    addends: tuple[int, ...] = ()
    beside: int | None = None


def _column_meaning(column: Column, printed: Printed = _NOTHING) -> Meaning | None:
    """Return what the headings of a column say together, the lowest first.

    A bare 小计 or 金额 takes what stands above it: 小计 under 基本支出 is the basic expenditure. A
    column of figures is one of amounts though no list has its headings: words in them tell of what.
    """
    found = [known for heading in reversed(column.path) if (known := meaning(heading))]
    is_government = any("政府" in heading and "经济" in heading for heading in column.path)
    if column.index in printed.codes and (not found or "科目" in column.heading):
        found = [Meaning("code")]
    elif column.index in printed.percent:
        said = meaning(column.heading) or meaning_by_words(column.heading) or SHARE
        found = [said if said.kind == "percent" else _rate(said)]
    elif column.index in printed.whole | printed.exact and meaning(column.heading) is None:
        amounts = [known for known in found if known.kind == "amount"]
        words = meaning_by_words(column.heading)
        if words is None and not amounts and column.index in printed.exact:
            words = UNLISTED
        found = [words, *amounts] if words else amounts
    if not found:
        return None
    lowest = found[0]
    if is_government:
        return replace(lowest, kind=_GOVERNMENT.get(lowest.kind, lowest.kind))
    above = [other for other in found[1:] if other.kind == lowest.kind == "amount"]
    specific = next((other.measure for other in above if other.measure not in _BARE), "")
    return replace(
        lowest,
        measure=specific if specific and lowest.measure in _BARE else lowest.measure,
        ledger=_first(lowest.ledger, *(other.ledger for other in above)),
        funding=_first(lowest.funding, *(other.funding for other in above)),
        type=_first(lowest.type, *(other.type for other in above)),
        phase=_first(lowest.phase, *(other.phase for other in above)),
    )


def _rate(said: Meaning) -> Meaning:
    """Return what percentages are whose heading speaks of no percent: changes, or shares."""
    return replace(SHARE, measure="change-percent") if said.measure == "change" else SHARE


_GOVERNMENT = {
    "code": "government-code",
    "code-part": "government-code-part",
    "label": "government-label",
}
_PLAIN = {government: plain for plain, government in _GOVERNMENT.items()}
_CODES = {"code", "code-part", "government-code", "government-code-part"}


def _own_names(kinds: Sequence[Meaning | None]) -> dict[int, Meaning]:
    """Return the columns of government codes and labels that name figures of their own.

    Beside other codes and labels they only say the same again; alone they name the rows, and behind
    figures they open a part of the table: 项目（按政府预算经济分类） | 预算数.
    """
    alone = not any(said and said.kind in _GOVERNMENT for said in kinds)
    found: dict[int, Meaning] = {}
    behind_figures = False
    for index, said in enumerate(kinds):
        if said is None:
            continue
        if (alone or behind_figures) and said.kind in _PLAIN:
            found[index] = replace(said, kind=_PLAIN[said.kind])
        elif said.kind in _GOVERNMENT:
            behind_figures = False
        behind_figures = behind_figures or _is_money(said)
    return found


def _first(*codes: str) -> str:
    return next((code for code in codes if code), "")


@lru_cache(maxsize=256)
def amount_columns(
    columns: tuple[Column, ...], printed: Printed = _NOTHING, kind: str = "amount"
) -> tuple[AmountColumn, ...]:
    """Return the columns that hold figures, each with its label, its codes and what it sums.

    Args:
        columns: All columns of the table.
        printed: Which of them print figures, from `figure_columns`, for headings in no list.
        kind: `amount`, or `percent` for the columns of percentages.
    """
    kinds, sides, government = _say(columns, printed)
    found = []
    for column, said in zip(columns, kinds, strict=True):
        if said is None or said.kind != kind:
            continue
        label, beside = labels_of(columns, kinds, sides, column)
        unit = nearest(kinds, sides, column, "unit-label")
        codes = codes_of(kinds, sides, column)
        found.append(
            AmountColumn(
                column=column,
                meaning=said,
                side=sides[column.index],
                label=unit if label is None else label,
                codes=codes,
                year=_year(column),
                ordinal=nearest(kinds, sides, column, "ordinal"),
                unit=unit,
                is_government=bool(government & {label, *codes}),
                is_sum=_lowest_measure(column) in _SUMS,
                is_memo=any(_OF_WHICH.match(heading_key(name)) for name in column.path),
                beside=beside,
            )
        )
    return tuple(_with_addends(found))


def _say(
    columns: Sequence[Column], printed: Printed
) -> tuple[list[Meaning | None], list[str], frozenset[int]]:
    """Return what columns say, their sides, and which name parts by the government's codes."""
    paths = [column.path for column in columns]
    labels = label_columns(paths)
    kinds = [
        _LABEL if n in labels else _column_meaning(column, printed)
        for n, column in enumerate(columns)
    ]
    government = _own_names(kinds)
    kinds = [government.get(n, said) for n, said in enumerate(kinds)]
    sides = sides_of(paths, kinds, printed.halves)
    over_all = _is_over_all([c for c, said in zip(columns, kinds, strict=True) if _is_money(said)])
    kinds = [
        _column_meaning(_below_top(column), printed)
        if ((side and said != _LABEL) or (over_all and _is_money(said)))
        and column.index not in government
        else said
        for column, side, said in zip(columns, sides, kinds, strict=True)
    ]
    return kinds, sides, frozenset(government)


def _below_top(column: Column) -> Column:
    """Return a column without what only names its half or its table: 财政拨款收入 over 预算数."""
    return replace(column, path=column.path[1:]) if len(column.path) > 1 else column


def _is_money(said: Meaning | None) -> bool:
    return said is not None and said.kind == "amount"


def _is_over_all(amounts: Sequence[Column]) -> bool:
    """Return whether the heading of one ledger stands over all figures: it parts none of them."""
    tops = {column.path[0] if len(column.path) > 1 else "" for column in amounts}
    found = meaning(next(iter(tops), "")) if len(tops) == 1 and len(amounts) > 1 else None
    return found is not None and bool(found.ledger)


def unread_columns(columns: Sequence[Column], printed: Printed) -> list[Column]:
    """Return the columns of figures of which nothing is known: they are in no statement."""
    return [
        column
        for column in columns
        if column.index in printed.whole | printed.exact | printed.mixed
        and ((kind := _column_meaning(column, printed)) is None or kind.kind == "label")
    ]


def has_code_column(columns: Sequence[Column], printed: Printed = _NOTHING) -> bool:
    """Return whether rows carry classification codes."""
    kinds = [_column_meaning(column, printed) for column in columns]
    return any(kind is not None and kind.kind in _CODES for kind in kinds)


def is_economic(columns: Sequence[Column]) -> bool:
    """Return whether the headings name the economic classification."""
    return any("经济" in heading for column in columns for heading in column.path)


def _year(column: Column) -> int | None:
    for heading in column.path:
        if found := _YEAR.match(heading):
            return int(found.group(1))
    return None


def _lowest_measure(column: Column) -> str:
    found = meaning(column.heading)
    return found.measure if found else ""


def _with_addends(found: Sequence[AmountColumn]) -> list[AmountColumn]:
    """Return the columns with what each 合计 and 小计 sums, read from how the headings nest.

    A 合计 that another one sums is a 小计: 总计 | 本年收入: 合计, 财政拨款 | 上年结转.
    """
    nested = [
        replace(column, addends=_siblings(column, found)) if column.is_sum else column
        for column in found
    ]
    wholes = (column for column in nested if column.meaning.measure == "total")
    summed = {index for column in wholes for index in column.addends}
    return [
        replace(column, meaning=replace(column.meaning, measure="subtotal"))
        if column.meaning.measure == "total" and column.column.index in summed
        else column
        for column in nested
    ]


def _siblings(total: AmountColumn, found: Sequence[AmountColumn]) -> tuple[int, ...]:
    """Return the columns beside a total; a group with its own sum counts once.

    None where two are headed alike in all levels: two years whose headings were lost are no sum.
    """
    parent = total.column.path[:-1]
    groups: dict[tuple[str, ...], list[AmountColumn]] = {}
    for other in found:
        path = other.column.path
        if other is total or path[: len(parent)] != parent or len(path) <= len(parent):
            continue
        if other.is_memo or other.meaning.measure in _BESIDE:
            continue  # it repeats part of its neighbour, or is no part of any total
        groups.setdefault(path[: len(parent) + 1], []).append(other)
    paths = [member.column.path for members in groups.values() for member in members]
    if len(set(paths)) < len(paths):
        return ()
    addends: list[int] = []
    for members in groups.values():
        sums = [member for member in members if member.is_sum]
        addends += [m.column.index for m in (sums[:1] or members)]
    return tuple(sorted(addends))
