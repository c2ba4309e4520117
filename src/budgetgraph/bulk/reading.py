"""A folder of parts on its way into a store: its documents one by one, checked against the sums."""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from budgetgraph.build import load_in_batches
from budgetgraph.errors import InputError
from budgetgraph.facts import facts_graph
from budgetgraph.locations import open_location
from budgetgraph.store import Package, Store

from .manifest import CATALOGUE, MANIFEST, SHARED, Manifest, read_manifest
from .part import NQUADS, Document, Record, read_record

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """One document of a part: its description, and its package."""

    description: Document
    package: Package


class Parts:
    """A folder of parts with its manifest.

    Args:
        place: Path or URL of the folder, or of its manifest.

    Raises:
        InputError: There is no manifest.
    """

    def __init__(self, place: str) -> None:
        """Read the manifest."""
        self.location = open_location(place.removesuffix(MANIFEST) or ".")
        found = read_manifest(self.location)
        if found is None:
            raise InputError(
                "holds no manifest; make one with: budgetgraph build FILE… -o FOLDER",
                self.location.place,
            )
        self.manifest: Manifest = found

    def documents(self) -> Iterator[Stored]:
        """Yield the documents, part after part.

        Raises:
            InputError: A file is missing, or differs from its checksum.
        """
        for file in self.manifest.nquads():
            if file.path not in {SHARED, CATALOGUE}:
                name = file.path.removeprefix(f"{NQUADS}/").removesuffix(".nq.gz")
                yield from self._read_part(self._record(name), file.path, file.sha256)

    def common(self, path: str) -> bytes:
        """Return the N-Quads of `SHARED` or `CATALOGUE`."""
        with self.location.open(path) as stream, gzip.open(stream) as quads:
            data: bytes = quads.read()
        return data

    def _record(self, name: str) -> Record:
        record = read_record(self.location, name)
        if record is None:
            raise InputError(f"has no record of {name}; build again", self.location.place)
        return record

    def _read_part(self, record: Record, path: str, sha256: str) -> Iterator[Stored]:
        with self.location.open(path) as stream:
            counted: Any = _Counted(stream)
            with gzip.GzipFile(fileobj=counted) as quads:
                for document in record.documents:
                    nquads = quads.read(document.bytes)
                    if len(nquads) != document.bytes:
                        raise self._broken(path)
                    sets = tuple(s for s in record.sets if s.document == document.document)
                    yield Stored(document, Package(document.document, nquads, sets))
            if counted.sha256() != sha256:
                raise self._broken(path)

    def _broken(self, path: str) -> InputError:
        place = f"{self.location.place}/{path}"
        return InputError("differs from the manifest; build again", place)


class _Counted:
    """A stream that remembers the checksum of what was read from it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._stream.read(size)
        self._digest.update(data)
        return data

    def sha256(self) -> str:
        """Return the checksum of the whole stream, what is left of it read to its end."""
        while self.read(_CHUNK):
            pass
        return self._digest.hexdigest()


def load_store(
    parts: Parts, store: Store, advance: Callable[[], None] = lambda: None
) -> tuple[int, int]:
    """Bring all documents of a manifest into a store; return how many came in, and were there.

    Args:
        parts: The folder of parts.
        store: A store opened for writing.
        advance: Called after each document.

    Raises:
        InputError: A part is damaged.
    """
    store.load_shared()
    made_by = parts.manifest.made_by
    held = {(one.document, one.digest) for one in store.documents() if one.made_by == made_by}
    unchanged = 0

    def packages() -> Iterator[Package]:
        nonlocal unchanged
        for stored in parts.documents():
            if (stored.description.document, stored.description.sha256) in held:
                unchanged += 1
            else:
                yield stored.package
            advance()

    return len(load_in_batches(store, packages())), unchanged


def graphs_of(stored: Stored) -> Iterator[tuple[str, bytes]]:
    """Yield the graphs of a document as N-Triples: the facts last, for they hold its mark.

    Who finds the mark finds the whole document.
    """
    document = stored.description.document
    names = (document, f"{document}/findings", facts_graph(document))
    ends = {f" <{name}> .".encode(): name for name in names}
    lines: dict[str, list[bytes]] = {name: [] for name in names}
    for line in stored.package.nquads.splitlines():
        head, _, graph = line[:-2].rpartition(b" ")
        lines[ends[b" " + graph + b" ."]].append(head)
    for name in names:
        if lines[name]:
            yield name, b"".join(line + b" .\n" for line in lines[name])
