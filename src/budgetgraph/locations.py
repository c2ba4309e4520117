"""Files and folders here or far away: local paths, and any URL that fsspec knows (s3://…).

What is local needs no library. A file that is written stands there whole or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, Protocol

from .contract import Source
from .convert import STDIN, read_source
from .errors import BudgetgraphError, InputError, MissingExtraError, OutputError
from .outputs import new_file, remove_unfinished

_DRIVERS = {
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "abfs": "adlfs",
}
_CHUNK = 1 << 20


def is_url(place: str) -> bool:
    """Return whether a place is named by a URL."""
    return "://" in place and place != STDIN


def read_input(place: str) -> Source:
    """Return the bytes of a file or URL, or of standard input for `-`.

    Raises:
        InputError: It cannot be read.
        OSError: A place far away does not answer; a later attempt may succeed.
    """
    if not is_url(place):
        return read_source(place)
    system, path = find_system(place)
    with _reaching(place):
        try:
            return Source(place, system.cat_file(path))
        except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
            raise InputError(f"cannot be read ({type(error).__name__}); check it", place) from error


def list_urls(place: str) -> Iterator[str]:
    """Yield the files that a URL names: itself, those below it, or those that its * stands for.

    Raises:
        InputError: There is nothing.
    """
    system, path = find_system(place)
    with _reaching(place):
        try:
            found = system.glob(path) if "*" in path else system.find(path)
        except OSError as error:
            raise InputError(f"cannot be listed ({error}); check the address", place) from error
    files = [name for name in sorted(found) if not name.rpartition("/")[2].startswith(".")]
    if not files:
        raise InputError("holds no file; check the address", place)
    for name in files:
        yield system.unstrip_protocol(name)


def open_location(place: str) -> "Location":
    """Return a folder to read from and write to; nothing is read yet.

    Args:
        place: Path or URL.

    Raises:
        MissingExtraError: The place is a URL, and fsspec is not installed.
        InputError: The driver of the URL is not installed, or it is no URL that can be opened.
    """
    return RemoteFolder(place) if is_url(place) else LocalFolder(place)


class Location(Protocol):
    """A folder here or far away.

    Attributes:
        place: Its path or URL.
    """

    place: str

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, None where there is none."""

    def open(self, name: str) -> Any:
        """Return a file, open for reading bytes; raises InputError where there is none."""

    def write(self, name: str, data: bytes | Path) -> None:
        """Put a file in its place, whole or not at all.

        Args:
            name: Path below the folder.
            data: Its bytes, or the local file that holds them.
        """

    def list(self, folder: str) -> list[str]:
        """Return the files directly in a folder, as paths below the location, sorted."""

    def remove(self, name: str) -> None:
        """Take a file away."""

    def remove_unfinished(self) -> None:
        """Take away what writers that were killed left; nobody else may write meanwhile."""

    def is_free(self) -> bool:
        """Return whether nothing stands there; raises OutputError where a file does."""


class LocalFolder:
    """A folder of this machine; needs no library."""

    def __init__(self, place: str) -> None:
        """Name the folder, which need not be there yet."""
        self.place = place.rstrip("/") or place
        self._path = Path(place).absolute()

    def read(self, name: str) -> bytes | None:
        """See `Location`."""
        try:
            return (self._path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def open(self, name: str) -> BinaryIO:
        """See `Location`."""
        try:
            return (self._path / name).open("rb")
        except FileNotFoundError as error:
            raise _missing(self.place, name) from error

    def write(self, name: str, data: bytes | Path) -> None:
        """See `Location`."""
        with new_file(self._path / name, force=True) as part, part.open("wb") as stream:
            stream.writelines(_pieces(data))

    def list(self, folder: str) -> list[str]:
        """See `Location`."""
        try:
            return sorted(f"{folder}/{entry.name}" for entry in (self._path / folder).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []

    def remove(self, name: str) -> None:
        """See `Location`."""
        (self._path / name).unlink()

    def remove_unfinished(self) -> None:
        """See `Location`."""
        remove_unfinished(self._path)

    def is_free(self) -> bool:
        """See `Location`."""
        try:
            return not any(self._path.iterdir())
        except FileNotFoundError:
            return True
        except NotADirectoryError as error:
            raise _no_folder(self.place) from error


class RemoteFolder:
    """A folder of any file system that fsspec knows, by its URL.

    Methods raise OutputError where the place does not answer; a later attempt may succeed.
    """

    def __init__(self, place: str) -> None:
        """Find the file system."""
        self.place = place.rstrip("/")
        self._system, path = find_system(place)
        self._path = path.rstrip("/")

    def read(self, name: str) -> bytes | None:
        """See `Location`."""
        with _reaching(self.place):
            try:
                data: bytes = self._system.cat_file(f"{self._path}/{name}")
            except FileNotFoundError:
                return None
        return data

    def open(self, name: str) -> Any:
        """See `Location`."""
        with _reaching(self.place):
            try:
                return self._system.open(f"{self._path}/{name}", "rb")
            except FileNotFoundError as error:
                raise _missing(self.place, name) from error

    def write(self, name: str, data: bytes | Path) -> None:
        """See `Location`."""
        path = f"{self._path}/{name}"
        with _reaching(self.place):
            self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
            file = self._system.open(path, "wb", autocommit=False)
            try:
                for piece in _pieces(data):
                    file.write(piece)
                file.close()
            except BaseException:
                file.discard()
                raise
            file.commit()

    def list(self, folder: str) -> list[str]:
        """See `Location`."""
        with _reaching(self.place):
            try:
                found = self._system.ls(f"{self._path}/{folder}", detail=False)
            except FileNotFoundError:
                return []
        return sorted(f"{folder}/{name.rstrip('/').rpartition('/')[2]}" for name in found)

    def remove(self, name: str) -> None:
        """See `Location`."""
        with _reaching(self.place):
            self._system.rm_file(f"{self._path}/{name}")

    def remove_unfinished(self) -> None:
        """See `Location`; what an upload that was ended left is not visible there."""

    def is_free(self) -> bool:
        """See `Location`."""
        with _reaching(self.place):
            try:
                return not self._system.exists(self._path) or not self._system.ls(self._path)
            except NotADirectoryError as error:
                raise _no_folder(self.place) from error


@contextmanager
def _reaching(place: str) -> Iterator[None]:
    """Turn what a driver raises into one line; some have errors of their own (botocore)."""
    try:
        yield
    except BudgetgraphError:
        raise
    except Exception as error:
        raise OutputError(
            f"{place}: does not answer ({' '.join(str(error).split())}); check address and network"
        ) from error


def _missing(place: str, name: str) -> InputError:
    return InputError("is missing; build the parts again", f"{place}/{name}")


def _no_folder(place: str) -> OutputError:
    return OutputError(f"{place}: is a file; name a folder")


def _pieces(data: bytes | Path) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    with data.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def find_system(place: str) -> tuple[Any, str]:
    """Return the fsspec file system of a URL, and the path there.

    Raises:
        MissingExtraError: fsspec is not installed.
        InputError: The driver of the URL is not installed, or it is no URL that can be opened.
    """
    scheme = place.partition("://")[0]
    try:
        system, path = _fsspec().core.url_to_fs(place)
    except ImportError as error:
        if isinstance(error, MissingExtraError):
            raise
        driver = _DRIVERS.get(scheme, "")
        hint = f"; run: pip install {driver}" if driver else ""
        raise InputError(f"needs a library for {scheme}:// ({error}){hint}", place) from error
    except ValueError as error:
        raise InputError(f"is no address that can be opened ({error})", place) from error
    return system, str(path)


def _fsspec() -> ModuleType:
    try:
        import fsspec  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("reading and writing URLs", "cluster") from error
    module: ModuleType = fsspec
    return module
