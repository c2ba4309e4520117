"""Lines of layout text that read like rows of a table, and that no table took: told, never lost."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from budgetgraph.figures import squeeze
from budgetgraph.model import Finding, Paragraph

from .. import captions
from .. import performance_words as words

ROW_END = re.compile(r"\S\s+-?\d[\d,]*(?:\.\d+|,\d{3})\s*$")
_INSIDE = re.compile(r"(?<=\s)-?\d[\d,]*\.\d+(?=\s)")
_ALONE = re.compile(r"\s*(?:-?\d[\d,]*\.\d+\s*)+")  # figures and nothing else: cells of a column
_SENTENCE = re.compile("[。；;]|[:：]$|单位[:：]")  # or a caption, and what runs together behind it
MIN_ROWS = 3


def unread(blocks: Sequence[object]) -> Iterator[Finding]:
    """Yield a finding (R01) for each run of lines that look like rows and stand in no table."""
    title = ""
    for is_text, run in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        rows: list[Paragraph] = []
        for paragraph in run:
            if not (is_text and isinstance(paragraph, Paragraph)):
                continue
            if _is_row(paragraph.text):
                rows.append(paragraph)
            elif captions.is_title(paragraph.text):
                yield from told(rows, title, _least(rows, title))
                rows, title = [], squeeze(paragraph.text)
        yield from told(rows, title, _least(rows, title))
        title = title if is_text else ""


def _least(rows: Sequence[Paragraph], title: str) -> int:
    """Return how many lines are surely rows: one of many figures behind a label is.

    Of figures alone it is one below the title of a known table.
    """
    if any(len(_INSIDE.findall(row.text)) > MIN_ROWS for row in rows):
        return 1
    wide = any(_ALONE.fullmatch(row.text) and len(row.text.split()) >= MIN_ROWS for row in rows)
    return 1 if wide and captions.table_code(title) else MIN_ROWS


def _is_row(text: str) -> bool:
    has_figure = "." in text or "," in text  # a cheap look: most lines are sentences
    if has_figure and (
        ROW_END.search(text) or len(_INSIDE.findall(text)) > 1 or _ALONE.fullmatch(text)
    ):
        return not _SENTENCE.search(text)
    tokens = text.split() if "指标" in text else ()
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
