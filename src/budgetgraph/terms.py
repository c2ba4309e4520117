"""Closed namespaces: a term that no vocabulary defines raises at once.

`BUD.amount` is read from the shipped ontology; the terms that we reuse from other vocabularies
stand in `REUSED`. Knows names only; what a term means is in the ontology.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

import pyoxigraph as ox

from .errors import UnknownTermError
from .resources import list_files, read_bytes

BUD_IRI = "https://w3id.org/budgetgraph/ns#"
CODE_IRI = "https://w3id.org/budgetgraph/code/"

# Terms of other vocabularies that data, shapes and exports of this project use. A term that is
# missing here is added here, after a look into its vocabulary; tests compare with rdflib's copies.
REUSED: dict[str, tuple[str, str]] = {
    "adms": ("http://www.w3.org/ns/adms#", "Identifier identifier status"),
    "csvw": (
        "http://www.w3.org/ns/csvw#",
        "Column Table TableGroup column datatype name propertyUrl table tableSchema title url",
    ),
    "cube": (
        "https://cube.link/",
        "Constraint Cube KeyDimension MeasureDimension Observation ObservationSet Undefined "
        "observation observationConstraint observationSet observedBy",
    ),
    "dcat": (
        "http://www.w3.org/ns/dcat#",
        "Catalog DataService Dataset DatasetSeries Distribution accessURL byteSize dataset "
        "distribution downloadURL endDate endpointURL inSeries keyword landingPage mediaType "
        "packageFormat servesDataset startDate theme version previousVersion",
    ),
    "dcterms": (
        "http://purl.org/dc/terms/",
        "LicenseDocument Location MediaType PeriodOfTime accrualPeriodicity conformsTo created "
        "creator description format hasPart identifier isPartOf isReplacedBy issued language "
        "license modified publisher references relation replaces rights source spatial subject "
        "temporal title type",
    ),
    "dqv": (
        "http://www.w3.org/ns/dqv#",
        "QualityAnnotation QualityMeasurement computedOn hasQualityAnnotation isMeasurementOf "
        "value",
    ),
    "foaf": ("http://xmlns.com/foaf/0.1/", "Agent Document homepage name page primaryTopic"),
    "oa": (
        "http://www.w3.org/ns/oa#",
        "Annotation FragmentSelector TextPositionSelector TextQuoteSelector end exact hasBody "
        "hasSelector hasSource hasTarget motivatedBy start",
    ),
    "org": (
        "http://www.w3.org/ns/org#",
        "FormalOrganization Organization classification hasUnit identifier subOrganizationOf "
        "unitOf",
    ),
    "owl": (
        "http://www.w3.org/2002/07/owl#",
        "AllDisjointClasses AnnotationProperty AsymmetricProperty Class DatatypeProperty "
        "FunctionalProperty IrreflexiveProperty NamedIndividual ObjectProperty Ontology "
        "deprecated disjointWith equivalentClass equivalentProperty imports inverseOf members "
        "priorVersion sameAs versionIRI versionInfo",
    ),
    "prov": (
        "http://www.w3.org/ns/prov#",
        "Activity Agent Entity SoftwareAgent endedAtTime generatedAtTime startedAtTime used "
        "wasAssociatedWith wasAttributedTo wasDerivedFrom wasGeneratedBy wasQuotedFrom "
        "wasRevisionOf",
    ),
    "qb": (
        "http://purl.org/linked-data/cube#",
        "AttributeProperty CodedProperty ComponentProperty ComponentSpecification DataSet "
        "DataStructureDefinition DimensionProperty MeasureProperty Observation Slice SliceKey "
        "attribute codeList "
        "component componentAttachment componentProperty componentRequired concept dataSet "
        "dimension measure measureType observation order slice sliceKey sliceStructure structure",
    ),
    "qudt": ("http://qudt.org/schema/qudt/", "Unit hasUnit unit"),
    "rdf": (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "List Property first langString nil rest type value",
    ),
    "rdfs": (
        "http://www.w3.org/2000/01/rdf-schema#",
        "Class Datatype Literal Resource comment domain isDefinedBy label range seeAlso "
        "subClassOf subPropertyOf",
    ),
    "schema": (
        "http://schema.org/",
        "MonetaryAmount creator currency datePublished endDate name publisher startDate value",
    ),
    "sdmx-attribute": ("http://purl.org/linked-data/sdmx/2009/attribute#", "unitMeasure"),
    "sdmx-dimension": (
        "http://purl.org/linked-data/sdmx/2009/dimension#",
        "refArea refPeriod",
    ),
    "sdmx-measure": ("http://purl.org/linked-data/sdmx/2009/measure#", "obsValue"),
    "sh": (
        "http://www.w3.org/ns/shacl#",
        "IRI Info NodeShape PropertyShape ValidationReport ValidationResult Violation Warning "
        "conforms datatype declare focusNode in maxCount minCount namespace nodeKind path prefix "
        "prefixes property result resultMessage resultPath "
        "resultSeverity select severity sourceConstraintComponent sourceShape sparql "
        "SPARQLConstraint SPARQLConstraintComponent value",
    ),
    "skos": (
        "http://www.w3.org/2004/02/skos/core#",
        "Concept ConceptScheme Collection OrderedCollection altLabel broadMatch broader "
        "changeNote closeMatch definition editorialNote exactMatch example hasTopConcept "
        "hiddenLabel historyNote inScheme member memberList narrowMatch narrower notation note "
        "prefLabel related relatedMatch scopeNote topConceptOf",
    ),
    "spdx": (
        "http://spdx.org/rdf/terms#",
        "Checksum algorithm checksum checksumAlgorithm_sha256 checksumValue",
    ),
    "vann": (
        "http://purl.org/vocab/vann/",
        "preferredNamespacePrefix preferredNamespaceUri",
    ),
    "void": (
        "http://rdfs.org/ns/void#",
        "Dataset entities exampleResource sparqlEndpoint triples vocabulary",
    ),
    "xkos": (
        "http://rdf-vocabulary.ddialliance.org/xkos#",
        "ClassificationLevel ConceptAssociation Correspondence belongsTo classifiedUnder "
        "compares coreContentNote covers coversExhaustively coversMutuallyExclusively depth "
        "follows levels madeOf notationPattern numberOfLevels organizedBy sourceConcept "
        "supersedes targetConcept variant",
    ),
    "xsd": (
        "http://www.w3.org/2001/XMLSchema#",
        "anyURI boolean date dateTime decimal gMonthDay gYear gYearMonth hexBinary integer "
        "nonNegativeInteger string",
    ),
}

# Every prefix that Turtle, JSON-LD and queries of this project use.
PREFIXES: dict[str, str] = {
    "bud": BUD_IRI,
    "code": CODE_IRI,
    "currency": "http://publications.europa.eu/resource/authority/currency/",
    "unit": "http://qudt.org/vocab/unit/",
    **{prefix: iri for prefix, (iri, _) in REUSED.items()},
}


class Namespace:
    """The terms of one vocabulary, by attribute or by name; an unknown one raises.

    Args:
        prefix: Usual prefix, for messages.
        iri: Namespace IRI.
        names: Local names of the terms.
    """

    __slots__ = ("_terms", "iri", "prefix")

    def __init__(self, prefix: str, iri: str, names: frozenset[str]) -> None:
        """Make one node per term."""
        self.prefix = prefix
        self.iri = iri
        self._terms = {name: ox.NamedNode(iri + name) for name in names}

    def __getattr__(self, name: str) -> ox.NamedNode:
        """Return the term; raises UnknownTermError naming near matches."""
        if name.startswith("__"):  # copy, pickle and inspect ask for methods that we do not have
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> ox.NamedNode:
        """Return the term; raises UnknownTermError naming near matches."""
        try:
            return self._terms[name]
        except KeyError:
            near = get_close_matches(name, self._terms, n=3)
            hint = f"; near: {', '.join(f'{self.prefix}:{n}' for n in near)}" if near else ""
            raise UnknownTermError(f"{self.prefix}:{name} is not a term{hint}") from None

    def __contains__(self, name: object) -> bool:
        """Return whether the vocabulary has a term of this local name."""
        return name in self._terms

    def __iter__(self) -> Iterator[str]:
        """Yield the local names, sorted."""
        return iter(sorted(self._terms))

    def __len__(self) -> int:
        """Return the number of terms."""
        return len(self._terms)


@cache
def ontology_triples() -> tuple[ox.Triple, ...]:
    """Return the triples of the shipped layers (`ontology/*.ttl`), code lists left out."""
    return tuple(
        quad.triple
        for name in list_files("ontology", ".ttl", recursive=False)
        for quad in ox.parse(read_bytes("ontology", name), ox.RdfFormat.TURTLE)
    )


def _own_names() -> frozenset[str]:
    return frozenset(
        triple.subject.value.removeprefix(BUD_IRI)
        for triple in ontology_triples()
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(BUD_IRI)
    )


def namespace(prefix: str) -> Namespace:
    """Return the closed namespace of a prefix, `bud` or one of `REUSED`.

    Raises:
        UnknownTermError: No vocabulary of that prefix is used here.
    """
    if prefix == "bud":
        return BUD
    if prefix not in REUSED:
        near = get_close_matches(prefix, REUSED, n=3)
        raise UnknownTermError(f"no vocabulary {prefix}:; near: {', '.join(near) or 'none'}")
    iri, names = REUSED[prefix]
    return Namespace(prefix, iri, frozenset(names.split()))


def expand(name: str) -> ox.NamedNode:
    """Return the term of a prefixed name such as `bud:amount` or `code:ledger/general`.

    Names under `code:`, `currency:` and `unit:` are not checked: code lists are data.

    Raises:
        UnknownTermError: Unknown prefix, or no such term.
    """
    prefix, _, local = name.partition(":")
    if prefix in PREFIXES and prefix != "bud" and prefix not in REUSED:
        return ox.NamedNode(PREFIXES[prefix] + local)
    return namespace(prefix)[local]


BUD = Namespace("bud", BUD_IRI, _own_names())
DCAT = namespace("dcat")
DCTERMS = namespace("dcterms")
DQV = namespace("dqv")
OA = namespace("oa")
ORG = namespace("org")
OWL = namespace("owl")
PROV = namespace("prov")
QB = namespace("qb")
RDF = namespace("rdf")
RDFS = namespace("rdfs")
SH = namespace("sh")
SKOS = namespace("skos")
XKOS = namespace("xkos")
XSD = namespace("xsd")
