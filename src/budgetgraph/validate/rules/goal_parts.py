"""A goal tells what one thing costs; the cost target of the same thing allows less."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from ..rows import Row
from ._amounts import Told, as_decimal, find_amounts, plain_text

_SENTENCE = re.compile(r"[;。]")
_COMMON = 6  # characters that the goal and the description of the target share in one piece
_WHOLE = re.compile(r"(?:共计|合计|总计|共需|约|需)$")
_RATE = re.compile(r"(?:每|人均|平均)[^,]*$")


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the cost targets below the amount that a sentence of the goal tells for them."""
    for row in rows:
        description = plain_text(row["description"])
        for sentence in _SENTENCE.split(plain_text(row["text"])):
            told = _find_whole(sentence)
            if told is None or not _is_about(sentence[: told.start], description):
                continue
            bound = as_decimal(row["target"])
            if told.amount_yuan > bound and not told.agrees(bound):
                quoted = sentence[_start(sentence, description) : told.end]
                yield row | {
                    "quoted": quoted,
                    "expected": told.amount_yuan,
                    "found": bound,
                    "difference": bound - told.amount_yuan,
                }


def _find_whole(sentence: str) -> Told | None:
    """Return the one amount of a sentence that is a whole and no rate; None for several."""
    amounts = list(find_amounts(sentence))
    whole = [told for told in amounts if _WHOLE.search(sentence[: told.start])]
    if not whole and len(amounts) == 1 and not _RATE.search(sentence[: amounts[0].start]):
        whole = amounts
    return whole[0] if len(whole) == 1 else None


def _is_about(sentence: str, description: str) -> bool:
    match = SequenceMatcher(None, sentence, description, autojunk=False).find_longest_match()
    shared = sentence[match.a : match.a + match.size]
    return match.size >= _COMMON and any(character.isdigit() for character in shared)


def _start(sentence: str, description: str) -> int:
    return SequenceMatcher(None, sentence, description, autojunk=False).find_longest_match().a
