"""Reader of web pages, also saved ones (MHTML) and what Excel and Word call a web page.

Decodes the bytes itself and gives the parser text only: given bytes that declare gb2312 and hold
镕, it would return one empty cell and no error.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.limits import DEFAULT, Limits
from budgetgraph.model import Block, Document, Finding, Grid
from budgetgraph.sniff import sniff

from .._findings import clicked_tables, hidden_in_page, left_out
from .._grids import missing_tables
from .._inside import blocks_with_origin, read_inside, reader_of
from .._legible import refuse_garbled
from .decoding import decode
from .page import Page, parse
from .saved import Part, parts_of

PRIORITY = 40
UNTRUSTED = True
_MEDIA_TYPES = {"html": "text/html", "mhtml": "multipart/related"}
_GARBLED = "its character set is not the one that it declares; save it again as UTF-8"


def identify(source: Source) -> bool:
    """Return whether the bytes are a web page."""
    return sniff(source.data).word in _MEDIA_TYPES


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids with source lines, those of files attached inside included.

    Raises:
        InputError: Not decodable, nested beyond reason, or without any table.
    """
    word = sniff(source.data).word
    parts = parts_of(source) if word == "mhtml" else [Part(source.name, source.data, "")]
    blocks: list[Block] = []
    findings: list[Finding] = []
    links: list[str] = []
    for part in parts:
        if sniff(part.data).word not in {"html", "text"}:
            blocks += _attached(part, source.name, limits, findings)
            continue
        page = parse(decode(part.data, source.name, part.charset), source.name, limits)
        _refuse_mojibake(page, source.name)
        blocks += page.blocks
        links += page.links
        findings += _not_shown(page)
        for number, data in enumerate(page.embedded, 1):
            blocks += _attached(
                Part(f"attachment {number}", data, ""), source.name, limits, findings
            )
    findings += missing_tables(blocks, source.name, _where(links))
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type=_MEDIA_TYPES[word],
        reader="html",
        blocks=tuple(blocks),
        findings=tuple(findings),
    )


def _not_shown(page: Page) -> Iterator[Finding]:
    if page.clicked:
        yield clicked_tables(page.clicked)
    if page.hidden:
        yield hidden_in_page(page.hidden)


def _refuse_mojibake(page: Page, name: str) -> None:
    texts = [
        cell.text
        for block in page.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
    ]
    if any("\ufffd" in text for text in texts):
        raise InputError(f"characters in its tables cannot be decoded; {_GARBLED}", name)
    refuse_garbled(texts, name, _GARBLED)


def _attached(part: Part, name: str, limits: Limits, findings: list[Finding]) -> Iterator[Block]:
    """Yield the blocks of a file inside the page; a kind that is not read becomes a finding."""
    inner = Source(f"{name}/{part.name}", part.data)
    reader = reader_of(inner)
    if reader is None:
        return
    if reader.__name__.rpartition(".")[2] in {"ocr", "archive", "office"}:
        findings.append(
            left_out(
                "R24", f"网页内的附件“{part.name}”未读取", f"'{part.name}' in the page was not read"
            )
        )
        return
    document = read_inside(inner, reader, limits)
    findings += document.findings
    yield from blocks_with_origin([replace(document, name=part.name)])


def _where(links: list[str]) -> str:
    if links:
        return (
            f"the page only links to its attachments ({', '.join(links[:5])}); convert those files"
        )
    return "only text; are its tables pictures, or was it saved before they were loaded?"
