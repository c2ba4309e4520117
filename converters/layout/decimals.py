"""The decimals that all figures of a table have: what has fewer is a piece of a figure.

A printed zero at the end (165.00) shows that zeros are kept. Where they are, `2888` and `2.00` one
after the other are 28882.00; where they are not, nothing is said.
"""

import re
from collections import Counter
from collections.abc import Iterable

from budgetgraph.figures import is_figure

MOST_PIECES = 6  # of one figure
_POINTED = re.compile(r"(?<!\S)[-+(]?[\d,]*\d\.(\d+)\)?(?!\S)")
_GROUPED = re.compile(r"(?<!\S)-?\d{1,3}(?:,\d{3})+(?!\S)")
_PIECE = re.compile(r"[-+]?(?=[,.]?\d)[\d,]*\.?\d*")
_LEADING_ZERO = re.compile(r"[-+]?0\d")
_FEN = 2
_MANY = 3  # figures that show a habit


def usual_decimals(texts: Iterable[str]) -> int:
    """Return how many decimals every figure in the texts has, 0 where that cannot be told.

    Args:
        texts: Cells or lines, in half width.
    """
    found: Counter[str] = Counter()
    grouped = 0  # without decimals
    for text in texts:
        if "." in text:
            found.update(_POINTED.findall(text))
        elif "," in text:
            grouped += len(_GROUPED.findall(text))
    by_length: Counter[int] = Counter()
    for decimals, count in found.items():
        by_length[len(decimals)] += count
    usual, count = by_length.most_common(1)[0] if by_length else (0, 0)
    keeps_zeros = any(text.endswith("0") for text in found if len(text) == usual)
    return usual if keeps_zeros and count >= max(_MANY, grouped) else 0


def most_decimals(texts: Iterable[str]) -> int:
    """Return the most decimals of a figure among the texts, at least those of a sum of yuan."""
    pointed = (text for text in texts if "." in text and is_figure(text))
    return max([_FEN, *(len(text.rpartition(".")[2]) for text in pointed)])


def is_piece(text: str, decimals: int) -> bool:
    """Return whether a text can be a figure that goes on: it has fewer decimals than others."""
    return bool(_PIECE.fullmatch(text)) and len(text.partition(".")[2]) < decimals


def is_whole(text: str, decimals: int) -> bool:
    """Return whether pieces put together make a figure with the usual decimals."""
    return (
        bool(_PIECE.fullmatch(text))
        and not _LEADING_ZERO.match(text)
        and is_figure(text)
        and len(text.partition(".")[2]) == decimals
    )


def pieces_of_one(texts: Iterable[str], decimals: int) -> int:
    """Return how many of the texts, from the first on, make one figure; 0 where they make none."""
    text = ""
    for count, following in enumerate(texts, 1):
        if not following:
            return 0
        text += following
        if count > 1 and is_whole(text, decimals):
            return count
        if count == MOST_PIECES or not is_piece(text, decimals):
            return 0
    return 0
