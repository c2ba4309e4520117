"""Which of the tables that must be published a document has."""

from collections import defaultdict

from ...terms import BUD, CODE_IRI
from .source import Source

# 财预〔2016〕143号; the saved question `completeness-of-publication` asks the same of the store
REQUIRED = (
    "balance",
    "revenue",
    "expenditure",
    "appropriation-balance",
    "general-budget-expenditure",
    "general-budget-basic",
    "government-fund",
    "state-capital",
    "three-public",
)
FIGURES, EMPTY, UNEXPLAINED, MISSING = "figures", "empty", "empty-without-note", "missing"


def read_publication(source: Source, document: str) -> dict[str, str]:
    """Return the state of each required table: with figures, empty, missing."""
    found: dict[str, list[str]] = defaultdict(list)
    for table in source.instances(BUD.Table, document):
        about = source.describe(table, document)
        kind = next(iter(about.get(BUD.table.value, ())), "").removeprefix(f"{CODE_IRI}table/")
        if kind in REQUIRED:
            is_empty = "true" in about.get(BUD.isEmptyTable.value, ())
            noted = EMPTY if about.get(BUD.emptyTableNote.value) else UNEXPLAINED
            found[kind].append(noted if is_empty else FIGURES)
    # of several tables of one kind the one that says most counts
    order = (FIGURES, EMPTY, UNEXPLAINED)
    return {kind: min(found.get(kind, [MISSING]), key=(*order, MISSING).index) for kind in REQUIRED}
