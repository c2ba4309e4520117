"""Reader of text: pipes, drawn tables, tabs, commas, one cell per line, layout text.

The ways to write a table may stand in one file, so one reader looks at each run of lines. Lines in
which no way to write rows is recognised may be `flowing`: cells wrap over lines and empty columns
are lost; `layout/flow` restores them.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, count, repeat

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.model import Block, Document, Paragraph

from ._bare_pipes import bare_end, read_bare
from ._decoding import MAX_LINE, decode, looks_like_text
from ._drawn import drawn_tables, read_barred
from ._formulas import without_formulas
from ._joined import joined_end, read_joined
from ._lone import lone_tables
from ._markup import read_markup
from ._python import python_tables
from ._rows import (
    TextLine,
    clean_paragraph,
    comma_end,
    indented_end,
    is_indented,
    is_pipe,
    is_tabbed,
    read_commas,
    read_indented,
    read_pipes,
    read_tabs,
    with_parted_rows,
    without_gap_tabs,
)
from ._unruled_pipes import read_padded, read_unruled, unruled_end, with_joined_cells

PRIORITY = 0  # every other format is more specific


def identify(source: Source) -> bool:
    """Return whether the bytes are text in a known encoding."""
    return looks_like_text(source.data)


def read(source: Source) -> Document:
    """Return paragraphs and grids with their line numbers; pages where form feeds mark them."""
    lines = numbered(decode(source), source.name)
    return document_of(source, lines, blocks(lines), "text")


def document_of(
    source: Source, lines: Sequence[TextLine], found: Iterable[Block], reader: str
) -> Document:
    """Return the document of a text in which these blocks were found."""
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="text/plain",
        reader=reader,
        blocks=tuple(found),
        flowing=True,
        pages=lines[-1].page,
    )


def numbered(text: str, name: str) -> list[TextLine]:
    """Return the lines of a text with their numbers; pages where form feeds mark them."""
    lines = without_formulas(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    pages: Iterable[int | None] = repeat(None)
    if "\f" in text:
        pages = accumulate((line.count("\f") for line in lines), initial=1)
        next(pages)  # a form feed stands before the first line of its page
        lines = [line.replace("\f", "") for line in lines]
    if (longest := max(map(len, lines))) > MAX_LINE:
        raise InputError(
            f"the line has {longest:,} characters; is this a table dump without line breaks?",
            f"{name}:{next(n for n, line in enumerate(lines, 1) if len(line) == longest)}",
        )
    # A third of what `TextLine(…)` takes.
    return list(map(tuple.__new__, repeat(TextLine), zip(lines, count(1), pages)))


def blocks(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield what consecutive lines form: tables, and paragraphs of one line."""
    lines, marked = read_markup(with_joined_cells(with_parted_rows(without_gap_tabs(lines))))
    drawn = drawn_tables(lines) | python_tables(lines) | lone_tables(lines) | marked
    index = 0
    while index < len(lines):
        line = lines[index]
        if not line.text:  # as every other line of some texts
            end = index + 1
            yield Paragraph("", line.number, line.page)
        elif index in drawn:
            found, end = drawn[index]
            yield from found
        elif "|" in line.text and (table := _between_pipes(lines, index)):
            found, end = table
            yield from found
        elif is_indented(line) and (end := indented_end(lines, index)) > index:
            yield read_indented(lines[index:end])
        elif is_tabbed(line):
            end = _run(lines, index, is_tabbed)
            yield read_tabs(lines[index:end])
        elif "," in line.text and (end := comma_end(lines, index)) > index:
            yield read_commas(lines[index:end])
        elif " " in line.text and (end := joined_end(lines, index)) > index:
            yield read_joined(lines[index:end])
        else:
            end = index + 1
            text = line.text
            indent = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
            yield Paragraph(clean_paragraph(text), line.number, line.page, indent)
        index = end


def _between_pipes(lines: Sequence[TextLine], start: int) -> tuple[tuple[Block, ...], int] | None:
    """Return the table of rows with pipes that begins here, and the index after it, else None."""
    if (end := bare_end(lines, start)) > start:
        return (read_bare(lines[start:end]),), end
    if (end := unruled_end(lines, start)) > start:
        return (read_unruled(lines[start:end]),), end
    if is_pipe(lines[start]):
        end = _run(lines, start, is_pipe)
        run = lines[start:end]
        padded = read_padded(run)
        return (padded,) if padded else read_barred(run) or _piped(run), end
    return None


def _piped(lines: Sequence[TextLine]) -> tuple[Block, ...]:
    """Return the grid of rows between pipes, the lines themselves where no cell holds anything."""
    grid = read_pipes(lines)
    if any(cell.text for row in grid.rows for cell in row):
        return (grid,)
    return tuple(Paragraph(line.text.strip(), line.number, line.page) for line in lines)


def _run(lines: Sequence[TextLine], start: int, belongs: Callable[[TextLine], bool]) -> int:
    end = start
    while end < len(lines) and belongs(lines[end]):
        end += 1
    return end
