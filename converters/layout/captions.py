"""Paragraphs around tables: titles, running heads, units, years, page numbers, notes, sections."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from budgetgraph.figures import squeeze
from budgetgraph.model import Paragraph, Publisher

from ..vocabulary import load, normalise

_UNIT = re.compile(r"(?:金额)?单位:.{0,4}元")
_YEAR = re.compile(r"(?:预算|决算)?年?度?:?(20\d\d)年?度?")
_STATED_YEAR = re.compile(r"预算年度:(20\d\d)")
_YEAR_ALONE = re.compile(r"\(?(20\d\d)年?度?\)?")
_YEAR_PIECE = re.compile(
    r"(?:预算年?|预算年度:?|年?度:?|度:20\d\d|20\d\d|\(20\d\d年?度\)|年度:20\d\d)"
)
_FRAME = re.compile(r"(?:预算年度|截止时间|编制日期|填报日期).{0,16}")
# Which table of the form it is, beside its title: `预算01-1表`, `部门公开表5`, `附表3`.
_TAG = re.compile(
    r"(?=.*表)(?:附件?|部门|单位|\(单位\)|预算|决算|公开|批复|财预|财决|表)+[\d一二三四五六七八九十]{1,3}(?:-\d{1,2})?表?:?"
)
# Whose budget it is, and not what it is compared with: 比2024年预算增加, 2023年预算执行数.
_TITLE_YEAR = re.compile(
    r"(?<![比与较同至])(20\d\d)年度?[^\d，,。；;、]{0,12}?(?:预|决)算(?!执行|数?(?:增|减|持平))"
)
_PAGE_NUMBER = re.compile(r"[-—–第]*\d{1,3}[-—–页]*")
# What tools print between pages: -- 3 of 25 --, ===== page 3 =====, -- PAGE_BREAK --.
_PAGE_MARK = re.compile(
    r"([-=—])\1+\s*(?:page[\s_]*)?(?:\d{1,4}(?:\s*of\s*\d{1,4})?|break)\s*\1{2,}", re.IGNORECASE
)
# Normalised: `部门:101001南河县教育局`, `单位名称:…`; not the unit of money.
_NAMED = re.compile(
    r"(?:预算|编制|填报|公开)?(?:部门|单位)(?:\(单位\))?(?:名称)?:(\d{3,9})?((?![万亿千百]?元)\D.{1,40})"
)
_COVER = 4  # lines
_COVER_TITLE = re.compile(
    r"([\u4e00-\u9fff（）]{6,40}(?:局|厅|委|办|院|中心|部|会|站|所|校|队|政府|处|馆))"
    r"20\d\d年度?(?:部门|单位)(?:收支)?(?:预算|决算).{0,12}"
)
# On the line of a department: what stands far from it, or begins with its own label.
_BESIDE_NAME = re.compile(
    r"\s{2,}|\u3000+|\s*(?:预算年度|(?:金额)?单位|截止时间)[:：](?=\D{0,4}元|\s*\d|\s*$)"
)
# A row of a table is none: it ends with a figure, or is about money: `201 一般公共服务支出`.
_LEADING_NUMBER = re.compile(
    r"^(\d{3,6})\s*((?![万亿千百]?元)[^\d\s年、.．,，].{1,40}(?<![\d%])(?<!支出|收入|补助))$"
)
# Behind a title: which part it is, how it is classified, its year or unit.
_TABLE_END = re.compile(
    r"表(?:[一二三四五六七八九十\d]|\((?:续|续表|[^()]*(?:分类|科目|元|20\d\d|[一二三四五六七八九十\d])[^()]*)\))*$"
)
_UNIT_BEHIND = re.compile(r"[(,，]?(?:金额)?单位:[亿万千百]{0,2}元\)?$")
_CONTINUED = re.compile(r"\(续[上前]?表?\d*\)$")
# Between the pieces of a table, and no title of its own: 续表, （续上表）, 表1（续）.
_GOES_ON = re.compile(
    r"(?:附?表[\d-]{0,4})?\(?(?:续[上前]?表?|接上[表页])[一二三四五\d-]{0,4}\)?:?"
)
_ADDED = re.compile(r"(?:[一二三四五六七八九十\d]|\([^()]*\))+$")
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分|\([一二三四五六七八九十]{1,3}\))"
)
_DOUBLE = frozenset({"--", "==", "——"})
# What stands before 支出预算表 when it is not the table of all expenditure.
_OTHER_KIND = re.compile(
    r"(?:费|债务|项目|基本|基金|经营|专户|采购|经济分类|购买服务|专项资金|转移支付)$"
)
_WHOLE = frozenset({"balance", "revenue", "expenditure"})  # not of the appropriation alone
_NUMBERED = re.compile(r"^\d{1,3}[、.．]")
_ENDED = re.compile(r"[。；;：:！？]\s*$")
_MAX_TITLE = 120


@lru_cache(maxsize=4096)
def is_running(text: str) -> bool:
    """Return whether a paragraph only repeats the form's frame: unit, year, page number."""
    plain = normalise(text)
    if not plain or _PAGE_NUMBER.fullmatch(plain) or is_year_piece(plain) or is_page_mark(text):
        return True
    if is_title_with_unit(plain):
        return False
    if _UNIT.search(plain) and len(plain) <= 60:  # noqa: PLR2004 - a sentence with 单位： is longer
        return True
    return any(frame.fullmatch(plain) for frame in (_FRAME, _TAG, _GOES_ON))


def is_page_mark(text: str) -> bool:
    """Return whether a line is what a tool prints between two pages."""
    return text.lstrip()[:2] in _DOUBLE and bool(_PAGE_MARK.fullmatch(text.strip()))


def is_title_with_unit(plain: str) -> bool:
    """Return whether a normalised line is a title and its unit: `收支总表 (单位:万元)`."""
    title = _UNIT_BEHIND.sub("", plain)
    return title != plain and bool(_TABLE_END.search(title)) and not _TAG.fullmatch(title)


def is_year_piece(plain: str) -> bool:
    """Return whether a normalised text is a year, or a piece of `预算年度：2024` cut in two."""
    return bool(_YEAR_PIECE.fullmatch(plain))


@lru_cache(maxsize=4096)
def is_department(text: str) -> bool:
    """Return whether a paragraph prints a department's local number and name: `323 峰峰人社局`."""
    plain = normalise(text)
    return bool(_LEADING_NUMBER.match(text.strip()) or _NAMED.match(plain))


def department_name(text: str) -> str:
    """Return the department or unit that a paragraph prints, without its number, else empty."""
    first = _BESIDE_NAME.split(text.strip(), maxsplit=1)[0]
    found = _LEADING_NUMBER.match(first) or _NAMED.match(normalise(first))
    return squeeze(found.group(2)) if found else ""


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    """Return whether a paragraph is a note to the table above it."""
    return normalise(text).startswith(("注:", "备注:", "说明:本表", "本表"))


@cache
def _title_spellings() -> Mapping[int, Mapping[str, str]]:
    """Return the code of each title as compared, by the title's length, the longest first."""
    found: dict[int, dict[str, str]] = {}
    pairs = {
        (normalise(t), table["code"]) for table in load("tables")["table"] for t in table["titles"]
    }
    for spelling, code in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
        found.setdefault(len(spelling), {}).setdefault(spelling, code)
    return found


@cache
def _title_ends() -> frozenset[str]:
    """Return the characters with which titles end."""
    return frozenset(title[-1] for codes in _title_spellings().values() for title in codes) | {"表"}


@lru_cache(maxsize=4096)
def table_code(title: str) -> str:
    """Return the code of the scheme table that a title names, empty when it names none."""
    plain = _ADDED.sub("", _UNIT_BEHIND.sub("", normalise(title)))
    if plain[-1:] not in _title_ends():  # as most texts
        return ""
    for size, codes in _title_spellings().items():
        code, before = codes.get(plain[-size:]), plain[:-size]
        if code and not _OTHER_KIND.search(before):
            return "" if code in _WHOLE and before.endswith("财政拨款") else code
    return _code_by_words(plain) if plain.endswith("表") else ""


def _code_by_words(plain: str) -> str:
    """Return the code of the first kind of which all words, and none of another, are in a title."""
    for kind in load("tables")["word"]:
        if all(word in plain for word in kind["words"]):
            return "" if any(word in plain for word in kind["without"]) else str(kind["code"])
    return ""


def same_title(text: str, title: str) -> bool:
    """Return whether a title is printed again, perhaps as continued: …表（续）."""
    return _CONTINUED.sub("", normalise(text)) == _CONTINUED.sub("", normalise(title))


def is_continued(text: str, title: str) -> bool:
    """Return whether a line says that the table of a title goes on: 部门支出总表（续）."""
    return bool(_CONTINUED.search(normalise(text))) and same_title(text, title)


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """Return whether a paragraph is the title of a table."""
    plain = _UNIT_BEHIND.sub("", normalise(text))
    if not plain or len(plain) > _MAX_TITLE or plain.endswith(("。", ";", ";")):
        return False
    if is_running(text) or is_note(text):
        return False
    return bool(_TABLE_END.search(plain)) or (bool(table_code(text)) and not _SECTION.match(plain))


@lru_cache(maxsize=4096)
def is_section(text: str) -> bool:
    """Return whether a paragraph is a numbered section heading."""
    plain = normalise(text)
    return bool(_SECTION.match(plain)) and len(plain) <= 60 and not plain.endswith("。")  # noqa: PLR2004


def find_title(pending: Sequence[Paragraph]) -> Paragraph | None:
    """Return the title among the paragraphs above a grid: the last one that reads like one.

    A long title wrapped over two lines, or over the end of a page, is joined: its second line has
    no number of its own.
    """
    for index in range(len(pending) - 1, -1, -1):
        paragraph = pending[index]
        if not is_title(paragraph.text):
            continue
        above = next((p for p in reversed(pending[:index]) if not is_running(p.text)), None)
        if (
            above
            and not _NUMBERED.match(normalise(paragraph.text))
            and _NUMBERED.match(normalise(above.text))
            and _goes_on(above, paragraph)
            and not is_title(above.text)
        ):
            return Paragraph(above.text + paragraph.text, above.line, above.page)
        return paragraph
    return None


def _goes_on(above: Paragraph, paragraph: Paragraph) -> bool:
    """Return whether a line may be the rest of the line above: the next one, or the first overleaf.

    Lines are counted on each page; what names a budget table by itself is whole.
    """
    if above.page == paragraph.page:
        return above.line == paragraph.line - 1
    overleaf = (
        above.page is not None and paragraph.page is not None and paragraph.page == above.page + 1
    )
    return overleaf and not table_code(paragraph.text) and not _ENDED.search(above.text)


def publisher(paragraphs: Sequence[Paragraph]) -> Publisher:
    """Return department, local number and year as running heads and titles print them."""
    number, department = _department(paragraphs)
    return Publisher(
        department=department,
        department_number=number,
        year=_year(paragraphs),
        phase="executed" if _is_final_account(paragraphs) else "approved",
    )


def _department(paragraphs: Sequence[Paragraph]) -> tuple[str, str]:
    if counts := Counter(_numbered_departments(paragraphs)):
        return counts.most_common(1)[0][0]
    for paragraph in paragraphs:
        if "部门" not in paragraph.text and "单位" not in paragraph.text:
            continue
        first = _BESIDE_NAME.split(paragraph.text.strip(), maxsplit=1)[0]
        if found := _NAMED.match(normalise(first)):
            return found.group(1) or "", found.group(2)
    if wrapped := _on_cover([squeeze(paragraph.text) for paragraph in paragraphs[:_COVER]]):
        return "", wrapped
    for paragraph in paragraphs:
        plain = squeeze(paragraph.text)
        if found := re.match(
            r"(?:第.{1,3}部分)?(.{2,40}?(?:局|厅|委|办|院|中心|部|会|站|所|校|队|政府|处|馆))(?:20\d\d年|20\d\d)",
            plain,
        ):
            return "", found.group(1)
        if paragraph.line <= 3 and re.fullmatch(r".{2,30}(?:局|厅|委|办|院|中心|部|会)", plain):  # noqa: PLR2004
            return "", plain
    return "", ""


def _on_cover(lines: Sequence[str]) -> str:
    """Return the name that a cover prints over several lines, empty where it has none.

    上海市普陀区规划和自然 / 资源局 / 2024年度部门决算.
    """
    for end in range(2, len(lines) + 1):
        found = _COVER_TITLE.fullmatch("".join(lines[:end]))
        if found and len(found[1]) > len(lines[0]):
            return found[1]
    return ""


def _numbered_departments(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, str]]:
    """Yield number and name of each line that prints them: `323 峰峰人社局`."""
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if not text[:1].isdigit():  # as most
            continue
        if found := _LEADING_NUMBER.match(_BESIDE_NAME.split(text, maxsplit=1)[0]):
            yield found.group(1), squeeze(found.group(2))


def _year(paragraphs: Sequence[Paragraph]) -> int | None:
    counts: dict[int, int] = {}
    for paragraph in paragraphs:
        plain = normalise(paragraph.text)
        if found := _STATED_YEAR.search(plain):
            return int(found.group(1))
        for year in _TITLE_YEAR.findall(plain):
            counts[int(year)] = counts.get(int(year), 0) + 2
        if found := _YEAR_ALONE.fullmatch(plain):
            counts[int(found.group(1))] = counts.get(int(found.group(1)), 0) + 1
    return max(counts, key=lambda year: (counts[year], year)) if counts else None


def _is_final_account(paragraphs: Sequence[Paragraph]) -> bool:
    head = [normalise(p.text) for p in paragraphs[:40]]
    final = sum("部门决算" in text or "决算公开" in text for text in head)
    return final > sum("部门预算" in text or "预算公开" in text for text in head)
