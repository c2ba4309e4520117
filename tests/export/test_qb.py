"""Data Cube: the 21 integrity constraints hold on the examples, and each of them can fail."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from disclosure_fixture import SMALL

from budgetgraph.export import qb
from budgetgraph.export.publication import Publication
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.model import Disclosure
from budgetgraph.terms import PREFIXES

FOLDER = Path(__file__).parent / "integrity"
CONSTRAINTS = sorted(FOLDER.glob("ic-*.rq"))
BROKEN: dict[str, str] = tomllib.loads((FOLDER / "broken.toml").read_text("utf-8"))
NAMES = ("owl", "qb", "rdf", "rdfs", "skos", "xsd")
PROLOGUE = "PREFIX : <http://example.org/>\n" + "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in NAMES
)
each_constraint = pytest.mark.parametrize("path", CONSTRAINTS, ids=lambda path: path.stem)


def is_broken(store: ox.Store, path: Path) -> bool:
    return bool(store.query(PROLOGUE + path.read_text("utf-8")))


def normalise(store: ox.Store) -> ox.Store:
    store.update(PROLOGUE + (FOLDER / "normalise.ru").read_text("utf-8"))
    return store


@cache
def good() -> bytes:
    return (FOLDER / "good.ttl").read_bytes()


@pytest.fixture(scope="module")
def cubes(
    publications: Iterable[Publication], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, ox.Store]:
    folder = tmp_path_factory.mktemp("qb")
    qb.write(publications, folder)
    stores = {"one": ox.Store(), "all": ox.Store()}  # a file alone, and all of them merged
    stores["one"].bulk_load(path=folder / "quyang-2022.qb.ttl", format=ox.RdfFormat.TURTLE)
    for path in sorted(folder.iterdir()):
        stores["all"].bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    for store in stores.values():
        normalise(store)
    return stores


def test_there_are_as_many_constraints_as_the_standard_has() -> None:
    assert [path.stem[3:5] for path in CONSTRAINTS] == [f"{number:02d}" for number in range(1, 22)]
    assert set(BROKEN) == {path.stem for path in CONSTRAINTS}


@each_constraint
def test_constraint_holds_on_the_examples(path: Path, cubes: dict[str, ox.Store]) -> None:
    assert [name for name, store in cubes.items() if is_broken(store, path)] == []


@each_constraint
def test_constraint_can_fail(path: Path) -> None:
    store = ox.Store()
    store.load(good(), ox.RdfFormat.TURTLE)
    normalise(store)
    assert not is_broken(store, path)
    store = ox.Store()
    store.load(good(), ox.RdfFormat.TURTLE)
    store.update(PROLOGUE + BROKEN[path.stem])
    assert is_broken(normalise(store), path)


def test_every_printed_amount_is_an_observation(
    cubes: dict[str, ox.Store], examples: list[Disclosure]
) -> None:
    in_units = sum(len(unit.amounts) for one in examples for unit in one.units)
    lines = sum(len(one.lines) for one in examples)
    rows = cubes["all"].query(PROLOGUE + "SELECT ?obs { ?obs a qb:Observation }")
    assert len(list(rows)) == lines + in_units  # type: ignore[arg-type]


def test_amounts_are_those_of_the_lines(
    cubes: dict[str, ox.Store], examples: list[Disclosure]
) -> None:
    rows = cubes["all"].query(
        PROLOGUE + "SELECT ?amount ?role { ?obs a qb:Observation ;"
        " <https://w3id.org/budgetgraph/cube/measure/amount> ?amount ;"
        " <https://w3id.org/budgetgraph/cube/attribute/role> ?role }"
    )
    found = Counter(
        (Decimal(row["amount"].value), row["role"].value.rpartition("/")[2])
        for row in rows  # type: ignore[union-attr]
    )
    told = Counter((line.amount_yuan, line.role) for one in examples for line in one.lines)
    assert not told - found


def test_labels_are_in_both_languages(cubes: dict[str, ox.Store]) -> None:
    query = """ASK { ?thing rdfs:label ?zh FILTER (LANG(?zh) = "zh")
      FILTER NOT EXISTS { ?thing rdfs:label ?en FILTER (LANG(?en) = "en") } }"""
    assert not cubes["all"].query(PROLOGUE + query)


def test_lines_without_year_get_a_structure_of_their_own(tmp_path: Path) -> None:
    publisher = replace(SMALL.publisher, year=None)
    lines = tuple(line._replace(year=None) for line in SMALL.lines)
    undated = replace(SMALL, publisher=publisher, lines=lines)
    qb.write_disclosures([undated], tmp_path / "qb", DEFAULT_BASE, False)
    (path,) = (tmp_path / "qb").iterdir()
    store = ox.Store()
    store.load(path.read_bytes(), ox.RdfFormat.TURTLE)
    assert "structure:revenue-undated" in path.read_text("utf-8")
    assert [one.stem for one in CONSTRAINTS if is_broken(normalise(store), one)] == []


def test_same_input_gives_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        qb.write_disclosures([SMALL], tmp_path / name, DEFAULT_BASE, False)
    (first,), (second,) = (list((tmp_path / name).iterdir()) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
