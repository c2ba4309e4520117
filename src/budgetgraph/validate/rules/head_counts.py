"""A goal or description tells a number of persons, the target another one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from ..rows import Row
from ._amounts import as_decimal, plain_text

_COUNT = re.compile(
    r"(?<![\d.])(?P<count>\d{1,9})(?P<about>余|多|左右)?(?:名|人)(?!次|均|/)(?P<after>左右)?"
)
_OTHER_YEAR = re.compile(r"实际|上年|去年|20\d\d年(?:任务|实际|完成)")
_CLAUSE = re.compile(r"[,;。!、()（）]")


@dataclass(frozen=True, slots=True)
class _Mention:
    count: int
    is_rough: bool
    text: str


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield one row per text that tells one head count only, which its one target contradicts."""
    ordered = sorted(rows, key=lambda row: (str(row["this"]), str(row["value"]), str(row["text"])))
    for _, group in groupby(ordered, key=itemgetter("this", "value", "text")):
        same_text = list(group)
        targets = {as_decimal(row["count"]) for row in same_text}
        mentions = list(_find(plain_text(same_text[0]["text"])))
        if len(targets) == 1 and len(mentions) == 1:
            target = targets.pop()
            if not _agrees(mentions[0], target):
                yield same_text[0] | {"told": mentions[0].text}


def _find(text: str) -> Iterator[_Mention]:
    for clause in _CLAUSE.split(text):
        if _OTHER_YEAR.search(clause):
            continue
        for match in _COUNT.finditer(clause):
            if int(match["count"]) > 1:  # 每完成1名: a rate
                rough = bool(match["about"] or match["after"] or "约" in clause[: match.start()])
                yield _Mention(int(match["count"]), rough, match[0])


def _agrees(mention: _Mention, target: Decimal) -> bool:
    if mention.is_rough:  # 左右 says that the number is rounded: one digit of it counts
        step = Decimal(10) ** (len(str(mention.count)) - 1)
        return abs(target - mention.count) < step
    return target == mention.count
