"""Tables of MediaWiki: `{|`, rows parted by `|-`, cells behind `|` or `!`, closed by `|}`."""

import re
from collections.abc import Iterator, Sequence

from budgetgraph.model import Block, Paragraph

from .._rows import TextLine, clean, clean_emphasis
from .placing import Written, table_of

_OPEN = re.compile(r"\s*:*\{\|")
_SPAN = re.compile(r'\b(col|row)span\s*=\s*"?\s*(\d{1,3})', re.I)
_ATTRIBUTES = re.compile(r'(?:\s*[\w-]+\s*=\s*(?:"[^"]*"|\'[^\']*\'|[\w%#.-]+))+\s*\|(?!\|)')
_BOLD = re.compile("'{2,5}")
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")


def mediawiki_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the table that opens here, else `start`."""
    if not _OPEN.match(lines[start].text):
        return start
    for index in range(start + 1, len(lines)):
        text = lines[index].text.lstrip()
        if text.startswith("|}"):
            return index + 1
        if _OPEN.match(text):  # the one before was never closed
            break
    return start


def read_mediawiki(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield the caption and the table of these lines, the first and last of which are marks."""
    rows: list[list[Written]] = [[]]
    for line in lines[1:-1]:
        text = line.text.strip()
        if text.startswith("|+"):
            yield Paragraph(_printed(text[2:]), line.number, line.page)
        elif text.startswith("|-"):
            rows.append([])
        elif text[:1] in {"|", "!"}:
            parted = text[1:].replace("!!", "||") if text[0] == "!" else text[1:]
            rows[-1] += [_cell(cell, line) for cell in parted.split("||")]
        elif text and rows[-1]:  # goes on in the cell above
            last = rows[-1][-1]
            rows[-1][-1] = last._replace(text=f"{last.text}\n{_printed(text)}".lstrip("\n"))
        elif text:  # behind no mark
            rows[-1].append(Written(_printed(text), line))
    yield from table_of([row for row in rows if row])
    if rest := lines[-1].text.strip().removeprefix("|}").strip():
        yield Paragraph(_printed(rest), lines[-1].number, lines[-1].page)


def _cell(text: str, line: TextLine) -> Written:
    attributes = _ATTRIBUTES.match(text)
    spans = {"col": 1, "row": 1}
    if attributes:
        text = text[attributes.end() :]
        spans |= {name.lower(): max(int(many), 1) for name, many in _SPAN.findall(attributes[0])}
    return Written(_printed(text), line, spans["col"], spans["row"])


def _printed(text: str) -> str:
    """Return what a text prints: without the marks of bold text and of links."""
    return clean_emphasis(clean(_LINK.sub(r"\1", _BOLD.sub("", text))))
