"""Code lists read from Turtle: the shipped ones, and those that the user imported.

An imported list replaces a shipped one of the same name. Where imported lists are kept is told by
the environment variable `BUDGETGRAPH_CODES`, else they are in the user's data folder.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError, UsageError
from ..resources import list_files, read_bytes
from ..terms import BUD, CODE_IRI, DCTERMS, OWL, RDF, SKOS, XKOS
from .model import Concept, Level, Scheme, Text

FOLDER_VARIABLE = "BUDGETGRAPH_CODES"

_Properties = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]
_KNOWN_CLASSES = frozenset({SKOS.Concept.value})


def user_folder() -> Path:
    """Return the folder of imported lists, which need not exist."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "budgetgraph" / "codes"


def schemes() -> dict[str, Scheme]:
    """Return all code lists by name, sorted by name.

    Raises:
        InputError: A file of the user's folder is no Turtle.
    """
    found = dict(_shipped())
    for path in sorted(user_folder().rglob("*.ttl")) if user_folder().is_dir() else ():
        found.update(
            (scheme.name, scheme) for scheme in parse_schemes(path.read_bytes(), str(path))
        )
    return dict(sorted(found.items()))


def get_scheme(name: str) -> Scheme:
    """Return the code list of a name such as `ledger` or `cn/function/2024`.

    The name of a classification without a version, `cn/function`, gives its newest version.

    Raises:
        UsageError: No such list; the message names near ones.
    """
    everything = schemes()
    if name in everything:
        return everything[name]
    versions = list_versions(name, everything)
    if versions:
        return everything[versions[-1]]
    near = get_close_matches(name, everything, n=4, cutoff=0.4)
    raise UsageError(f"no code list {name!r}; near: {', '.join(near) or ', '.join(everything)}")


def list_versions(classification: str, known: dict[str, Scheme] | None = None) -> list[str]:
    """Return the names of the versions of a classification, oldest first."""
    everything = schemes() if known is None else known
    return sorted(
        (name for name in everything if name.rpartition("/")[0] == classification),
        key=lambda name: everything[name].version,
    )


def scheme_in_force(classification: str, year: int) -> Scheme | None:
    """Return the version of a classification for a fiscal year, or None where none is known."""
    return schemes().get(f"{classification}/{year}")


def parse_schemes(data: bytes, place: str) -> list[Scheme]:
    """Return the code lists that a Turtle text holds; correspondences are passed over.

    Raises:
        InputError: The text is no Turtle.
    """
    subjects: dict[str, _Properties] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(data, ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode | ox.BlankNode):
                subjects[quad.subject.value][quad.predicate.value].append(quad.object)
    except SyntaxError as error:
        raise InputError(f"not Turtle ({error}); correct or remove the file", place) from error
    heads = [
        iri
        for iri, properties in subjects.items()
        if SKOS.ConceptScheme in properties.get(RDF.type.value, ())
    ]
    return [_scheme(iri, subjects) for iri in heads if iri.startswith(CODE_IRI)]


def shipped_schemes(name: str) -> list[Scheme]:
    """Return the code lists of one file of `ontology/codes`, whatever the user imported."""
    return parse_schemes(read_bytes("ontology/codes", name), name)


@cache
def _shipped() -> tuple[tuple[str, Scheme], ...]:
    return tuple(
        (scheme.name, scheme)
        for name in list_files("ontology/codes", ".ttl")
        for scheme in shipped_schemes(name)
    )


def _scheme(iri: str, subjects: dict[str, _Properties]) -> Scheme:
    head = subjects[iri]
    members = [
        (subject, properties)
        for subject, properties in subjects.items()
        if any(_value(scheme) == iri for scheme in properties.get(SKOS.inScheme.value, ()))
    ]
    classes = {
        _value(kind).removeprefix(BUD.iri)
        for _, properties in members
        for kind in properties[RDF.type.value]
        if _value(kind) not in _KNOWN_CLASSES
    }
    return Scheme(
        name=iri.removeprefix(CODE_IRI),
        labels=_texts(head, SKOS.prefLabel),
        concepts=tuple(_concept(properties, subjects) for _, properties in members),
        concept_class=min(classes, default=""),
        definitions=_texts(head, SKOS.definition),
        notes=_texts(head, SKOS.scopeNote),
        version=_first(head, OWL.versionInfo),
        completeness=_first(head, BUD.completeness),
        source=_first(head, DCTERMS.source),
        follows=_first(head, XKOS.follows).removeprefix(CODE_IRI),
        levels=tuple(sorted(_levels(iri, subjects), key=lambda level: level.depth)),
    )


def _concept(properties: _Properties, subjects: dict[str, _Properties]) -> Concept:
    broader = subjects.get(_first(properties, SKOS.broader), {})
    return Concept(
        notation=_first(properties, SKOS.notation),
        labels=_texts(properties, SKOS.prefLabel),
        variants=_texts(properties, SKOS.altLabel),
        broader=_first(broader, SKOS.notation),
        definitions=_texts(properties, SKOS.definition),
        notes=_texts(properties, SKOS.scopeNote),
        history=_texts(properties, SKOS.historyNote),
        source=_first(properties, DCTERMS.source),
        attested=tuple(_value(term) for term in properties.get(BUD.attestedIn.value, ())),
    )


def _levels(iri: str, subjects: dict[str, _Properties]) -> Iterator[Level]:
    for subject, properties in subjects.items():
        if subject.startswith(iri + "/level-") and XKOS.depth.value in properties:
            yield Level(
                depth=int(_first(properties, XKOS.depth)),
                labels=_texts(properties, SKOS.prefLabel),
                pattern=_first(properties, XKOS.notationPattern),
            )


def _texts(properties: _Properties, predicate: ox.NamedNode) -> tuple[Text, ...]:
    return tuple(
        (term.language or "", term.value)
        for term in properties.get(predicate.value, ())
        if isinstance(term, ox.Literal)
    )


def _first(properties: _Properties, predicate: ox.NamedNode) -> str:
    found = properties.get(predicate.value)
    return _value(found[0]) if found else ""


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return "" if isinstance(term, ox.Triple) else term.value
