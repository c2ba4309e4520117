"""What a batch did, file by file: a CSV that a script can read (`convert --report`)."""

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from budgetgraph.outputs import new_file


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One file of a batch.

    Attributes:
        file: As named on the command line.
        disclosure: Id, empty where the file could not be read.
        reader: Reader that took the file.
        pages: Pages or sheets, empty for formats without.
        tables: Tables found.
        figures: Figures read.
        repaired: Figures with a second reading that is preferred.
        findings: Findings met while converting.
        seconds: Time from bytes to statements.
        error: Why the file could not be read, empty where it was.
    """

    file: str
    disclosure: str = ""
    reader: str = ""
    pages: int | None = None
    tables: int = 0
    figures: int = 0
    repaired: int = 0
    findings: int = 0
    seconds: str = ""
    error: str = ""


def write_report(rows: Sequence[ReportRow], path: str, force: bool) -> None:
    """Write the rows as CSV; raises OutputError where something stands already."""
    with new_file(Path(path), force) as part, part.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(ReportRow)])
        writer.writerows(astuple(row) for row in rows)
