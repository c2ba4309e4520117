"""Tables of AsciiDoc: cells behind `|` between two lines `|===`, as many in a row as columns."""

import re
from collections.abc import Iterator, Sequence

from budgetgraph.model import Block

from .._rows import TextLine, clean, clean_emphasis
from .placing import Written, table_of

_RULE = re.compile(r"\|={3,}\s*")
_SETTINGS = re.compile(r"\[.*\]\s*")
_COLUMNS = re.compile(r'cols\s*=\s*(?:"([^"]*)"|(\d+)\*?)')
_REPEATED = re.compile(r"(\d+)\*")
# A cell begins with how far it reaches and how it is set (`2+|`, `.3+^|`, `a|`), then the pipe.
_CELL = re.compile(r"(?:(?:^|(?<=\s))(?:(\d*)(?:\.(\d+))?\+)?[<^>.]{0,3}[aehlmsd]?)?(?<!\\)\|")


def asciidoc_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the table that opens here, maybe with its settings, else `start`."""
    opening = start + 1 if _SETTINGS.fullmatch(lines[start].text) else start
    if opening >= len(lines) or not _RULE.fullmatch(lines[opening].text):
        return start
    for index in range(opening + 1, len(lines)):
        if _RULE.fullmatch(lines[index].text):
            return index + 1
    return start


def read_asciidoc(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield the table of these lines, the first one or two and the last of which are marks."""
    settings = "" if _RULE.fullmatch(lines[0].text) else lines[0].text
    cells: list[Written] = []
    columns = _columns(settings)
    for line in lines[1 + bool(settings) : -1]:
        if line.text.strip():
            cells = _with(cells, line)
            columns = columns or sum(cell.across for cell in cells)
    yield from table_of(list(_rows(cells, columns)))


def _columns(settings: str) -> int:
    """Return the number of columns the settings state, 0 where they state none."""
    stated = _COLUMNS.search(settings)
    if not stated:
        return 0
    if stated[2]:
        return int(stated[2])
    times = (_REPEATED.match(part.strip()) for part in stated[1].split(","))
    return sum(int(many[1]) if many else 1 for many in times)


def _with(cells: list[Written], line: TextLine) -> list[Written]:
    """Return the cells and those of one more line; what stands before its first goes on above."""
    text = line.text.strip()
    begun = list(_CELL.finditer(text))
    before = _printed(text[: begun[0].start()] if begun else text)
    if before and cells:
        last = cells[-1]
        cells[-1] = last._replace(text=f"{last.text}\n{before}".lstrip("\n"))
    elif before:
        cells.append(Written(before, line))
    ends = [*(found.start() for found in begun[1:]), len(text)]
    for found, end in zip(begun, ends, strict=False):
        across, down = (max(int(many or 1), 1) for many in found.groups())
        cells.append(Written(_printed(text[found.end() : end]), line, across, down))
    return cells


def _rows(cells: Sequence[Written], columns: int) -> Iterator[list[Written]]:
    """Yield the cells row by row: a row is full when no column is free."""
    reaching: list[tuple[int, int]] = []  # columns covered from above, rows left
    row: list[Written] = []
    filled = 0
    for cell in cells:
        row.append(cell)
        filled += cell.across
        if filled >= columns:
            yield row
            reaching = [(across, left - 1) for across, left in reaching if left > 1]
            reaching += [(each.across, each.down - 1) for each in row if each.down > 1]
            row, filled = [], sum(across for across, _ in reaching)
    if row:
        yield row


def _printed(text: str) -> str:
    return clean_emphasis(clean(text.replace(r"\|", "|")))
