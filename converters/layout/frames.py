"""Grids that are no tables: what stands above a table, and lists of contents."""

from collections.abc import Sequence

from budgetgraph.figures import squeeze
from budgetgraph.model import Cell, Paragraph, Row

from ..vocabulary import normalise
from . import captions, owners


def caption_above(rows: Sequence[Row]) -> list[Paragraph]:
    """Return the texts of a grid that only is what stands above a table: title, unit, department.

    Workbooks and web pages set them in cells, and often an empty line below them.
    """
    texts: list[Cell] = []
    for row in rows:
        cells = [cell for cell in row if cell.text]
        is_title = len(cells) == 1 and captions.is_title(cells[0].text)
        if not is_title and not all(is_frame(cell.text) for cell in cells):
            return []
        texts += cells
    if all(cell.text.isdecimal() for cell in texts):  # the rest of a figure, not a page
        return []
    return [Paragraph(cell.text, cell.line, cell.page) for cell in texts]


def is_frame_row(row: Row) -> bool:
    """Return whether a row prints nothing, or only what stands around tables."""
    return all(is_frame(cell.text) for cell in row if cell.text)


def is_frame(text: str) -> bool:
    """Return whether a text stands around tables: unit, year, page number, department."""
    return captions.is_running(text) or (owners.is_department(text) and ":" in normalise(text))


def is_contents(rows: Sequence[Row]) -> bool:
    """Return whether the grid is a table of contents: titles, dots, page numbers."""
    return all(_is_contents_row([cell.text for cell in row if cell.text]) for row in rows)


def _is_contents_row(cells: Sequence[str]) -> bool:
    if not 1 <= len(cells) <= 2:  # noqa: PLR2004 - a title and its page
        return False
    page = squeeze(cells[-1])
    return page.isascii() and page.isdigit() and not squeeze(cells[0]).isdigit()
