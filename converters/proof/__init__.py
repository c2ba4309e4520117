"""Proof: what the lines of a document say about each other. Sums, roles, misread figures."""

from collections.abc import Sequence

from budgetgraph.model import Finding, Line

from .misread import mend
from .roles import assign


def prove(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Return the lines with roles, parts, addends, proven readings, and what was found."""
    return mend(assign(lines))
