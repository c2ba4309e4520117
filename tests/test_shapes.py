"""Every shape has valid and invalid fixtures with approved reports; pySHACL finds the same."""

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_isomorphic
from rdflib.namespace import RDF, SH
from shacl_reference import Fixture, find_fixtures, reference_results

from budgetgraph.errors import UsageError
from budgetgraph.resources import list_files, read_bytes
from budgetgraph.validate.compile import PropertyShape, compile_shapes, load_shapes
from budgetgraph.validate.structure import LISTS, find_faults, is_clean
from budgetgraph.validate.workbench import lay_out

FOLDER = Path(__file__).parent / "shapes"
FIXTURES = find_fixtures(FOLDER)
FILES = [n for n in list_files("shapes", ".ttl") if not n.startswith(("checks", "style"))]
Key = tuple[str, str, str, str]


def node_shapes() -> dict[str, tuple[rdflib.term.Node, str, rdflib.Graph]]:
    """Return node, file and graph of every node shape, by its name without `Shape`."""
    found = {}
    for name in FILES:
        graph = rdflib.Graph().parse(data=read_bytes("shapes", name), format="turtle")
        for node in graph.subjects(RDF.type, SH.NodeShape):
            found[str(node).partition("#")[2].removesuffix("Shape")] = (node, name, graph)
    return found


NODES = node_shapes()


def properties_of(subject: str) -> list[PropertyShape]:
    node, name, graph = NODES[subject]
    mine = {str(shape) for shape in graph.objects(node, SH.property)}
    shapes = compile_shapes(read_bytes("shapes", name), name.removesuffix(".ttl"))
    return [shape for shape in shapes if shape.constraints[0].shape in mine]


def open_fixture(fixture: Fixture) -> ox.Store:
    store = ox.Store()
    store.load(fixture.path.read_bytes(), ox.RdfFormat.TURTLE)
    return lay_out(store, LISTS)


def fast_results(store: ox.Store, subject: str) -> "Counter[Key]":
    found: Counter[Key] = Counter()
    for shape in properties_of(subject):
        for constraint in shape.constraints:
            for row in find_faults(store, constraint):
                value = plain(str(row.get("term", "")))
                found[str(row["this"]), value, constraint.shape, constraint.component] += 1
    return found


def plain(value: str) -> str:
    """Return a number without trailing zeros: Oxigraph keeps values, not how they are written."""
    return value.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", value) else value


def in_data(found: "Counter[Key]") -> "Counter[Key]":
    """Return the results about the fixture, without those about the lists."""
    return Counter({key: n for key, n in found.items() if "example.org" in key[0]})


def reference(fixture: Fixture) -> "Counter[Key]":
    node, _, graph = NODES[fixture.subject]
    shapes = graph.cbd(node)
    for shape in graph.objects(node, SH.property):
        shapes += graph.cbd(shape)
    report = reference_results(fixture.path, shapes, LISTS)
    found: Counter[Key] = Counter()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        value = report.value(result, SH.value)
        component = str(report.value(result, SH.sourceConstraintComponent))
        key = (
            str(report.value(result, SH.focusNode)),
            "" if value is None else plain(str(value)),
            str(report.value(result, SH.sourceShape)),
            component,
        )
        found[key] += 1
    return in_data(found)


def report_of(fixture: Fixture) -> str:
    """Return what the fast path finds, as an approved report."""
    results = in_data(fast_results(open_fixture(fixture), fixture.subject))
    texts = {
        c.shape: c.check for shape in properties_of(fixture.subject) for c in shape.constraints
    }
    blocks = []
    for (focus, value, shape, component), count in sorted(results.items()):
        check = texts[shape]
        told = [
            "a sh:ValidationResult",
            f"sh:focusNode <{focus}>",
            f"sh:sourceShape <{shape}>",
            f"sh:sourceConstraintComponent <{component}>",
            f"sh:resultSeverity sh:{check.severity.capitalize()}",
            f'sh:resultMessage "{check.message_zh}"@zh , "{check.message_en}"@en',
            *([f'rdf:value "{value}"'] if value else []),
        ]
        blocks += ["    [ " + " ;\n      ".join(told) + " ]"] * count
    head = (
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n"
        "[] a sh:ValidationReport ;\n  sh:conforms false ;\n  sh:result\n"
    )
    return head + " ,\n".join(blocks) + " .\n"


def test_there_are_shapes() -> None:
    assert len(load_shapes()) > 80
    assert len(FIXTURES) > 100


@pytest.mark.parametrize("subject", NODES)
def test_shape_has_both_fixtures(subject: str) -> None:
    kinds = {fixture.is_valid for fixture in FIXTURES if fixture.subject == subject}
    assert kinds == {True, False}


def test_fixtures_are_of_shapes() -> None:
    assert {fixture.subject for fixture in FIXTURES} == set(NODES)


@pytest.mark.parametrize("subject", NODES)
def test_every_constraint_is_broken_once(subject: str) -> None:
    broken = {
        (shape, component)
        for fixture in FIXTURES
        if fixture.subject == subject and not fixture.is_valid
        for _, _, shape, component in fast_results(open_fixture(fixture), subject)
    }
    wanted = {(c.shape, c.component) for shape in properties_of(subject) for c in shape.constraints}
    assert wanted - broken == set()


@pytest.mark.parametrize("fixture", [f for f in FIXTURES if f.is_valid], ids=str)
def test_valid_fixture_is_clean(fixture: Fixture) -> None:
    assert not in_data(fast_results(open_fixture(fixture), fixture.subject))


@pytest.mark.parametrize("fixture", [f for f in FIXTURES if not f.is_valid], ids=str)
def test_invalid_fixture_gives_the_approved_report(fixture: Fixture, write_expected: bool) -> None:
    report = report_of(fixture)
    if write_expected and not fixture.report.exists():
        fixture.report.write_text(report, "utf-8")
    approved = rdflib.Graph().parse(fixture.report)
    assert to_isomorphic(rdflib.Graph().parse(data=report)) == to_isomorphic(approved), report


@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_pyshacl_finds_the_same(fixture: Fixture) -> None:
    fast = in_data(fast_results(open_fixture(fixture), fixture.subject))
    assert fast == reference(fixture)


@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_screen_lets_nothing_pass(fixture: Fixture) -> None:
    store = open_fixture(fixture)
    for shape in properties_of(fixture.subject):
        faults = [row for c in shape.constraints for row in find_faults(store, c)]
        if faults:
            assert not is_clean(store, shape, {})


@pytest.mark.parametrize("fixture", [f for f in FIXTURES if f.is_valid], ids=str)
def test_screen_is_clean_on_valid(fixture: Fixture) -> None:
    store = open_fixture(fixture)
    for shape in properties_of(fixture.subject):
        # One label per language: two labels are no fault, but the screen cannot tell.
        by_language = any("UniqueLang" in c.component for c in shape.constraints)
        assert by_language or is_clean(store, shape, {})


@pytest.mark.parametrize("name", [*FILES, "checks.ttl", "checks-cn.ttl"])
def test_terms_of_shacl_exist(name: str) -> None:
    """SHACL ignores what it does not know: `sh:dataType` would check nothing."""
    graph = rdflib.Graph().parse(data=read_bytes("shapes", name), format="turtle")
    used = {term for triple in graph for term in triple if str(term).startswith(str(SH))}
    assert used
    assert {term for term in used if isinstance(term, rdflib.URIRef) and term not in SH} == set()


@pytest.mark.parametrize("name", FILES)
def test_shapes_tell_severity_and_messages(name: str) -> None:
    graph = rdflib.Graph().parse(data=read_bytes("shapes", name), format="turtle")
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        assert len(list(graph.objects(shape, SH.severity))) == 1, shape
        texts = graph.objects(shape, SH.message)
        languages = sorted(str(t.language) for t in texts if isinstance(t, rdflib.Literal))
        assert languages == ["en", "zh"], shape


def test_unknown_parts_of_shacl_are_refused() -> None:
    turtle = b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
    ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:p .
    ex:p sh:path ex:q ; sh:severity sh:Info ; sh:message "x"@zh , "x"@en ; sh:lessThan ex:r ."""
    with pytest.raises(UsageError, match="lessThan"):
        list(compile_shapes(turtle, "test"))
