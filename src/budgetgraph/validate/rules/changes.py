"""Difference, percentage and direction word of a change against last year."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgetgraph.figures import plain_decimal

from ..rows import Row
from ._amounts import NUMBER, as_decimal, find_amounts, plain_text

_WORDS = {"增加": 1, "增长": 1, "上升": 1, "提高": 1, "减少": -1, "下降": -1, "降低": -1}
_PERCENT = re.compile(rf"(?P<word>{'|'.join(_WORDS)})[^\d,;。]{{0,4}}(?P<number>{NUMBER})[%％]")
_NEAR = 24  # characters between an amount and its percentage


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows whose percentage does not recompute or points the other way."""
    for row in rows:
        text = plain_text(row["sentence"])
        change, width = as_decimal(row["found"]), as_decimal(row["width"])
        match = _percentage_after(text, change)
        if match is None or change == 0:
            continue
        if _WORDS[match["word"]] * change < 0:
            yield row | _problem(
                f"金额与“{match[0]}”方向相反",
                f"the amount and '{match[0]}' point to opposite sides",
            )
        elif "current" in row and not _recomputes(
            match["number"], change, as_decimal(row["current"]), width
        ):
            share = _share(change, as_decimal(row["current"]))
            yield (
                row
                | _problem(
                    f"增减比例应为{share}%，文中写{match['number']}%",
                    f"the percentage is {share}%, the text says {match['number']}%",
                )
                | {"expected": f"{share}%", "found": f"{match['number']}%", "difference": ""}
            )


def _percentage_after(text: str, change: Decimal) -> re.Match[str] | None:
    """Return the percentage that stands right behind the amount of the change."""
    for told in find_amounts(text):
        if told.amount_yuan == abs(change):
            return _PERCENT.search(text, told.end, told.end + _NEAR)
    return None


def _recomputes(printed: str, change: Decimal, current: Decimal, width: Decimal) -> bool:
    """Return whether change over last year's amount is the printed percentage, as intervals."""
    before = current - change
    if before <= 0:
        return True  # nothing to compare with
    value = Decimal(printed.replace(",", ""))
    exponent = value.as_tuple().exponent
    half = Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) else Decimal(0)
    low = (abs(change) - width) / (before + 2 * width) * 100 - half
    high = (abs(change) + width) / max(before - 2 * width, Decimal(1)) * 100 + half
    return low <= value <= high


def _share(change: Decimal, current: Decimal) -> str:
    share = abs(change) / (current - change) * 100
    return plain_decimal(share.quantize(Decimal("0.01")))


def _problem(zh: str, en: str) -> Row:
    return {"problem_zh": zh, "problem_en": en}
