"""A table found in layout text."""

from typing import NamedTuple

from budgetgraph.model import Finding, Grid


class Found(NamedTuple):
    """What `read` of a kind of table returns.

    Attributes:
        grid: The table.
        end: The index after its last line.
        doubts: What of it is not sure.
    """

    grid: Grid
    end: int
    doubts: tuple[Finding, ...] = ()
