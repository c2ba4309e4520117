"""Two readings of one text: what the better one leaves unread is taken from the other, if sure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from budgetgraph.model import Block, Finding, Grid

from ._left import title_of
from .again import count_figures, regions

_Place = tuple[int, int]  # page and line
_Restored = tuple[tuple[Block, ...], tuple[Finding, ...]]
_END = (1 << 30, 0)


def fill_unread(found: _Restored, other: _Restored) -> _Restored:
    """Return a reading with the tables that only the other one has read whole, without any doubt.

    Both are of the same text, which has no tables of its own; each table goes from title to title.
    """
    instead = {_place(region[0]): region for region in regions(other[0])}
    blocks: list[Block] = []
    findings = list(found[1])
    for region, following in pairwise([*regions(found[0]), []]):
        span = _place(region[0]), _place(following[0]) if following else _END
        told = _inside(findings, span)
        others = instead.get(span[0], [])
        if (
            title_of(region)
            and any(finding.id == "R01" for finding in told)  # rows that were not read
            and (not following or span[1] in instead)
            and _is_sure(others, _inside(other[1], span))
            and (not _has_table(region) or count_figures(others) > count_figures(region))
        ):
            blocks += others
            findings = [finding for finding in findings if finding not in told]
            findings += _inside(other[1], span)
        else:
            blocks += region
    return tuple(blocks), tuple(findings)


def _has_table(region: Iterable[Block]) -> bool:
    return any(isinstance(block, Grid) for block in region)


def _is_sure(region: Sequence[Block], told: Iterable[Finding]) -> bool:
    return _has_table(region) and all(finding.severity == "info" for finding in told)


def _inside(findings: Iterable[Finding], span: tuple[_Place, _Place]) -> list[Finding]:
    return [f for f in findings if span[0] <= (f.page or 0, f.line or 0) < span[1]]


def _place(block: Block) -> _Place:
    return block.page or 0, block.line
