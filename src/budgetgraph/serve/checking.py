"""A file of a stranger: what is wrong with it, and what was read. Runs in a process of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

import pyoxigraph as ox

from ..contract import Source
from ..convert import convert
from ..iris import DEFAULT_BASE
from ..model import Disclosure, Finding
from ..rdf_input import is_rdf, read_documents
from ..serialize import FORMATS, dump
from ..validate import Outcome, examine, examine_store

_ROWS = 80  # of a table, to check by eye
_TABLES = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """One table as it was read: title, line, headings, rows."""

    title: str
    line: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Report:
    """What is told about a file.

    Attributes:
        outcomes: Findings by document.
        tables: Tables as they were read; none for RDF.
        counts: How much was read, by kind of statement.
    """

    outcomes: tuple[Outcome, ...]
    tables: tuple[Shown, ...]
    counts: tuple[tuple[str, int], ...]


def check(name: str, data: bytes, profile: str) -> Report:
    """Return what is to be told about a file; raises InputError where it cannot be read."""
    source = Source(PurePath(name).name or "upload", data)
    if is_rdf(source):
        store = ox.Store()
        for document in read_documents(source):
            store.bulk_load(document, ox.RdfFormat.N_QUADS, lenient=True)
        return Report(tuple(examine_store(store, profile, source.name)), (), ())
    disclosure = convert(source)
    counts = tuple(
        (kind, len(getattr(disclosure, kind)))
        for kind in ("tables", "lines", "projects", "goals", "indicators", "procurement", "assets")
    )
    outcome = examine(disclosure, profile, source.name)
    return Report((outcome,), tuple(_show(disclosure)), counts)


def convert_bytes(name: str, data: bytes, to: str, base: str) -> bytes:
    """Return a disclosure in one of the RDF formats; raises InputError or UsageError."""
    disclosure = convert(Source(PurePath(name).name or "upload", data))
    return dump(disclosure, to, base or DEFAULT_BASE)


def formats() -> dict[str, str]:
    """Return the media types of the formats to convert to, by name."""
    return {name: found.media_type for name, found in FORMATS.items()}


def message(finding: Finding, language: str) -> str:
    """Return the message of a finding in a language."""
    return finding.message_zh if language == "zh" else finding.message_en


def _show(disclosure: Disclosure) -> Iterable[Shown]:
    for table in disclosure.tables[:_TABLES]:
        rows = tuple(tuple(cell.text for cell in row) for row in table.rows[:_ROWS])
        headings = tuple("·".join(column.path) for column in table.columns)
        yield Shown(table.title, table.line, headings, rows, max(0, len(table.rows) - _ROWS))
