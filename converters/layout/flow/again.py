"""What is unread or in doubt, read again: by the place of its words, their number or their meaning.

In text that keeps the look of its pages, sums of the heading that do not hold are a doubt as well.

Each way reads one region, what stands from one title to the next.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from budgetgraph.figures import is_figure
from budgetgraph.model import Block, Finding, Grid, Paragraph

from .. import captions
from ..grids import flatten
from ._left import rows_in, stretches, title_of
from ._left import told as rows_told
from .budget.by_place import Words
from .budget.sums import count_sums
from .by_count import read_by_count
from .by_look import read_by_look
from .by_role import read_by_role

_Place = tuple[int | None, int]  # page and line
_Read = tuple[list[Block], list[Paragraph]]  # blocks, and rows among them that are not read
_NOTHING: _Read = ([], [])


class Text(NamedTuple):
    """A text as printed.

    Attributes:
        lines: Its lines.
        decimals: How many every figure has, 0 where they differ.
        words: Its words, none where it does not keep the look of its pages, which tells indicators.
    """

    lines: Sequence[Paragraph]
    decimals: int
    words: Words

    @property
    def keeps_places(self) -> bool:
        """Whether it keeps the look of its pages."""
        return bool(self.words)


def read_again(
    blocks: Sequence[Block], findings: Sequence[Finding], text: Text, unnamed: Set[_Place]
) -> tuple[list[Block], list[Finding]]:
    """Return the blocks and findings, with what is unread or in doubt read in another way.

    Args:
        blocks: Text and tables as read so far.
        findings: What is told of them.
        text: The text from which they were read.
        unnamed: Where tables begin whose figures do not stand below the names read for them.
    """
    if not text.keeps_places and not _is_open(blocks, findings):  # as most documents
        return list(blocks), list(findings)
    number_of = {_place(line): number for number, line in enumerate(text.lines)}
    kept: list[Block] = []
    told = list(findings)
    for region, following in pairwise([*regions(blocks), []]):
        ends = [number_of.get(_place(part[0])) if part else None for part in (region, following)]
        printed = text._replace(lines=text.lines[slice(*ends)])
        inside = {_place(line) for line in printed.lines}
        doubts = [finding for finding in told if (finding.page, finding.line) in inside]
        from_text = all(_place(block) in number_of for block in region)  # and not from the source
        again, left = _NOTHING
        if from_text and _is_open(region, doubts):
            again, left = _again(region, printed)
        elif from_text and text.keeps_places:
            again = _by_sums(region, printed, is_unnamed=not unnamed.isdisjoint(inside))
        kept += again or region
        if not again and from_text and not unnamed.isdisjoint(inside):
            told.append(_unnamed(min(unnamed & inside), title_of(region)))
        if again:
            told = [finding for finding in told if finding not in doubts]
            told += [_told(b, title_of(region)) for b in again if isinstance(b, Grid)]
            told += rows_told(left, title_of(region), least=1)
    return kept, told


def _again(region: Sequence[Block], printed: Text) -> _Read:
    """Return a region read in the first way that finds no fewer figures, and what it leaves."""
    by_role = [] if printed.keeps_places else read_by_role(region) or read_by_role(printed.lines)
    found: tuple[_Read, ...] = (
        _NOTHING if _has_indicators(region) else read_by_look(*printed),
        (read_by_count(region), []),
        (by_role, []),
    )
    before = count_figures(region)
    ways = (read for read in found if read[0] and count_figures(read[0]) >= before)
    return next(ways, _NOTHING)


def _by_sums(region: Sequence[Block], printed: Text, *, is_unnamed: bool) -> list[Block]:
    """Return a region read by its look if that loses nothing and its heading states truer sums.

    Args:
        region: What stands from one title to the next.
        printed: The same as printed.
        is_unnamed: Whether figures do not stand below their names: as many sums are enough then.
    """
    held, broken = count_sums(region)
    if not (broken or is_unnamed) or _has_indicators(region):
        return []
    again, left = read_by_look(*printed)
    is_whole = not left and count_figures(again) >= count_figures(region)
    return again if is_whole and count_sums(again)[0] >= held + (not is_unnamed) else []


def count_figures(blocks: Iterable[Block]) -> int:
    """Return how many figures with decimals stand in tables."""
    cells = (cell for grid in blocks if isinstance(grid, Grid) for cell in flatten(grid.rows))
    return sum("." in cell.text and is_figure(cell.text) for cell in cells)


def regions(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield what stands from one title to the next."""
    region: list[Block] = []
    for stretch in stretches(blocks):
        if region and title_of(stretch):
            yield region
            region = []
        region += stretch
    if region:
        yield region


def _is_open(region: Sequence[Block], doubts: Iterable[Finding]) -> bool:
    """Return whether rows are left unread, or read in a way that nothing proves."""
    warned = any(finding.severity == "warning" for finding in doubts)
    return warned or any(map(rows_in, stretches(region)))


def _has_indicators(region: Sequence[Block]) -> bool:
    """Return whether indicators may stand in a region: `spaced` knows their look."""
    return any(isinstance(block, Paragraph) and "指标" in block.text for block in region)


def _place(block: Block) -> _Place:
    return block.page, block.line


def _unnamed(place: _Place, title: str) -> Finding:
    page, line = place
    return Finding(
        id="R08",
        severity="warning",
        message_zh="各栏名称不在其数字上方，或位置顺序与读出的不同，数字按读出的表头顺序归栏，请核对",
        message_en="names of columns do not stand over their figures, or in another order than was "
        "read: figures are in the columns of the heading as read, to be checked",
        line=line,
        page=page,
        table=captions.table_code(title),
    )


def _told(grid: Grid, title: str) -> Finding:
    return Finding(
        id="R09",
        severity="info",
        message_zh="按先后顺序读不出的表，由各词的位置、个数或含义读出",
        message_en="a table that the order of its words does not tell: read by their place, number "
        "or meaning",
        line=grid.line,
        page=grid.page,
        table=captions.table_code(title),
    )
