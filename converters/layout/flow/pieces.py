"""Figures that blanks, line ends or a page cut into pieces -> whole figures.

`4872 2.32` is one figure where the table prints two decimals: a piece has fewer, and only together
with what follows it has as many as the others. A row number or a code is no piece.
"""

import re
from collections import Counter
from collections.abc import Sequence

from budgetgraph.figures import half_width, is_figure
from budgetgraph.model import Paragraph

from .records import Token, whole

_PIECE = re.compile(r"[-+]?[\d,]*\.?\d*")
_DIGITS = re.compile(r"\d+")
_BEFORE_POINT = re.compile(r"[-+]?[\d,]+\.")
_WHOLE_PART = re.compile(r"[-+]?[\d,]*\d")
_POINTED = re.compile(r"(?<!\S)[-+(]?[\d,]*\d\.(\d+)\)?(?!\S)")
_FROM_POINT = re.compile(r"\.\d+")
_MANY = 3  # figures that show a habit


def join_pieces(tokens: Sequence[Token], decimals: int) -> list[Token]:
    """Return the tokens with cut figures joined, where all figures have so many decimals."""
    if not decimals:
        return list(tokens)
    result: list[Token] = []
    for token in tokens:
        if len(result) > 1 and _goes_on(result[-2], result[-1], token, decimals):
            result[-1] = whole((result[-1], token))
        else:
            result.append(token)
    return _join_overleaf(result, decimals)


def join_points(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a line with figures joined that are cut beside their point."""
    result: list[Token] = []
    for token in tokens:
        above = half_width(result[-1].text) if result else ""
        text = half_width(token.text)
        if (_BEFORE_POINT.fullmatch(above) and _DIGITS.fullmatch(text)) or (
            _WHOLE_PART.fullmatch(above) and _FROM_POINT.fullmatch(text)
        ):
            result[-1] = whole((result[-1], token))
        else:
            result.append(token)
    return result


def fixed_decimals(paragraphs: Sequence[Paragraph]) -> int:
    """Return how many decimals every figure of the tables has, 0 where that cannot be told.

    A printed zero at the end (165.00) shows that zeros are kept, so that a figure with fewer
    decimals is a piece of one.
    """
    found = Counter(
        decimals
        for paragraph in paragraphs
        if "." in paragraph.text or "．" in paragraph.text
        for decimals in _POINTED.findall(half_width(paragraph.text))
    )
    by_length: Counter[int] = Counter()
    for decimals, count in found.items():
        by_length[len(decimals)] += count
    usual, count = by_length.most_common(1)[0] if by_length else (0, 0)
    keeps_zeros = any(text.endswith("0") for text in found if len(text) == usual)
    return usual if keeps_zeros and count >= _MANY else 0


def _is_piece(token: Token, decimals: int) -> bool:
    """Return whether a token can be a figure that goes on: it has fewer decimals than others."""
    text = half_width(token.text)
    return bool(_PIECE.fullmatch(text)) and len(text.partition(".")[2]) < decimals


def _fits(first: Token, second: Token, decimals: int) -> bool:
    """Return whether two pieces make a figure with the usual decimals."""
    left, right = half_width(first.text), half_width(second.text)
    text = left + right
    if not _PIECE.fullmatch(text) or re.match(r"0\d", text):
        return False
    return is_figure(text) and len(text.partition(".")[2]) == decimals


def _goes_on(before: Token, first: Token, second: Token, decimals: int) -> bool:
    """Return whether a token goes on with the piece of a figure before it.

    Bare digits are a piece only behind a label or a figure: behind a row number they are a code.
    """
    if first.part != second.part or not _is_piece(first, decimals):
        return False
    bare = _DIGITS.fullmatch(half_width(first.text)) is not None
    if bare and _DIGITS.fullmatch(before.text):
        return False
    return _fits(first, second, decimals)


def _join_overleaf(tokens: Sequence[Token], decimals: int) -> list[Token]:
    """Return the tokens with figures cut by a page joined, one by one: 2888 2888 | 2.00 2.00."""
    kept = list(tokens)
    for cut in [i for i in range(1, len(kept)) if kept[i - 1].part != kept[i].part]:
        above = _figures_before(kept, cut, decimals)
        below = _figures_after(kept, cut)
        pairs = list(zip(above, below, strict=False))
        if len(above) == len(below) and all(_fits(kept[a], kept[b], decimals) for a, b in pairs):
            for a, b in pairs:
                kept[a], kept[b] = whole((kept[a], kept[b])), _GONE
    return [token for token in kept if token is not _GONE]


_GONE = Token("", 0, None, first=False)


def _figures_before(tokens: Sequence[Token], cut: int, decimals: int) -> list[int]:
    """Return where the figures stand that a page cuts: the pieces in the run right before it."""
    found: list[int] = []
    for index in range(cut - 1, -1, -1):
        if not is_figure(tokens[index].text) and not _is_piece(tokens[index], decimals):
            break
        if _is_piece(tokens[index], decimals):
            found.insert(0, index)
    else:
        return []
    return found


def _figures_after(tokens: Sequence[Token], cut: int) -> list[int]:
    """Return where the first run of figures with a point stands on the next page."""
    found: list[int] = []
    for index in range(cut, len(tokens)):
        has_point = "." in half_width(tokens[index].text) and is_figure(tokens[index].text)
        if has_point and tokens[index].part == tokens[cut].part:
            found.append(index)
        elif found:
            break
    return found
