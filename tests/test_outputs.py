"""Results are written whole or not at all, and never over something else."""

import os
import threading
from pathlib import Path

import pytest

from budgetgraph.errors import OutputError
from budgetgraph.outputs import check_free, new_file, new_folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out.txt"
    with new_file(target) as part:
        part.write_text("whole")
        assert not target.exists()
        assert part.parent == target.parent
    assert target.read_text() == "whole"
    assert names(target.parent) == ["out.txt"]


def test_file_that_failed_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with pytest.raises(RuntimeError), new_file(target) as part:
        part.write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_file_that_failed_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    with pytest.raises(RuntimeError), new_file(target, force=True) as part:
        part.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"


def test_old_file_is_kept_without_force(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    with pytest.raises(OutputError, match="--force"), new_file(target):
        pytest.fail("must not be reached")
    with new_file(target, force=True) as part:
        part.write_text("new")
    assert target.read_text() == "new"


def test_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    link.symlink_to(real)
    with new_file(link, force=True) as part:
        part.write_text("new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    with new_file(pipe) as part:
        part.write_text("through")
    reader.join(timeout=10)
    assert read == ["through"]
    assert pipe.is_fifo()


def test_devices_are_free() -> None:
    check_free(Path(os.devnull), force=False)


def test_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out") as part:
        (part / "sub").mkdir()
        (part / "sub" / "a.txt").write_text("a")
        assert not (tmp_path / "out").exists()
    assert (tmp_path / "out" / "sub" / "a.txt").read_text() == "a"
    assert names(tmp_path) == ["out"]


def test_folder_keeps_files_of_others(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(OutputError), new_folder(folder):
        pytest.fail("must not be reached")
    with new_folder(folder, force=True) as part:
        (part / "a.txt").write_text("a")
    assert names(folder) == ["a.txt", "mine.txt"]


@pytest.mark.parametrize("make", [new_file, new_folder])
def test_wrong_kind_of_place_is_refused(tmp_path: Path, make: object) -> None:
    place = tmp_path / "place"
    place.mkdir() if make is new_file else place.write_text("file")
    with pytest.raises(OutputError, match="is a f"), make(place, force=True):  # type: ignore[operator]
        pytest.fail("must not be reached")


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    inside_a_file = new_file(tmp_path / "file" / "out.txt")
    with pytest.raises(OutputError, match="cannot be written"), inside_a_file:
        pytest.fail("must not be reached")
