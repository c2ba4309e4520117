"""Rows of cells in plain text: Markdown pipes, tabs, commas, one cell per indented line.

Each recogniser takes numbered lines and says which of them form a table; HTML remnants inside cells
are taken out. Knows how cells are written down, not what they mean.
"""

import csv
import html
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetgraph.model import Cell, Grid, Row

_SEPARATOR = re.compile(r"\|?(?:\s*:?-{2,}:?\s*[|+])+\s*(?::?-{2,}:?\s*)?\|?")  # org has `+`
_PIPE = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"</?(?:p|br|div|span|b|i|u|sub|sup|font|strong|em|td|tr|th|a)\b[^<>]*/?>", re.I)
_BREAK = re.compile(r"\s*<br\b[^<>]*>\s*", re.I)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d?);", re.I)
# Markdown's marks for bold and slanted text: in pairs around it, `*` alone around a whole text.
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1")
_SLANTED = re.compile(r"\*(?=[^\s*])([^*]+)(?<=\S)\*")
# Punctuation that Markdown escapes; `\*` before a capital letter is part of a Word field code.
_ESCAPED = re.compile(r"\\(?!\* [A-Z])([!-/:-@\[-`{-~])")
_FORMULA = re.compile(r"(\$[^$]+\$)")
# Marks of headings and quotes; `>=95%` and `> 95%` are no quotes but targets.
_MARKS = re.compile(r"^(?:#+\s*|>(?!\s*=|\s*\d[\d.,]*[^\d\s年]{0,4}$)(?=[\s>])\s*)+")
_GROUPED = re.compile(r"\d,\d{3}(?!\d)")
_MOST_CELLS = 60  # of a row
_PAIR = 2
_MIN_COMMA_ROWS = 3
_SENTENCE_ENDS = ("。", "；", ";", "：", ":")
_FIGURE_OR_NONE = re.compile(r"\s*(?:[≥≤=<>]*\s*-?[\d.,]+\s*[%％]?\s*)?")
_NO_CELL = re.compile(r"^\s*\t|\t\s*(?:\t|$)")
_MIN_GAP_LINES = 3
_REST = Cell("", 0)[5:]  # what text says nothing of: sheet, spans, place on the page
_SPACES = " \t\r\n\u3000"
# A Word field code that conversion left in the text, e.g. `TC 1、… \f B \l 1`.
_FIELD_CODE = re.compile(r"\s+TC\s+.*?(?:\s\\[a-z](?:\s+\S+)?)+\s*$")


class TextLine(NamedTuple):
    """One line of the source with its 1-based number and page."""

    text: str
    number: int
    page: int | None


def clean(text: str) -> str:
    """Return the text without HTML tags, entities, field codes and escapes, trimmed."""
    text = _without_codes(text)
    return _unescaped(text) if "\\" in text else text


def _without_codes(text: str) -> str:
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    if "\\" in text:
        text = _FIELD_CODE.sub("", text)
    return text.strip(_SPACES)


def _unescaped(text: str) -> str:
    """Return the text without Markdown's escapes; a formula in TeX has marks of its own."""
    if "$" not in text:
        return _ESCAPED.sub(r"\1", text)
    parts = _FORMULA.split(text.replace("\\|", "|"))
    return "".join(p if n % 2 else _ESCAPED.sub(r"\1", p) for n, p in enumerate(parts))


def clean_paragraph(text: str) -> str:
    """Return running text without Markdown's marks for headings, quotes and bold, and cleaned."""
    text = _without_codes(text)
    if text.startswith(("#", ">")):
        text = _MARKS.sub("", text)
    text = clean_emphasis(text).replace("**", "")
    return _unescaped(text) if "\\" in text else text


def clean_emphasis(text: str) -> str:
    """Return Markdown text without the marks of bold, slanted and struck text."""
    if not _has_emphasis(text):
        return text
    text = text.replace("~~", "")
    whole = _SLANTED.fullmatch(text)
    return whole[1] if whole else _EMPHASIS.sub(r"\2", text)


def _has_emphasis(text: str) -> bool:
    return "*" in text or "__" in text or "~~" in text


def is_pipe(line: TextLine) -> bool:
    """Return whether the line is a row between pipes."""
    text = line.text
    return "|" in text and text.lstrip().startswith("|") and text.count("|") > 1


def read_pipes(lines: Sequence[TextLine]) -> Grid:
    """Return the grid of consecutive pipe rows; rules and the empty row above one are dropped."""
    rows: list[Row] = []
    for line in lines:
        text = line.text.strip()
        if "--" in text and _SEPARATOR.fullmatch(text):
            if rows and not any(cell.text for cell in rows[-1]):
                rows.pop()
            continue
        inner = text[1:-1] if text.endswith("|") and not text.endswith("\\|") else text[1:]
        pieces = _PIPE.split(inner) if "\\" in inner else inner.split("|")
        texts = [piece.strip() for piece in pieces]
        if _has_emphasis(inner):
            texts = [clean_emphasis(text) for text in texts]
        rows.append(_row(texts, line, len(rows) + 1))
    return Grid(tuple(rows), lines[0].number, lines[0].page)


def is_tabbed(line: TextLine) -> bool:
    """Return whether the line is a row of tab-separated cells."""
    return "\t" in line.text


def read_tabs(lines: Sequence[TextLine]) -> Grid:
    """Return the grid of consecutive tab-separated rows."""
    rows = [_row(line.text.split("\t"), line, number) for number, line in enumerate(lines, 1)]
    return Grid(tuple(rows), lines[0].number, lines[0].page)


def comma_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the rows with commas between cells that start here, else `start`.

    Each of three or more lines has as many cells as the first, in which no comma stands between
    digits: those of other lines may group thousands, which prints quote. Sentences are no rows, so
    two cells are a row only if the second is a figure or empty; nor are lines of text that wraps:
    those print a full stop and no cell that is empty or a figure.
    """
    first = lines[start].text
    if _GROUPED.search(first) or first.endswith(_SENTENCE_ENDS):
        return start
    cells = len(_comma_cells(first))
    if cells < _PAIR:
        return start
    end = start + 1
    while end < len(lines) and "," in lines[end].text:
        row = _comma_cells(lines[end].text)
        if len(row) != cells or (cells == _PAIR and not _FIGURE_OR_NONE.fullmatch(row[1])):
            break
        end += 1
    run = [line.text for line in lines[start:end]]
    return start if end - start < _MIN_COMMA_ROWS or _wraps(run) else end


def _wraps(texts: Sequence[str]) -> bool:
    """Return whether lines with commas are text that wraps."""
    return any("。" in text for text in texts) and not any(
        _FIGURE_OR_NONE.fullmatch(cell) for text in texts for cell in _comma_cells(text)
    )


def read_commas(lines: Sequence[TextLine]) -> Grid:
    """Return the grid of consecutive rows with commas between cells."""
    rows = [_row(_comma_cells(line.text), line, number) for number, line in enumerate(lines, 1)]
    return Grid(tuple(rows), lines[0].number, lines[0].page)


def _comma_cells(text: str) -> list[str]:
    try:
        return next(csv.reader([text]), [])
    except csv.Error:  # a cell of more than 128 KB
        return []


def is_indented(line: TextLine) -> bool:
    """Return whether the line is one cell of a table written one cell per line."""
    return line.text.rfind("\t") == 0


def without_gap_tabs(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Return the lines with blanks for tabs where these are gaps only, as pdf-parse writes them.

    Then a blank stands before each of them, no cell is ever empty, and lines that follow each other
    have different numbers of them.
    """
    tabbed = [line for line in lines if "\t" in line.text]
    if len(tabbed) < _MIN_GAP_LINES or not all(_has_gaps(line.text) for line in tabbed):
        return lines
    if not any(
        below.number == above.number + 1 and below.text.count("\t") != above.text.count("\t")
        for above, below in pairwise(tabbed)
    ):
        return lines
    return [line._replace(text=line.text.replace("\t", "")) for line in lines]


def _has_gaps(text: str) -> bool:
    return text.count(" \t") == text.count("\t") and not _NO_CELL.search(text)


def with_parted_rows(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Return the lines, without the tab before each cell where nothing parts the rows.

    Then they are lines of cells without columns, which the layout shares out.
    """
    indented = [n for n, (text, _, _) in enumerate(lines) if text[:1] == "\t"]
    if not any(
        last - first == _MOST_CELLS and all(map(is_indented, lines[first : last + 1]))
        for first, last in zip(indented, indented[_MOST_CELLS:], strict=False)
    ):
        return lines
    return [line._replace(text=line.text[1:]) if is_indented(line) else line for line in lines]


def indented_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the indented table that starts at `start`, else `start`.

    A row is a run of indented lines; an empty line ends it. A line that is not indented continues
    the cell above (a cell of several paragraphs); after two empty lines it ends the table.
    """
    index, last, blanks, rows = start, start, 0, 0
    while index < len(lines):
        line = lines[index]
        if not line.text.strip() and not is_indented(line):
            blanks += 1
        elif is_indented(line):
            rows += blanks > 0 or index == start
            blanks, last = 0, index + 1
        elif blanks <= 1 and not is_tabbed(line):
            blanks, last = 0, index + 1
        else:
            break
        index += 1
    return last if rows > 1 or last - start > 1 else start


def read_indented(lines: Sequence[TextLine]) -> Grid:
    """Return the grid of a table written one cell per indented line, rows parted by empty lines."""
    rows: list[Row] = []
    current: list[list[TextLine]] = []
    after_blank = False
    for line in lines:
        if is_indented(line):
            if after_blank and current:
                rows.append(_indented_row(current, len(rows) + 1))
                current = []
            current.append([line])
            after_blank = False
        elif line.text.strip():
            current[-1].append(line)
            after_blank = False
        else:
            after_blank = True
    if current:
        rows.append(_indented_row(current, len(rows) + 1))
    return Grid(tuple(rows), lines[0].number, lines[0].page)


def _indented_row(cells: Sequence[Sequence[TextLine]], number: int) -> Row:
    return tuple(_indented_cell(lines, number, column) for column, lines in enumerate(cells, 1))


def _indented_cell(lines: Sequence[TextLine], row: int, column: int) -> Cell:
    """Return the cell of one or several lines; each line of several is a piece of its own."""
    pieces = tuple([Cell(clean(text), number, row, column, page) for text, number, page in lines])
    if len(pieces) == 1:  # as most
        return pieces[0]
    return pieces[0]._replace(text="\n".join(piece.text for piece in pieces), pieces=pieces)


def _with_breaks(text: str) -> str:
    """Return the text of a cell with the ends of its lines as such."""
    return _BREAK.sub("\n", text) if "<" in text else text


def _row(texts: Sequence[str], line: TextLine, number: int) -> Row:
    whole, at, page = line
    # Most lines have nothing to take out: one look at the line saves one at each of its cells.
    is_plain = not ("<" in whole or "&" in whole or "\\" in whole)
    texts = [text.strip(_SPACES) if is_plain else clean(_with_breaks(text)) for text in texts]
    # Half of what `Cell(…)` takes: all that text prints comes here.
    make, rest = tuple.__new__, _REST
    return tuple(
        [
            make(Cell, (text, at, number, column, page) + rest)  # noqa: RUF005 - faster
            for column, text in enumerate(texts, 1)
        ]
    )
