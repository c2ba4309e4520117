"""What performance tables are labelled with: labels, headings, level names, as the vocabulary says.

Answers what one printed cell is; knows no rows. All spellings are in `vocabulary/performance.toml`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell, Row

from ..vocabulary import load, normalise
from .meanings import heading_key

_NUMBERING = re.compile(r"^\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.．]")
_GAP = re.compile(r"[:：]|\s+")  # between a label and a value in the same cell
# Behind a label: how many points there are to give, 分值权重(90), or which years it is for.
_POINTS = re.compile(r"\((?:\d{1,3}分?|20\d\d年?.{0,10})\)$")
_MAX_LABEL = 24
_LEVELS = ("level1", "level2", "level3")
_PLAIN = {"description", "target", "weight"}  # indicators without levels
_BARE = {"绩效指标", "指标"}  # over their names, where nothing else is
LEVEL1_ORDER = ("产出", "效益", "满意")  # of the first level in the indicators of one project
COMPARATORS = "≥≤<>=＜＞＝≧≦⩾⩽"
PASSED = "direction"  # role of columns that are passed over
_MIN_LEVELS = 2  # headings of levels that make a heading row


@dataclass(frozen=True, slots=True)
class Label:
    """What a label cell announces.

    Attributes:
        kind: text, money, goal, purpose, plan, person, group or other.
        key: Field that the value fills, e.g. `name`, `fiscal`.
        rest: The value, where the same cell prints it behind a colon.
    """

    kind: str
    key: str
    rest: str = ""


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Return a label as compared: no spaces, colon, unit in brackets."""
    return _POINTS.sub("", heading_key(normalise(text).rstrip(":"))).rstrip(":")


@cache
def _labels() -> Mapping[str, Label]:
    content = load("performance")
    own_kind = {"goal", "purpose", "plan", "person", "group", "other"}
    found = {
        key_of(name): Label("money", key)
        for key, names in content["money"].items()
        for name in names
    }
    for key, names in content["labels"].items():
        kind = key if key in own_kind else "text"
        found |= {key_of(name): Label(kind, key) for name in names}
    return found


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label | None:
    """Return what a cell announces, with the value behind its colon; None where it is no label."""
    plain = key_of(text[: 4 * _MAX_LABEL])
    if found := _labels().get(plain) or _labels().get(_NUMBERING.sub("", plain)):
        return found if len(text) <= 4 * _MAX_LABEL else None
    for gap in reversed(list(_GAP.finditer(text[:_MAX_LABEL]))):
        before, value = key_of(text[: gap.start()]), text[gap.end() :].strip()
        label = _labels().get(before) or _labels().get(_NUMBERING.sub("", before))
        if label and value and _is_value(label, gap[0], value):
            inside = read_label(value) if label.kind == "group" else None  # 资金结构：（1）基本支出
            return inside or Label(label.kind, label.key, value)
    return None


@lru_cache(maxsize=1 << 14)
def begins_label(text: str) -> bool:
    """Return whether a text may be the beginning of a label that columns or line ends cut."""
    return _NUMBERING.sub("", key_of(text)) in _label_beginnings()


@cache
def _label_beginnings() -> frozenset[str]:
    return frozenset(name[:end] for name in _labels() for end in range(1, len(name)))


def _is_value(label: Label, gap: str, value: str) -> bool:
    """Return whether a label is parted from its value: by a colon, a blank before a plain value."""
    if label.kind == "goal":  # 年度目标：… the splitter of goals reads it
        return False
    if not gap.isspace():
        return True
    return label.kind == "text" or (label.kind == "money" and is_figure(value))


@cache
def _headings() -> Mapping[str, str]:
    columns = load("performance")["headings"].items()
    return {key_of(name): role for role, names in reversed(columns) for name in names}


def find_columns(row: Row) -> Mapping[str, int] | None:
    """Return the column of each role when the row is the heading of the indicators, else None."""
    return columns_of([cell.text for cell in row])


@lru_cache(maxsize=1 << 14)  # several steps ask for every row
def role_of(text: str) -> str:
    """Return what the column under a heading holds, empty where it is no heading."""
    key = key_of(text)
    return _headings().get(key) or _role_by_ending(key)


def is_listed(text: str) -> bool:
    """Return whether a text is a heading that the vocabulary lists, not only ends like one."""
    return key_of(text) in _headings()


def names_project(text: str) -> bool:
    """Return whether a heading says that names of projects stand below it: 项目单位(项目名称)."""
    return any(name in normalise(text) for name in ("项目名称", "(项目)名称"))


def is_code(text: str) -> bool:
    """Return whether a heading says that codes stand below it."""
    return normalise(text).rstrip(")").endswith(("编码", "代码"))


def _role_by_ending(key: str) -> str:
    known = load("performance")["heading-words"]
    if len(key) > _MAX_LABEL or not key.endswith(tuple(known["target"])):
        return ""
    return PASSED if any(word in key for word in known["other-period"]) else "target"


def columns_of(texts: Sequence[str]) -> Mapping[str, int] | None:
    """Return the column of each role when the texts are the heading of the indicators, else None.

    Without a column of third-level names, the one that describes the indicators names them.
    """
    printed = "".join(texts)
    if printed.count("级") < _MIN_LEVELS and (
        # headings without levels have points to give: 分值, 权重
        "指标" not in printed or ("分" not in printed and "权" not in printed)
    ):
        return None  # as for most rows
    return _columns_of_heading(tuple(texts))


@lru_cache(maxsize=1024)  # tables of a document are headed alike, and several steps ask
def _columns_of_heading(texts: tuple[str, ...]) -> Mapping[str, int] | None:
    roles: dict[str, int] = {}
    for index, text in enumerate(texts):
        if role := role_of(text) or ("name" in roles and _funds(text)):
            # There may be several that are passed over: 前年, 上年.
            roles.setdefault(f"{role}-{index}" if role == PASSED else role, index)
    if _PLAIN - roles.keys() == {"description"} and "level3" not in roles:
        roles.update(("description", n) for n, text in enumerate(texts) if key_of(text) in _BARE)
    if sum(level in roles for level in _LEVELS) < _MIN_LEVELS and not roles.keys() >= _PLAIN:
        return None
    told = roles.get("description")
    if told is not None and "target" not in roles and key_of(texts[told]).startswith("指标值"):
        roles["target"] = roles.pop("description")  # 指标值内容 is the value where no 指标值 is
    if "level3" not in roles and "description" in roles:
        roles["level3"] = roles.pop("description")
    return roles


def _funds(text: str) -> str:
    """Return which funds stand below a heading of a list of projects, empty for no funds."""
    label = read_label(text)
    is_part = label and label.kind == "money" and label.key in {"fiscal", "carry-over", "other"}
    return label.key if label and is_part else ""


def are_headings(row: Row) -> bool:
    """Return whether all that a row prints are headings of columns, or labels."""
    return all(not c.text or role_of(c.text) or key_of(c.text) in _labels() for c in row)


def unknown_headings(row: Row, columns: Mapping[str, int]) -> list[Cell]:
    """Return the headings of the indicators whose column nothing here understands."""
    known = {"", *(row[index].text for index in columns.values())}  # merged ones come again
    return [cell for cell in row if cell.text not in known and not is_group(cell.text)]


@cache
def _one_heading() -> re.Pattern[str]:
    names = sorted(_headings(), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:end] for name in _headings() for end in range(1, len(name) + 1))


def consume_headings(text: str) -> tuple[list[tuple[int, str]], str]:
    """Return the headings with which a text without spaces begins, with their places; the rest."""
    found: list[tuple[int, str]] = []
    place = 0
    while name := _one_heading().match(text, place):
        found.append((place, name[0]))
        place = name.end()
    return found, text[place:]


@cache
def _group_before_headings() -> re.Pattern[str]:
    groups = sorted(map(re.escape, load("performance")["labels"]["group"]), key=lambda g: -len(g))
    return re.compile(f"(?:{'|'.join(groups)})(?=一级)")


def without_group(text: str) -> str:
    """Return a heading without the word over all of it: 绩效指标 before 一级指标."""
    return _group_before_headings().sub("", text, count=1)


def is_group(text: str) -> bool:
    """Return whether a text is a word that stands over other headings."""
    label = read_label(text)
    return label is not None and label.kind == "group"


def begins_heading(text: str) -> bool:
    """Return whether a text is the beginning of a heading that a line end cut."""
    return text in _beginnings()


@cache
def _levels(level: str) -> frozenset[str]:
    return frozenset(normalise(name) for name in load("performance")["levels"][level])


@lru_cache(maxsize=1 << 14)  # every cell and word of these tables is asked
def is_level1(text: str) -> bool:
    """Return whether a text is a known name of the first level, with or without 指标."""
    return _stem(text) in _levels("level1")


@lru_cache(maxsize=1 << 14)
def is_level2(text: str) -> bool:
    """Return whether a text is a known name of the second level, with or without 指标."""
    return _stem(text) in _levels("level2")


@cache
def _under() -> Mapping[str, frozenset[str]]:
    below: Mapping[str, list[str]] = load("performance")["levels"]["under"]
    return {word: frozenset(names) for word, names in below.items()}


@lru_cache(maxsize=4096)
def may_stand_under(level1: str, level2: str) -> bool:
    """Return whether a second level may stand below a first: false only where both are known."""
    allowed = [names for word, names in _under().items() if word in _stem(level1)]
    name = _stem(level2)
    is_known = any(name in names for names in _under().values())
    return not allowed or not is_known or any(name in names for names in allowed)


def level1_rank(text: str) -> int | None:
    """Return the place of a first level in the usual order of a project, None for others."""
    return next((n for n, name in enumerate(LEVEL1_ORDER) if text.startswith(name)), None)


def begins_level(text: str, level: int) -> bool:
    """Return whether a text is the beginning of the name of a level, 1 or 2, or the whole."""
    plain = normalise(text)
    return any(f"{name}指标".startswith(plain) for name in _levels(f"level{level}"))


@lru_cache(maxsize=4096)
def _stem(text: str) -> str:
    return normalise(text).removesuffix("指标")


def completes(begun: str, end: str, level: int) -> bool:
    """Return whether the end makes a known name of a cut one; a whole name needs none."""
    is_known = is_level1 if level == 1 else is_level2
    is_whole = is_known(begun) and begun.endswith("指标")
    return bool(begun) and not is_whole and is_known(begun + end)


def begins_with_sign(text: str) -> bool:
    """Return whether a target begins with its comparator: `≥95%`."""
    return text.lstrip().startswith(tuple(COMPARATORS))


def sign_of(text: str) -> str:
    """Return the comparator that a column of its own prints, `定性` being none."""
    plain = normalise(text)
    signs: Mapping[str, str] = load("performance")["signs"]
    return signs.get(plain, plain)
