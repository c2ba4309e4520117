"""Help, documentation and code say the same: what exists is named where a newcomer looks."""

import pkgutil
import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from disclosure_fixture import SMALL
from rdflib import SH

from budgetgraph import cli, registry, serialize, tidy
from budgetgraph.cli.convert import summarise
from budgetgraph.cli.output import formats
from budgetgraph.contract import Source
from budgetgraph.convert import convert_file
from budgetgraph.query import Answer, Rows, get_query
from budgetgraph.query.rendering import render_table
from budgetgraph.store import Store
from budgetgraph.validate.inspect import inspect

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
COMMANDS = [
    module.name
    for module in pkgutil.iter_modules(cli.__path__)
    if hasattr(import_module(f"budgetgraph.cli.{module.name}"), "register")
]
FOLDERS = sorted(
    path.name
    for path in ROOT.iterdir()
    if path.is_dir() and path.name in {
        "ontology", "shapes", "converters", "queries", "examples", "benchmarks", "docs", "tests",
    }
)  # fmt: skip


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_there_are_commands() -> None:
    assert {"convert", "codes"} <= set(COMMANDS)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_in_the_readme(command: str, readme: str) -> None:
    assert f"`budgetgraph {command}" in text(readme)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_folder_is_in_the_readme(folder: str, readme: str) -> None:
    assert f"| `{folder}/` |" in text(readme)


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_only_commands_that_exist(readme: str) -> None:
    named = set(re.findall(r"(?:^|`)budgetgraph ([a-z]+)", text(readme), re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("readme", READMES)
def test_tidy_tables_are_in_the_readme(readme: str) -> None:
    assert all(f"`{table.name}.csv`" in text(readme) for table in tidy.tables())


@pytest.mark.parametrize("readme", READMES)
def test_rdf_formats_are_in_the_readme(readme: str) -> None:
    assert all(name in text(readme) for name in serialize.FORMATS)


def test_formats_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["convert", "--help"])
    shown = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert all(name in shown for name in formats())


def test_readers_and_forms_are_in_their_readme() -> None:
    modules = (*registry.readers(), *registry.forms(), *registry.text_forms())
    missing = {registry.name_of(module) for module in modules} - set(
        re.findall(r"`([a-z_0-9]+)`", text("converters/README.md"))
    )
    assert missing == set()


GUIDES = sorted((ROOT / "docs").glob("*.md"))
CHINESE = [path for path in GUIDES if path.name.endswith(".zh.md")]


@pytest.mark.parametrize("path", [*sorted(ROOT.glob("*.md")), *GUIDES], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", path.read_text("utf-8")):
        if target.startswith("http"):
            continue
        file = path.parent / target if target else path
        assert file.exists(), target
        if anchor and re.fullmatch(r"[a-z-]+", anchor):  # of a heading; the others are of terms
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in headings}
            assert anchor in slugs | set(re.findall(r'id="([^"]+)"', file.read_text("utf-8"))), (
                anchor
            )


@pytest.mark.parametrize("path", CHINESE, ids=lambda path: path.name)
def test_guides_in_chinese_show_the_commands_of_the_english_ones(path: Path) -> None:
    english = path.with_name(path.name.replace(".zh.md", ".md"))
    assert f"]({english.name})" in path.read_text("utf-8")
    assert f"]({path.name})" in english.read_text("utf-8")

    def commands(guide: Path) -> list[str]:
        lines = re.findall(r"^\s*(budgetgraph [^#\n]+)", guide.read_text("utf-8"), re.MULTILINE)
        return [line.replace(" --lang en", "").strip() for line in lines]

    assert set(commands(path)) <= set(commands(english))


def test_the_summary_in_the_readme_is_that_of_the_example() -> None:
    told = summarise(convert_file(str(ROOT / "examples/fengfeng-2024.txt"))).partition(": ")[2]
    for readme in READMES:
        assert f": {told}\n" in text(readme)


def test_headings_of_the_sample_are_those_of_the_question() -> None:
    block = text("docs/ask.md").partition("$ budgetgraph query ")[2]
    name, heading = block.split(maxsplit=1)[0], block.splitlines()[1]
    variables = tuple(column.name for column in get_query(name).columns)
    table = render_table(Rows(get_query(name), Answer(variables, ())), "en")
    real = re.split(r"\s{2,}", table.splitlines()[0])
    shown = [part for part in re.split(r"\s{2,}", heading) if part != "…"]
    assert shown
    assert set(shown) <= set(real)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_queries_in_guides_run_as_printed(guide: Path) -> None:
    with Store.open() as store:
        for query in re.findall(r"```sparql\n(.*?)```", guide.read_text("utf-8"), re.DOTALL):
            store.query(query)


def test_makefile_targets_are_explained() -> None:
    makefile = text("Makefile")
    for target in ("demo", "test", "lint", "bench"):
        assert f"\n{target}:" in makefile
        assert f"# make {target} " in makefile


def test_shapes_in_pyshacl_as_the_guide_says_find_what_validate_finds(tmp_path: Path) -> None:
    example = re.search(r"```python\n(from pathlib.*?)```", text("docs/validate.md"), re.S)
    assert example
    page = tmp_path / "disclosure.ttl"
    page.write_bytes(serialize.dump(SMALL, "turtle"))
    code = example[1].replace('"disclosure.ttl"', repr(str(page)))
    for folder in ("shapes", "ontology"):
        code = code.replace(f'Path("{folder}")', f"Path({str(ROOT / folder)!r})")
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  the guide's own lines
    found = Counter(str(value) for value in names["report"].objects(None, SH.resultSeverity))
    (outcome,) = inspect(Source(page.name, page.read_bytes()))
    wanted = Counter(str(SH[finding.severity.capitalize()]) for finding in outcome.findings)
    assert found == wanted  # SMALL has nothing that is judged in Python
