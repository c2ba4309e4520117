"""A running server on a store of three examples, shared by the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from web_server import make_store, start, stop

SECONDS = "2"  # for one query


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "store"
    return make_store(folder, "fengfeng-2024.txt", "hezheng-2024.txt", "quyang-2022.txt")


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[str]:
    process, address = start(store, "--timeout", SECONDS, "--max-rows", "5000", "--rate", "0")
    yield address
    stop(process)


@pytest.fixture
def web(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client
