"""Forms: tables in which cells are label and value, without columns, as performance tables are."""

from collections.abc import Sequence
from functools import cache, lru_cache

from budgetgraph.model import Row

from ..vocabulary import load, normalise

_INDICATOR_LABELS = frozenset({"一级指标", "二级指标"})
_PLAIN_INDICATORS = frozenset({"指标权重", "指标值"})  # indicators without levels
_NONE = frozenset({""})


@cache
def form_labels() -> frozenset[str]:
    """Return the labels of forms: tables in which cells are label and value, without columns."""
    return frozenset(normalise(label) for label in load("columns")["forms"]["labels"])


@lru_cache(maxsize=1 << 14)  # the first rows of every grid are asked
def _label(text: str) -> str:
    """Return the label of forms that a text is, empty where it is none."""
    label = normalise(text).rstrip(":")
    return label if label in form_labels() | _INDICATOR_LABELS | _PLAIN_INDICATORS else ""


def is_form(rows: Sequence[Row]) -> bool:
    """Return whether the rows are a form (label and value cells), such as a performance table."""
    seen: set[str] = set()
    for row in rows[:60]:
        labels = {_label(cell.text) for cell in row if cell.text}
        if labels == _NONE:  # as in most rows
            continue
        if labels >= _INDICATOR_LABELS or labels >= _PLAIN_INDICATORS:
            return True
        seen |= labels & form_labels()
    return len(seen) >= 3  # noqa: PLR2004 - two labels may be column headings of a list


def is_indicator_heading(row: Row) -> bool:
    """Return whether the row is the heading of the indicator part of a form."""
    return {normalise(cell.text) for cell in row} >= _INDICATOR_LABELS
