"""Every check has a valid and an invalid fixture with an approved report; pySHACL agrees."""

from pathlib import Path

import pytest
import rdflib
from rdflib.compare import to_isomorphic
from shacl_reference import (
    Fixture,
    find_fixtures,
    keys_of_check,
    keys_of_report,
    open_store,
    reference_results,
    shape_of_check,
    write_report,
)

from budgetgraph.resources import read_text
from budgetgraph.validate.checks import Check, load_checks
from budgetgraph.validate.shacl import FILES, is_expressible, write_shapes

FOLDER = Path(__file__).parent / "checks"
CHECKS = {check.name: check for check in load_checks()}
FIXTURES = find_fixtures(FOLDER)
BARE = """@prefix bud: <https://w3id.org/budgetgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/doc/f> a bud:Document ; bud:statesBudget <https://example.org/doc/f/budget> .
<https://example.org/doc/f/p1> a bud:Project ; bud:inDocument <https://example.org/doc/f> ;
    bud:projectNumber 1 ; skos:prefLabel "项目"@zh .
"""
EXPRESSIBLE = [f for f in FIXTURES if f.subject in CHECKS and is_expressible(CHECKS[f.subject])]


def test_there_are_checks_and_fixtures() -> None:
    assert len(CHECKS) > 100
    assert len(FIXTURES) >= 2 * len(CHECKS)


def test_fixtures_are_of_checks() -> None:
    assert {fixture.subject for fixture in FIXTURES} == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_check_has_both_fixtures(name: str) -> None:
    kinds = {fixture.is_valid for fixture in FIXTURES if fixture.subject == name}
    assert kinds == {True, False}


@pytest.mark.parametrize("fixture", [f for f in FIXTURES if f.is_valid], ids=str)
def test_valid_fixture_is_clean(fixture: Fixture) -> None:
    check = CHECKS[fixture.subject]
    assert not keys_of_check(open_store(fixture.path, check.data), check)


@pytest.mark.parametrize("fixture", [f for f in FIXTURES if not f.is_valid], ids=str)
def test_invalid_fixture_gives_the_approved_report(fixture: Fixture, write_expected: bool) -> None:
    check = CHECKS[fixture.subject]
    store = open_store(fixture.path, check.data)
    assert keys_of_check(store, check), "the check finds nothing"
    report = write_report(store, check)
    if write_expected and not fixture.report.exists():
        fixture.report.write_text(report, "utf-8")
    approved = rdflib.Graph().parse(fixture.report)
    found = rdflib.Graph().parse(data=report, format="turtle")
    assert to_isomorphic(found) == to_isomorphic(approved), report


@pytest.mark.parametrize("fixture", EXPRESSIBLE, ids=str)
def test_pyshacl_finds_the_same(fixture: Fixture) -> None:
    check = CHECKS[fixture.subject]
    reference = reference_results(fixture.path, shape_of_check(check), check.data)
    fast = keys_of_check(open_store(fixture.path, check.data), check)
    assert fast == keys_of_report(reference)


@pytest.mark.parametrize(
    "check", [c for c in CHECKS.values() if is_expressible(c)], ids=lambda check: check.name
)
def test_pyshacl_finds_the_same_where_there_is_little(check: Check, tmp_path: Path) -> None:
    # Groups of nothing are where engines differ: a document, and a project that says nothing.
    bare = tmp_path / "bare.ttl"
    bare.write_text(BARE, "utf-8")
    reference = reference_results(bare, shape_of_check(check), check.data)
    assert keys_of_check(open_store(bare, check.data), check) == keys_of_report(reference)


@pytest.mark.parametrize("profile", FILES)
def test_shapes_are_those_of_the_queries(profile: str) -> None:
    assert read_text("shapes", FILES[profile]) == write_shapes(profile), (
        f"run: python -m budgetgraph.validate.shacl {profile} > shapes/{FILES[profile]}"
    )


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.name)
def test_header_is_whole(check: Check) -> None:
    assert check.because, "says no source of the rule"
    assert check.title.endswith(".")
    assert not check.message_en.endswith(".")
    for text in (check.message_zh, check.message_en):
        for name in _variables(text):
            assert f"?{name}" in check.query or check.rule, f"{name} is not in the query"


def _variables(text: str) -> list[str]:
    return [piece.partition("}")[0] for piece in text.split("{?")[1:]]
