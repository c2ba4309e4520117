"""Reader of XLSX: cells as printed, with their number formats, merges and borders.

Reads the XML itself: the libraries give 150 where 150.00 is printed, show hidden rows like others,
or cannot tell a formula without a result from an empty cell. One sheet is one page.
"""

import hashlib

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.limits import DEFAULT, Limits, check
from budgetgraph.model import Block, Document, Finding
from budgetgraph.sniff import sniff

from .._findings import hidden_cells, hidden_sheet, macros
from .._grids import missing_tables
from .._package import Package
from .._sheet import sheet_blocks
from .sheet import read_sheet
from .workbook import read_workbook

PRIORITY = 50
UNTRUSTED = True
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def identify(source: Source) -> bool:
    """Return whether the bytes are an Excel workbook of 2007 or later."""
    return sniff(source.data).word == "xlsx"


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids sheet by sheet.

    Raises:
        InputError: Damaged, locked, a bomb, a formula without its result, or nothing printed.
    """
    package = Package(source, limits, "Excel workbook")
    workbook = read_workbook(package)
    check(len(workbook.sheets), limits.pages, "sheets", source.name, "pages")
    blocks: list[Block] = []
    findings: list[Finding] = []
    for number, entry in enumerate(workbook.sheets, 1):
        if entry.hidden:
            findings.append(hidden_sheet(entry.name))
            continue
        if entry.part not in package:
            raise InputError(
                f"the workbook lacks its sheet '{entry.name}'; save it again", source.name
            )
        sheet, hidden = read_sheet(package, entry, number, workbook, limits)
        blocks += sheet_blocks(sheet)
        if hidden:
            findings.append(hidden_cells(entry.name, hidden, number))
    findings += missing_tables(blocks, source.name, "the visible sheets are empty")
    if any(name.endswith("vbaProject.bin") for name in package.parts):
        findings.append(macros())
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader="xlsx",
        blocks=tuple(blocks),
        pages=len(workbook.sheets),
        findings=tuple(findings),
    )
