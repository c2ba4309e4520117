"""Sending parts to a server that fails: what passes is tried again, what does not is told."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from budgetgraph.bulk.parts import build_parts
from budgetgraph.bulk.reading import Parts
from budgetgraph.bulk.upload import Server, upload
from budgetgraph.cli import main
from budgetgraph.crew import ALONE
from budgetgraph.errors import OutputError, UsageError
from budgetgraph.produce import Options

COUNTY = Path(__file__).parent / "queries" / "data"


class GraphStore(ThreadingHTTPServer):
    """Keeps graphs in a dictionary, and answers the next requests with the errors it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.graphs: dict[str, bytes] = {}
        self.errors: list[int] = []
        self.order: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}/store"


class _Handler(BaseHTTPRequestHandler):
    server: GraphStore

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        graph = unquote(self.path.partition("?graph=")[2])
        if self.server.errors:
            self._answer(self.server.errors.pop(0))
            return
        kept = self.server.graphs.get(graph, b"") if self.command == "POST" else b""
        self.server.graphs[graph] = kept + body
        self.server.order.append(graph)
        self._answer(204)

    do_POST = do_PUT  # noqa: N815  the name that http.server asks for

    def do_DELETE(self) -> None:
        graph = unquote(self.path.partition("?graph=")[2])
        self._answer(204 if self.server.graphs.pop(graph, None) is not None else 404)

    def _answer(self, code: int) -> None:
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def graph_store() -> Iterator[GraphStore]:
    with GraphStore() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    folder = tmp_path_factory.mktemp("upload") / "p"
    build_parts([str(COUNTY)], str(folder), Options(checks=False), ALONE)
    return Parts(str(folder))


def test_all_quads_arrive_whatever_fails_in_between(parts: Parts, graph_store: GraphStore) -> None:
    graph_store.errors = [503, 500, 429]
    waits: list[int] = []
    sent = upload(parts, Server(graph_store.url), pause=waits.append)
    assert waits == [1, 2, 4]
    assert sent.documents == 6
    triples = sum(data.count(b"\n") for data in graph_store.graphs.values())
    assert triples == parts.manifest.quads
    once = dict(graph_store.graphs)
    upload(parts, Server(graph_store.url))
    assert graph_store.graphs == once  # nothing is doubled


def test_the_mark_of_a_document_comes_last(parts: Parts, graph_store: GraphStore) -> None:
    upload(parts, Server(graph_store.url))
    for graph in graph_store.order:
        if graph.endswith("/facts"):
            document = graph.removesuffix("/facts")
            assert graph_store.order.index(document) < graph_store.order.index(graph)


def test_a_large_graph_goes_in_several_requests(
    parts: Parts, graph_store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(parts, Server(graph_store.url))
    whole = dict(graph_store.graphs)
    graph_store.graphs.clear()
    monkeypatch.setattr("budgetgraph.bulk.upload._BATCH_BYTES", 10_000)
    upload(parts, Server(graph_store.url))
    assert graph_store.graphs == whole
    assert len(graph_store.order) > 4 * len(set(graph_store.order))


def test_what_does_not_pass_is_told(
    parts: Parts, graph_store: GraphStore, capsys: pytest.CaptureFixture[str]
) -> None:
    graph_store.errors = [503] * 6
    with pytest.raises(OutputError, match="no answer after 6 attempts"):
        upload(parts, Server(graph_store.url), pause=lambda _: None)
    graph_store.errors = [403]
    with pytest.raises(UsageError, match="refused"):
        upload(parts, Server(graph_store.url))
    graph_store.errors = []
    assert main(["load", parts.location.place, "--endpoint", "ftp://x/y"]) == 2
    assert "is no address" in capsys.readouterr().err
    assert main(["load", parts.location.place, "--endpoint", graph_store.url]) == 0
    assert re.search("6 loaded, 0 unchanged", capsys.readouterr().err)
