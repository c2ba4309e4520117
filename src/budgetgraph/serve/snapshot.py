"""The store as it was when it was opened, and when to open it anew.

A snapshot is a copy of the store beside it, most of it hard links. The store itself is let go at
once, so that `build` can write it; when it has ended the next snapshot is taken. Where no copy can
be made the store is opened in place, and cannot be written while the server runs.
"""

import hashlib
import logging
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from ..errors import InputError, OutputError
from ..store import Store

_LOG = logging.getLogger("budgetgraph.serve")
_PREFIX = ".budgetgraph-serve-"
_TABLE = ".sst"


@dataclass(slots=True)
class Snapshot:
    """One state of the store.

    Attributes:
        store: The opened store.
        folder: Where it stands.
        version: Changes when the store does; part of ETags.
        temporary: The folder is ours to remove.
    """

    store: Store
    folder: Path
    version: str
    temporary: bool

    def close(self) -> None:
        """Close the store and remove the copy."""
        self.store.close()
        if self.temporary:
            shutil.rmtree(self.folder.parent, ignore_errors=True)


def take(path: str) -> Snapshot:
    """Return a snapshot of a store.

    Raises:
        InputError: There is no store.
        OutputError: The store is being written.
    """
    source = Path(path).resolve()
    with Store.open(source):  # nobody writes while we hold it
        version = fingerprint(source)
        place = _copy(source)
    if place is None:
        return Snapshot(Store.open(source), source, version, temporary=False)
    return Snapshot(Store.open(place), place, version, temporary=True)


def _copy(source: Path) -> Path | None:
    """Return a copy of a store beside it, None where there is no room for one.

    Tables are never changed once written and are linked; the log and the rest are copied.
    Oxigraph's own backup of a store opened for reading leaves out what stands in the log alone.
    """
    place = None
    try:
        place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=source.parent)) / "store"
        place.mkdir()
        for file in source.iterdir():
            target = place / file.name
            if file.suffix == _TABLE:
                target.hardlink_to(file)
            elif file.is_file():
                shutil.copyfile(file, target)
    except OSError as error:
        _LOG.warning("no copy can be made beside the store (%s); it is used in place", error)
        if place is not None:
            shutil.rmtree(place.parent, ignore_errors=True)
        return None
    return place


def fingerprint(path: Path) -> str:
    """Return a mark that changes with the store; empty where there is none."""
    digest = hashlib.sha256()
    try:
        files = sorted(path.resolve().glob("*.sst")) + sorted(path.resolve().glob("*.log"))
        for file in files:
            state = file.stat()
            digest.update(f"{file.name} {state.st_size} {state.st_ino}\0".encode())
    except OSError:
        return ""
    return digest.hexdigest()[:16] if files else ""


class Watch:
    """Keeps the newest snapshot; asks the disk at most as often as it is told to."""

    def __init__(self, path: str) -> None:
        """Take the first snapshot; raises as `take`."""
        self._path = path
        self._lock = Lock()
        self.current = take(path)
        self._former: list[Snapshot] = []

    def refresh(self) -> bool:
        """Take a new snapshot where the store has changed; return whether it did.

        The former one stays open until the next change, for those who still read it.
        """
        with self._lock:
            mark = fingerprint(Path(self._path))
            if not mark or mark == self.current.version:
                return False
            try:
                new = take(self._path)
            except (InputError, OutputError) as error:  # being written: the next round will do
                _LOG.info("the store cannot be read yet: %s", error)
                return False
            for old in self._former:
                old.close()
            self._former = [self.current]
            self.current = new
            return True

    def close(self) -> None:
        """Close all snapshots."""
        with self._lock:
            for snapshot in (*self._former, self.current):
                snapshot.close()
            self._former = []
