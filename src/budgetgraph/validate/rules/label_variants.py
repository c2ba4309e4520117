"""Two names of one code, spelling of punctuation and cut-off names left aside."""

import re
from collections.abc import Iterable, Iterator

from budgetgraph.figures import half_width, squeeze

from ..rows import Row

_PUNCTUATION = re.compile(r"[()（）、，,．.·“”\"'《》—-]")


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows whose two names differ in their words; one row per table and name."""
    seen: set[tuple[object, object]] = set()
    for row in rows:
        label, other = _words(row["label"]), _words(row["other"])
        if _is_cut(label, other):
            continue
        key = (row["this"], row["value"])
        if key not in seen:
            seen.add(key)
            yield row | {"expected": row["other"], "found": row["label"]}


def _is_cut(label: str, other: str) -> bool:
    """Return whether a page break explains it: a cut name, or a character printed twice."""
    if label.startswith(other) or other.startswith(label):
        return True
    once = {label[:i] + label[i + 1 :] for i in range(1, len(label)) if label[i] == label[i - 1]}
    return other in once or label in {
        other[:i] + other[i + 1 :] for i in range(1, len(other)) if other[i] == other[i - 1]
    }


def _words(text: object) -> str:
    return _PUNCTUATION.sub("", half_width(squeeze(str(text))))
