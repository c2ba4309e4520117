"""Lines of few or whole amounts: where a title or a unit says that a budget table begins.

`合计 1200000 900000` reads like much else; below 部门支出总表 or 单位：元 it is a row.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetgraph.figures import half_width, is_figure
from budgetgraph.model import Block, Paragraph

from ...vocabulary import normalise
from .. import captions, units

_WORDS = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[。；;，！？…]|\.{3}|[:：]$|单位[:：]")
_PART = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|章)")
_YEAR = re.compile("(?:19|20)\\d\\d")
_OF_WHAT = re.compile("[亿万千百]{0,2}元|[年月日个人名辆台套次户处家项件米页表%％]|平方")
_SURE_DIGITS = 4  # a whole number of so many is an amount, and no number of a page or a row
_MIN_ROWS = 3
_MIN_CELLS = 2
_MOST_BETWEEN = 2  # lines between a table and more of its rows


class _Row(NamedTuple):
    """A line with amounts.

    Attributes:
        line: The line.
        amounts: How many it prints.
        is_sure: Whether they are amounts by their look or number.
    """

    line: Paragraph
    amounts: int
    is_sure: bool


def rows_of_amounts(stretch: Sequence[Block], title: str) -> list[Paragraph]:
    """Return the lines that are rows of a table which no other look tells, empty for none.

    Args:
        stretch: Lines from a title to the next one, or from a table on.
        title: The title with which they begin, empty for none.
    """
    lines = [block for block in stretch if isinstance(block, Paragraph) and block.text]
    begin = 1 if captions.table_code(title) else _below_unit(lines)
    if begin:
        found = list(_below(lines[begin:]))
        is_enough = any(row.is_sure for row in found) or len(found) >= _MIN_ROWS
        return [row.line for row in found] if is_enough else []
    ends = [line for line in lines if line.text.rstrip()[-1:].isdecimal()]
    if not ends:  # as most
        return []
    sure = [row for row in map(_row, ends) if row and row.is_sure and row.amounts >= _MIN_CELLS]
    if len(sure) >= _MIN_ROWS:
        return [row.line for row in sure]
    return [] if title else [row.line for row in _right_below(lines)]


def _right_below(lines: Sequence[Paragraph]) -> Iterator[_Row]:
    """Yield the rows that a note or a new heading parts from the table above them."""
    passed = 0
    for line in lines:
        row = _row(line)
        if row and row.is_sure:
            yield row
        passed += not row
        if passed > _MOST_BETWEEN:
            return


def _below_unit(lines: Sequence[Paragraph]) -> int:
    """Return the index after the line that states the unit of a table, 0 for none."""
    found = (n for n, line in enumerate(lines, 1) if units.is_unit(normalise(line.text)))
    return next(found, 0)


def _below(lines: Sequence[Paragraph]) -> Iterator[_Row]:
    """Yield the rows below a title or unit, to the sentence or the part of the text after them."""
    is_begun = False
    for line in lines:
        if row := _row(line):
            is_begun = True
            yield row
        elif _PART.match(normalise(line.text)) or (is_begun and "。" in line.text):
            return


def _row(line: Paragraph) -> _Row | None:
    """Return the amounts of a line that is neither a sentence nor a frame, None for none.

    Numbers of columns and years are none.
    """
    text = line.text
    if not any(map(str.isdecimal, text)) or _SENTENCE.search(text) or captions.is_running(text):
        return None
    tokens = text.split()
    if any(is_figure(one) and _OF_WHAT.match(other) for one, other in pairwise(tokens)):
        return None
    first = next((n for n, token in enumerate(tokens) if _WORDS.search(token)), -1)
    figures = [half_width(token) for token in tokens[first + 1 :] if is_figure(token)]
    amounts = [figure for figure in figures if not _YEAR.fullmatch(figure)]
    sure = [a for a in amounts if not a.isdecimal() or len(a) >= _SURE_DIGITS]
    if not (sure if first < 0 else amounts) or _counts_on(figures):
        return None
    return _Row(line, len(amounts), is_sure=bool(sure) or len(amounts) >= _MIN_CELLS)


def _counts_on(figures: Sequence[str]) -> bool:
    """Return whether figures are numbers of columns: 1 2 3."""
    if len(figures) < _MIN_CELLS or not all(map(str.isdecimal, figures)):
        return False
    return all(int(one) + 1 == int(other) for one, other in pairwise(figures))
