"""One code list as values: `Scheme` of `Concept`s, with the levels of a classification.

Knows neither Turtle nor tables: `read`, `write` and `tabular` do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..figures import half_width, squeeze
from ..terms import CODE_IRI

Text = tuple[str, str]  # (language, words), e.g. ("zh", "行政运行")


@dataclass(frozen=True, slots=True)
class Concept:
    """One code.

    Attributes:
        notation: The code itself, last step of its IRI, e.g. `2080101` or `general`.
        labels: Preferred label, one per language.
        variants: Other spellings that are printed for it.
        broader: Notation of the concept above, empty at the top.
        definitions: Definition, one per language.
        notes: Scope note with the trap, one per language.
        history: What changed when, one per language.
        links: Other properties as (prefixed name, IRI or prefixed name).
        source: Rule or document that defines it.
        attested: Where it was seen in print.
    """

    notation: str
    labels: tuple[Text, ...]
    variants: tuple[Text, ...] = ()
    broader: str = ""
    definitions: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    history: tuple[Text, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    source: str = ""
    attested: tuple[str, ...] = ()

    def label(self, language: str = "zh") -> str:
        """Return the preferred label in the language, else in any language, else the notation."""
        found = dict(self.labels)
        return found.get(language) or next(iter(found.values()), self.notation)

    @property
    def spellings(self) -> frozenset[str]:
        """All labels and variants, normalised with `normalise_label`."""
        return frozenset(normalise_label(words) for _, words in (*self.labels, *self.variants))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a classification: 1 is the coarsest.

    `pattern` is the regular expression of its notations.
    """

    depth: int
    labels: tuple[Text, ...]
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One code list, for a classification one version of it.

    Attributes:
        name: Path of its IRI below `…/code/`, e.g. `ledger` or `cn/function/2024`.
        labels: Title, one per language.
        concepts: In the order of the list.
        concept_class: Local name of the class of its concepts, e.g. `Ledger`.
        definitions: What the list is for, one per language.
        notes: Scope note with the trap, one per language.
        version: Version, e.g. `2024`; empty for lists that have none.
        completeness: official, transcribed or attested; empty for lists of our own.
        source: Rule or document that defines it.
        follows: Name of the version before.
        levels: Levels of a classification, coarsest first.
    """

    name: str
    labels: tuple[Text, ...]
    concepts: tuple[Concept, ...]
    concept_class: str = ""
    definitions: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    version: str = ""
    completeness: str = ""
    source: str = ""
    follows: str = ""
    levels: tuple[Level, ...] = ()

    @property
    def iri(self) -> str:
        """IRI of the scheme."""
        return CODE_IRI + self.name

    def label(self, language: str = "zh") -> str:
        """Return the title in the language, else in any language, else the name."""
        found = dict(self.labels)
        return found.get(language) or next(iter(found.values()), self.name)

    def __contains__(self, notation: object) -> bool:
        """Return whether the list has the code."""
        return any(concept.notation == notation for concept in self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        """Yield the concepts in the order of the list."""
        return iter(self.concepts)

    def get(self, notation: str) -> Concept | None:
        """Return the concept of a code, or None."""
        return next((c for c in self.concepts if c.notation == notation), None)


def normalise_label(words: str) -> str:
    """Return a label as it is compared: no spaces, half-width digits and brackets, lower case."""
    return half_width(squeeze(words)).translate(_BRACKETS).casefold()


_BRACKETS = str.maketrans("〔〕［］【】", "[][][]")
