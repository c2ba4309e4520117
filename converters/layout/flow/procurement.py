"""The table of government procurement in layout text -> grid.

Its rows are read in several ways; only rows that fit their columns, and add up, are taken.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from budgetgraph.model import Finding, Grid, Paragraph

from ...vocabulary import load, normalise
from .. import captions
from . import _lists as lists
from ._lined_lists import Cells
from ._procurement_columns import Column, columns, heading_rows, is_usual
from ._procurement_follow import follow
from ._procurement_rows import in_order, is_complete, is_sound, keeps_figures, lined
from ._procurement_sources import is_open

_NAME = "procurement"
_FIXED = frozenset({"project-amount", "catalogue-code"})
_NEAR = 2  # lines above the heading


def find(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return the end of the table whose heading starts here, None where none does."""
    heading = _heading(paragraphs, start)
    if heading is None:
        return None
    rows, end = _bodies(paragraphs, heading, columns(heading.names))
    return end if rows or end == heading.end else None


def rebuild(paragraphs: Sequence[Paragraph]) -> Grid:
    """Return the grid of a table that `find` has found."""
    heading = _heading(paragraphs, 0)
    if heading is None:
        return lists.grid((), paragraphs[0])
    found = columns(heading.names)
    rows = heading_rows(found, paragraphs[0].page)
    for cells in _rows(tuple(paragraphs)):
        first = min((cell for cell in cells if cell), key=lambda cell: cell.line)
        rows.append(lists.place(cells, len(rows) + 1, first.line, first.page))
    return lists.grid(rows, paragraphs[0])


def doubts(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """Yield a finding (R08) where lost empty columns leave open which source of money pays."""
    heading = _heading(paragraphs, 0)
    if heading is None:
        return
    found = columns(heading.names)
    if lined(paragraphs, heading, found):
        return
    sources = [column.role == "source" for column in found]
    if is_open(_rows(tuple(paragraphs)), sources):
        names = "、".join(c.path[-1].text for c in found if c.role == "source")
        yield Finding(
            id="R08",
            severity="warning",
            message_zh=f"空列已丢失，采购金额属于哪一资金来源（{names}）不能由加总唯一确定；从左读起",
            message_en=(
                f"empty columns are lost and the sums do not tell which of the sources ({names}) "
                "pay; read from the left"
            ),
            line=paragraphs[0].line,
            page=paragraphs[0].page,
            table=_NAME,
        )


@lru_cache(maxsize=2)  # asked for by `rebuild`, then by `doubts`
def _rows(paragraphs: tuple[Paragraph, ...]) -> Sequence[Cells]:
    heading = _heading(paragraphs, 0)
    return _bodies(paragraphs, heading, columns(heading.names))[0] if heading else ()


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
    if counted := lined(paragraphs, heading, found):
        return counted
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
