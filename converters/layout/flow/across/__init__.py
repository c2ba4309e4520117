"""Text read across the page: the lines of wrapped cells stand above and below those of their row.

`人力资源和社会保障管理` / `20801 742.28 738.88` / `事务` is one row: what extracts text from a PDF
line by line prints each line of a cell at its height, but keeps no columns. Headings are put
together from known names, rows from lines without figures beside the line of the figures.
"""

import re
from collections.abc import Iterator, Sequence

from budgetgraph.model import Paragraph

from ....vocabulary import normalise
from ... import captions
from ..budget.heading import columns_of, starts_heading
from ..budget.heading.lines import lines_of_total
from ..budget.heading.names import is_caption, is_unlabelled
from .halves import count_right, with_figures
from .heading import Name, read_levels
from .rows import Row, is_bare, is_row, read_rows
from .twofold import read_twofold
from .unlabelled import with_whole_names

_GLUED = re.compile(r"\.\d+[^\s\d.,)）%％].*\.\d+\s*$")  # a figure, a label without a gap, a figure
_BEHIND_GROUPED = re.compile(r"(?<![\d,.])-?\d{1,3}(?:,\d{3})+(?=[\u4e00-\u9fff])")
_GROUPED = re.compile(r"\s-?\d{1,3}(?:,\d{3})+(?!\S)")
_CODE_LEVELS = re.compile(r"(?<!\S)[1-9]\d\d(?: \d\d){1,2}(?!\S)")
_TOTALS = frozenset({"合计", "总计"})
_LEVELS = frozenset("类款项 ")
_MAX_HEADING = 8  # lines
_MAX_HEADS = 2  # lines of a label above its figures


def straighten(
    paragraphs: Sequence[Paragraph], decimals: int, *, surely: bool = False
) -> list[Paragraph]:
    """Return the lines with each row of such tables on a line of its own; others as they are.

    Args:
        paragraphs: Lines of text that follow each other.
        decimals: How many every figure of the document has; where they differ only the headings
            above grouped figures are looked at.
        surely: Whether they are taken for such text though no row looks like it.
    """
    if not decimals:
        parts = map(with_whole_names, _parts(paragraphs))
        return [line for part in parts for line in _with_headings(part)]
    if not (surely or any(_shows(line.text, decimals) for line in paragraphs)):
        return list(paragraphs)
    parts = map(with_whole_names, _parts(paragraphs))
    return [line for part in parts for line in _straightened(part, decimals)]


def _shows(text: str, decimals: int) -> bool:
    """Return whether a line reads like one of such text."""
    return "." in text and (is_bare(text, decimals) or _is_glued(text))


def _is_glued(text: str) -> bool:
    """Return whether a line prints two sides of a table, a figure and the next label as one."""
    return "，" not in text and bool(_GLUED.search(text))


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield what stands between titles, captions and notes, and these alone."""
    part: list[Paragraph] = []
    for paragraph in paragraphs:
        text = paragraph.text
        is_frame = captions.is_running(text) and not text.strip().isdecimal()
        if captions.is_title(text) or captions.is_note(text) or is_frame:
            yield from ([*part], [paragraph])
            part = []
        else:
            part.append(paragraph)
    yield part


def _straightened(part: Sequence[Paragraph], decimals: int) -> Sequence[Paragraph]:
    """Return the rows of one table below its heading; the lines as they are where there is none."""
    lines = [_unglued(line, decimals) for line in _below_levels(part, decimals) if line.text]
    first = next((n for n, line in enumerate(lines) if is_row(line.text, decimals)), 0)
    has_total = first > 0 and lines[first - 1].text in _TOTALS
    for begin in range(max(0, first - _MAX_HEADING), first):
        below = first - lines_of_total([p.text for p in lines[begin:first]], lines[first].text)
        ends = range(below, max(first - _MAX_HEADS - 1, begin), -1)
        for body in sorted(ends, key=lambda end: end == first) if has_total else ends:
            heading = _heading(lines[begin:body])
            if heading is not None:
                rows = lines[body:]
                if any(set(line.text) <= _LEVELS for line in lines[begin:body]):
                    rows = [_with_whole_codes(line) for line in rows]
                return [*lines[:begin], *heading, *_rows(rows, heading, decimals)]
    return part


def _with_headings(part: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return the lines with the names of the heading whole, where grouped figures stand below it.

    A page may repeat it. A figure and the label behind it are taken apart: `1,693一、…`.
    """
    if not any("," in line.text for line in part):
        return part
    part = [_parted_groups(line) for line in part]
    first = next((n for n, p in enumerate(part) if "," in p.text and _GROUPED.search(p.text)), 0)
    for begin in range(max(0, first - _MAX_HEADING), first):
        lines = part[begin:first]
        if not starts_heading(normalise(lines[0].text)) or not _heading(lines):
            continue
        texts = [line.text for line in lines]
        result: list[Paragraph] = []
        index = 0
        while index < len(part):
            size = len(lines) if [p.text for p in part[index : index + len(lines)]] == texts else 1
            found = _heading(part[index : index + size]) if size > 1 else None
            result += found or part[index : index + size]
            index += size
        return result
    return part


def _rows(
    lines: Sequence[Paragraph], heading: Sequence[Paragraph], decimals: int
) -> Sequence[Paragraph]:
    """Return each row on a line; those of a table without codes stay, but for balances."""
    if any(is_bare(line.text, decimals) for line in lines):
        return [_whole(row) for row in read_rows(lines, decimals)]
    right = count_right(columns_of(tuple(line.text for line in heading), None) or ())
    return with_figures(lines, right) if right else lines


def _below_levels(part: Sequence[Paragraph], decimals: int) -> Iterator[Paragraph]:
    """Yield the lines, 类, 款 and 项 apart from the row that stands on their line."""
    for line in part:
        words = line.text.split()
        size = next((n for n, word in enumerate(words) if not _LEVELS.issuperset(word)), len(words))
        if 0 < size < len(words) and is_row(line.text, decimals):
            yield line._replace(text=" ".join(words[:size]))
            yield line._replace(text=" ".join(words[size:]))
        else:
            yield line


def _with_whole_codes(line: Paragraph) -> Paragraph:
    """Return a row with each code as one, whose levels have columns of their own: 201 06 01."""
    text = _CODE_LEVELS.sub(lambda found: found[0].replace(" ", ""), line.text)
    return line if text == line.text else line._replace(text=text)


def _heading(lines: Sequence[Paragraph]) -> Sequence[Paragraph] | None:
    """Return the heading with a line for each level, None where these lines are none."""
    texts = [line.text for line in lines]
    if is_caption([normalise(text) for text in texts[0].split()]) and len(texts) > 1:
        below = _heading(lines[1:])
        return below and [lines[0], *below]
    found: list[Paragraph] = []
    cells = len(texts) > _MAX_HEADS and all(len(text.split()) == 1 for text in texts)
    # Cells on lines of their own come in order; usual places tell what a label stands before.
    parted = not cells and not is_unlabelled(normalise(texts[0]))
    for level in (_levels([text.split() for text in texts]) if parted else None) or ():
        words = tuple(
            tuple((text, lines[number].line) for text, number in name.pieces) for name in level
        )
        first = lines[level[0].pieces[0][1]]
        text = " ".join("".join(piece for piece, _ in name.pieces) for name in level)
        found.append(Paragraph(text, first.line, first.page, 0, words))
    if found and columns_of(tuple(line.text for line in found), None):
        return found
    plain = starts_heading(normalise(texts[0])) and columns_of(tuple(texts), None)
    return lines if plain else None


def _levels(lines: Sequence[Sequence[str]]) -> list[list[Name]] | None:
    return read_twofold(lines) or read_levels(lines)


def _whole(row: Row) -> Paragraph:
    text = " ".join("".join(piece for piece, _ in cell) for cell in row.cells)
    return Paragraph(text, row.line.line, row.line.page, 0, row.cells)


def _parted_groups(line: Paragraph) -> Paragraph:
    if "," not in line.text or "，" in line.text or "。" in line.text:  # a sentence
        return line
    text = _BEHIND_GROUPED.sub(r"\g<0> ", line.text)
    return line if text == line.text else line._replace(text=text)


def _unglued(line: Paragraph, decimals: int) -> Paragraph:
    """Return a line with a figure and the label behind it apart: `1,693.49一、…`."""
    text = re.sub(rf"(?<=\.\d{{{decimals}}})(?=[^\s\d.,)）%％])", " ", line.text)
    return line if text == line.text else line._replace(text=text)
