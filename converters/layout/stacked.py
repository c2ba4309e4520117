"""Tables and forms below each other in one grid: a sheet may hold all that a department publishes.

A table begins where its title stands alone in a row and its heading below, a form where its opening
labels come below indicators; Word makes one table of two that touch, too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from budgetgraph.model import Block, Grid, Paragraph, Row

from ..vocabulary import normalise
from . import captions
from . import performance_words as words
from .frames import caption_above, is_frame, is_frame_row
from .grids import filled, flatten, in_one, is_blank_row, spread_rows, texts
from .headings import MAX_HEADING_ROWS, split
from .performance_titles import ends_performance_title

# With these a form begins; a fragment that has one is a form of its own.
_OPENING_LABELS = frozenset({"项目编码", "项目名称", "部门(单位)名称", "单位名称", "部门名称"})
_HEADING = re.compile("级指标|指标值|指标名|指标内容|绩效指标")  # all with 指标
_HEAD = frozenset({"goal", "money"})
_MIN_LEVELS = 2  # names of levels that make a row one of indicators
_MAX_FRAME = 3  # cells beside a title: department, unit

_Start = tuple[int, int]  # where the caption of a table or form begins, and where its first row is


def part_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, a grid of several tables as one grid for each under its own title."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from _part(block, _table_starts(block.rows))


def part_forms(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, a grid of several forms as one grid for each under its own title."""
    for block in blocks:
        if isinstance(block, Paragraph) or not _may_be_several(block):
            yield block
        else:
            yield from _part(block, _starts(block.rows))


def opens(rows: Sequence[Row]) -> bool:
    """Return whether the rows hold a label with which a form begins."""
    return any(normalise(cell.text) in _OPENING_LABELS for row in rows for cell in row)


def opens_anew(above: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Return whether rows begin another form than the one above them, which has its indicators."""
    return (
        any(map(_is_indicator, above))
        and bool(rows)
        and _opens_form(rows)
        and not _is_repeated(above, rows)
    )


def _may_be_several(grid: Grid) -> bool:
    """Return whether a grid prints headings of indicators twice: few do."""
    if "指标" not in in_one(flatten(grid.rows)):
        return False  # as most
    return sum([bool(_HEADING.search(in_one(row))) for row in grid.rows]) > 1


def _part(grid: Grid, starts: Iterable[_Start]) -> Iterator[Block]:
    start = 0
    for caption, begin in starts:
        line = grid.rows[start][0].line if start else grid.line
        yield replace(grid, rows=grid.rows[start:caption], line=line)
        for cell in flatten(grid.rows[caption:begin]):
            if cell.text:
                yield Paragraph(cell.text, cell.line, cell.page)
        start = begin
    if start < len(grid.rows):
        yield (
            replace(grid, rows=grid.rows[start:], line=grid.rows[start][0].line) if start else grid
        )


def _table_starts(rows: Sequence[Row]) -> Iterator[_Start]:
    """Yield where each further table begins: its title, alone in a row, and its heading."""
    first = begin = 0
    has_rows = False
    for index, row in enumerate(rows):
        cells = filled(row) if index >= begin else ()
        if has_rows and _is_title_row(cells):
            begin = index + 1
            while begin < len(rows) and is_frame_row(rows[begin]):
                begin += 1
            below = rows[begin : begin + MAX_HEADING_ROWS + 1]
            if _begins_table(below) or (not below and any(map(_names_table, cells))):
                yield _with_tags(rows, first, index), begin
                first, has_rows = begin, False
        elif len(cells) > 1:
            has_rows = True


def _is_title_row(cells: Sequence[str]) -> bool:
    if not 1 <= len(cells) <= _MAX_FRAME:
        return False
    others = [cell for cell in cells if not captions.is_title(cell)]
    return len(cells) == len(others) + 1 and all(map(is_frame, others))


def _names_table(text: str) -> bool:
    """Return whether a text is the title of a known table: it may stand last, above a free row."""
    return bool(captions.table_code(text)) or ends_performance_title(text)


def _begins_table(rows: Sequence[Row]) -> bool:
    """Return whether rows begin with a heading, or as a form."""
    spread = list(spread_rows(rows))
    return bool(spread) and (bool(split(spread).heading) or _opens_form(spread[:2]))


def _with_tags(rows: Sequence[Row], first: int, title: int) -> int:
    """Return the first of the rows right above a title that say which table of the form it is."""
    start = title
    while start > first + 1 and all(map(_is_tag, filled(rows[start - 1]))):
        start -= 1
    return start


def _is_tag(text: str) -> bool:
    return captions.is_tag(normalise(text))


def _starts(rows: Sequence[Row]) -> Iterator[_Start]:
    """Yield where each further form begins: its caption, and its first row."""
    first, caption = 0, None
    has_indicators = has_title = False
    for index, row in enumerate(rows):
        if _is_indicator(row):
            has_indicators, has_title, caption = True, False, None
        elif not has_indicators or is_blank_row(row):
            continue
        elif caption_above([row]):
            caption = index if caption is None else caption
            has_title |= any(ends_performance_title(cell.text) for cell in row)
        elif (
            _opens_form(rows[index : index + 2]) or (has_title and _begins_with_label(row))
        ) and not _is_repeated(rows[first:index], rows[index:]):
            yield (index if caption is None else caption), index
            first, caption = index, None
            has_indicators = has_title = False
        else:
            caption = None


def _is_indicator(row: Row) -> bool:
    """Return whether a row is the heading of indicators, or one of them by the names of levels."""
    if words.find_columns(row):
        return True
    levels = (words.is_level1(cell.text) or words.is_level2(cell.text) for cell in row if cell.text)
    return sum(levels) >= _MIN_LEVELS


def _opens_form(rows: Sequence[Row]) -> bool:
    """Return whether rows begin with a label that opens a form, and its value: no list's heading.

    A value may read like a label: 公用经费.
    """
    cells = _without_groups(rows[0])
    label, _, value = normalise(cells[0].text if cells else "").partition(":")
    if label not in _OPENING_LABELS and not _is_name(label):
        return False
    is_heading = words.are_headings(cells) and any(map(_is_indicator, rows[1:2]))
    return bool(value) or (len(cells) > 1 and not is_heading)


def _is_name(text: str) -> bool:
    label = words.read_label(text)
    return label is not None and label.key == "name"


def _begins_with_label(row: Row) -> bool:
    return any(words.read_label(cell.text) for cell in _without_groups(row)[:1])


def _without_groups(row: Row) -> Row:
    """Return the cells of a row that print something, words over groups aside."""
    return tuple(cell for cell in row if cell.text and not words.is_group(cell.text))


def _is_repeated(above: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Return whether the first row only comes again over a page: no goal or money follows it."""
    if texts(rows[0]) not in map(texts, above):
        return False
    for row in rows:
        if _is_indicator(row):
            return True
        labels = (words.read_label(cell.text) for cell in row if cell.text)
        if any(label and label.kind in _HEAD for label in labels):
            return False
    return True
