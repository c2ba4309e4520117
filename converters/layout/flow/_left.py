"""Lines of layout text that read like rows of a table, and that no table took: told, never lost."""

import re
from collections.abc import Iterable, Iterator, Sequence

from budgetgraph.figures import squeeze
from budgetgraph.model import Block, Finding, Grid, Paragraph

from .. import captions
from .. import performance_words as words
from ..performance_titles import ends_performance_title
from ._amounts import rows_of_amounts
from ._performance.glued import begins_with_level, holds_rows

ROW_END = re.compile(r"\S\s+-?\d[\d,]*(?:\.\d+|,\d{3})\s*$")
_INSIDE = re.compile(r"(?<=\s)-?\d[\d,]*\.\d+(?=\s)")
_AMOUNT = r"-?\d[\d,]*(?:\.\d+|,\d{3})"
ALONE = re.compile(rf"\s*{_AMOUNT}(?:\s+{_AMOUNT})*\s*")  # figures alone: cells of a column
_FIGURE = re.compile(r"(?<!\S)-?\d[\d,]*\.\d+(?!\S)")
_BETWEEN = re.compile(r"\S\s{3,}-?\d[\d,]*\.\d+\s{2,}\S")
_WHOLE = re.compile(
    r"[^\d\s]\s+-?\d+(?:\s+-?\d+)+\s*$"
)  # amounts without decimals, in a known table
_SENTENCE = re.compile("[。；;]|[:：]$|单位[:：]")  # or a caption, and what runs together behind it
_BOUNDS = "≥≤"
MIN_ROWS = 3


def unread(blocks: Sequence[Block], known: Iterable[Finding] = ()) -> Iterator[Finding]:
    """Yield a finding (R01) for each stretch of lines that look like rows and stand in no table.

    Those below the heading of a table that could not be read are known, and not told again.
    """
    begun = {(finding.page, finding.line) for finding in known if finding.id == "R01"}
    for stretch in stretches(blocks):
        rows = rows_in(stretch)
        before = stretch[: stretch.index(rows[0]) + 1] if rows and begun else ()
        if begun.isdisjoint((block.page, block.line) for block in before):
            yield from told(rows, title_of(stretch), least=1)


def stretches(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield each table alone, and the lines between tables from one title to the next."""
    stretch: list[Block] = []
    is_parted = False  # by the table before
    for block in blocks:
        is_grid = type(block) is Grid
        if stretch and (is_parted or is_grid or _is_title(block)):
            yield stretch
            stretch = []
        stretch.append(block)
        is_parted = is_grid
    if stretch:
        yield stretch


def rows_in(stretch: Sequence[Block]) -> list[Paragraph]:
    """Return the lines that look like rows, none where they are too few to be surely rows."""
    title = title_of(stretch)
    is_known = bool(captions.table_code(title))
    is_performance = bool(title) and ends_performance_title(title)
    rows = [
        block
        for block in stretch
        if isinstance(block, Paragraph)
        and block.text
        and (
            is_row(block.text)
            or (is_known and _is_short_row(block.text))
            or ("指标" in block.text and begins_with_level(block.text))
            or (is_performance and _is_indicator(block.text))
        )
    ]
    if rows and len(rows) >= _least(rows, title):
        return rows
    return [] if is_performance else rows_of_amounts(stretch, title)


def _is_indicator(text: str) -> bool:
    """Return whether a line has a comparator, or a name of the second level, among its words."""
    return any(
        token[0] in _BOUNDS or (token.endswith("指标") and words.is_level2(token))
        for token in text.split()
    )


def _is_short_row(text: str) -> bool:
    """Return whether a line below the title of a known table has a figure and is no sentence."""
    if _WHOLE.search(text):
        return True
    return bool(_FIGURE.search(text)) and not _SENTENCE.search(text)


def title_of(stretch: Sequence[Block]) -> str:
    """Return the title with which lines begin, empty for none."""
    first = stretch[0] if stretch else None
    return squeeze(first.text) if isinstance(first, Paragraph) and _is_title(first) else ""


def _is_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.text) and captions.is_title(block.text)


def _least(rows: Sequence[Paragraph], title: str) -> int:
    """Return how many lines are surely rows: one of many figures behind a label is.

    Below the title of a known table it is one with some figures.
    """
    if any(len(_INSIDE.findall(row.text)) > MIN_ROWS or holds_rows(row.text) for row in rows):
        return 1
    wide = any(len(_FIGURE.findall(row.text)) >= MIN_ROWS for row in rows)
    return 1 if wide and captions.table_code(title) else MIN_ROWS


def is_row(text: str) -> bool:
    """Return whether a line looks like a row of a table: texts, and amounts behind them."""
    has_levels = "指标" in text
    if has_levels and holds_rows(text):
        return True
    has_figure = "." in text or "," in text  # a cheap look: most lines are sentences
    if has_figure and (
        ROW_END.search(text)
        or len(_INSIDE.findall(text)) > 1
        or ALONE.fullmatch(text)
        or _BETWEEN.search(text)
    ):
        return not _SENTENCE.search(text)
    tokens = text.split() if has_levels else ()
    return sum(words.is_level1(token) or words.is_level2(token) for token in tokens) > 1


def told(rows: Sequence[Paragraph], title: str, least: int = MIN_ROWS) -> Iterator[Finding]:
    """Yield a finding (R01) for lines that look like rows below a title, if there are so many."""
    if len(rows) < least:
        return
    first, last = rows[0], rows[-1]
    where = f"“{title}”下" if title else ""
    below = f" below '{title}'" if title else ""
    yield Finding(
        id="R01",
        severity="warning",
        message_zh=f"{where}第{first.line}至{last.line}行像是表格的行，未能识别，其中的数字未读取",
        message_en=(
            f"lines {first.line} to {last.line}{below} look like rows of a table that was not "
            "understood: their figures were not read"
        ),
        line=first.line,
        page=first.page,
        table=title,
        printed=squeeze(first.text),
    )
