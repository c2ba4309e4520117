"""Units of money: those that headers state, and those that formats print behind figures: `5.7万元`.

Where these agree with all that the sheet says of its unit, the figures are read without them. Where
the sheet says another unit, or figures name several, they stay: no form reads such a cell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgetgraph.model import Block, Grid, Paragraph

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


def stated_unit(text: str) -> str:
    """Return the unit of money that a text states, as captions do: `单位：元`; empty for none."""
    found = _CAPTION.search(text)
    return f"单位：{found[1]}" if found else ""


def with_unit(blocks: Iterable[Block], unit: str) -> Iterator[Block]:
    """Yield the blocks with the unit above each table: below its title, where captions stand."""
    for block in blocks:
        if unit and isinstance(block, Grid):
            yield Paragraph(unit, block.line, block.page)
        yield block


def without_units(rows: Rows, header: str = "") -> Plain:
    """Return the rows of a sheet without the unit that its number formats print.

    Args:
        rows: The cells.
        header: Unit that the print header states.
    """
    numbers = [cell.text for row in rows for cell in row if cell.is_number and cell.text]
    printed = [found["unit"] for text in numbers if (found := _PRINTED.fullmatch(text))]
    if not printed:  # as most
        return Plain(rows)
    captions = {*_said(rows, _CAPTION), *_CAPTION.findall(header)}
    headings = set(_said(rows, _HEADING))
    if len({*printed, *captions, *headings}) > 1 or not (captions or _are_most(printed, numbers)):
        return Plain(rows)
    plain = tuple(tuple(_without_unit(cell) for cell in row) for row in rows)
    return Plain(plain, "" if captions else f"单位：{printed[0]}")


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
