"""Rows on pages: cells wrap in their columns, and a page may end in the middle of a row."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from random import Random

from .dice import chance

Lines = tuple[str, ...]
_CUT_SHARE = 0.8  # of the rows that do not fit; the others are moved overleaf whole
WIDE = "\u2e80"  # from here on a character is as wide as two


@lru_cache(maxsize=65536)
def wrap(text: str, width: int) -> Lines:
    """Return the lines of a cell in a column of so many half-width characters; 0 never wraps."""
    if not width or not text:
        return (text,)
    lines, line, used = [], "", 0
    for char in text:
        size = 2 if char >= WIDE else 1
        if line and used + size > width:
            lines.append(line)
            line, used = "", 0
        line += char
        used += size
    return (*lines, line)


def pages(
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    capacity: int,
    rng: Random,
    *,
    cuts: bool = True,
) -> Iterator[list[list[Lines]]]:
    """Yield the pages of a table: rows of cells of lines.

    A row that does not fit goes on overleaf, or is moved there whole, as printing programs differ.

    Args:
        rows: The cells' texts.
        widths: Of the columns.
        capacity: Lines on a page.
        rng: Decides which rows are cut.
        cuts: Whether rows may be cut at all.
    """
    page: list[list[Lines]] = []
    left = capacity
    for row in rows:
        cells = [wrap(text, width) for text, width in zip(row, widths, strict=True)]
        height = max(len(cell) for cell in cells)
        while height > left:
            if cuts and left and chance(rng, _CUT_SHARE):
                page.append([cell[:left] for cell in cells])
                cells = [cell[left:] for cell in cells]
                height -= left
            yield page
            page, left = [], max(capacity, height)
        page.append(cells)
        left -= height
    yield page


def join(lines: Lines, space: str) -> str:
    """Return the lines of a cell on one line."""
    return space.join(lines)
