"""The pages of classes and properties, by layer, with a diagram each."""

import pyoxigraph as ox

from ..terms import BUD_IRI, DCTERMS, OWL, RDF, RDFS, SKOS
from .index import Index, Value, ontology_index, shorten
from .phrases import phrase

_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_LAYERS = ("source", "statement", "performance", "fact", "quality", "classification")


def render_vocabulary(language: str) -> str:
    """Return the page of all terms in one language."""
    index = ontology_index()
    whole = ox.NamedNode(BUD_IRI[:-1])
    lines = [
        f"# {phrase('terms', language)}",
        "",
        index.word(whole, DCTERMS.description, language),
        "",
        f"- {phrase('namespace', language)}: `{BUD_IRI}` (`bud:`)",
        f"- {phrase('version', language)}: {index.word(whole, OWL.versionInfo)}",
        "",
    ]
    for layer in _LAYERS:
        lines += _render_layer(index, layer, language)
    return "\n".join(lines)


def _render_layer(index: Index, layer: str, language: str) -> list[str]:
    ontology = ox.NamedNode(f"{BUD_IRI[:-1]}/{layer}")
    terms = [term for term in index if ontology in index.values(term, RDFS.isDefinedBy)]
    classes = [term for term in terms if OWL.Class in index.values(term, RDF.type)]
    title = index.word(ontology, RDFS.label, language)
    lines = [
        f"## {title}",
        "",
        index.word(ontology, DCTERMS.description, language),
        "",
        *_render_diagram(index, classes, language),
        f"### {phrase('classes', language)} · {title}",
        "",
    ]
    for term in classes:
        lines += _render_term(index, term, language)
    lines += [
        f"### {phrase('properties', language)} · {index.word(ontology, RDFS.label, language)}"
    ]
    lines.append("")
    for term in terms:
        if term not in classes:
            lines += _render_term(index, term, language)
    return lines


def _render_term(index: Index, term: Value, language: str) -> list[str]:
    name = _name(term)
    lines = [
        f'<a id="{name}"></a>',
        f"#### `bud:{name}` {index.word(term, RDFS.label, language)}",
        "",
        index.word(term, SKOS.definition, language),
        "",
    ]
    lines += [f"- {phrase(key, language)}: {words}" for key, words in _facts(index, term, language)]
    return [*lines, ""]


def _facts(index: Index, term: Value, language: str) -> list[tuple[str, str]]:
    """Return what is known of a term as (phrase, words)."""
    facts = [("note", words) for words in index.words(term, SKOS.scopeNote, language)]
    facts += [("also", words) for words in index.words(term, SKOS.altLabel, language)]
    facts += [("below", _links(index.iris(term, RDFS.subClassOf)))]
    facts += [("subproperty", _links(index.iris(term, RDFS.subPropertyOf)))]
    if OWL.Class in index.values(term, RDF.type):
        facts += [("own-properties", _links(_with(index, RDFS.domain, term)))]
        facts += [("values-of", _links(_with(index, RDFS.range, term)))]
    else:
        domains = _links(index.iris(term, RDFS.domain)) or phrase("anything", language)
        ranges = _links(index.iris(term, RDFS.range)) or phrase("anything", language)
        once = OWL.FunctionalProperty in index.values(term, RDF.type)
        facts += [("domain", domains)]
        facts += [("range", f"{ranges} ({phrase('once', language)})" if once else ranges)]
    facts += [("example", f"`{words}`") for words in index.words(term, SKOS.example, language)]
    facts += [("source", words) for words in index.words(term, DCTERMS.source, "zh")]
    if index.word(term, OWL.deprecated):
        replaced = _links(index.iris(term, DCTERMS.isReplacedBy))
        cure = index.word(term, SKOS.changeNote, language)
        facts.insert(0, ("deprecated", f"{replaced} {cure}"))
    return [(key, words) for key, words in facts if words]


def _with(index: Index, predicate: ox.NamedNode, value: Value) -> list[str]:
    return [
        term.value
        for term in index
        if isinstance(term, ox.NamedNode) and value in index.values(term, predicate)
    ]


def _render_diagram(index: Index, classes: list[Value], language: str) -> list[str]:
    """Return the classes of a layer with what is below what and which property leads where."""
    names = {_name(term) for term in classes}
    arrows: list[str] = []
    for term in classes:
        arrows += [
            f"  {above.removeprefix(BUD_IRI)} <|-- {_name(term)}"
            for above in index.iris(term, RDFS.subClassOf)
            if above.startswith(BUD_IRI)
        ]
    for kind in _PROPERTIES[:1]:
        for term in index.of_type(kind):
            for start in index.iris(term, RDFS.domain):
                for end in index.iris(term, RDFS.range):
                    ends = [iri.removeprefix(BUD_IRI) for iri in (start, end)]
                    if ends[0] in names and end.startswith(BUD_IRI):
                        arrows.append(f"  {ends[0]} --> {ends[1]} : {_name(term)}")
    if not arrows:
        return []
    return [
        f"### {phrase('diagram', language)}",
        "",
        "```mermaid",
        "classDiagram",
        *arrows,
        "```",
        "",
    ]


def _links(iris: list[str]) -> str:
    return ", ".join(
        f"[`{shorten(iri)}`](#{iri.removeprefix(BUD_IRI)})"
        if iri.startswith(BUD_IRI)
        else f"`{shorten(iri)}`"
        for iri in iris
    )


def _name(term: Value) -> str:
    return term.value.removeprefix(BUD_IRI) if isinstance(term, ox.NamedNode) else ""
