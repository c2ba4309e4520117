"""The table of government procurement in layout text -> grid.

Its rows are read in several ways; only rows that fit their columns, and add up, are taken.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from budgetgraph.model import Finding, Paragraph

from ...vocabulary import load, normalise
from .. import captions
from . import _lists as lists
from ._found import Found
from ._lists.lined import Cells
from ._lists.rows import grid_below
from ._procurement.columns import Column, columns, heading_rows, is_usual
from ._procurement.follow import follow
from ._procurement.rows import in_order, is_complete, is_sound, keeps_figures, lined
from ._procurement.sources import is_open

_NAME = "procurement"
_FIXED = frozenset({"project-amount", "catalogue-code"})
_NEAR = 2  # lines above the heading


def read(paragraphs: Sequence[Paragraph], start: int) -> Found | None:
    """Return the table whose heading starts here, None where none does."""
    heading = _heading(paragraphs, start)
    if heading is None:
        return None
    found = columns(heading.names)
    counted = lined(paragraphs, heading, found)
    cells, end = counted or _bodies(paragraphs, heading, found)
    if not cells and end != heading.end:
        return None
    first = paragraphs[start]
    grid = grid_below(heading_rows(found, first.page), cells, first)
    doubts = () if counted else _doubts(cells, found, first)
    return Found(grid, end, tuple(doubts))


def _doubts(rows: Sequence[Cells], found: Sequence[Column], start: Paragraph) -> Iterator[Finding]:
    """Yield a finding (R08) where lost empty columns leave open which source of money pays."""
    if is_open(rows, [column.role == "source" for column in found]):
        names = "、".join(c.path[-1].text for c in found if c.role == "source")
        yield Finding(
            id="R08",
            severity="warning",
            message_zh=f"空列已丢失，采购金额属于哪一资金来源（{names}）不能由加总唯一确定；从左读起",
            message_en=(
                f"empty columns are lost and the sums do not tell which of the sources ({names}) "
                "pay; read from the left"
            ),
            line=start.line,
            page=start.page,
            table=_NAME,
        )


def _heading(paragraphs: Sequence[Paragraph], start: int) -> lists.Heading | None:
    heading = lists.read_heading(paragraphs, start, _NAME)
    if heading is None:
        return None
    if _goes_on_above(paragraphs[:start]):
        return None
    heading = _without_label(paragraphs, heading)
    found = columns(heading.names)
    if not is_usual(found):
        return None
    roles = {column.role for column in found}
    bought = bool(roles & {"item", "catalogue-code"}) and bool(roles & {"quantity", "unit-price"})
    return heading if bought and roles & {"total", "source"} else None


def _goes_on_above(above: Sequence[Paragraph]) -> bool:
    """Return whether the name of a group stands above the heading, its place lost."""
    text = next((p.text for p in reversed(above[-_NEAR:]) if p.text.strip()), "")
    if not text or captions.is_title(text):
        return False
    roles = lists.roles_of(text, _NAME)
    return bool(roles) and all(role == "source" or role.startswith(lists.GROUP) for role in roles)


def _without_label(paragraphs: Sequence[Paragraph], heading: lists.Heading) -> lists.Heading:
    """Return the heading without a last 合计 on a line of its own that is the label of a row.

    Then a figure follows at once, and another column is that of the total.
    """
    last = heading.names[-1]
    at = next((n for n in range(heading.end - 1, -1, -1) if paragraphs[n].line == last.line), None)
    below = next((p.text.split() for p in paragraphs[heading.end :] if p.text.strip()), [""])
    others = {column.role for column in columns(heading.names[:-1])}
    if (
        at is None
        or normalise(paragraphs[at].text) != last.text
        or last.text not in _totals()
        or "total" not in others
        or not lists.is_amount(below[0])
    ):
        return heading
    text = heading.text.removesuffix(last.text)
    return lists.Heading(heading.names[:-1], at, text)


def _bodies(
    paragraphs: Sequence[Paragraph], heading: lists.Heading, found: Sequence[Column]
) -> tuple[list[Cells], int]:
    """Return the cells of each row and the index after the last; no rows where none are sure."""
    roles = {column.role for column in found}
    is_of_projects = "project-amount" in roles
    if not is_of_projects and (ordered := _in_order(paragraphs, heading, found)):
        return ordered
    followed = follow(paragraphs, heading, found)
    is_sure = (
        bool(roles & _FIXED)  # else nothing parts the texts of a row
        and is_complete(followed[0], found)
        and keeps_figures(paragraphs, heading, *followed)
        and is_sound(followed[0], found)
    )
    if is_sure or not followed[0]:
        return followed
    ordered = _in_order(paragraphs, heading, found) if is_of_projects else None
    return ordered or ([], followed[1])


def _in_order(
    paragraphs: Sequence[Paragraph], heading: lists.Heading, found: Sequence[Column]
) -> tuple[list[Cells], int] | None:
    """Return the rows read by what their columns hold, None where they are not sound."""
    ordered = in_order(paragraphs, heading, found)
    return ordered if ordered is not None and is_sound(ordered[0], found) else None


@cache
def _totals() -> frozenset[str]:
    return frozenset(normalise(label) for label in load(_NAME)["rows"]["totals"])
