"""The printed row beside a finding, and the table in which it stands, as the form shows them."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

import pyoxigraph as ox

from budgetgraph.figures import one_line, squeeze
from budgetgraph.model import Disclosure, Finding
from budgetgraph.privacy import mask

from .rows import integer_of, select

_BAR = " | "
_ROWS = """PREFIX bud: <https://w3id.org/budgetgraph/ns#>
SELECT ?table ?row ?column ?text WHERE {
  ?cell bud:inTable ?table ; bud:rowNumber ?row ; bud:columnNumber ?column ; bud:printedText ?text .
}"""


_Key = tuple[str, int]
_Cells = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class PrintedRows:
    """Looks up printed rows.

    Attributes:
        read: Returns the cells of a row in order, given the finding and the IRI of its table.
    """

    read: Callable[[Finding, str], list[str]]

    def find(self, finding: Finding, sheet: str = "") -> str:
        """Return the printed row on which a finding stands; empty for text and whole tables."""
        if not finding.table_number or not finding.cell or not finding.cell.row:
            return ""
        return _BAR.join(map(_as_printed, self.read(finding, sheet)))


def _as_printed(text: str) -> str:
    """Return a cell as printed, stray spaces and all; spaces do not hide personal data."""
    plain = squeeze(text)
    masked = mask(plain)
    return mask(one_line(text)) if masked == plain else masked


def rows_of_disclosure(disclosure: Disclosure) -> PrintedRows:
    """Return the printed rows of a disclosure's whole tables."""
    tables = {table.number: table for table in disclosure.tables}

    def read(finding: Finding, _sheet: str) -> list[str]:
        table = tables.get(finding.table_number)
        wanted = finding.cell.row if finding.cell else 0
        for row in (*table.heading_rows, *table.rows) if table else ():
            if any(cell.row == wanted for cell in row):
                return [cell.text for cell in row if squeeze(cell.text)]
        return []

    return PrintedRows(read)


def titles_by_line(disclosure: Disclosure) -> Callable[[int], str]:
    """Return a function from a source line to the title of the table around it, empty for text."""
    ends = sorted(
        (table.line, max((cell.line for row in table.rows for cell in row), default=0), table.title)
        for table in disclosure.tables
        if table.line
    )

    def find(line: int) -> str:
        index = bisect_right(ends, line, key=itemgetter(0)) - 1
        return ends[index][2] if line and index >= 0 and line <= ends[index][1] else ""

    return find


def rows_of_store(store: ox.Store) -> PrintedRows:
    """Return the printed rows of RDF, as far as its statements quote their cells.

    Read at the first question: most stores are clean.
    """
    known: dict[_Key, _Cells] = {}

    def read(finding: Finding, sheet: str) -> list[str]:
        if not known:
            known.update(_read_all(store))
        row = finding.cell.row if finding.cell else 0
        return [text for _, text in sorted(known.get((sheet, row), []))]

    return PrintedRows(read)


def _read_all(store: ox.Store) -> dict[_Key, _Cells]:
    found: dict[_Key, _Cells] = {}
    for row in select(store, _ROWS):
        key = (str(row["table"]), integer_of(row["row"]))
        found.setdefault(key, []).append((integer_of(row["column"]), str(row["text"])))
    return found
