"""Units of money that number formats print behind figures: `1,006.57万元`.

Where they agree with all that the sheet says of its unit, the figures are read without them. Where
the sheet says another unit, or figures name several, they stay: no form reads such a cell.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ._sheet_cell import SheetCell

_UNIT = "亿元|百万元|万元|千元|元"
_PRINTED = re.compile(rf"(?P<figure>.*\d[)）]?)\s*(?P<unit>{_UNIT})")
_CAPTION = re.compile(rf"单\s*位\s*[:：]\s*(?:人民币)?\s*({_UNIT})")
_HEADING = re.compile(rf"[(（](?:单位[:：])?({_UNIT})[)）]")

Rows = tuple[tuple[SheetCell, ...], ...]


class Plain(NamedTuple):
    """Rows without units behind figures, and the unit if nothing else in the sheet names it."""

    rows: Rows
    unit: str = ""


def without_units(rows: Rows) -> Plain:
    """Return the rows of a sheet without the unit that its number formats print."""
    numbers = [cell.text for row in rows for cell in row if cell.is_number and cell.text]
    printed = [found["unit"] for text in numbers if (found := _PRINTED.fullmatch(text))]
    if not printed:  # as most
        return Plain(rows)
    captions, headings = set(_said(rows, _CAPTION)), set(_said(rows, _HEADING))
    if len({*printed, *captions, *headings}) > 1 or not (captions or _are_most(printed, numbers)):
        return Plain(rows)
    plain = tuple(tuple(_without_unit(cell) for cell in row) for row in rows)
    return Plain(plain, "" if captions else printed[0])


def _are_most(printed: Sequence[str], numbers: Sequence[str]) -> bool:
    """Return whether most figures name the unit: one that does speaks for itself alone."""
    return len(printed) * 2 > len(numbers)


def _said(rows: Rows, pattern: re.Pattern[str]) -> Iterator[str]:
    for row in rows:
        for cell in row:
            yield from pattern.findall(cell.text)


def _without_unit(cell: SheetCell) -> SheetCell:
    found = _PRINTED.fullmatch(cell.text) if cell.is_number else None
    return cell._replace(text=found["figure"]) if found else cell
