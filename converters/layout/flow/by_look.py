"""Tables that the running order of their words does not tell, where the text keeps their look.

Headings of several levels, four tables side by side: they are read by where their words stand.
"""

from collections.abc import Iterator, Sequence

from budgetgraph.model import Block, Grid, Paragraph

from ..captions import is_running
from ._left import is_row
from .budget.by_place import Words
from .spaced import body_start, is_alone, is_spaced
from .spaced.over import Headed
from .spaced.rows import first_row
from .spaced.tables import read_table
from .spaced.words import Lines, words_of


def read_by_look(
    lines: Sequence[Paragraph], decimals: int, words: Words
) -> tuple[list[Block], list[Paragraph]]:
    """Return the lines with a table in them as grids, one for each page; nothing for no table.

    Behind them stand lines that go on with the table and could not be read.

    Args:
        lines: Those from one title to the next.
        decimals: How many every figure of the document has, 0 where they differ.
        words: The words of all lines of the document, measured in one way.
    """
    blocks: list[Block] = []
    left: list[Paragraph] = []
    columns: Sequence[Headed] = ()
    goes_on = False
    for part in _parts(lines) if is_spaced(lines) else ():
        measured = (words_of(part), _in_document(part, words))
        read = (_read(part, lines, decimals, columns) for lines in measured)
        found = next(filter(None, read), None)
        if found:
            grid, columns, end = found
            blocks += [*(line for line in part if line.line < grid.line), grid, *part[end:]]
            left += [line for line in part[end:] if is_row(line.text)]
            goes_on = True
            continue
        rows = [line for line in part if is_row(line.text)] if goes_on else []
        left += rows
        goes_on = goes_on and (bool(rows) or all(is_running(line.text) for line in part))
        blocks += part
    kept = [block for block in blocks if isinstance(block, Grid) or block.text]
    return (kept, left) if columns else ([], [])


def _read(
    part: Sequence[Paragraph], lines: Lines, decimals: int, columns: Sequence[Headed]
) -> tuple[Grid, Sequence[Headed], int] | None:
    anchor = first_row(lines, decimals)
    if anchor is None:
        return None
    return read_table(part, lines, body_start(lines, anchor), decimals, columns)


def _in_document(part: Sequence[Paragraph], words: Words) -> Lines:
    """Return the words as wide as in the whole document: of a few lines that may be open."""
    return [
        [word._replace(line=number) for word in words.get((line.page, line.line), ())]
        for number, line in enumerate(part)
    ]


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
