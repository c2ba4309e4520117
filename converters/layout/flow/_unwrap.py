"""Layout text that keeps the look of the page: the lines of a wrapped cell become one again.

Such text prints each line of a cell on a line of its own, beside those of other cells; figures and
codes stand on one line of their row, above, below or between the lines of its label. A line of a
label goes on below where it fills its column, as a line that was broken does, and where no second
line of figures would come into the row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from budgetgraph.figures import is_figure
from budgetgraph.model import Paragraph

from ...vocabulary import normalise
from .. import captions
from ._spaced import WIDE_GAP, Cell, Word, words_of
from ._spaced_heading import heading_cells
from .heading import is_heading_text

_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]")
_TOTAL = re.compile(r"其中|合计|总计|本年(?:收入|支出)|收入总|支出总")
_SENTENCE = re.compile(r"[。；;]$")
_MIN_SPACED = 3  # lines
_MIN_HEADINGS = 3  # words
_SLACK = 2  # columns: an ideograph that did not fit, or a bracket that fills half


def unwrap(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines with wrapped cells made whole; as they are where no columns are kept."""
    spaced = sum(WIDE_GAP.search(paragraph.text) is not None for paragraph in paragraphs)
    if spaced < _MIN_SPACED:
        return list(paragraphs)
    whole: list[Paragraph] = []
    for part in _parts(paragraphs):
        whole += _unwrapped(part)
    return whole


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield what stands between titles, captions, sentences and page breaks, and these alone."""
    part: list[Paragraph] = []
    for paragraph in paragraphs:
        text = paragraph.text
        alone = bool(text) and (
            captions.is_title(text) or captions.is_running(text) or captions.is_note(text)
            or bool(_SENTENCE.search(text) and not WIDE_GAP.search(text) and not paragraph.indent)
        )  # fmt: skip
        if part and (alone or paragraph.page != part[-1].page):
            yield part
            part = []
        if alone:
            yield [paragraph]
        else:
            part.append(paragraph)
    if part:
        yield part


def _unwrapped(part: Sequence[Paragraph]) -> list[Paragraph]:
    if not any(WIDE_GAP.search(paragraph.text) for paragraph in part):
        return list(part)
    if any("指标" in paragraph.text for paragraph in part):  # `performance` knows its words
        return list(part)
    lines = words_of(part)
    anchors = {number for number, words in enumerate(lines) if _is_anchor(words)}
    if not anchors:
        return list(part)
    body = _body_start(lines, min(anchors))
    cells = [*heading_cells(lines[:body]), *_body_cells(lines, body, anchors)]
    return _rows(part, cells, anchors)


def _body_start(lines: Sequence[Sequence[Word]], anchor: int) -> int:
    """Return where the rows begin: at the first line of the label of the first row with figures."""
    above = [normalise(word.text) for words in lines[:anchor] for word in words]
    if len(above) < _MIN_HEADINGS or not any(is_heading_text(text) for text in above):
        return 0
    start = anchor
    while (
        start
        and len(lines[start - 1]) == 1
        and not is_heading_text(normalise(lines[start - 1][0].text))
    ):
        start -= 1
    return start


def _is_anchor(words: Sequence[Word]) -> bool:
    """Return whether a line prints figures, or a code or number before something else."""
    return any(_ORDINAL.match(word.text) for word in words) or (
        len(words) > 1 and any(is_figure(word.text) for word in words)
    )


def _may_go_on(word: Word) -> bool:
    """Return whether a word may be the rest of a cell above: it is no figure and begins no item."""
    begins = _ORDINAL.match(word.text) or _TOTAL.match(word.text)
    return not (begins or is_figure(word.text))


def _body_cells(lines: Sequence[Sequence[Word]], start: int, anchors: set[int]) -> list[Cell]:
    """Return the cells of the rows."""
    texts = [word for words in lines[start:] for word in words if not is_figure(word.text)]
    cells: list[Cell] = []
    for number in range(start, len(lines)):
        for word in lines[number]:
            above = next(
                (
                    cell
                    for cell in reversed(cells)
                    if _goes_on(cell, word, lines, anchors) and _is_full(cell.last, texts)
                ),
                None,
            )
            if above is not None and _may_go_on(word):
                above.words.append(word)
            else:
                cells.append(Cell([word]))
    return cells


def _goes_on(cell: Cell, word: Word, lines: Sequence[Sequence[Word]], anchors: set[int]) -> bool:
    """Return whether a word may be the next line of a cell: below it, with one line of figures."""
    last = cell.last
    step = word.line - last.line
    if step not in {1, 2} or last.shares(word.left, word.right) < 1 or is_figure(last.text):
        return False
    if sum(number in anchors for number in range(cell.first, word.line + 1)) > 1:
        return False
    if step == 1:
        return True
    between = lines[word.line - 1]
    return word.line - 1 in anchors and not any(
        other.shares(word.left, word.right) > 0 for other in between
    )


def _is_full(word: Word, texts: Iterable[Word]) -> bool:
    """Return whether a word is as wide as the widest in its column, so that it was broken there."""
    widest = max(
        other.width
        for other in texts
        if other.shares(word.left, word.right) * 2 >= min(word.width, other.width)
    )
    return word.width + _SLACK >= widest


def _rows(part: Sequence[Paragraph], cells: Iterable[Cell], anchors: set[int]) -> list[Paragraph]:
    """Return one line for all lines over which a cell goes on."""
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
    return [paragraph for row in rows for paragraph in _row(part, row, by_line, anchors)]


def _row(
    part: Sequence[Paragraph],
    row: Sequence[int],
    by_line: dict[int, list[Cell]],
    anchors: set[int],
) -> Iterator[Paragraph]:
    """Yield a row on one line; of a heading, names of lower level on a second one."""
    if len(row) == 1:
        yield part[row[0]]
        return
    place = part[next((number for number in row if number in anchors), row[0])]
    inside = sorted((c for n in row for c in by_line.get(n, ())), key=lambda cell: cell.left)
    for level in (0, 1):
        if texts := [cell.text for cell in inside if cell.level == level]:
            yield Paragraph("  ".join(texts), place.line, place.page, place.indent)
