"""Tables of which each cell stands on a line with a `|` behind it: `合计 |`.

Tools that take tables out of web pages write them so. One of them leaves merged cells out, and ends
each row with a `|` for each of them: `|||`.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, compress, zip_longest
from math import gcd

from budgetgraph.figures import is_blank, is_figure
from budgetgraph.model import Cell, Row

from ._rows import TextLine, clean

_END = "|"
_CAPTION = re.compile(r"[表年元件:：]")
_LEAST_ROWS = 3  # with the heading
_BEHIND_FIGURE = re.compile(r"(?:%|[万亿]?元)$")  # 44万元


def is_cell(line: TextLine) -> bool:
    """Return whether a line is one cell with its end: `合计 |`."""
    return line.text.count("|") == 1 and line.text.rstrip().endswith("|")


def text_of(line: TextLine) -> str:
    """Return what the cell of a line prints."""
    return clean(line.text.rstrip()[:-1])


def is_caption(text: str) -> bool:
    """Return whether a cell above a heading may stand there: a title, a year, the unit."""
    return not text or bool(_CAPTION.search(text))


def kind_of(text: str) -> str:
    """Return F for a figure, a percentage among them, E for an empty cell, T for a text."""
    if is_blank(text):
        return "E"
    return "F" if is_figure(_BEHIND_FIGURE.sub("", text)) else "T"


def filled_up_cells(lines: Sequence[TextLine]) -> list[Row]:
    """Return the rows of a table written cell by cell that are filled up with pipes: `|||`.

    So each row has as many pipes, and such a line ends one. A `|` alone ends one, too, or is an
    empty cell in its place. No rows where neither is so.
    """
    texts = [line.text.strip() for line in lines]
    fills = [not text.strip(_END) for text in texts]
    if not any(len(text) > 1 for text, fill in zip(texts, fills, strict=True) if fill):
        return []
    if not all(fill or is_cell(line) for line, fill in zip(lines, fills, strict=True)):
        return []
    ends = list(accumulate(text.count(_END) for text in texts))
    width = gcd(*compress(ends, fills))
    keeps_empty = width == 1
    if keeps_empty:
        fills = [fill and text != _END for text, fill in zip(texts, fills, strict=True)]
        width = gcd(*compress(ends, fills))
    rows: dict[int, list[Cell]] = {}
    for line, end, fill in zip(lines, ends, fills, strict=True):
        if not fill:
            cell = Cell(text_of(line), line.number, page=line.page)
            rows.setdefault((end - 1) // max(width, 1), []).append(cell)
    found = [tuple(row) if any(c.text for c in row[1:]) else (row[0],) for row in rows.values()]
    named = all(is_blank(row[0].text) or not is_figure(row[0].text) for row in found)
    is_table = width > 1 and len(found) >= _LEAST_ROWS and named
    if not is_table or (keeps_empty and not _is_in_place(found)):
        return []
    return found if any(map(is_figure, (c.text for r in found for c in r))) else []


def _is_in_place(rows: Sequence[Row]) -> bool:
    """Return whether no column has figures in some of the rows with figures and texts in others."""
    kinds = ["".join(kind_of(cell.text) for cell in row) for row in rows]
    columns = zip_longest(*(row for row in kinds if "F" in row), fillvalue="E")
    return not any({"F", "T"} <= set(column) for column in columns)


def lacks_figures(rows: Sequence[Row]) -> bool:
    """Return whether a row of figures is shorter than others, so that their place is lost."""
    width = max(map(len, rows))
    return any(1 < len(row) < width and any(is_figure(cell.text) for cell in row) for row in rows)
