"""Levels of indicators in found tables: a merged cell is printed in the middle of its rows.

Each label is carried to the first of its rows, from where it counts for those below. Which rows it
covers follows from where their middle is, and from which second levels may stand below a first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetgraph.model import Cell, Row

from .. import performance_words as words
from .heading import empty_at
from .parts import Part
from .segments import Label, Segments, divide

_CONTENT = ("level3", "target")


@dataclass(slots=True)
class _Page:
    """The rows of a part without their labels, and the labels apart, by level."""

    rows: list[Row]
    tops: list[int]  # of the rows, and the end of the last
    level1: list[Label]
    level2: list[Label]


def mend_levels(parts: Sequence[Part], heading: Row) -> None:
    """Put the levels into the first of their rows where a page shows them in others."""
    roles = words.find_columns(heading)
    if not roles or "level1" not in roles or not {"level2", *_CONTENT} <= roles.keys():
        return
    rows = [row for part in parts for row in part.rows]
    if not rows or not in_the_middle(rows, roles):
        return
    pages = [_apart(part.rows, roles) for part in parts]
    if any(page.level1 or page.level2 for page in pages if not page.rows):
        return  # names of a page whose rows are lost
    found: list[Segments] = []
    for page in pages:
        divided = divide(
            page.tops,
            page.level1,
            page.level2,
            overleaf=any(before.rows for before in pages[: len(found)]),
        )
        if divided is None:
            return
        found.append(divided)
    for part, page, divided in zip(parts, pages, found, strict=True):
        part.rows = _labelled(page, divided, roles)


def in_the_middle(rows: Sequence[Row], roles: Mapping[str, int]) -> bool:
    """Return whether labels stand below the first of their rows.

    The first row of all lacks one, the edge of a row cuts one, or a second level comes before the
    first level that it stands under.
    """
    places = {level: roles[f"level{level}"] for level in (1, 2)}
    first = next((n for n, row in enumerate(rows) if _has_content(row, roles)), 0)
    for place in places.values():
        if not any(row[place].text for row in rows[: first + 1]):
            return True
    level1 = ""
    for above, row in pairwise([rows[0], *rows]):
        for level, place in places.items():
            begun, end = above[place], row[place]
            if not (begun.text and end.text) or row is above:
                continue  # as in most rows
            if words.completes(_plain(begun), _plain(end), level):
                return True
        level1 = row[places[1]].text or level1
        level2 = row[places[2]].text
        if level1 and level2 and not words.may_stand_under(level1, level2):
            return True
    return False


def _plain(cell: Cell) -> str:
    return "".join(cell.text.split())


def _has_content(row: Row, roles: Mapping[str, int]) -> bool:
    return any(row[roles[role]].text for role in _CONTENT)


def _apart(rows: Sequence[Row], roles: Mapping[str, int]) -> _Page:
    """Return the rows of a part without labels, and the labels."""
    page = _Page([], [0], [], [])
    for row in rows:
        bottom = page.tops[-1]
        has_content = _has_content(row, roles)
        if has_content:
            # Each line counts two, the space around those of a row one.
            bottom += 3 + 2 * max(cell.text.count("\n") for cell in row)
        for level, labels in ((1, page.level1), (2, page.level2)):
            cell = row[roles[f"level{level}"]]
            if cell.text:
                _add(labels, Label(cell, page.tops[-1], bottom), level)
        if has_content:
            page.tops.append(bottom)
            page.rows.append(_bare(row, roles))
    return page


def _bare(row: Row, roles: Mapping[str, int]) -> Row:
    for role in ("level1", "level2"):
        row = empty_at(row, roles[role])
    return row


def _add(labels: list[Label], label: Label, level: int) -> None:
    """Add a label; the rest of one that the edge of a row cut goes to it."""
    text = _plain(label.cell)
    last = labels[-1] if labels else None
    if last and last.bottom == label.top:
        begun = _plain(last.cell)
        if words.completes(begun, text, level):
            pieces = (*(last.cell.pieces or (last.cell,)), label.cell)
            whole = last.cell._replace(text=begun + text, pieces=pieces)
            labels[-1] = Label(whole, last.bottom, last.bottom)
            return
    labels.append(label)


def _labelled(page: _Page, found: Segments, roles: Mapping[str, int]) -> list[Row]:
    """Return the rows with each label in the first of its rows, at the line that prints it."""
    rows = list(page.rows)
    for role, segments in (("level1", found.level1), ("level2", found.level2)):
        for start, label in segments:
            place = roles[role]
            like = rows[start][place]
            # Its line stays that on which it is printed.
            cell = label.at(like.row, like.column)
            rows[start] = (*rows[start][:place], cell, *rows[start][place + 1 :])
    return rows
