"""Rows and headings that belong together: cut by a page break, or wrapped inside a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from budgetgraph.figures import is_figure, squeeze
from budgetgraph.model import Block, Cell, Grid, Paragraph, Row

from . import captions, owners
from . import performance_words as words
from .decimals import most_decimals
from .grids import is_blank_row, join_rows, spread_rows, texts, width
from .headings import MAX_HEADING_ROWS, Split, is_heading_only, same_heading
from .row_labels import begins_row, completes_label

_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")
_CODE_PIECE = re.compile(r"\d{1,4}")
_BEGINS_ANEW = re.compile(
    r"\d{1,2}[、.．]|[（(]?[一二三四五六七八九十]+[)）、]|其中|[本上]年|年[初末终]"
)
_SLACK = 2  # points between the same rule on two pages
_MAX_CAPTION = 4  # rows of title, department, year, unit
_MIN_ROWS = 3  # fewer show no habit
_MIN_LACKING = 2  # columns that all other rows fill
_ORDINALS = frozenset({"序号", "行次", "编号"})
_TOTALS = frozenset({"合计", "总计", "收入总计", "支出总计"})


def join_headings(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with a heading cut off by a page break joined to the rows below it."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and (above := _heading_above(result)) is not None:
            index, heading = above
            rows = _above_columns(heading.rows, block.rows)
            result[index] = replace(heading, rows=rows + block.rows)
            continue
        result.append(block)
    return result


def _above_columns(heading: Sequence[Row], below: Sequence[Row]) -> tuple[Row, ...]:
    """Return heading rows counted in the columns of the rows below them, by place on the page.

    Above a page break a merged heading is one column; only the break hides what it is parted into.
    """
    lefts = {c.column: c.box.left for row in below for c in row if c.box and c.column_span == 1}
    edges = [lefts[column] for column in sorted(lefts)]
    if not edges or len(edges) != width(below) or len(edges) == width(heading):
        return tuple(heading)
    return tuple(
        tuple(
            cell._replace(
                column=1 + sum(edge < cell.box.left - _SLACK for edge in edges),
                column_span=max(
                    sum(cell.box.left - _SLACK <= edge < cell.box.right - _SLACK for edge in edges),
                    1,
                ),
            )
            if cell.box
            else cell
            for cell in row
        )
        for row in heading
    )


def _heading_above(blocks: Sequence[Block]) -> tuple[int, Grid] | None:
    """Return a grid of heading rows only, when nothing but page furniture follows it."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, Grid):
            # Rows beyond the longest heading need no look, and most grids are long.
            begin = list(islice(spread_rows(block.rows), MAX_HEADING_ROWS + 1))
            return (index, block) if is_heading_only(begin) else None
        if not captions.is_running(block.text) and not owners.is_department(block.text):
            return None
    return None


def with_known_heading(parts: Split, heading: Sequence[Row]) -> Split:
    """Return a fragment with no more heading rows than the page before, if it repeats them.

    The rest of a label that the page cut looks like one more row of the heading.
    """
    size = len(heading)
    if not 0 < size < len(parts.heading) or not same_heading(parts.heading[:size], heading):
        return parts
    return Split(parts.caption, parts.heading[:size], parts.heading[size:] + parts.body)


def append(rows: Sequence[Row], body: Sequence[Row], heading: Sequence[Row]) -> list[Row]:
    """Return the rows of a table with those of its next page, the cut row joined."""
    result, following = list(rows), list(body)
    if following and result and _goes_on(result, following[0], heading):
        result[-1] = join_rows(result[-1], following.pop(0))
    return result + mend(following, heading)


def is_aside(heading: Sequence[Row], body: Sequence[Row]) -> bool:
    """Return whether a fragment is none of the table above: other columns, and no figures.

    Below the last table of a web page stand who runs it and how to call them.
    """
    return width(body) != width(heading) and not any(
        is_figure(cell.text) for row in body for cell in row
    )


def mend(body: Sequence[Row], heading: Sequence[Row]) -> list[Row]:
    """Return the rows, a heading repeated inside the grid taken out and cut rows joined."""
    rows: list[Row] = []
    index, cut = 0, False
    while index < len(body):
        if after := _after_heading(body, index, heading):
            index, cut = after, True
            continue
        row = body[index]
        if rows and (
            (cut and _continues(rows[-1], row, heading)) or _wraps_label(rows[-1], row, heading)
        ):
            rows[-1] = join_rows(rows[-1], row)
        else:
            rows.append(row)
        index, cut = index + 1, False
    return rows


def _after_heading(body: Sequence[Row], index: int, heading: Sequence[Row]) -> int:
    """Return the index after a heading repeated here, its caption above it; 0 where none is."""
    if not heading:
        return 0
    start = index
    while start < len(body) and start - index < _MAX_CAPTION and _is_furniture(body[start]):
        start += 1
    end = start + len(heading)
    return end if same_heading(body[start:end], heading) else 0


def _is_furniture(row: Row) -> bool:
    """Return whether a row of a grid prints only what stands above every page of a table."""
    filled = (squeeze(cell.text) for cell in row if cell.text)
    return all(map(_is_furniture_text, filled)) and not is_blank_row(row)


@lru_cache(maxsize=4096)  # every row is asked for its first text, and texts recur
def _is_furniture_text(text: str) -> bool:
    return captions.is_running(text) or owners.is_department(text) or captions.is_title(text)


def restarts(rows: Sequence[Row], body: Sequence[Row]) -> bool:
    """Return whether a fragment begins the table anew: number 1, or its total, comes again."""
    if not body:
        return False
    first = texts(body[0])
    if first[0] == "1":
        return any(texts(row)[0] == "1" for row in rows)
    return _is_total(first) and any(_is_total(texts(row)) for row in rows)


def _is_total(row: Sequence[str]) -> bool:
    return next((text for text in row if text), "") in _TOTALS


def _continues(above: Row, below: Row, heading: Sequence[Row]) -> bool:
    """Return whether the first row after a page break continues the row before it.

    A row begins with its number or code. One without either continues, and so does one whose
    code is only the missing end of the code above (`2080` + `507`, `21012` + `01`).
    """
    upper, lower = texts(above), texts(below)
    if not _figures_fit(upper, lower) or _is_total(lower):
        return False
    if has_ordinal(heading):
        return not lower[0]
    if not lower[0]:
        return bool(upper[0]) and not _BEGINS_ANEW.match(next((text for text in lower if text), ""))
    return bool(
        _CODE_PIECE.fullmatch(lower[0])
        and not (_CODE.fullmatch(upper[0]) and _CODE.fullmatch(lower[0]))
        and _CODE.fullmatch(upper[0] + lower[0])
    )


def _goes_on(rows: Sequence[Row], below: Row, heading: Sequence[Row]) -> bool:
    """Return whether the first row of a page is the rest of the last row before it."""
    return (
        _continues(rows[-1], below, heading)
        or _lacks_figures(rows, below)
        or _lacks_what_all_have(rows, below)
        or _completes_label(rows[-1], below)
        or (not has_ordinal(heading) and _lacks_item_number(rows[-1], below))
    )


def _lacks_item_number(above: Row, below: Row) -> bool:
    """Return whether a row only has the rest of labels whose beginnings are numbered: 八、…."""
    pairs = [
        (upper, lower) for upper, lower in zip(texts(above), texts(below), strict=False) if lower
    ]
    return bool(pairs) and all(
        _BEGINS_ANEW.match(upper)
        and not upper.endswith("合计")
        and not _BEGINS_ANEW.match(lower)
        and not begins_row(lower)
        and not any(char.isdigit() for char in lower)
        and lower not in _TOTALS
        for upper, lower in pairs
    )


def _lacks_figures(rows: Sequence[Row], below: Row) -> bool:
    """Return whether a row is the rest of texts above it, for all rows so far print figures.

    A row with a number of its own, or an "of which", begins anew without any.
    """
    lower = texts(below)
    return (
        len(rows) >= _MIN_ROWS
        and not any(is_figure(text) for text in lower)
        and not _BEGINS_ANEW.match(next((text for text in lower if text), ""))
        and all(any(is_figure(text) for text in texts(row)) for row in rows)
        and all(above for above, text in zip(texts(rows[-1]), lower, strict=False) if text)
    )


def _lacks_what_all_have(rows: Sequence[Row], below: Row) -> bool:
    """Return whether a row is the rest of texts above it, for all rows so far fill other columns.

    Institutions have a nature, a rank and a funding each: 局电子信息政务中心 alone is none.
    """
    lower = texts(below)
    filled = {index for index, text in enumerate(lower) if text}
    if (
        len(rows) < _MIN_ROWS
        or any(lower[index][0].isdigit() for index in filled)
        or _BEGINS_ANEW.match(lower[min(filled, default=0)])
    ):
        return False
    always = set(range(len(lower)))
    for row in reversed(rows):  # the last one tells most often
        always &= {index for index, text in enumerate(texts(row)) if text}
        if len(always - filled) < _MIN_LACKING or not filled <= always:
            return False
    return True


def _completes_label(above: Row, below: Row) -> bool:
    """Return whether a row has only the rest of a known label: 公务用车 + 运行维护费."""
    pairs = [(u, low) for u, low in zip(texts(above), texts(below), strict=False) if low]
    return len(pairs) == 1 and completes_label(*pairs[0])


def _figures_fit(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether pieces make one figure each: `2888` + `2.00`, not `50.00` + `12.00`.

    Nor `50.00` + `12`, where no other figure has as many decimals.
    """
    joined = [
        above + below
        for above, below in zip(upper, lower, strict=False)
        if above and below and is_figure(above) and is_figure(below)
    ]
    most = most_decimals((*upper, *lower)) if joined else 0
    return all(is_figure(text) and most_decimals([text]) <= most for text in joined)


def _wraps_label(above: Row, below: Row, heading: Sequence[Row]) -> bool:
    """Return whether a row inside a page is only the wrapped rest of the label above it."""
    if squeeze(below[0].text) or not has_ordinal(heading):
        return False
    upper, lower = texts(above), texts(below)
    filled = [index for index, text in enumerate(lower) if text]
    return (
        bool(upper[0])
        and len(filled) == 1
        and bool(upper[filled[0] : filled[0] + 1])
        and not any(char.isdigit() for char in lower[filled[0]])
    )


def has_ordinal(heading: Sequence[Row]) -> bool:
    """Return whether the first column prints a number for each row."""
    return any(row and squeeze(row[0].text) in _ORDINALS for row in heading)


def goals_between(above: Sequence[Row], between: Sequence[Paragraph]) -> list[Row]:
    """Return the text between two parts of a form as rows where the first ends with 年度目标.

    A row of one cell is a line of text where tabs part the others.
    """
    labels = [words.read_label(cell.text) for cell in above[-1] if cell.text] if above else []
    if not labels or any(label is None or label.kind != "goal" for label in labels):
        return []
    texts_of = [p for p in between if not captions.is_running(p.text)]
    return [(Cell(p.text.strip(), p.line, page=p.page),) for p in texts_of]
