"""Figures that follow their names in order: `基本支出、项目支出分别为100万元和50万元`.

The clause before such a figure would name the last of them only. Where there are as many names as
figures, each figure gets its own; else none of them has a name that is sure.
"""

import re
from collections.abc import Iterator, Sequence

from . import _phrases as phrases

_IN_ORDER = "分别"
_CUT = re.compile(r"[，,；;。：:]")
_YEAR = re.compile(r"20\d\d年度?")
_BETWEEN = re.compile(r"[、，,]?(?:和|与|及|以及)?")
_JOINED = ("以及", "和", "与", "及")
_UNSURE = "等"  # behind a clause, so that it names no figure


def clauses_in_order(text: str, figures: Sequence[re.Match[str]]) -> dict[int, str]:
    """Return the clauses of the figures that stand behind a list of names, by their index."""
    if _IN_ORDER not in text:  # as most sentences
        return {}
    found: dict[int, str] = {}
    for index, figure in enumerate(figures):
        begin = figures[index - 1].end() if index else 0
        names, says, tail = text[begin : figure.start()].rpartition(_IN_ORDER)
        tail = phrases.last_clause(tail)
        if not says or (tail and not phrases.is_bare(tail, "executed")):
            continue
        run = list(_run(text, figures, index))
        listed = _listed(_CUT.split(names)[-1])
        if len(run) == 1 or not listed:
            continue
        sure = len(listed) == len(run)
        year = _YEAR.match(listed[0])
        for at, name in zip(
            run, listed if sure else [listed[-1] + _UNSURE] * len(run), strict=True
        ):
            dated = name if year is None or _YEAR.match(name) else year[0] + name
            found[at] = dated + tail
    return found


def _run(text: str, figures: Sequence[re.Match[str]], index: int) -> Iterator[int]:
    """Yield the indices of the figures of which only separators stand between."""
    yield index
    for before, after in zip(figures[index:], figures[index + 1 :], strict=False):
        if not _BETWEEN.fullmatch(text, before.end(), after.start()):
            return
        index += 1
        yield index


def _listed(names: str) -> list[str]:
    """Return the names of a list, each as a clause; empty where one of them is none."""
    pieces = [phrases.last_clause(piece) for piece in names.split("、")]
    listed = [name for piece in pieces for name in _parted(piece)]
    return listed if all(map(phrases.named_by, listed)) else []


def _parted(piece: str) -> list[str]:
    """Return the two names that a word joins, one name where all of it is one: 购置及运行费."""
    whole = phrases.named_by(piece)
    for word in _JOINED:
        for joint in re.finditer(word, piece):
            first, second = piece[: joint.start()], piece[joint.end() :]
            last = phrases.named_by(second)
            if last and phrases.named_by(first) and whole in (None, last):
                return [first, second]
    return [piece]
