"""Layout text: tables whose cells wrap over lines and whose empty columns are lost -> grids.

Each module here knows one kind of table: its `read` gives the table that begins at a line.
Budget tables are placed together, because one table proves the columns of another.
"""

import pkgutil
from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache, partial
from importlib import import_module
from itertools import groupby

from budgetgraph.model import Block, Document, Finding, Grid, Paragraph

from .. import captions
from ..performance_words import find_columns
from . import budget
from ._found import Found
from ._left import ALONE, MIN_ROWS, ROW_END, told, unread
from ._performance.sound import count_broken
from ._running import with_whole_tags, without_running_heads
from ._titles_below import with_titles_above
from .across import straighten
from .again import Text, count_figures, read_again
from .budget import evidence
from .budget.by_place import Words, words_by_line
from .budget.table import FlowTable
from .filled import fill_unread
from .pieces import fixed_decimals
from .spaced import is_spaced, unwrap

_Restored = tuple[tuple[Block, ...], tuple[Finding, ...]]
_Standing = tuple[_Restored, int]  # what was read, and how many figures are where they stand
Read = Callable[[Sequence[Paragraph], int], Found | None]


@cache
def _kinds() -> tuple[Read, ...]:
    """Return how the kinds of table are read, found by listing this folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{n}") for n in names if not n.startswith("_")]
    return tuple(module.read for module in modules if hasattr(module, "read"))


def restore(document: Document) -> _Restored:
    """Return the blocks with tables put back into grids, and what could not be decided.

    Tables that are grids already stay as they are: what stands between them is looked through.
    Where something is doubtful, the text is read as lines straight across the page as well, without
    its blanks; that reading counts where it leaves less in doubt, and no fewer figures in tables
    and in the columns in which they stand. Tables that only one reads without a doubt count anyway.
    """
    printed, assumed = with_titles_above(without_running_heads(with_whole_tags(document.blocks)))
    blocks, findings = _read(printed)
    return blocks, (*assumed, *findings)


def _read(printed: Sequence[Block]) -> _Restored:
    """Return the blocks as `restore` does, which says how."""
    lines = [block for block in printed if isinstance(block, Paragraph)]
    words = cache(partial(_words, lines))
    found, standing = _restored(printed, words)
    known = {id(block) for block in printed if isinstance(block, Grid)}
    if not (doubts := _count_doubts(found, known)):
        return found
    plain = _without_blanks(printed)
    other, still_standing = _restored([block for block, _ in plain], words, across=True)
    as_printed = {id(block): whole for block, whole in plain}
    other = tuple(as_printed.get(id(block), block) for block in other[0]), other[1]
    is_better = (
        _count_doubts(other, known) < doubts
        and count_figures(other[0]) >= count_figures(found[0])
        and still_standing >= standing
    )
    if known:
        return other if is_better else found
    return fill_unread(other, found) if is_better else fill_unread(found, other)


def _count_doubts(found: _Restored, known: Set[int]) -> int:
    """Return how much of what was read is told as doubtful, or can hardly be what is printed.

    Args:
        found: What was read.
        known: The grids that the source has as such, by identity.
    """
    blocks, findings = found
    made = (block for block in blocks if isinstance(block, Grid) and id(block) not in known)
    warnings = sum(finding.severity == "warning" for finding in findings)
    return warnings + sum(map(count_broken, made))


def _without_blanks(blocks: Iterable[Block]) -> list[tuple[Block, Block]]:
    """Return the blocks with one blank at most between words, each beside itself as printed.

    Empty lines are left out.
    """
    plain: list[tuple[Block, Block]] = []
    for block in blocks:
        if isinstance(block, Grid):
            plain.append((block, block))
        elif text := " ".join(block.text.split()):
            plain.append((block._replace(text=text, indent=0), block))
    return plain


def _restored(
    printed: Sequence[Block], words: Callable[[], Words], *, across: bool = False
) -> _Standing:
    """Return the blocks as `restore` does, read in one way.

    Args:
        printed: All blocks.
        words: Gives the words of the text as printed, none where it does not keep their places.
        across: Whether text is taken for lines across the page, else that is told by its look.
    """
    lines = [block for block in printed if isinstance(block, Paragraph)]
    decimals = fixed_decimals(lines)
    is_mixed = len(lines) < len(printed)
    blocks: list[Block | FlowTable] = []
    whole, doubtful = _unwrapped(printed, decimals, across=across)
    for _, run in groupby(whole, _is_text):
        alike = list(run)
        between = [block for block in alike if isinstance(block, Paragraph)]
        if between and (not is_mixed or _may_hold_table(between)):
            doubtful += _restore_run(between, decimals, blocks)
        else:
            blocks += alike
    kept = [block for block in blocks if not isinstance(block, Paragraph) or block.text]
    placed = evidence.place(kept, words)
    told = [*doubtful, *placed.findings]
    text = Text(lines, decimals, words())
    seen, told = read_again(placed.blocks, told, text, placed.unnamed)
    return (tuple(seen), (*told, *unread(seen, told))), placed.standing


def _unwrapped(
    blocks: Sequence[Block], decimals: int, *, across: bool
) -> tuple[list[Block], list[Finding]]:
    """Return the blocks with cells that wrap over lines made whole, and what was doubtful."""
    whole: list[Block] = []
    findings: list[Finding] = []
    for is_text, run in groupby(blocks, _is_text):
        if is_text:
            lines = [block for block in run if isinstance(block, Paragraph)]
            if not across and is_spaced(lines):
                found, doubtful = unwrap(lines, decimals)
                whole += found
                findings += doubtful
            else:
                whole += straighten(lines, decimals, surely=across)
        else:
            whole += run
    return whole, findings


def _words(lines: Sequence[Paragraph]) -> Words:
    """Return the words of lines with their places, none where the lines do not keep them."""
    return words_by_line(lines) if is_spaced(lines) else {}


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph)


def _may_hold_table(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether lines between tables look like rows: a cheap look, for most are sentences."""
    ends = [text for text, *_ in paragraphs if text.rstrip()[-1:].isdecimal()]
    rows = [text for text in ends if ROW_END.search(text) or ALONE.fullmatch(text)]
    return len(rows) >= MIN_ROWS or any("指标值" in text for text, *_ in paragraphs)


def _restore_run(
    paragraphs: Sequence[Paragraph], decimals: int, blocks: list[Block | FlowTable]
) -> list[Finding]:
    """Add what consecutive lines of text form; return what of it could not be read."""
    findings: list[Finding] = []
    index = 0
    while index < len(paragraphs):
        if not paragraphs[index].text:
            index += 1
            continue
        if found := budget.read_table(paragraphs, index, decimals):
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
    blocks: list[Block | FlowTable],
    findings: list[Finding],
) -> int | None:
    """Add the grid of another kind of table that starts here, its title before it.

    Where only the heading of indicators could be read, the lines below are left as text and told;
    where nothing of a table is sure, so are all its lines.
    """
    found = next(filter(None, (read(paragraphs, start) for read in _kinds())), None)
    if found is None:
        return None
    title = paragraphs[start].text if captions.is_title(paragraphs[start].text) else ""
    rows = found.grid.rows
    blocks += [paragraphs[start]] if title or not rows else []
    blocks += [found.grid] if rows else []
    findings += found.doubts
    if not rows or find_columns(rows[-1]):  # nothing below the heading is sure
        below = rows[-1][-1].line if rows else found.grid.line
        left = [line for line in paragraphs[start : found.end] if line.text and line.line > below]
        blocks += left
        findings += told(left, title, least=1)
    return found.end
