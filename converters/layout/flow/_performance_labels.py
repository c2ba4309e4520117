"""Rows of labels above the indicators of layout text: each label with its text.

Texts wrap beside their label, which may stand in the middle of its lines or take several itself.
"""

import re
from collections.abc import Iterator, Sequence
from functools import reduce

from budgetgraph.figures import is_figure
from budgetgraph.model import Paragraph

from .. import captions
from .. import performance_words as words
from ._performance_cells import join
from ._performance_rows import Piece

_NUMBERED = re.compile(r"\d{1,2}\s*[、.．]|[(（]\d{1,2}[)）]|目标\s*\d")
LONE_NUMBER = re.compile(r"[-—–]?\d{1,3}[-—–]?")
_FIGURE_CELL = re.compile(r"(?:1[0-2]|[1-9])月底?|[\d.,]+%?")
_PAIR = 2  # a label and its text
_NARROW = 4  # characters of a line in a narrow column of labels
_MAX_LINES = 8  # over which a label wraps


def label_rows(paragraphs: Sequence[Paragraph]) -> Iterator[list[Piece]]:
    """Yield the rows above the indicators: labels with the text beside or below them.

    A label may stand in the middle of its lines: goals without one belong to the label below them.
    """
    row: list[Piece] = []
    loose: list[Piece] = []
    for line, text in _whole_labels(paragraphs):
        pieces = [Piece(token, line) for token in _label_tokens(text)]
        if not pieces or LONE_NUMBER.fullmatch(pieces[0].text):
            continue
        running = captions.is_running(text)
        if len(pieces) == 1 and not running and not _is_label(pieces[0].text):
            if _takes_text(row, pieces[0].text) and not loose:
                _extend(row, pieces[0])
                continue
            if loose or _kind(row) == "money" or _NUMBERED.match(pieces[0].text):
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


def _whole_labels(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """Yield line and text, a label of which each line holds a few characters as one."""
    filled = [p for p in paragraphs if p.text.strip()]
    index = 0
    while index < len(filled):
        text, taken = "", 0
        for count, paragraph in enumerate(filled[index : index + _MAX_LINES], 1):
            piece = paragraph.text.strip()
            if len(piece) > _NARROW:
                break
            text += piece
            if count > 1 and _is_label(text):
                taken = count
        whole = "".join(p.text.strip() for p in filled[index : index + taken])
        if not whole and (rest := _rest_of_label(filled[index : index + 2])):
            whole, taken = filled[index].text.strip() + rest, 2
        elif not whole and (beside := _beside_label(filled[index : index + 3])):
            whole, taken = beside, 3
        yield filled[index].line, whole or filled[index].text
        index += taken or 1


def _beside_label(lines: Sequence[Paragraph]) -> str:
    """Return a label whose halves stand above and below the line of its text, with that text."""
    if len(lines) < 3:  # noqa: PLR2004
        return ""
    first, text, end = (line.text.strip() for line in lines)
    whole = _rest_of_label([lines[0], lines[2]]) == end and not _is_label(first)
    return f"{first}{end} {text}" if whole else ""


def _rest_of_label(lines: Sequence[Paragraph]) -> str:
    """Return the second line where it begins with the end of a label: 主管部门及代 / 码 101-…."""
    first, *below = (line.text.strip() for line in lines)
    end = below[0].split()[0] if below else ""
    if not end or " " in first or len(end) > _NARROW or _is_label(end):
        return ""
    label = words.read_label(first + end)
    return below[0] if label and not label.rest else ""


def _takes_text(row: Sequence[Piece], text: str) -> bool:
    """Return whether a line of text goes on with the row: its label alone, or label and text."""
    kind = _kind(row)
    if kind == "money":
        return len(row) == 1 and is_figure(text)
    return bool(kind) and (len(row) == 1 or (len(row) == _PAIR and not _is_label(row[1].text)))


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
    if all(_FIGURE_CELL.fullmatch(token) or _is_label(token) for token in tokens):
        return tokens
    cells: list[str] = []
    joins = False
    for token in tokens:
        if joins and not _is_label(token):
            cells[-1] += " " + token
        else:
            cells.append(token)
        joins = not _is_label(token)
    return cells


def _kind(row: Sequence[Piece]) -> str:
    """Return of what kind the label is with which a row begins, empty where it is none."""
    label = words.read_label(row[0].text) if row else None
    return label.kind if label else ""


def _is_label(text: str) -> bool:
    return words.read_label(text) is not None
