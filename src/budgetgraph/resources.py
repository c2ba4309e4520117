"""Shipped files by folder and suffix: ontology, shapes, queries.

The same call works in a checkout, where the folders stand beside `src/`, and in an installed
package. Nothing here promises a path on disk: callers get text or bytes.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from .errors import UsageError

FOLDERS = ("ontology", "queries", "shapes")


def list_files(folder: str, suffix: str, *, recursive: bool = True) -> tuple[str, ...]:
    """Return the names of the shipped files of a folder, sorted, as `codes/ledger.ttl`.

    Args:
        folder: One of `FOLDERS`, optionally with a sub-folder: `ontology/codes`.
        suffix: End of the name with its point, e.g. `.ttl`.
        recursive: Look into sub-folders as well.

    Raises:
        UsageError: No such folder.
    """
    return tuple(sorted(_walk(_folder(folder), "", suffix, recursive)))


def read_bytes(folder: str, name: str) -> bytes:
    """Return the bytes of a shipped file, named as `list_files` names it.

    Raises:
        UsageError: No such file.
    """
    place = _folder(folder)
    for part in name.split("/"):
        place = place / part
    if not place.is_file():
        raise UsageError(f"{folder}/{name} is not shipped with budgetgraph")
    return place.read_bytes()


def read_text(folder: str, name: str) -> str:
    """Return the UTF-8 text of a shipped file, named as `list_files` names it.

    Raises:
        UsageError: No such file.
    """
    return read_bytes(folder, name).decode("utf-8")


@cache
def _folder(folder: str) -> Traversable:
    top, _, rest = folder.partition("/")
    if top not in FOLDERS:
        raise UsageError(f"no shipped folder {top!r}; there are: {', '.join(FOLDERS)}")
    place = files(f"budgetgraph.{top}")
    for part in filter(None, rest.split("/")):
        place = place / part
    if not place.is_dir():
        raise UsageError(f"no shipped folder {folder!r}")
    return place


def _walk(place: Traversable, path: str, suffix: str, recursive: bool) -> Iterator[str]:
    for item in place.iterdir():
        name = path + item.name
        if item.is_dir():
            if recursive:
                yield from _walk(item, name + "/", suffix, recursive)
        elif item.name.endswith(suffix):
            yield name
