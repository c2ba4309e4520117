"""What a reader and a form must offer; the registry finds them by these protocols.

A reader is a module in `converters/readers/`: bytes -> `Document`.
A form is a module in `converters/forms/`: a whole `Table` -> statements. Both are pure: no file,
clock, network or graph; equal input gives equal output.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from .model import Document, Finding, Paragraph, Publisher, Statement, Table


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to be read, with the name they came under (for messages, never for typing)."""

    name: str
    data: bytes


class Reader(Protocol):
    """A module that reads one file format.

    `PRIORITY` orders the readers that claim the same bytes: the highest wins.
    """

    PRIORITY: int

    def identify(self, source: Source) -> bool:
        """Return whether the bytes are of this format, judged by content."""
        ...

    def read(self, source: Source) -> Document:
        """Return the document; raises InputError with a place where it cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """What a form may know besides its table.

    Attributes:
        publisher: Department and year as the document states them.
        section: Section heading above the table.
        projects_before: Number of projects in earlier tables (projects are numbered on).
    """

    publisher: Publisher = field(default_factory=Publisher)
    section: str = ""
    projects_before: int = 0


class Form(Protocol):
    """A module that understands one kind of table.

    `TABLES` are the codes of the scheme `table` that the form yields.
    """

    TABLES: tuple[str, ...]

    def identify(self, table: Table) -> str:
        """Return the table code when this form understands the table, else an empty text."""
        ...

    def extract(self, table: Table, context: Context) -> Iterator[Statement | Finding]:
        """Yield the statements that the table makes, in document order."""
        ...


class TextForm(Protocol):
    """A module that understands running text."""

    def extract_text(
        self, paragraphs: tuple[Paragraph, ...], context: Context
    ) -> Iterator[Statement | Finding]:
        """Yield the statements that the paragraphs make, in document order."""
        ...
