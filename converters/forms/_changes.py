"""Changes that running text states, and figures that it compares with: `比上年12万元减少2万元`.

All words are in `vocabulary/narrative.toml`.
"""

import re
from collections.abc import Iterable
from functools import cache

from ..vocabulary import load, normalise

_NAME = "narrative"


def parse(clause: str) -> re.Match[str] | None:
    """Return the subject, the comparison and the verb of a change, None where a clause is none."""
    return _change_pattern().fullmatch(clause)


def is_change(clause: str) -> bool:
    """Return whether the figure after a clause is a change, of whatever."""
    return bool(_change_pattern().fullmatch(clause))


def compares(clause: str) -> bool:
    """Return whether the figure after a clause is one to compare with: `比2023年预算12万元`."""
    return bool(_comparison().search(clause))


def completes(clause: str) -> bool:
    """Return whether the figure after a clause is what a figure was planned as: `完成年初预算`."""
    return compares(clause) and any(word in clause for word in load(_NAME)["words"]["completed"])


def ends_with_verb(text: str) -> bool:
    """Return whether a text ends with a verb of change, whose object follows: `减少了`."""
    return bool(_verb_behind().search(text))


def has_verb(text: str) -> bool:
    """Return whether a text holds a verb of change: few do."""
    return any(verb in text for verb in _verbs())


def behind(before: str, clause: str) -> str:
    """Return a change with the comparison in the clause before it: `与上年相比，减少2万元`.

    One that is 分别 is of parts named before.
    """
    if not _is_bare(clause) or "分别" in clause:
        return clause
    compared = _behind_name().fullmatch(before)
    known = compared and (not compared["name"] or compared["name"] in load(_NAME)["changed"])
    return before + clause if known else clause


def as_compared(clause: str) -> str:
    """Return a change behind a figure to compare with: `减少`, behind `比上年12万元`."""
    return load(_NAME)["words"]["compared"][0] + clause if _is_bare(clause) else clause


def _is_bare(clause: str) -> bool:
    """Return whether a clause is a verb of change that tells neither of what nor against what."""
    change = parse(clause)
    return bool(change and not (change["subject"] or change["compare"]))


def either(words: Iterable[str]) -> str:
    """Return a pattern of words, the longest first."""
    longest_first = sorted({normalise(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


@cache
def _comparison() -> re.Pattern[str]:
    words = load(_NAME)["words"]
    said = [*words["compared-with"], *words["connecting"], *load(_NAME)["stages"]["executed"]]
    verbs = [*words["compared"], *words["completed"]]
    return re.compile(either(verbs) + f"(?:20\\d\\d|{either(said)}){{1,8}}$")


@cache
def _comparing() -> re.Pattern[str]:
    words = load(_NAME)["words"]
    said = either(words["compared-with"])
    figure = r"(?:\d+\.\d+)?"  # without its unit: 较上年2.08减少0.03万元
    return re.compile(f"{either(words['compared'])}(?:20\\d\\d|{said}){{0,10}}{figure}")


@cache
def _behind_name() -> re.Pattern[str]:
    return re.compile(f"(?P<name>.{{0,4}}?){_comparing().pattern}")


@cache
def _verbs() -> tuple[str, ...]:
    words = load(_NAME)["words"]
    # 多 and 少 end other words, too.
    return tuple(verb for verb in (*words["increase"], *words["decrease"]) if len(verb) > 1)


@cache
def _verb_behind() -> re.Pattern[str]:
    return re.compile(either(_verbs()) + "了?$")


@cache
def _change_pattern() -> re.Pattern[str]:
    words = load(_NAME)["words"]
    verbs = either([*words["increase"], *words["decrease"]])
    return re.compile(
        f"(?P<subject>.*?)(?P<compare>{_comparing().pattern})?{either(words['adverbs'])}{{0,2}}"
        f"(?P<verb>{verbs}){either(words['after-verb'])}{{0,3}}"
    )
