"""Years beside the budget year: their labels, headings that come twice, headings of results."""

import re

from budgetgraph.model import Row

from ..vocabulary import load, normalise
from . import performance_words as words

_LONGER = re.compile(r"中期|中长期|长期|实施期|项目周期|三年|项目总目标")
_YEAR = re.compile(r"年度|当年|本年|^20\d\d年")
_PARTED = frozenset({"money", "goal", "group"})


def is_longer(text: str) -> bool:
    """Return whether a label names a period of several years."""
    return bool(_LONGER.search(text))


def is_of_year(text: str) -> bool:
    """Return whether a label names the budget year."""
    return bool(_YEAR.search(normalise(text)))


def parted_label(text: str) -> str:
    """Return the kind of a label of money, goals or indicators, its period aside, else empty."""
    label = words.read_label(text) or words.read_label(_LONGER.sub("", text))
    return label.kind if label and label.kind in _PARTED and not label.rest else ""


def repeated_headings(row: Row) -> tuple[int, int] | None:
    """Return where headings of indicators begin that come twice, and where they begin again.

    None where they come once.
    """
    seen: dict[str, int] = {}
    if words.find_columns(row) is not None:
        for index, cell in enumerate(row):
            role = words.role_of(cell.text)
            if role in seen and role != words.PASSED:
                return seen[role], index
            seen.setdefault(role or f"-{index}", index)
    return None


def is_result(text: str) -> bool:
    """Return whether a heading says that it was reached what stands below: 全年完成值."""
    return words.key_of(text).endswith(tuple(load("performance")["heading-words"]["result"]))
