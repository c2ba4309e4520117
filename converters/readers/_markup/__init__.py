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

__all__ = ["read_markup"]
_KINDS = (
    (latex_end, read_latex),
    (mediawiki_end, read_mediawiki),
    (asciidoc_end, read_asciidoc),
)
# One look at each line: the first character of most tells that nothing is marked.
_FIRST = frozenset("^|\\='h{[:")
_IS_MARKED = re.compile(
    r"\s*(?:\^|\|[|=_]|\\[a-z]|={2,6}\s|''|h[1-6]\.\s|:*\{\||\[(?:cols|%|options))"
).match
_Tables = dict[int, tuple[tuple[Block, ...], int]]


def read_markup(lines: Sequence[TextLine]) -> tuple[Sequence[TextLine], _Tables]:
    """Return the lines without the marks of headings, and the tables.

    Each table stands under the index of its first line: what it holds, and the index after its
    last. One that is never closed stays text.
    """
    marked = [
        index
        for index, (text, _, _) in enumerate(lines)
        if text.lstrip()[:1] in _FIRST and _IS_MARKED(text)
    ]
    if not marked:
        return lines, {}
    found: _Tables = {}
    done = 0
    for index in marked:
        if index < done:
            continue
        for end_of, read in _KINDS:
            if (end := end_of(lines, index)) > index:
                found[index] = tuple(read(lines[index:end])), end
                done = end
                break
    return plain_headings(lines, marked), found
