"""cube.link: one `{id}.cube.ttl` per document, one cube per table with its constraint.

Cubes, observation sets and constraints as https://cube.link/ defines them: the constraint is a
SHACL shape that every observation of the cube meets. What a row does not state is `cube:Undefined`.
"""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from budgetgraph.model import Disclosure
from budgetgraph.outputs import new_folder
from budgetgraph.terms import DCTERMS, RDF, SH, expand, namespace

from .naming import file_name
from .observations import Cube, read_cubes
from .publication import About, Publication, from_disclosures
from .qb import add_concept
from .structure import SHORT, Component
from .triples import Triples, Value, in_both, iri, literal

SUFFIX = ".cube.ttl"
_CUBE = namespace("cube")
_SCHEMA = namespace("schema")
_PREFIXES = ("bud", "cube", "dcterms", "rdf", "schema", "sh", "skos", "xsd")
_ONE = ox.Literal(1)

_KINDS = {"dimension": _CUBE.KeyDimension, "measure": _CUBE.MeasureDimension}


def write_disclosures(
    disclosures: Iterable[Disclosure], folder: Path, base: str, force: bool
) -> None:
    """Write one Turtle file per disclosure.

    Raises:
        OutputError: The folder holds something already, or cannot be written.
    """
    with new_folder(folder, force) as part:
        write(from_disclosures(disclosures, base), part)


def write(publications: Iterable[Publication], folder: Path, licence: str = "") -> None:
    """Write one Turtle file per document into a folder that is there."""
    for publication in publications:
        triples = Triples()
        about = publication.about()
        for cube in read_cubes(publication):
            _add_cube(triples, cube, about, publication.document)
            triples.add(f"{cube.iri}-link", (DCTERMS.license, iri(licence)))
            _add_constraint(triples, cube)
            _add_observations(triples, cube, about)
        triples.save(folder / file_name(publication.id, SUFFIX), _PREFIXES, SHORT)


def _add_cube(triples: Triples, cube: Cube, about: About, document: str) -> None:
    titles = (f"{about.title_zh}：{cube.title}", f"{about.title_en}: {cube.title}")
    triples.add(
        f"{cube.iri}-link",
        (RDF.type, _CUBE.Cube),
        *in_both(*titles, DCTERMS.title),
        *in_both(*titles, _SCHEMA.name),
        (_SCHEMA.publisher, iri(about.department)),
        (_SCHEMA.creator, iri(about.department)),
        (_SCHEMA.datePublished, literal(about.issued, "xsd:date")),
        (DCTERMS.source, iri(document)),
        (_CUBE.observationConstraint, iri(_constraint(cube))),
        (_CUBE.observationSet, iri(_observation_set(cube))),
    )


def _add_constraint(triples: Triples, cube: Cube) -> None:
    shape = _constraint(cube)
    triples.add(shape, (RDF.type, SH.NodeShape), (RDF.type, _CUBE.Constraint))
    types = triples.add_list([_CUBE.Observation])
    _add_property(triples, shape, "type", (SH.path, RDF.type), (SH["in"], types))
    _add_property(triples, shape, "observedBy", (SH.path, _CUBE.observedBy), (SH.nodeKind, SH.IRI))
    for component in cube.structure.components:
        if component.role == "attribute" and not component.required:
            continue
        _add_property(
            triples,
            shape,
            component.name,
            (RDF.type, _KINDS.get(component.role)),
            *in_both(component.zh, component.en, _SCHEMA.name),
            (SH.path, ox.NamedNode(component.iri)),
            _allow(triples, cube, component),
        )


def _add_property(
    triples: Triples, shape: str, name: str, *pairs: tuple[ox.NamedNode, Value]
) -> None:
    subject = f"{shape}/{name}"
    triples.add(shape, (SH.property, ox.NamedNode(subject)))
    triples.add(subject, *pairs, (SH.minCount, _ONE), (SH.maxCount, _ONE))


def _allow(triples: Triples, cube: Cube, component: Component) -> tuple[ox.NamedNode, Value]:
    """Return what the values of a component may be: a datatype, or the values that there are."""
    if component.is_literal:
        return SH.datatype, ox.NamedNode(_datatype(component))
    if component.name == "statement":  # one per observation: a list of all would say nothing
        return SH.nodeKind, SH.IRI
    stated = {_value(component, one.values[component.name]) for one in cube.observations}
    allowed = sorted((value for value in stated if value is not None), key=str)
    for value in allowed:
        if component.is_coded and isinstance(value, ox.NamedNode) and value != _CUBE.Undefined:
            add_concept(triples, value.value)
    return SH["in"], triples.add_list(allowed)


def _add_observations(triples: Triples, cube: Cube, about: About) -> None:
    group = _observation_set(cube)
    triples.add(group, (RDF.type, _CUBE.ObservationSet))
    for observation in cube.observations:
        subject = f"{observation.statement}/cube-observation"
        triples.add(group, (_CUBE.observation, ox.NamedNode(subject)))
        triples.add(
            subject,
            (RDF.type, _CUBE.Observation),
            (_CUBE.observedBy, iri(about.department)),
            *(
                (
                    ox.NamedNode(component.iri),
                    _value(component, observation.values[component.name]),
                )
                for component in cube.structure.components
                if component.role != "attribute" or component.required
            ),
        )


def _value(component: Component, value: str) -> Value:
    if component.is_literal:
        return ox.Literal(value, datatype=ox.NamedNode(_datatype(component)))
    return iri(value) or _CUBE.Undefined


def _datatype(component: Component) -> str:
    return expand(component.range).value


def _constraint(cube: Cube) -> str:
    return f"{cube.iri}-link/constraint"


def _observation_set(cube: Cube) -> str:
    return f"{cube.iri}-link/observations"
