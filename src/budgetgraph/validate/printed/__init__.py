"""Checks of the print itself: what the tables say that no statement quotes.

They run on a disclosure only, never on RDF: the graph holds what statements quote, with personal
data masked. Each module offers `find(texts)`: the texts of a document are gone through by all.
"""

from collections.abc import Iterator

from budgetgraph.model import Disclosure, Finding

from . import department_codes, number_rows, personal, residues
from .blocks import find_texts


def find(disclosure: Disclosure) -> Iterator[Finding]:
    """Yield the findings of all checks of the print."""
    texts = tuple(find_texts(disclosure))
    for module in (personal, number_rows, department_codes, residues):
        yield from module.find(texts)
