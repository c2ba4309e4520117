"""Writing results: never half, never over something else.

A file or folder is written under another name beside its place and renamed when it is whole. What
stands there already is kept unless the caller says `force`.
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import OutputError

_PART_NAME = re.compile(r"\..+\.\d+-[0-9a-f]{6}\.part")
_FORCE_HINT = "give --force to replace it, or another name with -o"


def check_free(path: Path, force: bool) -> None:
    """Raise OutputError where something stands already; an empty folder is free.

    `-` is refused: where stdout can be meant, the caller has seen to it.
    """
    if str(path) == "-":
        raise OutputError("-: this cannot be written to stdout; name a file or folder with -o")
    if force or not path.exists() or _is_device(path):
        return
    if path.is_dir() and not any(path.iterdir()):
        return
    raise OutputError(f"{path}: exists already; {_FORCE_HINT}")


def check_apart(path: Path, inputs: Iterable[str]) -> None:
    """Raise OutputError where an output would take the place of an input, even with `force`."""
    for name in inputs:
        if path.is_file() and Path(name).is_file() and path.samefile(name):
            raise OutputError(f"{path}: is read and cannot be written too; name another with -o")


@contextmanager
def new_file(path: Path, force: bool = False) -> Iterator[Path]:
    """Give a temporary name to write to; it takes the place of `path` when all went well.

    Args:
        path: Where the file is to stand; missing folders above it are made.
        force: Replace a file that stands there.

    Raises:
        OutputError: A file stands there, or the place cannot be written.
    """
    check_free(path, force)
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    with _told(path):
        if _is_device(path):  # /dev/null, a pipe: written to, never replaced by a file
            yield path
            return
        target = path.resolve()  # the file behind a link, so that the link stays
        target.parent.mkdir(parents=True, exist_ok=True)
        part = _part_name(target)
        try:
            yield part
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path, force: bool = False) -> Iterator[Path]:
    """Give a temporary folder to fill; its files move to `path` when all went well.

    Other files of a folder that is there already are left alone.

    Args:
        path: Where the folder is to stand; missing folders above it are made.
        force: Write into a folder that holds something, replacing files of the same names.

    Raises:
        OutputError: Something stands there, or the place cannot be written.
    """
    check_free(path, force)
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path}: is a file; name a folder")
    with _told(path):
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        part = _part_name(target)
        part.mkdir()
        try:
            yield part
            _move(part, target)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _move(part: Path, path: Path) -> None:
    """Put a finished folder in its place: at once where that is free, else file by file."""
    if not path.exists():
        part.rename(path)
        return
    for file in sorted(file for file in part.rglob("*") if file.is_file()):
        target = path / file.relative_to(part)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


def _is_device(path: Path) -> bool:
    """Return whether a path is neither file nor folder but leads to something that takes bytes."""
    return path.exists() and not path.is_file() and not path.is_dir()


def remove_unfinished(folder: Path) -> None:
    """Take away what writers that were killed left below a folder; nobody else may write there."""
    for path in folder.rglob(".*.part"):
        if _PART_NAME.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)


def _part_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(3)}.part")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into one line for the user."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written ({reason}); check the place") from error
