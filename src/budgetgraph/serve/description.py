"""What the server says of itself: SPARQL service description, VoID, DCAT."""

from collections.abc import Iterable

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from .. import __version__
from ..export.publication import About
from ..terms import DCAT, DCTERMS, PREFIXES, RDF
from . import negotiate
from .jsonld import to_jsonld
from .state import State

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_VOID = PREFIXES["void"]
_FOAF = PREFIXES["foaf"]
MEDIA_TYPES = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
_RDF_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_SHOWN = (
    "bud",
    "dcat",
    "dcterms",
    "foaf",
    "void",
    "rdf",
    "rdfs",
    "skos",
    "xsd",
    "owl",
    "prov",
    "org",
    "sh",
    "xkos",
)


def root_of(request: Request, state: State) -> str:
    """Return the public address of the server, prefix included, without a slash at the end."""
    if state.settings.public_url:
        return state.settings.public_url
    return (
        f"{request.url.scheme}://{request.url.netloc}{request.scope.get('budgetgraph.prefix', '')}"
    )


def describe_service(request: Request, state: State) -> Response:
    """Return the service description of the endpoint."""
    root = root_of(request, state)
    service, dataset = _node(f"{root}/sparql"), ox.BlankNode("dataset")
    default = ox.BlankNode("default")
    triples = [
        ox.Triple(service, RDF.type, _node(f"{_SD}Service")),
        ox.Triple(service, _node(f"{_SD}endpoint"), service),
        ox.Triple(service, _node(f"{_SD}supportedLanguage"), _node(f"{_SD}SPARQL11Query")),
        ox.Triple(service, _node(f"{_SD}feature"), _node(f"{_SD}UnionDefaultGraph")),
        ox.Triple(service, _node(f"{_SD}defaultDataset"), dataset),
        ox.Triple(dataset, RDF.type, _node(f"{_SD}Dataset")),
        ox.Triple(dataset, _node(f"{_SD}defaultGraph"), default),
        ox.Triple(default, RDF.type, _node(f"{_SD}Graph")),
        ox.Triple(default, _node(f"{_VOID}triples"), _integer(len(state.content.source.inner))),
    ]
    for name in (
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "JSON-LD",
        "RDF_XML",
    ):
        triples.append(ox.Triple(service, _node(f"{_SD}resultFormat"), _node(_FORMATS + name)))
    return rdf_response(request, triples, state, {"sd": _SD, "formats": _FORMATS})


def describe_data(request: Request) -> Response:
    """Return what the store holds, in VoID and DCAT."""
    state: State = request.app.state.budgetgraph
    root = root_of(request, state)
    whole, catalogue = _node(f"{root}/.well-known/void#dataset"), _node(f"{root}/catalog#catalogue")
    source = state.content.source
    triples = [
        ox.Triple(catalogue, RDF.type, DCAT.Catalog),
        ox.Triple(
            catalogue, DCTERMS.title, ox.Literal("Budget disclosures as linked data", language="en")
        ),
        ox.Triple(catalogue, DCTERMS.title, ox.Literal("部门预算公开关联数据", language="zh")),
        ox.Triple(catalogue, DCAT.dataset, whole),
        ox.Triple(whole, RDF.type, DCAT.Dataset),
        ox.Triple(whole, RDF.type, _node(f"{_VOID}Dataset")),
        ox.Triple(whole, DCTERMS.title, ox.Literal("Budgets of this server", language="en")),
        ox.Triple(whole, DCTERMS.title, ox.Literal("本站预算数据", language="zh")),
        ox.Triple(whole, _node(f"{_VOID}sparqlEndpoint"), _node(f"{root}/sparql")),
        ox.Triple(whole, _node(f"{_VOID}triples"), _integer(len(source.inner))),
        ox.Triple(whole, _node(f"{_VOID}vocabulary"), _node(PREFIXES["bud"])),
        ox.Triple(whole, _node(f"{_FOAF}homepage"), _node(f"{root}/")),
        ox.Triple(whole, DCAT.version, ox.Literal(state.content.version)),
    ]
    for budget in state.content.budgets:
        node = _node(budget.document)
        about = About(budget.department_iri, budget.department, year=budget.year)
        triples.append(ox.Triple(whole, DCTERMS.hasPart, node))
        triples.append(ox.Triple(whole, _node(f"{_VOID}exampleResource"), node))
        for title, language in ((about.title_zh, "zh"), (about.title_en, "en")):
            triples.append(ox.Triple(node, DCTERMS.title, ox.Literal(title, language=language)))
    return rdf_response(request, triples, state, {})


def rdf_response(
    request: Request,
    triples: Iterable[ox.Triple],
    state: State,
    prefixes: dict[str, str],
    media_type: str = "",
) -> Response:
    """Return triples in the format that the reader likes best, with ETag; 406 where none fits."""
    chosen = media_type or negotiate.choose(
        request.headers.get("accept", ""), [*MEDIA_TYPES, "text/html", "*/*"]
    )
    if chosen in {"text/html", "*/*"}:
        chosen = MEDIA_TYPES[0]
    if not chosen:
        return Response(f"offered: {', '.join(MEDIA_TYPES)}\n", 406, media_type="text/plain")
    etag = f'W/"{state.content.version}-{__version__}-{chosen.rpartition("/")[2]}"'
    headers = {"ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    known = dict.fromkeys(triples)
    if chosen == "application/ld+json":
        return Response(to_jsonld(known), headers={**headers, "Content-Type": chosen})
    shown = {name: PREFIXES[name] for name in _SHOWN if name in PREFIXES} | prefixes
    body = ox.serialize(known, format=_RDF_FORMATS[chosen], prefixes=shown) or b""
    kind = f"{chosen}; charset=utf-8" if chosen == "text/turtle" else chosen
    return Response(body, headers={**headers, "Content-Type": kind})


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(f"{PREFIXES['xsd']}integer"))
