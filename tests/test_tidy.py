"""The tidy tables: columns as promised, rows exact, one folder, never half written."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from disclosure_fixture import SMALL
from frictionless import Package, system

from budgetgraph import tidy
from budgetgraph.errors import OutputError
from budgetgraph.model import Disclosure

# The promise to researchers: names and order of columns.
COLUMNS = {
    "lines": "disclosure,table,row,side,code,label,measure,amount,currency,printed,scale,role,"
    "status,page,line",
    "rates": "disclosure,table,row,side,code,label,measure,percent,printed,page,line",
    "projects": "disclosure,project,section,name,code,unit,department,implementing_unit,amount,"
    "fiscal,carry_over,other,plan_mar,plan_jun,plan_oct,plan_dec,page,line",
    "goals": "disclosure,project,unit,number,text,page,line",
    "indicators": "disclosure,project,unit,level1,level2,level3,description,target,comparator,"
    "value,value_unit,per,basis,page,line",
    "institutions": "disclosure,name,nature,rank,funding,page,line",
    "assets": "disclosure,item,quantity,value,page,line",
    "procurement": "disclosure,unit,role,project,project_amount,item,catalogue_code,uom,quantity,"
    "unit_price,total,page,line",
    "statements": "disclosure,key,amount,printed,sentence,page,line",
    "units": "disclosure,unit,year,basic_personnel,basic_operating,basic_total,project_total,"
    "expenditure_total,fiscal_appropriation,carry_over,other_funds,revenue_total,page,line",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tidy.write([SMALL], tmp_path / "tidy")
    return tmp_path / "tidy"


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_and_columns_are_as_promised(folder: Path) -> None:
    written = {
        path.stem: path.read_text("utf-8").partition("\n")[0] for path in folder.glob("*.csv")
    }
    assert written == COLUMNS


def test_every_row_has_every_column() -> None:
    for table in tidy.tables():
        rows = list(tidy.rows(table.name, SMALL))
        assert rows, table.name
        assert {len(row) for row in rows} == {len(table.columns)}


def test_lines(folder: Path) -> None:
    rows = read(folder, "lines")
    assert len(rows) == 5
    assert list(rows[3].values()) == [
        "小样 1", "revenue", "3", "", "20805", "行政事业单位养老支出", "合计", "329214400", "CNY",
        "3292.144", "10000", "leaf", "corrected", "", "14",
    ]  # fmt: skip


def test_project_without_phone_number(folder: Path) -> None:
    (project,) = read(folder, "projects")
    assert project["name"] == "邯财金【2023】31号创业担保贷款贴息"
    assert project["unit"] == "323001峰峰人社局本级"
    assert (project["amount"], project["fiscal"], project["other"]) == ("270000", "265000", "5000")
    assert project["carry_over"] == ""
    assert (project["plan_mar"], project["plan_jun"], project["plan_dec"]) == ("25", "", "100")
    assert "13800138000" not in "".join(path.read_text("utf-8") for path in folder.iterdir())


def test_rates_are_in_percent_and_in_no_table_of_amounts(folder: Path) -> None:
    (rate,) = read(folder, "rates")
    assert (rate["label"], rate["measure"], rate["percent"], rate["printed"]) == (
        read(folder, "lines")[2]["label"], "占比", "12.5", "12.50%",
    )  # fmt: skip
    assert "12.50%" not in {row["printed"] for row in read(folder, "lines")}


def test_goals_and_indicators_of_units_have_no_project(folder: Path) -> None:
    assert [row["project"] for row in read(folder, "goals")] == ["1", ""]
    first, *_, last = read(folder, "indicators")
    assert (first["comparator"], first["value"], first["value_unit"], first["per"]) == (
        "ge", "50", "人", "月",
    )  # fmt: skip
    assert (last["project"], last["unit"]) == ("", "峰峰社会保障中心")


def test_other_tables(folder: Path) -> None:
    assert [(row["quantity"], row["value"]) for row in read(folder, "assets")] == [
        ("5", "654600"),
        ("", ""),
    ]
    (item,) = read(folder, "procurement")
    assert (item["role"], item["quantity"], item["total"]) == ("item", "2", "10000")
    assert read(folder, "statements")[0]["amount"] == "-1131400"
    (unit,) = read(folder, "units")
    assert (unit["basic_personnel"], unit["project_total"]) == ("13772000", "")
    assert read(folder, "institutions")[0]["funding"] == "财政性资金零补助"


def test_frictionless_finds_the_package_valid(folder: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_package_describes_every_column_in_both_languages() -> None:
    resources = tidy.datapackage()["resources"]
    assert [resource["name"] for resource in resources] == list(COLUMNS)
    for resource in resources:
        for field in resource["schema"]["fields"]:
            assert " · " in field["description"]


def test_same_input_gives_same_bytes(tmp_path: Path) -> None:
    tidy.write([SMALL], tmp_path / "a")
    tidy.write([SMALL], tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_what_stands_there_is_kept(folder: Path) -> None:
    (folder / "mine.txt").write_text("notes")
    with pytest.raises(OutputError, match="--force"):
        tidy.write([], folder)
    tidy.write([], folder, force=True)
    assert (folder / "mine.txt").read_text() == "notes"
    assert read(folder, "lines") == []


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[Disclosure]:
        yield SMALL
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError):
        tidy.write(broken(), tmp_path / "tidy")
    assert list(tmp_path.iterdir()) == []


def test_descriptions_are_json(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["profile"] == "tabular-data-package"
