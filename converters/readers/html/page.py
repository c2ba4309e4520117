"""One decoded web page -> paragraphs and grids with source lines."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from budgetgraph.errors import InputError
from budgetgraph.limits import Limits, check
from budgetgraph.model import Block, Cell, Grid, Paragraph

from .._grids import free_column
from .._legible import plain_characters
from .._nested import Held, arranged
from .boxes import name_tables
from .hidden import count_filled, is_hidden, show_tables

_NOT_PRINTED = frozenset(
    {
        "head", "script", "style", "noscript", "template", "select", "option", "svg", "math",
        "iframe", "object", "embed", "audio", "video", "canvas", "button",
    }
)  # fmt: skip
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd",
        "label", "mark", "nobr", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u",
        "var", "wbr", "o:p",
        "p:colorscheme", "ruby", "rb", "acronym", "img", "input", "textarea",
    }
)  # fmt: skip
_DELETED = frozenset({"del", "strike", "rt", "rp"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DATA = re.compile(r"data:[^,;]*(?:;[^,;]*)*;base64,(.*)", re.I | re.S)
_FILE = re.compile(r"([^/\\?=&]+\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|ofd))(?:$|[?#])", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NUMBER = re.compile(r"\s*(\d{1,9})")
_MAX_SPAN = 1000  # as the HTML standard has it


@dataclass(slots=True)
class Page:
    """What a page prints, the attachments it links to by name, and files embedded in it.

    `clicked` counts the tables that are shown on a click only, `hidden` the filled cells of hidden
    rows and columns, which are left out.
    """

    blocks: list[Block] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    embedded: list[bytes] = field(default_factory=list)
    clicked: int = 0
    hidden: int = 0


def parse(text: str, name: str, limits: Limits) -> Page:
    """Return what a page prints; raises InputError for pages nested beyond reason."""
    text = _XML_DECLARATION.sub("", text).replace("\0", "")
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text, parser) if text.strip() else None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise InputError("the page is nested beyond reason and was not read; save it again", name)
    page = Page()
    if root is not None:
        _links(root, page)
        name_tables(root)
        page.clicked = show_tables(root)
        walker = _Walker(name, limits)
        page.blocks = list(walker.blocks(root))
        page.hidden = walker.hidden
    return page


def _links(root: Any, page: Page) -> None:
    for element in root.iter("a", "iframe", "embed", "object"):
        address = element.get("href") or element.get("src") or element.get("data") or ""
        if found := _DATA.match(address):
            try:
                page.embedded.append(base64.b64decode(found.group(1)))
            except (binascii.Error, ValueError):
                continue
        elif found := _FILE.search(address):
            page.links.append(found.group(1))


class _Walker:
    """Walks the tree in reading order.

    `line` is the source line, and always more than that of the paragraph or row before: a page
    written in one line has them counted on from there, so that a line tells them apart. `hidden`
    counts the filled cells that were left out.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.hidden = 0
        self._name = name
        self._limits = limits
        self._line = 0
        self._in_cell = False

    def blocks(self, element: Any) -> Iterator[Block]:
        """Yield the blocks below an element: text between block elements, and tables."""
        pieces: list[str] = []
        line = element.sourceline or 0
        for item in self._stream(element):
            if isinstance(item, str):
                if not "".join(pieces).strip():
                    pieces = []
                pieces.append(item)
                continue
            yield from self._paragraph(pieces, line)
            pieces, line = [], item.sourceline or line
            if item.tag == "table":
                yield from self._table(item)
        yield from self._paragraph(pieces, line)

    def _paragraph(self, pieces: list[str], line: int) -> Iterator[Paragraph]:
        text = _joined("".join(pieces))
        if text:
            if not self._in_cell:
                self._line = max(line, self._line + 1)
            yield Paragraph(plain_characters(text), self._line)

    def _stream(self, element: Any) -> Iterator[Any]:
        """Yield texts, and elements at which a new paragraph or a table begins."""
        if element.text:
            yield element.text
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if (tag == "table" and not is_hidden(child)) or tag == "br":
                yield child
            elif tag == "input":
                yield _typed(child)
            elif tag and tag not in _NOT_PRINTED and tag not in _DELETED and not is_hidden(child):
                if tag not in _INLINE:
                    yield child
                yield from self._stream(child)
                if tag not in _INLINE:
                    yield child
            if child.tail:
                yield child.tail

    def _table(self, table: Any) -> Iterator[Block]:
        rows: list[list[Held]] = []
        spans: list[tuple[int, int, int]] = []  # first column, column after, last row
        for caption in table.iterchildren("caption"):
            if not is_hidden(caption):
                yield from self.blocks(caption)
        for element in _rows_of(table):
            if is_hidden(element):
                self.hidden += count_filled(element)
                continue
            number = len(rows) + 1
            check(number, self._limits.table_rows, "rows in a table", self._name, "table_rows")
            self._line = line = max(element.sourceline or 0, self._line + 1)
            spans = [span for span in spans if span[2] >= number]
            rows.append([])
            column = 1
            for item in element:
                if item.tag not in {"td", "th"}:
                    continue
                if is_hidden(item):
                    self.hidden += count_filled(item)
                    continue
                column = free_column(spans, column)
                down, across = _span(item, "rowspan"), max(_span(item, "colspan"), 1)
                check(len(rows[-1]) + 1, self._limits.table_columns, "cells in a row", self._name,
                      "table_columns")  # fmt: skip
                last = number + down - 1 if down else self._limits.table_rows
                if last > number:
                    spans.append((column, column + across, last))
                rows[-1].append(self._cell(item, line, number, column, last - number + 1, across))
                column += across
            limit = self._limits.table_columns
            check(len(rows[-1]), limit, "cells in a row", self._name, "table_columns")
        yield from arranged(rows)

    def _cell(self, item: Any, line: int, row: int, column: int, down: int, across: int) -> Held:
        plain = _inline_text(item)  # most cells
        if plain is not None:
            text = plain_characters(_joined(plain))
            return Cell(text, line, row, column, row_span=down, column_span=across), []
        outside = self._in_cell
        self._in_cell = item.find(".//table") is None  # one with tables arranges the page
        blocks = list(self.blocks(item))
        self._in_cell = outside
        texts = [block.text for block in blocks if isinstance(block, Paragraph)]
        cell = Cell(
            "\n".join(texts),
            line,
            row,
            column,
            row_span=down,
            column_span=across,
        )
        has_tables = any(isinstance(block, Grid) for block in blocks)
        return cell, blocks if has_tables else []


def _joined(text: str) -> str:
    """Return the text as a browser shows it: white space of any length is one blank."""
    return _SPACES.sub(" ", text).replace("\xa0", " ").strip()


def _typed(field: Any) -> str:
    """Return what a field of a cell shows; one elsewhere on the page is there to search."""
    is_text = (field.get("type") or "text").lower() in {"text", "number"}
    in_cell = next(field.iterancestors("td", "th"), None) is not None
    return (field.get("value") or "") if is_text and in_cell and not is_hidden(field) else ""


def _rows_of(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, not those of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif isinstance(child.tag, str) and child.tag not in {"table", "td", "th", "caption"}:
            yield from _rows_of(child)


def _span(cell: Any, name: str) -> int:
    stated = cell.get(name)
    if stated is None:
        return 1
    found = _NUMBER.match(stated)
    return min(int(found.group(1)), _MAX_SPAN if name == "colspan" else 1 << 20) if found else 1


def _inline_text(cell: Any) -> str | None:
    """Return the text of a cell, None where there is more in it than text and its fonts."""
    for child in cell.iterdescendants():
        if child.tag not in _INLINE or child.tag == "input" or is_hidden(child):
            return None
    return "".join(cell.itertext())
