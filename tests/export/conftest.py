"""The examples, converted once for all exports."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from budgetgraph.convert import convert_file
from budgetgraph.export.publication import Publication, from_disclosures
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.model import Disclosure

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


@pytest.fixture(scope="session")
def examples() -> list[Disclosure]:
    assert len(EXAMPLES) >= 5
    return [convert_file(str(path)) for path in EXAMPLES]


@pytest.fixture(scope="session")
def publications(examples: list[Disclosure]) -> Iterable[Publication]:
    return list(from_disclosures(examples, DEFAULT_BASE))
