"""The same questions on engines that others wrote: the same rows.

rdflib always; the Oxigraph server over HTTP, and Virtuoso where it is installed.
"""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rdflib

from budgetgraph.query import Rows, SavedQuery, ask, bind, list_queries
from budgetgraph.query.remote import Endpoint, read_results
from budgetgraph.query.rows import Answer
from budgetgraph.store import Store

QUERIES = list(list_queries())
BESIDE = str(Path(sys.executable).parent)
OXIGRAPH = shutil.which("oxigraph", path=BESIDE) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")


def name(query: SavedQuery) -> str:
    return query.name


def comparable(rows: Rows) -> list[str]:
    """Return the rows as sorted texts, numbers in one spelling."""

    def plain(value: object) -> object:
        return str(value.normalize()) if isinstance(value, Decimal) else value

    return sorted(str([plain(value) for value in row]) for row in rows.tuples())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(endpoint: Endpoint, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        assert process.poll() is None, "the server ended"
        try:
            endpoint.select("SELECT ?x { VALUES ?x { 1 } }")
        except ValueError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server did not start")


# --- rdflib -------------------------------------------------------------------------------------


class Rdflib:
    """An engine on rdflib in memory."""

    def __init__(self, nquads: bytes) -> None:
        self.dataset = rdflib.Dataset()
        self.dataset.parse(data=nquads, format="nquads")

    def select(self, text: str) -> Answer:
        answer = read_results(json.loads(self.dataset.query(text).serialize(format="json") or b""))
        # groups of nothing: rdflib gives one row without values where there is none
        rows = tuple(row for row in answer.rows if any(row))
        return Answer(answer.variables, rows)


@pytest.fixture(scope="session")
def in_rdflib(county: Store) -> Rdflib:
    kept = ("/doc/", "/catalogue", "code/item", "code/table", "code/check", "/cofog", "cn/function")
    lines = [
        f"{q.subject} {q.predicate} {q.object} {q.graph_name} ."
        for q in county.inner
        if any(part in str(q.graph_name) for part in kept)
    ]
    return Rdflib("\n".join(lines).encode())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_rdflib_gives_the_same_rows(query: SavedQuery, county: Store, in_rdflib: Rdflib) -> None:
    assert comparable(ask(in_rdflib, query.name)) == comparable(county.query(query.name))


# --- Oxigraph over HTTP -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def oxigraph(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    if OXIGRAPH is None:
        pytest.skip("the Oxigraph server is not installed (PyPI: oxigraph)")
    address = f"127.0.0.1:{free_port()}"
    copy = shutil.copytree(example_folder, tmp_path_factory.mktemp("oxigraph") / "store")
    command = [OXIGRAPH, "serve-read-only", "--location", str(copy), "--bind", address]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        endpoint = Endpoint(f"http://{address}/query")
        wait_for(endpoint, process)
        yield endpoint
        process.kill()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_a_server_gives_the_same_rows(
    query: SavedQuery, examples: Store, oxigraph: Endpoint
) -> None:
    assert comparable(ask(oxigraph, query.name)) == comparable(examples.query(query.name))


def test_parameters_reach_the_server(oxigraph: Endpoint) -> None:
    rows = ask(oxigraph, "spending-by-function", {"id": "fengfeng-2024", "level": 2})
    assert {row["disclosure"] for row in rows} == {"fengfeng-2024"}
    assert {len(str(row["code"])) for row in rows} == {5}


# --- Virtuoso -----------------------------------------------------------------------------------

_INI = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {port}
DirsAllowed = {folder}
[HTTPServer]
ServerPort = {http}
[SPARQL]
ResultSetMaxRows = 1000000
"""


@pytest.fixture(scope="session")
def virtuoso(examples: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    isql = shutil.which("isql-vt")
    if VIRTUOSO is None or isql is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7)")
    folder = tmp_path_factory.mktemp("virtuoso")
    port, http = free_port(), free_port()
    (folder / "v.ini").write_text(_INI.format(folder=folder, port=port, http=http))
    with (folder / "data.nq").open("w") as file:
        for q in examples.inner:
            file.write(f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n")
    data = f"file_to_string_output('{folder}/data.nq')"
    load = f"log_enable(2); DB.DBA.TTLP_MT({data}, '', 'urn:x', 512);"
    command = [VIRTUOSO, "-f", "-c", str(folder / "v.ini")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        endpoint = Endpoint(f"http://127.0.0.1:{http}/sparql", timeout_seconds=120)
        wait_for(endpoint, process)
        subprocess.run(
            [isql, str(port), "dba", "dba", f"exec={load}"], check=True, capture_output=True
        )
        yield endpoint
        process.kill()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_virtuoso_gives_the_same_rows(
    query: SavedQuery, examples: Store, virtuoso: Endpoint
) -> None:
    found: Any = Rows(query, virtuoso.select(bind(query, {})))
    assert comparable(found) == comparable(examples.query(query.name))
