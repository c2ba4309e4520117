"""Files inside files: the documents in an archive or a saved page, read by the sibling readers."""

import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any, cast

from budgetgraph.contract import Source
from budgetgraph.limits import Limits
from budgetgraph.model import Block, Cell, Document, Grid

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
    """Yield the blocks of several documents, each cell with the inner file's name as its sheet."""
    for document in documents:
        for block in document.blocks:
            if isinstance(block, Grid):
                rows = tuple(
                    tuple(_placed(cell, document.name) for cell in row) for row in block.rows
                )
                yield replace(block, rows=rows)
            else:
                yield block


def _placed(cell: Cell, name: str) -> Cell:
    return replace(cell, sheet=f"{name}/{cell.sheet}" if cell.sheet else name)
