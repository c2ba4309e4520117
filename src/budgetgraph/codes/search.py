"""Codes by words or by the beginning of their notation."""

from dataclasses import dataclass

from .model import Concept, Scheme, normalise_label
from .read import schemes


@dataclass(frozen=True, slots=True)
class Hit:
    """A code found, with how well it fits: 0 is an exact hit."""

    scheme: Scheme
    concept: Concept
    distance: int


def search(words: str, within: str = "") -> list[Hit]:
    """Return the codes that match, best first.

    Exact labels and codes come first, then labels that begin so, then those that contain the words,
    then definitions that do. All words of an English search must occur.

    Args:
        words: A code or its beginning, or words in any language of the lists.
        within: Only lists whose name begins so, e.g. `cn/function`.
    """
    wanted = normalise_label(words)
    if not wanted:
        return []
    parts = words.casefold().split()
    found = [
        Hit(scheme, concept, distance)
        for name, scheme in schemes().items()
        if name.startswith(within)
        for concept in scheme
        if (distance := _distance(wanted, parts, concept)) is not None
    ]
    return sorted(found, key=lambda hit: (hit.distance, hit.scheme.name, hit.concept.notation))


def _distance(wanted: str, parts: list[str], concept: Concept) -> int | None:
    spellings = concept.spellings
    notation = normalise_label(concept.notation)
    if wanted == notation or wanted in spellings:
        return 0
    if any(spelling.startswith(wanted) for spelling in spellings):
        return 1
    if wanted[0].isdecimal() and notation.startswith(wanted):
        return 2
    if any(wanted in spelling for spelling in spellings):
        return 3
    texts = " ".join(
        text for _, text in (*concept.labels, *concept.variants, *concept.definitions)
    ).casefold()
    return 4 if all(part in texts for part in parts) else None
