"""A project states one goal twice, perhaps with its number doubled in the text."""

import re
from collections.abc import Iterable, Iterator

from budgetgraph.figures import squeeze

from ..rows import Row

_LEAD = re.compile(r"^(?:(?:绩效)?目标(?:内容)?\d*[:：.、]?|\d+[.、])+")
_END = "，,。.；;"


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield one row per repeated goal."""
    seen: set[tuple[object, object]] = set()
    for row in rows:
        key = (row["this"], row["value"])
        if key not in seen and _core(row["first"]) == _core(row["second"]):
            seen.add(key)
            yield row


def _core(text: object) -> str:
    return _LEAD.sub("", squeeze(str(text))).rstrip(_END)
