"""The files of a folder as DCAT distributions: media type, size, checksum, what they conform to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from budgetgraph.iris import code
from budgetgraph.terms import BUD_IRI, DCAT, DCTERMS, PREFIXES, RDF, namespace
from budgetgraph.tidy import tables

from .fdp import OF_UNITS
from .labels import labels_of
from .naming import file_name
from .triples import Triples, iri, literal

_SPDX = namespace("spdx")
_MEDIA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_FDP = "https://specs.frictionlessdata.io/data-package/"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of file: what it is called, its media type, EU file type, and its standard."""

    title: str
    media_type: str
    file_type: str
    standard: str = ""


# Longest suffix first: a cube is Turtle as well.
_BY_SUFFIX = {
    ".qb.ttl": _Kind("RDF Data Cube", "text/turtle", "RDF_TURTLE", PREFIXES["qb"]),
    ".cube.ttl": _Kind("cube.link", "text/turtle", "RDF_TURTLE", PREFIXES["cube"]),
    ".ttl": _Kind("Turtle", "text/turtle", "RDF_TURTLE", BUD_IRI),
    ".trig": _Kind("TriG", "application/trig", "RDF_TRIG", BUD_IRI),
    ".nq": _Kind("N-Quads", "application/n-quads", "RDF_N_QUADS", BUD_IRI),
    ".jsonld": _Kind("JSON-LD", "application/ld+json", "JSON_LD", BUD_IRI),
}
_SHARED = {
    ".csv": _Kind("CSV", "text/csv", "CSV"),
    ".parquet": _Kind("Parquet", "application/vnd.apache.parquet", "PARQUET"),
    "datapackage.json": _Kind("Data Package", "application/json", "JSON", _FDP),
    "csv-metadata.json": _Kind(
        "CSVW", "application/csvm+json", "JSON", "http://www.w3.org/ns/csvw#"
    ),
}


@dataclass(frozen=True, slots=True)
class File:
    """One file that a catalogue names.

    Attributes:
        name: Path below the folder, with `/`.
        size: Bytes.
        sha256: Checksum, hexadecimal.
    """

    name: str
    size: int
    sha256: str


class Holding:
    """The files of a folder, by name.

    Args:
        files: In any order.
    """

    def __init__(self, files: Iterable[File]) -> None:
        """Sort them."""
        self._files = sorted(files, key=lambda file: file.name)

    def of_document(self, disclosure: str) -> list[tuple[File, _Kind]]:
        """Return the files of one document, with their kinds."""
        names = {file_name(disclosure, suffix): kind for suffix, kind in _BY_SUFFIX.items()}
        found = ((file, names.get(file.name.rpartition("/")[2])) for file in self._files)
        return [(file, kind) for file, kind in found if kind]

    def shared(self) -> list[tuple[File, _Kind]]:
        """Return the files that hold all documents together, with their kinds."""
        found = ((file, _shared_kind(file.name)) for file in self._files)
        return [(file, kind) for file, kind in found if kind]


def _shared_kind(name: str) -> _Kind | None:
    """Return the kind of a file that holds all documents; None for one that we did not make."""
    own = name.rpartition("/")[2]
    stem, point, suffix = own.rpartition(".")
    kind = code("table", stem.removesuffix(OF_UNITS))
    is_table = stem in {table.name for table in tables()} or bool(labels_of(kind))
    return _SHARED.get(own) or (_SHARED.get(point + suffix) if is_table else None)


def find_files(folder: Path) -> Holding:
    """Return the files that stand in a folder and below it; none where there is no folder."""
    suffixes = (*_BY_SUFFIX, *_SHARED)  # whatever else stands there is not even read
    paths = (path for path in folder.rglob("*") if path.name.endswith(suffixes) and path.is_file())
    return Holding(
        File(path.relative_to(folder).as_posix(), path.stat().st_size, _sha256(path))
        for path in paths
    )


def add_distributions(
    triples: Triples,
    data_set: str,
    files: Iterable[tuple[File, _Kind]],
    url: str,
    licence: str,
) -> None:
    """Add the distributions of a data set.

    Args:
        triples: Where to.
        data_set: IRI of the data set.
        files: The files with their kinds.
        url: Address of the folder, with its end.
        licence: IRI of the licence, or empty.
    """
    for file, kind in files:
        place = quote(file.name)
        distribution = f"{data_set}/distribution/{place}"
        checksum = f"{distribution}/checksum"
        triples.add(data_set, (DCAT.distribution, iri(distribution)))
        triples.add(
            distribution,
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, ox.Literal(f"{kind.title}: {file.name}")),
            (DCAT.accessURL, iri(url + place)),
            (DCAT.downloadURL, iri(url + place)),
            (DCAT.mediaType, iri(_MEDIA + kind.media_type)),
            (DCTERMS.format, iri(_FILE_TYPES + kind.file_type)),
            (DCAT.byteSize, literal(str(file.size), "xsd:nonNegativeInteger")),
            (_SPDX.checksum, iri(checksum)),
            (DCTERMS.conformsTo, iri(kind.standard)),
            (DCTERMS.license, iri(licence)),
        )
        triples.add(
            checksum,
            (RDF.type, _SPDX.Checksum),
            (_SPDX.algorithm, _SPDX.checksumAlgorithm_sha256),
            (_SPDX.checksumValue, literal(file.sha256, "xsd:hexBinary")),
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
