"""Paragraphs around tables: titles, running heads, units, years, page numbers, notes, sections."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from budgetgraph.model import Paragraph

from ..vocabulary import load, normalise
from . import units

_YEAR = re.compile(r"(?:预算|决算)?年?度?:?(20\d\d)年?度?")
_YEAR_PIECE = re.compile(
    r"(?:预算年?|预算年度:?|年?度:?|度:20\d\d|20\d\d|\(20\d\d年?度\)|年度:20\d\d)"
)
_FRAME = re.compile(r"(?:预算年度|截止时间|编制日期|填报日期).{0,16}")
# Which table of the form it is, beside its title: `预算01-1表`, `部门公开表5`, `附表3`.
_TAG = re.compile(
    r"(?=.*表)(?:附件?|部门|单位|\(单位\)|预算|决算|公开|批复|财预|财决|表)+[\d一二三四五六七八九十]{1,3}(?:-\d{1,2})?表?:?"
)
_PAGE_NUMBER = re.compile(r"[-—–第]*\d{1,3}[-—–页]*")
# What tools print between pages: -- 3 of 25 --, ===== page 3 =====, -- PAGE_BREAK --; or pages
# themselves: - 12 -. A row with dashes for empty columns has a label, too.
_PAGE_MARK = re.compile(
    r"([-=—])\1+\s*(?:page[\s_]*)?(?:\d{1,4}(?:\s*of\s*\d{1,4})?|break)\s*\1{2,}"
    r"|[-—–－]+\s*\d{1,4}\s*[-—–－]+",
    re.IGNORECASE,
)
# Behind a title: which part it is, how it is classified, its year or unit.
_TABLE_END = re.compile(
    r"表(?:[一二三四五六七八九十\d]|\((?:续|续表|[^()]*(?:分类|科目|元|20\d\d|[一二三四五六七八九十\d])[^()]*)\))*$"
)
_CONTINUED = re.compile(r"\(续[上前]?表?\d*\)$")
# Between the pieces of a table, and no title of its own: 续表, （续上表）, 表1（续）.
_GOES_ON = re.compile(
    r"(?:附?表[\d-]{0,4})?\(?(?:续[上前]?表?|接上[表页])[一二三四五\d-]{0,4}\)?:?"
)
_ADDED = re.compile(r"(?:[一二三四五六七八九十\d]|\([^()]*\))+$")
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分|\([一二三四五六七八九十]{1,3}\))"
)
_MARKS = frozenset("-=—–－")
# What stands before 支出预算表 when it is not the table of all expenditure.
_OTHER_KIND = re.compile(
    r"(?:费|债务|项目|基本|基金|经营|专户|采购|经济分类|购买服务|专项资金|转移支付)$"
)
_BY_ECONOMIC = re.compile(r"\((?![^()]*功能)[^()]*经济(?:分类|科目)[^()]*\)$")
_WHOLE = frozenset({"balance", "revenue", "expenditure"})
# What stands before their titles when they are of one ledger, source or class alone: of the
# appropriation, 单位资金支出预算表, 工资福利支出预算表, 非税收入预算表.
_OF_PART = re.compile(
    r"(?:拨款|资金|收入|经济(?:分类)?科目|公共(?:财政)?预算|(?:基金|经营)预算|非税|事业|福利|服务|补助|人员|公用|类|结转|结余|收费|保险|购置)$"
)
_NUMBERED = re.compile(r"^\d{1,3}[、.．]")
_ENDED = re.compile(r"[。；;：:！？]\s*$")
_NOTES = ("注:", "备注:", "说明:", "本表", "此表为空")
_MAX_TITLE = 120


@lru_cache(maxsize=4096)
def is_running(text: str) -> bool:
    """Return whether a paragraph only repeats the form's frame: unit, year, page number."""
    plain = normalise(text)
    if not plain or _PAGE_NUMBER.fullmatch(plain) or is_year_piece(plain) or is_page_mark(text):
        return True
    if is_title_with_unit(plain):
        return False
    if units.is_unit(plain):
        return True
    return is_tag(plain) or bool(_FRAME.fullmatch(plain) or _GOES_ON.fullmatch(plain))


def is_tag(plain: str) -> bool:
    """Return whether a normalised line tells which table of the form follows: `预算04表`."""
    return bool(_TAG.fullmatch(plain))


def is_page_mark(text: str) -> bool:
    """Return whether a line is what a tool prints between two pages, or a page's `- 12 -`."""
    plain = text.strip()
    return plain[:1] in _MARKS and bool(_PAGE_MARK.fullmatch(plain))


def is_title_with_unit(plain: str) -> bool:
    """Return whether a normalised line is a title and its unit: `收支总表 (单位:万元)`."""
    title = units.behind().sub("", plain)
    return title != plain and bool(_TABLE_END.search(title)) and not is_tag(title)


def is_year_piece(plain: str) -> bool:
    """Return whether a normalised text is a year, or a piece of `预算年度：2024` cut in two."""
    return bool(_YEAR_PIECE.fullmatch(plain))


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    """Return whether a paragraph is a note to the table above it."""
    return normalise(text).startswith(_NOTES)


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
    plain = _ADDED.sub("", units.behind().sub("", normalise(title)))
    if plain[-1:] not in _title_ends():  # as most texts
        return ""
    for size, codes in _title_spellings().items():
        code, before = codes.get(plain[-size:]), plain[:-size]
        if code in _WHOLE and _OF_PART.search(before):
            break
        if code and not _OTHER_KIND.search(before):
            return "" if _is_by_economic(code, title) else code
    return _code_by_words(plain) if plain.endswith("表") else ""


def _is_by_economic(code: str, title: str) -> bool:
    """Return whether a table has the general budget by other classes than function."""
    return code == "general-budget-expenditure" and bool(_BY_ECONOMIC.search(normalise(title)))


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
    plain = units.behind().sub("", normalise(text))
    if not plain or len(plain) > _MAX_TITLE or plain.endswith(("。", ";", ";")):
        return False
    if is_running(text) or is_note(text):
        return False
    return bool(_TABLE_END.search(plain)) or (bool(table_code(text)) and not _SECTION.match(plain))


def may_hold_title(text: str) -> bool:
    """Return whether the title of a table may stand in a text: one look saves one at each cell."""
    return "表" in text or any(title in text for title in _other_titles())


@cache
def _other_titles() -> tuple[str, ...]:
    """Return the known titles that do not say that they are of a table."""
    titles = (title for codes in _title_spellings().values() for title in codes)
    return tuple(title for title in titles if "表" not in title)


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
            and (_NUMBERED.match(normalise(above.text)) or _says_more(above, paragraph))
            and _goes_on(above, paragraph)
            and not is_title(above.text)
        ):
            return Paragraph(above.text + paragraph.text, above.line, above.page)
        return paragraph
    return None


def _says_more(above: Paragraph, paragraph: Paragraph) -> bool:
    """Return whether both lines name another table together than the second one alone."""
    joined = table_code(above.text + paragraph.text)
    return not is_title(above.text) and joined not in ("", table_code(paragraph.text))


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
