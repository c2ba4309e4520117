"""Procurement in layout text told by category alone: `A货物`, `B工程`, `C服务`, and their sum.

A category of which nothing is bought prints its name alone, which is no part of the one above it.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from budgetgraph.figures import is_blank, is_figure
from budgetgraph.model import Cell, Paragraph

from ...vocabulary import load, normalise
from .. import captions
from . import _lists as lists
from ._found import Found
from ._lists.rows import grid_below, place

_NAME = "procurement"
_LABELS = frozenset({"other", "item", "project"})
_AMOUNTS = frozenset({"total", "source", "share"})
_MIN_WORDS = 2


class _Words(NamedTuple):
    """A line, and what blanks part in it."""

    line: Paragraph
    words: list[str]

    @property
    def cells(self) -> list[Cell]:
        return [Cell(word, self.line.line, page=self.line.page) for word in self.words]


def read(paragraphs: Sequence[Paragraph], start: int) -> Found | None:
    """Return the table whose heading starts here, None where none does."""
    heading = _Words(paragraphs[start], paragraphs[start].text.split())
    count = len(heading.words)
    if count < _MIN_WORDS or any(map(is_figure, heading.words)):
        return None
    below = next((p.text.split() for p in paragraphs[start + 1 :] if p.text), [])
    if not _is_category(below) or not _is_heading(heading.words):
        return None
    rows: list[list[Cell | None]] = []
    end = start + 1
    for index in range(start + 1, len(paragraphs)):
        found = _Words(paragraphs[index], paragraphs[index].text.split())
        if not found.words or captions.is_page_mark(found.line.text):
            continue
        if not _is_row(found.words, count):
            break
        rows.append([*found.cells, *[None] * (count - len(found.words))])
        end = index + 1
    first = place(heading.cells, 1, heading.line.line, heading.line.page)
    return Found(grid_below([first], rows, heading.line), end) if rows else None


def _is_heading(words: Sequence[str]) -> bool:
    """Return whether words are the heading of labels, and those of amounts behind it."""
    roles = [lists.roles_of(word, _NAME) for word in words]
    return all(len(role) == 1 for role in roles) and (
        roles[0][0] in _LABELS and all(role[0] in _AMOUNTS for role in roles[1:])
    )


def _is_row(words: Sequence[str], count: int) -> bool:
    """Return whether words are a category or the sum, with all of its amounts or none."""
    amounts = words[1:]
    is_known = _is_category(words) or normalise(words[0]) in _labels("totals")
    return (
        is_known
        and (not amounts or len(words) == count)
        and all(is_figure(word) or is_blank(word) for word in amounts)
    )


def _is_category(words: Sequence[str]) -> bool:
    return bool(words) and normalise(words[0]) in _labels("categories")


@cache
def _labels(kind: str) -> frozenset[str]:
    """Return the labels of rows that a list of the vocabulary has, as compared."""
    return frozenset(map(normalise, load(_NAME)["rows"][kind]))
