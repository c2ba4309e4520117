"""Reader of DOCX: a walk over WordprocessingML that sees what a reader of the page sees.

Content controls, insertions and hyperlinks are transparent; deletions, hidden text and field codes
are left out; merged cells, rows that start late and nested tables keep their places. Word stores no
pages.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from budgetgraph.contract import Source
from budgetgraph.limits import DEFAULT, Limits
from budgetgraph.model import Block, Document, Finding
from budgetgraph.sniff import sniff

from .._findings import left_out, macros
from .._grids import missing_tables
from .._package import Package
from .._units import with_unit
from .body import Body
from .headers import section_units
from .numbering import Numbering

PRIORITY = 50
UNTRUSTED = True
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def identify(source: Source) -> bool:
    """Return whether the bytes are a Word document of 2007 or later."""
    return sniff(source.data).word == "docx"


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids in reading order.

    Raises:
        InputError: Damaged, locked, a bomb, or without any table.
    """
    package = Package(source, limits, "Word document")
    main = package.main_part("word/document.xml")
    parts = dict(package.relations(main).values())
    numbering = Numbering.read(package, parts.get("numbering", ""), parts.get("styles", ""))
    body = Body(numbering, limits, source.name)
    root = package.xml(main)
    blocks = tuple(_with_units(body, root, section_units(package, main, root)))
    hint = "only text; is this the right attachment?"
    if any(name.startswith("word/media/") for name in package.parts):
        hint = "pictures and text; tables pasted as pictures cannot be read, paste them as tables"
    missing = missing_tables(blocks, source.name, hint)
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader="docx",
        blocks=blocks,
        findings=(*_findings(body, package), *missing),
    )


def _with_units(body: Body, root: Any, units: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of a document, above each table the unit that the page's header states."""
    for block in body.blocks(root):
        unit = units[body.section] if body.section < len(units) else ""
        yield from with_unit([block], unit)


def _findings(body: Body, package: Package) -> list[Finding]:
    found = []
    if body.deleted:
        found.append(
            left_out(
                "R21",
                f"文件中有 {body.deleted} 处修订删除的内容，未读取；请接受或拒绝修订后再发布",
                f"{body.deleted} tracked deletions were left out; accept or reject the changes",
            )
        )
    if any(name.endswith("vbaProject.bin") for name in package.parts):
        found.append(macros())
    return found
