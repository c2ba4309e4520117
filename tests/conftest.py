"""Options and fixtures that all tests share."""

import os
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-expected",
        action="store_true",
        help="write expected files that are missing; existing ones are never replaced",
    )


@pytest.fixture
def write_expected(request: pytest.FixtureRequest) -> bool:
    """Whether missing expected files are to be written."""
    return bool(request.config.getoption("--write-expected"))


@pytest.fixture(scope="session")
def disclosures() -> list[Path]:
    """Real disclosures outside the repository, where BUDGETGRAPH_DISCLOSURES names their folder."""
    folder = os.environ.get("BUDGETGRAPH_DISCLOSURES")
    if not folder:
        pytest.skip("BUDGETGRAPH_DISCLOSURES is not set")
    return sorted(Path(folder).glob("*.txt"))
