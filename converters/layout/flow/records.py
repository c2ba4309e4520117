"""The body of a budget table in layout text -> records: number, code, labels, figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetgraph.figures import is_figure
from budgetgraph.model import Cell, Paragraph

from ...vocabulary import normalise

_CODE_LENGTHS = frozenset({3, 5, 7})
_LONGEST_CODE = 7
_DIGITS = re.compile(r"\d+")
_CODE_START = re.compile(r"\d{3,7}")
_TOTAL_WORD = re.compile(r"合|合计|总计")
_ITEM_START = re.compile(
    r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．]\D|其中|合计|总计|本年|上年结转|年[初终末]"
    r"|结转|使用非|收入?合?总?计|收$|收入总计|支出总计|[“\"]?三公"
)
_ITEM = re.compile(r"^([一二三四五六七八九十]+)、")
_EXPENDITURE = re.compile(r"支出|预备费|人行科目|年终|年末|债务|国债")
_INCOME = re.compile(r"收入|拨款|资金$|上年结转|年初")


@dataclass(slots=True)
class Record:
    """One row of a table as running text gives it.

    Attributes:
        number: Printed row number, as a cell.
        code: Classification code, pieces joined.
        labels: Row labels; balance tables have one per side, `side_of` says which.
        figures: Figures in running order; in balance tables each belongs to a side.
    """

    number: Cell | None
    code: Cell | None = None
    labels: dict[str, Cell] = field(default_factory=dict)
    figures: dict[str, list[Cell]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Token:
    """One blank-separated piece of a line."""

    text: str
    line: int
    page: int | None
    first: bool

    @property
    def cell(self) -> Cell:
        """The token as a cell of its own."""
        return Cell(self.text, self.line, page=self.page)


def tokenise(paragraphs: Sequence[Paragraph]) -> list[Token]:
    """Return the pieces of all lines, in order."""
    return [
        Token(text, paragraph.line, paragraph.page, index == 0)
        for paragraph in paragraphs
        for index, text in enumerate(paragraph.text.split())
    ]


Numbered = tuple[Cell | None, list[Token]]


def cut(tokens: Sequence[Token], coded: bool) -> list[Numbered]:
    """Return row number and tokens of each record; records begin where the row numbers count on."""
    starts: list[int] = []
    expected: int | None = None
    for index, token in enumerate(tokens):
        if not token.first or not _DIGITS.fullmatch(token.text):
            continue
        if expected is not None and int(token.text) != expected:
            continue
        if not _can_follow(tokens[index + 1 : index + 2], coded):
            continue
        starts.append(index)
        expected = int(token.text) + 1
    return [(tokens[start].cell, rest[1:]) for start, rest in _between(tokens, starts)]


def cut_by_code(tokens: Sequence[Token]) -> list[Numbered]:
    """Return the records of a table without row numbers: each begins with a code or as a total."""
    starts: list[int] = []
    for index, token in enumerate(tokens):
        if not token.first:
            continue
        if _TOTAL_WORD.fullmatch(token.text) or (
            _CODE_START.fullmatch(token.text) and not _completes(tokens, starts, index)
        ):
            starts.append(index)
    return [(None, rest) for _, rest in _between(tokens, starts)]


def cut_by_label(tokens: Sequence[Token]) -> list[Numbered]:
    """Return the records of a table without numbers and codes: each begins with an item."""
    starts = [
        index for index, token in enumerate(tokens) if token.first and _ITEM_START.match(token.text)
    ]
    return [(None, rest) for _, rest in _between(tokens, starts)]


def _between(tokens: Sequence[Token], starts: Sequence[int]) -> Iterator[tuple[int, list[Token]]]:
    ends = [*starts[1:], len(tokens)]
    for start, end in zip(starts, ends, strict=False):
        yield start, list(tokens[start:end])


def _completes(tokens: Sequence[Token], starts: Sequence[int], index: int) -> bool:
    """Return whether digits at a line start are the end of the code above, or an amount."""
    if not starts:
        return False
    record = tokens[starts[-1] : index]
    code = record[0].text if _DIGITS.fullmatch(record[0].text) else ""
    if code and len(code) not in _CODE_LENGTHS:
        return len(code) + len(tokens[index].text) in _CODE_LENGTHS
    following = tokens[index + 1 : index + 2]
    before_figure = bool(following) and not following[0].first and is_figure(following[0].text)
    return before_figure and not any("." in token.text for token in record)


def _can_follow(after: Sequence[Token], coded: bool) -> bool:
    """Return whether a token can stand right after a row number."""
    if not after:
        return False
    text = after[0].text
    if coded:
        return bool(re.fullmatch(r"\d{3,7}|合|合计|总计|小计", text))
    return not is_figure(text)


def coded_record(number: Cell | None, tokens: Sequence[Token], with_decimals: bool) -> Record:
    """Return a record of number, code, label, figures; wrapped codes and labels are joined.

    Where amounts print decimals, bare digits are the rest of a code (`20805` + `01`).
    """
    record = Record(number=number)
    codes: list[Token] = []
    labels: list[Token] = []
    figures: list[Cell] = []
    for token in tokens:
        length = sum(len(piece.text) for piece in codes)
        if (
            _DIGITS.fullmatch(token.text)
            and length + len(token.text) <= _LONGEST_CODE
            and (length not in _CODE_LENGTHS or (with_decimals and not figures))
        ):
            codes.append(token)
        elif is_figure(token.text):
            figures.append(token.cell)
        else:
            labels.append(token)
    if codes:
        record.code = joined(codes)
    if labels:
        record.labels[""] = joined(labels)
    record.figures[""] = figures
    return record


def labelled_record(number: Cell | None, tokens: Sequence[Token]) -> Record:
    """Return a record of number, label, figures."""
    labels = [token for token in tokens if not is_figure(token.text)]
    figures = [token.cell for token in tokens if is_figure(token.text)]
    record = Record(number=number, figures={"": figures})
    if labels:
        record.labels[""] = joined(labels)
    return record


class BalanceReader:
    """Reads balance records: a label and figures on each side, either of which may be missing."""

    def __init__(self) -> None:
        """Start with no item seen on either side."""
        self._last: dict[str, int] = {"income": 0, "expenditure": 0}

    def record(self, number: Cell | None, tokens: Sequence[Token]) -> Record:
        """Return the record; a label alone goes to the side whose items it continues."""
        record = Record(number=number)
        groups = list(_groups(tokens))
        sides = self._sides([label for label, _ in groups])
        for side, (label, figures) in zip(sides, groups, strict=True):
            record.labels[side] = joined(label)
            record.figures[side] = [token.cell for token in figures]
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
        if (
            label
            and (figures or _ITEM.match(token.text) or token.text.startswith(("本年", "支出总计")))
        ) or (label and re.match(r"年[终末]|结转下年", token.text)):
            yield label, figures
            label, figures = [], []
        label.append(token)
    if label:
        yield label, figures


_NUMERALS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}


def _item_number(text: str) -> int:
    """Return 24 for 二十四、…, 0 where no item number stands in front."""
    found = _ITEM.match(text)
    if not found:
        return 0
    tens, _, ones = (
        found.group(1).rpartition("十") if "十" in found.group(1) else ("", "", found.group(1))
    )
    value = _NUMERALS.get(ones, 0)
    return value + 10 * _NUMERALS.get(tens, 1) if "十" in found.group(1) else value


def joined(tokens: Sequence[Token]) -> Cell:
    """Return one cell of several pieces, without anything between them."""
    pieces = tuple(token.cell for token in tokens)
    return Cell(
        "".join(token.text for token in tokens),
        tokens[0].line,
        page=tokens[0].page,
        pieces=pieces if len(pieces) > 1 else (),
    )
