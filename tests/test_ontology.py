"""The ontology guards itself: style, terms used and defined, logic, versions.

`shapes/style.ttl` holds what SHACL can say; the rest is here. Criteria follow FOOPS! (versions,
licence, metadata) and OOPS! (P04 unconnected, P08 not annotated, P11 no range, P19 several ranges).
"""

import io
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import owlready2  # type: ignore[import-untyped]
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef

import budgetgraph
from budgetgraph.convert import convert_file
from budgetgraph.graph import ntriples
from budgetgraph.terms import BUD, BUD_IRI, REUSED, namespace

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
LAYERS = sorted(path.stem for path in ONTOLOGY.glob("*.ttl"))
TURTLE = sorted(
    path for folder in ("ontology", "shapes", "examples") for path in (ROOT / folder).rglob("*.ttl")
)
NS = rdflib.Namespace(BUD_IRI)
TEXTS = (".ttl", ".rq", ".ru", ".md", ".py", ".toml", ".jsonld", ".html")


@cache
def ontology() -> Graph:
    """All layers, without code lists."""
    graph = Graph()
    for path in ONTOLOGY.glob("*.ttl"):
        graph.parse(path)
    return graph


@cache
def everything() -> Graph:
    """Layers, code lists and alignments."""
    graph = Graph()
    for path in ONTOLOGY.rglob("*.ttl"):
        graph.parse(path)
    return graph


def own_terms() -> set[URIRef]:
    return {s for s in ontology().subjects(RDFS.isDefinedBy) if isinstance(s, URIRef)}


# --- files ------------------------------------------------------------------------------------


def test_there_are_files_to_test() -> None:
    assert {"source", "statement", "performance", "fact", "quality"} <= set(LAYERS)
    assert len(TURTLE) > 60


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_turtle_parses(path: Path) -> None:
    assert list(ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE))


def test_bad_turtle_does_not_parse() -> None:
    with pytest.raises(SyntaxError):
        list(ox.parse(b"bud:Line a owl:Class .", ox.RdfFormat.TURTLE))


# --- style ------------------------------------------------------------------------------------


def conforms(data: Graph) -> tuple[bool, Graph]:
    shapes = Graph().parse(ROOT / "shapes" / "style.ttl")
    verdict, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return bool(verdict), report


def test_ontology_and_codes_keep_the_style() -> None:
    verdict, report = conforms(everything())
    assert verdict, report.serialize(format="turtle")


def test_style_shapes_are_shapes() -> None:
    shapes = Graph().parse(ROOT / "shapes" / "style.ttl")
    verdict, _, words = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert verdict, words


LINE = NS.Line
LEDGER = URIRef("https://w3id.org/budgetgraph/code/ledger/general")
BREAKS: list[tuple[str, str, list[tuple[Any, Any, Any]], list[tuple[Any, Any, Any]]]] = [
    ("label-missing", "Term-label", [(LINE, RDFS.label, None)], []),
    ("label-twice", "Term-label", [], [(LINE, RDFS.label, Literal("Line", lang="en"))]),
    ("definition-without-en", "Term-definition", [(LINE, SKOS.definition, None)],
     [(LINE, SKOS.definition, Literal("预算行", lang="zh"))]),
    ("example-missing", "Term-example", [(LINE, SKOS.example, None)], []),
    ("version-missing", "Term-version", [(LINE, OWL.versionInfo, None)], []),
    ("deprecated-without-cure", "DeprecatedTerm-cure", [], [(LINE, OWL.deprecated, Literal(True))]),
    ("class-and-property", "Term-type", [], [(LINE, RDF.type, OWL.ObjectProperty)]),
    ("ontology-without-licence", "Ontology-license",
     [(URIRef(BUD_IRI[:-1]), rdflib.DCTERMS.license, None)], []),
    ("code-without-en", "Concept-prefLabel-en", [(LEDGER, SKOS.prefLabel, None)],
     [(LEDGER, SKOS.prefLabel, Literal("一般公共预算", lang="zh"))]),
    ("code-in-two-lists", "Concept-inScheme", [],
     [(LEDGER, SKOS.inScheme, URIRef("https://w3id.org/budgetgraph/code/side"))]),
    ("code-without-notation", "Concept-notation", [(LEDGER, SKOS.notation, None)], []),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "shape", "drop", "add"), BREAKS, ids=[b[0] for b in BREAKS])
def test_style_shapes_find(cause: str, shape: str, drop: list[Any], add: list[Any]) -> None:
    data = Graph()
    for name in ("budgetgraph", "statement", "codes/ledger", "codes/side"):
        data.parse(ONTOLOGY / f"{name}.ttl")
    for triple in drop:
        data.remove(triple)
    for triple in add:
        data.add(triple)
    verdict, report = conforms(data)
    assert not verdict, cause
    found = {str(s).partition("#")[2] for s in report.objects(None, SH.sourceShape)}
    assert shape in found
    assert found <= {shape, "DeprecatedTerm-replacement", "Concept-prefLabel"}


# --- terms that are used exist ----------------------------------------------------------------


def texts() -> Iterator[tuple[Path, str]]:
    """Text files that use terms; tests are left out: they misspell on purpose."""
    for folder in ("ontology", "shapes", "queries", "examples", "docs", "src", "converters"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in TEXTS and "__pycache__" not in path.parts:
                yield path, path.read_text("utf-8")


def test_every_own_term_used_anywhere_exists() -> None:
    unknown = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, text in texts()
        for name in re.findall(r"(?<![\w:/.-])bud:([A-Za-z]\w*)|\bBUD\.([a-zA-Z]\w+)", text)
        for name in filter(None, name)
        if name not in BUD and name not in {"iri", "prefix", "amuont"}
    ]
    assert not unknown


def test_every_own_term_is_used() -> None:
    """By the graph, a query, a shape or a code list; or as a class above or around such terms."""
    used: set[str] = set()
    for path, text in texts():
        if path.parent != ONTOLOGY and path.name not in {"style.ttl", "terms.py"}:
            used |= {a or b for a, b in re.findall(r"\bbud:(\w+)|\bBUD\.(\w+)", text)}
    graph = ontology()
    for predicate in (RDFS.subClassOf, RDFS.domain, RDFS.range, RDFS.subPropertyOf):
        used |= {str(o).removeprefix(BUD_IRI) for o in graph.objects(None, predicate)}
    assert not {str(term).removeprefix(BUD_IRI) for term in own_terms()} - used


def test_every_reused_term_in_turtle_exists() -> None:
    """Predicates, classes and shapes in Turtle under a namespace that we keep closed."""
    iris = sorted((iri, prefix) for prefix, (iri, _) in REUSED.items())
    unknown = set()
    for path in TURTLE:
        if "align" in path.parts:  # alignments name what others define
            continue
        for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE):
            for term in (quad.subject, quad.predicate, quad.object):
                if not isinstance(term, ox.NamedNode):
                    continue
                for iri, prefix in iris:
                    name = term.value.removeprefix(iri)
                    if term.value.startswith(iri) and name and not known(prefix, name):
                        unknown.add(f"{path.relative_to(ROOT)}: {prefix}:{name}")
    assert not unknown


def known(prefix: str, name: str) -> bool:
    """Whether the vocabulary has the term; SHACL is known whole from rdflib's copy."""
    return name in SH if prefix == "sh" else name in namespace(prefix)


def test_shacl_copy_is_closed() -> None:
    assert known("sh", "datatype")
    assert not known("sh", "dataType")


# --- structure --------------------------------------------------------------------------------


def test_every_own_subject_is_a_term_with_a_layer() -> None:
    subjects = {s for s in everything().subjects() if str(s).startswith(BUD_IRI)}
    assert subjects == own_terms()


def test_names_follow_their_kind() -> None:
    for term in own_terms():
        name = str(term).removeprefix(BUD_IRI)
        upper = (term, RDF.type, OWL.Class) in ontology()
        assert re.fullmatch("[A-Z][A-Za-z]*" if upper else "[a-z][A-Za-z0-9]*", name), name


def test_every_property_says_what_its_values_are() -> None:
    """OOPS! P11, P19. Amounts and statements share properties, so a domain may be missing."""
    open_range = {"currency", "policyYear"}
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in set(ontology().subjects(RDF.type, kind)) & own_terms():
            ranges = list(ontology().objects(term, RDFS.range))
            name = str(term).removeprefix(BUD_IRI)
            assert len(ranges) == 1 or name in open_range, name
            assert len(list(ontology().objects(term, RDFS.domain))) <= 1, name
            if kind == OWL.DatatypeProperty:
                assert all(str(r).startswith(str(rdflib.XSD)) for r in ranges), name


def test_every_class_is_connected() -> None:
    """OOPS! P04: a class is above or below another, or a property starts or ends at it."""
    linked = {
        term
        for predicate in (RDFS.subClassOf, RDFS.domain, RDFS.range)
        for pair in ontology().subject_objects(predicate)
        for term in pair
    }
    classes = set(ontology().subjects(RDF.type, OWL.Class)) & own_terms()
    assert classes <= linked


def test_no_class_is_below_itself() -> None:
    graph = ontology()
    for term in own_terms():
        above = set(graph.transitive_objects(term, RDFS.subClassOf)) - {term}
        assert all(term not in set(graph.objects(other, RDFS.subClassOf)) for other in above)


def test_no_blank_nodes_at_public_iris() -> None:
    """Blank nodes only as cells of lists: disjoint classes, levels of a classification."""
    allowed = {OWL.members, RDF.rest}
    levels = URIRef(namespace("xkos")["levels"].value)
    offending = [
        (subject, predicate)
        for subject, predicate, value in everything()
        if isinstance(value, BNode) and predicate not in allowed and predicate != levels
    ]
    assert not offending


def test_range_and_domain_are_declared() -> None:
    graph = ontology()
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for value in set(graph.objects(None, predicate)):
            declared = (value, RDF.type, None) in graph
            assert declared or str(value).startswith(str(rdflib.XSD)), value


# --- versions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_carries_the_version_of_the_package(layer: str) -> None:
    step = "" if layer == "budgetgraph" else f"/{layer}"
    iri = URIRef(BUD_IRI[:-1] + step)
    graph = Graph().parse(ONTOLOGY / f"{layer}.ttl")
    version = budgetgraph.__version__
    assert graph.value(iri, OWL.versionInfo) == Literal(version)
    assert graph.value(iri, OWL.versionIRI) == URIRef(f"{iri}/{version}")
    for imported in graph.objects(iri, OWL.imports):
        assert (ONTOLOGY / f"{str(imported).rsplit('/', 1)[-1]}.ttl").is_file()


def test_the_whole_imports_every_layer() -> None:
    graph = Graph().parse(ONTOLOGY / "budgetgraph.ttl")
    imported = {str(o).rsplit("/", 1)[-1] for o in graph.objects(None, OWL.imports)}
    assert imported == set(LAYERS) - {"budgetgraph"}


# --- logic ------------------------------------------------------------------------------------


def load(*extra: str) -> owlready2.World:
    """Return the ontology, and facts given as Turtle, as Python objects."""
    store = ox.Store()
    for path in ONTOLOGY.glob("*.ttl"):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    for text in extra:
        store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    imports = ox.NamedNode(str(OWL.imports))
    lines = [f"{quad.triple} .\n" for quad in store if quad.predicate != imports]
    world = owlready2.World()
    world.get_ontology(BUD_IRI[:-1]).load(fileobj=io.BytesIO("".join(lines).encode()))
    return world


def reason(world: owlready2.World) -> None:
    if shutil.which("java") is None:
        pytest.skip("HermiT needs Java, which is not installed; the rest of the tests has run")
    # OWL 2 has no xsd:gYear and xsd:date; HermiT is told to pass over them.
    owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)


def test_owlready_gives_python_objects() -> None:
    world = load()
    line = world[BUD_IRI + "Line"]
    assert world[BUD_IRI + "MonetaryItem"] in line.ancestors()
    assert {"预算行", "Budget line"} == set(map(str, line.label))


def test_ontology_is_consistent_and_every_class_can_have_members() -> None:
    world = load()
    reason(world)
    assert list(world.inconsistent_classes()) == []


EXAMPLE = """@prefix bud: <https://w3id.org/budgetgraph/ns#> .
@prefix ex: <https://example.org/> .
ex:project bud:fundingPart ex:part ; bud:hasGoal ex:goal .
ex:part bud:amount 270000.0 .
ex:fact bud:supportedBy ex:line .
"""


def test_reasoner_classifies_an_example() -> None:
    world = load(EXAMPLE)
    reason(world)
    part = world["https://example.org/part"]
    assert {BUD_IRI + "FundingPart", BUD_IRI + "MonetaryItem"} <= {
        c.iri for c in part.INDIRECT_is_a
    }
    project = world["https://example.org/project"]
    assert BUD_IRI + "Project" in {c.iri for c in project.INDIRECT_is_a}


ELSEWHERE = sorted((ROOT / "examples" / "elsewhere").glob("*.ttl"))


@pytest.mark.parametrize("path", ELSEWHERE, ids=lambda path: path.stem)
def test_example_of_another_country_fits_the_ontology(path: Path) -> None:
    world = load(path.read_text("utf-8"))
    reason(world)
    (line,) = world[BUD_IRI + "Line"].instances()
    assert world[BUD_IRI + "Statement"] in line.INDIRECT_is_a
    verdict, report = conforms(everything() + Graph().parse(path))
    assert verdict, report.serialize(format="turtle")


def test_graph_of_a_converted_document_fits_the_ontology() -> None:
    """Domains, ranges, single values and disjoint classes hold in what the program writes."""
    sample = ROOT / "src" / "budgetgraph" / "reference" / "sample.md"
    triples = ntriples(convert_file(str(sample))).decode()
    reason(load(triples))


@pytest.mark.parametrize(
    "wrong",
    [
        "ex:x a bud:Line , bud:Fact .",
        "ex:x bud:ledger ex:y . ex:z bud:phase ex:y .",
        "ex:x a bud:Line ; bud:amount 1.0 , 2.0 .",
        "ex:x bud:inTable ex:t . ex:x a bud:Line .",
        "ex:x a bud:Department , bud:BudgetUnit .",
    ],
)
def test_reasoner_refuses_a_contradiction(wrong: str) -> None:
    prefixes = "".join(EXAMPLE.splitlines(keepends=True)[:2])
    world = load(prefixes + wrong)
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(world)


# --- redirects --------------------------------------------------------------------------------

W3ID = "https://w3id.org/budgetgraph/"
RULE = re.compile(r"^RewriteRule (\S+) %\{ENV:SITE\}(\S+) \[", re.MULTILINE)
CONDITION = re.compile(r"RewriteCond %\{HTTP_ACCEPT\} !text/html\n$")


def follow(iri: str) -> str:
    """Return where the redirect rules lead a machine that asks for Turtle."""
    text = (ONTOLOGY / "w3id" / ".htaccess").read_text("utf-8")
    for rule in RULE.finditer(text):
        before = text[: rule.start()]
        if before.rstrip().rpartition("\n")[2].startswith("RewriteCond") and not CONDITION.search(
            before
        ):
            continue  # asks for JSON-LD, or a page in Chinese
        found = re.match(rule[1], iri.removeprefix(W3ID))
        if found:
            return re.sub(r"\$(\d)", lambda step, found=found: found[int(step[1])] or "", rule[2])
    return ""


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_redirects_lead_from_an_iri_to_its_file(path: Path) -> None:
    """Heads of files (ontologies, code lists, correspondences) and, for lists, one code of each."""
    if path.is_relative_to(ROOT / "examples"):
        return
    graph = Graph().parse(path)
    kinds = [OWL.Ontology, SKOS.ConceptScheme]
    kinds.append(URIRef(namespace("xkos")["Correspondence"].value))
    heads = [s for kind in kinds for s in graph.subjects(RDF.type, kind)]
    heads += list(graph.subjects(RDF.type, SKOS.Concept))[:1]
    heads += [URIRef(str(s).partition("#")[0]) for s in graph.subjects(RDF.type, SH.NodeShape)][:1]
    assert heads
    for head in heads:
        assert follow(str(head)) == "/" + path.relative_to(ROOT).as_posix(), head
