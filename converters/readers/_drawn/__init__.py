"""Tables drawn with characters in text: between lines, in boxes, under groups of dashes.

Pandoc, w3m, elinks, databases and reStructuredText write them. Columns are places on the line, so
that every cell is read where it stands; a drawing that does not fit together stays text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from budgetgraph.model import Block

from .._rows import TextLine
from .barred import read_barred
from .boxes import box_end, read_box
from .canvas import SPACES
from .marks import BOX_STARTS
from .ruled import find_ruled

__all__ = ["Drawn", "drawn_tables", "read_barred"]
# The first printed character of a line that draws: one look at most lines.
_STARTS_DRAWING = re.compile(rf"[{SPACES}]*[-=+{BOX_STARTS}]").match


class Drawn(NamedTuple):
    """What a drawn table holds, and the index after its last line."""

    blocks: tuple[Block, ...]
    end: int


def drawn_tables(lines: Sequence[TextLine]) -> dict[int, Drawn]:
    """Return the drawn tables of a text by the index of their first line."""
    marked = [index for index, (text, _, _) in enumerate(lines) if _STARTS_DRAWING(text)]
    found: dict[int, Drawn] = {}
    done = 0
    for index in marked:
        if index < done:
            continue
        end = box_end(lines, index)
        if end > index:
            if blocks := read_box(lines[index:end]):
                found[index] = Drawn(blocks, end)
            done = end  # a drawing that does not fit together is not tried again from its middle
        elif ruled := find_ruled(lines, index, done):
            first, done, blocks = ruled
            found[first] = Drawn(blocks, done)
    return found
