"""Printed words to concepts: which concept of a scheme has this label.

Labels, spellings included, are data of the code lists (`skos:prefLabel`, `skos:altLabel`); a new
spelling is a new line there. Words that no list knows stay words.
"""

from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from budgetgraph.figures import half_width, squeeze
from budgetgraph.iris import CODE_BASE
from budgetgraph.resources import list_files, read_bytes
from budgetgraph.terms import SKOS

from .spelling import Term, node

_LABELS = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel})
# Lists that are looked up by code and not by label are not read.
_BY_CODE = ("function", "economic", "division", "cofog", "procurement", "government")
_Labels = dict[tuple[str, str], dict[Term, None]]


@lru_cache(1 << 14)
def find_concept(scheme: str, label: str, parent: Term | None = None) -> Term | None:
    """Return the concept that has this printed label.

    Args:
        scheme: Path of the scheme below the code base, e.g. `item`, `cn/indicator/2015`.
        label: Printed words; spaces and the width of punctuation do not matter.
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
