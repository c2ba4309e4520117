"""One part: some inputs to a gzip of N-Quads, a Parquet file per table, and a record of it.

A pure function of the inputs and the software, run anywhere: equal inputs give equal bytes, so a
part that two workers make is the same part. The record is written last and says that it is whole.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from budgetgraph import tidy
from budgetgraph.errors import UsageError
from budgetgraph.export import fact_rows
from budgetgraph.export.parquet import TableFile
from budgetgraph.facts import FactSet
from budgetgraph.locations import Location, open_location, read_input
from budgetgraph.produce import Failure, Product, Work, fingerprint, produce

NQUADS, RECORDS = "nquads", "parts"
_LEVEL = 6  # 4 % of the time of a document, and a quarter less than level 1


@dataclass(frozen=True, slots=True)
class Part:
    """What one part is made of.

    Attributes:
        name: E.g. `part-00003-of-00016`.
        target: Path or URL of the folder.
        made_by: Fingerprint that the software must have.
        work: The inputs, in order of their names.
        lost: Inputs that were left out because they end whoever reads them.
    """

    name: str
    target: str
    made_by: str
    work: tuple[Work, ...]
    lost: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """One written file: path below the folder, bytes, checksum, and rows or quads."""

    path: str
    bytes: int
    sha256: str
    count: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document in the N-Quads of a part.

    Attributes:
        document: Its IRI.
        sha256: Checksum of its input.
        bytes: How many bytes of the N-Quads, before compression, are its own.
        quads: How many lines.
    """

    document: str
    sha256: str
    bytes: int
    quads: int


@dataclass(frozen=True, slots=True)
class Record:
    """What a part holds and what it was made of.

    Attributes:
        name: Of the part.
        made_by: Fingerprint of the software.
        base: Publisher's base IRI.
        inputs: Path and checksum of each input; an empty checksum where it could not be read.
        documents: In the order of the N-Quads.
        files: In order of their paths.
        dead_letters: Inputs that gave no document.
        sets: Sets of facts of its documents.
    """

    name: str
    made_by: str
    base: str
    inputs: tuple[tuple[str, str], ...]
    documents: tuple[Document, ...]
    files: tuple[File, ...]
    dead_letters: tuple[Failure, ...]
    sets: tuple[FactSet, ...]


def build_part(part: Part) -> Record:
    """Make one part where it is not there already; return its record.

    Raises:
        UsageError: The software is not that of whoever asks.
        OSError: A place does not answer; a later attempt may succeed.
    """
    made_by = fingerprint(part.work[0].options.checks)
    if made_by != part.made_by:
        raise UsageError(f"worker has budgetgraph {made_by}, the build is by {part.made_by}")
    target = open_location(part.target)
    inputs = tuple((work.path, _digest(work.path)) for work in part.work)
    known = read_record(target, part.name)
    if known is not None and _is_current(known, part, inputs):
        return known
    with TemporaryDirectory() as folder:
        record = _write(part, inputs, Path(folder))
        for file in record.files:
            target.write(file.path, Path(folder) / file.path)
    target.write(_record_path(part.name), spell_record(record))
    return record


def probe(work: Work) -> bool:
    """Return whether an input can be worked on without ending the process: True, or no answer."""
    produce(work)
    return True


def tables() -> tuple[tidy.TidyTable, ...]:
    """Return the tables that a part holds: the tidy ones, and the facts."""
    return (*tidy.tables(), fact_rows.tables()[fact_rows.FACTS])


def read_record(target: Location, name: str) -> Record | None:
    """Return the record of a part, None where the part is not whole."""
    data = target.read(_record_path(name))
    try:
        return None if data is None else _parse(json.loads(data))
    except (ValueError, KeyError, TypeError):  # of an older version, or no record at all
        return None


def spell_record(record: Record) -> bytes:
    """Return a record as JSON; equal records give equal bytes."""
    found = asdict(record)
    for item in found["sets"]:
        item["covers"] = sorted(item["covers"])
    return (json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def describe(folder: Path, path: str, count: int) -> File:
    """Return the description of a file that was written."""
    with (folder / path).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return File(path, (folder / path).stat().st_size, digest, count)


def compress(stream: BinaryIO) -> gzip.GzipFile:
    """Return a gzip without name and time: equal content gives equal bytes."""
    return gzip.GzipFile("", "wb", _LEVEL, stream, mtime=0)


def _write(part: Part, inputs: tuple[tuple[str, str], ...], folder: Path) -> Record:
    documents: list[Document] = []
    dead = list(part.lost)
    sets: list[FactSet] = []
    (folder / NQUADS).mkdir()
    path = f"{NQUADS}/{part.name}.nq.gz"
    with ExitStack() as stack:
        quads = stack.enter_context(compress(stack.enter_context((folder / path).open("wb"))))
        files = _open_tables(stack, part.name, folder)
        for work in part.work:
            made = produce(work)
            if isinstance(made, Failure):
                dead.append(made)
                continue
            for product in made:
                package = product.package
                quads.write(package.nquads)
                sets += package.sets
                documents.append(_describe(product))
                for file in files:
                    file.add(product.rows(file.table.name))
    written = [describe(folder, path, sum(document.quads for document in documents))]
    written += [
        describe(folder, f"{file.table.name}/{part.name}.parquet", file.count) for file in files
    ]
    return Record(
        part.name,
        part.made_by,
        part.work[0].options.base,
        inputs,
        tuple(documents),
        tuple(sorted(written, key=lambda file: file.path)),
        tuple(sorted(dead, key=lambda failure: failure.place)),
        tuple(sets),
    )


def _open_tables(stack: ExitStack, name: str, folder: Path) -> list[TableFile]:
    files = []
    for table in tables():
        (folder / table.name).mkdir()
        path = folder / table.name / f"{name}.parquet"
        files.append(stack.enter_context(TableFile(table, path)))
    return files


def _describe(product: Product) -> Document:
    nquads = product.package.nquads
    return Document(product.package.document, product.digest, len(nquads), nquads.count(b"\n"))


def _is_current(known: Record, part: Part, inputs: tuple[tuple[str, str], ...]) -> bool:
    asked = {failure.place for failure in part.lost}
    left_out = {failure.place for failure in known.dead_letters} & asked
    return (
        known.made_by == part.made_by
        and known.base == part.work[0].options.base
        and known.inputs == inputs
        and left_out == asked
        and all(digest for _, digest in inputs)
    )


def _digest(path: str) -> str:
    try:
        return hashlib.sha256(read_input(path).data).hexdigest()
    except ValueError:  # it cannot be read: a dead letter says why
        return ""


def _record_path(name: str) -> str:
    return f"{RECORDS}/{name}.json"


def _parse(found: dict[str, Any]) -> Record:
    def each(key: str, kind: Any) -> tuple[Any, ...]:
        return tuple(kind(**item) for item in found[key])

    return Record(
        name=found["name"],
        made_by=found["made_by"],
        base=found["base"],
        inputs=tuple((path, digest) for path, digest in found["inputs"]),
        documents=each("documents", Document),
        files=each("files", File),
        dead_letters=each("dead_letters", Failure),
        sets=tuple(_parse_sets(found["sets"])),
    )


def _parse_sets(found: Sequence[dict[str, Any]]) -> Iterator[FactSet]:
    for item in found:
        yield FactSet(**{**item, "covers": frozenset(item["covers"])})
