"""The rows of a table read across the page: lines without figures belong to a line with figures.

A cell stands in the middle of its row, so that a label has as many lines above its figures as
below, or one more; and a line that goes on is as long as the column is wide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from budgetgraph.figures import is_figure
from budgetgraph.model import Paragraph

from ...decimals import is_piece, is_whole

_CODE_PIECE = re.compile(r"\d{1,6}")
_BEGUN = re.compile(r"\d{3,7}")  # a code, or all of it but its end
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_TOTAL = re.compile("[合总]计")
_SLACK = 2  # columns of characters: an ideograph that did not fit
_FAR = 100  # worse than any number of short lines
_LEAST_CODE = 3  # digits
_MOST_UNEVEN = 2  # lines
_UNEVEN = 2  # a line more on one side is worse than so many short ones
_WIDE = frozenset("WF")

Pieces = tuple[tuple[str, int], ...]


class Row(NamedTuple):
    """A row: the line of its figures, and its cells with the lines of their pieces."""

    line: Paragraph
    cells: tuple[Pieces, ...]


@dataclass(slots=True)
class _Anchor:
    """A line with figures, and the lines above it that belong to it or to the one before."""

    line: Paragraph
    code: str
    label: str
    figures: list[tuple[str, int]]  # with the numbers of their lines
    above: list[Paragraph] = field(default_factory=list)


def is_row(text: str, decimals: int) -> bool:
    """Return whether a line prints a figure with all its decimals."""
    return any(_is_whole(token, decimals) for token in text.split())


def is_bare(text: str, decimals: int) -> bool:
    """Return whether a line is a code and figures without a label between them."""
    tokens = text.split(None, 2)
    return len(tokens) > 1 and bool(_CODE.fullmatch(tokens[0])) and _is_whole(tokens[1], decimals)


def read_rows(lines: Sequence[Paragraph], decimals: int) -> list[Row]:
    """Return the rows; each printed word is in one of them."""
    anchors: list[_Anchor] = []
    above: list[Paragraph] = []
    pages: dict[int, Row] = {}  # by how many rows stand before them
    are_halved = _stand_on_two_lines(lines, decimals)
    for place, line in enumerate(lines):
        if is_row(line.text, decimals):
            anchor = _anchor(line, above)
            if are_halved and not above and anchors and _is_rest(anchor, anchors[-1]):
                anchor = _with_line_above(anchor, anchors.pop())
            anchors.append(anchor)
            above = []
        elif _is_page_number(lines[max(place - 1, 0) : place + 2], decimals):
            pages[len(anchors)] = Row(line, (((line.text.strip(), line.line),),))
        else:
            above.append(line)
    tails = _shared_out(anchors, above, _widest(lines), decimals)
    rows = []
    for number, (anchor, taken) in enumerate(zip(anchors, tails, strict=True)):
        following = anchors[number + 1].above if number + 1 < len(anchors) else above
        before = tails[number - 1] if number else 0
        rows.append(_row(anchor, anchor.above[before:], following[:taken], decimals))
        rows += [pages[number + 1]] if number + 1 in pages else []
    return rows


def _is_page_number(lines: Sequence[Paragraph], decimals: int) -> bool:
    """Return whether the second of three lines, a short number alone, is no piece of a row.

    The rows beside it have their whole code and a figure; there may be none below it.
    """
    above, number, *below = [line.text for line in lines] if len(lines) > 1 else ["", ""]
    beside = [(text.split(None, 1)[0], text) for text in (above, *below) if text]
    return bool(_PAGE_NUMBER.fullmatch(number.strip())) and all(
        _CODE.fullmatch(code) and is_row(text, decimals) for code, text in beside
    )


def _is_whole(token: str, decimals: int) -> bool:
    return is_figure(token) and is_whole(token.strip("()-"), decimals)


def _anchor(line: Paragraph, above: list[Paragraph]) -> _Anchor:
    tokens = line.text.split()
    code = tokens.pop(0) if len(tokens) > 1 and _BEGUN.fullmatch(tokens[0]) else ""
    first = next((n for n, token in enumerate(tokens) if is_figure(token)), len(tokens))
    figures = [(text, line.line) for text in tokens[first:]]
    return _Anchor(line, code, "".join(tokens[:first]), figures, above)


def _stand_on_two_lines(lines: Sequence[Paragraph], decimals: int) -> bool:
    """Return whether above each line with a code and figures there is one that begins a label."""
    pairs = [
        (above.text[:1], line.text.split(None, 1)[0])
        for above, line in pairwise(lines)
        if is_row(line.text, decimals)
    ]
    tops = [top for top, first in pairs if _CODE.fullmatch(first)]
    return bool(tops) and not any(top.isdigit() for top in tops)


def _is_rest(anchor: _Anchor, above: _Anchor) -> bool:
    """Return whether two lines of figures are one row: its label is on the first, its code not."""
    is_sum = bool(_TOTAL.fullmatch(above.label))
    return bool(above.label) and not (above.code or anchor.label) and is_sum != bool(anchor.code)


def _with_line_above(anchor: _Anchor, above: _Anchor) -> _Anchor:
    """Return a row with the label and the figures of the line above; these come last.

    That figures of a line stand behind those of one below it shows that their order is not known.
    """
    label = above.line._replace(text=above.label)
    return _Anchor(
        anchor.line, anchor.code, "", [*anchor.figures, *above.figures], [*above.above, label]
    )


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(sign) in _WIDE) for sign in text)


def _widest(lines: Sequence[Paragraph]) -> int:
    texts = (t for line in lines for t in line.text.split() if not is_figure(t))
    return max(map(_width, texts), default=0)


def _shared_out(
    anchors: Sequence[_Anchor], rest: Sequence[Paragraph], widest: int, decimals: int
) -> list[int]:
    """Return how many lines below each line of figures belong to its row, for the least cost."""
    if not rest and _begin_above(anchors):
        return [0] * len(anchors)
    best: dict[int, tuple[int, list[int]]] = {0: (0, [])}  # by lines taken above the next one
    for number, anchor in enumerate(anchors):
        is_last = number + 1 == len(anchors)
        below = rest if is_last else anchors[number + 1].above
        choices = [len(rest)] if is_last else range(len(below) + 1)
        found: dict[int, tuple[int, list[int]]] = {}
        for before, (cost, tails) in best.items():
            heads = anchor.above[before:]
            for taken in choices:
                whole = cost + _cost(anchor, heads, below[:taken], widest, decimals)
                if taken not in found or whole < found[taken][0]:
                    found[taken] = whole, [*tails, taken]
        best = found
    return best[len(rest)][1] if best else []


def _begin_above(anchors: Sequence[_Anchor]) -> bool:
    """Return whether every label begins one line above its figures, as most stand there whole."""
    bare = sum(not anchor.label for anchor in anchors)
    return bare * 2 > len(anchors) and all(len(anchor.above) == 1 for anchor in anchors)


def _cost(
    anchor: _Anchor,
    heads: Sequence[Paragraph],
    tails: Sequence[Paragraph],
    widest: int,
    decimals: int,
) -> int:
    """Return how badly these lines go with a line of figures."""
    uneven = abs(len(heads) - len(tails))
    if uneven > _MOST_UNEVEN:
        return _FAR * uneven
    found = _content(anchor, heads, tails)
    if not found.words or not found.is_whole(decimals):
        return _FAR
    short = sum(_width(text) + _SLACK < widest for text, _ in found.words[:-1])
    return short + uneven * (_UNEVEN if anchor.label else _UNEVEN + 1)


@dataclass(slots=True)
class _Content:
    """What the lines of a row print: pieces of its code and label, and of cut figures by line."""

    code: list[tuple[str, int]]
    words: list[tuple[str, int]] = field(default_factory=list)
    cut: list[list[tuple[str, int]]] = field(default_factory=list)

    @property
    def printed_code(self) -> str:
        """The pieces of the code as one."""
        return "".join(text for text, _ in self.code)

    def add(self, line: Paragraph) -> None:
        """Add a line above or below the figures; its first digits may be of the code."""
        tokens = line.text.split()
        code = self.printed_code
        if _CODE_PIECE.fullmatch(tokens[0]) and not _CODE.fullmatch(code):
            opens = not code and len(tokens[0]) >= _LEAST_CODE
            if opens or _CODE.fullmatch(code + tokens[0]):
                self.code.append((tokens.pop(0), line.line))
        if words := [token for token in tokens if not is_figure(token)]:
            self.words.append(("".join(words), line.line))
        if pieces := [(token, line.line) for token in tokens if is_figure(token)]:
            self.cut.append(pieces)

    def is_whole(self, decimals: int) -> bool:
        """Return whether the pieces make a code and figures, nothing being left over."""
        code = self.printed_code
        return (not code or bool(_CODE.fullmatch(code))) and (
            not self.cut or bool(self.figures(decimals))
        )

    def figures(self, decimals: int) -> list[Pieces]:
        """Return figures of which each line holds a piece, none where the pieces do not fit."""
        if len({len(row) for row in self.cut}) != 1:
            return []
        found = [tuple(pieces) for pieces in zip(*self.cut, strict=True)]
        texts = ["".join(text for text, _ in pieces) for pieces in found]
        begun = all(is_piece(pieces[0][0], decimals) for pieces in found)
        return found if begun and all(is_whole(text, decimals) for text in texts) else []


def _content(anchor: _Anchor, heads: Sequence[Paragraph], tails: Sequence[Paragraph]) -> _Content:
    at = anchor.line.line
    found = _Content([(anchor.code, at)] if anchor.code else [])
    for line in heads:
        found.add(line)
    found.words += [(anchor.label, at)] if anchor.label else []
    for line in tails:
        found.add(line)
    return found


def _row(
    anchor: _Anchor, heads: Sequence[Paragraph], tails: Sequence[Paragraph], decimals: int
) -> Row:
    """Return the row; figures cut over lines come first, for sums stand in the first columns."""
    found = _content(anchor, heads, tails)
    cells = [tuple(found.code)] if found.code else []
    cells += [tuple(found.words)] if found.words else []
    cells += found.figures(decimals) or [(piece,) for row in found.cut for piece in row]
    return Row(anchor.line, (*cells, *((figure,) for figure in anchor.figures)))
