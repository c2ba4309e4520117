"""Performance tables in layout text: cells wrap over lines and columns are lost.

A row begins with a level name and holds a target; what stands before the target is name and
description, what stands after it the basis. `_performance_cells` takes such a row apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetgraph.model import Cell, Grid, Paragraph, Row

from .. import captions
from .. import performance_words as words
from ..meanings import heading_key
from ..performance_titles import ends_performance_title
from ._found import Found
from ._performance.aligned import are_usual, read_aligned
from ._performance.cells import take_apart
from ._performance.doubts import doubts_of, is_cut_by_column
from ._performance.groups import without_groups
from ._performance.labels import LONE_NUMBER, label_rows
from ._performance.lined import read_lined
from ._performance.projects import before_levels, is_list, project_cells, project_lines
from ._performance.rows import Line, Piece, Segment, one_cell_each, whole_dates, whole_levels
from ._performance.sound import are_sound
from .across.heading import read_indicators
from .across.indicators import are_centred, read_across

_NUMBERED = re.compile(r"\d{1,2}\s*[、.．]|[(（]\d{1,2}[)）]|目标\s*\d")
_MAX_HEADER = 60  # lines with text between title and heading of the indicators
_ACROSS = 3  # names on one of the lines
_MAX_CROSSED = 5  # lines of a heading that is read across
_MAX_HEADING = 30  # lines over which that heading wraps, each name having lines of its own
_PAGE_NUMBER = re.compile(r"[-—–]+\d{1,3}[-—–]+|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?")
_MIN_RUNNING = 5  # characters of a running head: 2022年, 单位:元


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading of the indicators: its names with their lines, and the paragraphs it covers."""

    names: tuple[Piece, ...]
    start: int
    end: int


def read(paragraphs: Sequence[Paragraph], start: int) -> Found | None:
    """Return the performance table whose title stands at `start`, else None."""
    if not _is_title(paragraphs, start):
        return None
    heading = _find_heading(paragraphs, start + 1)
    end = heading.end if heading else start + 1
    while end < len(paragraphs) and not _ends_table(paragraphs, end):
        end += 1
    table = paragraphs[start:end]
    if lined := read_lined(table):
        begin, found = lined
    elif heading and is_cut_by_column(paragraphs[start + 1 : heading.start]):
        return Found(Grid((), table[0].line, table[0].page), end)
    elif heading:
        begin, found = heading.start - start, _rows(heading, paragraphs[heading.end : end])
    else:
        return None
    doubts = tuple(doubts_of(table[0].text, table[1:begin], found))
    return Found(_grid(table, begin, found), end, doubts)


def _rows(heading: _Heading, paragraphs: Sequence[Paragraph]) -> list[list[Piece]]:
    """Return the heading and one row of cells per indicator of what stands below it.

    The rows are left out where they do not come out sound, as in text that prints column by column.
    """
    names = [name.text for name in heading.names]
    found = [[Piece(name.text, name.line) for name in heading.names]]
    roles = _roles(heading)
    lines = without_groups(list(_lines(paragraphs)))
    if not are_usual(names):
        return found + (read_aligned(lines, names) or [])
    segments = read_across(lines, roles)
    if segments is None:
        segments = [] if are_centred(lines, roles) else _segments(lines, roles)
    rows = take_apart(segments, roles)
    return found + rows if are_sound(rows, roles) else found


def _grid(paragraphs: Sequence[Paragraph], start: int, found: Sequence[Sequence[Piece]]) -> Grid:
    """Return the grid of a table: its label rows until `start`, and the rows found there."""
    page = paragraphs[start].page
    rows = [*label_rows(paragraphs[1:start]), *found]
    return Grid(
        tuple(_row(cells, number, page) for number, cells in enumerate(rows, 1)),
        paragraphs[0].line,
        paragraphs[0].page,
    )


def _row(cells: Sequence[Piece], number: int, page: int | None) -> Row:
    line = next((cell.line for cell in cells if cell.line), 0)
    return tuple(
        Cell(
            cell.text,
            cell.line or line,
            number,
            column,
            page,
            pieces=tuple([Cell(part.text, part.line, number, column, page) for part in cell.parts])
            if cell.parts
            else (),
        )
        for column, cell in enumerate(cells, 1)
    )


def _is_title(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Return whether a paragraph is the title of such a table, alone or as its wrapped end."""
    text = paragraphs[index].text
    if not text or not captions.is_title(text) or words.is_group(text):
        return False
    if ends_performance_title(text):
        return True
    above = next((p.text for p in reversed(paragraphs[max(0, index - 2) : index]) if p.text), "")
    return bool(_NUMBERED.match(above)) and ends_performance_title(above + text)


def _find_heading(paragraphs: Sequence[Paragraph], start: int) -> _Heading | None:
    seen = 0
    for index in range(start, len(paragraphs)):
        if not paragraphs[index].text:
            continue
        if found := _crossed_heading(paragraphs, index) or _read_heading(paragraphs, index):
            return found
        seen += 1
        if seen > _MAX_HEADER or _is_title(paragraphs, index):
            return None
    return None


def _read_heading(paragraphs: Sequence[Paragraph], start: int) -> _Heading | None:
    """Return the heading that starts here; its names may wrap over a few lines."""
    text, begins, lines, best = "", [], 0, None
    for index in range(start, len(paragraphs)):
        plain = heading_key(paragraphs[index].text)
        if not plain:
            continue
        begins.append((len(text), paragraphs[index].line))
        text, lines = words.without_group(text + plain), lines + 1
        names, rest = words.consume_headings(text)
        if not names and not words.begins_heading(rest):
            return None
        if not rest:
            pieces = tuple(
                Piece(name, max(line for at, line in begins if at <= place))
                for place, name in names
            )
            best = _Heading(pieces, start, index + 1)
        elif not (words.begins_heading(rest) or words.is_group(rest)):
            break
        if lines >= _MAX_HEADING:
            break
    return best if best and words.columns_of([name.text for name in best.names]) else None


def _crossed_heading(paragraphs: Sequence[Paragraph], start: int) -> _Heading | None:
    """Return the heading that starts here where the pieces of its names stand on several lines.

    It begins with the upper half of a name: `一级指` / `二级指标 三级指标` / `标`.
    """
    upper = paragraphs[start].text.split()
    if not all(map(words.begins_heading, upper)) or all(map(words.role_of, upper)):
        return None
    for end in range(start + 2, min(start + _MAX_CROSSED, len(paragraphs)) + 1):
        lines = paragraphs[start:end]
        pieces_of_lines = [line.text.split() for line in lines]
        if max(map(len, pieces_of_lines)) < _ACROSS:
            continue
        names = read_indicators(pieces_of_lines)
        if names and words.columns_of([name.text for name in names]):
            pieces = tuple(Piece(name.text, lines[name.pieces[0][1]].line) for name in names)
            return _Heading(pieces, start, end)
    return None


def _roles(heading: _Heading) -> list[str]:
    columns = words.columns_of([name.text for name in heading.names]) or {}
    by_index = {index: role for role, index in columns.items()}
    return [by_index.get(index, "") for index in range(len(heading.names))]


def _ends_table(paragraphs: Sequence[Paragraph], index: int) -> bool:
    text = paragraphs[index].text
    return bool(text) and (
        captions.is_section(text) or _is_title(paragraphs, index) or bool(captions.table_code(text))
    )


def _lines(paragraphs: Sequence[Paragraph]) -> Iterator[Line]:
    """Yield the lines with text; page numbers and running heads, which fall inside, are dropped."""
    blanks = 0
    for paragraph in paragraphs:
        tokens = tuple(paragraph.text.split())
        if not tokens:
            blanks += 1
            continue
        if not _is_furniture(tokens, paragraph, blanks):
            yield Line(tokens, paragraph.line)
        blanks = 0


def _is_furniture(tokens: Sequence[str], paragraph: Paragraph, blanks: int) -> bool:
    """Return whether a line is a page number, a running head or the heading repeated.

    A number alone is the page's where it is set apart; else it may be a target. A short text is the
    end of a wrapped cell, whatever it reads like.
    """
    text = "".join(tokens)
    if _PAGE_NUMBER.fullmatch(text):
        return True
    if LONE_NUMBER.fullmatch(text):
        return blanks > 1
    if len(text) >= _MIN_RUNNING and captions.is_running(paragraph.text):
        return True
    if tokens[0] not in words.without_group(text):
        tokens = tokens[1:]
    return words.columns_of(tokens) is not None


def _segments(lines: Sequence[Line], roles: Sequence[str]) -> list[Segment]:
    """Return the rows: each begins where a line begins with level names."""
    whole = one_cell_each(whole_dates(lines))
    listed = whole_levels(before_levels(whole) if is_list(roles) else whole)
    # Where names of the second level end in 指标, a text such as 满意度 opens no row.
    strict = any(
        words.is_level2(line.tokens[0]) and line.tokens[0].endswith("指标") for line in listed
    )
    segments: list[Segment] = []
    level1: Piece | None = None
    before: tuple[Piece, ...] = ()
    for index, line in enumerate(listed):
        following = listed[index + 1].tokens[0] if index + 1 < len(listed) else ""
        first, second, rest = _anchor(line.tokens, following, strict)
        if first and is_list(roles):
            before = _take_project(segments, roles, line.line) or before
        level1 = Piece(first, line.line) if first else level1
        if second:
            segments.append(Segment(level1, Piece(second, line.line), [], before))
            level1, before = None, ()
        if rest and segments:
            segments[-1].lines.append(Line(rest, line.line, opens=bool(second)))
        elif rest:
            segments.append(Segment(None, Piece("", 0), [Line(rest, line.line)]))
    return segments


def _take_project(segments: list[Segment], roles: Sequence[str], at: int) -> tuple[Piece, ...]:
    """Take what stands behind the last indicator and opens a project; return its cells.

    Args:
        segments: The rows so far; the last one loses what is not of it.
        roles: What the columns hold.
        at: The line of the levels that follow; what stands before them on it is of the project.
    """
    if not segments:
        return ()
    last = segments[-1]
    count = len(last.lines) if not last.level2.text else project_lines(last.lines, roles, at)
    cells = project_cells(last.lines[len(last.lines) - count :], roles) if count else None
    if cells is None:
        return ()
    del last.lines[len(last.lines) - count :]
    if not (last.lines or last.level2.text):
        segments.pop()
    return cells


def _anchor(
    tokens: tuple[str, ...], following: str, strict: bool
) -> tuple[str, str, tuple[str, ...]]:
    """Return the level names with which a line begins, and the rest of it."""

    def is_second(text: str) -> bool:
        return words.is_level2(text) and (not strict or text.endswith("指标"))

    first = tokens[0]
    after = tokens[1] if len(tokens) > 1 else following
    # 成本指标 is a name of both levels: of the first where one of the second follows.
    if words.is_level1(first) and (not is_second(first) or is_second(after)):
        if strict and not first.endswith("指标"):
            return "", "", tokens
        if len(tokens) > 1 and is_second(tokens[1]):
            return first, tokens[1], tokens[2:]
        return first, "", tokens[1:]
    return ("", first, tokens[1:]) if is_second(first) else ("", "", tokens)
