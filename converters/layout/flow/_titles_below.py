"""Titles that stand below their tables, in text that a tool took from a page in the order drawn.

A page may draw what a table's rows hold first, and its title and the merged cells of its heading
last. Read from above, each table would then have the title of the one before it. Which way round a
text is, tables tell that can be of one kind only: both sides of a balance, 公务接待费.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby, islice, pairwise
from operator import attrgetter

from budgetgraph.model import Block, Finding, Paragraph

from ...vocabulary import normalise
from .. import captions, units
from ..frames import is_frame
from ..meanings import meaning
from ._left import ALONE
from .budget.heading import is_heading_text

_ROW = re.compile(r"(?:^|\s)-?\d[\d,]*(?:\.\d+|,\d{3})$")
_ENDS_SENTENCE = ("。", "；", ";", "：", ":")
_INCOME, _EXPENDITURE = ("收入总计", "收入合计"), ("支出总计", "支出合计")
_BASIC = ("工资福利支出", "基本工资")
_TOTALS = ("合计", "小计", "总计")
_RECEPTION = "公务接待费"
_CERTAIN = frozenset({"balance", "appropriation-balance", "general-budget-basic", "three-public"})
_NUMBERED = re.compile(r"(?:\d+|[一二三四五六七八九十]+|[(（].{1,3}[)）])[.、．]?")
_MIN_TABLES = 2  # of which is certain that the title below is theirs

_Sheet = list[Paragraph]


def with_titles_above(blocks: Sequence[Block]) -> tuple[Sequence[Block], list[Finding]]:
    """Return the blocks; titles, and headings drawn with them, before the rows they belong to.

    And what that leaves open. Text with tables in it that are grids already stays as it is.
    """
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    if len(lines) < len(blocks) or not _may_be_below(lines):
        return blocks, []
    sheets = list(_sheets(lines))
    tables = [_titles(sheet) for sheet in sheets]
    below = sum(map(_is_below, sheets, tables))
    if below < _MIN_TABLES or below <= sum(_is_above(*pair) for pair in pairwise([[], *sheets])):
        return blocks, []
    raised = [_raised(*pair) for pair in zip(sheets, tables, strict=True)]
    return [line for sheet, _ in raised for line in sheet], [f for _, told in raised for f in told]


def _may_be_below(lines: Iterable[Paragraph]) -> bool:
    """Return whether tables of a certain kind have titles on lines of their own: a cheap look."""
    titles = (line.text for line in lines if "表" in line.text and _code(line.text) in _CERTAIN)
    return sum(1 for _ in islice(titles, _MIN_TABLES)) == _MIN_TABLES


def _code(text: str) -> str:
    """Return the code of the table of which a line is the title, empty where it is none."""
    return captions.table_code(text) if captions.is_title(text) else ""


def _sheets(lines: Sequence[Paragraph]) -> Iterator[_Sheet]:
    """Yield the lines of each page; where none are marked, of each table from its unit on."""
    if lines[-1].page is not None:
        for _, page in groupby(lines, attrgetter("page")):
            yield list(page)
        return
    begins = [0]
    for n, line in enumerate(lines):
        if units.is_unit(normalise(line.text)) and not _is_sentence(line.text):
            while n > begins[-1] and is_frame(lines[n - 1].text):
                n -= 1  # noqa: PLW2901 - what stands with the unit
            begins.append(n)
    yield from (list(lines[a:b]) for a, b in pairwise([*begins, len(lines)]) if a < b)


def _titles(sheet: _Sheet) -> list[int]:
    """Return the indices of the titles below the rows of a sheet, none where one is above.

    Where no pages are marked, the rows of the table's next page may follow.
    """
    titles = [n for n, line in enumerate(sheet) if captions.is_title(line.text)]
    if not titles:
        return []
    above, below = sheet[: titles[0]], sheet[titles[0] :]
    if sheet[0].page is not None and _has_row(below):  # as where titles stand above
        return []
    return titles if _has_row(above) else []


def _has_row(lines: Iterable[Paragraph]) -> bool:
    return any(_is_row(line.text) for line in lines)


def _is_row(text: str) -> bool:
    text = text.rstrip()
    return text[-1:].isdigit() and bool(_ROW.search(text)) and not _is_sentence(text)


def _is_sentence(text: str) -> bool:
    return "。" in text or text.rstrip().endswith(_ENDS_SENTENCE)


def _is_below(sheet: _Sheet, titles: Sequence[int]) -> bool:
    """Return whether it is certain that a title below the rows of a sheet is theirs."""
    return bool(titles) and _fits(sheet[titles[0]].text, sheet)


def _is_above(before: _Sheet, sheet: _Sheet) -> bool:
    """Return whether it is certain that a title above the rows of a sheet is theirs.

    Without pages it may be the last line of what stands before the unit.
    """
    first = next((n for n, line in enumerate(sheet) if _is_row(line.text)), 0)
    near = [line.text for line in (*before[-1:], *sheet[:first])]
    return any(captions.is_title(text) and _fits(text, sheet) for text in near)


def _fits(title: str, sheet: _Sheet) -> bool:
    """Return whether lines can only be of the table that a title names."""
    text = normalise("\n".join(line.text for line in sheet))
    has_basic = any(name in text for name in _BASIC)
    match captions.table_code(title):
        case "balance" | "appropriation-balance":
            return all(any(n in text for n in side) for side in (_INCOME, _EXPENDITURE))
        case "general-budget-basic":
            return has_basic
        case "three-public":
            return _RECEPTION in text and not has_basic
    return False


def _raised(sheet: _Sheet, titles: Sequence[int]) -> tuple[_Sheet, list[Finding]]:
    """Return the lines of a sheet: title, frame and heading first, then the rest as it was.

    And whether columns of figures are named both above and below the rows.
    """
    sheet = _with_total(sheet)
    rows = [n for n, line in enumerate(sheet) if _is_row(line.text)]
    if not titles:
        return sheet, []
    top = {line.text for line in sheet[: rows[0]]}
    begin = max(n for n in rows if n < titles[0]) + 1
    ends = (n for n in range(begin, len(sheet)) if n in rows or _ends(sheet[n].text, top))
    below = range(begin, next(ends, len(sheet)))
    frame = [n for n in (*range(rows[0]), *below) if is_frame(sheet[n].text)]
    heading = [n for n in below if _heads(sheet[n].text)]
    moved = dict.fromkeys((*(n for n in titles if n in below), *frame, *heading))
    lines = [sheet[n] for n in moved]
    lines += [line for n, line in enumerate(sheet) if n not in moved]
    is_open = all(
        any(map(_names_figures, part))
        for part in ([sheet[n] for n in heading], [sheet[n] for n in range(rows[0])])
    )
    return lines, [_open(sheet[titles[0]], sheet[rows[0]])] if is_open else []


def _ends(text: str, top: Set[str]) -> bool:
    """Return whether a line ends what is drawn below rows: a sentence, or the heading anew."""
    return _is_sentence(text) or (text in top and not is_frame(text))


def _with_total(sheet: _Sheet) -> _Sheet:
    """Return the lines; the label of the total, drawn below the rows, before its figures.

    They stand right below the heading, or are the one row without a label.
    """
    rows = [n for n, line in enumerate(sheet) if _is_row(line.text)]
    labels = [n for n in range(rows[0], len(sheet)) if _is_total(sheet[n].text)] if rows else []
    if len(labels) != 1:
        return sheet
    label, alone = labels[0], [n for n in rows if ALONE.fullmatch(sheet[n].text)]
    if rows[0] in alone[:1] and rows[0] and _names_figures(sheet[rows[0] - 1]):
        del alone[1:]
    if len(alone) != 1:
        return sheet
    whole = list(sheet)
    whole[alone[0]] = _joined(sheet[label], sheet[alone[0]])
    whole[label] = sheet[label]._replace(text="")
    return whole


def _is_total(text: str) -> bool:
    return normalise(text) in _TOTALS


def _names_figures(line: Paragraph) -> bool:
    """Return whether a line names a column of figures."""
    return any((kind := meaning(word)) and kind.kind == "amount" for word in line.text.split())


def _open(title: Paragraph, first: Paragraph) -> Finding:
    """Return the finding that the order of the columns is not printed."""
    return Finding(
        id="R08",
        severity="warning",
        message_zh=f"“{title.text.strip()}”的部分表头印在各行之后，栏目的先后是推定的，请对照原文",
        message_en=(
            f"part of the heading of '{title.text.strip()}' stands below the rows; the order of "
            "the columns is assumed, compare the source"
        ),
        line=first.line,
        page=first.page,
        table=captions.table_code(title.text),
    )


def _joined(label: Paragraph, figures: Paragraph) -> Paragraph:
    """Return a row whose label was drawn elsewhere as one line."""
    words = [((word, line.line),) for line in (label, figures) for word in line.text.split()]
    return figures._replace(text=f"{label.text.strip()} {figures.text.strip()}", words=tuple(words))


def _heads(text: str) -> bool:
    """Return whether a line may be of a heading, and is no label of a total."""
    plain = normalise(text)
    if _NUMBERED.match(plain) or (plain.endswith(_TOTALS) and plain not in _TOTALS):
        return False  # the label of a row
    return is_heading_text(plain)
