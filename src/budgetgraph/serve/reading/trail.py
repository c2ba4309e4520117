"""Where a figure is printed: fact, statements, cells, rows of the printed table."""

from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from ...figures import squeeze
from ...terms import BUD, PROV, RDF, SKOS
from .facts import Fact, read_fact
from .source import Source, document_of, last_part, notation, number

_MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed cell of a row."""

    iri: str
    column: int
    text: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with the place where it is printed.

    Attributes:
        iri: Its IRI.
        kind: Line, Figure, Project …
        amount: What it amounts to, in yuan.
        printed: As printed, stray spaces of the cell included.
        scale: Yuan per printed unit.
        label: Label of its row, or what it is about.
        measure: Heading of its column.
        table: Title of the table.
        table_kind: Kind of the table.
        cell: IRI of the cell or line of text.
        line: Line of the source.
        page: Page of the source.
        row: The cells of the printed row, as far as they are quoted.
        sentence: The sentence, for figures of the text.
        readings: Corrections: text, reason.
    """

    iri: str
    kind: str
    amount: Decimal | None
    printed: str
    scale: str
    label: str
    measure: str
    table: str
    table_kind: str
    cell: str
    line: str
    page: str
    row: tuple[Printed, ...] = ()
    sentence: str = ""
    readings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """A fact, the statements for and against it, the facts it was worked out from.

    `unit` is the IRI of the unit whose budget it is about, empty for the department's own.
    """

    fact: Fact
    document: str
    unit: str
    supported: tuple[Statement, ...]
    contradicted: tuple[Statement, ...]
    derived: tuple[Fact, ...]


def read_trail(source: Source, iri: str) -> Trail | None:
    """Return the trail of a fact, None where the IRI is no fact."""
    fact = read_fact(source, iri)
    if fact is None:
        return None
    document = document_of(iri)
    budget = source.value(fact.set, BUD.budget) if fact.set else ""
    parts = (read_fact(source, other) for other in fact.derived)
    return Trail(
        fact,
        document,
        source.value(budget, BUD.budgetUnit) if budget else "",
        tuple(read_statement(source, other, document) for other in fact.supported),
        tuple(read_statement(source, other, document) for other in fact.contradicted),
        tuple(part for part in parts if part is not None),
    )


def read_statement(source: Source, iri: str, document: str) -> Statement:
    """Return a statement with the place where it is printed."""
    found = source.describe(iri, document)

    def one(term: ox.NamedNode) -> str:
        return next(iter(found.get(term.value, ())), "")

    # projects quote their heading; the amount stands in a cell of its own
    cell = one(BUD.amountCell) or one(PROV.wasQuotedFrom)
    place = source.describe(cell, document) if cell else {}
    table = next(iter(place.get(BUD.inTable.value, ())), "")
    in_cell = next(iter(place.get(BUD.printedText.value, ())), "")
    return Statement(
        iri=iri,
        kind=next((last_part(kind) for kind in found.get(RDF.type.value, ())), ""),
        amount=number(one(BUD.amount)),
        printed=_as_in_cell(one(BUD.printedText), in_cell),
        scale=one(BUD.printedScale),
        label=one(BUD.rowLabel) or one(SKOS.prefLabel) or one(BUD.item),
        measure=one(BUD.columnHeading) or one(BUD.measure),
        table=source.value(table, BUD.tableTitle, document) if table else "",
        table_kind=notation(
            one(BUD.table) or (source.value(table, BUD.table, document) if table else "")
        ),
        cell=cell,
        line=next(iter(place.get(BUD.sourceLine.value, ())), ""),
        page=next(iter(place.get(BUD.page.value, ())), ""),
        row=_read_row(source, cell, document) if table else (),
        sentence=one(BUD.sentence),
        readings=_read_corrections(source, cell, document) if cell else (),
    )


def _as_in_cell(figure: str, text: str) -> str:
    """Return a figure as its cell prints it; a figure that is a part of the cell as it is read."""
    return text if squeeze(text) == figure else figure


def _read_row(source: Source, cell: str, document: str) -> tuple[Printed, ...]:
    """Return the cells of the row in which a cell stands, left to right."""
    row, found, _ = cell.rpartition("c")
    if not found:
        return ()
    cells = []
    for column in range(1, _MAX_COLUMNS):
        iri = f"{row}c{column}"
        if text := source.value(iri, BUD.printedText, document):
            cells.append(Printed(iri, column, text, iri == cell))
    return tuple(cells)


def _read_corrections(source: Source, cell: str, document: str) -> tuple[tuple[str, str], ...]:
    """Return the readings of a cell: the text read instead of the print, and the reason's IRI."""
    return tuple(
        (source.value(iri, BUD.readAs, document), source.value(iri, BUD.correctionBasis, document))
        for iri in source.subjects(BUD.readingOf, cell, document)
    )
