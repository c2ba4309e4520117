"""What of a performance table in text is doubtful: periods of goals, levels not beside rows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgetgraph.model import Finding, Paragraph

from ... import performance_words as words
from .._left import told
from .labels import lines_in_doubt
from .rows import Piece

_ABOVE = (("三级指标", "level2"), ("二级指标", "level1"))
_LEVELS = frozenset({"level1", "level2"})
_LEVEL = "指标"
_NAME = "name"


def doubts_of(
    title: str, labels: Sequence[Paragraph], rows: Sequence[Sequence[Piece]]
) -> Iterator[Finding]:
    """Yield what is not sure of a table with these labels and rows, the heading first."""
    yield from told(lines_in_doubt(labels), title, least=1)
    heading = rows[0] if len(rows) > 1 else ()
    roles = {words.role_of(name.text) for name in heading}
    texts = {name.text for name in heading}
    if any(name in texts and above not in roles for name, above in _ABOVE):
        yield _without_level(heading[0], labels[0].page if labels else None)


def is_cut_by_column(labels: Sequence[Paragraph]) -> bool:
    """Return whether text prints the form column by column: labels and rows are no longer beside.

    Columns of levels, by name or by what stands in them, then stand above the heading, or another
    label below that of the name.
    """
    texts = [paragraph.text.strip() for paragraph in labels if paragraph.text.strip()]
    if any(_is_of_levels(token) for text in texts for token in text.split()):
        return True
    alone = [label if label and not label.rest else None for label in map(words.read_label, texts)]
    return any(above and below and above.key == _NAME for above, below in pairwise(alone))


def _is_of_levels(text: str) -> bool:
    if _LEVEL not in text:  # a cheap look
        return False
    is_level1 = words.is_level1(text) and not words.is_group(text)
    return is_level1 or words.role_of(text) in _LEVELS


def _without_level(name: Piece, page: int | None) -> Finding:
    return Finding(
        id="R08",
        severity="warning",
        message_zh="绩效指标的表头缺少上一级指标，各栏或按列印出，指标的级次和指标值请核对",
        message_en="the heading of the indicators lacks the level above: columns may be printed "
        "one after another; levels and targets are to be checked",
        line=name.line,
        page=page,
        printed=name.text,
    )
