"""Generated disclosures: the converter gives back their truth, whatever the layout they print."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from budgetgraph.convert import convert_file
from budgetgraph.figures import plain_decimal, squeeze
from budgetgraph.model import Amount, Disclosure, Project

GENERATE = Path(__file__).parents[1] / "benchmarks" / "generate.py"
LAYOUTS = ("markdown", "tabs", "indented", "flow")
# Numbers of the first disclosure of pairs: an ordinary department, one with special funds, one with
# a government fund, one with state capital. Some of them print the national template.
STARTS = (0, 65, 95, 120)
Row = tuple[str, ...]


def generate(folder: Path, *arguments: str) -> list[Path]:
    subprocess.run([sys.executable, GENERATE, "--out", folder, *arguments], check=True)
    return sorted(folder.glob("*.txt"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Path]]:
    """The disclosures of a layout, made once."""

    @cache
    def of(layout: str) -> list[Path]:
        folder = tmp_path_factory.mktemp(layout)
        for start in STARTS:
            generate(folder, "--layout", layout, "--start", str(start), "--count", "2")
        return sorted(folder.glob("*.txt"))

    return of


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.with_suffix(".truth.json").read_text("utf-8"))
    return truth


def template_of(path: Path) -> str:
    return str(truth_of(path)["template"])


def expected(path: Path) -> dict[str, Counter[Row]]:
    """Return the rows of the truth per table, without white space."""
    tables = truth_of(path)["tables"]
    return {
        name: Counter(tuple(squeeze(value) for value in row) for row in table["rows"])
        for name, table in tables.items()
    }


@cache
def read(path: Path) -> dict[str, Counter[Row]]:
    """Return the rows that the converter reads, in the columns of the truth."""
    found = convert_file(str(path))
    rows: dict[str, list[Row]] = {
        "lines": _lines(found),
        "projects": [_project(project) for project in found.projects],
        "goals": [(str(g.project), g.number, squeeze(g.text)) for g in found.goals],
        "indicators": [
            (str(i.project), i.level1, i.level2, i.level3, i.description, i.target.printed, i.basis)
            for i in found.indicators
        ],
        "institutions": [(i.name, i.nature, i.rank, i.funding) for i in found.institutions],
        "assets": [(a.item, _printed(a.quantity), _yuan(a.value)) for a in found.assets],
        "procurement": _procurement(found),
        "statements": [
            (f.key, f.figure.printed, plain_decimal(f.figure.amount_yuan)) for f in found.figures
        ],
    }
    return {name: Counter(members) for name, members in rows.items()}


def _lines(found: Disclosure) -> list[Row]:
    return [
        (
            *(line.table, line.row_number, line.side, line.code, line.label, line.measure),
            line.figure.printed,
            plain_decimal(line.amount_yuan),
        )
        for line in found.lines
    ]


def _project(project: Project) -> Row:
    shares: dict[int, Decimal] = {point.month: point.share_percent for point in project.plan}
    return (
        *(str(project.number), project.section, project.name, project.code),
        *(_yuan(amount) for amount in (project.amount, project.fiscal, project.other)),
        *(plain_decimal(shares[m]) if m in shares else "" for m in (3, 6, 10, 12)),
    )


def _procurement(found: Disclosure) -> list[Row]:
    return [
        (
            *(p.unit, p.role, p.project, _yuan(p.project_amount), p.item, p.catalogue_code, p.uom),
            *(_printed(p.quantity), _yuan(p.unit_price), _yuan(p.total)),
        )
        for p in found.procurement
    ]


def _yuan(amount: Amount | None) -> str:
    return plain_decimal(amount.figure.amount_yuan) if amount else ""


def _printed(amount: Amount | None) -> str:
    return amount.figure.printed if amount else ""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_conversion_gives_back_the_truth(layout: str, made: Callable[[str], list[Path]]) -> None:
    paths = made(layout)
    assert len(paths) == 2 * len(STARTS)
    assert {template_of(path) for path in paths} == {"provincial", "national"}
    for path in paths:
        wanted, got = expected(path), read(path)
        for table, rows in wanted.items():
            assert got[table] - rows == Counter(), f"{path.name}: {table}, not in the truth"
            assert rows - got[table] == Counter(), f"{path.name}: {table}, not read"
        assert sum(wanted["lines"].values()) > 150
        assert 20 <= sum(wanted["projects"].values()) <= 60


def test_same_figures_in_another_layout_give_the_same_lines(
    made: Callable[[str], list[Path]],
) -> None:
    for paths in zip(*(made(layout) for layout in LAYOUTS), strict=True):
        assert len({template_of(path) for path in paths}) == 1
        readings = [read(path) for path in paths]
        for table in ("lines", "indicators", "goals", "institutions", "assets", "procurement"):
            assert all(reading[table] == readings[0][table] for reading in readings), table


def test_equal_arguments_give_equal_bytes(tmp_path: Path) -> None:
    arguments = ("--seed", "3", "--faults", "0.5")
    first = generate(tmp_path / "a", "--count", "6", *arguments)
    again = generate(tmp_path / "b", "--start", "2", "--count", "2", *arguments)
    assert len(first) == 6
    assert len({path.name.split("-")[1] for path in first}) > 1  # mixed layouts
    for path in again:
        for suffix in (".txt", ".truth.json"):
            twin = tmp_path / "a" / path.with_suffix(suffix).name
            assert path.with_suffix(suffix).read_bytes() == twin.read_bytes()


def test_size_is_that_of_real_disclosures(made: Callable[[str], list[Path]]) -> None:
    sizes = [path.stat().st_size for layout in LAYOUTS for path in made(layout)]
    assert 60_000 < sum(sizes) / len(sizes) < 130_000


def test_faults_are_told_and_read_as_printed(tmp_path: Path) -> None:
    paths = generate(tmp_path, "--layout", "markdown", "--count", "12", "--faults", "1")
    kinds = set()
    for path in paths:
        faults = truth_of(path)["faults"]
        assert 1 <= len(faults) <= 5
        for fault in faults:
            kinds.add(fault["kind"])
            assert fault["printed"] != fault["meant"]
        printed = {row[:7] for row in expected(path)["lines"]}
        assert {row[:7] for row in read(path)["lines"]} == printed
    assert len(kinds) >= 10
