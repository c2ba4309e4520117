"""Checks of the print itself: what the tables say that no statement quotes.

They run on a disclosure only, never on RDF: the graph holds what statements quote, with personal
data masked. Each module offers `find(disclosure)`.
"""

from collections.abc import Iterator

from budgetgraph.model import Disclosure, Finding

from . import department_codes, number_rows, personal, residues


def find(disclosure: Disclosure) -> Iterator[Finding]:
    """Yield the findings of all checks of the print."""
    yield from personal.find(disclosure)
    yield from number_rows.find(disclosure)
    yield from department_codes.find(disclosure)
    yield from residues.find(disclosure)
