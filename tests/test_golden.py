"""The examples give exactly the tidy tables kept beside them, which were checked by hand.

`tests/golden/<example>/<table>.csv` holds what each example says, cell by cell, with the line that
prints it. A missing file is written by `pytest --write-expected`; an existing one is never
replaced: whoever changes what an example gives deletes the file, writes it anew and reads the
difference.
"""

import csv
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from budgetgraph import tidy
from budgetgraph.convert import convert_file
from budgetgraph.model import Disclosure

ROOT = Path(__file__).parent
EXAMPLES = sorted((ROOT.parent / "examples").glob("*.txt"))
GOLDEN = ROOT / "golden"
Rows = list[list[str]]
# What all examples hold together, counted by hand in the disclosures that they come from.
TOTALS = {
    "lines": 1246,
    "rates": 0,
    "projects": 156,
    "goals": 226,
    "indicators": 1101,
    "institutions": 30,
    "assets": 23,
    "procurement": 60,
    "statements": 97,
    "units": 3,
}


@cache
def read(path: Path) -> Disclosure:
    return convert_file(str(path))


def tables_of(path: Path) -> dict[str, Rows]:
    """Return the tidy tables of an example, heading first; those without rows are left out."""
    found = {}
    for table in tidy.tables():
        rows = [[str(value) for value in row] for row in tidy.rows(table.name, read(path))]
        if rows:
            found[table.name] = [list(table.header), *rows]
    return found


def load(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def dump(rows: Iterable[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def test_every_example_has_its_tables_and_every_table_its_example() -> None:
    assert len(EXAMPLES) >= 5
    assert {path.stem for path in EXAMPLES} == {path.name for path in GOLDEN.iterdir()}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_gives_the_tables_kept_beside_it(path: Path, write_expected: bool) -> None:
    folder = GOLDEN / path.stem
    found = tables_of(path)
    if write_expected:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in found.items():
            if not (folder / f"{name}.csv").exists():
                (folder / f"{name}.csv").write_text(dump(rows), encoding="utf-8")
    kept = {file.stem: load(file) for file in folder.glob("*.csv")}
    assert set(found) == set(kept)
    for name, rows in kept.items():
        lost = [row for row in rows if row not in found[name]]
        new = [row for row in found[name] if row not in rows]
        assert (lost, new) == ([], []), f"{path.stem}: {name}"
        assert found[name] == rows, f"{path.stem}: the order of {name}"


@pytest.mark.parametrize("table", TOTALS)
def test_nothing_is_lost_or_doubled(table: str) -> None:
    files = GOLDEN.glob(f"*/{table}.csv")
    assert sum(len(load(file)) - 1 for file in files) == TOTALS[table]
