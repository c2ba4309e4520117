"""Rows of labels above the indicators of layout text: each label with its text.

Texts wrap beside their label, which may stand in the middle of its lines or take several itself.
"""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby, pairwise

from budgetgraph.figures import is_figure
from budgetgraph.model import Paragraph

from ....vocabulary import normalise
from ... import performance_words as words
from ...captions import is_running
from ...periods import is_longer
from .halves import Halves, item_number, read_halves
from .rows import Piece, join
from .whole_labels import is_label, whole_labels

_NUMBERED = re.compile(r"\d{1,2}\s*[、.．]|[(（]\d{1,2}[)）]|目标\s*\d")
LONE_NUMBER = re.compile(r"[-—–]?\d{1,3}[-—–]?")
_FIGURE_CELL = re.compile(r"(?:1[0-2]|[1-9])月底?|[\d.,]+%?")
_FIGURE = "figure"
_SUMS = frozenset({"合计", "小计", "总计", "金额合计"})
_PAIR = 2  # a label and its text


def label_rows(paragraphs: Sequence[Paragraph]) -> Iterator[list[Piece]]:
    """Yield the rows above the indicators: labels with the text beside or below them.

    A label may stand in the middle of its lines: goals without one belong to the label below them.
    Cells of two periods stand side by side; those of which nothing tells the period are left out.
    """
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    begin = 0
    for part in _halves(filled):
        yield from _with_funds(filled[begin : part.start])
        yield from part.rows
        begin = part.end
    yield from _with_funds(filled[begin:])


def lines_in_doubt(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines with cells of which nothing tells whether they are of the year."""
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    lines = {cell.line for part in _halves(filled) for cell in part.doubts}
    return [paragraph for paragraph in filled if paragraph.line in lines]


def _halves(filled: Sequence[Paragraph]) -> list[Halves]:
    if not any(is_longer(paragraph.text) for paragraph in filled):
        return []  # as of most
    return list(read_halves([Piece(p.text.strip(), p.line) for p in filled]))


def _with_funds(filled: Sequence[Paragraph]) -> Iterator[list[Piece]]:
    """Yield rows of labels; funds may stand below each other, and their figures below them."""
    begin = 0
    for start, middle, end in _funds(filled):
        yield from _rows(filled[begin:start])
        labels, figures = (
            [Piece(p.text.strip(), p.line) for p in part]
            for part in (filled[start:middle], filled[middle:end])
        )
        if len(labels) == 1:
            yield [*labels, *figures]
        else:  # as many as labels stand below them; else nothing tells which is which
            yield from [labels] if len(labels) == len(figures) else ([label] for label in labels)
            yield figures
        begin = end
    yield from _rows(filled[begin:])


def _funds(filled: Sequence[Paragraph]) -> Iterator[tuple[int, int, int]]:
    """Yield where lines of one label of funds each begin, and the several figures below them.

    Labels and figures that alternate are no such lines, nor is a label that is one of no sum.
    """
    kinds = [_fund_kind(paragraph.text) for paragraph in filled]
    runs = [(kind, len(list(same))) for kind, same in groupby(kinds)]
    begin = 0
    for (kind, count), (below, figures) in pairwise(runs):
        middle = begin + count
        if kind and kind != _FIGURE and below == _FIGURE and figures > 1:
            is_sum = normalise(filled[middle - 1].text) in _SUMS
            if count > 1 or is_sum:
                yield begin, middle, middle + figures
        begin = middle


def _fund_kind(text: str) -> str:
    """Return whether a line is a label of funds, or a figure, and nothing else."""
    if is_figure(text.strip()) and not LONE_NUMBER.fullmatch(text.strip()):
        return _FIGURE
    label = words.read_label(text.strip())
    return label.kind if label and label.kind == "money" and not label.rest else ""


def _rows(paragraphs: Sequence[Paragraph]) -> Iterator[list[Piece]]:
    """Yield the rows, each label with the text beside or below it."""
    row: list[Piece] = []
    loose: list[Piece] = []
    lines = [
        [*label, *(Piece(token, line) for token in _label_tokens(text))]
        for label, line, text in whole_labels(paragraphs)
    ]
    for index, pieces in enumerate(lines):
        if not pieces or LONE_NUMBER.fullmatch("".join(pieces[0].text.split())):
            continue
        if _is_text(pieces):
            of_below = bool(loose) or _are_of_label_below(lines[index:])
            if _takes_text(row, pieces[0].text) and not of_below:
                _extend(row, pieces[0])
                continue
            if of_below or _kind(row) == "money" or _NUMBERED.match(pieces[0].text):
                loose += pieces
                continue
        if row:
            yield row
        row = pieces
        if loose and _kind(pieces) != "goal":
            yield from ([piece] for piece in loose)
        elif loose:
            row = [row[0], reduce(_extended, (*loose, *row[1:]))]
        loose = []
    yield from ([piece] for piece in loose)
    if row:
        yield row


def _is_text(pieces: Sequence[Piece]) -> bool:
    """Return whether a line is a text without a label, and no running head."""
    return len(pieces) == 1 and not is_label(pieces[0].text) and not is_running(pieces[0].text)


def _are_of_label_below(lines: Sequence[Sequence[Piece]]) -> bool:
    """Return whether lines open with the first numbers, and the goal below goes on with the next.

    Its label stands in the middle of its lines.
    """
    number = item_number(lines[0][0].text)
    if number != 1:
        return False
    for pieces in lines[1:]:
        if not pieces or (is_label(pieces[0].text) and _kind(pieces) != "goal"):
            return False
        following = item_number(pieces[-1].text)
        if _kind(pieces) == "goal":
            return len(pieces) > 1 and following == number + 1
        number = following or number
    return False


def _takes_text(row: Sequence[Piece], text: str) -> bool:
    """Return whether a line of text goes on with the row: its label alone, or label and text."""
    kind = _kind(row)
    if kind == "money":
        return len(row) == 1 and is_figure(text)
    return bool(kind) and (len(row) == 1 or (len(row) == _PAIR and not is_label(row[1].text)))


def _extend(row: list[Piece], piece: Piece) -> None:
    """Add wrapped text to the last cell."""
    if len(row) == 1:
        row.append(piece)
    else:
        row[-1] = _extended(row[-1], piece)


def _extended(text: Piece, rest: Piece) -> Piece:
    """Return a text that wraps; a line that opens with a number is a goal of its own."""
    return join((text, rest), "\n" if _NUMBERED.match(rest.text) else "")


def _label_tokens(text: str) -> list[str]:
    """Return the cells of a line: each label alone, the words between two labels together.

    Months and figures are cells of their own where the line holds nothing else.
    """
    tokens = text.split()
    if all(_FIGURE_CELL.fullmatch(token) or is_label(token) for token in tokens):
        return tokens
    cells: list[str] = []
    joins = False
    for token in tokens:
        if joins and not is_label(token):
            cells[-1] += " " + token
        else:
            cells.append(token)
        joins = not is_label(token)
    return cells


def _kind(row: Sequence[Piece]) -> str:
    """Return of what kind the label is with which a row begins, empty where it is none."""
    label = words.read_label(row[0].text) if row else None
    return label.kind if label else ""
