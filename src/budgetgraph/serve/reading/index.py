"""Names of everything in the documents, read once per snapshot: for search and likeness."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ...figures import squeeze
from ...terms import BUD, SKOS
from .source import Source, name_of

_LIKE = 3  # of ten pairs of characters in common


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name: its IRI, name, the disclosure it stands in, the name to look in."""

    iri: str
    label: str
    disclosure: str
    folded: str


class Index:
    """Projects, indicators and policy documents of a store by name.

    Args:
        source: The store; read on first use.
    """

    def __init__(self, source: Source) -> None:
        """Remember the store."""
        self._source = source

    @cached_property
    def _named(self) -> tuple[list[Named], list[Named]]:
        projects: list[Named] = []
        indicators: list[Named] = []
        for subject, label in self._source.pairs(SKOS.prefLabel):
            document, found, rest = subject.partition("/project/")
            if not found:
                continue
            item = Named(subject, label, name_of(document), _fold(label))
            (projects if "-" not in rest else indicators).append(item)
        return projects, indicators

    @cached_property
    def policies(self) -> dict[str, list[str]]:
        """Statements that cite a policy document, by its IRI; most cited first."""
        found: dict[str, list[str]] = defaultdict(list)
        for subject, policy in self._source.pairs(BUD.citesPolicy):
            found[policy].append(subject)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    @cached_property
    def _pairs(self) -> dict[str, frozenset[str]]:
        return {project.iri: _pairs_of(project.label) for project in self._named[0]}

    def warm(self) -> None:
        """Read all names now."""
        _ = self._pairs, self.policies

    def projects(self, words: str) -> list[Named]:
        """Return the projects whose name contains words."""
        return _containing(self._named[0], words)

    def indicators(self, words: str) -> list[Named]:
        """Return the indicators whose name contains words."""
        return _containing(self._named[1], words)

    def similar(self, iri: str, most: int) -> list[tuple[Named, int]]:
        """Return projects of other disclosures with a like name, and how like in percent."""
        own = self._pairs.get(iri, frozenset())
        home = iri.partition("/project/")[0]
        found = []
        for project in self._named[0]:
            other = self._pairs[project.iri]
            shared = len(own & other)
            if (
                shared * 10 >= _LIKE * len(own | other)
                and shared
                and not project.iri.startswith(f"{home}/")
            ):
                found.append((project, shared * 100 // len(own | other)))
        return sorted(found, key=lambda item: (-item[1], item[0].iri))[:most]


def _containing(items: Iterable[Named], words: str) -> list[Named]:
    wanted = _fold(words)
    return [item for item in items if wanted in item.folded] if wanted else []


def _fold(words: str) -> str:
    return squeeze(words).casefold()


def _pairs_of(label: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a name, digits left out."""
    text = "".join(character for character in squeeze(label) if not character.isdigit())
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))
