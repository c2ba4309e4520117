"""Tables and forms below each other in one grid: a sheet may hold all that a department publishes.

A table begins where its title stands alone in a row and its heading below, a form where its opening
labels come below indicators; Word makes one table of two that touch, too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from budgetgraph.model import Block, Cell, Grid, Paragraph, Row

from ..vocabulary import normalise
from . import captions
from . import performance_words as words
from .frames import caption_above, is_frame, is_frame_row
from .grids import filled, flatten, in_one, is_blank_row, spread_rows, texts
from .headings import MAX_HEADING_ROWS, known_headings, split
from .meanings import heading_key
from .performance_titles import ends_performance_title

# With these a form begins; a fragment that has one is a form of its own.
_OPENING_LABELS = frozenset({"项目编码", "项目名称", "部门(单位)名称", "单位名称", "部门名称"})
_HEADING = re.compile("级指标|指标值|指标名|指标内容|绩效指标")  # all with 指标
_HEAD = frozenset({"goal", "money"})
_MIN_LEVELS = 2  # names of levels that make a row one of indicators
_MAX_FRAME = 3  # cells beside a title: department, unit
_ENDS = ("。", "；", ";")
_LONG = 40  # characters: no label is as long

_Start = tuple[int, int]  # where the caption of a table or form begins, and where its first row is


def part_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, a grid of several tables as one grid for each under its own title."""
    for block in blocks:
        if isinstance(block, Paragraph) or not captions.may_hold_title(in_one(flatten(block.rows))):
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
        if start < caption:
            yield _piece(grid, start, caption)
        for cell in flatten(grid.rows[caption:begin]):
            if cell.text:
                yield Paragraph(cell.text, cell.line, cell.page)
        start = begin
    if start == 0:
        yield grid
    elif start < len(grid.rows):
        yield _piece(grid, start, len(grid.rows))


def _piece(grid: Grid, start: int, end: int) -> Grid:
    """Return some rows of a grid as one, without the columns that only wider tables have."""
    rows = _narrowed(grid.rows[start:end])
    return replace(grid, rows=rows, line=rows[0][0].line if start else grid.line)


def _narrowed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows up to the last column that rows of several texts print anything in."""
    printed = [[cell for cell in row if cell.text] for row in rows]
    last = max(
        (cell.column + cell.column_span - 1 for row in printed if len(row) > 1 for cell in row),
        default=0,
    )
    return tuple(tuple(_cut(row, last)) for row in rows) if last else tuple(rows)


def _cut(row: Row, last: int) -> Iterator[Cell]:
    """Yield the cells of a row that begin before a column ends, none reaching beyond it."""
    for cell in row:
        if cell.column + cell.column_span - 1 <= last:
            yield cell
        elif cell.column <= last:
            yield cell._replace(column_span=last - cell.column + 1)


def _table_starts(rows: Sequence[Row]) -> Iterator[_Start]:
    """Yield where tables begin, if there are several: the title, alone in a row, and the heading.

    The first one begins with the grid, where only what stands above a table is left of it.
    """
    first = begin = 0
    has_rows = False
    for index, row in enumerate(rows):
        cells = filled(row) if index >= begin else ()
        is_title = _is_title_row(cells)
        if has_rows and is_title:
            begin = index + 1
            while begin < len(rows) and is_frame_row(rows[begin]):
                begin += 1
            is_last = begin == len(rows) and any(map(_names_table, cells))
            if is_last or _begins_table(rows[begin:], rows[first:index]):
                if not first and (above := _frame_end(rows)):
                    yield 0, above
                yield _with_text(rows, first, index), begin
                first, has_rows = begin, False
        elif not has_rows and not is_title and len(cells) > 1:
            has_rows = not is_frame_row(row)
    if first and (end := _text_begins(rows, first)) < len(rows):
        yield end, len(rows)


def _frame_end(rows: Sequence[Row]) -> int:
    """Return where the rows end that only hold what stands above the first table: text, title."""
    end = 0
    while is_frame_row(rows[end]) or _is_title_row(filled(rows[end])) or _is_alone(rows[end]):
        end += 1
    return end


def _is_alone(row: Row) -> bool:
    """Return whether a row prints one text, at the left, that is no heading."""
    cells = [cell for cell in row if cell.text]
    is_left = len(cells) == 1 and cells[0].column == 1
    return is_left and heading_key(cells[0].text) not in known_headings()


def _text_begins(rows: Sequence[Row], first: int) -> int:
    """Return where the text begins that ends a grid of tables: its sections and sentences."""
    end = len(rows)
    while end > first + 1 and (_is_text_row(rows[end - 1]) or is_blank_row(rows[end - 1])):
        end -= 1
    return end


def _is_title_row(cells: Sequence[str]) -> bool:
    if not 1 <= len(cells) <= _MAX_FRAME:
        return False
    others = [cell for cell in cells if not captions.is_title(cell)]
    return len(cells) == len(others) + 1 and all(map(is_frame, others))


def _names_table(text: str) -> bool:
    """Return whether a text is the title of a known table: it may stand last, above a free row."""
    return bool(captions.table_code(text)) or ends_performance_title(text)


def _begins_table(rows: Sequence[Row], above: Sequence[Row]) -> bool:
    """Return whether rows begin with a heading, or as a form that is not the one above them."""
    begin = list(spread_rows(_narrowed(rows[: MAX_HEADING_ROWS + 1])))
    if not begin:
        return False
    is_rest = opens(above) and not opens(begin[:2]) and not any(map(_is_indicator, above))
    if is_rest and any(map(_is_indicator, begin[:2])):
        return False  # the indicators of the form that began above
    if _opens_form(begin[:2]) or any(map(_is_indicator, begin[:2])):
        return not _is_repeated(above, rows)
    return bool(split(begin).heading)


def _with_text(rows: Sequence[Row], first: int, title: int) -> int:
    """Return the first of the rows of text right above a title: sections, sentences, tags."""
    start = title
    while start > first + 1 and _is_text_row(rows[start - 1]):
        start -= 1
    return start


def _is_text_row(row: Row) -> bool:
    """Return whether a row is text, not a table's; the rest of a cell stands in its column."""
    if not _is_alone(row):
        return False
    text = "".join(filled(row))
    is_sentence = text.endswith(_ENDS) or len(text) >= _LONG
    return is_sentence or captions.is_section(text) or captions.is_tag(normalise(text))


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
