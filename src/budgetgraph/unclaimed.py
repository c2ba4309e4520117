"""Findings for what nobody understood: tables, sections of text, a whole document.

R01 no form claims a table, or its rows stand in one line, or its cells apart; R02 more than one
does; R03 a form broke off inside its table; R04 a section of text from which nothing was read; R10
a document from which nothing was read.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain

from .errors import InputError
from .figures import is_figure, squeeze
from .model import Cell, Disclosure, Finding, Paragraph, Section, Statement, Table

_MONEY = re.compile(r"\d[万亿]?元(?!(?:[(（]含[)）])?以上)")  # 单价100万元以上 is a bound
_CONTENTS_TITLE = re.compile("目录|目次")
# Sections that explain words or say that there is nothing to say: no data, unless they name money.
_NO_DATA = re.compile("名词|术语|其他(?:需要)?说明")
_UNIT = re.compile(
    "单位[:：][^。；;]{0,6}元"
)  # as tables print it; sentences have it behind each amount
_RUN_TOGETHER = 10  # figures in one line of text
_CELLS_APART = 3  # lines with `|`, and figures in them
_PAGE_NUMBER = re.compile(r"\d{1,4}")
# What stands beside a name in a list of tables, and what such a list is headed by.
_ENTRY_NUMBER = re.compile(r"(?:附?[表件])?[\d一二三四五六七八九十-]{1,5}[、.]?|第?\d{1,4}页?")
_LIST_HEADING = re.compile("序号|编号|表号|(?:附?表|报表)?名称?|页[码次数]|备注|目录|目次")
_LISTED = re.compile("[表明]$|说明|部分|概况|情况")
_Place = tuple[int, int]  # page and line: formats with pages count their lines on each page


def describe_table(table: Table, claims: list[str]) -> Finding:
    """Return the finding for a table that no form (R01) or several forms (R02) claim."""
    title = _title(table)
    if claims:
        names = ", ".join(claims)
        return _table_finding(
            "R02",
            "warning",
            table,
            f"表格“{title}”同时符合多种表样（{names}），未转换",
            f"table '{title}' matches several forms ({names}) and was not converted",
        )
    what_zh, what_en, severity = "未能识别", "was not understood", "warning"
    if is_contents(table):
        what_zh, what_en, severity = "是目录，不含数据", "is a table of contents", "info"
    elif not _has_figures(table):
        what_zh, what_en, severity = "未能识别（无数字）", "was not understood (no figures)", "info"
    return _table_finding(
        "R01", severity, table, f"表格“{title}”{what_zh}", f"table '{title}' {what_en}"
    )


def describe_break(table: Table, error: InputError) -> Finding:
    """Return the finding for a table whose form met something it could not go on with (R03)."""
    title = _title(table)
    return _table_finding(
        "R03",
        "warning",
        table,
        f"表格“{title}”只转换了一部分：{error}",
        f"table '{title}' was converted in part only: {error}",
    )


def describe_sections(disclosure: Disclosure) -> Iterator[Finding]:
    """Yield a finding for each section of text from which nothing was read (R04).

    Sections that name amounts of money are warnings, others information; explanations of terms
    without any are left out. Documents without line numbers have no extent of sections to look
    into, so nothing is yielded for them.
    """
    read = sorted({_place(table) for table in disclosure.tables} | _quoted_places(disclosure))
    sections = sorted((s for s in disclosure.sections if s.line), key=_place)
    ends = [*map(_place, sections[1:]), None]
    for section, end in zip(sections, ends, strict=False):
        first = bisect_left(read, _place(section))
        if first < len(read) and (end is None or read[first] < end):
            continue
        if not squeeze(section.text):
            continue
        amounts = bool(_MONEY.search(squeeze(section.text)))
        if _NO_DATA.search(section.title) and not amounts:
            continue
        yield Finding(
            id="R04",
            severity="warning" if amounts else "info",
            message_zh=f"“{section.title}”一节未读出数据" + ("，但文中有金额" if amounts else ""),
            message_en=f"nothing was read from section '{section.title}'"
            + (", which names amounts" if amounts else ""),
            line=section.line,
            page=section.page,
        )


def describe_nothing(disclosure: Disclosure) -> Iterator[Finding]:
    """Yield a finding where no form knows any table and the text gave no figure (R10).

    What conversion found are warnings about single tables, with which the document would pass for
    one that is fine; so validation adds this, and the command does not write empty tables.
    """
    if disclosure.table_codes or any(_statements(disclosure)):
        return
    count = len(disclosure.tables)
    yield Finding(
        id="R10",
        severity="violation",
        message_zh=f"{count}张表中没有一张是预算公开的表，文字中也没有读出预算数；"
        "请核对文件是否放错、文字是否乱码",
        message_en=f"none of the {count} tables is one of a budget disclosure, and the text gave "
        "no budget figure; check whether this is the right file and its characters are readable",
    )


def describe_run_together(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """Yield a finding for each line that runs the rows of a table together (R01).

    Some tools lose the breaks of lines: heading, labels and figures of a table, or of all tables,
    become one text in which nothing tells the rows.
    """
    for paragraph in paragraphs:
        if not _UNIT.search(paragraph.text):
            continue
        count = sum(map(is_figure, paragraph.text.split()))
        if count >= _RUN_TOGETHER:
            yield Finding(
                id="R01",
                severity="warning",
                message_zh=f"表格的各行连在一行里（{count} 个数），未读取；"
                "请提供保留换行的文本或原文件",
                message_en=f"rows of a table run together in one line ({count} figures) and were "
                "not read: give the text with its line breaks, or the original file",
                line=paragraph.line,
                page=paragraph.page,
            )


def describe_unshared_cells(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """Yield a finding for each run of lines that end cells with `|` and make no table (R01).

    Cells on lines of their own, or rows of different length, do not tell what is a row.
    """
    run: list[Paragraph] = []
    for paragraph in (*paragraphs, Paragraph("", 0)):
        if "|" in paragraph.text:
            run.append(paragraph)
            continue
        count = sum(is_figure(cell.strip()) for p in run for cell in p.text.split("|"))
        if len(run) >= _CELLS_APART and count >= _CELLS_APART:
            yield Finding(
                id="R01",
                severity="warning",
                message_zh=f"以“|”分隔的单元格分不清行列（{len(run)} 行，{count} 个数），未读取；"
                "请提供每行一行的表格或原文件",
                message_en=f"cells parted by '|' do not tell rows and columns ({len(run)} lines, "
                f"{count} figures) and were not read: give a line for each row, or the original "
                "file",
                line=run[0].line,
                page=run[0].page,
            )
        run = []


def is_contents(table: Table) -> bool:
    """Return whether a table lists headings, with their numbers or the pages they stand on."""
    texts = [[text for cell in row if (text := squeeze(cell.text))] for row in table.rows]
    filled = [row for row in texts if row]
    pages = [int(row[-1]) for row in filled if _PAGE_NUMBER.fullmatch(row[-1])]
    if _CONTENTS_TITLE.search(table.title) and pages:
        return True
    if _lists_tables(filled, [table.title, *(p.text for p in table.caption)]):
        return True
    heading_and_page = bool(filled) and {len(row) for row in filled} == {2}
    return heading_and_page and len(pages) == len(filled) and pages == sorted(pages)


def _lists_tables(rows: list[list[str]], above: list[str]) -> bool:
    """Return whether 目录 stands above rows that each name a table, with nothing but its number."""
    if rows and len(rows[0]) == 1 and _CONTENTS_TITLE.search(rows[0][0]):
        above, rows = [*above, *rows[0]], rows[1:]
    if not any(_CONTENTS_TITLE.search(text) for text in above):
        return False
    if rows and all(map(_LIST_HEADING.fullmatch, rows[0])):
        rows = rows[1:]
    names = [[text for text in row if not _ENTRY_NUMBER.fullmatch(text)] for row in rows]
    listed = sum(bool(_LISTED.search(row[0])) for row in names if row)
    return all(len(row) == 1 for row in names) and listed * 2 > len(names)


def _has_figures(table: Table) -> bool:
    return any(is_figure(cell.text) for row in table.rows for cell in row)


def _place(printed: Table | Section | Cell) -> _Place:
    return printed.page or 0, printed.line


def _statements(disclosure: Disclosure) -> Iterator[Statement]:
    return chain(
        disclosure.lines,
        disclosure.projects,
        disclosure.goals,
        disclosure.indicators,
        disclosure.units,
        disclosure.institutions,
        disclosure.assets,
        disclosure.procurement,
        disclosure.figures,
    )


def _quoted_places(disclosure: Disclosure) -> set[_Place]:
    return {_place(statement.cell) for statement in _statements(disclosure)}


def _title(table: Table) -> str:
    return squeeze(table.title) or "无标题"


def _table_finding(check: str, severity: str, table: Table, zh: str, en: str) -> Finding:
    return Finding(
        id=check,
        severity=severity,
        message_zh=zh,
        message_en=en,
        line=table.line,
        page=table.page,
        table=squeeze(table.title),
        table_number=table.number,
    )
