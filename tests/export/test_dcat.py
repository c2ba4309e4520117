"""DCAT: what DCAT-AP makes mandatory is there; files are named with their true checksums."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from conformance import violations
from disclosure_fixture import SMALL
from rdflib import Graph, Namespace
from rdflib.namespace import DCAT, DCTERMS, RDF

from budgetgraph import cli, tidy
from budgetgraph.errors import UsageError
from budgetgraph.export import dcat, qb
from budgetgraph.graph import nquads
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.store import Package, Store

SHAPES = Path(__file__).parent / "catalogue.ttl"
SPDX = Namespace("http://spdx.org/rdf/terms#")
DCAT3 = Namespace("http://www.w3.org/ns/dcat#")  # rdflib knows DCAT 2
DOWNLOAD = "https://data.example.org/budget/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def exported(store: Path) -> Path:
    folder = store.parent / "catalogued"
    words = ["--to", "turtle,csv,qb,fdp", "--to", "dcat", "--license", LICENCE, "--url", DOWNLOAD]
    assert cli.main(["export", "-s", str(store), "-o", str(folder), *words]) == 0
    return folder


@pytest.fixture(scope="module")
def catalogue(exported: Path) -> Graph:
    return Graph().parse(exported / "catalog.ttl")


def test_catalogue_conforms(catalogue: Graph) -> None:
    assert violations(catalogue, SHAPES) == ""


@pytest.mark.parametrize(
    "lost", [DCTERMS.title, DCTERMS.publisher, DCAT.accessURL, SPDX.checksumValue, DCAT.dataset]
)
def test_a_catalogue_that_lacks_something_is_found(catalogue: Graph, lost: object) -> None:
    broken = Graph() + catalogue
    broken.remove((None, lost, None))  # type: ignore[arg-type]
    assert violations(broken, SHAPES)


def test_one_data_set_per_document_one_series_per_department(catalogue: Graph) -> None:
    sets = set(catalogue.subjects(DCAT3.inSeries, None))
    assert {str(catalogue.value(one, DCTERMS.identifier)) for one in sets} == {
        "hezheng-2024",
        "handan-2020",
    }
    assert len(set(catalogue.subjects(RDF.type, DCAT3.DatasetSeries))) == 2
    assert len(set(catalogue.subjects(RDF.type, DCAT.Dataset))) == 3  # and all tables together


def test_every_file_is_named_with_its_checksum(exported: Path, catalogue: Graph) -> None:
    files = {
        path.relative_to(exported).as_posix(): path
        for path in exported.rglob("*")
        if path.is_file() and path.name != "catalog.ttl"
    }
    named = {
        str(address).removeprefix(DOWNLOAD): distribution
        for distribution, address in catalogue.subject_objects(DCAT.downloadURL)
    }
    assert set(named) == set(files)
    for name, distribution in named.items():
        data = files[name].read_bytes()
        checksum = catalogue.value(distribution, SPDX.checksum)
        found = catalogue.value(checksum, SPDX.checksumValue)
        assert str(found) == hashlib.sha256(data).hexdigest()
        assert int(str(catalogue.value(distribution, DCAT.byteSize))) == len(data)
        assert str(catalogue.value(distribution, DCTERMS.license)) == LICENCE


def test_catalogue_of_a_conversion_names_what_the_folder_holds(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    qb.write_disclosures([SMALL], folder, DEFAULT_BASE, False)
    tidy.write([SMALL], folder, force=True)
    (folder / "mine.csv").write_text("notes")
    (folder / "notes.ttl").write_text("notes")
    dcat.write_disclosures([SMALL], folder, DEFAULT_BASE, True)
    found = Graph().parse(folder / "catalog.ttl")
    assert violations(found, SHAPES) == ""
    addresses = {str(one) for one in found.objects(None, DCAT.downloadURL)}
    assert f"{DEFAULT_BASE}download/lines.csv" in addresses
    assert len(addresses) == 12
    once = (folder / "catalog.ttl").read_bytes()
    dcat.write_disclosures([SMALL], folder, DEFAULT_BASE, True)
    assert (folder / "catalog.ttl").read_bytes() == once


def test_a_document_called_catalog_keeps_its_file(tmp_path: Path) -> None:
    words = ["-s", str(tmp_path / "store")]
    document = f"{DEFAULT_BASE}doc/catalog"
    with Store.open(tmp_path / "store", read_only=False) as opened:
        opened.load([Package(document, nquads(replace(SMALL, id="catalog")))])
    assert cli.main(["export", *words, "--to", "turtle", "-o", str(tmp_path / "out")]) == 0
    files = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.ttl")}
    assert files == {"catalog.ttl", "turtle/catalog.ttl"}


@pytest.mark.parametrize(("licence", "url"), [("CC BY", ""), ("", "download/")])
def test_what_is_no_iri_is_refused(licence: str, url: str) -> None:
    with pytest.raises(UsageError, match="no absolute IRI"):
        dcat.check_options(dcat.Options(licence, "", url))
