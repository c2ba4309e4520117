"""A description names one amount of money, its target another one."""

import re
from collections.abc import Iterable, Iterator

from budgetgraph.figures import plain_decimal

from ..rows import Row
from ._amounts import as_decimal, find_amounts, plain_text

# What is told per head or per piece is no total.
_RATE = re.compile(r"每|/|人均|平均|标准|单价|不低于|不少于")
_WAN = 10_000


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows whose description tells exactly one amount, which is not the target."""
    for row in rows:
        text = plain_text(row["description"])
        told = [] if _RATE.search(text) else list(find_amounts(text))
        if len(told) != 1 or told[0].agrees(as_decimal(row["target"])):
            continue
        amount = told[0].amount_yuan
        found = as_decimal(row["target"])
        yield (
            row
            | {"told": amount, "expected": amount, "found": found, "difference": found - amount}
            | _note(row)
        )


def _note(row: Row) -> Row:
    if "budget" not in row:
        return {}
    wan = plain_decimal(as_decimal(row["budget"]) / _WAN)
    return {
        "budgetNote_zh": f"，项目预算数为{wan}万元",
        "budgetNote_en": f", the project's amount is {wan}万元",
    }
