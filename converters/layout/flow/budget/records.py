"""The body of a budget table in layout text -> records: number, code, labels, figures."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from budgetgraph.figures import half_width, is_figure
from budgetgraph.model import Cell

from ....vocabulary import normalise
from ...row_labels import begins_row
from ..levels import LEVEL_DIGITS, are_levels, is_coded
from ..tokens import Token, joined
from .unit_codes import is_department

_CODE_LENGTHS = frozenset({3, 5, 7})
_LONGEST_CODE = 7
_CLASS_DIGITS = 3
_DIGITS = re.compile(r"\d+")
_DASH = re.compile(r"[-—－–]+")
_CODE_START = re.compile(r"[1-9]\d{2,6}")
_CODE_BEGUN = re.compile(r"2[0-3]|3[019]|50")  # the line ends inside the first three digits
_UNIT_CODE = re.compile(r"\d{3,9}")
_TOTAL_WORD = re.compile(r"合|合计|总计|(?:人员|(?:日常)?公用)经费合计")
_ITEM_START = re.compile(
    r"[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.．]\D|其中|合计|总计|三公"
)
_OPEN_SUM, _SUM = re.compile(r"(?:收入|支出)$"), re.compile(r"[合总]计")  # 本年收入 / 合计
_ONLY_BEGUN = re.compile(r"其中:?|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)")


@dataclass(slots=True)
class Record:
    """One row of a table as running text gives it.

    Attributes:
        number: Printed row number, as a cell.
        code: Classification code, pieces joined.
        labels: Row labels; balance tables have one per side, `side_of` says which.
        figures: Figures in running order; in balance tables each belongs to a side.
        names: Code and labels by column, where a table has more of them than one of each.
        above: How many pieces of the code stand in rows above, which this row does not print.
        is_side_open: Whether nothing told the side of a balance on which the row stands.
    """

    number: Cell | None
    code: Cell | None = None
    labels: dict[str, Cell] = field(default_factory=dict)
    figures: dict[str, list[Cell]] = field(default_factory=dict)
    names: dict[int, Cell] = field(default_factory=dict)
    above: int = 0
    is_side_open: bool = False


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
        if not _can_follow(tokens[index + 1 : index + 3], coded):
            continue
        starts.append(index)
        expected = int(token.text) + 1
    return [(tokens[start].cell, rest[1:]) for start, rest in _between(tokens, starts)]


def cut_by_code(
    tokens: Sequence[Token], *, levels: bool = False, units: Set[str] | None = None
) -> list[Numbered]:
    """Return the records of a table without row numbers: each begins with a code or as a total.

    Args:
        tokens: What the rows print.
        levels: Whether 类, 款 and 项 have columns of their own.
        units: The codes of units, where rows with the name of one and no code part others.
    """
    starts: list[int] = []
    for index, token in enumerate(tokens):
        if not token.first:
            continue
        if (
            _TOTAL_WORD.fullmatch(token.text)
            or (_CODE_START.fullmatch(token.text) and not _completes(tokens, starts, index))
            or (levels and are_levels(tokens[index : index + 4]))
            or (units is not None and starts and _names_unit(tokens, starts[-1], index))
            or (units and is_department(tokens[index : index + 2], units))
        ):
            starts.append(index)
    return [(None, rest) for _, rest in _between(tokens, starts)]


def _names_unit(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Return whether a line is a name and figures alone, and the row above has its own."""
    line = [token for token in tokens[index + 1 : index + 2] if not token.first]
    return (
        not is_number(tokens[index].text)
        and any(map(prints_money, line))
        and any(map(prints_money, tokens[start:index]))
    )


def cut_by_label(tokens: Sequence[Token]) -> list[Numbered]:
    """Return the records of a table without numbers and codes.

    Each begins with an item or a known label, or with any text after the figures of the one above.
    """
    starts: list[int] = []
    for index, token in enumerate(tokens):
        if not token.first or is_number(token.text):
            continue
        above = tokens[index - 1] if index else None
        if (
            begins_item(token, above)
            or above is None
            or (is_number(above.text) and above.part == token.part)
            or any(is_coded(other.text) and not other.first for other in tokens[index + 1 :][:1])
        ):
            starts.append(index)
    return [(None, rest) for _, rest in _between(tokens, starts)]


def cut_by_line(tokens: Sequence[Token]) -> list[Numbered]:
    """Return the records of a table of figures alone: one, or as many as lines of several cells."""
    starts = [index for index, token in enumerate(tokens) if token.first]
    if len(starts) == len(tokens):  # each cell has its line
        starts = starts[:1]
    return [(None, rest) for _, rest in _between(tokens, starts)]


def begins_item(token: Token, above: Token | None) -> bool:
    """Return whether a text begins a row by how it reads: with an item number, or a known label."""
    plain = normalise(token.text)
    if above is not None and _OPEN_SUM.search(normalise(above.text)) and _SUM.match(plain):
        return False
    if _ITEM_START.match(plain) or is_coded(plain):
        return True
    if above is not None and _ONLY_BEGUN.fullmatch(normalise(above.text)):
        return False
    return begins_row(plain)


def _between(tokens: Sequence[Token], starts: Sequence[int]) -> Iterator[tuple[int, list[Token]]]:
    ends = [*starts[1:], len(tokens)]
    for start, end in zip(starts, ends, strict=False):
        yield start, list(tokens[start:end])


def _completes(tokens: Sequence[Token], starts: Sequence[int], index: int) -> bool:
    """Return whether digits at a line start are the end of the code above, or an amount."""
    if not starts:
        return False
    record = tokens[starts[-1] : index]
    code = _code_so_far(record)
    if code and len(code) not in _CODE_LENGTHS:
        return len(code) + len(tokens[index].text) in _CODE_LENGTHS
    following = tokens[index + 1 : index + 2]
    before_figure = bool(following) and not following[0].first and is_figure(following[0].text)
    return before_figure and not any(map(prints_money, record))


def _code_so_far(record: Sequence[Token]) -> str:
    """Return the code that a record begins with and the lines after it complete."""
    code = ""
    for index, token in enumerate(record):
        if len(code) in _CODE_LENGTHS:
            break
        if _DIGITS.fullmatch(token.text) and (token.first or not index):
            code += token.text
        elif not index:
            break
    return code


def _can_follow(after: Sequence[Token], coded: bool) -> bool:
    """Return whether a token can stand right after a row number."""
    if not after:
        return False
    text = after[0].text
    if coded:
        if _CODE_BEGUN.fullmatch(text):
            return len(after) > 1 and (after[1].first or not is_figure(after[1].text))
        return bool(re.fullmatch(r"\d{3,7}|合|合计|总计|小计", text))
    return not is_figure(text)


def prints_money(token: Token) -> bool:
    """Return whether a token is a figure that is surely an amount: with a point, or grouped."""
    plain = half_width(token.text)
    return ("." in plain or "," in plain) and is_number(plain)


def is_number(text: str) -> bool:
    """Return whether a text is a figure or a percentage."""
    return is_figure(text.rstrip("%％"))


def coded_record(
    number: Cell | None,
    tokens: Sequence[Token],
    with_decimals: bool,
    *,
    levels: bool = False,
    units: bool = False,
) -> Record:
    """Return a record of number, code, label, figures; wrapped codes and labels are joined.

    Args:
        number: The number of the row.
        tokens: What it prints.
        with_decimals: Amounts print decimals, so bare digits are the rest of a code (`20805` +
            `01`).
        levels: 类, 款 and 项 have columns of their own, so digits before the label are the code.
        units: A column has the codes of units, between the levels and the label.
    """
    record = Record(number=number)
    codes: list[Token] = []
    labels: list[Token] = []
    figures: list[Cell] = []
    for above, token in zip((None, *tokens), tokens, strict=False):
        length = sum(len(piece.text) for piece in codes)
        overleaf = above is not None and above.part != token.part
        of_unit = units and len(token.text) > _CLASS_DIGITS and (levels or length in _CODE_LENGTHS)
        if (
            not of_unit
            and _DIGITS.fullmatch(token.text)
            and length + len(token.text) <= _LONGEST_CODE
            and (codes or not labels or not _TOTAL_WORD.fullmatch(labels[0].text))
            and (
                (not labels and not figures and (not codes or len(token.text) <= LEVEL_DIGITS))
                if levels
                else length not in _CODE_LENGTHS or (with_decimals and (overleaf or not figures))
            )
        ):
            codes.append(token)
        elif of_unit and not labels and not figures and _DIGITS.fullmatch(token.text):
            continue  # the code of the unit
        elif is_number(token.text):
            figures.append(token.cell)
        elif not (labels and _DASH.fullmatch(token.text)):  # an empty cell may print one
            labels.append(token)
    if codes:
        record.code = joined(codes)
    if labels:
        record.labels[""] = joined(labels)
    record.figures[""] = figures
    return record


def begin_with_codes(tokens: Sequence[Token]) -> bool:
    """Return whether most rows begin with a code, printed in the cell of the label."""
    pairs = [(token, after) for token, after in pairwise(tokens) if token.first]
    labels = [not is_figure(token.text) for token, _ in pairs]
    coded = [
        _CODE_START.fullmatch(token.text) and len(token.text) in _CODE_LENGTHS
        for token, after in pairs
        if not is_figure(after.text)
    ]
    return sum(map(bool, coded)) > sum(labels)


def cut_by_unit(tokens: Sequence[Token]) -> list[Numbered]:
    """Return the records of a table of units without row numbers: a unit's code, then its name."""
    starts = [
        index
        for index, token in enumerate(tokens)
        if token.first
        and (
            _TOTAL_WORD.fullmatch(token.text)
            or (_UNIT_CODE.fullmatch(token.text) and _can_follow(tokens[index + 1 :][:1], False))
        )
    ]
    return [(None, rest) for _, rest in _between(tokens, starts)]


def unit_record(number: Cell | None, tokens: Sequence[Token]) -> Record:
    """Return a record of number, code of a unit, name, figures."""
    coded = bool(tokens) and bool(_UNIT_CODE.fullmatch(tokens[0].text))
    record = labelled_record(number, tokens[coded:])
    if coded:
        record.code = tokens[0].cell
    return record


def labelled_record(number: Cell | None, tokens: Sequence[Token]) -> Record:
    """Return a record of number, label, figures."""
    labels = [t for t in tokens if not is_number(t.text) and not _DASH.fullmatch(t.text)]
    figures = [token.cell for token in tokens if is_number(token.text)]
    record = Record(number=number, figures={"": figures})
    if labels:
        record.labels[""] = joined(labels)
    return record
