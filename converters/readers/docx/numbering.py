"""Automatic numbers of paragraphs (一、 1. (2)): printed by Word, written nowhere in the text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .._package import Package, attribute, local

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = 0x2460
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_NONE = ("", "")
_CHINESE = frozenset(
    {
        "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
        "taiwaneseCountingThousand", "ideographDigital",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: kind of digits, pattern such as `%1、`, first number."""

    kind: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted.

    Attributes:
        lists: List identifier -> levels by depth.
        styles: Paragraph style -> (list, depth) that it brings along.
    """

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str, str]] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def read(cls, package: Package, numbering: str, styles: str) -> "Numbering":
        """Return the lists that the named parts define; none where they are missing."""
        found = cls()
        if numbering in package:
            found.lists = _lists(package.xml(numbering))
        if styles in package and found.lists:
            found.styles = _styles(package.xml(styles))
        return found

    def next_label(self, paragraph: Any) -> str:
        """Return the number that Word prints before this paragraph, empty where none."""
        if not self.lists:
            return ""
        name, depth_text = self._membership(paragraph)
        levels = self.lists.get(name)
        depth = int(depth_text) if depth_text.isdigit() else 0
        if not levels or depth not in levels:
            return ""
        level = levels[depth]
        count = self._counts.get((name, depth), level.start - 1) + 1
        self._counts[name, depth] = count
        for deeper in [key for key in self._counts if key[0] == name and key[1] > depth]:
            del self._counts[deeper]
        return self._label(name, levels, level)

    def _membership(self, paragraph: Any) -> tuple[str, str]:
        style = ""
        for child in paragraph:
            if local(child) == "pPr":
                for item in child:
                    if local(item) == "numPr":
                        return _num_pr(item)
                    if local(item) == "pStyle":
                        style = attribute(item, "val") or ""
        return self.styles.get(style, _NONE)

    def _label(self, name: str, levels: dict[int, _Level], level: _Level) -> str:
        if level.kind in {"bullet", "none"}:
            return ""
        label = level.pattern
        for depth, other in levels.items():
            mark = f"%{depth + 1}"
            if mark in label:
                label = label.replace(
                    mark, write(self._counts.get((name, depth), other.start), other.kind)
                )
        return label


def write(number: int, kind: str) -> str:
    """Return a number as Word's number format of that name writes it; decimal for rare formats."""
    if kind in _CHINESE:
        return _chinese(number)
    if kind in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= number <= 20:  # noqa: PLR2004
        return chr(_CIRCLED + number - 1)
    if kind in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "upperLetter" else letter.lower()
    if kind in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    if kind == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if kind == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if kind == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _chinese(number: int) -> str:
    """Return 1 to 99 in Chinese counting, digits beyond."""
    if not 0 < number < 100:  # noqa: PLR2004
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    text = ""
    for value, sign in pairs:
        text += sign * (number // value)
        number %= value
    return text


def _lists(root: Any) -> dict[str, dict[int, _Level]]:
    abstract = {
        attribute(item, "abstractNumId"): _levels(item)
        for item in root
        if local(item) == "abstractNum"
    }
    lists: dict[str, dict[int, _Level]] = {}
    for item in root:
        if local(item) == "num":
            base = next((_value(c) for c in item if local(c) == "abstractNumId"), "")
            levels = dict(abstract.get(base, {}))
            levels.update(_overrides(item, levels))
            lists[attribute(item, "numId") or ""] = levels
    return lists


def _levels(parent: Iterable[Any]) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for item in parent:
        if local(item) == "lvl":
            values = {local(child): _value(child) for child in item}
            start = values.get("start", "1")
            levels[int(attribute(item, "ilvl") or 0)] = _Level(
                values.get("numFmt", "decimal"),
                values.get("lvlText", ""),
                int(start) if start.isdigit() else 1,
            )
    return levels


def _overrides(item: Any, levels: dict[int, _Level]) -> dict[int, _Level]:
    changed: dict[int, _Level] = {}
    for child in item:
        if local(child) == "lvlOverride":
            depth = int(attribute(child, "ilvl") or 0)
            changed.update(_levels(child))
            start = next((_value(c) for c in child if local(c) == "startOverride"), "")
            old = changed.get(depth) or levels.get(depth)
            if start.isdigit() and old:
                changed[depth] = _Level(old.kind, old.pattern, int(start))
    return changed


def _styles(root: Any) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for style in root:
        if local(style) == "style":
            for child in style:
                if local(child) == "pPr":
                    for item in child:
                        if local(item) == "numPr":
                            found[attribute(style, "styleId") or ""] = _num_pr(item)
    return found


def _num_pr(item: Any) -> tuple[str, str]:
    values = {local(child): _value(child) for child in item}
    return values.get("numId", ""), values.get("ilvl", "0")


def _value(element: Any) -> str:
    return attribute(element, "val") or ""
