"""Number of persons, rate and amount told in one sentence do not fit."""

import re
from collections.abc import Iterable, Iterator

from ..rows import Row
from ._amounts import NUMBER, UNIT, as_decimal, plain_text, read_amount

_WHO = r"(?P<count>\d{1,9})(?:人|名|户|家|生)"
_RATE = rf"(?P<rate>{NUMBER})元"
_AMOUNT = rf"(?P<number>{NUMBER})(?P<unit>{UNIT})"
_FORMS = (
    # 411人,1670元/月,每月预计需75万元
    re.compile(rf"{_WHO},{_RATE}/月,每月[^\d,;。]{{0,6}}{_AMOUNT}"),
    # 140名人员发放补贴120万元,每人8400元
    re.compile(
        rf"{_WHO}[^\d,;。]{{0,24}}{_AMOUNT},每(?:人|家|名|户|生)[^\d,;。]{{0,4}}{_RATE}(?!/)"
    ),
    # 32人,按每生每学年500元计算,共需资金1.6万元
    re.compile(
        rf"{_WHO},(?:按|按照)?每(?:人|家|名|户|生)(?:每学?年)?{_RATE}(?:计算|测算|标准)?,"
        rf"(?:共|共计|总计)?需?(?:要)?(?:补助)?(?:资金)?{_AMOUNT}"
    ),
)


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield a row for every sentence whose product is not the amount beside it."""
    for row in rows:
        text = plain_text(row["text"])
        for form in _FORMS:
            for match in form.finditer(text):
                told = read_amount(match["number"], match["unit"])
                product = as_decimal(match["count"]) * as_decimal(match["rate"].replace(",", ""))
                if not told.agrees(product):
                    yield row | {
                        "quoted": match[0],
                        "count": int(match["count"]),
                        "rate": match["rate"],
                        "expected": product,
                        "found": told.amount_yuan,
                        "difference": told.amount_yuan - product,
                    }
