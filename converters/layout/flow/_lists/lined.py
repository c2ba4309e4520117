"""Lists where each cell has a line of its own and an empty cell an empty line.

Office programs save tables as text in this way. The heading says how many lines a row has, so that
rows are counted off, as long as each line can stand in its column.
"""

from collections.abc import Callable, Iterator, Sequence

from budgetgraph.model import Cell, Paragraph

from ... import captions

Cells = list[Cell | None]
MayHold = Callable[[int, str], bool]

_STEPS = (2, 1)  # lines for each cell: an empty line may stand behind each
_MIN_ROWS = 2


def read_lined(
    paragraphs: Sequence[Paragraph],
    end: int,
    width: int,
    may_hold: MayHold,
    *,
    empty: bool = True,
) -> tuple[list[Cells], int] | None:
    """Return the cells of each row and the index after the last, None where lines are no cells.

    Without an empty cell nothing shows that empty lines are cells.

    Args:
        paragraphs: Lines of text.
        end: The index after the last line of the heading with a name.
        width: How many columns the list has.
        may_hold: Whether a text can stand in a column.
        empty: Whether one cell at least must be empty.
    """
    while not paragraphs[end - 1].text:
        end -= 1
    best: tuple[int, int, list[Cells]] = (0, 0, [])  # rows, the index after them
    for step in _STEPS:
        last = min(end + step * width, len(paragraphs))
        first = next((n for n in range(end, last) if paragraphs[n].text), last)
        for start in range(end, first + 1):
            rows = list(_rows(paragraphs[start:], width, step, may_hold))
            if len(rows) > best[0]:
                best = len(rows), start + step * width * len(rows), rows
        if best[0] >= _MIN_ROWS:
            break
    count, after, rows = best
    if count < _MIN_ROWS or (empty and all(cell for row in rows for cell in row)):
        return None
    return rows, min(after, len(paragraphs))


def _rows(
    paragraphs: Sequence[Paragraph], width: int, step: int, may_hold: MayHold
) -> Iterator[Cells]:
    """Yield rows of so many lines, up to one whose lines do not fit their columns."""
    size = width * step
    for at in range(0, len(paragraphs), size):
        lines = list(paragraphs[at : at + size])
        if any(line.text for n, line in enumerate(lines) if n % step):
            return
        cells: Cells = [
            Cell(line.text.strip(), line.line, page=line.page) if line.text else None
            for line in lines[::step]
        ]
        cells += [None] * (width - len(cells))
        filled = [(n, cell.text) for n, cell in enumerate(cells) if cell]
        if not filled or not all(may_hold(n, text) for n, text in filled):
            return
        if len(filled) == 1 and (captions.is_title(filled[0][1]) or captions.is_note(filled[0][1])):
            return
        yield cells
