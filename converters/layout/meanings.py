"""What a heading says about the figures below it: listed spellings first, then words in it.

Both are data (`vocabulary/columns.toml`): a listed heading is exact, a word is enough where a
province says `省级当年财政拨款安排` or `上年财政拨款资金结转`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ..vocabulary import load, normalise

_YEAR_BEFORE = re.compile(r"^20\d\d年?度?")
YEAR_AND_BUDGET = re.compile(r"20\d\d年?度?预算(?![数额执收支金安])")  # 预算 alone ends titles, too
# Behind a heading: its unit, or the levels that its names have.
_SUFFIX = re.compile(r"\((?:(?:单位:|金额单位:)?[万亿千]?元|类[/、]?款[/、]?项?)\)$")
_OF_WHICH = re.compile(r"^其中:?")
# What begins a row and no heading: a numbered item, a code.
_ITEM = re.compile(r"[一二三四五六七八九十]+、|\(?[一二三四五六七八九十\d]+\)|\d|其中:|\[\d")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says about the cells below it; all codes of the schemes of the same name."""

    kind: str
    measure: str = ""
    ledger: str = ""
    funding: str = ""
    type: str = ""
    phase: str = ""


_BUDGET = "预算数"
UNLISTED = Meaning("amount", "unlisted")
SHARE = Meaning("percent", "share-percent")


@lru_cache(maxsize=8192)
def heading_key(text: str) -> str:
    """Return a heading as compared: normalised, without a year before or a bracket behind it."""
    key = _SUFFIX.sub("", normalise(text)).replace("增、减", "增减")
    if YEAR_AND_BUDGET.fullmatch(key):
        return _BUDGET
    return _YEAR_BEFORE.sub("", key) or key


def meaning(heading: str) -> Meaning | None:
    """Return what a listed heading says, a year before it aside; None when it is not listed."""
    return _meanings().get(_OF_WHICH.sub("", heading_key(heading)))


@lru_cache(maxsize=4096)
def meaning_by_words(heading: str) -> Meaning | None:
    """Return what the words in a heading of figures say; the first entry that has one decides."""
    key = heading_key(heading)
    for words, endings, said in _words():
        if any(word in key for word in words) or key.endswith(endings):
            return said
    return None


@lru_cache(maxsize=4096)
def reads_like_heading(text: str) -> bool:
    """Return whether a text may head a column of figures, though no list has it."""
    said = meaning_by_words(text)
    return said is not None and not _ITEM.match(heading_key(text))


@cache
def _meanings() -> dict[str, Meaning]:
    return {
        heading_key(heading): _from_entry(entry)
        for entry in load("columns")["column"]
        for heading in entry["headings"]
    }


@cache
def _words() -> tuple[tuple[tuple[str, ...], tuple[str, ...], Meaning], ...]:
    return tuple(
        (tuple(entry.get("words", ())), tuple(entry.get("endings", ())), _from_entry(entry))
        for entry in load("columns")["word"]
    )


def _from_entry(entry: dict[str, Any]) -> Meaning:
    return Meaning(
        kind=entry.get("kind", "amount"),
        measure=entry.get("measure", ""),
        ledger=entry.get("ledger", ""),
        funding=entry.get("funding", ""),
        type=entry.get("type", ""),
        phase=entry.get("phase", ""),
    )
