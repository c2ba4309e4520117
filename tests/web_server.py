"""Stores of the examples and servers on them, for tests of `budgetgraph serve`."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from lxml import html

from budgetgraph.build import build
from budgetgraph.store import Store

EXAMPLES = Path(__file__).parents[1] / "examples"


def make_store(folder: Path, *names: str) -> Path:
    with Store.open(folder, read_only=False) as store:
        report = build([str(EXAMPLES / name) for name in names], store)
    assert not report.failures
    return folder


def start(store: Path, *options: str) -> tuple[subprocess.Popen[bytes], str]:
    """Return a server and its address; it answers already."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "budgetgraph", "serve", "-s", str(store), "--port", str(port)]
    log = store.parent / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen([*command, *options], stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            if httpx.get(f"{address}/health").status_code == 200:
                return process, address
        except httpx.TransportError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError(log.read_text("utf-8"))


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(30)


def find(page: str, path: str) -> list[html.HtmlElement]:
    """Return the elements of a page at an XPath."""
    found = html.fromstring(page).xpath(path)
    assert isinstance(found, list)
    return [item for item in found if isinstance(item, html.HtmlElement)]


def texts_of(page: str, path: str) -> list[str]:
    """Return the texts or attributes of a page at an XPath."""
    found = html.fromstring(page).xpath(path)
    assert isinstance(found, list)
    return [
        str(item.text_content() if isinstance(item, html.HtmlElement) else item) for item in found
    ]
