"""Tables of which every cell stands on a line of its own, an empty cell on an empty line.

Word tables become such text (docx2txt, Tika, LibreOffice); some tools set an empty line after every
cell. How many cells make a row is not printed: a number counts only where the heading fits together
and every column below it is of one kind, and where no other number does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, takewhile

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell, Grid

from .._drawn import Drawn
from .._rows import TextLine, clean
from .fitting import TEXT, WHOLE, Cells, Rows, fitting_rows, kind_of
from .forms import form_rows

_CAPTION_LENGTH = 60
_UNIT = re.compile(r"单位[:：]\s*(?:人民币)?\s*[亿万千百]{0,3}元\s*[)）]?$")
_OWNER = re.compile(r"[^:：]{0,6}(?:部门|单位)(?:名称)?[:：]")
_TITLE = re.compile(
    r".+表(?:[(（][^()（）]*[)）])?$|[(（]20\d\d年度?[)）]$|\D{0,5}[表件][一二三四五六七八九十\d-]{1,6}[:：]?$"
)
# More cells than one on a line.
_JOINED = re.compile(r"[\t|]|\S[ \u3000]{2,}\S|\S\S \S+ \S\S|\S [-\d.,]+$")
_MOST_JOINED = 4  # one line of so many
_SIDES = ("收入", "支出")  # headings of two columns each: merged cells take one line here
_LEAST_LONE = 20  # lines of a text that are a figure and nothing else
_COLUMNS = range(2, 31)
_PEEK = 24  # lines that tell whether an empty one follows every cell
_MOST_BELOW = 1000  # lines that are looked at
_MOST_TRIES = 200


def lone_tables(lines: Sequence[TextLine]) -> dict[int, Drawn]:
    """Return the tables of cells on lines of their own by the index of their first line."""
    if not _has_lone_figures(lines):
        return {}
    most = sum([bool(text) for text, _, _ in lines]) // _MOST_JOINED
    if sum(["\t" in text or "|" in text for text, _, _ in lines]) > most:  # as in most with figures
        return {}
    joined = [n for n, (text, _, _) in enumerate(lines) if _JOINED.search(text)]
    if len(joined) > most:
        return {}
    texts = [clean(line.text) for line in lines]
    if _SIDES in pairwise("".join(text.split()) for text in texts):
        return {}
    units = (n for n, text in enumerate(texts) if "元" in text and _UNIT.search(text))
    stops = sorted({*joined, *units, *_first_captions(texts), len(texts)})
    found: list[tuple[Cells, Rows]] = []
    done = 0
    for start in islice(_starts(texts), _MOST_TRIES):
        if start < done:
            continue
        stop = stops[bisect_left(stops, start)]
        step = 1 if any(texts[start + 1 : start + _PEEK : 2]) else 2
        cells = Cells(texts, start, stop, step)
        if rows := _table(cells):
            found.append((cells, rows))
            done = cells.after(rows)
    if not _keeps_empty([rows for _, rows in found]):
        return {}
    return {cells.start: _drawn(cells, rows, lines) for cells, rows in found}


def _has_lone_figures(lines: Sequence[TextLine]) -> bool:
    """Return whether enough lines are one figure: few texts have any."""
    lone = (text for text, _, _ in lines if text[-1:].isdigit() and is_figure(text))
    return sum(1 for _ in islice(lone, _LEAST_LONE)) == _LEAST_LONE


def _first_captions(texts: Sequence[str]) -> Iterator[int]:
    """Yield the indices of captions that another caption follows: no two cells look so."""
    above = None
    for index, text in enumerate(texts):
        if not text:
            continue
        is_one = _is_caption(text)
        if is_one and above is not None:
            yield above
        above = index if is_one else None


def _starts(texts: Sequence[str]) -> Iterator[int]:
    """Yield the indices of the first lines below captions."""
    is_below = False
    for index, text in enumerate(texts):
        if not text:
            continue
        is_one = _is_caption(text)
        if is_below and not is_one:
            yield index
        is_below = is_one


def _is_caption(text: str) -> bool:
    """Return whether a line stands above a table: its unit, whose it is, its title or year."""
    if not text or len(text) > _CAPTION_LENGTH:
        return False
    return bool(_UNIT.search(text) or _OWNER.match(text) or _TITLE.match(text))


def _table(cells: Cells) -> Rows:
    """Return the rows of the table that begins with a cell, none where not exactly one fits."""
    tried = (way(cells, columns) for way in (fitting_rows, form_rows) for columns in _COLUMNS)
    fits = [rows for rows in tried if rows and _ends(cells.texts, cells.after(rows))]
    return fits[0] if len(fits) == 1 else []


def _ends(texts: Sequence[str], end: int) -> bool:
    """Return whether text follows, and no more cells up to the next table but a page number."""
    below = takewhile(lambda text: not _is_caption(text), islice(texts, end, None))
    kinds = list(islice(filter(None, map(kind_of, below)), _MOST_BELOW))
    return kinds[:1] != [WHOLE] and kinds.count(WHOLE) <= 1 and set(kinds) <= {TEXT, WHOLE}


def _keeps_empty(tables: Sequence[Rows]) -> bool:
    """Return whether the text has all empty cells: most tables some, and side by side.

    Empty lines are left out elsewhere, or all but one.
    """
    streams = ["\n".join(chain.from_iterable(rows)).rstrip("\n") for rows in tables]
    with_empty = sum("\n\n" in stream for stream in streams)
    return 2 * with_empty >= len(tables) and any("\n\n\n" in stream for stream in streams)


def _drawn(cells: Cells, rows: Rows, lines: Sequence[TextLine]) -> Drawn:
    """Return the grid of the rows, each cell with its line."""
    end = cells.after(rows)
    own: Iterable[TextLine] = iter(lines[cells.start : end : cells.step])
    grid = tuple(
        tuple(
            Cell(text, line.number, number, column, line.page)
            for column, (text, line) in enumerate(zip(row, own, strict=False), 1)
        )
        for number, row in enumerate(rows, 1)
    )
    first = lines[cells.start]
    return Drawn((Grid(grid, first.number, first.page),), end)
