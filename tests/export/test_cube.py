"""cube.link: the published rules hold, and every observation meets the constraint of its cube."""

from pathlib import Path

import pytest
from conformance import violations
from disclosure_fixture import SMALL
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, SH

from budgetgraph.export import cube
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.model import Disclosure

CUBE = Namespace("https://cube.link/")
BASIC = Path(__file__).parent / "basic-cube.ttl"
AMOUNT = URIRef("https://w3id.org/budgetgraph/cube/measure/amount")


def write(disclosure: Disclosure, folder: Path) -> Graph:
    cube.write_disclosures([disclosure], folder, DEFAULT_BASE, False)
    (path,) = folder.iterdir()
    assert path.name == f"{disclosure.id}.cube.ttl"
    return Graph().parse(path)


@pytest.fixture
def small(tmp_path: Path) -> Graph:
    return write(SMALL, tmp_path / "cube")


def own_shapes(data: Graph) -> Graph:
    """Return the constraints of the cubes, aimed at their observations."""
    shapes = Graph() + data
    for one, constraint in data.subject_objects(CUBE.observationConstraint):
        for group in data.objects(one, CUBE.observationSet):
            for observation in data.objects(group, CUBE.observation):
                shapes.add((constraint, SH.targetNode, observation))
    return shapes


@pytest.mark.parametrize("name", ["hezheng-2024"])
def test_examples_meet_the_published_rules_and_their_own(
    name: str, examples: list[Disclosure], tmp_path: Path
) -> None:
    (disclosure,) = (one for one in examples if one.id == name)
    data = write(disclosure, tmp_path / "cube")
    assert len(list(data.subjects(RDF.type, CUBE.Cube))) == 3
    assert violations(data, BASIC) == ""
    assert violations(data, own_shapes(data)) == ""


def test_small_meets_the_published_rules_and_its_own(small: Graph) -> None:
    assert violations(small, BASIC) == ""
    assert violations(small, own_shapes(small)) == ""


def test_a_cube_without_observations_is_found(small: Graph) -> None:
    small.remove((None, CUBE.observation, None))
    assert "minCount" in violations(small, BASIC) or "Less than 1" in violations(small, BASIC)


def test_an_observation_without_amount_is_found(small: Graph) -> None:
    shapes = own_shapes(small)
    observation = next(small.subjects(RDF.type, CUBE.Observation))
    small.remove((observation, AMOUNT, None))
    assert violations(small, shapes)


def test_what_is_not_stated_is_undefined(small: Graph) -> None:
    dimension = URIRef("https://w3id.org/budgetgraph/cube/dimension/function")
    assert CUBE.Undefined in set(small.objects(None, dimension))


def test_same_input_gives_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        cube.write_disclosures([SMALL], tmp_path / name, DEFAULT_BASE, False)
    (first,), (second,) = (list((tmp_path / name).iterdir()) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
