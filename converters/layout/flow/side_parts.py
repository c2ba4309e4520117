"""Balances that list expenditure by two or three classifications beside the income.

Empty cells are lost, so a row has fewer labels than there are parts. What a label names, and which
item of its part it is the next one of, tells where it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from budgetgraph.model import Cell, Grid, Paragraph

from ...vocabulary import load, normalise
from .. import captions
from ..meanings import meaning, meaning_by_words
from ._found import Found
from ._items import Item, item_of, without_item
from .budget.records import is_number, prints_money
from .tokens import Token, joined, tokenise

_HALVES = ("收入", "支出")
_PARTS = range(3, 5)  # of income and expenditure together
_MOST_ROWS = 80
_LONGEST = 26  # characters of a label
_NEAR = 3  # lines of the heading
_GAP = re.compile(r"\S {2,}\S")
INCOME = "income"
_TOTAL = re.compile(r"总计$")
_SUM = re.compile(r"[合总]计$|结转")
_OF_WHICH = re.compile("^其中:?")
_Label = tuple[Cell, Cell | None]  # and its figure


@dataclass(slots=True)
class Part:
    """What one pair of columns lists.

    Attributes:
        kind: What it is classified by, a key of `parts` in `vocabulary/rows.toml`.
        last: The number of the last item, by the way it is numbered.
    """

    kind: str
    last: dict[int, int] = field(default_factory=dict)


def read(paragraphs: Sequence[Paragraph], start: int) -> Found | None:
    """Return the table whose heading starts here, None where none does."""
    if normalise(paragraphs[start].text) != "".join(_HALVES):
        return None
    if any(map(_GAP.search, (line.text for line in paragraphs[start : start + _NEAR]))):
        return None  # text that keeps the look of the page: places tell
    below = [n for n in range(start + 1, len(paragraphs)) if paragraphs[n].text][:_MOST_ROWS]
    kinds = _kinds(paragraphs[below[0]].text) if below else []
    if len(kinds) not in _PARTS:
        return None
    parts = [Part(kind) for kind in kinds]
    rows: list[list[Cell | None]] = []
    for n in below[1:]:
        line = paragraphs[n]
        if captions.is_running(line.text):
            continue
        labels = _labels(tokenise([line]))
        places = _place([label.text for label, _ in labels], parts)
        if places is None or captions.is_title(line.text):
            return None
        row: list[Cell | None] = [None] * (2 * len(parts))
        for place, pair in zip(places, labels, strict=True):
            row[2 * place : 2 * place + 2] = pair
        rows.append(row)
        if len(labels) == len(parts) and all(_TOTAL.search(label.text) for label, _ in labels):
            return Found(_grid(paragraphs, (start, below[0]), rows), n + 1)
    return None


def _kinds(text: str) -> list[str]:
    """Return what each pair of columns is classified by; none where they are other columns."""
    names = [normalise(name) for name in text.split()]
    labels, amounts = names[::2], names[1::2]
    said = [meaning(name) or meaning_by_words(name) for name in amounts]
    if len(labels) != len(amounts) or not all(s and s.kind == "amount" for s in said):
        return []
    kinds = [kind_named(name) for name in labels]
    kinds[0] = kinds[0] or INCOME
    return kinds if all(kinds) and len(set(kinds)) == len(kinds) and kinds[0] == INCOME else []


def kind_named(name: str) -> str:
    """Return what a normalised name says that labels are classified by, empty for nothing."""
    ways = load("rows")["part-headings"]
    return next((kind for kind, words in ways.items() if _has(name, words)), "")


def _has(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


def _labels(tokens: Sequence[Token]) -> list[_Label]:
    """Return the labels of a line, each with the figure behind it."""
    labels: list[_Label] = []
    for token in tokens:
        if is_number(token.text) and labels and labels[-1][1] is None and prints_money(token):
            labels[-1] = (labels[-1][0], token.cell)
        else:
            labels.append((joined([token]), None))
    return labels


def _place(labels: Sequence[str], parts: Sequence[Part]) -> tuple[int, ...] | None:
    """Return in which parts the labels of a row stand; None where several ways are left."""
    plain = [normalise(label) for label in labels]
    items = [item_of(text) for text in plain]
    ways = [
        way
        for way in combinations(range(len(parts)), len(labels))
        if len(labels) == len(parts)
        or all(may_stand(text, parts[p].kind) for text, p in zip(plain, way, strict=True))
    ]
    ways.sort(key=lambda way: -following(items, [parts[p] for p in way]))
    if not ways or not labels or any(map(is_number, plain)):
        return None
    best = [following(items, [parts[p] for p in way]) for way in ways[:2]]
    if len(best) > 1 and best[0] == best[1]:
        return None
    for item, place in zip(items, ways[0], strict=True):
        if item:
            parts[place].last[item[0]] = item[1]
    return ways[0]


def may_stand(text: str, kind: str) -> bool:
    """Return whether a label may be one of a part: it names such a class, or a sum.

    What it begins with counts before what stands inside: 按项目管理的对个人和家庭的补助.
    """
    if len(text) > _LONGEST:
        return False
    if _SUM.search(text):
        return (kind == INCOME) == ("收入" in text or "上年" in text)
    name, words = _OF_WHICH.sub("", without_item(text)), load("rows")["parts"]
    if kind == INCOME:
        return _has(name, words[kind])
    begun = [other for other in words if name.startswith(tuple(words[other]))]
    return kind in begun if begun else _has(name, words[kind])


def following(items: Sequence[Item | None], parts: Sequence[Part]) -> int:
    """Return how many items come next in their parts."""
    numbered = [(item, part) for item, part in zip(items, parts, strict=True) if item]
    return sum(part.last.get(way, 0) + 1 == number for (way, number), part in numbered)


def _grid(
    paragraphs: Sequence[Paragraph], heading: tuple[int, int], rows: Sequence[Sequence[Cell | None]]
) -> Grid:
    upper, lower = (tokenise([paragraphs[n]]) for n in heading)
    halves = [token.cell for token in upper]
    spans = (2, len(lower) - 2)
    first = [
        cell._replace(column=column, column_span=span)
        for cell, column, span in zip(halves, (1, 3), spans, strict=True)
    ]
    cells = [tuple(first), tuple(token.cell.at(2, n) for n, token in enumerate(lower, 1))]
    cells += [tuple(_filled(row, number)) for number, row in enumerate(rows, 3)]
    line = paragraphs[heading[0]]
    return Grid(tuple(cells), line.line, line.page)


def _filled(row: Sequence[Cell | None], number: int) -> Iterator[Cell]:
    first = next(cell for cell in row if cell)
    for column, cell in enumerate(row, 1):
        yield (cell or Cell("", first.line, page=first.page)).at(number, column)
