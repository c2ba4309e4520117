"""What is installed is what stands in the checkout: names, bytes and versions."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest
from pyoxigraph import Literal

import budgetgraph
from budgetgraph import resources
from budgetgraph.terms import OWL, ontology_triples

ROOT = Path(__file__).parent.parent
SHIPPED = ("converters", "ontology", "queries", "shapes")
# Import names of what only extras install: hidden, to see whether the rest goes on without.
OPTIONAL = (
    "PIL", "SPARQLWrapper", "calamine", "distributed", "duckdb", "frictionless", "fsspec", "jinja2",
    "numpy", "openpyxl", "owlready2", "pandas", "pdfplumber", "polars", "pyarrow", "pypdfium2",
    "pyshacl", "pyshifty", "python_calamine", "rapidocr", "rdflib",
)  # fmt: skip
IN_CHECKOUT = (ROOT / "pyproject.toml").exists()
needs_checkout = pytest.mark.skipif(
    not IN_CHECKOUT, reason="the sources were removed to test the wheel alone"
)


def walk(place: Traversable, path: str = "") -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for item in place.iterdir():
        name = f"{path}{item.name}"
        if item.is_dir():
            if item.name != "__pycache__":
                found |= walk(item, f"{name}/")
        elif not name.endswith(".pyc"):
            found[name] = item.read_bytes()
    return found


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("folder", SHIPPED)
def test_folder_is_shipped(folder: str) -> None:
    shipped = walk(files(f"budgetgraph.{folder}"))
    assert shipped, f"nothing of {folder}/ is shipped"


@needs_checkout
@pytest.mark.parametrize("folder", SHIPPED)
def test_folder_is_shipped_as_it_stands(folder: str) -> None:
    shipped, expected = walk(files(f"budgetgraph.{folder}")), on_disk(ROOT / folder)
    assert sorted(shipped) == sorted(expected)
    assert all(shipped[name] == expected[name] for name in expected)


def test_data_of_the_engine_is_shipped() -> None:
    assert files("budgetgraph.tidy").joinpath("tables.toml").read_text("utf-8")
    assert files("budgetgraph").joinpath("py.typed").is_file()
    assert resources.read_text("ontology", "context.jsonld")


def test_base_dependencies_are_enough(tmp_path: Path) -> None:
    """Without any optional library everything lists, and text converts."""
    page = tmp_path / "page.md"
    page.write_text(
        "部门收入总表\n\n单位：万元\n\n| 科目名称 | 合计 |\n|--|--|\n| 合计 | 5.00 |\n", "utf-8"
    )
    program = (
        "import sys; sys.modules.update(dict.fromkeys(sys.argv[2].split(',')));"
        "from budgetgraph import cli; sys.exit(cli.main(['convert', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(page), ",".join(OPTIONAL)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "bud:Line" in done.stdout


def test_names_at_the_top_are_loaded_when_asked_for() -> None:
    program = (
        "import sys, budgetgraph;"
        "assert not {'budgetgraph.store', 'budgetgraph.convert'} & set(sys.modules);"
        "from budgetgraph import Store, convert_file;"
        "assert Store is sys.modules['budgetgraph.store'].Store;"
        "assert convert_file is sys.modules['budgetgraph.convert'].convert_file;"
        "assert not hasattr(budgetgraph, 'no_such_name')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_version_is_stated_once_and_the_same() -> None:
    assert version("budgetgraph") == budgetgraph.__version__
    in_ontology = {
        triple.object.value
        for triple in ontology_triples()
        if isinstance(triple.object, Literal)
        and triple.predicate == OWL.versionInfo
        and "#" not in str(triple.subject)
    }
    assert in_ontology == {budgetgraph.__version__}


@needs_checkout
def test_changelog_and_pyproject_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == budgetgraph.__version__
    top = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert top is not None
    assert top.group(1) == budgetgraph.__version__


@needs_checkout
def test_nothing_generic_would_land_in_site_packages() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    targets = wheel["targets"]["wheel"]["force-include"].values()
    assert set(targets) == {f"budgetgraph/{folder}" for folder in SHIPPED}
