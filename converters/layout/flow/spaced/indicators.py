"""Indicators of performance tables in text that keeps the look of the page.

Cells of levels, projects and goals stand in the middle of the rows that they are merged over, cells
of a row around the line of its weight or target. A table whose rows do not each come out with a
third-level name and a target is left to the reader of running text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set

from ...performance_words import LEVEL1_ORDER, is_level1, is_level2, level1_rank, may_stand_under
from .._performance.targets import is_target
from .columns import columns_of, find_columns, told
from .levels import Heading
from .merged import SIGN, merged_cells, spread
from .words import Cell, Lines, Row, Word, blocks_of

_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")
_OF_ALL = frozenset("年度绩效指标")
_LEVEL = "指标"
_FIRST_LEVEL = (*LEVEL1_ORDER, "成本", _LEVEL)
_MAX_HEIGHT = 4  # lines above and below the middle of a row
_CUT = 4  # columns that a line of a name that goes on below may leave
_MAX_ROWS = 1000  # of one table on one page

Columns = list[list[Word]]


def read_rows(
    lines: Lines, heading: Heading, start: int, last_level: str, *, overleaf: bool
) -> tuple[Columns, list[Row]] | None:
    """Return the rest of the last row of the page before and the rows; None where it is doubtful.

    Args:
        lines: All lines of the table, or of what a page has of it.
        heading: Its heading, or that of the page before.
        start: The first line of the rows.
        last_level: The first level of the last row on the page before, empty for none.
        overleaf: Whether the heading is of the page before, whose columns stand elsewhere, and
            the first rows may be of cells printed there.
    """
    columns = _columns(lines, heading, start, overleaf=overleaf) or []
    for anchors in _anchors(columns, heading, lines) if columns else ():
        if not 0 < len(anchors) <= _MAX_ROWS:
            continue
        first = next(block for block in blocks_of(lines, start) if anchors[0] in block)[0]
        before = [[word for word in words if word.line < first] for words in columns]
        if any(before) and not overleaf:
            continue
        below = [[word for word in words if word.line >= first] for words in columns]
        rows = [Row(n, n, n, [[] for _ in columns]) for n in anchors]
        if not _fill(rows, below, heading) or not all(_is_whole(row, heading) for row in rows):
            continue
        if _has_stairs(rows, below, heading):
            continue
        merged = _merge(rows, below, lines, heading, last_level, overleaf=overleaf)
        if merged and _are_nested(rows, heading):
            return before, rows
    return None


def _columns(lines: Lines, heading: Heading, start: int, *, overleaf: bool) -> Columns | None:
    """Return the words of each column, None where they cannot be told overleaf."""
    body = [list(words) for words in lines[start:]]
    if not heading.is_list:  # the name of the whole part stands before the levels
        lefts = [words[0].left for words in body if words and _is_first_level(words[0])]
        before = [words for words in body if words and lefts and words[0].right < min(lefts)]
        if not all(_OF_ALL.issuperset(words[0].text) for words in before):
            return None
        for words in before:
            del words[0]
    found = find_columns(body, heading.spans, overleaf=overleaf)
    if found is None:
        return None
    heading.spans = told(body, found)
    return columns_of(body, heading.spans)


def _is_first_level(word: Word) -> bool:
    return word.text.startswith(_FIRST_LEVEL)


def _anchors(columns: Columns, heading: Heading, lines: Lines) -> Iterator[list[int]]:
    """Yield what may be the line of each row, the likelier first.

    It is that of its sign or weight; else the middle of its target, or where that begins beside the
    name.
    """
    found: list[list[int]] = []
    for role, shape in (("sign", SIGN), ("weight", _FIGURE)):
        words = columns[heading.roles[role]] if role in heading.roles else ()
        if words and all(shape.fullmatch(word.text) for word in words):
            found.append(sorted({word.line for word in words}))
    if found:
        anchors = max(found, key=len)
        yield anchors if "weight" in heading.roles else _with_unsigned(anchors, columns, heading)
        return
    names = {word.line for word in columns[heading.roles["level3"]]}
    targets = columns[heading.roles["target"]]
    named = names.intersection(word.line for word in columns[heading.roles.get("level2", 0)])
    cells = merged_cells(targets, lines, 0)
    parts = [part for cell in cells for part in _parted(cell, named)]
    yield sorted({(part.first + part.last.line) // 2 for part in parts})
    yield sorted(names.intersection(word.line for word in targets))


def _with_unsigned(anchors: Sequence[int], columns: Columns, heading: Heading) -> list[int]:
    """Return the lines of rows with those of targets in words, which have no sign.

    Name and target stand on such a line, which names the second level, or the name above it is too
    short to go on there.
    """
    named = {word.line for word in columns[heading.roles.get("level2", 0)] if is_level2(word.text)}
    words = columns[heading.roles["level3"]]
    targets = {word.line for word in columns[heading.roles["target"]]}
    widest = max((word.right for word in words), default=0)
    found = list(anchors)
    above: Word | None = None
    for word in words:
        ends = above is None or above.right + _CUT < widest or word.line in named
        if word.line in targets and word.line not in anchors and ends:
            found.append(word.line)
        above = word
    return sorted(set(found))


def _parted(cell: Cell, named: Set[int]) -> Iterator[Cell]:
    """Yield a cell in two where it is a whole target first, and a line with all names follows.

    A target as wide as any would else go on in that of the next row: ≥12000人次 / 健全.
    """
    for place, word in enumerate(cell.words[1:], 1):
        above = Cell(cell.words[:place])
        if word.line in named and is_target(above.text) and not is_target(cell.text):
            yield above
            yield from _parted(Cell(cell.words[place:]), named)
            return
    yield cell


def _fill(rows: Sequence[Row], columns: Columns, heading: Heading) -> bool:
    """Put words into the rows whose line is nearest; return whether all but the last had one."""
    anchors = [row.line for row in rows]
    for index, words in enumerate(columns):
        for word in words if index not in heading.merged else ():
            after = bisect_left(anchors, word.line)
            near = rows[max(after - 1, 0) : after + 1]
            row = min(near, key=lambda row: abs(row.line - word.line))
            if abs(row.line - word.line) <= _MAX_HEIGHT:
                row.words[index].append(word)
                row.first, row.last = min(row.first, word.line), max(row.last, word.line)
            elif word.line < anchors[-1]:
                return False
    return True


def _is_whole(row: Row, heading: Heading) -> bool:
    """Return whether a row has a name and a target, which may have slipped to its unit."""
    target, unit = heading.roles["target"], heading.roles.get("measure-unit")
    if unit is not None and not row.words[target] and row.text(unit)[:1].isdecimal():
        row.words[target], row.words[unit] = row.words[unit], []
    targets = [word.text for word in row.words[target]]
    if sum(map(is_target, targets)) > 1 and not is_target("".join(targets)):
        return False  # of two rows
    return bool(targets and row.words[heading.roles["level3"]])


def _has_stairs(rows: Sequence[Row], columns: Columns, heading: Heading) -> bool:
    """Return whether names of the second level have rows of their own above those they are over."""
    names = [word for word in columns[heading.roles.get("level2", 0)] if is_level2(word.text)]
    cells = [*columns[heading.roles["level3"]], *columns[heading.roles["target"]]]
    is_alone = not {word.line for word in cells}.intersection(word.line for word in names)
    return len(names) > 1 and is_alone and names[0].line < rows[0].first


def _merge(
    rows: Sequence[Row],
    columns: Columns,
    lines: Lines,
    heading: Heading,
    last_level: str,
    *,
    overleaf: bool,
) -> bool:
    """Put merged cells into their first rows; return whether there were rows for all."""
    end = rows[-1].last
    levels = {heading.roles["level1"]: 1, heading.roles.get("level2", -1): 2}
    for index in reversed(heading.merged):
        level = levels.get(index, 0)
        words = [word for word in columns[index] if word.line <= rows[-1].line + _MAX_HEIGHT]
        cells = merged_cells(words, lines, level)
        starts = [] if level else _starts(rows, heading, last_level)
        if not level and len(cells) != len(starts):
            cells = merged_cells(words, lines, level, tight=True)
        if len(cells) > len(rows):
            return False
        for row, cell in spread(rows, cells, starts, carried=overleaf):
            row.words[index] = cell.words
            end = max(end, cell.last.line)
    rows[-1].last = end
    return True


def _are_nested(rows: Iterable[Row], heading: Heading) -> bool:
    """Return whether each first level begins with a second one, and stands over none of others.

    Several whole names in one cell are of several rows.
    """
    if "level2" not in heading.roles:
        return True
    level1 = ""
    for row in rows:
        own, second = (row.text(heading.roles[level]) for level in ("level1", "level2"))
        whole = [word for word in row.words[heading.roles["level1"]] if _is_level(word.text)]
        if (own and not second) or len(whole) > 1:
            return False
        level1 = own or level1
        if second and level1 and not may_stand_under(level1, second):
            return False
    return True


def _is_level(text: str) -> bool:
    return text.endswith(_LEVEL) and (is_level1(text) or is_level2(text))


def _starts(rows: Sequence[Row], heading: Heading, last_level: str) -> list[Row]:
    """Return the rows where a project begins: its indicators begin again with those of outputs."""
    starts: list[Row] = []
    before = level1_rank(last_level)
    for row in rows:
        rank = level1_rank(row.text(heading.roles["level1"]))
        if rank is not None:
            if before is None or rank < before:
                starts.append(row)
            before = rank
    return starts
