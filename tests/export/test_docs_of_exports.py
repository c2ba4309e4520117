"""Every export is named where a newcomer looks, and offers what both commands call."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from budgetgraph import export

ROOT = Path(__file__).parents[2]
EXPORTS = [
    module.name
    for module in pkgutil.iter_modules(export.__path__)
    if hasattr(import_module(f"budgetgraph.export.{module.name}"), "write_disclosures")
]


def test_there_are_exports() -> None:
    assert {"parquet", "fdp", "qb", "cube", "csvw", "dcat"} == set(EXPORTS)


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "docs/export.md"])
def test_export_is_explained(name: str, page: str) -> None:
    assert f"| `{name}` |" in (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("name", EXPORTS)
def test_export_can_be_called_by_both_commands(name: str) -> None:
    module = import_module(f"budgetgraph.export.{name}")
    assert callable(module.write)
    assert callable(module.write_disclosures)
