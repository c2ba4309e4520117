"""What titles of performance tables say, as the vocabulary has it."""

import re
from functools import cache

from ..vocabulary import load, normalise

_YEAR = re.compile(r"^20\d\d年?度?")


def is_whole_department(title: str) -> bool:
    """Return whether a title names the table of a whole department or unit."""
    plain = normalise(title)
    return any(name in plain for name in load("performance")["titles"]["whole-department"])


def is_performance(title: str) -> bool:
    """Return whether a title speaks of performance."""
    plain = normalise(title)
    return any(name in plain for name in load("performance")["titles"]["performance"])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(load("performance")["titles"]["endings"], key=lambda text: -len(text)))


def ends_performance_title(text: str) -> bool:
    """Return whether a line ends like the title of a performance table."""
    return "".join(text.split()).endswith(_endings())


def name_in_title(title: str) -> str:
    """Return the name that a title carries: `2、单位经费绩效目标表` -> `单位经费`."""
    name = re.sub(r"^\d{1,3}\s*[、.．]\s*|^[(（]\d{1,3}[)）]\s*", "", "".join(title.split()))
    ending = next((ending for ending in _endings() if name.endswith(ending)), "")
    name = name.removesuffix(ending)
    unnamed = load("performance")["titles"]["unnamed"]
    return "" if normalise(_YEAR.sub("", name)) in unnamed else name
