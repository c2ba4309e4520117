"""A purpose or goal names the money of the whole project; budget or cost targets say otherwise."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from ..rows import Row
from ._amounts import NUMBER, UNIT, Told, as_decimal, plain_text, read_amount

_TOTAL = re.compile(
    r"(?<!每人)(?<!每户)(?<!每村)(?<!每生)(?<!每月)"
    r"(?:申请|年初预算|预算(?:为|安排)|共需(?:资金)?|需(?:要)?(?:补助)?资金|需补助资金|共计|总计|金额为"
    r"|全年预计(?:需)?|每年)"
    rf"(?P<number>{NUMBER})(?P<unit>{UNIT})"
)


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield one row per project whose texts tell one total, which its reference contradicts.

    The reference is the budget; without one, the sum of the cost targets. Texts that tell several
    totals are left alone: which of them is the whole is not said.
    """
    ordered = sorted(
        rows, key=lambda row: (str(row["this"]), str(row["project"]), str(row["value"]))
    )
    for _, group in groupby(ordered, key=itemgetter("this", "project")):
        texts = list(group)
        told = [(item, row) for row in texts for item in _find(row)]
        reference = _reference(texts[0])
        if reference is None or len({item.amount_yuan for item, _ in told}) != 1:
            continue
        expected, width, words = reference
        item, row = told[0]
        if not item.agrees(expected, width):
            yield row | words | _compare(item, expected)


def _find(row: Row) -> list[Told]:
    return [
        read_amount(match["number"], match["unit"])
        for match in _TOTAL.finditer(plain_text(row["text"]))
    ]


def _reference(row: Row) -> tuple[Decimal, Decimal, Row] | None:
    if "amount" in row:
        words: Row = {"against_zh": "项目预算数", "against_en": "the project's amount is"}
        return as_decimal(row["amount"]), as_decimal(row.get("width", 0)), words
    if row.get("costs") and not row.get("unclear"):
        words = {"against_zh": "成本指标合计", "against_en": "the cost targets add up to"}
        return as_decimal(row["costSum"]), Decimal(0), words
    return None


def _compare(told: Told, expected: Decimal) -> Row:
    found = told.amount_yuan
    return {"told": found, "found": found, "expected": expected, "difference": found - expected}
