"""What one name in the heading of a budget table may stand over, and what its figures are."""

import re
from collections.abc import Sequence
from functools import cache

from .....vocabulary import load
from ....meanings import heading_key, meaning

ITEM = "项目"  # heads labels, or codes and labels
# So begins the heading of a table without labels, one row of figures.
_UNLABELLED = re.compile(r"三公经费|[合总]计(?=因公出国)")
_CLASSIFYING = ("科目", "分类")
_PARTS = {"basic": ("personnel", "operating")}  # types of expenditure that are parts of another
_CAPTION = (ITEM, ("支出", "收入", "预算"))
_YEAR = r"20\d\d年?度?(?:预算|执行|决算)?数?"
COMPARISON = re.compile(rf"(?:{_YEAR})?比(?:上年度?(?:预算|执行|决算)?数?|{_YEAR})")
_ONE_YEAR = re.compile(_YEAR)
_YEARS = re.compile(rf"(?:{_YEAR}){{2,3}}")


@cache
def _groups() -> frozenset[str]:
    return frozenset(heading_key(name) for name in load("columns")["groups"]["headings"])


def is_unlabelled(plain: str) -> bool:
    """Return whether a normalised text begins the heading of a table without labels.

    Some stand below the years that they compare: 2023年预算数 2024年预算数.
    """
    return bool(_UNLABELLED.match(heading_key(plain)) or _YEARS.match(plain))


def is_caption(names: Sequence[str]) -> bool:
    """Return whether two headings stand over all others: 项目 over what rows are, 支出预算."""
    return (
        len(names) == len(_CAPTION) and names[0] == _CAPTION[0] and names[1].endswith(_CAPTION[1])
    )


def is_group(name: str) -> bool:
    """Return whether a heading may stand over others."""
    return heading_key(name) in _groups() or is_comparison(name)


def is_comparison(name: str) -> bool:
    """Return whether a heading stands over changes: 2024年预算数比2023年执行数."""
    return bool(COMPARISON.fullmatch(name))


def years_first(names: Sequence[str]) -> int:
    """Return how many years a heading begins with, 0 where other names come first."""
    return next((n for n, name in enumerate(names) if not is_year(name)), 0)


def is_year(name: str) -> bool:
    """Return whether a heading only names a year: 2023年预算数."""
    return bool(_ONE_YEAR.fullmatch(name))


def is_classifying(name: str) -> bool:
    """Return whether a name stands over codes and labels of a classification."""
    return any(word in name for word in _CLASSIFYING) and not name.endswith(("编码", "名称"))


def is_sum(name: str) -> bool:
    """Return whether a name is that of a sum: 合计, 小计."""
    return measure_of(name) in {"subtotal", "total"}


def is_part(group: str, name: str) -> bool:
    """Return whether a name is known as a part of a group: 人员经费 of 基本支出."""
    upper, lower = meaning(group), meaning(name)
    return upper is not None and lower is not None and lower.type in _PARTS.get(upper.type, ())


def with_sum_first(names: Sequence[str]) -> Sequence[str]:
    """Return the names with a group of own figures behind the sum on the line below.

    It stands a little higher than names beside it, for it has parts below: 基本支出.
    """
    parted = (n for n, name in enumerate(names[:-1]) if is_part(name, names[-1]))
    at = next((n for n in parted if is_sum(names[n + 1])), None)
    if at is None:
        return names
    return [*names[:at], names[at + 1], names[at], *names[at + 2 :]]


def kind_of(name: str) -> str:
    """Return what stands below a name: code, label, amount …; empty where no list has it."""
    found = meaning(name)
    return found.kind if found else ""


def measure_of(name: str) -> str:
    """Return the code of the measure that a name says, empty where it says none."""
    found = meaning(name)
    return found.measure if found else ""
