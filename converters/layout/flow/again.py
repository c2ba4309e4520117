"""What is unread or in doubt, read again in other ways: by its look, or by counting its words.

Each way reads one region, what stands from one title to the next, and counts where it finds no
fewer figures.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from budgetgraph.figures import is_figure
from budgetgraph.model import Block, Finding, Grid, Paragraph

from .. import captions
from ..grids import flatten
from ._left import rows_in, stretches, title_of
from .by_count import read_by_count
from .by_look import read_by_look
from .spaced import is_spaced

_Place = tuple[int | None, int]  # page and line


def read_again(
    blocks: Sequence[Block],
    findings: Sequence[Finding],
    lines: Sequence[Paragraph],
    decimals: int,
) -> tuple[list[Block], list[Finding]]:
    """Return the blocks and findings, with what is unread or in doubt read in another way.

    Args:
        blocks: Text and tables as read so far.
        findings: What is told of them.
        lines: The lines of the text as printed.
        decimals: How many every figure of the document has, 0 where they differ.
    """
    number_of = {_place(line): number for number, line in enumerate(lines)}
    spaced = is_spaced(lines)
    kept: list[Block] = []
    told = list(findings)
    for region, following in pairwise([*_regions(blocks), []]):
        ends = [number_of.get(_place(part[0])) if part else None for part in (region, following)]
        printed = lines[slice(*ends)]
        inside = {_place(line) for line in printed}
        doubts = [finding for finding in told if (finding.page, finding.line) in inside]
        if not _is_doubtful(region, doubts) or any(_place(b) not in number_of for b in region):
            kept += region  # a table that the source has as such may stand in it
            continue
        by_look = read_by_look(printed, decimals) if spaced else []
        ways = (way for way in (by_look, read_by_count(region)) if way)
        again = next((way for way in ways if count_figures(way) >= count_figures(region)), [])
        kept += again or region
        if again:
            told = [finding for finding in told if finding not in doubts]
            title = captions.table_code(title_of(region))
            told += [
                _told(block, title)
                for block in by_look
                if isinstance(block, Grid) and again is by_look
            ]
    return kept, told


def count_figures(blocks: Iterable[Block]) -> int:
    """Return how many figures with decimals stand in tables."""
    cells = (cell for grid in blocks if isinstance(grid, Grid) for cell in flatten(grid.rows))
    return sum("." in cell.text and is_figure(cell.text) for cell in cells)


def _regions(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield what stands from one title to the next."""
    region: list[Block] = []
    for stretch in stretches(blocks):
        if region and title_of(stretch):
            yield region
            region = []
        region += stretch
    if region:
        yield region


def _is_doubtful(region: Sequence[Block], doubts: Iterable[Finding]) -> bool:
    """Return whether rows are left unread, or read in a way that nothing proves.

    Indicators have readers of their own, which know their look.
    """
    lines = [block for block in region if isinstance(block, Paragraph)]
    if any("指标" in line.text for line in lines):
        return False
    warned = any(finding.severity == "warning" for finding in doubts)
    return warned or any(map(rows_in, stretches(region)))


def _place(block: Block) -> _Place:
    return block.page, block.line


def _told(grid: Grid, table: str) -> Finding:
    return Finding(
        id="R09",
        severity="info",
        message_zh="各列由文字在页面上的位置得出",
        message_en="columns told by where their words stand on the page",
        line=grid.line,
        page=grid.page,
        table=table,
    )
