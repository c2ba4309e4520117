"""Tables out of publications: CSVW, Fiscal Data Package, Parquet; rows read back from triples."""

import csv
import json
import re
import sys
import warnings
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from importlib import resources
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from csvw import CSVW  # type: ignore[import-untyped]
from disclosure_fixture import SMALL
from frictionless import Package, system

from budgetgraph import tidy
from budgetgraph.errors import MissingExtraError, OutputError
from budgetgraph.export import csvw, fact_rows, fdp, parquet
from budgetgraph.export.publication import Publication, from_disclosures
from budgetgraph.export.stored_rows import stored_rows
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.model import Disclosure
from budgetgraph.resources import read_bytes
from budgetgraph.terms import BUD, SKOS

# A store knows bodies, not how or where cells spell them, and the cell of which a goal is a part.
MAY_DIFFER = {
    "goals": {"unit", "line"},
    "indicators": {"unit"},
    "procurement": {"unit"},
    "projects": {"unit", "department", "implementing_unit"},
    "units": {"unit", "line"},
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", tidy.tables(), ids=lambda table: table.name)
def test_rows_from_triples_are_those_of_the_conversion(
    table: tidy.TidyTable, examples: list[Disclosure], publications: Iterable[Publication]
) -> None:
    loose = MAY_DIFFER.get(table.name, set())
    strict = [position for position, name in enumerate(table.header) if name not in loose]
    for disclosure, publication in zip(examples, publications, strict=True):
        fresh = [[row[i] for i in strict] for row in tidy.rows(table.name, disclosure)]
        rows = partial(stored_rows, publication.select, publication.id)
        assert [[row[i] for i in strict] for row in rows(table.name)] == fresh, disclosure.id


def test_unit_from_triples_has_the_line_of_its_first_figure(
    examples: list[Disclosure], publications: Iterable[Publication]
) -> None:
    checked = 0
    for disclosure, publication in zip(examples, publications, strict=True):
        first = [min(a.cell.line for _, a in unit.amounts) for unit in disclosure.units]
        rows = stored_rows(publication.select, publication.id, "units")
        assert [int(row[-1]) for row in rows] == first
        checked += len(first)
    assert checked >= 3


def test_percentages_from_triples_are_those_of_the_conversion() -> None:
    (publication,) = from_disclosures([SMALL], DEFAULT_BASE)
    stored = [row[1:] for row in stored_rows(publication.select, publication.id, "rates")]
    assert stored == [row[1:] for row in tidy.rows("rates", SMALL)] != []


def test_queries_of_tables_use_terms_that_exist() -> None:
    folder = resources.files("budgetgraph.export") / "tables"
    names = [place.name for place in folder.iterdir()]
    expected = [table.name for table in tidy.tables()] + [fact_rows.FACTS]
    assert sorted(names) == sorted(f"{name}.rq" for name in expected)
    for name in names:
        used = set(re.findall(r"bud:(\w+)", (folder / name).read_text("utf-8")))
        assert used
        assert used <= set(BUD), name


# --- CSVW -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def web(publications: Iterable[Publication], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csvw")
    csvw.write(publications, folder)
    return folder


def test_csvw_is_valid(web: Path) -> None:
    found = CSVW(str(web / csvw.METADATA), validate=True)
    assert found.is_valid, found.warnings


def test_csvw_tells_a_broken_table(web: Path, tmp_path: Path) -> None:
    for path in web.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (web / "assets.csv").read_text("utf-8")
    (tmp_path / "assets.csv").write_text(text + "x,车辆,1,many,,\n", "utf-8")
    with warnings.catch_warnings():  # CSVW counts them
        warnings.simplefilter("always")
        assert not CSVW(str(tmp_path / csvw.METADATA), validate=True).is_valid


def test_csvw_metadata_agree_with_the_files(web: Path) -> None:
    described = json.loads((web / csvw.METADATA).read_text("utf-8"))
    assert {table["url"] for table in described["tables"]} == {
        path.name for path in web.glob("*.csv")
    }
    for table in described["tables"]:
        header = (web / table["url"]).read_text("utf-8").partition("\n")[0].split(",")
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header
        for column in table["tableSchema"]["columns"]:
            assert {text["@language"] for text in column["dc:description"]} == {"zh", "en"}


def test_csvw_tables_are_the_tidy_tables(web: Path, examples: list[Disclosure]) -> None:
    lines = [list(row) for one in examples for row in tidy.rows("lines", one)]
    assert [list(row.values()) for row in read(web / "lines.csv")] == lines


# --- Fiscal Data Package --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fiscal(publications: Iterable[Publication], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fdp")
    fdp.write(publications, folder)
    return folder


def test_frictionless_finds_the_fiscal_package_valid(fiscal: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(str(fiscal / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert report.stats["tasks"] >= 7


def test_package_of_documents_without_budget_tables_is_valid(tmp_path: Path) -> None:
    fdp.write([], tmp_path)
    with system.use_context(trusted=True):
        assert Package(str(tmp_path / "datapackage.json")).validate().valid
    assert read(tmp_path / "revenue.csv") == []


def test_column_types_are_those_of_the_alignment() -> None:
    known = {
        quad.object.value
        for quad in ox.parse(
            read_bytes("ontology", "align/fiscal-data-package.ttl"), ox.RdfFormat.TURTLE
        )
        if quad.predicate == SKOS.notation and isinstance(quad.object, ox.Literal)
    }
    types = [column["columnType"] for column in fdp.columns().values() if column["columnType"]]
    assert set(types) <= known
    assert len(types) == len(set(types))


def test_model_names_every_typed_column(fiscal: Path) -> None:
    package = json.loads((fiscal / "datapackage.json").read_text("utf-8"))
    named = {measure["source"] for measure in package["model"]["measures"].values()}
    for dimension in package["model"]["dimensions"].values():
        assert dimension["primaryKey"] in dimension["attributes"]
        named |= {attribute["source"] for attribute in dimension["attributes"].values()}
    fields = {field["name"] for field in package["resources"][0]["schema"]["fields"]}
    assert named == fields - {"disclosure", "currency"}


def test_leaves_of_the_revenue_table_add_up_to_its_total(
    fiscal: Path, examples: list[Disclosure]
) -> None:
    rows = read(fiscal / "revenue.csv")
    for disclosure in examples:
        own = [line for line in disclosure.lines if line.table == "revenue"]
        total = max((line.amount_yuan for line in own), default=Decimal(0))
        leaves = sum(Decimal(row["value"]) for row in rows if row["disclosure"] == disclosure.id)
        assert abs(leaves - total) <= 1000, disclosure.id  # rounding of the print, see residuals
    assert {row["direction"] for row in rows} == {"revenue"}


def sums_of_expenditure(path: Path) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in read(path):
        if row["direction"] == "expenditure":
            name = row["organisation_label"]
            sums[name] = sums.get(name, Decimal(0)) + Decimal(row["value"])
    return sums


def test_money_of_units_is_not_summed_with_that_of_their_department(fiscal: Path) -> None:
    # The department states 15522.48万元; the parts it prints lack the 1324.9 carried over.
    own = sums_of_expenditure(fiscal / "unit-performance.csv")
    assert own == {"和政县人力资源和社会保障局": Decimal(141975800)}
    units = sums_of_expenditure(fiscal / "unit-performance-of-units.csv")
    assert units == {
        "和政县就业服务中心": Decimal(40890400),
        "和政县劳务工作办公室": Decimal("1666318.26"),
    }
    package = json.loads((fiscal / "datapackage.json").read_text("utf-8"))
    titles = {resource["name"]: resource["title"] for resource in package["resources"]}
    assert titles["unit-performance-of-units"].endswith("（所属单位）")


def test_rows_of_units_stay_where_the_department_states_none(tmp_path: Path) -> None:
    units = replace(SMALL, lines=())
    fdp.write(from_disclosures([units], DEFAULT_BASE), tmp_path)
    assert sums_of_expenditure(tmp_path / "unit-performance.csv") == {
        "峰峰社会保障中心": Decimal(14339000)
    }
    assert not (tmp_path / "unit-performance-of-units.csv").exists()


def test_levels_of_codes_are_unfolded(fiscal: Path) -> None:
    row = next(row for row in read(fiscal / "expenditure.csv") if row["function_3"] == "2080101")
    assert (row["function_1"], row["function_2"]) == ("208", "20801")
    assert row["function_1_label"] == "社会保障和就业支出"


# --- Parquet --------------------------------------------------------------------------------------


def test_parquet_holds_the_tidy_rows_typed(tmp_path: Path) -> None:
    parquet.write_disclosures([SMALL], tmp_path / "p", DEFAULT_BASE, False)
    for table in tidy.tables():
        found = pq.read_table(tmp_path / "p" / f"{table.name}.parquet")
        assert tuple(found.column_names) == table.header
        rows = [tuple(row.values()) for row in found.to_pylist()]
        texts = list(tidy.rows(table.name, SMALL))
        assert len(rows) == len(texts)
        for row, expected in zip(rows, texts, strict=True):
            for value, text, column in zip(row, expected, table.columns, strict=True):
                assert (value is None) == (text == "")
                if text and column.type == "number":
                    assert value == Decimal(text)
                elif text:
                    assert str(value) == text


def test_parquet_amounts_are_exact_decimals_described_in_both_languages(tmp_path: Path) -> None:
    parquet.write_disclosures([SMALL], tmp_path / "p", DEFAULT_BASE, False)
    field = pq.read_schema(tmp_path / "p" / "lines.parquet").field("amount")
    assert str(field.type) == "decimal128(38, 10)"
    assert set(field.metadata) == {b"zh", b"en"}


def test_a_figure_too_long_for_parquet_is_told(tmp_path: Path) -> None:
    publication = Publication("http://example.org/doc/x", ox.Store(), lambda _: ())
    row = ["x"] * len(tidy.tables()[0].header)
    row[7], row[10], row[13], row[14] = "1" * 40, "1", "1", "1"
    publication.rows = lambda table: [tuple(row)] if table == "lines" else ()
    with pytest.raises(OutputError, match=r"lines\.amount.*--to csv"):
        parquet.write([publication], tmp_path)


def test_without_pyarrow_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"budgetgraph\[parquet\]"):
        parquet.write_disclosures([SMALL], tmp_path / "p", DEFAULT_BASE, False)
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("module", [csvw, fdp, parquet], ids=lambda module: module.__name__)
def test_same_input_gives_same_bytes(module: object, tmp_path: Path) -> None:
    for name in ("a", "b"):
        module.write_disclosures([SMALL], tmp_path / name, DEFAULT_BASE, False)  # type: ignore[attr-defined]
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
