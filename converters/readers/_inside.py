"""Files inside files: the documents in an archive or a saved page, read by the sibling readers."""

import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any, cast

from budgetgraph.contract import Source
from budgetgraph.limits import Limits
from budgetgraph.model import Block, Cell, Document, Paragraph

_TEXT = "text"  # takes any bytes that decode: stray files of a saved page are not disclosures


@cache
def _readers() -> tuple[Any, ...]:
    """Return the sibling readers, highest priority first; loaded when a file inside is met."""
    package = import_module(__package__ or "")
    names = (module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [import_module(f"{__package__}.{name}") for name in names if not name.startswith("_")]
    readers = [module for module in modules if hasattr(module, "PRIORITY")]
    return tuple(sorted(readers, key=lambda reader: -reader.PRIORITY))


def reader_of(source: Source, *, texts: bool = False) -> Any | None:
    """Return the reader for the bytes, None where there is none.

    Args:
        source: The inner file.
        texts: Whether plain texts count.
    """
    for reader in _readers():
        is_text = reader.__name__.rpartition(".")[2] == _TEXT
        if (texts or not is_text) and reader.identify(source):
            return reader
    return None


def read_inside(source: Source, reader: Any, limits: Limits) -> Document:
    """Return the document that a sibling reader makes of an inner file; raises InputError."""
    if getattr(reader, "UNTRUSTED", False):
        return cast("Document", reader.read(source, limits))
    return cast("Document", reader.read(source))


def blocks_with_origin(documents: Iterable[Document]) -> Iterator[Block]:
    """Yield the blocks of several documents as one: pages, or lines without pages, counted on.

    Each cell has the inner file's name as its sheet.
    """
    pages = lines = 0
    for document in documents:
        last = lines
        for block in document.blocks:
            moved = _moved(block, document.name, pages, lines)
            last = max(last, *(_lines(moved)))
            yield moved
        pages += document.pages or 0
        lines = last


def _moved(block: Block, name: str, pages: int, lines: int) -> Block:
    place: dict[str, int] = (
        {"page": block.page + pages} if block.page else {"line": block.line + lines}
    )
    if isinstance(block, Paragraph):
        return block._replace(**place)  # type: ignore[arg-type]  # page or line, both int
    rows = tuple(tuple(_placed(cell, name, pages, lines) for cell in row) for row in block.rows)
    return replace(block, rows=rows, **place)  # type: ignore[arg-type]  # as above


def _placed(cell: Cell, name: str, pages: int, lines: int) -> Cell:
    return cell._replace(
        page=cell.page + pages if cell.page else None,
        line=cell.line if cell.page else cell.line + lines,
        sheet=f"{name}/{cell.sheet}" if cell.sheet else name,
    )


def _lines(block: Block) -> list[int]:
    """Return the lines of a block without pages."""
    if block.page:
        return [0]
    if isinstance(block, Paragraph):
        return [block.line]
    return [block.line, *(cell.line for row in block.rows for cell in row)]
