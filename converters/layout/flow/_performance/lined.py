"""Indicators where each cell has a line of its own and an empty cell an empty line.

Office programs save tables as text in this way. The heading says how many lines a row has, so that
rows are counted off; what does not come out even is left to the readers of wrapped text.
"""

from collections.abc import Iterator, Mapping, Sequence

from budgetgraph.model import Paragraph

from ... import captions
from ... import performance_words as words
from .rows import Piece

_STEPS = (1, 2)  # lines for each cell: an empty line may stand behind each
_MAX_BEFORE = 8  # columns before that of the first level
_MAX_COLUMNS = 16


def read_lined(paragraphs: Sequence[Paragraph]) -> tuple[int, list[list[Piece]]] | None:
    """Return where the heading begins and one list of cells per row, that of the heading first.

    None where lines are not cells: in a row the levels must stand in their columns, and a target.
    """
    level1 = next((n for n, p in enumerate(paragraphs) if words.role_of(p.text) == "level1"), None)
    if level1 is None:
        return None
    for step in _STEPS:
        for start, heading in _headings(paragraphs, level1, step):
            if any(p.text for n, p in enumerate(paragraphs[start:]) if n % step):
                break
            cells = [*heading, *(Piece(p.text.strip(), p.line) for p in paragraphs[level1::step])]
            for wide in _widths(cells):
                if rows := _counted(cells, wide):
                    return start, rows
    return None


def _headings(
    paragraphs: Sequence[Paragraph], level1: int, step: int
) -> Iterator[tuple[int, list[Piece]]]:
    """Yield where the heading may begin, and the names before the first level."""
    for start in _starts(paragraphs, level1, step):
        yield start, [Piece(p.text.strip(), p.line) for p in paragraphs[start:level1:step]]
    if two_rows := _two_rows(paragraphs, level1, step):
        yield two_rows


def _two_rows(
    paragraphs: Sequence[Paragraph], level1: int, step: int
) -> tuple[int, list[Piece]] | None:
    """Return where a heading of two rows begins, and the names that go over both.

    They stand in the first row before the word over all indicators; in the second, empty lines.
    """
    before = list(paragraphs[level1 - step :: -step])
    empty = next((n for n, p in enumerate(before) if p.text), 0)
    names = before[empty + 1 : 2 * empty + 1]
    if not empty or len(names) < empty or not words.is_group(before[empty].text):
        return None
    if not all(_is_heading(p.text) for p in names):
        return None
    found = [Piece(p.text.strip(), p.line) for p in reversed(names)]
    return level1 - step * (2 * empty + 1), found


def _starts(paragraphs: Sequence[Paragraph], level1: int, step: int) -> Iterator[int]:
    """Yield where the heading may begin: with the first level, or before it."""
    for start in range(level1, max(level1 - step * _MAX_BEFORE, 0) - 1, -step):
        text = paragraphs[start].text
        if not _is_heading(text) or captions.is_running(text):
            return
        yield start


def _widths(cells: Sequence[Piece]) -> Iterator[int]:
    """Yield how many columns there may be, fewest last: all that look like headings first."""
    names = 0
    while names < min(len(cells), _MAX_COLUMNS) and _is_heading(cells[names].text):
        names += 1
    for wide in range(names, 1, -1):
        if words.columns_of([cell.text for cell in cells[:wide]]):
            yield wide


def _is_heading(text: str) -> bool:
    return bool(words.role_of(text) or words.names_project(text) or words.is_code(text)) or (
        words.read_label(text) is not None
    )


def _counted(cells: Sequence[Piece], wide: int) -> list[list[Piece]] | None:
    """Return the rows of so many cells, None where one of them is none."""
    found = list(cells)
    while not found[-1].text:
        found.pop()
    found += [Piece("", found[-1].line)] * (-len(found) % wide)
    heading, *rows = (found[at : at + wide] for at in range(0, len(found), wide))
    columns = words.columns_of([cell.text for cell in heading]) or {}
    if not rows or not columns.keys() >= {"level1", "level2", "target"}:
        return None
    alike = all(_is_row(row, columns) or _is_numbering(row) for row in rows)
    return [heading, *rows] if alike else None


def _is_row(row: Sequence[Piece], columns: Mapping[str, int]) -> bool:
    first, second = row[columns["level1"]].text, row[columns["level2"]].text
    return (
        (not first or words.is_level1(first))
        and (not second or words.is_level2(second))
        and bool(row[columns["target"]].text)
    )


def _is_numbering(row: Sequence[Piece]) -> bool:
    return [piece.text for piece in row] == [str(n) for n in range(1, len(row) + 1)]
