"""Totals by DuckDB over Parquet are the numbers that the saved questions give."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetgraph.bulk.parts import build_parts
from budgetgraph.bulk.reading import Parts, load_store
from budgetgraph.bulk.totals import compute, list_totals
from budgetgraph.cli import main
from budgetgraph.crew import ALONE
from budgetgraph.produce import Options
from budgetgraph.store import Store

ROOT = Path(__file__).parent.parent
INPUTS = [ROOT / "tests" / "queries" / "data", *sorted((ROOT / "examples").glob("*.txt"))]
TOTALS = [total.name for total in list_totals()]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("totals") / "parts"
    build_parts([str(path) for path in INPUTS], str(folder), Options(checks=False), ALONE)
    return folder


@pytest.fixture(scope="module")
def store(parts: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("totals") / "store"
    with Store.open(folder, read_only=False) as opened:
        load_store(Parts(str(parts)), opened)
    with Store.open(folder) as opened:
        yield opened


def comparable(row: Mapping[str, object]) -> tuple[object, ...]:
    values = (row[name] for name in sorted(row))
    return tuple(
        value.normalize() if isinstance(value, Decimal) else value or None for value in values
    )


@pytest.mark.parametrize("name", TOTALS)
def test_totals_are_those_of_the_question(name: str, parts: Path, store: Store) -> None:
    relation = compute(next(t.sql for t in list_totals() if t.name == name), str(parts))
    rows = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    asked = [{column: row[column] for column in relation.columns} for row in store.query(name)]
    assert len(rows) >= 3
    assert sorted(map(comparable, rows), key=str) == sorted(map(comparable, asked), key=str)


def test_lines_add_up_to_what_they_print(parts: Path) -> None:
    """The leaves of the expenditure table of a real disclosure are its total, rounding apart."""
    sql = """SELECT SUM(CASE WHEN role = 'leaf' THEN amount END),
                    COUNT(CASE WHEN role = 'leaf' THEN amount END),
                    SUM(CASE WHEN role = 'total' AND measure = '合计' THEN amount END)
             FROM lines WHERE disclosure = 'quyang-2022' AND "table" = 'expenditure'"""
    ((leaves, count, total),) = compute(sql, str(parts)).fetchall()
    assert total == Decimal(26062800)
    assert abs(leaves - total) <= 50 * (count + 1)


def test_the_command_writes_csv(parts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["totals", "spending-by-jurisdiction", str(parts)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "jurisdiction,year,departments,amount"
    assert "130400,2020,1,114562600" in lines
    assert main(["totals", "spending-by-jurisdiction", str(parts.parent)]) == 2
    assert "holds no parts" in capsys.readouterr().err
