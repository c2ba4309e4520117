"""Paragraphs that tell whose budget it is, and of which year: running heads, covers, titles."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from budgetgraph.figures import squeeze
from budgetgraph.model import Paragraph, Publisher

from ..vocabulary import load, normalise

_STATED_YEAR = re.compile(r"预算年度:(20\d\d)")
_YEAR_ALONE = re.compile(r"\(?(20\d\d)年?度?\)?")
# Whose budget it is, and not what it is compared with: 比2024年预算增加, 2023年预算执行数,
# 2023年也未安排预算.
_TITLE_YEAR = re.compile(
    r"(?<![比与较同至])(20\d\d)年度?(?![也均])[^\d，,。；;、]{0,12}?(?:预|决)算(?!执行|数?(?:增|减|持平))"
)
# Where no title tells it: the first year of which the text says something.
_SAID_YEAR = re.compile(
    r"(?<![比与较同至\d〔\[(])(20\d\d)年度?(?![也均])[^\d;；。修]{0,100}?(?:三公经费|[预决]算)"
)
# Normalised: `部门:101001南河县教育局`, `单位名称:…`; not the unit of money.
_NAMED = re.compile(
    r"(?:预算|编制|填报|公开)?(?:部门|单位)(?:\(单位\))?(?:名称)?:(\d{3,9})?((?![万亿千百]?元)\D.{1,40})"
)
_COVER = 4  # lines
_HEAD = 40  # lines
_OF_THREE_PUBLIC = re.compile("三公.*?([预决])算")  # a page of these alone names no other stage
_SAID = re.compile("[,，。；;]")
# 附件1:南河县教育局2024年部门预算, 二、南河县教育局2024年收支预算情况.
_BEGINS_TITLE = re.compile(
    r"(?:第.{1,3}部分|附件\d{0,2}[:：]?|[一二三四五六七八九十]{1,3}、)?"
    r"([^,，。;；:：《》]{2,40}?(?:局|厅|委|办|院|中心|部|会|站|所|校|队|政府|处|馆))20\d\d"
)
_PLACE = re.compile("[省市区县旗州镇乡]")
_COVER_TITLE = re.compile(
    r"([\u4e00-\u9fff（）]{6,40}(?:局|厅|委|办|院|中心|部|会|站|所|校|队|政府|处|馆))"
    r"20\d\d年度?(?:部门|单位)(?:收支)?(?:预算|决算).{0,12}"
)
# The title of a page about these alone: 2024年南河县教育局财政拨款“三公”经费预算.
_OWN_THREE_PUBLIC = re.compile(
    r"(?:20\d\d年度?)?([\u4e00-\u9fff]{2,40}?(?:局|厅|委|办|院|中心|部|会|站|所|校|队|处|馆))"
    r"(?:部门|单位)?(?:财政拨款)?三公经费[^,，。]*$"
)
# On the line of a department: what stands far from it, or begins with its own label.
_BESIDE_NAME = re.compile(
    r"\s{2,}|\u3000+|\s*(?:预算年度|(?:金额)?单位|截止时间)[:：](?=\D{0,4}元|\s*\d|\s*$)"
)
# A row of a table is none: it ends with a figure, or is about money: `201 一般公共服务支出`.
_LEADING_NUMBER = re.compile(
    r"^(\d{3,6})\s*((?![万亿千百]?元)[^\d\s年、.．,，].{1,40}(?<![\d%])(?<!支出|收入|补助))$"
)


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
        if found := _BEGINS_TITLE.match(plain):
            return "", found.group(1)
        if paragraph.line <= 3 and re.fullmatch(r".{2,30}(?:局|厅|委|办|院|中心|部|会)", plain):  # noqa: PLR2004
            return "", plain
    titles = (_OWN_THREE_PUBLIC.match(normalise(p.text)) for p in paragraphs[:_COVER])
    return "", next((found[1] for found in titles if found), "")


def _on_cover(lines: Sequence[str]) -> str:
    """Return the name that a cover prints over several lines, empty where it has none.

    上海市普陀区规划和自然 / 资源局 / 2024年度部门决算.
    """
    for end in range(2, len(lines) + 1):
        alone = _BEGINS_TITLE.match(lines[end - 1])
        if alone and _PLACE.search(alone[1]):  # what stands above is no part of the name
            break
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
    if counts:
        return max(counts, key=lambda year: (counts[year], year))
    found = next(filter(None, (_SAID_YEAR.search(normalise(p.text)) for p in paragraphs)), None)
    return int(found[1]) if found else None


def _is_final_account(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether a text is of final accounts: the first kind of words in its head tells."""
    # 预决算公开 is said of both
    head = [normalise(p.text).replace("预决算", "") for p in paragraphs[:_HEAD]]
    for said in load("narrative")["edition"]:
        executed, approved = (
            sum(any(word in text for word in said.get(phase, ())) for text in head)
            for phase in ("executed", "approved")
        )
        if executed or approved:
            return executed > approved
    spoken = [(text, found[1]) for text in head if (found := _OF_THREE_PUBLIC.search(text))]
    titled = [stage for text, stage in spoken if not _SAID.search(text)]
    stages = titled or [stage for _, stage in spoken]  # accounts name their budget, too
    return stages.count("决") > stages.count("预")
