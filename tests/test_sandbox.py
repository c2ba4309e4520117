"""A process of its own for each untrusted file: limits hold, and every end is one plain line."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from budgetgraph.converters.readers import pdf, text
from hostile_files import pdf as write_pdf
from hostile_files import pdf_grid, pdf_text

from budgetgraph import sandbox
from budgetgraph.contract import Source
from budgetgraph.errors import InputError, MissingExtraError, UsageError
from budgetgraph.limits import DEFAULT, Limits, check, parse_limits
from budgetgraph.sandbox import launch

WORDS = b"".join(pdf_text(*cell) for cell in ((60, 686, "a"), (160, 686, "1.00"), (60, 666, "b")))
GOOD = Source("a.pdf", write_pdf(pdf_grid((50, 150, 250), (700, 680, 660)) + WORDS))
READERS = '''
"""Readers that misbehave."""
import os, signal, sys, time
from budgetgraph.errors import InputError, MissingExtraError
UNTRUSTED = True
PRIORITY = 0
READY = []
def prepare():
    READY.append(os.getpid())
def identify(source):
    return True
def read(source, limits):
    word = source.data.decode()
    if word == "ready":
        raise InputError(f"prepared by {READY}", source.name)
    if word == "refuse":
        raise InputError("not this one", source.name)
    if word == "extra":
        raise MissingExtraError("reading this", "ocr")
    if word == "bug":
        raise KeyError("inner")
    if word == "memory":
        return [bytearray(1 << 26) for _ in range(1000)]
    if word == "sleep":
        time.sleep(60)
    if word == "spin":
        while True:
            pass
    if word == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == "exit":
        os._exit(3)
    if word == "noise":
        print("noise")
        print("noise", file=sys.stderr)
        raise InputError(str(limits.pages), source.name)
'''


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A reader module that does what its source says; a new server that can import it."""
    (tmp_path / "hostile_reader.py").write_text(READERS)
    monkeypatch.syspath_prepend(str(tmp_path))
    launch._forget()
    module = __import__("hostile_reader")
    yield module
    launch._forget()
    sys.modules.pop("hostile_reader", None)


def test_libraries_are_loaded_once_for_all_files(hostile: ModuleType) -> None:
    told = set()
    for _ in range(3):
        with pytest.raises(InputError, match=r"prepared by \[\d+\]") as caught:
            sandbox.read(hostile, Source("ready", b"ready"))
        told.add(str(caught.value))
    assert len(told) == 1


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("refuse", "bad: not this one"),
        ("bug", r"the file is damaged or unlike any seen \(KeyError: 'inner'\)"),
        ("memory", "needs more than 256 MB of memory"),
        ("sleep", "not read within 2 seconds"),
        ("spin", "not read within 2 seconds"),
        ("crash", r"died on the file \(SIGSEGV\)"),
        ("exit", "died on the file"),
        ("noise", "^bad: 800$"),
    ],
)
def test_every_end_is_one_plain_line(
    hostile: ModuleType, word: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    limits = Limits(seconds=2, memory_bytes=256 << 20)
    start = time.monotonic()
    with pytest.raises(InputError, match=message) as caught:
        sandbox.read(hostile, Source("bad", word.encode()), limits)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - start < 10
    assert capfd.readouterr() == ("", "")


def test_missing_extra_says_which(hostile: ModuleType) -> None:
    with pytest.raises(MissingExtraError, match=r"budgetgraph\[ocr\]"):
        sandbox.read(hostile, Source("bad", b"extra"))


def test_document_comes_back_unchanged_and_is_measured() -> None:
    document, usage = sandbox.read_measured(pdf, GOOD)
    assert document == pdf.read(GOOD)
    assert 1 << 20 < usage.peak_bytes < 1 << 30
    assert usage.milliseconds < 10_000


def test_trusted_readers_stay_in_this_process() -> None:
    document, usage = sandbox.read_measured(text, Source("a.txt", b"| a | b |\n| c | d |"))
    assert document.reader == "text"
    assert usage.peak_bytes == 0


def test_file_over_the_size_limit_is_not_even_sent() -> None:
    with pytest.raises(
        InputError, match=r"more than the limit of 10; .* raise the limit file_bytes"
    ):
        sandbox.read(text, Source("a.txt", b"x" * 11), Limits(file_bytes=10))


@pytest.mark.skipif(sys.platform != "linux", reason="the fork server is for Linux")
def test_server_that_was_killed_is_replaced() -> None:
    sandbox.read(pdf, GOOD)
    process = launch._servers[0].process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert sandbox.read(pdf, GOOD).pages == 1


def test_threads_read_side_by_side() -> None:
    found: list[int | None] = []
    threads = [
        threading.Thread(target=lambda: found.append(sandbox.read(pdf, GOOD).pages))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 6


def test_reading_works_without_the_server_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "_HAS_SERVER", False)
    assert sandbox.read(pdf, GOOD) == pdf.read(GOOD)


def test_limits_are_set_by_name() -> None:
    assert parse_limits({"pages": "5"}).pages == 5
    assert parse_limits({}) == DEFAULT
    with pytest.raises(UsageError, match="no limit is called 'sites'; there are file_bytes, "):
        parse_limits({"sites": "5"})
    for value in ("0", "-1", "1.5", "many"):
        with pytest.raises(UsageError, match="not a positive whole number"):
            parse_limits({"pages": value})


def test_limit_message_says_what_to_raise() -> None:
    check(5, 5, "pages", "a.pdf", "pages")
    with pytest.raises(InputError, match=r"a\.pdf: 6 pages, more than the limit of 5; split the"):
        check(6, 5, "pages", "a.pdf", "pages")
