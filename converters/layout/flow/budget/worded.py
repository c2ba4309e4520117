"""Rows of tables with several columns of names, each row a line: its words tell the columns.

Names of units, projects and classes stand beside each other, with codes between them, before the
figures; some tables have a note behind them. A name may have blanks inside.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import filterfalse, pairwise, takewhile

from budgetgraph.model import Cell

from ....vocabulary import normalise
from ...meanings import Meaning, meaning, meaning_by_words
from ..tokens import Token, joined
from .records import Record, is_number, prints_money

_FIGURES = frozenset({"amount", "percent"})
_CODES = frozenset({"code", "code-part", "unit-code", "government-code"})
_PLAIN = (["code", "label"], ["unit-code", "unit-label"])  # one name each: rows of other readers
_CODE_ENDS = ("编码", "代码")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-]{2,}|\d\d")
_SHORT = re.compile(r"\d{1,3}")
_WHOLE = frozenset({3, 5, 7})  # digits
_TOTALS = frozenset({"合计", "总计", "小计"})
_MOST_WAYS = 2
_Line = Sequence[Token]


def worded(tokens: Sequence[Token], paths: Sequence[tuple[str, ...]]) -> list[Record] | None:
    """Return a record for each line; None for other tables, and where a line is no whole row.

    Args:
        tokens: What the rows print.
        paths: The columns.
    """
    kinds = [meaning(path[-1]) or meaning_by_words(path[-1]) for path in paths]
    amounts = [n for n, said in enumerate(kinds) if said and said.kind in _FIGURES]
    if not amounts or not tokens or not _has_several_names(kinds[: amounts[0]]):
        return None
    names, notes = range(amounts[0]), range(amounts[-1] + 1, len(paths))
    if len(amounts) + len(names) + len(notes) < len(paths):
        return None  # names between figures: parts side by side
    are_codes = [_is_of_codes(path[-1], said) for path, said in zip(paths, kinds, strict=True)]
    records: list[Record] = []
    for before, figures, behind in map(_parted, filterfalse(_is_page_number, _lines(tokens))):
        found = _assign(before, names, are_codes)
        noted = _assign(behind, notes, are_codes) if behind else {}
        if not figures or found is None or noted is None or len(figures) > len(amounts):
            return None
        records.append(
            Record(
                number=None,
                labels={"": joined(before[:1])},
                figures={"": [token.cell for token in figures]},
                names=found | noted,
            )
        )
    if not all(_are_whole(r.names, kinds) for r in records):
        return None
    _give_codes(records, _code_columns(kinds[: names.stop], are_codes[: names.stop]))
    return records


def _has_several_names(kinds: Sequence[Meaning | None]) -> bool:
    """Return whether a row has more names than one, a code or the levels of a code beside it."""
    known = [said.kind if said else "" for said in kinds]
    if "code-part" in known:
        return sum(kind not in _CODES for kind in known) > 1
    return len(known) > 1 and sorted(known) not in _PLAIN


def _is_page_number(line: _Line) -> bool:
    """Return whether a line is a short number alone: no whole row, and a code was whole before."""
    return len(line) == 1 and bool(_SHORT.fullmatch(line[0].text))


def _are_whole(names: Mapping[int, Cell], kinds: Sequence[Meaning | None]) -> bool:
    """Return whether the codes of classes in a row have all their digits."""
    codes = (names[n].text for n in names if (said := kinds[n]) and said.kind == "code")
    return all(len(code) in _WHOLE or not code.isdecimal() for code in codes)


def _is_of_codes(name: str, said: Meaning | None) -> bool:
    return (said is not None and said.kind in _CODES) or normalise(name).endswith(_CODE_ENDS)


def _lines(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    starts = [n for n, token in enumerate(tokens) if token.first]
    for start, end in pairwise([*starts, len(tokens)]):
        yield list(tokens[start:end])


def _parted(line: _Line) -> tuple[_Line, _Line, _Line]:
    """Return the names of a row, its figures and what stands behind them."""
    start = next((n for n, token in enumerate(line) if prints_money(token)), len(line))
    end = next((n for n in range(start, len(line)) if not is_number(line[n].text)), len(line))
    return line[:start], line[start:end], line[end:]


def _assign(words: _Line, columns: range, are_codes: Sequence[bool]) -> dict[int, Cell] | None:
    """Return the words by column, None where several ways are left.

    A total stands in the first column, and fewer words than columns as far left as they may.
    """
    if not words or (words[0].text in _TOTALS and len(words) == 1):
        return {columns.start: joined(words)} if words else None
    if len(words) < len(columns):
        return _leftmost(words, columns, are_codes)
    ways = list(_ways(words, columns, are_codes))
    return ways[0] if len(ways) == 1 else None


def _leftmost(words: _Line, columns: range, are_codes: Sequence[bool]) -> dict[int, Cell] | None:
    found: dict[int, Cell] = {}
    column = columns.start
    for word in words:
        while column < columns.stop and are_codes[column] != _is_code(word):
            column += 1
        if column == columns.stop:
            return None
        found[column] = joined([word])
        column += 1
    return found


def _ways(words: _Line, columns: range, are_codes: Sequence[bool]) -> list[dict[int, Cell]]:
    """Return at most two ways to give each column its words: a code is one, a name may be more."""
    if not columns:
        return [] if words else [{}]
    first, rest = columns.start, range(columns.start + 1, columns.stop)
    most = 1 if are_codes[first] else len(words) - len(rest)
    ways: list[dict[int, Cell]] = []
    for size in range(1, most + 1):
        taken = words[:size]
        if (size == 1 and _is_code(taken[0]) != are_codes[first]) or len(ways) == _MOST_WAYS:
            continue
        cell = _beside(taken)
        ways += [{first: cell} | way for way in _ways(words[size:], rest, are_codes)]
    return ways[:_MOST_WAYS]


def _is_code(word: Token) -> bool:
    return bool(_CODE.fullmatch(word.text))


def _beside(words: _Line) -> Cell:
    """Return one cell of words with blanks between them, as printed."""
    return joined(words)._replace(text=" ".join(word.text for word in words), pieces=())


def _give_codes(records: Sequence[Record], columns: Sequence[int]) -> None:
    """Let codes that no other row has stand for their rows, so that sums go down the codes.

    Args:
        records: The rows.
        columns: The column of the code, or those of its levels.
    """
    found = [[r.names[n] for n in columns if n in r.names] for r in records]
    codes = ["".join(cell.text for cell in cells) for cells in found]
    printed = [code for code in codes if _CODE.fullmatch(code)]
    if len(set(printed)) == len(printed):
        for record, cells, code in zip(records, found, codes, strict=True):
            record.code = cells[0]._replace(text=code) if code in printed else None


def _code_columns(kinds: Sequence[Meaning | None], are_codes: Sequence[bool]) -> list[int]:
    """Return the first column of codes, with the levels beside it."""
    first = next((n for n, is_code in enumerate(are_codes) if is_code), 0)
    parts = [said is not None and said.kind == "code-part" for said in kinds]
    return list(takewhile(parts.__getitem__, range(first, len(parts)))) or [first]
