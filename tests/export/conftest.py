"""The examples, converted once for all exports."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from budgetgraph.build import build
from budgetgraph.convert import convert_file
from budgetgraph.export.publication import Publication, from_disclosures
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.model import Disclosure
from budgetgraph.store import Store

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


@pytest.fixture(scope="session")
def examples() -> list[Disclosure]:
    assert len(EXAMPLES) >= 5
    return [convert_file(str(path)) for path in EXAMPLES]


@pytest.fixture(scope="session")
def publications(examples: list[Disclosure]) -> Iterable[Publication]:
    return list(from_disclosures(examples, DEFAULT_BASE))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two small examples."""
    path = tmp_path_factory.mktemp("built") / "store"
    small = [str(path) for path in EXAMPLES if path.stem in {"hezheng-2024", "handan-2020"}]
    with Store.open(path, read_only=False) as opened:
        build(small, opened)
    return path
