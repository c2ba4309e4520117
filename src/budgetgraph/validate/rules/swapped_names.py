"""Project names in which two characters are swapped: 惠普金融 for 普惠金融."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from ..rows import Row
from ._amounts import as_decimal

_CONTEXT = 3  # characters behind the pair that must be the same
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LENGTH = 2 + _CONTEXT


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the projects with the rarer of two spellings; of two equally rare the first one."""
    ordered = sorted(rows, key=lambda row: (str(row["this"]), as_decimal(row["number"])))
    for _, group in groupby(ordered, key=itemgetter("this")):
        yield from _judge_document(list(group))


def _judge_document(rows: list[Row]) -> Iterator[Row]:
    pieces = {str(row["value"]): _pieces(str(row["name"])) for row in rows}
    counts = Counter(piece for found in pieces.values() for piece in found)
    first = {piece: row for row in reversed(rows) for piece in pieces[str(row["value"])]}
    for row in rows:
        for piece in sorted(pieces[str(row["value"])]):
            swapped = piece[1] + piece[0] + piece[2:]
            if piece[0] == piece[1] or swapped not in counts:
                continue
            other = first[swapped]
            is_rarer = counts[piece] < counts[swapped] or (
                counts[piece] == counts[swapped]
                and as_decimal(first[piece]["number"]) < as_decimal(other["number"])
            )
            if is_rarer:
                yield row | {
                    "word": piece,
                    "otherWord": swapped,
                    "number": other["number"],
                    "suggestion": f"{piece[:2]} → {swapped[:2]}",
                }
                break


def _pieces(name: str) -> set[str]:
    return {
        run[start : start + _LENGTH]
        for run in _HAN.findall(name)
        for start in range(len(run) - _LENGTH + 1)
    }
