"""Tidy tables: the researcher's other door. One folder of CSV files with `datapackage.json`.

`tables()` says which tables and columns there are, `rows()` what a disclosure puts into them, and
`write()` writes the folder.
"""

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from budgetgraph.model import Disclosure
from budgetgraph.outputs import new_folder

from .rows import Row, rows
from .schema import TidyColumn, TidyTable, datapackage, licenses, tables

__all__ = ["Row", "TidyColumn", "TidyTable", "datapackage", "licenses", "rows", "tables", "write"]


def write(disclosures: Iterable[Disclosure], folder: Path, force: bool = False) -> None:
    """Write all tidy tables of the disclosures into one folder; empty tables have their header.

    Args:
        disclosures: Documents, taken one by one.
        folder: Where the files are to stand.
        force: Replace files of the same names.

    Raises:
        OutputError: The folder holds something already, or cannot be written.
    """
    with new_folder(folder, force) as part:
        with ExitStack() as stack:
            writers = {}
            for table in tables():
                file = stack.enter_context(
                    (part / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
                )
                writers[table.name] = csv.writer(file, lineterminator="\n")
                writers[table.name].writerow(table.header)
            for disclosure in disclosures:
                for name, writer in writers.items():
                    writer.writerows(rows(name, disclosure))
        description = json.dumps(datapackage(), ensure_ascii=False, indent=2)
        (part / "datapackage.json").write_text(description + "\n", encoding="utf-8")
