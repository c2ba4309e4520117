"""Layout text that keeps the look of the page: the lines of a wrapped cell become one again.

Such text prints each line of a cell on a line of its own, beside those of other cells; figures and
codes stand on one line of their row, above, below or between the lines of its label.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from budgetgraph.model import Paragraph

from ...vocabulary import normalise
from .. import captions
from ._spaced import WIDE_GAP, Cell, Lines, blocks_of, words_of
from ._spaced_heading import heading_cells
from ._spaced_rows import first_row, row_cells
from .heading import is_heading_text

_SENTENCE = re.compile(r"[。；;]$")
_MIN_SPACED = 3  # lines
_MIN_HEADINGS = 3  # words


def unwrap(paragraphs: Sequence[Paragraph], decimals: int) -> list[Paragraph]:
    """Return the lines with wrapped cells made whole; as they are where no columns are kept.

    Args:
        paragraphs: Lines of text that follow each other.
        decimals: How many every figure of the document has, 0 where they differ.
    """
    spaced = sum(WIDE_GAP.search(paragraph.text) is not None for paragraph in paragraphs)
    if spaced < _MIN_SPACED:
        return list(paragraphs)
    whole: list[Paragraph] = []
    for part in _parts(paragraphs):
        whole += _unwrapped(part, decimals)
    return whole


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield what stands between titles, captions, sentences and page breaks, and these alone."""
    part: list[Paragraph] = []
    for number, paragraph in enumerate(paragraphs):
        alone = _is_alone(paragraphs, number)
        if part and (alone or paragraph.page != part[-1].page):
            yield part
            part = []
        if alone:
            yield [paragraph]
        else:
            part.append(paragraph)
    if part:
        yield part


def _is_alone(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Return whether a line is a title, a caption or running text.

    A page number or year beside other lines is a piece of a figure or name: `预算` / `数`.
    """
    text = paragraphs[number].text
    plain = normalise(text)
    if plain.isdecimal() or captions.is_year_piece(plain):
        beside = paragraphs[max(number - 1, 0) : number + 2]
        return not any(other.text for other in beside if other is not paragraphs[number])
    if not text or WIDE_GAP.search(text):
        return captions.is_running(text) if text else False
    is_sentence = _SENTENCE.search(text) and not paragraphs[number].indent
    return bool(is_sentence) or (
        captions.is_title(text) or captions.is_running(text) or captions.is_note(text)
    )


def _unwrapped(part: Sequence[Paragraph], decimals: int) -> list[Paragraph]:
    if not any(WIDE_GAP.search(paragraph.text) for paragraph in part):
        return list(part)
    if any("指标" in paragraph.text for paragraph in part):  # `performance` knows its words
        return list(part)
    lines = words_of(part)
    anchor = first_row(lines, decimals)
    if anchor is None:
        return list(part)
    body = _body_start(lines, anchor)
    cells = [*heading_cells(lines[:body]), *row_cells(lines, body, decimals)]
    return _rows(part, cells)


def _body_start(lines: Lines, anchor: int) -> int:
    """Return where the rows begin: at the first line of the label of the first row with figures."""
    above = [normalise(word.text) for words in lines[:anchor] for word in words]
    if len(above) < _MIN_HEADINGS or not any(is_heading_text(text) for text in above):
        return 0
    block = next(block for block in blocks_of(lines, 0) if anchor in block)
    if any(lines[: block[0]]):  # an empty line ends the heading
        return block[0]
    start = anchor
    while (
        start
        and len(lines[start - 1]) == 1
        and not is_heading_text(normalise(lines[start - 1][0].text))
    ):
        start -= 1
    return start


def _rows(part: Sequence[Paragraph], cells: Iterable[Cell]) -> list[Paragraph]:
    """Return one line for all lines over which the cells of a row go on."""
    by_line: dict[int, list[Cell]] = {}
    joined: set[int] = set()  # lines that go on below
    for cell in cells:
        by_line.setdefault(cell.first, []).append(cell)
        joined.update(range(cell.first, cell.end))
    rows: list[list[int]] = [[]]
    for number in range(len(part)):
        if rows[-1] and number - 1 not in joined:
            rows.append([])
        rows[-1].append(number)
    return [paragraph for row in rows for paragraph in _row(part, row, by_line)]


def _row(
    part: Sequence[Paragraph], row: Sequence[int], by_line: dict[int, list[Cell]]
) -> Iterator[Paragraph]:
    """Yield a row on one line; of a heading, names of lower level on a second one.

    Its place is the line on which most of its cells begin, that of its figures.
    """
    if len(row) == 1:
        yield part[row[0]]
        return
    place = part[max(row, key=lambda number: len(by_line.get(number, ())))]
    inside = sorted((c for n in row for c in by_line.get(n, ())), key=lambda cell: cell.left)
    for level in (0, 1):
        if texts := [cell.text for cell in inside if cell.level == level]:
            yield Paragraph("  ".join(texts), place.line, place.page, place.indent)
