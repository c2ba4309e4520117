"""Building a store: what is skipped, what is replaced, and what a kill leaves behind."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgetgraph.build import build, list_inputs
from budgetgraph.cli import main
from budgetgraph.crew import ALONE, Crew, Processes
from budgetgraph.errors import UsageError
from budgetgraph.produce import Options, Work, fingerprint, package_file
from budgetgraph.store import Store

ROOT = Path(__file__).parent.parent
COUNTY = ROOT / "tests" / "queries" / "data"
BASE = "https://w3id.org/budgetgraph/id/doc/"


QUICK = Options(checks=False)


def run(folder: Path, *inputs: Path | str, crew: Crew = ALONE) -> list[str]:
    with Store.open(folder, read_only=False) as store:
        return build([str(path) for path in inputs], store, QUICK, crew).loaded


def content(folder: Path) -> dict[str, bytes]:
    """Return the quads of each document of a store."""
    with Store.open(folder) as store:
        return {held.document: store.export_nquads(held.document) for held in store.documents()}


def catalogue(folder: Path) -> set[str]:
    with Store.open(folder) as store:
        answer = store.select(
            "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?s ?o "
            "{ GRAPH <https://w3id.org/budgetgraph/catalogue> "
            "{ ?s dcterms:isReplacedBy|dcterms:isPartOf ?o } }"
        )
        return {" ".join(term.value for term in row if term) for row in answer.rows}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built in one go."""
    folder = tmp_path_factory.mktemp("whole") / "store"
    assert len(run(folder, COUNTY)) == 6
    return folder


def test_every_document_has_three_graphs(whole: Path) -> None:
    with Store.open(whole) as store:
        for held in store.documents():
            graphs = {graph.value for graph in store.graphs_of(held.document)}
            assert graphs >= {held.document, f"{held.document}/facts"}
            assert held.made_by == fingerprint(checks=False)
        (centre,) = [h for h in store.documents() if h.document.endswith("nanhe-centre-2024")]
    assert (
        centre.digest == hashlib.sha256((COUNTY / "nanhe-centre-2024.md").read_bytes()).hexdigest()
    )


def test_a_second_build_has_nothing_to_do(whole: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(whole, tmp_path / "s")
    assert run(folder, COUNTY) == []
    assert content(folder) == content(whole)


def test_what_changed_is_replaced_and_the_rest_left_alone(whole: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(whole, tmp_path / "s")
    changed = tmp_path / "nanhe-2022.md"
    changed.write_text((COUNTY / "nanhe-2022.md").read_text().replace("100.00", "101.00"))
    assert run(folder, changed) == [f"{BASE}nanhe-2022"]
    before, after = content(whole), content(folder)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == [f"{BASE}nanhe-2022"]
    assert catalogue(folder) == catalogue(whole)


def test_order_and_batches_do_not_matter(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    for path in sorted(COUNTY.glob("*.md"), reverse=True):  # v2 comes before the one it replaces
        run(folder, path)
    assert content(folder) == content(whole)
    assert catalogue(folder) == catalogue(whole)


def test_workers_give_the_same(whole: Path, tmp_path: Path) -> None:
    run(tmp_path / "s", COUNTY, crew=Processes(2))
    assert content(tmp_path / "s") == content(whole)


def test_a_file_named_by_its_suffix_alone_is_rdf(tmp_path: Path) -> None:
    path = tmp_path / ".ttl"
    path.write_text("@prefix")
    with Store.open() as store:
        report = build([str(path)], store)
    assert "is no valid RDF" in str(report.failures)


def test_rdf_made_by_convert_gives_the_same_facts(whole: Path, tmp_path: Path) -> None:
    rdf = tmp_path / "nanhe-2022.ttl"
    assert main(["convert", str(COUNTY / "nanhe-2022.md"), "-o", str(rdf)]) == 0
    assert run(tmp_path / "s", rdf) == [f"{BASE}nanhe-2022"]
    assert run(tmp_path / "s", rdf) == []

    def facts(folder: Path) -> set[bytes]:
        lines = content(folder)[f"{BASE}nanhe-2022"].splitlines()
        return {line for line in lines if b"/facts> ." in line and b"identifier" not in line}

    assert facts(tmp_path / "s") == facts(whole)


def test_several_documents_of_one_file_come_apart(whole: Path, tmp_path: Path) -> None:
    files = [str(COUNTY / name) for name in ("nanhe-2022.md", "nanhe-2024.md")]
    assert main(["convert", *files, "-o", str(tmp_path / "two.nq")]) == 0
    assert len(run(tmp_path / "s", tmp_path / "two.nq")) == 2


def test_an_unreadable_input_does_not_stop_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.bin"
    bad.write_bytes(bytes(range(256)) * 4)
    broken = tmp_path / "broken.nq"
    broken.write_text("this is no RDF")
    good = str(COUNTY / "nanhe-2022.md")
    code = main(["build", str(bad), str(broken), "absent.txt", good, "-s", str(tmp_path / "s")])
    told = capsys.readouterr().err
    assert code == 2
    assert "1 loaded, 0 unchanged, 3 not read" in told
    assert "bad.bin" in told
    assert "broken.nq" in told
    assert list(content(tmp_path / "s")) == [f"{BASE}nanhe-2022"]


def test_two_inputs_of_one_name_are_refused(tmp_path: Path) -> None:
    twin = tmp_path / "nanhe-2022.md"
    twin.write_text("x")
    with pytest.raises(UsageError, match="same id 'nanhe-2022'"):
        run(tmp_path / "s", twin, COUNTY / "nanhe-2022.md")


def test_folders_are_opened_and_hidden_files_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("x")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "y.txt").write_text("y")
    assert list_inputs([str(tmp_path)]) == [str(tmp_path / "a" / "y.txt")]
    with pytest.raises(UsageError, match="no file"):
        list_inputs(
            [
                str(
                    tmp_path / ".git" / "..",
                )
            ][:0]
        )


def test_checks_can_be_left_out(tmp_path: Path) -> None:
    path = str(COUNTY / "nanhe-2024.md")
    checked = package_file(Work(path))
    plain = package_file(Work(path, Options(checks=False)))
    assert isinstance(checked, list)
    assert isinstance(plain, list)
    assert checked[0].nquads.count(b"ns#Finding>") > plain[0].nquads.count(b"ns#Finding>")


@pytest.mark.parametrize("seed", range(2))
def test_a_kill_leaves_whole_documents_only(whole: Path, tmp_path: Path, seed: int) -> None:
    """Kill builds at any moment: every document is whole; the last build ends as ever."""
    folder, want = tmp_path / "s", content(whole)
    old = tmp_path / "old"
    old.mkdir()
    changed = old / "nanhe-2022.md"
    changed.write_text((COUNTY / "nanhe-2022.md").read_text().replace("100.00", "101.00"))
    run(folder, changed)
    former = content(folder)[f"{BASE}nanhe-2022"]
    chance = random.Random(seed)  # noqa: S311  a moment, no secret
    command = [sys.executable, "-m", "budgetgraph", "build", str(COUNTY), "-s", str(folder)]
    command.append("--no-checks")
    for _ in range(3):
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 3))
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        found = content(folder)
        assert found.keys() >= {f"{BASE}nanhe-2022"}  # nothing is lost
        for name, quads in found.items():
            assert quads in {want[name], former}, f"{name} is half there"
    run(folder, COUNTY)
    assert content(folder) == want
    assert catalogue(folder) == catalogue(whole)
