"""The manifest: files of a folder of parts with checksums and counts, and what parts share."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from budgetgraph import catalogue, shared
from budgetgraph.errors import InputError
from budgetgraph.export import fact_rows
from budgetgraph.export.parquet import TableFile
from budgetgraph.locations import Location
from budgetgraph.updates import spell_edge

from .part import NQUADS, RECORDS, File, Record, compress, describe, tables

MANIFEST = "manifest.json"
DEAD_LETTERS = "dead-letters.jsonl"
SHARED, CATALOGUE = f"{NQUADS}/shared.nq.gz", f"{NQUADS}/catalogue.nq.gz"
_FORMAT = "budgetgraph-parts/1"
_PART = re.compile(r"part-\d{5}-of-\d{5}\.[a-z.]+")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of parts holds.

    Attributes:
        made_by: Fingerprint of the software.
        base: Publisher's base IRI.
        parts: Number of parts that names are shared out to.
        documents: How many there are.
        quads: How many in all N-Quads files.
        dead_letters: Inputs that gave no document.
        files: All others, with checksums and counts, in order of their paths.
    """

    made_by: str
    base: str
    parts: int
    documents: int
    quads: int
    dead_letters: int
    files: tuple[File, ...]

    def nquads(self) -> Iterator[File]:
        """Yield the N-Quads: vocabulary first, then the parts, then the catalogue."""
        found = {file.path: file for file in self.files if file.path.startswith(f"{NQUADS}/")}
        last = found.pop(CATALOGUE)
        yield found.pop(SHARED)
        yield from found.values()
        yield last


def read_manifest(target: Location) -> Manifest | None:
    """Return the manifest of a folder, None where it has none.

    Raises:
        InputError: What stands there is no manifest, or one of another version.
    """
    data = target.read(MANIFEST)
    if data is None:
        return None
    try:
        found: dict[str, Any] = json.loads(data)
        if found.pop("format") != _FORMAT:
            raise ValueError
        found["files"] = tuple(File(**item) for item in found["files"])
        return Manifest(**found)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "is no manifest of this version; build the parts anew", f"{target.place}/{MANIFEST}"
        ) from error


def write_manifest(target: Location, records: Sequence[Record]) -> Manifest:
    """Write what all parts share, take away what no part needs any more, and describe all.

    The manifest is written last: while it is old, everything it names is there.
    """
    with TemporaryDirectory() as folder:
        common = _write_common(Path(folder), records)
        for file in common:
            target.write(file.path, Path(folder) / file.path)
    files = sorted([*chain.from_iterable(r.files for r in records), *common], key=lambda f: f.path)
    dead = [failure for record in records for failure in record.dead_letters]
    lines = (json.dumps(asdict(failure), ensure_ascii=False) + "\n" for failure in dead)
    target.write(DEAD_LETTERS, "".join(lines).encode())
    manifest = Manifest(
        made_by=records[0].made_by,
        base=records[0].base,
        parts=int(records[0].name.rpartition("-")[2]),
        documents=sum(len(record.documents) for record in records),
        quads=sum(file.count for file in files if file.path.startswith(NQUADS)),
        dead_letters=len(dead),
        files=tuple(files),
    )
    text = json.dumps({"format": _FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1)
    target.write(MANIFEST, f"{text}\n".encode())
    whole = {f"{RECORDS}/{record.name}.json" for record in records if record.files}
    _sweep(target, {file.path for file in files} | whole)
    target.remove_unfinished()
    return manifest


def _write_common(folder: Path, records: Sequence[Record]) -> list[File]:
    sets = [item for record in records for item in record.sets]
    edges = catalogue.relate(sets)
    (folder / NQUADS).mkdir()
    (folder / fact_rows.SETS).mkdir()
    with (folder / SHARED).open("wb") as stream, compress(stream) as quads:
        vocabulary = shared.nquads()
        quads.write(vocabulary)
    with (folder / CATALOGUE).open("wb") as stream, compress(stream) as quads:
        quads.writelines(map(spell_edge, edges))
    path = f"{fact_rows.SETS}/sets.parquet"
    with TableFile(fact_rows.tables()[fact_rows.SETS], folder / path) as file:
        file.add(fact_rows.set_rows(sets, edges))
    return [
        describe(folder, SHARED, vocabulary.count(b"\n")),
        describe(folder, CATALOGUE, len(edges)),
        describe(folder, path, file.count),
    ]


def _sweep(target: Location, kept: set[str]) -> None:
    """Take away parts of an earlier number of parts: a glob over a folder must find none twice."""
    for folder in (NQUADS, RECORDS, *(table.name for table in tables())):
        for path in target.list(folder):
            if path not in kept and _PART.fullmatch(path.rpartition("/")[2]):
                target.remove(path)
