"""The house rules that a reader of one file cannot see: who imports whom, sizes, no float."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetgraph import registry

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for top in ("src", "converters") for path in (ROOT / top).rglob("*.py"))
ENGINE = [path for path in SOURCES if "src" in path.parts]
CONVERTERS = [path for path in SOURCES if "converters" in path.parts]
MAX_LINES = 300
MAX_FUNCTION = 50

# What a converter may know of the engine: values and words, no RDF, no file system, no clock.
OF_THE_ENGINE = {
    "budgetgraph.errors",
    "budgetgraph.figures",
    "budgetgraph.targets",
    "budgetgraph.model",
    "budgetgraph.contract",
}
# Readers of untrusted files also ask what bytes are, how much they may take, and which extra is
# missing.
OF_READERS = OF_THE_ENGINE | {"budgetgraph.limits", "budgetgraph.sniff"}
RDF_LIBRARIES = {"rdflib", "pyoxigraph", "owlready2", "pyshacl", "SPARQLWrapper"}
# Layers of the engine, low to high: a module may import its own layer and those before it.
LAYERS = (
    {"errors", "limits"},
    {"figures", "sniff"},
    {"model", "policy", "privacy", "outputs", "resources", "progress"},
    {"contract", "target_patterns", "terms", "iris"},
    {"targets", "target_values", "codes", "context", "registry", "sandbox"},
    {"publisher", "unclaimed"},
    {"convert", "graph", "jsonld", "tidy"},
    {"serialize"},
)
# Places on a page are measured in points by libraries that count so; no amount passes through.
GEOMETRY = ("converters/readers/", "src/budgetgraph/model.py")
# Where a file would be split in the middle of one thing; none may grow.
LONGER = {
    "src/budgetgraph/model.py": 575,  # the values of the contract, read together
}
# Keywords whose numbers are likeness or seconds.
NO_AMOUNTS = {"cutoff", "timeout"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Yield the absolute names of the modules that a file imports."""
    package = list(path.relative_to(ROOT).with_suffix("").parts)
    package = ["budgetgraph", *package[2 if package[0] == "src" else 0 : -1]]
    if package[1:2] == ["budgetgraph"]:
        del package[1]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def test_there_is_something_to_look_at() -> None:
    assert len(ENGINE) > 30
    assert len(CONVERTERS) > 20


def test_imports_are_told_right() -> None:
    found = set(imports(ROOT / "src/budgetgraph/graph/lines.py"))
    assert {"budgetgraph.iris", "budgetgraph.graph.scene", "decimal.Decimal"} <= found


@pytest.mark.parametrize("path", CONVERTERS, ids=relative)
def test_converters_know_only_values(path: Path) -> None:
    allowed = OF_READERS if "readers" in path.parts else OF_THE_ENGINE
    for name in imports(path):
        assert name.partition(".")[0] not in RDF_LIBRARIES, name
        if name.startswith("budgetgraph.") and not name.startswith("budgetgraph.converters"):
            assert any(name == module or name.startswith(f"{module}.") for module in allowed), name


@pytest.mark.parametrize("path", CONVERTERS, ids=relative)
def test_converters_import_downward(path: Path) -> None:
    order = ["vocabulary", "readers", "layout", "forms", "proof"]
    part = path.relative_to(ROOT / "converters").parts[0]
    if part not in order:
        return
    for name in imports(path):
        other = name.removeprefix("budgetgraph.converters.").partition(".")[0]
        if name.startswith("budgetgraph.converters.") and other in order:
            assert order.index(other) <= order.index(part), name


@pytest.mark.parametrize("path", ENGINE, ids=relative)
def test_only_the_registry_names_the_converters(path: Path) -> None:
    if path.name != "registry.py":
        assert "budgetgraph.converters" not in set(imports(path))
        assert '"budgetgraph.converters' not in path.read_text("utf-8")


@pytest.mark.parametrize("path", ENGINE, ids=relative)
def test_engine_imports_downward(path: Path) -> None:
    level = {name: index for index, layer in enumerate(LAYERS) for name in layer}
    own = path.relative_to(ROOT / "src/budgetgraph").parts[0].removesuffix(".py")
    if own not in level:
        return
    for name in imports(path):
        other = name.removeprefix("budgetgraph.").partition(".")[0]
        if name.startswith("budgetgraph.") and other in level:
            assert level[other] <= level[own], f"{own} imports {other}"
        assert not name.startswith("budgetgraph.cli"), name


@pytest.mark.parametrize("path", ENGINE, ids=relative)
def test_rdflib_is_for_tests(path: Path) -> None:
    assert "rdflib" not in {name.partition(".")[0] for name in imports(path)}


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_float(path: Path) -> None:
    if relative(path).startswith(GEOMETRY):
        return
    tree = parse(path)
    harmless = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in NO_AMOUNTS
    }
    for node in ast.walk(tree):
        is_name = isinstance(node, ast.Name) and node.id == "float"
        is_value = isinstance(node, ast.Constant) and isinstance(node.value, float)
        found = (is_name or is_value) and id(node) not in harmless
        assert not found, f"line {getattr(node, 'lineno', 0)}"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_files_are_small(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LONGER.get(relative(path), MAX_LINES)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_functions_are_small(path: Path) -> None:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            assert size <= MAX_FUNCTION, f"{node.name} has {size} lines"


def test_every_reader_offers_what_the_contract_asks() -> None:
    found = registry.readers()
    assert found
    for reader in found:
        assert isinstance(reader.PRIORITY, int), registry.name_of(reader)
    priorities = [reader.PRIORITY for reader in found]
    assert priorities == sorted(priorities, reverse=True)


def test_every_form_offers_what_the_contract_asks() -> None:
    found = registry.forms()
    assert len(found) >= 5
    codes = [code for form in found for code in form.TABLES]
    assert len(codes) == len(set(codes)), "two forms yield the same table code"
    assert registry.text_forms()


def test_every_module_beside_forms_and_readers_is_one_or_a_shared_part() -> None:
    known = {registry.name_of(module) for module in (*registry.forms(), *registry.text_forms())}
    known |= {registry.name_of(module) for module in registry.readers()}
    used = {name for path in CONVERTERS for name in imports(path)}
    for folder in ("forms", "readers"):
        for path in (ROOT / "converters" / folder).iterdir():
            name = path.stem
            if path.suffix == ".py" or (path / "__init__.py").exists():
                shared = name.startswith("_") or f"budgetgraph.converters.{folder}.{name}" in used
                assert shared or name in known, f"{folder}/{name} offers nothing"
