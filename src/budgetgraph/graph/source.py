"""The source layer: the document, its tables and sections. Cells come with what quotes them."""

from itertools import chain
from pathlib import PurePath

from budgetgraph.figures import squeeze
from budgetgraph.model import Publisher, Table

from .scene import Pair, Scene
from .spelling import BUD, DCTERMS, RDF, SKOS, TRUE, chinese, code, day, integer, node, text


def describe_document(scene: Scene) -> None:
    """Add the document, its department and the budget that it states."""
    disclosure = scene.disclosure
    document, publisher = disclosure.document, disclosure.publisher
    pairs: list[Pair] = [
        (RDF.type, BUD.Document),
        (BUD.fileName, text(PurePath(document.name).name)),
        (BUD.sha256, text(document.sha256)),
        (DCTERMS.format, text(document.media_type)),
        (BUD.reader, text(document.reader)),
        (BUD.pageCount, integer(document.pages) if document.pages else None),
        (DCTERMS.issued, day(publisher.published) if publisher.published else None),
        (DCTERMS.publisher, scene.department),
        (BUD.statesBudget, scene.budget()),
    ]
    units = dict.fromkeys(
        chain(
            (unit.unit for unit in disclosure.units),
            (line.unit for line in disclosure.lines),
            (project.unit for project in disclosure.projects),
        )
    )
    pairs += [(BUD.covers, scene.unit(unit)) for unit in units]
    scene.describe(scene.document, pairs)
    _describe_department(scene, publisher)


def _describe_department(scene: Scene, publisher: Publisher) -> None:
    scene.describe(
        scene.department,
        [
            (RDF.type, BUD.Department),
            (SKOS.prefLabel, chinese(squeeze(publisher.department))),
            (BUD.localNumber, text(publisher.department_number)),
            (BUD.jurisdiction, scene.jurisdiction()),
        ],
    )


def describe_tables(scene: Scene) -> None:
    """Add every table with its kind and notes; to be called after the statements.

    A table that some form understands and from which nothing was quoted is an empty one.
    """
    kinds = dict(scene.disclosure.table_codes)
    for table in scene.disclosure.tables:
        kind = kinds.get(table.number, "")
        empty = bool(kind) and table.number not in scene.quoted_tables
        _describe_table(scene, table, kind, empty)


def _describe_table(scene: Scene, table: Table, kind: str, empty: bool) -> None:
    pairs: list[Pair] = [
        (RDF.type, BUD.Table),
        (BUD.inDocument, scene.document),
        (BUD.table, code("table", kind)),
        (BUD.tableNumber, integer(table.number)),
        (BUD.tableTitle, text(table.title)),
        (BUD.sectionTitle, text(table.section)),
        (BUD.sourceLine, integer(table.line) if table.line else None),
        (BUD.page, integer(table.page) if table.page else None),
        (BUD.isEmptyTable, TRUE if empty else None),
    ]
    note_term = BUD.emptyTableNote if empty else BUD.tableNote
    pairs += [(note_term, text(note.text)) for note in table.notes]
    scene.describe(node(scene.iris.table(table.number)), pairs)


def describe_sections(scene: Scene) -> None:
    """Add the numbered sections of the text, with their text where they have any."""
    for number, section in enumerate(scene.disclosure.sections, 1):
        scene.describe(
            node(scene.iris.section(number)),
            [
                (RDF.type, BUD.Section),
                (BUD.inDocument, scene.document),
                (BUD.sectionTitle, text(section.title)),
                (BUD.sectionText, text(section.text)),
                (BUD.sourceLine, integer(section.line) if section.line else None),
                (BUD.page, integer(section.page) if section.page else None),
            ],
        )
