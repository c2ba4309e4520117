"""Two names of one code, spelling of punctuation and cut-off names left aside."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from budgetgraph.figures import half_width, squeeze

from ..rows import Row, Value

_PUNCTUATION = re.compile(r"[()（）、，,．.·“”\"'《》—-]")


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows whose name differs in its words from a better one; one per table and name.

    The better of two names is the list's; without a list the one that stands in more tables, of two
    in as many the one that is first in the order of characters.
    """
    ordered = sorted(rows, key=_place)
    for _, group in groupby(ordered, key=lambda row: _place(row)[:2]):
        lines = list(group)
        kinds: dict[str, set[Value]] = {}
        for row in lines:
            kinds.setdefault(str(row["label"]), set()).add(row["kind"])
        better = sorted(kinds, key=lambda label: (-len(kinds[label]), label))
        for row in lines:
            if "code" in row and len(kinds) > 1:
                yield from _compare(row, better)


def _place(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("this", "concept", "value", "label"))


def _compare(row: Row, better: list[str]) -> Iterator[Row]:
    """Yield the row with the best name that its own differs from, if there is one.

    Args:
        row: A line's name, and the list's where it has one.
        better: All names of the code, the best first.
    """
    label, official = str(row["label"]), row.get("official")
    if label == official:
        return
    known = better[: better.index(label)]
    others = [str(official), *known] if official in better else known
    for other in others:
        if not _is_cut(_words(label), _words(other)):
            yield row | {"other": other, "expected": other, "found": label}
            return


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
