"""What the columns of a budget table say: which hold codes, labels and figures, and of what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from budgetgraph.model import Column

from ..vocabulary import load
from .headings import heading_key

_YEAR = re.compile(r"^(20\d\d)年?度?")
_SIDES = {"收入": "income", "支出": "expenditure"}
_GROUP_OF_COLUMN = re.compile(r"^其中:?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says about the cells below it; all codes of the schemes of the same name."""

    kind: str
    measure: str = ""
    ledger: str = ""
    funding: str = ""
    type: str = ""
    phase: str = ""


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of figures.

    Attributes:
        column: The column.
        meaning: What its headings say.
        side: income, expenditure, or empty.
        label: Index of the column that prints the row's label, or None.
        codes: Indices of the columns that print the row's code (one, or 类 款 项).
        year: Year named in the heading, or None.
        addends: Indices of the columns that this one sums.
    """

    column: Column
    meaning: Meaning
    side: str
    label: int | None
    codes: tuple[int, ...]
    year: int | None
    addends: tuple[int, ...] = ()


@cache
def _meanings() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for entry in load("columns")["column"]:
        meaning = Meaning(
            kind=entry["kind"],
            measure=entry.get("measure", ""),
            ledger=entry.get("ledger", ""),
            funding=entry.get("funding", ""),
            type=entry.get("type", ""),
            phase=entry.get("phase", ""),
        )
        for heading in entry["headings"]:
            found[heading_key(heading)] = meaning
    return found


def meaning(heading: str) -> Meaning | None:
    """Return what a heading says, a year before it aside; None when it is unknown."""
    key = _GROUP_OF_COLUMN.sub("", heading_key(heading))
    return _meanings().get(key) or _meanings().get(_YEAR.sub("", key))


def _column_meaning(column: Column) -> Meaning | None:
    """Return what the headings of a column say together, the lowest first.

    `2024年预算数` above `合计` gives a total; a bare 小计 under 上年结转 stays a subtotal of it.
    """
    for heading in reversed(column.path):
        if found := meaning(heading):
            return found
    return None


@lru_cache(maxsize=256)
def amount_columns(columns: tuple[Column, ...]) -> tuple[AmountColumn, ...]:
    """Return the columns that hold figures, each with its label, its codes and what it sums."""
    kinds = [_column_meaning(column) for column in columns]
    found = []
    for column, kind in zip(columns, kinds, strict=True):
        if kind is None or kind.kind != "amount":
            continue
        side = _side(column)
        found.append(
            AmountColumn(
                column=column,
                meaning=kind,
                side=side,
                label=_nearest(columns, kinds, column, "label"),
                codes=_codes(columns, kinds, column),
                year=_year(column),
            )
        )
    return tuple(_with_addends(found))


def ordinal_column(columns: Sequence[Column]) -> int | None:
    """Return the index of the column of row numbers, if there is one."""
    for column in columns:
        found = _column_meaning(column)
        if found and found.kind == "ordinal":
            return column.index
    return None


def has_code_column(columns: Sequence[Column]) -> bool:
    """Return whether rows carry classification codes."""
    kinds = [_column_meaning(column) for column in columns]
    return any(kind is not None and kind.kind in {"code", "code-part"} for kind in kinds)


def is_economic(columns: Sequence[Column]) -> bool:
    """Return whether the headings name the economic classification."""
    return any("经济" in heading for column in columns for heading in column.path)


def _side(column: Column) -> str:
    return _SIDES.get(heading_key(column.path[0]), "") if column.path else ""


def _year(column: Column) -> int | None:
    for heading in column.path:
        if found := _YEAR.match(heading):
            return int(found.group(1))
    return None


def _nearest(
    columns: Sequence[Column], kinds: Sequence[Meaning | None], column: Column, kind: str
) -> int | None:
    """Return the nearest column of a kind to the left, on the same side of a balance table."""
    for other in reversed(columns[: column.index]):
        found = kinds[other.index]
        if found and found.kind == kind and _side(other) in {_side(column), ""}:
            return other.index
    return None


def _codes(
    columns: Sequence[Column], kinds: Sequence[Meaning | None], column: Column
) -> tuple[int, ...]:
    single = _nearest(columns, kinds, column, "code")
    parts = [
        other.index
        for other in columns[: column.index]
        if (found := kinds[other.index]) and found.kind == "code-part"
    ]
    return tuple(parts[:3]) if parts else ((single,) if single is not None else ())


def _with_addends(found: Sequence[AmountColumn]) -> list[AmountColumn]:
    """Return the columns with what each 合计 and 小计 sums, read from how the headings nest."""
    result = []
    for column in found:
        addends: tuple[int, ...] = ()
        if column.meaning.measure in {"total", "subtotal"} and column.column.path:
            addends = _siblings(column, found)
        result.append(
            AmountColumn(
                column.column,
                column.meaning,
                column.side,
                column.label,
                column.codes,
                column.year,
                addends,
            )
        )
    return result


def _siblings(total: AmountColumn, found: Sequence[AmountColumn]) -> tuple[int, ...]:
    """Return the columns beside a total; a group with its own sum counts once."""
    parent = total.column.path[:-1]
    groups: dict[tuple[str, ...], list[AmountColumn]] = {}
    for other in found:
        path = other.column.path
        if other is total or path[: len(parent)] != parent or len(path) <= len(parent):
            continue
        if any("其中" in heading for heading in path):
            continue  # an "of which" repeats part of its neighbour
        groups.setdefault(path[: len(parent) + 1], []).append(other)
    addends: list[int] = []
    for members in groups.values():
        sums = [m for m in members if m.meaning.measure in {"total", "subtotal"}]
        addends += [m.column.index for m in (sums[:1] or members)]
    return tuple(sorted(addends))
