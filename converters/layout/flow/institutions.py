"""The table of institutions in layout text -> grid.

A record is a name, then what the unit is: closed vocabularies tell these cells apart, also where a
cell wraps over lines. A line with as many pieces as columns needs no vocabulary.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from budgetgraph.model import Cell, Finding, Paragraph

from ...vocabulary import load, normalise
from . import _lists as lists
from ._found import Found
from ._left import told
from ._lists.lined import Cells, read_lined
from ._lists.rows import grid_below, heading_row
from .overleaf import line_width, rests
from .tokens import Token

_NAME = "institutions"
_TRAITS = {"nature": "natures", "rank": "ranks", "funding": "fundings"}
_MAX_PENDING = 24  # pieces of one name; more is no list of institutions
_IN_BRACKETS = re.compile(r"\([^()]*\)")  # a name may say there how its unit is paid
_MAX_PIECES = 4  # lines over which one trait may wrap
_MIN_TRAITS = 2
_MIN_WORD = 3  # signs


def read(paragraphs: Sequence[Paragraph], start: int) -> Found | None:
    """Return the table whose heading starts here, None where none does."""
    heading = _heading(paragraphs, start)
    if heading is None:
        return None
    reading = _read(paragraphs, heading)
    counted = _lined(paragraphs, heading, reading.end)
    records, end = counted or (reading.records, reading.end)
    first = paragraphs[start]
    grid = grid_below([heading_row(heading, first.page)], records, first)
    doubts = () if counted else _doubts(paragraphs[start:end], reading.names)
    return Found(grid, end, tuple(doubts))


def _doubts(paragraphs: Sequence[Paragraph], names: Iterable[Sequence[Token]]) -> Iterator[Finding]:
    """Yield a finding (R01) where a name holds what other columns say: rows not parted."""
    for name in names:
        plain = _IN_BRACKETS.sub("", normalise("".join(token.text for token in name)))
        if any(word in plain for word in _telling()):
            lines = [p for p in paragraphs if name[0].line <= p.line <= name[-1].line and p.text]
            yield from told(lines, "", least=1)


@cache
def _telling() -> frozenset[str]:
    """Return words that no name holds: ranks and how units are paid."""
    values = load(_NAME)["values"]
    words = (*values["ranks"], *values["fundings"])
    return frozenset(normalise(word) for word in words if len(word) >= _MIN_WORD)


def _lined(
    paragraphs: Sequence[Paragraph], heading: lists.Heading, end: int
) -> tuple[list[Cells], int] | None:
    """Return rows that have a line for each cell, None where lines are no cells.

    Args:
        paragraphs: All lines.
        heading: The heading of the table.
        end: The index after the rows that its vocabularies tell: these are not to be fewer.
    """

    def may_hold(index: int, text: str) -> bool:
        role = heading.roles[index]
        if role in _TRAITS:
            return normalise(text) in _words(role)
        return role == "other" or not lists.is_amount(text)

    found = read_lined(paragraphs, heading.end, len(heading.names), may_hold, empty=False)
    return found if found and found[1] >= end else None


@dataclass(slots=True)
class _Reading:
    """Records read so far, and the index after the last of them."""

    end: int
    records: list[list[Cell | None]] = field(default_factory=list)
    names: list[list[Token]] = field(default_factory=list)


def begins(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether the first line with text begins the heading of such a table."""
    first = next((n for n, paragraph in enumerate(paragraphs) if paragraph.text), None)
    return first is not None and _heading(paragraphs, first) is not None


def _heading(paragraphs: Sequence[Paragraph], start: int) -> lists.Heading | None:
    heading = lists.read_heading(paragraphs, start, _NAME)
    if heading is None or "name" not in heading.roles:
        return None
    traits = sum(trait in heading.roles for trait in _TRAITS)
    return heading if traits >= _MIN_TRAITS else None


def _read(paragraphs: Sequence[Paragraph], heading: lists.Heading) -> _Reading:
    reading = _Reading(heading.end)
    pending: list[Token] = []
    for index, tokens in lists.body(paragraphs, heading):
        if not pending and reading.records and _completes(reading.records[-1], heading, tokens):
            reading.end = index + 1
            continue
        pending += [part for token in tokens for part in _parted(token)]
        while record := _take(pending, heading, len(pending) == len(tokens)):
            cells, used, name = record
            reading.records.append(cells)
            reading.names.append(name)
            del pending[:used]
            reading.end = index + 1
        if len(pending) > _MAX_PENDING:
            break
    _give_rests(reading, heading)
    return reading


def _give_rests(reading: _Reading, heading: lists.Heading) -> None:
    """Give the texts that a page cut off a name back to it."""
    whole = [name for name in reading.names if name[0].part == name[-1].part]
    width = line_width(whole)
    column = heading.roles.index("name")
    for index, (above, below) in enumerate(pairwise(reading.names)):
        if above[-1].part == below[0].part or len(below) == 1:
            continue
        known = {"".join(token.text for token in name) for name in whole if name is not below}
        (share,) = rests([above], below, [width], known)
        above.extend(below[:share])
        del below[:share]
        reading.records[index][column] = lists.cell_of(above)
        reading.records[index + 1][column] = lists.cell_of(below)


def _take(
    tokens: Sequence[Token], heading: lists.Heading, whole_line: bool
) -> tuple[list[Cell | None], int, list[Token]] | None:
    """Return the first record of the pending pieces, how many it uses, and those of its name.

    None where the record is cut.
    """
    roles = heading.roles
    before = roles.index("name")
    if whole_line and len(tokens) == len(roles):
        return [token.cell for token in tokens], len(tokens), [tokens[before]]
    if roles[before + 1 :] and "nature" in roles[before + 1 :]:
        for at in range(before + 1, len(tokens)):
            if traits := _traits(tokens[at:], roles[before + 1 :]):
                cells, used = traits
                name = list(tokens[before:at])
                leading = [token.cell for token in tokens[:before]]
                return [*leading, lists.cell_of(name), *cells], at + used, name
    return None


def _traits(tokens: Sequence[Token], roles: Sequence[str]) -> tuple[list[Cell | None], int] | None:
    """Return the cells after a name, when the pieces spell known words for all of them."""
    cells: list[Cell | None] = []
    used = 0
    for role in roles:
        size = _spelled(tokens[used : used + _MAX_PIECES], role)
        if not size:
            return None
        cells.append(lists.cell_of(tokens[used : used + size]))
        used += size
    return cells, used


def _parted(token: Token) -> Sequence[Token]:
    """Return a piece that spells what two columns say, printed without a gap, as two pieces."""
    text = normalise(token.text)
    known = [_words(role) for role in _TRAITS]
    if token.pieces or any(text in words for words in known):
        return (token,)
    for end in range(1, len(text)):
        for left, right in pairwise(known):
            if text[:end] in left and text[end:] in right:
                parted = token._replace(text=text[end:], first=False)
                return token._replace(text=text[:end]), parted
    return (token,)


def _spelled(tokens: Sequence[Token], role: str) -> int:
    """Return how many pieces together spell a known word of a role, the longest word first."""
    if role == "other":  # 编制数: one figure
        return int(bool(tokens) and lists.is_amount(tokens[0].text))
    for size in range(len(tokens), 0, -1):
        if normalise("".join(token.text for token in tokens[:size])) in _words(role):
            return size
    return 0


@cache
def _words(role: str) -> frozenset[str]:
    words = load(_NAME)["values"].get(_TRAITS.get(role, ""), ())
    return frozenset(normalise(word) for word in words)


def _completes(record: list[Cell | None], heading: lists.Heading, tokens: Sequence[Token]) -> bool:
    """Add a line to the last cell of the record above when both together spell a known word."""
    last, role = record[-1], heading.roles[-1]
    if last is None or len(tokens) != 1 or normalise(last.text) in _words(role):
        return False
    if normalise(last.text + tokens[0].text) not in _words(role):
        return False
    pieces = (last.pieces or (last,)) + (tokens[0].cell,)
    record[-1] = Cell(last.text + tokens[0].text, last.line, page=last.page, pieces=pieces)
    return True
