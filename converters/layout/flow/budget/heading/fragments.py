"""Pieces of a budget table in layout text: where its rows end and go on overleaf."""

import re
from collections import Counter
from collections.abc import Sequence

from budgetgraph.figures import is_figure
from budgetgraph.model import Paragraph

from .....vocabulary import normalise
from .... import captions, owners
from ....decimals import is_piece
from ....meanings import meaning
from ...levels import LEVEL_DIGITS
from .lines import ITEM, MAX_HEADING_LINES, NUMBERING, Heading, has_figure

_ATTACHMENT = re.compile(r"(?:附件|公开)[一二三四五六七八九十\d]{1,3}(?:-\d)?:?")
_SUB_ITEM = re.compile(r"\([一二三四五六七八九十]+\).*(?:支出|拨款|收入|资金|结[转余]|费用?|补助)")
_PAGE_NUMBER = re.compile(r"[-—–]?\s*[1-9]\d{0,2}\s*[-—–]?|第\s*\d{1,3}\s*页.{0,10}")
_ROW_END = re.compile(r"\S\s+-?[\d,]+\.\d+\s*$")
# A code, also of a lower level alone before its label: 02 某某支出.
_ROW_START = re.compile(
    r"\s*(?:\d{3}(?:\d{2}){0,2}\s|\d\d\s+[^\s\d]|[一二三四五六七八九十]+、|[(（])"
)
_CODES = frozenset({"code", "code-part", "unit-code"})
_CODE = re.compile(r"\d{3}")
_OWNERS = ("编制部门：", "填报部门：", "部门名称：", "预算部门：")  # of the next table
_LOOSE = 4  # one empty line to so many rows: rows stand apart
_WHOLE_CODES = frozenset({3, 5, 7})  # digits
_MOST_LINES = 6  # over which a row wraps


def rows_of(
    paragraphs: Sequence[Paragraph], start: int, end: int, heading: Heading, decimals: int
) -> list[Paragraph]:
    """Return the lines of the rows, without page numbers.

    Where figures have decimals and rows no numbers, a short number alone on its line is one, unless
    it may be a piece of a code: then it must stand at the edge of a page, between whole rows, or
    apart from rows that otherwise follow each other at once.
    """
    places = [
        number
        for number in range(start, end)
        if (text := paragraphs[number].text) and not captions.is_page_mark(text)
    ]
    rows = [paragraphs[place] for place in places]
    if not decimals or heading.numbered:
        return rows
    spaced = (end - start - len(rows)) * _LOOSE > len(rows)
    last = places[-1] if places else end
    kinds = {found.kind for path in heading.paths if (found := meaning(path[-1]))}

    def below(index: int) -> Sequence[Paragraph]:
        return paragraphs[index + 1 : index + 2]

    def is_page_number(index: int) -> bool:
        if not _PAGE_NUMBER.fullmatch(paragraphs[index].text.strip()):
            return False
        if _is_cut_figure(paragraphs[index - 1].text, decimals) or _ends_code(paragraphs, index):
            return False
        return (
            not kinds & _CODES
            or not (spaced or paragraphs[index - 1].text or any(p.text for p in below(index)))
            or _is_at_page_edge(paragraphs, index)
            or _is_between_rows(paragraphs[index - 1].text, below(index))
            or (index == last and _is_below_row(paragraphs, index))
        )

    return [paragraphs[place] for place in places if not is_page_number(place)]


def _is_cut_figure(text: str, decimals: int) -> bool:
    """Return whether a line ends with a figure that lacks decimals: the next line has the rest."""
    last = text.rsplit(maxsplit=1)[-1] if text else ""
    return "." in last and is_piece(last, decimals)


def _ends_code(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Return whether a number makes the code whole with which a line of its row begins."""
    end = paragraphs[index].text.strip()
    for line in reversed(paragraphs[max(index - _MOST_LINES, 0) : index]):
        begun = line.text.split(maxsplit=1)[:1]
        if begun and begun[0].isdecimal():
            if len(begun[0]) == LEVEL_DIGITS:  # the code of a lower level alone
                return False
            return len(begun[0]) not in _WHOLE_CODES and len(begun[0] + end) in _WHOLE_CODES
    return False


def _is_between_rows(above: str, below: Sequence[Paragraph]) -> bool:
    """Return whether the lines beside a short number are whole rows, the second with its code."""
    return bool(
        _ROW_END.search(above)
        and below
        and _ROW_END.search(below[0].text)
        and _ROW_START.match(below[0].text)
    )


def _is_below_row(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Return whether the line above a short number is a whole row: a code, more, and a figure."""
    above = paragraphs[index - 1].text
    code = above.split(maxsplit=1)[0] if above else ""
    is_row = bool(_ROW_START.match(above) and _ROW_END.search(above))
    return is_row and code.isdecimal() and len(code) in _WHOLE_CODES


def _is_at_page_edge(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Return whether a line is the last with text on its page, or the first and no code."""
    page = paragraphs[index].page
    above = next((p for p in reversed(paragraphs[:index]) if p.text), None)
    below = next((p for p in paragraphs[index + 1 :] if p.text), None)
    is_first = above is not None and above.page != page
    is_code = bool(_CODE.fullmatch(paragraphs[index].text.strip()))
    return page is not None and (
        (below is not None and below.page != page) or (is_first and not is_code)
    )


def fragment_end(paragraphs: Sequence[Paragraph], start: int, heading: Heading) -> int:
    """Return the index of the line that ends the rows.

    A note, title, running head, section or the heading again does, and a text further below the
    last figure than any two lines of the table are from each other.
    """
    end = _next_break(paragraphs, start, heading)
    widest = gap = tail = 0
    for index in range(start, end):
        text = paragraphs[index].text
        if not text:
            gap += 1
        elif has_figure(text):
            widest, gap, tail = max(widest, gap), 0, 0
        else:
            tail = tail or (index if gap > widest else 0)
            gap = 0
    return tail or end


def _next_break(paragraphs: Sequence[Paragraph], start: int, heading: Heading) -> int:
    signs = heading.signs
    for index in range(start, len(paragraphs)):
        text = paragraphs[index].text
        if text and captions.is_title(text):
            return index - _begins_above(paragraphs, index, start)
        if text and (
            (
                signs.issuperset(normalise(text))
                and _after_heading(paragraphs, index, heading) is not None
            )
            or captions.is_note(text)
            or (captions.is_section(text) and not _is_item(normalise(text)))
            or "单位：" in text
            or text.lstrip().startswith(_OWNERS)
            or captions.is_tag(plain := normalise(text))
            or _ATTACHMENT.fullmatch(plain)
            or _starts_prose(text)
        ):
            return index
    return len(paragraphs)


def _begins_above(paragraphs: Sequence[Paragraph], index: int, start: int) -> bool:
    """Return whether the line above a title, not of the first row, is the beginning of it."""
    above = paragraphs[index - 1]
    if index - 1 <= start or not above.text or is_figure(above.text.split()[-1]):
        return False
    title = captions.find_title((above, paragraphs[index]))
    return title is not None and title.line == above.line


def _is_item(plain: str) -> bool:
    """Return whether a numbered line is a row: 一、…, or （一） before what rows are about."""
    return bool(ITEM.match(plain)) or (
        bool(_SUB_ITEM.match(plain)) and not plain.endswith(("情况", "说明", "。"))
    )


def _starts_prose(text: str) -> bool:
    plain = normalise(text)
    opens_part = plain.startswith("第") and "部分" in plain[:6]
    return opens_part or plain.endswith("说明") or "。" in plain


def next_fragment(paragraphs: Sequence[Paragraph], end: int, heading: Heading) -> int | None:
    """Return where the rows go on after a page break with the same heading, else None."""
    for index in range(end, min(len(paragraphs), end + 6)):
        text = paragraphs[index].text
        if not text or captions.is_running(text) or owners.is_department(text):
            continue
        if captions.is_title(text) and captions.same_title(text, heading.title):
            continue
        return _after_heading(paragraphs, index, heading)
    return None


def _after_heading(paragraphs: Sequence[Paragraph], start: int, heading: Heading) -> int | None:
    """Return the index after the same heading printed again, else None.

    It is compared with the known one and not read anew: the rows below may begin with the rest of
    a label that the page cut, which nothing tells from a heading. Its lines may come in another
    order: on each page the tool tells anew which of them stand on one height.
    """
    for text in dict.fromkeys((heading.lead + heading.text, heading.text)):
        end = _after_text(paragraphs, start, text)
        if end is not None:
            return _after_numbering(paragraphs, end) if heading.numbered else end
    return None


def _after_text(paragraphs: Sequence[Paragraph], start: int, text: str) -> int | None:
    """Return the index after lines that together print a text, in any order, else None."""
    left = Counter(text)
    for index in range(start, min(len(paragraphs), start + MAX_HEADING_LINES)):
        left.subtract(normalise(paragraphs[index].text))
        if min(left.values()) < 0:
            return None
        if not any(left.values()):
            return index + 1
    return None


def _after_numbering(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return the index after the numbering row that comes next, else None."""
    for index in range(start, len(paragraphs)):
        if text := paragraphs[index].text.strip():
            return index + 1 if NUMBERING.fullmatch(text) else None
    return None
