"""Headings of indicators in found tables: two in one cell, or a column without one."""

from collections.abc import Callable, Iterable, Sequence

from budgetgraph.figures import squeeze
from budgetgraph.model import Cell, Grid, Row

from .. import performance_words as words
from ..grids import blank, flatten, in_one, pad, width

_LEVELS = {"level1": words.is_level1, "level2": words.is_level2}
_IN_WORDS = frozenset({"定性", "定量"})


def find_heading(rows: Sequence[Row]) -> int | None:
    """Return the index of the row that heads the indicators, two in one cell counted as two."""
    for index, row in enumerate(rows):
        if not _speaks_of_indicators(row):
            continue  # as most rows
        if words.columns_of([name for cell in row for name in names_of(cell)]):
            return index
    return None


def _speaks_of_indicators(row: Row) -> bool:
    whole = in_one(row)
    return "指标" in whole or "一级" in whole


def has_indicators(grid: Grid) -> bool:
    """Return whether a grid heads levels of indicators: a cheap look."""
    whole = in_one(flatten(grid.rows))
    return "一级" in whole or "二级" in whole


def signs_of(rows: Iterable[Row]) -> list[str]:
    """Return all signs that rows print, sorted: the same before and after, or something is lost."""
    return sorted("".join("".join(cell.text.split()) for row in rows for cell in row))


def names_of(cell: Cell) -> list[str]:
    """Return the headings in a cell: one, or those of its lines where together they are none."""
    if "\n" not in cell.text or words.role_of(squeeze(cell.text)):
        return [squeeze(cell.text)]
    names: list[str] = []
    begun = ""
    for line in cell.text.split("\n"):
        begun += squeeze(line)
        if words.role_of(begun):
            names.append(begun)
            begun = ""
    return [squeeze(cell.text)] if begun else names


def with_parted_heading(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a column for each heading, the rows of one width from there on.

    Empty where the texts below two headings in one cell cannot be parted.
    """
    start = find_heading(rows)
    if start is None:
        return list(rows)
    above, below = list(rows[:start]), rows[start:]
    size = width(below)
    body = [pad(row, size) for row in below]
    for index in range(size - 1, -1, -1):
        names = names_of(body[0][index])
        if len(names) == 2:  # noqa: PLR2004 - a line between two columns was not seen
            parted = [_parted(row[index], names) for row in body[1:]]
            if not all(parted):
                return []
            heads = tuple(body[0][index]._replace(text=name) for name in names)
            body = [
                (*row[:index], *cells, *row[index + 1 :])
                for row, cells in zip(body, [heads, *parted], strict=True)
                if cells
            ]
    return [*above, *_without_unheaded(body)]


def _parted(cell: Cell, names: Sequence[str]) -> tuple[Cell, Cell] | None:
    """Return what of a cell stands below each of two headings, None where nothing fits.

    A name that may be of both levels is of the second, which more rows print.
    """
    fits = [_fit(words.role_of(name)) for name in names]
    lines = cell.text.split("\n") if cell.text else []
    ways = [
        (first, second)
        for place in range(len(lines) + 1)
        if fits[0](first := "".join(lines[:place])) and fits[1](second := "".join(lines[place:]))
    ]
    if not ways:
        return None
    return cell._replace(text=ways[0][0]), cell._replace(text=ways[0][1])


def _fit(role: str) -> Callable[[str], bool]:
    """Return what tells whether a text may stand below a heading."""
    if role == "sign":
        return is_sign
    known = _LEVELS.get(role)
    return (lambda text: not text or known(text)) if known else bool


def is_sign(text: str) -> bool:
    """Return whether a text is what a column of comparators prints."""
    return bool(text) and (all(char in words.COMPARATORS for char in text) or text in _IN_WORDS)


def _without_unheaded(body: Sequence[Row]) -> list[Row]:
    """Return the rows without columns that have no heading, where they belong to their neighbour.

    Rows fill either the one or the other: an edge of some cells parts them.
    """
    rows = list(body)
    first = words.find_columns(rows[0]) or {}
    for index in range(len(rows[0]) - 1, min(first.values(), default=0), -1):
        names = (rows[0][index - 1].text, rows[0][index].text)
        if sum(map(bool, names)) == 1 and are_one(rows[1:], index - 1):
            rows = merged(rows, index - 1)
    return rows


def are_one(rows: Sequence[Row], index: int) -> bool:
    """Return whether no row fills a column and the next, and each is filled in some row."""
    pairs = [(bool(row[index].text), bool(row[index + 1].text)) for row in rows]
    return any(a for a, _ in pairs) and any(b for _, b in pairs) and not any(map(all, pairs))


def merged(rows: Sequence[Row], index: int) -> list[Row]:
    """Return the rows with a column and the next as one."""
    return [
        (*row[:index], row[index] if row[index].text else row[index + 1], *row[index + 2 :])
        for row in rows
    ]


def empty_at(row: Row, index: int) -> Row:
    """Return the row with one cell emptied."""
    return (*row[:index], blank(row[index], row[index].column), *row[index + 1 :])
