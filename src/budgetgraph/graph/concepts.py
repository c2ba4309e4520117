"""Printed words to concepts: which concept of a scheme has this label.

Labels, spellings included, are data of the code lists (`skos:prefLabel`, `skos:altLabel`); a new
spelling is a new line there. Words that no list knows stay words.
"""

from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from budgetgraph.figures import half_width, squeeze
from budgetgraph.iris import CODE_BASE, encode
from budgetgraph.resources import list_files, read_bytes
from budgetgraph.terms import SKOS

from .spelling import Term, node

_LABELS = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation})
# Lists that are looked up by code and not by label are not read.
_CATALOGUES = "cn/procurement/"
_BY_CODE = ("function", "economic", "division", "cofog", "government")
_Labels = dict[tuple[str, str], dict[Term, None]]


@lru_cache(1 << 14)
def find_concept(scheme: str, label: str, parent: Term | None = None) -> Term | None:
    """Return the concept that has this printed label.

    Args:
        scheme: Path of the scheme below the code base, e.g. `item`, `cn/indicator/2015`.
        label: Printed words, or a notation; spaces and the width of punctuation do not matter.
        parent: Take only a concept directly below this one.

    Returns:
        None where the list has no such label, or has it twice.
    """
    labels, broader = _lists()
    found = [
        concept
        for concept in labels.get((scheme, _key(label)), ())
        if parent is None or broader.get(concept) == parent
    ]
    return found[0] if len(found) == 1 else None


@lru_cache(1 << 12)
def find_catalogue_item(notation: str, fiscal_year: int | None) -> Term | None:
    """Return the item of the procurement catalogue in force when a budget was made.

    Args:
        notation: Printed code; None is returned for an empty one.
        fiscal_year: Editions issued before it are looked into, the newest first; a code that none
            of them has belongs to the newest of them.
    """
    if not notation:
        return None
    editions = [scheme for scheme in schemes(_CATALOGUES) if _in_force(scheme, fiscal_year)]
    for scheme in reversed(editions):
        if found := find_concept(scheme, notation):
            return found
    return node(f"{CODE_BASE}{editions[-1]}/{encode(notation)}") if editions else None


def _in_force(scheme: str, fiscal_year: int | None) -> bool:
    edition = scheme.removeprefix(_CATALOGUES)
    return fiscal_year is None or (edition.isdigit() and int(edition) < fiscal_year)


@cache
def schemes(prefix: str) -> tuple[str, ...]:
    """Return the schemes whose path begins with the prefix, sorted."""
    labels, _ = _lists()
    return tuple(sorted({scheme for scheme, _ in labels if scheme.startswith(prefix)}))


def _key(label: str) -> str:
    return half_width(squeeze(label)).lower()


@cache
def _lists() -> tuple[_Labels, dict[Term, Term]]:
    """Return concepts by scheme and label, and the concept above each concept."""
    labels: _Labels = {}
    broader: dict[Term, Term] = {}
    for name in list_files("ontology/codes", ".ttl"):
        if name.startswith(_BY_CODE):
            continue
        for quad in parse(read_bytes("ontology/codes", name), RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode) or not subject.value.startswith(CODE_BASE):
                continue
            concept = node(subject.value)
            if quad.predicate in _LABELS and isinstance(value, Literal):
                scheme = subject.value.removeprefix(CODE_BASE).rpartition("/")[0]
                labels.setdefault((scheme, _key(value.value)), {})[concept] = None
            elif quad.predicate == SKOS.broader and isinstance(value, NamedNode):
                broader[concept] = node(value.value)
    return labels, broader
