"""Layout text: tables whose cells wrap over lines and whose empty columns are lost -> grids.

Each module here knows one kind of table: `find` says where it ends, `rebuild` gives its grid, and
`doubts` what of it is not sure.
Budget tables are placed together, because one table proves the columns of another.
"""

import pkgutil
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from itertools import groupby

from budgetgraph.model import Block, Document, Finding, Grid, Paragraph

from .. import captions
from ..performance_words import find_columns
from . import budget, evidence
from ._left import MIN_ROWS, ROW_END, told, unread
from ._running import without_running_heads
from .across import straighten
from .pieces import fixed_decimals
from .spaced import is_spaced, unwrap

Find = Callable[[Sequence[Paragraph], int], int | None]
Rebuild = Callable[[Sequence[Paragraph]], Grid]
Doubts = Callable[[Sequence[Paragraph]], Iterable[Finding]]


@cache
def _kinds() -> tuple[tuple[Find, Rebuild, Doubts | None], ...]:
    """Return the kinds of table, found by listing this folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(
        (m.find, m.rebuild, getattr(m, "doubts", None))
        for m in modules
        if hasattr(m, "find") and hasattr(m, "rebuild")
    )


def restore(document: Document) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Return the blocks with tables put back into grids, and what could not be decided.

    Tables that are grids already stay as they are: what stands between them is looked through.
    """
    printed = without_running_heads(document.blocks)
    lines = [block for block in printed if isinstance(block, Paragraph)]
    decimals = fixed_decimals(lines)
    is_mixed = len(lines) < len(printed)
    blocks: list[Block | budget.FlowTable] = []
    whole, doubtful = _unwrapped(printed, decimals)
    for _, run in groupby(whole, _is_text):
        alike = list(run)
        between = [block for block in alike if isinstance(block, Paragraph)]
        if between and (not is_mixed or _may_hold_table(between)):
            doubtful += _restore_run(between, decimals, blocks)
        else:
            blocks += alike
    placed, findings = evidence.place([b for b in blocks if not isinstance(b, Paragraph) or b.text])
    return placed, (*doubtful, *findings, *unread(placed))


def _unwrapped(blocks: Sequence[Block], decimals: int) -> tuple[list[Block], list[Finding]]:
    """Return the blocks with cells that wrap over lines made whole, and what was doubtful."""
    whole: list[Block] = []
    findings: list[Finding] = []
    for is_text, run in groupby(blocks, _is_text):
        if is_text:
            lines = [block for block in run if isinstance(block, Paragraph)]
            if is_spaced(lines):
                found, doubtful = unwrap(lines, decimals)
                whole += found
                findings += doubtful
            else:
                whole += straighten(lines, decimals)
        else:
            whole += run
    return whole, findings


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph)


def _may_hold_table(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether lines between tables look like rows: a cheap look, for most are sentences."""
    ends = [text for text, *_ in paragraphs if text.rstrip()[-1:].isdecimal()]
    rows = [text for text in ends if ROW_END.search(text)]
    return len(rows) >= MIN_ROWS or any("指标值" in text for text, *_ in paragraphs)


def _restore_run(
    paragraphs: Sequence[Paragraph], decimals: int, blocks: list[Block | budget.FlowTable]
) -> list[Finding]:
    """Add what consecutive lines of text form; return what of it could not be read."""
    findings: list[Finding] = []
    index = 0
    while index < len(paragraphs):
        if not paragraphs[index].text:
            index += 1
            continue
        if found := budget.read(paragraphs, index, decimals):
            table, end = found
            if table.is_broken:
                left = [paragraph for paragraph in paragraphs[index:end] if paragraph.text]
                blocks += left
                findings += told(left, table.title)
            else:
                blocks.append(table)
            index = end
            continue
        after = _take_other(paragraphs, index, blocks, findings)
        if after is None:
            blocks.append(paragraphs[index])
        index = after or index + 1
    return findings


def _take_other(
    paragraphs: Sequence[Paragraph],
    start: int,
    blocks: list[Block | budget.FlowTable],
    findings: list[Finding],
) -> int | None:
    """Add the grid of another kind of table that starts here, its title before it.

    Where only the heading of indicators could be read, the lines below are left as text and told.
    """
    for find, rebuild, doubts in _kinds():
        end = find(paragraphs, start)
        if end is not None:
            title = paragraphs[start].text if captions.is_title(paragraphs[start].text) else ""
            blocks += [paragraphs[start]] if title else []
            grid = rebuild(paragraphs[start:end])
            blocks.append(grid)
            findings += doubts(paragraphs[start:end]) if doubts else ()
            if grid.rows and find_columns(grid.rows[-1]):  # nothing below the heading is sure
                below = grid.rows[-1][-1].line
                left = [line for line in paragraphs[start:end] if line.text and line.line > below]
                blocks += left
                findings += told(left, title, least=1)
            return end
    return None
