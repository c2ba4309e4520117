"""Rows of balance tables in layout text: label and figures on each side, or on one of them."""

import re
from collections.abc import Iterator, Sequence

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell

from ...vocabulary import normalise
from ..meanings import meaning
from ._items import WITH_COMMA, item_of
from .levels import is_coded
from .records import Record, begins_item
from .tokens import Token, joined

_ITEM = re.compile(r"^([一二三四五六七八九十]+)、")
_OPENS = re.compile(r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]")
_EXPENDITURE = re.compile(r"支出|预备费|人行科目|年终|年末|债务|国债")
_INCOME = re.compile(r"收入|拨款|资金$|上年结转|年初")
_TOTAL = re.compile(r"合计|总计|收入总计|(?:本年)?收入合计")
_Group = tuple[list[Token], list[Token]]  # a label and its figures


class BalanceReader:
    """Reads balance records: a label and figures on each side, either of which may be missing."""

    def __init__(self) -> None:
        """Start with no item seen on either side."""
        self._last: dict[str, int] = {"income": 0, "expenditure": 0}

    def record(self, number: Cell | None, tokens: Sequence[Token]) -> Record:
        """Return the record; a label alone goes to the side whose items it continues.

        Figures of a second label on a side are kept with those of the first: they are too many, and
        told.
        """
        record = Record(number=number)
        whole, rest = _take_rest(tokens)
        groups = list(_groups(whole))
        _give_rest(groups, rest)
        sides = self._sides([label for label, _ in groups])
        for side, (label, figures) in zip(sides, groups, strict=True):
            if not record.figures.get(side):
                record.labels[side] = joined(label)
            record.figures.setdefault(side, []).extend(token.cell for token in figures)
            if item := _item_number(record.labels[side].text):
                self._last[side] = item
        return record

    def _sides(self, labels: Sequence[Sequence[Token]]) -> list[str]:
        texts = [normalise("".join(token.text for token in label)) for label in labels]
        if len(texts) == 2:  # noqa: PLR2004 - both sides are there
            return ["income", "expenditure"]
        return [self._side(text) for text in texts]

    def _side(self, text: str) -> str:
        if _EXPENDITURE.search(text) and not _INCOME.search(text):
            return "expenditure"
        if _INCOME.search(text) and not _EXPENDITURE.search(text):
            return "income"
        number = _item_number(text)
        return (
            "income"
            if number and number == self._last["income"] + 1 != self._last["expenditure"] + 1
            else "expenditure"
        )


def _groups(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield a label with the figures after it; a new item number or a figure ends a label."""
    label: list[Token] = []
    figures: list[Token] = []
    for token in tokens:
        if is_figure(token.text):
            figures.append(token)
            continue
        if (label and (figures or _opens(token.text))) or (
            label and re.match(r"年[终末]|结转下年", token.text)
        ):
            yield label, figures
            label, figures = [], []
        label.append(token)
    if label:
        yield label, figures


def _opens(text: str) -> bool:
    opens = _OPENS.match(text) or is_coded(text)
    return bool(opens) or text.startswith(("本年", "支出总计"))


def _item_number(text: str) -> int:
    """Return 24 for 二十四、…, 0 where no such number stands in front."""
    way, number = item_of(text) or (WITH_COMMA, 0)
    return number if way == WITH_COMMA else 0


def _take_rest(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Return the pieces without the texts that a page cut off their labels, and those texts.

    They are the first texts of the next page, where a label stands before the cut already.
    """
    whole: list[Token] = []
    rest: list[Token] = []
    open_rest = False
    for above, token in zip((None, *tokens), tokens, strict=False):
        if above is not None and above.part != token.part:
            open_rest = any(not is_figure(piece.text) for piece in whole)
        open_rest = open_rest and not is_figure(token.text) and not begins_item(token, above)
        (rest if open_rest else whole).append(token)
    return whole, rest


def _give_rest(groups: Sequence[_Group], rest: Sequence[Token]) -> None:
    """Add the texts that a page cut off to their labels: income first, until its label is known."""
    if not rest:
        return
    income, expenditure = groups[0][0], groups[-1][0]
    taken = 0
    if income is not expenditure:
        taken = next(
            (n for n in range(len(rest)) if _is_known_income([*income, *rest[:n]])),
            len(rest) - 1,
        )
    income += rest[:taken]
    expenditure += rest[taken:]


def _is_known_income(label: Sequence[Token]) -> bool:
    text = _ITEM.sub("", normalise("".join(token.text for token in label)))
    return meaning(text) is not None or bool(_TOTAL.fullmatch(text))
