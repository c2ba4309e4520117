"""`budgetgraph export`: every format from a store, the same as from a conversion."""

import csv
import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from frictionless import Package

from budgetgraph import cli, serialize
from budgetgraph.cli.output import formats
from budgetgraph.convert import convert_file
from budgetgraph.export import cube, qb
from budgetgraph.graph import ntriples
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.store import Store

EXAMPLE = Path(__file__).parents[2] / "examples" / "hezheng-2024.txt"


def run(store: Path, folder: Path, *words: str) -> int:
    return cli.main(["export", "-s", str(store), "-o", str(folder), *words])


@pytest.mark.parametrize("name", formats())
def test_every_format_is_written_with_a_catalogue(name: str, store: Path, tmp_path: Path) -> None:
    assert run(store, tmp_path / "out", "--to", name) == 0
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert "catalog.ttl" in written
    assert len(written) > 1 or name == "dcat"


@pytest.mark.parametrize("name", ["turtle", "jsonld"])
def test_statements_are_those_of_the_conversion(name: str, store: Path, tmp_path: Path) -> None:
    assert run(store, tmp_path / "out", "--to", name) == 0
    rdf = serialize.FORMATS[name]
    path = tmp_path / "out" / f"hezheng-2024{rdf.suffix}"
    kind = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}[name]
    found = ox.Dataset(ox.parse(path=path, format=kind))
    expected = ox.Dataset(
        ox.parse(ntriples(convert_file(str(EXAMPLE)), DEFAULT_BASE), ox.RdfFormat.N_TRIPLES)
    )
    assert found == expected


def test_quads_hold_facts_as_well(store: Path, tmp_path: Path) -> None:
    assert run(store, tmp_path / "out", "--to", "nquads", "--to", "trig") == 0
    nquads = ox.Dataset(
        ox.parse(path=tmp_path / "out/nquads/hezheng-2024.nq", format=ox.RdfFormat.N_QUADS)
    )
    trig = ox.Dataset(
        ox.parse(path=tmp_path / "out/trig/hezheng-2024.trig", format=ox.RdfFormat.TRIG)
    )
    assert nquads == trig
    graphs = Counter(quad.graph_name.value.rpartition("/")[2] for quad in nquads)
    assert {"hezheng-2024", "facts"} <= set(graphs)


@pytest.mark.parametrize("module", [qb, cube], ids=["qb", "cube"])
def test_cubes_are_those_of_the_conversion(module: object, store: Path, tmp_path: Path) -> None:
    name = module.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    assert run(store, tmp_path / "stored", "--to", name) == 0
    fresh = tmp_path / "fresh"
    module.write_disclosures([convert_file(str(EXAMPLE))], fresh, DEFAULT_BASE, False)  # type: ignore[attr-defined]
    (path,) = fresh.iterdir()
    assert path.stat().st_size > 10_000
    assert (tmp_path / "stored" / path.name).read_bytes() == path.read_bytes()


def test_tables_have_the_rows_of_the_document(store: Path, tmp_path: Path) -> None:
    assert run(store, tmp_path / "out", "--to", "csv") == 0
    with (tmp_path / "out" / "projects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = Counter(row["disclosure"] for row in rows)
    assert counts["hezheng-2024"] == len(convert_file(str(EXAMPLE)).projects)
    assert set(counts) == {"hezheng-2024", "handan-2020"}


def test_licence_stands_in_what_describes_itself(store: Path, tmp_path: Path) -> None:
    licence, out = "https://creativecommons.org/licenses/by/4.0/", tmp_path / "out"
    names = ["csv", "csvw", "fdp", "qb", "cube", "parquet"]
    assert run(store, out, "--to", ",".join(names), "--license", licence) == 0
    for name in ("csv", "fdp"):
        package = Package(str(out / name / "datapackage.json"))
        assert package.licenses == [{"path": licence}], name
    metadata = json.loads((out / "csvw" / "csv-metadata.json").read_text("utf-8"))
    assert metadata["dc:license"] == {"@id": licence}
    for name, kind in (("qb", "cube#DataSet"), ("cube", "cube.link/Cube")):
        (path,) = (out / name).glob("hezheng-2024*")
        triples = ox.Dataset(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
        sets = {quad.subject for quad in triples if str(quad.object).endswith(f"{kind}>")}
        stated = [quad for quad in triples if str(quad.object) == f"<{licence}>"]
        assert {quad.subject for quad in stated} == sets != set()
    schema = pq.read_schema(out / "parquet" / "lines.parquet")
    assert schema.metadata[b"license"] == licence.encode()


def test_without_licence_none_is_stated(store: Path, tmp_path: Path) -> None:
    assert run(store, tmp_path / "out", "--to", "csv,csvw,fdp,qb") == 0
    for path in (tmp_path / "out").rglob("*"):
        assert not path.is_file() or b"icense" not in path.read_bytes(), path


def test_same_store_gives_same_bytes(store: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run(store, tmp_path / name, "--to", "csv,trig") == 0
    for path in (tmp_path / "a").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "cobol"], "there are: turtle"),
        (["--to", ","], "--to is empty"),
        (["--to", "csv", "--license", "CC BY"], "--license"),
        (["--to", "csv", "--url", "here"], "--url"),
    ],
)
def test_wrong_usage_is_told_and_nothing_written(
    words: list[str], said: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(store, tmp_path / "out", *words) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_stands_there_is_kept(store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("notes")
    assert run(store, tmp_path, "--to", "csv") == 2
    assert run(store, tmp_path, "--to", "csv", "--force") == 0
    assert (tmp_path / "mine.txt").read_text() == "notes"


def test_no_store_and_an_empty_store_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "none", tmp_path / "out", "--to", "csv") == 2
    Store.open(tmp_path / "empty", read_only=False).close()
    assert run(tmp_path / "empty", tmp_path / "out", "--to", "csv") == 2
    assert "holds no document" in capsys.readouterr().err
