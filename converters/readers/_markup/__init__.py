"""Tables in the marks of other plain texts: LaTeX, MediaWiki, AsciiDoc; headings of wiki tables.

Tools that recognise the print of pages write LaTeX, office suites and wikis the others. What stands
between two tables is text, without the marks of its headings.
"""

import re
from collections.abc import Sequence

from budgetgraph.model import Block

from .._rows import TextLine
from .asciidoc import asciidoc_end, read_asciidoc
from .headings import plain_headings
from .latex import latex_end, read_latex
from .mediawiki import mediawiki_end, read_mediawiki

__all__ = ["markup_tables", "plain_headings"]
_KINDS = (
    (latex_end, read_latex),
    (mediawiki_end, read_mediawiki),
    (asciidoc_end, read_asciidoc),
)
# One look at most lines: what begins a table of any kind.
_OPENS = re.compile(r"\\begin\{|\s*:*\{\||\|={3,}\s*$|\[cols|\[%")


def markup_tables(lines: Sequence[TextLine]) -> dict[int, tuple[tuple[Block, ...], int]]:
    """Return what the tables of a text hold, and the index after each, by that of its first line.

    A table that is never closed stays text.
    """
    found: dict[int, tuple[tuple[Block, ...], int]] = {}
    done = 0
    opening = [index for index, (text, _, _) in enumerate(lines) if _OPENS.match(text)]
    for index in opening:
        if index < done:
            continue
        for end_of, read in _KINDS:
            if (end := end_of(lines, index)) > index:
                found[index] = tuple(read(lines[index:end])), end
                done = end
                break
    return found
