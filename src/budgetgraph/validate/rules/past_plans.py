"""The explanatory text plans for a year before the budget's."""

import re
from collections.abc import Iterable, Iterator

from budgetgraph.figures import squeeze

from ..rows import Row

_PLANS = re.compile(
    r"(?P<year>20\d\d)年.{0,2}(?:计划|预计)[^，。；]{0,40}|计划.{0,2}完成(?P<year2>20\d\d)年[^，。；]{0,40}"
)


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield a row for every plan for an earlier year."""
    for row in rows:
        for match in _PLANS.finditer(squeeze(str(row["text"]))):
            if int(match["year"] or match["year2"]) < int(row["year"]):
                is_cut = match.string[match.end() : match.end() + 1] not in {"", *"，。；"}
                yield row | {"told": match[0] + ("…" if is_cut else "")}
