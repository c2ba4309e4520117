"""Lists of several projects in found tables: name, money, goal in the middle of their rows."""

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from budgetgraph.figures import squeeze
from budgetgraph.model import Cell, Row

from .. import performance_words as words
from ..grids import blank, join_cells
from ..headings import is_numbering

_ORDER = ("产出", "效益", "满意")  # of the first level in the indicators of one project
_ONE = frozenset({"code", "amount"})  # a project has one of these, in one piece
_CONTENT = ("level3", "target")


def mend_projects(rows: list[Row], start: int, pages: Sequence[int]) -> list[Row]:
    """Return the rows of a list with all that is printed of a project in its first row.

    Args:
        rows: All rows, the heading among them.
        start: Its index.
        pages: How many rows of indicators each page has.
    """
    roles = words.find_columns(rows[start])
    if not roles or "name" not in roles or not {"level1", *_CONTENT} <= roles.keys():
        return rows
    before = range(roles["level1"])
    body = rows[start + 1 :]
    numbering = [row for row in body[:1] if is_numbering(row)]
    body = body[len(numbering) :]
    content = [any(row[roles[role]].text for role in _CONTENT) for row in body]
    if not any(content[:1]) or body[0][roles["name"]].text:
        return rows
    begins = _begins(body, content, roles)
    if not all(content[begin - 1] for begin in begins[1:]):
        return rows  # of which of two projects is the row between them?
    breaks = {sum(pages[:n]) - len(numbering) for n in range(1, len(pages))}
    result = [*rows[: start + 1], *numbering]
    for begin, end in zip(begins, [*begins[1:], len(body)], strict=True):
        columns = [
            [(n, body[n][index]) for n in range(begin, end) if body[n][index].text]
            for index in before
        ]
        if not all(_is_one(cells, breaks) for cells in columns):
            return rows
        if any(len(columns[roles[role]]) > 1 for role in _ONE & roles.keys()):
            return rows
        kept = [body[n] for n in range(begin, end) if content[n]]
        first = tuple(_joined(cells, kept[0][n]) for n, cells in enumerate(columns))
        result.append((*first, *kept[0][len(before) :]))
        result += [_without(row, len(before)) for row in kept[1:]]
    return result


def _begins(body: Sequence[Row], content: Sequence[bool], roles: Mapping[str, int]) -> list[int]:
    """Return the rows where a project begins: its indicators begin again with those of outputs."""
    found = [0]
    before = 0
    for number, row in enumerate(body):
        text = squeeze(row[roles["level1"]].text)
        rank = next((n for n, name in enumerate(_ORDER) if text.startswith(name)), None)
        if rank is not None and content[number]:
            if rank < before:
                found.append(number)
            before = rank
    return found


def _is_one(cells: Sequence[tuple[int, Cell]], breaks: Container[int]) -> bool:
    """Return whether cells may be pieces of one: side by side, or parted by the end of a page."""
    return all(
        below - above == 1 or any(n in breaks for n in range(above + 1, below + 1))
        for (above, _), (below, _) in pairwise(cells)
    )


def _joined(cells: Sequence[tuple[int, Cell]], like: Cell) -> Cell:
    """Return the pieces as one cell in the place of another."""
    whole = blank(like, like.column)
    for _, cell in cells:
        whole = join_cells(whole, cell)
    return whole.at(like.row, like.column)


def _without(row: Row, count: int) -> Row:
    return (*(blank(cell, cell.column) for cell in row[:count]), *row[count:])
