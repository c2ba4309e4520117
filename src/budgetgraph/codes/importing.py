"""An official list in a table becomes a new version of a classification, with what changed."""

import re
from dataclasses import dataclass

from ..contract import Source
from ..errors import UsageError
from .compare import Change, compare_schemes
from .model import Concept, Level, Scheme
from .read import list_versions, schemes
from .tabular import Remark, read_concepts
from .write import render_correspondence, render_scheme

COMPLETENESS = ("official", "transcribed", "attested")
_NAME = re.compile(r"[a-z0-9]+(?:[a-z0-9/-]*[a-z0-9])?")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")


@dataclass(frozen=True, slots=True)
class Request:
    """What the user says about a list.

    Attributes:
        classification: Name without version, e.g. `cn/function`.
        version: Version, usually the fiscal year.
        completeness: One of `COMPLETENESS`.
        source: Notice or book that the list is from.
        language: Language of the labels.
    """

    classification: str
    version: str
    completeness: str = "official"
    source: str = ""
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class ImportedList:
    """An imported list with what changed.

    Attributes:
        scheme: The new version.
        former: The version that it is compared with, None for the first.
        changes: One per code; of an attested former list only the codes that both have.
        missing: Codes of the former list that the new one does not have.
        remarks: Rows of the table that were not taken.
    """

    scheme: Scheme
    former: Scheme | None
    changes: tuple[Change, ...]
    missing: tuple[Concept, ...]
    remarks: tuple[Remark, ...]

    def render(self) -> str:
        """Return the list as Turtle."""
        return render_scheme(self.scheme, f"{self.scheme.label('zh')}: imported list")

    def render_changes(self) -> str:
        """Return the correspondence with the former version as Turtle, empty without one."""
        if self.former is None or self.former.name == self.scheme.name:
            return ""
        return render_correspondence(self.former, self.scheme, self.changes)


def import_list(source: Source, request: Request) -> ImportedList:
    """Return the list of a table as a new version, compared with the one before.

    The version compared with is the one of the same name if there is one (an attested list that an
    official one replaces), else the newest older one.

    Raises:
        UsageError: The name or version cannot be part of an IRI, or completeness is unknown.
        InputError: The table holds no code list.
    """
    _check_request(request)
    concepts, remarks = read_concepts(source, request.language)
    former = _find_former(request)
    scheme = _make_scheme(request, tuple(concepts), former)
    changes: tuple[Change, ...] = ()
    missing: tuple[Concept, ...] = ()
    if former is not None:
        partial = former.completeness == "attested"
        changes = tuple(compare_schemes(former, scheme, partial=partial))
        codes = {concept.notation for concept in scheme}
        missing = tuple(concept for concept in former if concept.notation not in codes)
    return ImportedList(scheme, former, changes, missing, tuple(remarks))


def _check_request(request: Request) -> None:
    if not _NAME.fullmatch(request.classification):
        raise UsageError(
            f"{request.classification!r} cannot name a classification; use small letters, digits, "
            "hyphens and slashes, e.g. cn/function"
        )
    if not _VERSION.fullmatch(request.version):
        raise UsageError(f"{request.version!r} cannot be a version; use e.g. 2025")
    if request.completeness not in COMPLETENESS:
        known = ", ".join(COMPLETENESS)
        raise UsageError(f"completeness is one of {known}, not {request.completeness!r}")


def _find_former(request: Request) -> Scheme | None:
    known = schemes()
    same = known.get(f"{request.classification}/{request.version}")
    if same is not None:
        return same
    older = [
        known[name]
        for name in list_versions(request.classification, known)
        if known[name].version < request.version
    ]
    return older[-1] if older else None


def _make_scheme(request: Request, concepts: tuple[Concept, ...], former: Scheme | None) -> Scheme:
    follows = former.follows if former and former.version == request.version else ""
    if former and former.version != request.version:
        follows = former.name
    return Scheme(
        name=f"{request.classification}/{request.version}",
        labels=_make_labels(request, former),
        concepts=concepts,
        concept_class=former.concept_class if former else "",
        definitions=former.definitions if former else (),
        version=request.version,
        completeness=request.completeness,
        source=request.source,
        follows=follows,
        levels=former.levels if former and former.levels else _make_levels(concepts),
    )


def _make_labels(request: Request, former: Scheme | None) -> tuple[tuple[str, str], ...]:
    if former is None:
        name = f"{request.classification} {request.version}"
        return (("zh", name), ("en", name))
    return tuple(
        (language, words.replace(former.version, request.version))
        for language, words in former.labels
    )


def _make_levels(concepts: tuple[Concept, ...]) -> tuple[Level, ...]:
    """Return one level per length of code."""
    lengths = sorted({len(concept.notation) for concept in concepts})
    return tuple(
        Level(depth, (("zh", f"第{depth}级"), ("en", f"Level {depth}")), f".{{{length}}}")
        for depth, length in enumerate(lengths, start=1)
    )
