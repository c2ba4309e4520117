"""Rows of balance tables in layout text: label and figures on each side, or on one of them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgetgraph.model import Cell

from ....vocabulary import normalise
from ...meanings import meaning
from ...sides import EXPENDITURE, INCOME
from .._items import WITH_COMMA, item_of
from ..levels import is_coded
from ..tokens import Token, joined
from .records import Numbered, Record, begins_item, cut_by_label, is_number
from .side_words import begins_side, end_of_income, is_beside, side_of

_ITEM = re.compile(r"^([一二三四五六七八九十]+)、")
_CODE = re.compile(r"2\d\d(?:\d\d){0,2}")
_OPENS = re.compile(
    r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d{1,2}[、.．](?!\d)"
)
_TOTAL = re.compile(r"合计|总计|收入总计|(?:本年)?收入合计")
_SUM = re.compile("(?:收入|支出)?[小合总]计")
_LEAST = 3  # characters of a label that is no end of another
_Group = tuple[list[Token], list[Token]]  # a label and its figures


def cut_by_sides(tokens: Sequence[Token]) -> Iterator[Numbered]:
    """Yield the rows of a balance without row numbers.

    A line with labels of both sides is a row below another such line, as one with a known label and
    its figure is: none of them is the rest of a label.
    """
    for number, row in cut_by_label(tokens):
        starts = [n for n, token in enumerate(row) if token.first] or [0]
        lines = [row[a:b] for a, b in pairwise([*starts, len(row)])]
        begin = 0
        for above, line, start in zip(lines, lines[1:], starts[1:], strict=False):
            is_new = is_coded(line[0].text) or _is_sum(line)
            if is_new or (_has_both(above) and _is_new(line)):
                yield number, row[begin:start]
                begin = start
        yield number, row[begin:]


def with_codes(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens, each code as one with the label behind it: `208 社会保障和就业支出`."""
    found: list[Token] = []
    for token in tokens:
        code = found[-1] if found and not token.first else None
        if code and _CODE.fullmatch(code.text) and not is_number(token.text):
            text = f"{code.text} {token.text}"
            found[-1] = token._replace(text=text, first=code.first, pieces=())
        else:
            found.append(token)
    return found


def _has_both(line: Sequence[Token]) -> bool:
    """Return whether a line prints labels of both sides."""
    if is_number(line[0].text):
        return False
    labels = [label for label, _ in _groups(line)]
    if len(labels) == 1 and (end := end_of_income(labels[0])):
        labels = [labels[0][:end], labels[0][end:]]
    return len(labels) == 2 and sum(len(t.text) for t in labels[1]) >= _LEAST  # noqa: PLR2004


def _is_new(line: Sequence[Token]) -> bool:
    """Return whether a line below one of both sides is a row: as that, or by how it begins."""
    label, figures = next(_groups(line), ((), ()))
    begins = bool(figures) and begins_side("".join(token.text for token in label))
    return begins or _has_both(line)


def _is_sum(line: Sequence[Token]) -> bool:
    """Return whether a line of two labels begins with that of a sum, also spaced: 收 入 总 计."""
    (label, _), *others = [*_groups(line), ((), ())]
    return len(others) > 1 and bool(_SUM.fullmatch("".join(token.text for token in label)))


class BalanceReader:
    """Reads balance records: a label and figures on each side, either of which may be missing."""

    def __init__(self) -> None:
        """Start with no item seen on either side."""
        self._last: dict[str, int] = {INCOME: 0, EXPENDITURE: 0}

    def record(self, number: Cell | None, tokens: Sequence[Token]) -> Record:
        """Return the record; a label alone goes to the side that it names, or whose items go on.

        Figures of a second label on a side are kept with those of the first: they are too many, and
        told.
        """
        record = Record(number=number)
        whole, rest = _take_rest(tokens)
        groups = list(_groups(whole))
        if len(groups) == 1:
            groups = _parted(*groups[0])
        _give_rest(groups, rest)
        sides = self._sides(record, groups)
        for side, (label, figures) in zip(sides, groups, strict=True):
            if not record.figures.get(side):
                record.labels[side] = joined(label)
            record.figures.setdefault(side, []).extend(token.cell for token in figures)
            if item := _item_number(record.labels[side].text):
                self._last[side] = item
        return record

    def _sides(self, record: Record, groups: Sequence[_Group]) -> list[str]:
        """Return the side of each label; note in the record where nothing tells one."""
        labels = [label for label, _ in groups]
        texts = [normalise("".join(token.text for token in label)) for label in labels]
        named = [side_of(text) for text in texts]
        if len(groups) == 2:  # noqa: PLR2004 - both sides are there, or figures inside a label
            (_, figures), (beside, behind) = groups
            record.is_side_open = named[0] == EXPENDITURE and bool(figures) and not behind
            if not figures and behind and behind[0].first and not beside[0].first:
                record.is_side_open = True  # the figures stand below both labels
                return [INCOME, EXPENDITURE]
            return [named[0] if record.is_side_open else INCOME, EXPENDITURE]
        numbered = [self._following(text) for text in texts]
        told = [{one, other} - {""} for one, other in zip(named, numbered, strict=True)]
        record.is_side_open = any(len(sides) != 1 for sides in told) or any(map(is_beside, labels))
        return [one or other or EXPENDITURE for one, other in zip(named, numbered, strict=True)]

    def _following(self, text: str) -> str:
        """Return the side whose items a label continues, empty where it is neither or both."""
        number = _item_number(text)
        sides = [side for side, last in self._last.items() if number and number == last + 1]
        return sides[0] if len(sides) == 1 else ""


def _parted(label: list[Token], figures: list[Token]) -> list[_Group]:
    """Return a label of income and one of expenditure where they stand side by side as one.

    The cell of the figures between them is empty.
    """
    end = end_of_income(label)
    return [(label[:end], []), (label[end:], figures)] if end else [(label, figures)]


def _groups(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield a label with the figures after it; a new item number or a figure ends a label."""
    label: list[Token] = []
    figures: list[Token] = []
    for token in tokens:
        if is_number(token.text):
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
            open_rest = any(not is_number(piece.text) for piece in whole)
        open_rest = open_rest and not is_number(token.text) and not begins_item(token, above)
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
