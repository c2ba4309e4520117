"""Zip containers and the XML in them, with guards: bytes counted while unpacking, no DTD.

A file of one megabyte may say that it unpacks to ten and give a thousand; only counting tells.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.limits import Limits, check

_CHUNK = 1 << 16
_SMALL = 1 << 20  # below this size a high ratio is no attack: empty rows pack a thousandfold
_DAMAGED = "the {what} is damaged or was cut off on the way ({reason}); fetch it again"

_MAX_NAMES = 10_000
_NAMES: dict[object, str] = {}  # a document asks for the same few names a million times


class Package:
    """An open zip container.

    Args:
        source: The file.
        limits: Entries, sizes and ratio allowed.
        what: What the file is, for messages, e.g. `Word document`.

    Raises:
        InputError: Damaged, locked, or over a limit by its own listing.
    """

    def __init__(self, source: Source, limits: Limits, what: str) -> None:
        self.name = source.name
        self._limits = limits
        self._what = what
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise InputError(_DAMAGED.format(what=what, reason=error), source.name) from error
        self.parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        check(len(self._zip.infolist()), limits.entries, "files inside", self.name, "entries")
        declared = sum(info.file_size for info in self.parts.values())
        check(declared, limits.inflated_bytes, "bytes when unpacked", self.name, "inflated_bytes")

    def __contains__(self, part: str) -> bool:
        """Return whether the container has the part."""
        return part in self.parts

    def read(self, part: str) -> bytes:
        """Return one part unpacked; raises InputError: missing, damaged, locked, too large."""
        info = self.parts.get(part)
        if info is None:
            raise InputError(f"the {self._what} lacks its part {part}; save it again", self.name)
        if info.flag_bits & 1:
            raise InputError(
                f"the {self._what} is locked with a password; save it without", self.name
            )
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    self._count(len(piece), size, info.compress_size)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise InputError(_DAMAGED.format(what=self._what, reason=error), self.name) from error
        return b"".join(pieces)

    def xml(self, part: str) -> Any:
        """Return the root element of an XML part; raises InputError."""
        return parse_xml(self.read(part), f"{self.name}, {part}")

    def main_part(self, usual: str) -> str:
        """Return the name of the main part, as the container's relations say."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self:
                return target
        return usual

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: identifier -> (kind, name of the target part)."""
        folder, _, name = part.rpartition("/")
        place = f"{folder}/_rels/{name}.rels".lstrip("/")
        if place not in self:
            return {}
        return {
            str(element.get("Id")): (
                str(element.get("Type")).rpartition("/")[2],
                _resolve(folder, str(element.get("Target"))),
            )
            for element in self.xml(place)
            if element.get("Target") and element.get("TargetMode") != "External"
        }

    def _count(self, new: int, size: int, packed: int) -> None:
        self._inflated += new
        limits = self._limits
        check(
            self._inflated,
            limits.inflated_bytes,
            "bytes when unpacked",
            self.name,
            "inflated_bytes",
        )
        if size > _SMALL:
            check(size // max(packed, 1), limits.ratio, "times its packed size", self.name, "ratio")


@contextmanager
def xml_errors(place: str) -> Iterator[None]:
    """Turn XML errors into InputError with the place."""
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"the XML in it is damaged or nested beyond reason ({str(error)[:120]}); "
            "save the file again in the program that made it",
            place,
        ) from error


def parse_xml(data: bytes, place: str) -> Any:
    """Return the root element; raises InputError for broken XML and for any document type.

    Office formats have no DTD. One that is there is an attack by entities, so none is read.
    """
    refuse_dtd(data, place)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    with xml_errors(place):
        return etree.fromstring(data, parser)


def refuse_dtd(data: bytes, place: str) -> None:
    """Raise InputError when the XML declares a document type, in whatever encoding."""
    plain = data[:4096].replace(b"\0", b"") if b"\0" in data[:64] else data
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise InputError(
            "the XML in it declares entities, which Office files never do; the file is not read",
            place,
        )


def local(element: Any) -> str:
    """Return the name of an element without its namespace, empty for comments and instructions."""
    tag = element.tag
    try:
        return _NAMES[tag]
    except KeyError:
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(_NAMES) < _MAX_NAMES:
            _NAMES[tag] = name
        return name


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its name without namespace (strict and transitional files differ)."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return None


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = folder.split("/") if folder else []
    for piece in target.split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece != ".":
            parts.append(piece)
    return "/".join(parts)
