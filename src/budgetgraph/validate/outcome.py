"""What validation says about one document: findings in the order of the form."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from budgetgraph.model import Finding

SEVERITIES = ("info", "warning", "violation")  # from the mildest
_LAST = 1 << 30


@dataclass(frozen=True, slots=True)
class Told:
    """One finding with what a report shows beside it.

    Attributes:
        finding: The finding.
        title: Title of the table, or of the part of the text, under which it is shown.
        row_text: The printed row, cells separated by bars; empty for text.
        value: IRI of the statement at fault; empty where only the print is at fault.
    """

    finding: Finding
    title: str = ""
    row_text: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All findings of one document.

    Attributes:
        disclosure: Id of the disclosure.
        source: File that was validated, as given.
        document: IRI of the document.
        told: The findings, in the order of the form.
    """

    disclosure: str
    source: str
    document: str = ""
    told: tuple[Told, ...] = field(default=())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(told.finding for told in self.told)

    def count(self, severity: str) -> int:
        """Return how many findings have this severity."""
        return sum(told.finding.severity == severity for told in self.told)


def reaches(outcomes: Iterable[Outcome], threshold: str) -> bool:
    """Return whether a finding is at or above a severity; `never` is reached by none."""
    if threshold == "never":
        return False
    grave = SEVERITIES[SEVERITIES.index(threshold) :]
    return any(outcome.count(severity) for outcome in outcomes for severity in grave)


def in_order(told: Iterable[Told]) -> tuple[Told, ...]:
    """Return findings in the order of the form: by place in the document, then by check.

    What is about the document as a whole comes first; equal findings are given once.
    """
    unique = {(one.finding, one.value): one for one in told}
    return tuple(sorted(unique.values(), key=_place))


def _place(told: Told) -> tuple[int, int, int, int, str, str]:
    finding = told.finding
    cell = finding.cell
    number = finding.table_number or (_LAST if finding.line else 0)
    row = cell.row if cell else 0
    # Formats without lines are ordered by table and row, formats with lines by line.
    place = (finding.line, 0, 0) if finding.line else (finding.page or 0, number, row)
    return *place, cell.column if cell else 0, finding.id, finding.message_zh
