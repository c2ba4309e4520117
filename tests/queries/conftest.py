"""Two stores: the shipped examples, and small disclosures of one made-up county."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetgraph.build import build
from budgetgraph.store import Store

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent.parent / "examples").glob("*.txt"))
COUNTY = sorted((HERE / "data").glob("*.md"))


def _build(inputs: list[Path], folder: Path) -> Path:
    with Store.open(folder, read_only=False) as store:
        report = build([str(path) for path in inputs], store)
    assert not report.failures
    assert len(report.loaded) == len(inputs)
    return folder


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store with the five examples."""
    assert len(EXAMPLES) == 5
    return _build(EXAMPLES, tmp_path_factory.mktemp("examples") / "store")


@pytest.fixture(scope="session")
def county_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store with the small disclosures."""
    assert len(COUNTY) == 6
    return _build(COUNTY, tmp_path_factory.mktemp("county") / "store")


@pytest.fixture(scope="session")
def examples(example_folder: Path) -> Iterator[Store]:
    """The store with the five examples, opened for queries."""
    with Store.open(example_folder) as store:
        yield store


@pytest.fixture(scope="session")
def county(county_folder: Path) -> Iterator[Store]:
    """The store with the small disclosures, opened for queries."""
    with Store.open(county_folder) as store:
        yield store
