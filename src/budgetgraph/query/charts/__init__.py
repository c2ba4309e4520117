"""Rows as pictures in SVG, written by hand: no library, no network, equal rows give equal bytes."""

from collections.abc import Callable

from ...errors import UsageError
from ..rows import Rows
from .bar import draw_bar
from .data import Point, read_points
from .line import draw_line
from .sankey import draw_sankey
from .treemap import draw_treemap

CHARTS: dict[str, Callable[[str, list[Point]], str]] = {
    "bar": draw_bar,
    "line": draw_line,
    "sankey": draw_sankey,
    "treemap": draw_treemap,
}

_ADD_UP = frozenset({"sankey", "treemap"})  # whose parts make a whole


def draw(rows: Rows, kind: str, language: str = "zh") -> str:
    """Return the rows as a picture.

    Args:
        rows: The rows of a query.
        kind: One of `CHARTS`.
        language: `zh` or `en`, for the title and the amounts.

    Raises:
        UsageError: Unknown kind, or rows that have nothing to draw.
    """
    if kind not in CHARTS:
        raise UsageError(f"no chart '{kind}'; there are: {', '.join(CHARTS)}")
    if not len(rows):
        raise UsageError("no row fits, so there is nothing to draw; ask with other conditions")
    points = read_points(rows, language, over_years=kind == "line", adds_up=kind in _ADD_UP)
    return CHARTS[kind](rows.query.title(language), points)
