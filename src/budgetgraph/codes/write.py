"""A code list as Turtle: SKOS with the levels of XKOS. Equal lists give equal bytes."""

import re
from collections.abc import Iterable, Iterator

from ..terms import CODE_IRI, PREFIXES
from .compare import Change
from .model import Concept, Level, Scheme, Text

_LOCAL = re.compile(r"[0-9A-Za-z_](?:[0-9A-Za-z_.-]*[0-9A-Za-z_-])?")
_USED = ("bud", "dcterms", "owl", "skos", "xkos")


def render_scheme(scheme: Scheme, comment: str = "") -> str:
    """Return the Turtle text of a code list.

    Args:
        scheme: The list.
        comment: First line of the file, without `#`.
    """
    body = [_render_head(scheme)]
    body += [_render_level(scheme, level) for level in scheme.levels]
    body += [_render_concept(scheme, concept) for concept in scheme.concepts]
    text = "\n\n".join(body)
    prefixes = [
        f"@prefix {prefix}: <{PREFIXES[prefix]}> ."
        for prefix in sorted(PREFIXES)
        if prefix in _USED or re.search(rf"(?<![\w:/<-]){prefix}:\w", text)
    ]
    head = [f"# {comment}\n"] if comment else []
    return "\n".join([*head, *prefixes, f"@prefix : <{scheme.iri}/> .", "", text, ""])


def _render_head(scheme: Scheme) -> str:
    properties = [
        ("skos:prefLabel", _texts(scheme.labels)),
        ("skos:definition", _texts(scheme.definitions)),
        ("skos:scopeNote", _texts(scheme.notes)),
        ("owl:versionInfo", [quote(scheme.version)] if scheme.version else []),
        ("bud:completeness", [quote(scheme.completeness)] if scheme.completeness else []),
        ("dcterms:source", [quote(scheme.source)] if scheme.source else []),
        ("dcterms:license", ["<https://creativecommons.org/licenses/by/4.0/>"]),
        ("xkos:follows", [f"<{CODE_IRI}{scheme.follows}>"] if scheme.follows else []),
        ("xkos:numberOfLevels", [str(len(scheme.levels))] if scheme.levels else []),
        ("xkos:levels", [_level_list(scheme)] if scheme.levels else []),
        ("skos:hasTopConcept", [_local(c.notation) for c in scheme.concepts if not c.broader]),
    ]
    return _render_subject(f"<{scheme.iri}>", ["skos:ConceptScheme"], properties)


def _render_level(scheme: Scheme, level: Level) -> str:
    pattern = re.compile(level.pattern)
    members = [_local(c.notation) for c in scheme.concepts if pattern.fullmatch(c.notation)]
    properties = [
        ("skos:prefLabel", _texts(level.labels)),
        ("xkos:depth", [str(level.depth)]),
        ("xkos:notationPattern", [quote(level.pattern)]),
        ("skos:member", members),
    ]
    return _render_subject(f":level-{level.depth}", ["xkos:ClassificationLevel"], properties)


def _render_concept(scheme: Scheme, concept: Concept) -> str:
    types = ["skos:Concept"]
    if scheme.concept_class:
        types.append(f"bud:{scheme.concept_class}")
    place = ("skos:broader", [_local(concept.broader)] if concept.broader else [])
    top = ("skos:topConceptOf", [] if concept.broader else [f"<{scheme.iri}>"])
    links: dict[str, list[str]] = {}
    for name, target in concept.links:
        links.setdefault(name, []).append(_link(target))
    properties = [
        ("skos:notation", [quote(concept.notation)]),
        ("skos:prefLabel", _texts(concept.labels)),
        ("skos:altLabel", _texts(concept.variants)),
        ("skos:definition", _texts(concept.definitions)),
        ("skos:scopeNote", _texts(concept.notes)),
        ("skos:historyNote", _texts(concept.history)),
        ("dcterms:source", [quote(concept.source)] if concept.source else []),
        ("bud:attestedIn", [quote(place) for place in concept.attested]),
        *links.items(),
        place,
        top,
        ("skos:inScheme", [f"<{scheme.iri}>"]),
    ]
    return _render_subject(_local(concept.notation), types, properties)


def _render_subject(
    subject: str, types: list[str], properties: Iterable[tuple[str, list[str]]]
) -> str:
    lines = [f"    {name} {' , '.join(values)} ;" for name, values in properties if values]
    lines[-1] = lines[-1][:-1] + "."
    return "\n".join([f"{subject} a {' , '.join(types)} ;", *lines])


def _level_list(scheme: Scheme) -> str:
    return f"( {' '.join(f':level-{level.depth}' for level in scheme.levels)} )"


def _texts(texts: tuple[Text, ...]) -> list[str]:
    return [f"{quote(words)}@{language}" for language, words in texts]


def _local(notation: str) -> str:
    return ":" + escape_step(notation)


def _link(target: str) -> str:
    """Return a number as it is, a prefixed name whole or expanded, an IRI in brackets."""
    prefix, _, local = target.partition(":")
    if target.isdecimal() or (prefix in PREFIXES and _LOCAL.fullmatch(local)):
        return target
    return f"<{PREFIXES[prefix]}{local}>" if prefix in PREFIXES else f"<{target}>"


def escape_step(notation: str) -> str:
    """Return a code as a step of an IRI that a Turtle prefixed name can hold."""
    return "".join(_escape_characters(notation)) if not _LOCAL.fullmatch(notation) else notation


def _escape_characters(notation: str) -> Iterator[str]:
    for character in notation:
        if character.isascii() and (character.isalnum() or character in "-_"):
            yield character
        else:
            yield from (f"%{byte:02X}" for byte in character.encode())


def quote(words: str) -> str:
    """Return the words as a Turtle string."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + escaped.replace("\r", "\\r").replace("\t", "\\t") + '"'


def render_correspondence(
    former: Scheme, latter: Scheme, changes: Iterable[Change], comment: str = ""
) -> str:
    """Return the Turtle text of the correspondence between two versions of a list.

    Args:
        former: The earlier version.
        latter: The later version.
        changes: One per code, as `compare.compare_schemes` yields them.
        comment: First line of the file, without `#`.
    """
    name = f"{former.name}--{latter.name.rsplit('/', 1)[-1]}"
    associations = [(_step(change), change) for change in changes]
    properties = [
        ("skos:prefLabel", _texts(_pair_labels(former, latter))),
        ("dcterms:license", ["<https://creativecommons.org/licenses/by/4.0/>"]),
        ("xkos:compares", [f"<{former.iri}>", f"<{latter.iri}>"]),
        ("xkos:madeOf", [f":{step}" for step, _ in associations]),
    ]
    body = [_render_subject(f"<{CODE_IRI}{name}>", ["xkos:Correspondence"], properties)]
    for step, change in associations:
        properties = [
            (
                "xkos:sourceConcept",
                [f"<{former.iri}/{escape_step(code)}>" for code in change.former],
            ),
            (
                "xkos:targetConcept",
                [f"<{latter.iri}/{escape_step(code)}>" for code in change.latter],
            ),
            ("bud:changeType", [f"<{CODE_IRI}change-type/{change.kind}>"]),
            ("skos:note", _texts(change.notes)),
            ("dcterms:source", [quote(change.source)] if change.source else []),
        ]
        body.append(_render_subject(f":{step}", ["xkos:ConceptAssociation"], properties))
    prefixes = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in _USED if prefix != "owl"]
    head = [f"# {comment}\n"] if comment else []
    return "\n".join(
        [*head, *prefixes, f"@prefix : <{CODE_IRI}{name}/> .", "", "\n\n".join(body), ""]
    )


def _step(change: Change) -> str:
    former, latter = "-".join(change.former), "-".join(change.latter)
    return escape_step(former if former == latter else f"{former or 'none'}--{latter or 'none'}")


def _pair_labels(former: Scheme, latter: Scheme) -> tuple[Text, ...]:
    return (
        ("zh", f"{former.label('zh')}与{latter.label('zh')}的对应关系"),
        ("en", f"From {former.label('en')} to {latter.label('en')}"),
    )
