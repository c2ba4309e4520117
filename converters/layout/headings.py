"""Heading rows of a table: where they end, and which headings stand above each column.

A heading is found by the numbering row below it (栏次 1 2 3 …) or, without one, by known headings.
Merged heading cells come in two forms: as one cell followed by empty ones, or collapsed to one cell
so that upper rows are shorter than the table; both give the same paths.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby, pairwise, zip_longest

from budgetgraph.figures import is_figure, squeeze
from budgetgraph.model import Cell, Column, Row

from ..vocabulary import load, normalise
from . import captions
from .grids import filled, flatten, pad, texts, width
from .labelled import is_form
from .levels import with_levels
from .meanings import heading_key, reads_like_heading

_NUMBERING_LABELS = frozenset({"栏次", "档次", "行次", "列次", "栏目", "**", ""})
MAX_HEADING_ROWS = 6
_MIN_FIGURES = 2


@dataclass(frozen=True, slots=True)
class Split:
    """A fragment taken apart: rows above the heading, heading, data."""

    caption: tuple[Row, ...]
    heading: tuple[Row, ...]
    body: tuple[Row, ...]


@cache
def known_headings() -> frozenset[str]:
    """Return all headings that the vocabulary knows, in compared form."""
    columns = load("columns")
    names = [name for column in columns["column"] for name in column["headings"]]
    others = (
        columns["groups"]["headings"],
        columns["others"]["headings"],
        *columns["sides"].values(),
    )
    names += chain.from_iterable(others)
    for register in ("institutions", "assets", "procurement"):
        roles = load(register)["columns"].values()
        names += [name for role in roles for name in role["headings"] if name != "其他"]
    return frozenset(heading_key(name) for name in names)


def is_numbering(row: Row) -> bool:
    """Return whether the row only numbers the columns, as in 栏次 1 2 3."""
    cells = [text for text in texts(row) if text and text not in _NUMBERING_LABELS]
    if len(cells) < 2:  # noqa: PLR2004 - one number alone may be anything
        return False
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdigit()]
    return numbers == list(range(numbers[0], numbers[0] + len(cells))) if numbers else False


def split(rows: Sequence[Row]) -> Split:
    """Return caption rows, heading rows and data rows; numbering rows are dropped."""
    parts = _split(with_levels(rows, MAX_HEADING_ROWS + 1))
    body = tuple(row for row in parts.body if not _is_named_numbering(row))
    return Split(parts.caption, parts.heading, body)


def is_heading_only(rows: Sequence[Row]) -> bool:
    """Return whether a fragment holds a heading, no numbering row and no data."""
    if not rows or len(rows) > MAX_HEADING_ROWS or is_form(rows):
        return False
    parts = _split(rows)
    return bool(parts.heading) and not parts.body and not is_numbering(rows[-1])


def _is_named_numbering(row: Row) -> bool:
    first = row[0].text
    return bool(first) and squeeze(first) in _NUMBERING_LABELS and is_numbering(row)


def _split(rows: Sequence[Row]) -> Split:
    start = 0
    while start < len(rows) and start < MAX_HEADING_ROWS and _is_caption(rows[start]):
        start += 1
    for index in range(start, min(len(rows), start + MAX_HEADING_ROWS)):
        if is_numbering(rows[index]) and index > start:
            return Split(tuple(rows[:start]), tuple(rows[start:index]), tuple(rows[index + 1 :]))
    end = _run_end(rows, start, start)
    if end == start and _heads_figures(rows, start):
        end += 1
    while (covered := _cover(rows, start, end)) > end:
        end = _run_end(rows, start, covered)
    if end == start + 1 and _heads_no_figures(rows[start], rows[end:]):
        end = start
    if end == start:  # without a heading below it, a lone cell is the rest of a row, no caption
        return Split((), (), tuple(rows))
    return Split(tuple(rows[:start]), tuple(rows[start:end]), tuple(rows[end:]))


def _run_end(rows: Sequence[Row], start: int, end: int) -> int:
    """Return the end of a heading with the rows that follow its first ones."""
    for index in range(end, min(len(rows), start + MAX_HEADING_ROWS)):
        above = rows[index - 1] if index > start else ()
        if (above and _is_complete(above, width(rows))) or not _is_heading(rows[index], above):
            return index
    return min(len(rows), start + MAX_HEADING_ROWS)


def _heads_figures(rows: Sequence[Row], start: int) -> bool:
    """Return whether a row of texts, some heading among them, stands above figures: units, years.

    Most of its cells but the first have a figure right below them.
    """
    if start + 1 >= len(rows):
        return False
    row, below = rows[start], rows[start + 1]
    cells = _filled(row)
    if any(is_figure(cell) for cell in cells) or not any(
        heading_key(cell) in known_headings() for cell in cells
    ):
        return False
    pairs = [
        lower for upper, lower in zip(row[1:], below[1:], strict=False) if upper.text and lower.text
    ]
    figures = sum(is_figure(lower.text) for lower in pairs)
    return figures >= _MIN_FIGURES and figures * 2 > len(cells)


def _heads_no_figures(row: Row, body: Sequence[Row]) -> bool:
    """Return whether a row is empty above all figures: it is one of items without an amount."""
    figures = {n for lower in body for n, cell in enumerate(lower) if is_figure(cell.text)}
    if not figures or any(len(lower) != len(row) for lower in body):
        return False
    return not any(row[n].text or row[n - 1].column_span > 1 for n in figures)


def _cover(rows: Sequence[Row], start: int, end: int) -> int:
    """Return the end of a heading with the rows that its merged cells reach down to."""
    while True:
        reach = max(
            (index + cell.row_span for index in range(start, end) for cell in rows[index]),
            default=end,
        )
        if reach <= end or reach > min(len(rows), start + MAX_HEADING_ROWS):
            return end
        if any(is_figure(cell.text) for row in rows[end:reach] for cell in row):
            return end
        end = reach


def columns(heading: Sequence[Row], body: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns with the path of headings above each."""
    count = max(width(heading), width(body))
    levels: list[list[str]] = []
    below: list[str] = []
    has_places = has_spans(heading)
    for row in reversed(heading):
        level = texts(pad(row, count)) if has_places else _align(texts(row), below, count)
        levels.insert(0, level)
        # A merged heading covers the empty places beside it wherever a heading stands below them.
        below = [text or lower for text, lower in zip_longest(level, below, fillvalue="")]
    _fill_right(levels)
    return tuple(Column(index, _path([level[index] for level in levels])) for index in range(count))


def has_spans(heading: Iterable[Row]) -> bool:
    """Return whether merged cells are known, so that each cell stands in its place."""
    return any(cell.column_span > 1 for cell in flatten(heading))


def same_heading(first: Sequence[Row], second: Sequence[Row]) -> bool:
    """Return whether two fragments carry the same heading, spaces aside."""
    return len(first) == len(second) and all(map(_same_texts, first, second))


def same_names(first: Sequence[Row], second: Sequence[Row]) -> bool:
    """Return whether two headings print the same names, if in other rows.

    So they do where a tool takes merged cells apart anew on each page.
    """
    signs = [sorted("".join(_filled(flatten(rows)))) for rows in (first, second)]
    return width(first) == width(second) > 0 and signs[0] == signs[1]


def _same_texts(first: Row, second: Row) -> bool:
    # Most rows differ in their first text.
    return _first_text(first) == _first_text(second) and _filled(first) == _filled(second)


def _first_text(row: Row) -> str:
    return next((normalise(cell.text) for cell in row if cell.text), "")


def _filled(row: Iterable[Cell]) -> list[str]:
    return [normalise(text) for text in filled(row)]


def _is_caption(row: Row) -> bool:
    """Return whether the row is no heading yet: a title, department or unit printed in the grid."""
    cells = _filled(row)
    if len(cells) == 1:
        return heading_key(cells[0]) not in known_headings()
    return all(
        ":" in cell or cell[:3].isdigit() or captions.is_year_piece(cell) for cell in cells
    ) and not any(heading_key(cell) in known_headings() for cell in cells)


def _is_heading(row: Row, above: Row) -> bool:
    """Return whether the row is a heading; `above` is the heading row before it, if there is one.

    A lone cell right below a heading is the rest of a label that a page cut: 某中心 + 小计.
    """
    cells = _filled(row)
    if not cells or any(is_figure(cell) for cell in cells):
        return False
    if len(cells) == 1 and any(
        lower.text and upper.text for upper, lower in zip(above, row, strict=False)
    ):
        return False
    cells = [cell for cell, _ in groupby(cells)]  # merged ones may be printed again and again
    others = [cell for cell in cells if heading_key(cell) not in known_headings()]
    known, alike = len(cells) - len(others), sum(map(reads_like_heading, others))
    known += alike if known or len(cells) == alike > 1 else 0
    known += sum(map(captions.is_year_piece, cells)) if known else 0
    return known * 2 > len(cells) or (known > 0 and bool(above) and known * 3 >= len(cells))


def _is_complete(row: Row, count: int) -> bool:
    """Return whether each column has its own heading already, so that no level can follow."""
    cells = _filled(row)
    spread = any(left == right for left, right in pairwise(cells))  # a merged cell, repeated
    return len(cells) == count and not spread


def _align(row: list[str], below: list[str], count: int) -> list[str]:
    """Return the row opened out to `count` positions, if its merged cells were collapsed."""
    if len(row) >= count or not below:
        return row + [""] * (count - len(row))
    groups = _groups(below, len(row))
    if len(groups) != len(row):
        return row + [""] * (count - len(row))
    level: list[str] = []
    for text, size in zip(row, groups, strict=True):
        level += [text] + [""] * (size - 1)
    return level


def _groups(below: list[str], wanted: int) -> list[int]:
    """Return sizes of the groups under an upper row: an empty cell alone, headings together.

    A run of headings is cut where its first heading comes again (项目 金额 | 项目 金额).
    """
    sizes: list[int] = []
    run: list[str] = []
    for text in below:
        if text:
            run.append(text)
            continue
        sizes += [len(run)] * bool(run) + [1]
        run = []
    sizes += [len(run)] * bool(run)
    if len(sizes) == wanted:
        return sizes
    sizes, run = [], []
    for text in [*below, ""]:
        if run and (not text or text == run[0]):
            sizes.append(len(run))
            run = []
        if text:
            run.append(text)
        else:
            sizes.append(1)
    return sizes[:-1]


def _fill_right(levels: list[list[str]]) -> None:
    """Fill merged upper headings to the right, as far as headings stand below them."""
    for depth, level in enumerate(levels[:-1]):
        for index in range(1, len(level)):
            has_below = any(lower[index] for lower in levels[depth + 1 :])
            left_has_below = any(lower[index - 1] for lower in levels[depth + 1 :])
            same_parent = all(upper[index] == upper[index - 1] for upper in levels[:depth])
            if not level[index] and has_below and left_has_below and same_parent:
                level[index] = level[index - 1]


def _path(labels: list[str]) -> tuple[str, ...]:
    path: list[str] = []
    for label in labels:
        if label and (not path or path[-1] != label):
            path.append(label)
    return tuple(path)


def fit(rows: Sequence[Row], count: int) -> tuple[Row, ...]:
    """Return the rows with at least `count` cells each."""
    return tuple(pad(row, count) for row in rows)
