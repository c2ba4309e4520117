"""Whether a line of cells goes on what the line above it prints, or is a row of its own.

Cells that are wrapped are full: what stands below them had no room. So it is told where no rule is
drawn between lines.
"""

import re
from collections.abc import Sequence

from .canvas import FILLER

_FIGURE = re.compile(r"[-−\d.,，％%]+")
_WHOLE_FIGURE = re.compile(r"[-−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[％%]?")
_WORD = re.compile(rf"[!-~]+|.{FILLER}?")  # what stands on one line whole


def goes_on(above: Sequence[str], below: Sequence[str], *, figures: bool = False) -> bool:
    """Return whether all that a line prints was cut off from full cells of the line above it.

    Args:
        above: The cells of a line, with their blanks.
        below: Those of the next line.
        figures: Whether figures may be cut: else one below another is a figure of its own.
    """
    found = [(one, other) for one, other in zip(above, below, strict=True) if other.strip()]
    return bool(found) and all(
        one.strip()
        and not _has_room(one, other)
        and (not _are_figures(one, other) or (figures and _is_whole(one + other)))
        for one, other in found
    )


def stacked(above: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether a figure stands below another of which it cannot be the rest."""
    return any(
        _are_figures(one, other)
        and (_has_room(one, other) or (_both_whole(one, other) and not _is_whole(one + other)))
        for one, other in zip(above, below, strict=True)
    )


def broken(above: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether one below another are the pieces of a figure: `1,69` and `3.49`."""
    return any(
        _are_figures(one, other) and not _has_room(one, other) and not _both_whole(one, other)
        for one, other in zip(above, below, strict=True)
    )


def _both_whole(one: str, other: str) -> bool:
    return _is_whole(one) and _is_whole(other)


def _is_whole(figure: str) -> bool:
    return bool(_WHOLE_FIGURE.fullmatch("".join(figure.split())))


def _are_figures(one: str, other: str) -> bool:
    return bool(_FIGURE.fullmatch(one.strip()) and _FIGURE.fullmatch(other.strip()))


def _has_room(cell: str, below: str) -> bool:
    """Return whether the first word below a cell would have stood in it, too."""
    room = len(cell) - len(cell.strip())
    if cell[:1] == " ":  # blanks beside the bars
        room -= 1 + (cell[-1] == " ")
    word = _WORD.match(below.strip())
    return word is None or len(word[0]) <= room
