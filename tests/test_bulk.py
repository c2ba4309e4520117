"""Parts: the same bytes whoever makes them and however often they are killed; and into stores."""

import gzip
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from budgetgraph.build import build
from budgetgraph.bulk.parts import build_parts
from budgetgraph.bulk.reading import Parts, load_store
from budgetgraph.bulk.totals import compute
from budgetgraph.cli import main
from budgetgraph.crew import ALONE, Processes
from budgetgraph.errors import InputError, OutputError, UsageError
from budgetgraph.produce import Options
from budgetgraph.store import Store

COUNTY = Path(__file__).parent / "queries" / "data"
QUICK = Options(checks=False)
COPIES = 3


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some fifty small disclosures, two of which cannot be read."""
    folder = tmp_path_factory.mktemp("inputs")
    for path in COUNTY.glob("*.md"):
        for number in range(COPIES):
            shutil.copy(path, folder / f"{number}-{path.name}")
    (folder / "empty.txt").touch()
    (folder / "bytes.bin").write_bytes(bytes(range(256)) * 4)
    return folder


@pytest.fixture(scope="module")
def parts(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parts, made in one go by this process."""
    folder = tmp_path_factory.mktemp("parts") / "p"
    outcome = build_parts([str(inputs)], str(folder), QUICK, ALONE)
    assert outcome.manifest.documents == 6 * COPIES
    assert {Path(one.place).name for one in outcome.dead_letters} == {"empty.txt", "bytes.bin"}
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def store_content(folder: Path) -> dict[str, bytes]:
    with Store.open(folder) as store:
        return {held.document: store.export_nquads(held.document) for held in store.documents()}


def test_the_manifest_is_true(parts: Path) -> None:
    manifest = json.loads((parts / "manifest.json").read_text())
    assert manifest["documents"] == 6 * COPIES
    assert manifest["dead_letters"] == 2
    assert len((parts / "dead-letters.jsonl").read_text().splitlines()) == 2
    quads = 0
    for file in manifest["files"]:
        data = (parts / file["path"]).read_bytes()
        assert len(data) == file["bytes"]
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        if file["path"].endswith(".gz"):
            assert gzip.decompress(data).count(b"\n") == file["count"]
            quads += file["count"]
    assert quads == manifest["quads"]


def test_a_second_build_makes_nothing_and_a_change_only_its_part(
    inputs: Path, parts: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(parts, tmp_path / "p")
    mine = shutil.copytree(inputs, tmp_path / "inputs")
    times = {path: path.stat().st_mtime_ns for path in folder.glob("parts/*")}
    build_parts([str(inputs)], str(folder), QUICK, ALONE)
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert content(folder) == content(parts)
    (mine / "0-nanhe-2022.md").write_text((mine / "0-nanhe-2022.md").read_text() + "\n")
    build_parts([str(mine)], str(tmp_path / "q"), QUICK, ALONE)
    before, after = content(folder), content(tmp_path / "q")
    changed = {name for name in before if before[name] != after[name]}
    assert len({name for name in changed if name.startswith("nquads/part")}) == 1


def test_a_document_that_goes_leaves_nothing_behind(
    inputs: Path, parts: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(parts, tmp_path / "p")
    files = sorted(str(path) for path in inputs.glob("0-*.md"))
    build_parts(files, str(folder), QUICK, ALONE)
    fresh = tmp_path / "fresh"
    build_parts(files, str(fresh), QUICK, ALONE)
    assert content(folder) == content(fresh)


def test_killed_builds_with_processes_end_with_the_same_bytes(
    inputs: Path, parts: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    command = [sys.executable, "-m", "budgetgraph", "build", str(inputs), "-o", str(folder)]
    command += ["--no-checks", "--workers", "2"]
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    wait_for_parts(folder, 3)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not (folder / "manifest.json").exists()
    build_parts([str(inputs)], str(folder), QUICK, Processes(2))
    assert content(folder) == content(parts)


def wait_for_parts(folder: Path, count: int) -> None:
    for _ in range(600):
        if len(list(folder.glob("parts/*.json"))) >= count:
            return
        time.sleep(0.1)
    pytest.fail("no part was made")


def test_a_store_from_parts_is_the_store_of_a_build(
    inputs: Path, parts: Path, tmp_path: Path
) -> None:
    with Store.open(tmp_path / "a", read_only=False) as store:
        assert load_store(Parts(str(parts)), store) == (6 * COPIES, 0)
        assert load_store(Parts(str(parts)), store) == (0, 6 * COPIES)
    with Store.open(tmp_path / "b", read_only=False) as store:
        build([str(inputs)], store, QUICK)
    assert store_content(tmp_path / "a") == store_content(tmp_path / "b")


def test_what_killed_writers_left_is_swept(inputs: Path, parts: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(parts, tmp_path / "p")
    (folder / "nquads" / ".part-00001-of-00016.nq.gz.77-0a1b2c.part").write_bytes(b"half")
    (folder / ".manifest.json.77-0a1b2c.part").write_bytes(b"half")
    (folder / ".own.part").write_bytes(b"of somebody")
    build_parts([str(inputs)], str(folder), QUICK, ALONE)
    assert content(folder) == content(parts) | {".own.part": b"of somebody"}


def test_a_damaged_part_is_refused(parts: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(parts, tmp_path / "p")
    victim = max(folder.glob("nquads/part-*"), key=lambda path: path.stat().st_size)
    victim.write_bytes(gzip.compress(gzip.decompress(victim.read_bytes())))
    with pytest.raises(InputError, match="differs from the manifest"):
        list(Parts(str(folder)).documents())


def test_a_folder_of_others_and_stdin_are_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(OutputError, match="holds other files"):
        build_parts([str(COUNTY)], str(tmp_path), QUICK, ALONE)
    with pytest.raises(UsageError, match="standard input"):
        build_parts(["-"], str(tmp_path / "p"), QUICK, ALONE)


def test_urls_are_read_and_written(parts: Path, inputs: Path) -> None:
    """From and to another file system than the local one; equal but for the places of inputs."""
    memory = fsspec.filesystem("memory")
    memory.put(str(inputs), "/in", recursive=True)
    outcome = build_parts(["memory://in"], "memory://out", QUICK, ALONE)
    assert outcome.manifest.documents == 6 * COPIES
    name = next(path.name for path in parts.glob("nquads/part-*"))
    assert memory.cat(f"/out/nquads/{name}") == (parts / "nquads" / name).read_bytes()
    assert list(Parts("memory://out").documents()) == list(Parts(str(parts)).documents())
    counted = compute("SELECT COUNT(DISTINCT disclosure) FROM lines", "memory://out").fetchall()
    assert counted == [(6 * COPIES,)]


def test_folders_of_this_machine_need_no_fsspec(
    inputs: Path, parts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    build_parts([str(inputs)], str(tmp_path / "p"), QUICK, ALONE)
    assert content(tmp_path / "p") == content(parts)
    assert len(list(Parts(str(tmp_path / "p")).documents())) == 6 * COPIES


def test_a_driver_that_is_missing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "gs://bucket/x.txt", "-o", "memory://nowhere"]) == 2
    assert "pip install gcsfs" in capsys.readouterr().err


class Down(fsspec.AbstractFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A file system whose machine cannot be reached; its driver has an error of its own."""

    protocol = "down"

    def ls(self, path: str, detail: bool = True, **_options: object) -> list[str]:
        raise RuntimeError(f"no route to {path}")

    cat_file = exists = ls


def test_a_place_that_does_not_answer_is_told(
    parts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fsspec.register_implementation("down", Down, clobber=True)
    for words in (
        ["build", "down://in", "-o", "memory://nowhere"],
        ["build", str(COUNTY), "-o", "down://out"],
        ["load", "down://parts", "-s", str(parts / "never")],
        ["totals", "spending-by-function", "down://parts"],
    ):
        assert main(words) == 2
        assert "budgetgraph: down://" in capsys.readouterr().err


# --- a cluster of processes ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def scheduler() -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """A Dask scheduler and two workers without nannies, each a process that can be killed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    commands = [
        ["dask_scheduler", "--port", port, "--no-dashboard"],
        *[["dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]] * 2,
    ]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name, *words in commands
    ]
    yield address, processes
    for process in processes:
        process.kill()
        process.wait()


def test_a_cluster_fills_a_store(
    inputs: Path,
    parts: Path,
    tmp_path: Path,
    scheduler: tuple[str, list["subprocess.Popen[bytes]"]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Workers convert, and this process loads."""
    folder = tmp_path / "s"
    words = ["build", str(inputs), "-s", str(folder), "--no-checks", "--scheduler", scheduler[0]]
    assert main(words) == 2  # the two that cannot be read
    assert f"{6 * COPIES} loaded" in capsys.readouterr().err
    with Store.open(tmp_path / "b", read_only=False) as store:
        load_store(Parts(str(parts)), store)
    assert store_content(folder) == store_content(tmp_path / "b")


def test_a_killed_worker_loses_and_doubles_nothing(
    inputs: Path,
    parts: Path,
    tmp_path: Path,
    scheduler: tuple[str, list["subprocess.Popen[bytes]"]],
) -> None:
    address, processes = scheduler
    folder = tmp_path / "p"
    command = [sys.executable, "-m", "budgetgraph", "build", str(inputs), "-o", str(folder)]
    command += ["--no-checks", "--scheduler", address]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as child:
        wait_for_parts(folder, 2)
        os.kill(processes[1].pid, signal.SIGKILL)
        _, words = child.communicate(timeout=120)
    assert child.returncode == 2, words.decode()  # the two that cannot be read
    assert f"{6 * COPIES} documents" in words.decode()
    assert content(folder) == content(parts)
