"""The store: what it holds, replacing in one step, who may open it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgetgraph import facts, shared
from budgetgraph.catalogue import PART_OF, REPLACED_BY, relate
from budgetgraph.errors import InputError, OutputError, UsageError
from budgetgraph.facts import FactSet
from budgetgraph.store import Package, Store
from budgetgraph.updates import insert_data, mark_facts

DOC = "https://example.org/doc/"
BUD = "https://w3id.org/budgetgraph/ns#"


def package(name: str, words: str = "x") -> Package:
    """Return a document of three statements."""
    doc = f"<{DOC}{name}>"
    lines = [
        f"{doc} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BUD}Document> {doc} .",
        f'{doc} <{BUD}fileName> "{words}" {doc} .',
        f'<{DOC}{name}/findings/1> <{BUD}printedText> "f" <{DOC}{name}/findings> .',
    ]
    nquads = "".join(f"{line}\n" for line in lines).encode()
    return Package(DOC + name, nquads + mark_facts(DOC + name, "00", "1"))


def file_names(store: Store) -> set[str]:
    answer = store.select(f"SELECT ?name {{ GRAPH ?g {{ ?d <{BUD}fileName> ?name }} }}")
    return {row[0].value for row in answer.rows if row[0]}


def test_a_store_in_memory_is_empty() -> None:
    with Store.open() as store:
        assert len(store) == 0
        assert store.documents() == []


def test_documents_come_in_and_are_replaced(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", read_only=False) as store:
        store.load([package("a"), package("b")])
        store.load([package("a", "y")])
        assert file_names(store) == {"x", "y"}
        assert [held.document for held in store.documents()] == [f"{DOC}a", f"{DOC}b"]
        store.remove(f"{DOC}a")
        assert file_names(store) == {"x"}
        assert list(store.graphs_of(f"{DOC}a")) == []


def test_what_was_written_is_there_when_opened_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", read_only=False) as store:
        store.load([package("a")])
        written = store.export_nquads(f"{DOC}a")
    with Store.open(tmp_path / "s") as store:
        assert store.export_nquads(f"{DOC}a") == written
        assert store.documents()[0].digest == "00"
    with Store.open(tmp_path / "s", read_only=False) as store:
        store.load([package("a", "y")])
        assert file_names(store) == {"y"}


def test_a_folder_without_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no store"):
        Store.open(tmp_path)
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(OutputError, match="holds other files"):
        Store.open(tmp_path, read_only=False)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_writing_and_reading_exclude_one_another(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    with Store.open(folder, read_only=False) as store:
        store.load([package("a")])
        with pytest.raises(OutputError, match="being written"):
            Store.open(folder)
        with pytest.raises(OutputError, match="being read or written"):
            Store.open(folder, read_only=False)
    with Store.open(folder), Store.open(folder), pytest.raises(OutputError, match="being read"):
        Store.open(folder, read_only=False)


def test_a_writer_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    script = (
        "import sys, os, signal\nfrom budgetgraph.store import Store\n"
        "store = Store.open(sys.argv[1], read_only=False)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert done.returncode == -9
    with Store.open(folder, read_only=False) as store:
        assert len(store) == 0


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.open()
    store.close()
    with pytest.raises(UsageError, match="closed"):
        store.documents()


def test_a_wrong_query_is_told_in_one_line() -> None:
    with Store.open() as store, pytest.raises(UsageError, match="no SPARQL query") as caught:
        store.select("SELECT * { ?s ?p")
    assert "\n" not in str(caught.value)
    with Store.open() as store, pytest.raises(UsageError, match="makes triples"):
        store.select("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def test_shared_graphs_are_loaded_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", read_only=False) as store:
        assert store.load_shared()
        names = {graph.value for graph in store.inner.named_graphs()}
        assert not store.load_shared()
        store.load([package("a")])
    assert "https://w3id.org/budgetgraph/ns/fact" in names
    assert "https://w3id.org/budgetgraph/code/cn/function/2024" in names
    assert all(shared.is_shared(name) or name.endswith("/catalogue") for name in names)


def test_words_of_classes_and_items() -> None:
    words = {(text, kind) for text, kind, _ in shared.words()}
    assert ("社会保障和就业支出", "class") in words
    assert ("公务接待费", "item") in words
    assert ("因公出国(境)费", "item") in words


def test_updates_keep_awkward_literals() -> None:
    line = '<urn:s> <urn:p> "a \\" . <urn:x> } \\n ;" <urn:g> .\n'
    with Store.open() as store:
        store.inner.update(insert_data(line.encode()))
        (quad,) = store.inner.quads_for_pattern(None, None, None)
    assert quad.object.value == 'a " . <urn:x> } \n ;'  # type: ignore[union-attr]


# --- which set counts ---------------------------------------------------------------------------


def fact_set(  # noqa: PLR0913, PLR0917
    document: str,
    department: str = "D",
    edition: str = "2024-approved",
    view: str = "function",
    unit: str = "",
    own: bool = True,
    issued: str = "",
    covers: tuple[str, ...] = (),
) -> FactSet:
    budget = f"urn:{department}/{unit}/budget/{edition}"
    place = f"{DOC}{document}/fact/{edition}/{unit}{view}"
    return FactSet(
        place.replace(f"{unit}{view}", f"{unit}/{view}") if unit else place,
        DOC + document, budget, own, issued, department, f"urn:{department}", unit, edition,
        frozenset(covers),
    )  # fmt: skip


def test_the_newer_edition_replaces_the_older() -> None:
    old, new = fact_set("a", issued="2024-02-01"), fact_set("b", issued="2024-03-01")
    assert (old.set, REPLACED_BY, new.set) in relate([new, old])
    assert (old.document, REPLACED_BY, new.document) in relate([new, old])


def test_without_dates_the_later_name_is_the_newer() -> None:
    old, new = fact_set("2024"), fact_set("2024-v2")
    assert [edge[0] for edge in relate([old, new])] == [old.document, old.set]


def test_a_comparison_never_replaces_what_was_published() -> None:
    published = fact_set("2023", edition="2023-approved")
    compared = fact_set("2024", edition="2023-approved", own=False, issued="2024-02-01")
    assert relate([published, compared]) == [(compared.set, REPLACED_BY, published.set)]


def test_documents_that_complete_one_another_both_count() -> None:
    tables, text = fact_set("a", view="function"), fact_set("b", view="project")
    assert relate([tables, text]) == []


def test_a_unit_is_part_of_the_department_that_covers_it() -> None:
    whole, part = fact_set("a", covers=("U",)), fact_set("b", department="U")
    assert relate([whole, part]) == [(part.set, PART_OF, whole.set)]
    other_year = fact_set("c", department="U", edition="2023-approved")
    assert relate([whole, other_year]) == []


def test_unit_budgets_of_one_document_are_part_of_it() -> None:
    whole, part = fact_set("a"), fact_set("a", unit="U")
    assert relate([whole, part]) == [(part.set, PART_OF, whole.set)]


def test_facts_need_one_document() -> None:
    with pytest.raises(InputError, match="0 documents"):
        facts.derive(b"")
    with pytest.raises(InputError, match="2 documents"):
        facts.derive(package("a").nquads + package("b").nquads)


# --- killed at any moment -----------------------------------------------------------------------

_LOADING = """
import sys
import time
from itertools import count
from budgetgraph.store import Package, Store
from budgetgraph.updates import mark_facts

BUD = "https://w3id.org/budgetgraph/ns#"
def package(number, version):
    name = f"https://example.org/doc/{number}"
    rdf_type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [f"<{name}> {rdf_type} <{BUD}Document> <{name}> ."]
    lines += [f'<{name}/{i}> <{BUD}fileName> "{version} {i}" <{name}> .' for i in range(400)]
    return Package(name, ("\\n".join(lines) + "\\n").encode() + mark_facts(name, "0", version))

with Store.open(sys.argv[1], read_only=False) as store:
    for version in count():
        store.load([package(number, str(version)) for number in range(6)])
        print(version, flush=True)
"""


@pytest.mark.parametrize("milliseconds", [150, 290, 430, 570, 710, 850])
def test_a_kill_while_loading_leaves_no_document_half_there(
    tmp_path: Path, milliseconds: int
) -> None:
    folder = tmp_path / "s"
    child = subprocess.Popen([sys.executable, "-c", _LOADING, str(folder)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    first = child.stdout.readline()  # six documents are there; now they are replaced, on and on
    time.sleep(milliseconds / 1000)
    child.kill()
    child.communicate()
    assert first
    with Store.open(folder) as store:
        assert len(store.documents()) == 6
        for held in store.documents():
            lines = [
                line
                for line in store.export_nquads(held.document).splitlines()
                if b"fileName" in line
            ]
            versions = {line.split(b'"')[1].split()[0].decode() for line in lines}
            assert (len(lines), versions) == (400, {held.made_by})
