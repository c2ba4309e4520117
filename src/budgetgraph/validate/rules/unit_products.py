"""A description tells a rate and a number of things; the target is not their product."""

import re
from collections.abc import Iterable, Iterator

from ..rows import Row
from ._amounts import NUMBER, UNIT, as_decimal, plain_text, read_amount

_THING = "[名人户个家村站台册本份套]"
_PRODUCT = re.compile(
    rf"(?:每{_THING}[^\d,;。]{{0,6}}(?P<each>{NUMBER})元|(?P<per>{NUMBER})元/{_THING})"
    rf",(?:共|共计|合计|预计|约)(?P<count>\d{{1,9}}){_THING}"
)
_AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?P<unit>{UNIT})")
_UPPER = ("≤", "<", "不超过")


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows whose target is not what the description multiplies.

    A target that is an upper bound may be larger.
    """
    for row in rows:
        match = _PRODUCT.search(plain_text(row["description"]))
        printed = plain_text(row["printed"])
        target = _AMOUNT.search(printed)
        if not match or not target:
            continue
        rate = match["each"] or match["per"]
        product = as_decimal(match["count"]) * as_decimal(rate.replace(",", ""))
        told = read_amount(target["number"], target["unit"])
        is_within = printed.startswith(_UPPER) and product < told.amount_yuan
        if not is_within and not told.agrees(product):
            yield row | {
                "quoted": match[0],
                "count": int(match["count"]),
                "rate": rate,
                "expected": product,
                "found": told.amount_yuan,
                "difference": told.amount_yuan - product,
            }
