"""The JSON-LD context: short names for terms, made from the ontology itself.

Shipped as `ontology/context.jsonld`; `python -m budgetgraph.context` prints what it should hold.
Decimals are strings in JSON, because a JSON number with a fraction would be read as a double.
"""

import json
import sys
from functools import cache

import pyoxigraph as ox

from .resources import read_text
from .terms import BUD_IRI, OWL, PREFIXES, RDF, RDFS, REUSED, XSD, ontology_triples

FILE = "context.jsonld"
# Terms of other vocabularies that the graph uses, with the type of their values.
_BORROWED = {
    "prefLabel": ("skos:prefLabel", "@language"),
    "resultMessage": ("sh:resultMessage", "@language"),
    "wasQuotedFrom": ("prov:wasQuotedFrom", "@id"),
    "subOrganizationOf": ("org:subOrganizationOf", "@id"),
    "publisher": ("dcterms:publisher", "@id"),
    "format": ("dcterms:format", ""),
    "issued": ("dcterms:issued", "xsd:date"),
}
_USED_PREFIXES = ("bud", "code", "dcterms", "org", "prov", "sh", "skos", "xsd")
# These types are what a JSON string, number or boolean is without further words.
_NATIVE = frozenset({XSD.string, XSD.integer, XSD.boolean})


def build_context() -> dict[str, object]:
    """Return the context that the ontology asks for, sorted by name."""
    terms: dict[str, object] = {name: _define(iri, kind) for name, (iri, kind) in _BORROWED.items()}
    for name, kind in _own_properties().items():
        if kind:
            terms[name] = _define(f"bud:{name}", kind)
    prefixes = {prefix: PREFIXES[prefix] for prefix in _USED_PREFIXES}
    # `currency` is a property here, so the list of currencies goes by a shorter name.
    head: dict[str, object] = {"@vocab": BUD_IRI, **prefixes, "cur": PREFIXES["currency"]}
    return {"@context": head | dict(sorted(terms.items()))}


@cache
def shipped_context() -> dict[str, object]:
    """Return the shipped context: the value of its `@context`."""
    context: dict[str, object] = json.loads(read_text("ontology", FILE))["@context"]
    return context


def _define(iri: str, kind: str) -> dict[str, str]:
    if kind == "@language":
        return {"@id": iri, "@container": "@language"}
    return {"@id": iri, "@type": kind} if kind else {"@id": iri}


def _own_properties() -> dict[str, str]:
    """Return the coercion of every own property by name, empty where JSON needs none."""
    kinds: dict[str, str] = {}
    ranges: dict[str, ox.NamedNode] = {}
    for triple in ontology_triples():
        subject, value = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(BUD_IRI):
            continue
        name = subject.value.removeprefix(BUD_IRI)
        if triple.predicate == RDF.type and value == OWL.ObjectProperty:
            kinds[name] = "@id"
        elif triple.predicate == RDF.type and value == OWL.DatatypeProperty:
            kinds.setdefault(name, "")
        elif triple.predicate == RDFS.range and isinstance(value, ox.NamedNode):
            ranges[name] = value
    for name, kind in kinds.items():
        datatype = ranges.get(name)
        if not kind and datatype is not None and datatype not in _NATIVE:
            kinds[name] = "xsd:" + datatype.value.removeprefix(REUSED["xsd"][0])
    return kinds


if __name__ == "__main__":
    json.dump(build_context(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
