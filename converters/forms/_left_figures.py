"""Figures of a section that no pattern understood, where the section promises more than was read.

`三、“三公”经费` promises abroad, vehicles and reception; where one of them is missing and sentences
of the section state amounts that nobody understood, this is told (R04). So are figures that are of
another year or stage than the document, and therefore none of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from budgetgraph.model import Cell, Finding

from ..vocabulary import load
from . import _phrases as phrases
from ._units import Stated

_NAME = "narrative"
_NO_TITLE = "正文"  # of text below no heading
_NUMBER = 4  # characters of a heading that is no more than its number: （一）


@dataclass(frozen=True, slots=True)
class Left:
    """A figure that was not understood.

    Attributes:
        section: The headings above.
        topics: What they are about.
        sentence: Its sentence.
        clause: The words before it.
        cell: Its print.
    """

    section: tuple[str, ...]
    topics: frozenset[str]
    sentence: str
    clause: str
    cell: Cell


def describe_left(
    left: Sequence[Left], read: Collection[str], understood: Collection[str]
) -> Iterator[Finding]:
    """Yield a finding for each section that states more than was read of what it promises.

    Args:
        left: Figures that were not understood.
        read: Keys that were read.
        understood: Sentences of which a figure was understood; others of theirs are details.
    """
    sections: dict[tuple[str, ...], list[Left]] = {}
    for figure in left:
        is_one = any(phrases.mentions(figure.clause, key) for key in _unread(figure.topics, read))
        missing = _missing(figure.topics, read)
        if is_one or (missing and figure.sentence not in understood):
            sections.setdefault(figure.section, []).append(figure)
    for section, figures in sections.items():
        first = figures[0]
        missing = _missing(first.topics, read) or [
            key
            for key in _unread(first.topics, read)
            if any(phrases.mentions(figure.clause, key) for figure in figures)
        ]
        title, count = section[-1] if section else _NO_TITLE, len(figures)
        names = "、".join(phrases.name_of(key) for key in missing)
        example = f"{first.clause}{first.cell.text}"
        yield _told(
            first.cell,
            "warning",
            f"“{title}”一节未读出{names}，但另有 {count} 处金额未能理解，如“{example}”",
            (
                f"section '{title}' gave no figure for {', '.join(missing)}, but names {count} "
                f"amounts that were not understood, such as '{example}'"
            ),
        )


def describe_skipped(skipped: Sequence[Left]) -> Iterator[Finding]:
    """Yield a finding for each topic that the text states figures of other years or stages of."""
    topics: dict[frozenset[str], list[Left]] = {}
    for figure in skipped:
        topics.setdefault(figure.topics, []).append(figure)
    for figures in topics.values():
        first, count = figures[0], len(figures)
        title = next((text for text in reversed(first.section) if len(text) > _NUMBER), _NO_TITLE)
        example = f"{first.clause}{first.cell.text}"
        yield _told(
            first.cell,
            "info",
            f"“{title}”中有 {count} 处金额属于其他年度或阶段，未读取，如“{example}”",
            (
                f"'{title}' states {count} amounts of another year or stage than the document's, "
                f"such as '{example}': not read"
            ),
        )


def describe_others(others: Iterable[Stated]) -> Iterator[Finding]:
    """Yield a finding for each key of which the text states another amount than the first one.

    A page may tell of several departments, or of parts of one. Changes are of many things.
    """
    keys: dict[str, list[Stated]] = {}
    changes = load(_NAME)["changes"].values()
    for stated in others:
        if stated.key not in changes:
            keys.setdefault(stated.key, []).append(stated)
    for key, figures in keys.items():
        first, count, name = figures[0], len(figures), phrases.name_of(key)
        yield _told(
            first.cell,
            "info",
            f"文中另有 {count} 处“{name}”的金额与首次所写不同，未读取，如“{first.cell.text}”",
            (
                f"the text states {count} amounts of {name} that differ from the first one, such "
                f"as '{first.cell.text}': not read"
            ),
        )


def _missing(topics: frozenset[str], read: Collection[str]) -> list[str]:
    """Return what a section promises and nothing was read of, not even a part."""
    return [key for key in _promised(topics) if not _is_read(key, read)]


def _unread(topics: frozenset[str], read: Collection[str]) -> list[str]:
    """Return what a section promises that was not read itself.

    Text below no heading promises what a topic does of which it states the whole.
    """
    if not topics:
        topics = frozenset(load(_NAME)["promised"]) & frozenset(read)
    return [key for key in _promised(topics) if key not in read]


def _promised(topics: frozenset[str]) -> list[str]:
    promised = load(_NAME)["promised"]
    return [key for topic in sorted(topics) for key in promised.get(topic, ())]


def _is_read(key: str, read: Collection[str]) -> bool:
    """Return whether a figure was read, or one of its parts."""
    parts = (
        part for entry in load(_NAME)["sum"] if entry["whole"] == key for part in entry["parts"]
    )
    return key in read or any(part in read for part in parts)


def _told(cell: Cell, severity: str, message_zh: str, message_en: str) -> Finding:
    """Return the finding (R04) that figures like the one in a cell were not read."""
    return Finding(
        id="R04",
        severity=severity,
        message_zh=message_zh,
        message_en=message_en,
        line=cell.line,
        page=cell.page,
        table=_NAME,
        printed=cell.text,
        cell=cell,
    )
