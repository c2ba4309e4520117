"""The tidy tables of publications as CSV files: what `convert --to csv` writes, from a store."""

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from budgetgraph.tidy import datapackage, tables

from .publication import Publication


def write(publications: Iterable[Publication], folder: Path, licence: str = "") -> None:
    """Write the tables and `datapackage.json` into a folder that is there."""
    write_tables(publications, folder)
    description = json.dumps(datapackage(licence), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(description + "\n", encoding="utf-8")


def write_tables(publications: Iterable[Publication], folder: Path) -> None:
    """Write all tidy tables into a folder that is there, documents taken one by one."""
    with ExitStack() as stack:
        writers = {}
        for table in tables():
            path = folder / f"{table.name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file, lineterminator="\n")
            writers[table.name].writerow(table.header)
        for publication in publications:
            for name, writer in writers.items():
                writer.writerows(publication.rows(name))
