"""Running heads of layout text: what several pages print at their edge, kept once, in front.

`南河县教育局2024年部门预算` between two rows would else be the rest of a label.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from budgetgraph.model import Block, Paragraph

from ...vocabulary import normalise
from .. import captions
from .heading import is_heading_text

_HEAD = re.compile(r"(?=.{6,60}$).*(?:20\d\d年|部门预算|单位预算|预算公开|[局厅委院会]$)")
_EDGE = 2  # lines: a page number may stand beside the head
_MIN_PAGES = 3


def without_running_heads(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the lines that come again at the edge of pages once, in front."""
    lines = [b for b in blocks if isinstance(b, Paragraph) and b.page is not None and b.text]
    counts: Counter[str] = Counter()
    edges: set[int] = set()
    for _, page in groupby(lines, key=lambda line: line.page):
        whole = list(page)
        ends = {line.line: normalise(line.text) for line in (*whole[:_EDGE], *whole[-_EDGE:])}
        edges |= ends.keys()
        counts.update(set(ends.values()))
    heads = {text for text, count in counts.items() if count >= _MIN_PAGES and _is_head(text)}
    if not heads:
        return list(blocks)
    first: dict[str, Block] = {}
    kept: list[Block] = []
    for block in blocks:
        text = ""
        if isinstance(block, Paragraph) and block.line in edges:
            text = normalise(block.text)
        if text in heads:
            first.setdefault(text, block)
        else:
            kept.append(block)
    return [*first.values(), *kept]


def _is_head(text: str) -> bool:
    return bool(_HEAD.match(text)) and not (
        captions.is_title(text)
        or captions.is_running(text)
        or captions.is_department(text)
        or captions.is_section(text)
        or is_heading_text(text)
    )
