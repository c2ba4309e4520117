"""W3C Data Cube: one `{id}.qb.ttl` per document, one data set per table, one structure per kind.

Every printed amount is an observation; totals are told from leaves by the attribute `role`, so that
whoever sums takes leaves only. What a row does not state is the code `not-stated`; a blank is no
observation. https://www.w3.org/TR/vocab-data-cube/
"""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from budgetgraph.model import Disclosure
from budgetgraph.outputs import new_folder
from budgetgraph.terms import DCTERMS, QB, RDF, RDFS, SKOS, expand

from .labels import labels_of, notation_of
from .naming import file_name
from .observations import Cube, Observation, read_cubes
from .publication import About, Publication, from_disclosures
from .structure import NOT_STATED, SHORT, Component, Structure
from .triples import Triples, Value, in_both, iri, literal

SUFFIX = ".qb.ttl"
_PREFIXES = ("bud", "dcterms", "org", "qb", "rdf", "rdfs", "skos", "xsd")
_CLASSES = {
    "dimension": QB.DimensionProperty,
    "attribute": QB.AttributeProperty,
    "measure": QB.MeasureProperty,
}
_LINKS = {"dimension": QB.dimension, "attribute": QB.attribute, "measure": QB.measure}


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
            _add_structure(triples, cube.structure)
            _add_data_set(triples, cube, about, publication.document)
            triples.add(cube.iri, (DCTERMS.license, iri(licence)))
            for observation in cube.observations:
                _add_observation(triples, cube, observation)
        _add_organisations(triples, publication)
        triples.save(folder / file_name(publication.id, SUFFIX), _PREFIXES, SHORT)


def _add_structure(triples: Triples, structure: Structure) -> None:
    kind = labels_of(f"{expand('code:table').value}/{structure.kind.removesuffix('-undated')}")
    zh, en = kind.get("zh", structure.kind), kind.get("en", structure.kind)
    triples.add(
        structure.iri,
        (RDF.type, QB.DataStructureDefinition),
        *in_both(f"{zh}的结构", f"Structure of: {en}", RDFS.label),
    )
    for order, component in enumerate(structure.components, 1):
        specification = f"{structure.iri}/{component.role}/{component.name}"
        triples.add(structure.iri, (QB.component, iri(specification)))
        triples.add(
            specification,
            (RDF.type, QB.ComponentSpecification),
            (_LINKS[component.role], iri(component.iri)),
            (QB.order, literal(str(order), "xsd:integer")),
        )
        if component.role == "attribute":
            required = "true" if component.required else "false"
            triples.add(specification, (QB.componentRequired, literal(required, "xsd:boolean")))
        _add_property(triples, component)


def _add_property(triples: Triples, component: Component) -> None:
    triples.add(
        component.iri,
        (RDF.type, RDF.Property),
        (RDF.type, _CLASSES[component.role]),
        (RDF.type, QB.CodedProperty if component.is_coded else None),
        *in_both(component.zh, component.en, RDFS.label),
        (RDFS.range, expand(component.range)),
        (RDFS.subPropertyOf, expand(component.parent) if component.parent else None),
    )
    if component.is_coded:
        triples.add(component.iri, (QB.codeList, iri(component.codes)))
        triples.add(
            component.codes,
            (RDF.type, SKOS.Collection),
            *in_both(f"代码：{component.zh}", f"Codes: {component.en}", RDFS.label),
        )


def _add_data_set(triples: Triples, cube: Cube, about: About, document: str) -> None:
    triples.add(
        cube.iri,
        (RDF.type, QB.DataSet),
        (QB.structure, iri(cube.structure.iri)),
        *in_both(f"{about.title_zh}：{cube.title}", f"{about.title_en}: {cube.title}", RDFS.label),
        (DCTERMS.publisher, iri(about.department)),
        (DCTERMS.issued, literal(about.issued, "xsd:date")),
        (DCTERMS.source, iri(document)),
    )


def _add_observation(triples: Triples, cube: Cube, observation: Observation) -> None:
    triples.add(observation.iri, (RDF.type, QB.Observation), (QB.dataSet, iri(cube.iri)))
    for component in cube.structure.components:
        value = observation.values[component.name]
        if component.is_coded and not value and component.role == "dimension":
            value = NOT_STATED
        term = value_of(component, value)
        triples.add(observation.iri, (ox.NamedNode(component.iri), term))
        if component.is_coded and value:
            add_concept(triples, value)
            triples.add(component.codes, (SKOS.member, iri(value)))


def value_of(component: Component, value: str) -> Value:
    """Return a value as a term; a dimension that is a text is there even when it is empty."""
    if not component.is_literal:
        return iri(value)
    if component.range == "xsd:string" and component.role == "dimension":
        return ox.Literal(value)
    return literal(value, component.range)


def add_concept(triples: Triples, concept: str) -> None:
    """Add what the code lists say of a concept."""
    labels = labels_of(concept)
    if concept == NOT_STATED:
        labels = {"zh": "未注明", "en": "not stated"}
    triples.add(
        concept,
        (RDF.type, SKOS.Concept),
        (SKOS.notation, ox.Literal(notation_of(concept))),
        *(
            (SKOS.prefLabel, ox.Literal(labels[language], language=language))
            for language in sorted(labels)
            if language
        ),
    )


def _add_organisations(triples: Triples, publication: Publication) -> None:
    query = """SELECT DISTINCT ?body ?name WHERE {
      ?line a bud:Line ; bud:budget ?budget .
      { ?budget bud:department ?body } UNION { ?budget bud:budgetUnit ?body }
      OPTIONAL { ?body skos:prefLabel ?name } } ORDER BY ?body"""
    for found in publication.select(query):
        name = ox.Literal(found["name"], language="zh") if found["name"] else None
        triples.add(found["body"], (RDF.type, expand("org:Organization")), (SKOS.prefLabel, name))
