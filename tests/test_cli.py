"""The command line: exit codes, stdout is data, stderr is words, nothing half written."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from budgetgraph import cli
from budgetgraph.cli import output

PAGE = """部门预算收入总表

323 峰峰人社局

预算年度：2024

单位：万元

| 序号 | 科目编码 | 科目名称 | 合计 | 上年结转 |
|----|----|----|----|----|
| 1 | | 合计 | 565.00 | 22.58 |
| 2 | 208 | 社会保障和就业支出 | 565.00 | 22.58 |
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "page.txt"
    path.parent.mkdir()
    path.write_text(PAGE, "utf-8")
    return path


def run(*words: object) -> int:
    return cli.main([str(word) for word in words])


def as_process(*words: object, **options: object) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "budgetgraph", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_turtle_goes_to_stdout_and_words_to_stderr(
    page: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("convert", page) == 0
    out, err = capfdbinary.readouterr()
    assert len(list(ox.parse(out, ox.RdfFormat.TURTLE))) > 50
    assert err.decode() == (
        "page: 1 tables, 4 figures read, 0 repaired, 0 findings, 0 not understood\n"
    )


def test_rdf_is_not_converted_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("@prefix bud: <https://w3id.org/budgetgraph/ns#> .")
    assert run("convert", path) == 2
    assert "is RDF already; 'build' and 'validate' take it" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "jsonld"])
def test_every_rdf_format_is_written(page: Path, tmp_path: Path, name: str) -> None:
    assert run("convert", page, "--to", name, "-o", tmp_path / "out") == 0
    data = (tmp_path / "out").read_bytes()
    rdf = ox.RdfFormat.JSON_LD if name == "jsonld" else ox.RdfFormat.from_media_type(
        {"turtle": "text/turtle", "trig": "application/trig", "nquads": "application/n-quads"}[name]
    )  # fmt: skip
    assert rdf is not None
    assert len(list(ox.parse(data, rdf))) > 50


def test_format_follows_the_suffix(page: Path, tmp_path: Path) -> None:
    assert run("convert", page, "-o", tmp_path / "out.jsonld") == 0
    assert json.loads((tmp_path / "out.jsonld").read_bytes())["@graph"]


def test_tables_go_to_a_folder(page: Path, tmp_path: Path) -> None:
    assert run("convert", page, "--to", "csv", "-o", tmp_path / "tidy") == 0
    assert "565.00" in (tmp_path / "tidy" / "lines.csv").read_text("utf-8")


def test_tables_need_a_folder(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("convert", page, "--to", "csv") == 2
    assert "name it with -o" in capsys.readouterr().err


def test_dash_is_stdout(
    page: Path,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    for words in (("convert", page), ("validate", page)):
        code = run(*words)
        alone = capfdbinary.readouterr().out
        assert run(*words, "-o", "-") == code
        assert capfdbinary.readouterr().out == alone != b""
    assert run("convert", page, "--to", "csv", "-o", "-") == 2
    assert sorted(tmp_path.iterdir()) == before


def test_several_files_make_one_file_each(page: Path, tmp_path: Path) -> None:
    other = page.with_name("other.txt")
    other.write_text(PAGE, "utf-8")
    assert run("convert", page, other, "--to", "nquads", "-o", tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["other.nq", "page.nq"]


def test_several_files_make_one_folder_of_tables(page: Path, tmp_path: Path) -> None:
    other = page.with_name("other.txt")
    other.write_text(PAGE, "utf-8")
    assert run("convert", page, other, "--to", "csv", "-o", tmp_path / "tidy") == 0
    assert (tmp_path / "tidy" / "lines.csv").read_text("utf-8").count("\n") == 1 + 8


def test_id_and_base_make_the_iris(page: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("convert", page, "--id", "峰峰 2024", "--base", "https://example.org/b") == 0
    assert b"https://example.org/b/doc/%E5%B3%B0%E5%B3%B0%202024/" in capfdbinary.readouterr().out


def test_stdin_is_read_for_a_dash(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Stdin:
        buffer = io.BytesIO(PAGE.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert run("convert", "-", "--to", "nquads") == 0
    assert b"/doc/stdin>" in capfdbinary.readouterr().out


def test_output_is_not_overwritten_without_force(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.ttl"
    target.write_text("mine")
    assert run("convert", page, "-o", target) == 2
    assert target.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert run("convert", page, "-o", target, "--force") == 0
    assert target.read_text() != "mine"


def test_a_disclosure_is_not_overwritten_by_what_is_made_of_it(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = page.read_bytes()
    assert run("convert", page, "--to", "turtle", "-o", page, "--force") == 2
    assert run("convert", page, "-o", page.parent / "a.ttl", "--report", page, "--force") == 2
    assert capsys.readouterr().err.count("\n") == 2
    assert page.read_bytes() == before


def test_what_is_no_disclosure_gives_no_empty_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = tmp_path / "weather.md"
    strange.write_text("| 站点 | 气温 |\n|---|---|\n| 甲 | 12.5 |\n| 乙 | 13.5 |\n", "utf-8")
    assert run("convert", strange, "--to", "csv", "-o", tmp_path / "out") == 2
    assert "none of the 1 tables" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_one_bad_file_does_not_stop_a_batch(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    missing = tmp_path / "missing.txt"
    out = tmp_path / "out"
    assert run("convert", empty, page, missing, "--to", "nquads", "-o", out) == 2
    assert [path.name for path in out.iterdir()] == ["page.nq"]
    first, second, third = capsys.readouterr().err.splitlines()
    assert first.startswith(f"budgetgraph: {empty}: ")
    assert second.startswith("page: ")
    assert third.startswith(f"budgetgraph: {missing}: cannot be read (No such file or directory)")


@pytest.mark.parametrize("options", [("--to", "csv"), ("--to", "nquads"), ()])
def test_nothing_is_written_when_nothing_could_be_read(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    assert run("convert", tmp_path / "missing.txt", "-o", out, *options) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty", b""),
        ("binary", bytes(range(256)) * 40),
        ("zeros", bytes(4096)),
        ("long-line", "预算".encode() * 9_000_000),
        ("truncated-utf16", "部门预算".encode("utf-16")[:-1]),
        ("novel", ("天下大势，分久必合，合久必分。\n" * 300).encode()),
    ],
)
def test_bad_input_ends_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_bytes(data)
    assert run("convert", path, "-o", tmp_path / "out.ttl") == 2
    out, err = capsys.readouterr()
    assert not out
    assert not (tmp_path / "out.ttl").exists()
    first, last = err.splitlines()
    assert first.startswith(f"budgetgraph: {path}")
    assert last == "budgetgraph: no file could be converted; nothing was written"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_are_understood(
    tmp_path: Path, encoding: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode(encoding))
    assert run("convert", path, "--to", "nquads") == 0
    assert "社会保障和就业支出".encode() in capfdbinary.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("convert",),
        ("no-such-command",),
        ("convert", "x.txt", "--to", "xml"),
        ("convert", "x.txt", "-o", "x.csv"),
        ("convert", "x.txt", "--base", "not an iri"),
        ("convert", "a.txt", "b.txt", "--id", "one"),
        ("convert", "a.txt", "--id", " "),
        ("convert", "x/a.txt", "y/a.txt"),
        ("convert", "a.txt", "--no-such-option"),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("budgetgraph: ")
    assert err.count("\n") == 1


def test_unknown_format_lists_all_formats(capsys: pytest.CaptureFixture[str]) -> None:
    run("convert", "x.txt", "--to", "xml")
    err = capsys.readouterr().err
    assert all(name in err for name in output.formats())


@pytest.mark.parametrize("words", [("--help",), ("convert", "--help"), ("--version",)])
def test_help_is_a_result(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 0
    assert capsys.readouterr().out


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    run("--help")
    assert "0 fine, 1 findings" in capsys.readouterr().out


def test_our_bug_shows_a_traceback_and_exits_70(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("budgetgraph.cli.convert.convert_file", broken)
    assert run("convert", page) == 70
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "please report it" in err


def test_closed_pipe_is_quiet(page: Path) -> None:
    command = f"{sys.executable} -m budgetgraph convert {page} --to nquads | head -1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_a_full_disk_is_told_in_one_line(page: Path) -> None:
    done = as_process("convert", page, "-o", "/proc/out.ttl")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1].startswith("budgetgraph: /proc/out.ttl: ")
    assert b"Traceback" not in done.stderr


def test_a_killed_run_leaves_nothing_behind(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fifo = tmp_path / "slow.txt"  # nobody writes to it, so the run waits inside the batch
    os.mkfifo(fifo)
    command = ["convert", str(page), str(fifo), "--to", "csv", "-o", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "budgetgraph", *command],
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith(b"page: ")
    assert any(tmp_path.glob(".out.*.part"))
    time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    process.stderr.close()
    assert process.wait(timeout=20) == 143
    assert not out.exists()
    assert not any(tmp_path.glob(".out.*.part"))
