"""Proof: what the lines of a document say about each other. Sums, roles, misread figures."""

from collections.abc import Sequence

from budgetgraph.model import Finding, Line, Table

from .misread import mend
from .roles import assign


def prove(
    lines: Sequence[Line], tables: Sequence[Table] = ()
) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Return the lines with roles, parts, addends and proven second readings, and what was found."""
    return mend(assign(lines))
