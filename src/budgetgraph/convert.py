"""One disclosure from bytes to statements: reader, layout, forms, proof.

Knows the order of the steps and who is asked. Knows no file format, no table kind and no RDF. What
no form, or more than one, claims becomes a finding (`unclaimed.py`).
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from . import publisher, registry, sandbox, unclaimed
from .contract import Context, Reader, Source
from .errors import InputError
from .limits import DEFAULT, Limits
from .model import (
    AssetHolding,
    Disclosure,
    Document,
    Finding,
    Goal,
    Indicator,
    Institution,
    Line,
    NarrativeFigure,
    ProcurementLine,
    Project,
    Rate,
    Statement,
    Table,
    UnitBudget,
)

STDIN = "-"
_LACKS = frozenset({"R01", "R29"})  # why a document may be empty
_NOTHING = "no budget table and no budget figure was found; is this a department's disclosure?"
FIELD_OF: dict[type, str] = {
    Line: "lines",
    Rate: "rates",
    Project: "projects",
    Goal: "goals",
    Indicator: "indicators",
    UnitBudget: "units",
    Institution: "institutions",
    AssetHolding: "assets",
    ProcurementLine: "procurement",
    NarrativeFigure: "figures",
}


@dataclass(slots=True)
class _Harvest:
    """Statements by their field of `Disclosure`, filled while the forms run."""

    statements: dict[str, list[Statement]] = field(
        default_factory=lambda: {name: [] for name in FIELD_OF.values()}
    )
    table_codes: list[tuple[int, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, items: Iterable[Statement | Finding]) -> None:
        """Sort the items into their fields."""
        for item in items:
            if isinstance(item, Finding):
                self.findings.append(item)
            else:
                self.statements[FIELD_OF[type(item)]].append(item)


def convert_file(
    path: str,
    id: str | None = None,  # noqa: A002
    limits: Limits = DEFAULT,
) -> Disclosure:
    """Return what one file says.

    Args:
        path: File to read; `-` reads standard input.
        id: Name of the disclosure in IRIs and tables; the file stem where not given.
        limits: How much of the machine a file may use.

    Raises:
        InputError: The file cannot be opened, or is no disclosure in a known format.
    """
    return convert(read_source(path), id, limits)


def read_source(path: str) -> Source:
    """Return the bytes of a file, or of standard input for `-`; raises InputError."""
    try:
        if path == STDIN:
            return Source("stdin", sys.stdin.buffer.read())
        return Source(path, Path(path).read_bytes())
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        if Path(path).is_dir():
            raise InputError(
                "cannot be read (is a folder); name the files in it, or use 'build'", path
            ) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"cannot be read ({reason}); check the path and its rights", path
        ) from error


def convert(
    source: Source,
    id: str | None = None,  # noqa: A002
    limits: Limits = DEFAULT,
) -> Disclosure:
    """Return what one source says: statements, and findings for all that was not understood.

    Args:
        source: Bytes with the name they came under.
        id: Name of the disclosure in IRIs and tables; the stem of the name where not given.
        limits: How much of the machine the source may use.

    Raises:
        InputError: The bytes are of no known format, or a reader cannot go on with them.
    """
    document = sandbox.read(choose_reader(source), source, limits)
    assembly = registry.assemble(document)
    harvest = _Harvest()
    for table in assembly.tables:
        _read_table(table, assembly, harvest)
    context = Context(assembly.publisher, "", len(harvest.statements["projects"]))
    for text_form in registry.text_forms():
        harvest.take(text_form.extract_text(assembly.paragraphs, context))
    return _disclose(id or Path(source.name).stem or source.name, document, assembly, harvest)


def choose_reader(source: Source) -> Reader:
    """Return the reader that knows the bytes, judged by content; raises InputError for none."""
    for reader in registry.readers():
        if reader.identify(source):
            return reader
    if not source.data:
        raise InputError("the file is empty; nothing to convert", source.name)
    known = ", ".join(registry.name_of(reader) for reader in registry.readers())
    raise InputError(
        f"is in no format that can be read (known: {known}); check the file", source.name
    )


def _read_table(table: Table, assembly: registry.Assembly, harvest: _Harvest) -> None:
    claims = [(form, code) for form in registry.forms() if (code := form.identify(table))]
    if len(claims) != 1:
        names = [registry.name_of(form) for form, _ in claims]
        harvest.findings.append(unclaimed.describe_table(table, names))
        return
    form, code = claims[0]
    harvest.table_codes.append((table.number, code))
    projects_before = len(harvest.statements["projects"])
    try:
        harvest.take(
            form.extract(table, Context(assembly.publisher, table.section, projects_before))
        )
    except InputError as error:  # what was read of the table stays, the rest is told
        harvest.findings.append(unclaimed.describe_break(table, error))


def _disclose(
    name: str, document: Document, assembly: registry.Assembly, harvest: _Harvest
) -> Disclosure:
    fields: dict[str, Any] = {key: tuple(items) for key, items in harvest.statements.items()}
    fields["lines"], proof_findings = registry.prove(fields["lines"])
    disclosure = Disclosure(
        id=name,
        document=document,
        publisher=assembly.publisher,
        tables=assembly.tables,
        table_codes=tuple(harvest.table_codes),
        sections=assembly.sections,
        **fields,
    )
    unread = [
        *unclaimed.describe_run_together(assembly.paragraphs),
        *unclaimed.describe_unshared_cells(assembly.paragraphs),
    ]
    if not disclosure.tables and not any(fields.values()):
        reasons = (*document.findings, *assembly.findings, *unread)
        why = [finding.message_en for finding in reasons if finding.id in _LACKS]
        raise InputError(next(iter(why), _NOTHING), document.name)
    findings = [
        *document.findings,
        *assembly.findings,
        *harvest.findings,
        *proof_findings,
        *unread,
        *unclaimed.describe_sections(disclosure),
    ]
    findings.sort(key=attrgetter("line"))  # stable: within a line in order of the steps
    fields["findings"] = tuple(findings)
    return replace(disclosure, publisher=publisher.complete(disclosure), **fields)
