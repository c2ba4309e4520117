"""Tables that the running order of their words does not tell, where the text keeps their look.

Headings of several levels, four tables side by side: what no reader took is read again by where its
words stand.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from budgetgraph.figures import is_figure
from budgetgraph.model import Block, Finding, Grid, Paragraph

from .. import captions
from ..grids import flatten
from ._left import rows_in, stretches, title_of
from .spaced import body_start, is_alone
from .spaced.over import Headed
from .spaced.rows import first_row
from .spaced.tables import read_table
from .spaced.words import words_of

_Place = tuple[int | None, int]  # page and line


def read_by_look(
    blocks: Sequence[Block],
    findings: Sequence[Finding],
    lines: Sequence[Paragraph],
    decimals: int,
) -> tuple[list[Block], list[Finding]]:
    """Return the blocks and findings, with what is unread or in doubt read by its look.

    Args:
        blocks: Text and tables as read so far.
        findings: What is told of them.
        lines: The lines of the text as printed.
        decimals: How many every figure of the document has, 0 where they differ.
    """
    number_of = {_place(line): number for number, line in enumerate(lines)}
    kept: list[Block] = []
    told = list(findings)
    for region, following in pairwise([*_regions(blocks), []]):
        ends = [number_of.get(_place(part[0])) if part else None for part in (region, following)]
        printed = lines[slice(*ends)]
        inside = {_place(line) for line in printed}
        doubts = [finding for finding in told if (finding.page, finding.line) in inside]
        from_text = all(
            _place(block) in number_of for block in region
        )  # else a table of the source
        again = _read(printed, decimals) if from_text and _is_doubtful(region, doubts) else []
        if not again or count_figures(again) < count_figures(region):
            kept += region
            continue
        kept += again
        told = [finding for finding in told if finding not in doubts]
        told += [_told(block, title_of(region)) for block in again if isinstance(block, Grid)]
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


def _read(lines: Sequence[Paragraph], decimals: int) -> list[Block]:
    """Return the lines with a table in them as grids, one for each page; nothing for no table."""
    blocks: list[Block] = []
    columns: Sequence[Headed] = ()
    for part in _parts(lines):
        anchor = first_row(words_of(part), decimals)
        found = None
        if anchor is not None:
            found = read_table(part, body_start(words_of(part), anchor), decimals, columns)
        if found:
            grid, columns, end = found
            blocks += [*(line for line in part if line.line < grid.line), grid, *part[end:]]
        else:
            blocks += part
    kept = [block for block in blocks if isinstance(block, Grid) or block.text]
    return kept if columns else []


def _parts(lines: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the lines of each page between titles, captions and sentences, and these alone."""
    part: list[Paragraph] = []
    for number, line in enumerate(lines):
        alone = is_alone(lines, number)
        if part and (alone or line.page != part[-1].page):
            yield part
            part = []
        if alone:
            yield [line]
        else:
            part.append(line)
    if part:
        yield part


def _told(grid: Grid, title: str) -> Finding:
    return Finding(
        id="R09",
        severity="info",
        message_zh="各列由文字在页面上的位置得出",
        message_en="columns told by where their words stand on the page",
        line=grid.line,
        page=grid.page,
        table=captions.table_code(title),
    )
