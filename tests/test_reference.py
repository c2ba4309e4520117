"""The committed reference is what the generator makes, whole and with links that lead somewhere."""

import re
from functools import cache
from pathlib import Path

import pytest

from budgetgraph import codes, reference
from budgetgraph.errors import UsageError
from budgetgraph.reference.rules import read_header
from budgetgraph.resources import list_files
from budgetgraph.terms import BUD

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
LANGUAGES = ("zh", "en")


@cache
def pages() -> dict[str, str]:
    return reference.render_pages()


@pytest.mark.parametrize("name", sorted(pages()))
def test_committed_page_is_what_the_generator_makes(name: str) -> None:
    committed = (FOLDER / name).read_text("utf-8")
    assert committed == pages()[name], "run: python -m budgetgraph.reference"


def test_no_other_page_is_committed() -> None:
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")}
    assert found == set(pages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_place(language: str) -> None:
    page = pages()[f"{language}/terms.md"]
    assert all(f'<a id="{name}"></a>' in page for name in BUD)
    assert not re.search(r"^#### `bud:\w+` *$", page, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_query_and_shape_file_has_its_place(language: str) -> None:
    for name in list_files("ontology/codes", ".ttl"):
        for scheme in codes.shipped_schemes(name):
            assert scheme.iri in pages()[f"{language}/codes.md"]
    for folder in ("answers", "checks", "rules"):
        for name in list_files(f"queries/{folder}", ".rq"):
            assert f"`{name.removesuffix('.rq')}`" in pages()[f"{language}/queries.md"]
    for name in list_files("shapes", ".ttl"):
        assert f"`shapes/{name}`" in pages()[f"{language}/shapes.md"]


@pytest.mark.parametrize("name", sorted(pages()))
def test_links_lead_to_an_anchor_or_a_page(name: str) -> None:
    page = pages()[name]
    anchors = set(re.findall(r'<a id="([^"]+)"', page))
    for target in re.findall(r"\]\(([^)]+)\)", page):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        elif not target.startswith("http"):
            assert target in pages(), target


@pytest.mark.parametrize("kind", ["balance", "government-fund", "three-public", "assets"])
def test_page_of_tables_shows_print_and_triples(kind: str) -> None:
    section = pages()["en/tables.md"].split(f'<a id="{kind}"></a>')[1].split("<a id=")[0]
    assert "| " in section
    assert "a bud:" in section


def test_a_leaf_is_shown_with_its_cell() -> None:
    section = pages()["en/tables.md"].split('<a id="expenditure"></a>')[1].split("<a id=")[0]
    for words in ("role:leaf", "function:208", "prov:wasQuotedFrom", "a bud:Cell", "965.63"):
        assert words in section


def test_header_of_a_query_is_words_and_entries() -> None:
    query = "# Title.\n# id: A01\n# zh: 一\n# reads: Line\n#   and Cell\n\nSELECT * {}\n# not: this"
    words, entries = read_header(query)
    assert words == ["Title."]
    assert entries == [("id", "A01"), ("zh", "一"), ("reads", "Line and Cell")]


def test_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="zh, en"):
        reference.render_contents("fr")
