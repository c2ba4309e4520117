"""The heading of 三公经费, one row of figures without labels, read across the page.

机关运行经费 beside it wraps around the names between, and 公务用车购置及运行费, with parts below,
stands higher than the names on its left. In the order in which it is read its names come whole,
each line of parts below the name over it.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from budgetgraph.figures import is_figure
from budgetgraph.model import Paragraph

from ....vocabulary import normalise
from ..budget.heading import columns_of
from ..budget.heading.names import is_unlabelled, measure_of

_MOST = 8  # lines
_BESIDE_TOP = "agency-running-cost"
_SUBTOTAL = "小计"


def with_whole_names(part: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return the lines of a table with such a heading in order; any other as they are."""
    begins = (n for n, line in enumerate(part[:_MOST]) if _begins(line.text))
    begin = next(begins, len(part))
    rows = (n for n in range(begin, len(part)) if _is_row(part[n].text))
    end = next(rows, begin)
    lines = [line for line in part[begin:end] if line.text]
    if not 1 < len(lines) <= _MOST or columns_of(tuple(line.text for line in lines), None):
        return part
    ways = [way for way in _ways(lines) if columns_of(tuple(line.text for line in way), None)]
    return [*part[:begin], *ways[0], *part[end:]] if len(ways) == 1 else part


def _is_row(text: str) -> bool:
    return bool(text) and all(map(is_figure, text.split()))


def _begins(text: str) -> bool:
    return "三公" in text and is_unlabelled(normalise(text))


def _ways(lines: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the lines in order for each two of one word that are one name."""
    top, *others = lines
    *between, parts = others
    if not parts.text.startswith(_SUBTOTAL):
        return
    single = [line for line in between if len(line.text.split()) == 1]
    beside = [line for line in between if line not in single]
    for first, last in combinations(single, 2):
        if measure_of(normalise(first.text + last.text)) != _BESIDE_TOP:
            continue
        over = [line for line in single if line not in (first, last)]
        yield [top, _joined(first, last), *beside, *over, parts]


def _joined(first: Paragraph, last: Paragraph) -> Paragraph:
    pieces = (first.text, first.line), (last.text, last.line)
    return first._replace(text=first.text + last.text, words=(pieces,))
