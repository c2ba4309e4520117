"""Reader of Markdown with web tables inside, as tools that convert PDF write it.

The lines between the tables are read as text; each table, with what stands on its lines, as a web
page, so that merged cells keep their width and height.
"""

import re
from collections.abc import Iterator, Sequence

from budgetgraph.contract import Source
from budgetgraph.limits import DEFAULT, Limits
from budgetgraph.model import Block, Cell, Document, Grid, Paragraph
from budgetgraph.sniff import sniff

from ._decoding import decode, looks_like_text
from ._rows import TextLine
from .html.page import parse
from .text import blocks, document_of, numbered

PRIORITY = 10  # of text the kind that is more specific
UNTRUSTED = True
_OPEN = re.compile(r"<table\b", re.I)
_CLOSE = re.compile(r"</table\s*>", re.I)
_PART = re.compile(r"</?(?:table|t[hrd])\b", re.I)


def identify(source: Source) -> bool:
    """Return whether the bytes are text with a web table in it."""
    return (
        b"<table" in source.data.lower()
        and sniff(source.data).word == "text"
        and looks_like_text(source.data)
    )


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids with their source lines; raises InputError as its parts do."""
    lines = numbered(decode(source), source.name)
    return document_of(source, lines, _blocks(lines, source.name, limits), "markdown")


def _blocks(lines: Sequence[TextLine], name: str, limits: Limits) -> Iterator[Block]:
    start = index = 0
    while index < len(lines):
        if not _OPEN.search(lines[index].text):
            index += 1
            continue
        yield from blocks(lines[start:index])
        start = _end(lines, index)
        yield from _tables(lines[index:start], name, limits)
        index = start
    yield from blocks(lines[start:])


def _end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the line that closes the table; one never closed ends with its rows.

    Tables inside cells are closed first.
    """
    depth = 0
    last = start
    for index in range(start, len(lines)):
        text = lines[index].text
        depth += len(_OPEN.findall(text)) - len(_CLOSE.findall(text))
        if depth <= 0:
            return index + 1
        if index > start and depth > 1 and _OPEN.match(text):  # the one before was cut off
            return last + 1
        if _PART.search(text):
            last = index
    return last + 1


def _tables(lines: Sequence[TextLine], name: str, limits: Limits) -> Iterator[Block]:
    """Yield what a web page of these lines prints, at the lines of the file."""
    first, last = lines[0], lines[-1].number
    text = "\n".join(line.text for line in lines)
    for block in parse(text, name, limits).blocks:
        # A page written in one line has its rows counted on: not beyond the lines that are there.
        at = min(block.line + first.number - 1, last)
        if isinstance(block, Paragraph):
            yield block._replace(line=at, page=first.page)
            continue
        rows = tuple(tuple(_placed(cell, first, last) for cell in row) for row in block.rows)
        yield Grid(rows, at, first.page)


def _placed(cell: Cell, first: TextLine, last: int) -> Cell:
    line = min(cell.line + first.number - 1, last)
    return cell._replace(line=line, page=first.page)
