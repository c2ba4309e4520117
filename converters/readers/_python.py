"""Tables as Python programs print them: lists of cells row by row, data frames of pandas.

Who tries what a PDF holds prints the rows that pdfplumber found, or a frame; both end up in text.
"""

import re
from collections.abc import Sequence

from budgetgraph.model import Cell, Grid

from ._drawn import Drawn
from ._drawn.canvas import CHARACTERS, SPACES, TERMINAL, Measure, canvas, printed
from ._rows import TextLine

_TEXT = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_ITEM = re.compile(rf"{_TEXT}|None|null|nan|NaN|-?\d+(?:\.\d+)?")
_LIST = re.compile(rf"\[\s*(?:(?:{_ITEM.pattern})\s*(?:,\s*|(?=\])))+\]")
_BETWEEN = re.compile(r"[\[\],\s]*")  # of rows in one list
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
_CONTROLS = {"n": "\n", "t": " ", "r": ""}
_NOTHING = re.compile(r"(?<!\S)(?:NaN|None|<NA>)(?!\S)")
_SIGNS = ("NaN", "None", "<NA>", "\n[", "\n0 ")  # one of them is in all such texts
_MIN_ROWS = 2
_MIN_COLUMNS = 2


def python_tables(lines: Sequence[TextLine]) -> dict[int, Drawn]:
    """Return the tables that a program printed by the index of their first line."""
    whole = "\n".join([text for text, _, _ in lines])
    if not any(sign in whole for sign in _SIGNS) and whole[:1] != "[":  # as most texts
        return {}
    found: dict[int, Drawn] = {}
    done = 0
    for index, (text, _, _) in enumerate(lines):
        if index < done:
            continue
        first = index
        if text[:1] == "[":
            table, done = _listed(lines, index)
        elif text[:2] == "0 " or _NOTHING.search(text):
            first, table, done = _framed(lines, done, index)
        else:
            continue
        if table:
            found[first] = Drawn((table,), done)
    return found


def _listed(lines: Sequence[TextLine], start: int) -> tuple[Grid | None, int]:
    """Return the table of rows printed as lists that begins here, and the index after it."""
    rows: list[tuple[list[str], TextLine]] = []
    end = start
    while end < len(lines) and (found := _lists(lines[end].text)):
        rows += ((cells, lines[end]) for cells in found)
        end += 1
    if len(rows) < _MIN_ROWS or max(len(cells) for cells, _ in rows) < _MIN_COLUMNS:
        return None, end
    return _grid(rows), end


def _lists(text: str) -> list[list[str]]:
    """Return the lists of a line that holds nothing else."""
    if text.lstrip()[:1] != "[" or not _BETWEEN.fullmatch(_LIST.sub("", text)):
        return []
    return [
        [_value(item[0]) for item in _ITEM.finditer(found[0])] for found in _LIST.finditer(text)
    ]


def _value(item: str) -> str:
    """Return what an item of a list prints: nothing for None."""
    if item[0] in "'\"":
        return _ESCAPE.sub(_unescaped, item[1:-1])
    return "" if item[0] in "Nn" else item


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _CONTROLS.get(found[3], found[3])


def _framed(lines: Sequence[TextLine], first: int, at: int) -> tuple[int, Grid | None, int]:
    """Return where the data frame around a line begins, the frame, and the index after it.

    pandas sets all cells of a column to the right, and writes NaN for those that are empty.
    """
    start = at
    while start > first and lines[start - 1].text.strip():
        start -= 1
    end = next((n for n in range(at, len(lines)) if not lines[n].text.strip()), len(lines))
    while start < end:
        run = lines[start:end]
        frames = [_frame(run, measure) for measure in (CHARACTERS, TERMINAL)]
        texts = max(frames, key=len)
        plain = _without_index(texts) if len(texts) >= _MIN_ROWS else texts
        if plain != texts or any(_NOTHING.search(line.text) for line in run[: len(plain)]):
            return start, _grid(list(zip(plain, run, strict=False))), start + len(plain)
        start += max(len(texts) - 1, 1)
    return start, None, end


def _frame(lines: Sequence[TextLine], measure: Measure) -> list[list[str]]:
    """Return the rows whose cells end at the same places, as many as there are."""
    texts: list[str] = []
    ends: set[int] = set()
    for line in lines:
        text = canvas(line.text.rstrip(), measure)
        here = {place.end() for place in re.finditer(rf"[^{SPACES}](?=[{SPACES}]|$)", text)}
        common = ends & here if texts else here
        if len(common) < _MIN_COLUMNS or (texts and len(text) != len(texts[0])):
            break
        texts.append(text)
        ends = common
    stops = sorted(ends)
    return [
        [printed(text[left:right]) for left, right in zip([0, *stops], stops, strict=False)]
        for text in texts
    ]


def _without_index(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows without the numbers that a frame sets before all but its heading."""
    numbers = [row[0].split(" ", 1) for row in rows[1:]]
    if [parts[0] for parts in numbers] != [str(n) for n in range(len(numbers))]:
        return rows
    cut = ([*parts[1:], ""][0].strip() for parts in numbers)
    return [rows[0], *([first, *row[1:]] for first, row in zip(cut, rows[1:], strict=True))]


def _grid(rows: Sequence[tuple[list[str], TextLine]]) -> Grid:
    first = rows[0][1]
    cells = tuple(
        tuple(
            Cell(text.strip(SPACES), line.number, number, column, line.page)
            for column, text in enumerate(texts, 1)
        )
        for number, (texts, line) in enumerate(rows, 1)
    )
    return Grid(cells, first.number, first.page)
