"""Running heads of layout text: what several pages print at their edge, kept once, in front.

`南河县教育局2024年部门预算` between two rows would else be the rest of a label.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter

from budgetgraph.model import Block, Paragraph

from ...vocabulary import normalise
from .. import captions, owners
from .budget.heading import is_heading_text

_HEAD = re.compile(r"(?=.{6,60}$).*(?:20\d\d年|部门预算|单位预算|预算公开|[局厅委院会]$)")
_EDGE = 2  # lines: a page number may stand beside the head
_MIN_PAGES = 3
_TAG_PIECES = 3


def without_running_heads(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the lines that come again at the edge of pages once, in front."""
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.text]
    counts: Counter[str] = Counter()
    edges: set[int] = set()
    for whole in _pages(lines):
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


def with_whole_tags(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks, a tag on three lines as one: `公开` / `02` / `表` is no row with a 2."""
    ends = [
        n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text == "表"
    ]
    whole = list(blocks)
    for end in reversed(ends):  # few texts have any
        pieces = [
            block for block in blocks[max(end - 2, 0) : end + 1] if isinstance(block, Paragraph)
        ]
        text = "".join(piece.text for piece in pieces)
        if len(pieces) == _TAG_PIECES and pieces[1].text.isdigit() and captions.is_tag(text):
            whole[end - 2 : end + 1] = [pieces[0]._replace(text=text)]
    return whole


def _pages(lines: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the lines of each page; where no form feed parts them, a page's number does: `- 12 -`.

    Such numbers are left out.
    """
    marks = [captions.is_page_mark(line.text) for line in lines]
    places = zip((line.page for line in lines), accumulate(marks), strict=True)
    for _, page in groupby(zip(places, marks, lines, strict=True), key=itemgetter(0)):
        if whole := [line for _, is_mark, line in page if not is_mark]:
            yield whole


def _is_head(text: str) -> bool:
    return bool(_HEAD.match(text)) and not (
        captions.is_title(text)
        or captions.is_running(text)
        or owners.is_department(text)
        or captions.is_section(text)
        or is_heading_text(text)
    )
