"""What a clause of running text says about the figure after it: which figure, or which change.

All words are in `vocabulary/narrative.toml`. A clause is read from its end, where the figure
stands: connecting words, then the phrase, then a year and words that lead to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ..vocabulary import load, normalise
from . import _changes as changes
from ._changes import either

_NAME = "narrative"
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_BEHIND = re.compile(r"(?<=.)20\d\d年(?:度|初)?$")  # 公务用车购置费2024年预算数
_BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)")
_CALLED = re.compile("(?:以下)?(?:[统简]称为?)?")  # (以下简称“三公”经费)
_CUT = re.compile(
    r"[，,；;。、()]|:(?=.)"
    # a comma is missing behind a number
    r"|(?:(?<=\d[辆个])|(?<=\d人次)|(?<=\d批次))(?=公务|因公)"
    r"|(?<=\d%)(?=公务|因公|公用|人员|基本|项目)"
)
_NUMBER = re.compile(r"^(?:\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.．])+")
_MAX_CONNECTING = 4
_EXECUTED = "executed"
_MAX_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one figure is.

    Attributes:
        keys: Keys of statements.csv that it states.
        topic: The topic of the section where it belongs.
        sign: -1 for decreases, else 1.
        is_change: Whether it is a change against another year.
    """

    keys: tuple[str, ...]
    topic: str
    sign: int = 1
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """The year and the stage (`approved`, `executed`) that a document is of.

    Figures of another year or stage in its text are none of its own.
    """

    year: int | None
    phase: str = "approved"


@dataclass(frozen=True, slots=True)
class _Phrase:
    meaning: Meaning
    free: bool


def last_clause(text: str) -> str:
    """Return the clause right before a figure, in compared form, brackets inside it left out."""
    plain = normalise(text[-2 * _MAX_CLAUSE :]).replace("*", "")
    plain = plain.replace("(境)", "境").replace("结(转)", "结转")
    plain = _BRACKETS.sub(_named_inside, plain).rstrip(":")
    plain = plain.replace("收、支", "收支").replace("收入、支出", "收入支出")
    *before, clause = _CUT.split(plain)[-2:]
    return (changes.behind(before[0], clause) if before else clause)[-_MAX_CLAUSE:]


def _named_inside(bracket: re.Match[str]) -> str:
    """Return what replaces a bracket: nothing, or the name of all that stands before it."""
    name = _CALLED.sub("", bracket["inside"], count=1)
    phrase = _phrases().get(name)
    return f",{name}" if phrase and phrase.free else ""


def read_clause(
    clause: str, subject: str, edition: Edition, above: Meaning | None = None
) -> Meaning | None:
    """Return what the figure after a clause is, None where it is none of the keys.

    Args:
        clause: From `last_clause`.
        subject: Key of the figure that the sentence spoke of last, empty where it is unknown.
        edition: Year and stage of the document; figures of others are none of the keys.
        above: Of what a clause is that names nothing itself: `1.公务接待费：2024年预算安排5万元`.
    """
    change = changes.parse(clause)
    if change is None:
        if is_of_other(clause, edition) or is_changed(clause):
            return None
        phase = edition.phase
        return _stated(clause, phase) or (above if is_bare(clause, phase) else None)
    compare = change["compare"] or ""
    if not (change["subject"] or compare) or _is_against_plan(compare, edition):
        return None
    key = _changed_key(change["subject"], edition.phase) if change["subject"] else subject
    changed = load(_NAME)["changes"].get(key)
    if changed is None:
        return None
    sign = -1 if change["verb"] in load(_NAME)["words"]["decrease"] else 1
    topic = next(p.meaning.topic for p in _phrases().values() if key in p.meaning.keys)
    return Meaning((changed,), topic, sign, is_change=True)


def _changed_key(name: str, phase: str) -> str:
    """Return the key that changes by the words before the comparison, empty where it is none."""
    stated = _stated(name, phase)
    key: str = stated.keys[0] if stated else load(_NAME)["changed"].get(name, "")
    return key


def _is_against_plan(compare: str, edition: Edition) -> bool:
    """Return whether final accounts compare with the budget of their own year."""
    stages = load(_NAME)["stages"]
    return (
        edition.phase == _EXECUTED
        and any(word in compare for word in stages["approved"])
        and not (_YEAR.search(compare) or any(word in compare for word in stages["before"]))
    )


def is_bare(clause: str, phase: str) -> bool:
    """Return whether a clause names nothing: a year, and words that lead to a figure."""
    return bool(clause) and bool(_bare(phase).fullmatch(clause))


@cache
def _bare(phase: str) -> re.Pattern[str]:
    return re.compile(r"(?:20\d\d年(?:度|初)?)?" + either(_leading_on(phase)) + "{1,4}")


def is_changed(clause: str) -> bool:
    """Return whether the figure after a clause is what changed of its name: `减少了三公经费`."""
    meaning, behind = _found(clause, _EXECUTED) if changes.has_verb(clause) else (None, "")
    if meaning is None:
        return False
    named = clause[: len(clause) - len(behind)]
    size = next(size for size in _sizes() if named[-size:] in _phrases())
    return changes.ends_with_verb(named[:-size])


def of_heading(heading: str) -> Meaning | None:
    """Return what a heading names: `1.公务接待费`."""
    return _stated(_NUMBER.sub("", last_clause(_NUMBER.sub("", normalise(heading)))))


def of_short_heading(heading: str) -> Meaning | None:
    """Return what the figure right behind a heading of one short word is: `1、收入：`."""
    key = load(_NAME)["changed"].get(_NUMBER.sub("", normalise(heading)))
    return next((p.meaning for p in _phrases().values() if p.meaning.keys == (key,)), None)


def named_by(clause: str) -> Meaning | None:
    """Return what a clause names, of whatever year and stage: `公务接待费2022年决算`."""
    return _stated(clause, _EXECUTED)


def names_figure(clause: str) -> bool:
    """Return whether a clause names a figure, or leads to the one above, of whatever year."""
    return named_by(clause) is not None or is_bare(clause, _EXECUTED)


def mentions(clause: str, key: str) -> bool:
    """Return whether a clause has words of a key, wherever they stand."""
    return any(word in clause for word in load(_NAME)["mentioned"].get(key, ())) or any(
        name in clause for name, phrase in _phrases().items() if key in phrase.meaning.keys
    )


def name_of(key: str) -> str:
    """Return the first spelling of a key."""
    return next(name for name, phrase in _phrases().items() if key in phrase.meaning.keys)


def tells_edition(clause: str) -> bool:
    """Return whether a clause says of which year or stage its figure is."""
    stages = load(_NAME)["stages"]
    behind = clause if is_bare(clause, _EXECUTED) else _found(clause, _EXECUTED)[1]
    return (
        bool(_YEAR.search(clause))
        or any(word in clause for word in stages[_EXECUTED])
        or any(word in behind for word in stages["approved"])
    )


def is_of_other(clause: str, edition: Edition) -> bool:
    """Return whether the figure after a clause is of another year or stage than the document."""
    named = _YEAR.findall(clause)
    if named and edition.year is not None and str(edition.year) not in named:
        return True
    stages = load(_NAME)["stages"]
    if edition.phase != _EXECUTED:
        return any(word in clause for word in stages[_EXECUTED])
    behind = _found(clause, _EXECUTED)[1] if not is_bare(clause, _EXECUTED) else clause
    own = any(word in clause for word in stages[_EXECUTED])
    return not own and any(word in behind for word in stages["approved"])


def topics_of(headings: Iterable[str]) -> frozenset[str] | None:
    """Return the topics of a section by the headings above it, None where it states no figures.

    The innermost heading that names a topic decides; a closed section stays closed below. No
    topics at all means that the headings say nothing.
    """
    found: frozenset[str] = frozenset()
    for heading in headings:
        topics = _topics_of_heading(heading)
        if topics is None:
            return None
        found = topics or found
    return found


@cache
def _topics_of_heading(heading: str) -> frozenset[str] | None:
    plain = normalise(heading)
    vocabulary = load(_NAME)
    topics = vocabulary["topics"]
    special = {topic for topic, words in topics.items() if any(word in plain for word in words)}
    if any(word in plain for word in vocabulary["closed"]["words"]):
        return frozenset(special) or None
    general = any(word in plain for word in vocabulary["general"]["words"])
    return frozenset(special or ({vocabulary["general"]["topic"]} if general else ()))


def names_part_of_money(clause: str) -> bool:
    """Return whether the figure after a clause is expenditure of a part of the money."""
    meaning = _found(clause)[0]
    return meaning is not None and not meaning.keys


def is_stated_within(key: str, topics: Iterable[str]) -> bool:
    """Return whether a section of some topics states a figure that belongs to another topic."""
    return any(key in load(_NAME)["within"].get(topic, ()) for topic in topics)


def _stated(clause: str, phase: str = "approved") -> Meaning | None:
    """Return what a clause without a verb of change states."""
    meaning = _found(clause, phase)[0]
    return meaning if meaning and meaning.keys else None


def _found(clause: str, phase: str = "approved") -> tuple[Meaning | None, str]:
    """Return what a clause says, without keys where that is none of the figures.

    Beside it the words between that name and the figure.
    """
    rest = clause
    for _ in range(_MAX_CONNECTING + 1):
        for size in _sizes():
            phrase = _phrases().get(rest[-size:]) if size <= len(rest) else None
            if phrase and (phrase.free or _lead().fullmatch(rest[:-size])):
                return phrase.meaning, clause[len(rest) :]
        shorter = _connecting(phase).sub("", rest)
        if shorter == rest:
            break
        rest = _YEAR_BEHIND.sub("", shorter)
    return None, ""


@cache
def _sizes() -> tuple[int, ...]:
    return tuple(sorted({len(phrase) for phrase in _phrases()}, reverse=True))


@cache
def _phrases() -> dict[str, _Phrase]:
    return {
        normalise(phrase): _Phrase(Meaning(tuple(f["keys"]), f["topic"]), f.get("free", False))
        for f in load(_NAME)["figure"]
        for phrase in f["phrases"]
    }


@cache
def _connecting(phase: str) -> re.Pattern[str]:
    return re.compile(either(_leading_on(phase)) + "$")


def _leading_on(phase: str) -> list[str]:
    """Return the words that may stand between a name and its figure at a stage."""
    words: list[str] = load(_NAME)["words"]["connecting"]
    return [*words, *load(_NAME)["stages"][_EXECUTED]] if phase == _EXECUTED else words


@cache
def _lead() -> re.Pattern[str]:
    """Return the pattern of what may stand before a phrase: anything up to a year, lead words."""
    return re.compile(r"(?:.*20\d\d年(?:度|初)?)?" + either(load(_NAME)["words"]["lead"]) + "{0,6}")
