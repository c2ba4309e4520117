"""Who may open a store: many readers, or one writer.

An open store keeps a lock on a file in its folder; the system gives it free when the process ends,
however it ends. Where the system has no such locks, only Oxigraph's lock between writers remains.
"""

import sys
from pathlib import Path
from typing import IO

from .errors import OutputError

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

_NAME = "budgetgraph.lock"


class Lock:
    """A held lock; use `Lock.acquire`."""

    def __init__(self, file: IO[bytes] | None) -> None:
        """Keep the opened file: closing it gives the lock free."""
        self._file = file

    @classmethod
    def acquire(cls, folder: Path, *, exclusive: bool) -> "Lock":
        """Return a lock on a store's folder.

        Raises:
            OutputError: Another process holds a lock that excludes this one.
        """
        if fcntl is None:
            return cls(None)
        try:
            file = (folder / _NAME).open("a+b" if exclusive else "rb")
        except OSError:
            if exclusive:
                raise
            return cls(None)  # a store on a read-only place, or copied without the file
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            doing = "is being read or written" if exclusive else "is being written"
            raise OutputError(
                f"{folder}: {doing} by another process; wait until it has ended"
            ) from error
        return cls(file)

    def release(self) -> None:
        """Give the lock free; a second call does nothing."""
        if self._file is not None:
            self._file.close()
            self._file = None


def is_locked(error: OSError) -> bool:
    """Return whether Oxigraph refused to open a store because another process has it open."""
    return "lock" in str(error).lower()
