"""Figures that blanks, line ends or a page cut into pieces -> whole figures.

`4872 2.32` is one figure where the table prints two decimals: a piece has fewer, and only together
with what follows it has as many as the others. A row number or a code is no piece.
"""

import re
from collections.abc import Sequence
from itertools import groupby, islice

from budgetgraph.figures import half_width, is_figure
from budgetgraph.model import Paragraph

from ..decimals import MOST_PIECES, is_piece, is_whole, pieces_of_one, usual_decimals
from .levels import LEVELS, are_levels
from .tokens import Token, whole

_GLUED = re.compile(r"(.*[\u4e00-\u9fff）)])(-?\d[\d,]*\.\d+)")  # an ideograph before the figure
# A grouped figure between ideographs: the label before it, and that of the other half behind it.
_GROUPED = re.compile(r"(.*[\u4e00-\u9fff）)])?(-?\d{1,3}(?:,\d{3})+)([\u4e00-\u9fff(（].*)?")
_DIGITS = re.compile(r"\d+")
_BEFORE_POINT = re.compile(r"[-+]?[\d,]+\.")
_WHOLE_PART = re.compile(r"[-+]?[\d,]*\d")
_FROM_POINT = re.compile(r"\.\d+")
_LIKE_FIGURE = re.compile(r"[-+]?[\d,]*\.?\d+|[-+]?[\d,]+\.")


def join_pieces(tokens: Sequence[Token], decimals: int, *, levels: bool = False) -> list[Token]:
    """Return the tokens with cut figures joined, where all figures have so many decimals.

    Args:
        tokens: What the rows print.
        decimals: How many every figure has.
        levels: Whether 类, 款 and 项 have columns of their own: they are no pieces.
    """
    if not decimals:
        return list(tokens)
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        if levels and tokens[index].first and are_levels(tokens[index : index + LEVELS + 1]):
            result += tokens[index : index + LEVELS]
            index += LEVELS
            continue
        count = _pieces_from(tokens, index, result[-1] if result else None, decimals)
        result.append(whole(tokens[index : index + count]) if count > 1 else tokens[index])
        index += count
    return _join_overleaf(result, decimals)


def parted(tokens: Sequence[Token], decimals: int) -> list[Token]:
    """Return the tokens with a figure apart from the label before it: `…支出1,081.90`."""
    found: list[Token] = []
    for token in tokens:
        glued = _GLUED.fullmatch(token.text) if "." in token.text and decimals else None
        figure = half_width(glued[2]) if glued else ""
        if glued and not (is_whole(figure, decimals) or is_piece(figure, decimals)):
            glued = None
        glued = glued or ("," in token.text and _GROUPED.fullmatch(token.text)) or None
        texts = [text for text in glued.groups() if text] if glued else []
        if len(texts) > 1:
            found.append(token._replace(text=texts[0]))
            found += [token._replace(text=text, first=False) for text in texts[1:]]
        else:
            found.append(token)
    return found


def join_lines(tokens: Sequence[Token], decimals: int) -> list[Token]:
    """Return the tokens of a row with figures joined that are cut side by side, line by line.

    `13 3` / `345. 45.` / `67 50` are 13345.67 and 345.50: every line but the last ends with pieces,
    and the next one has as many. Where that does not come out, the tokens are as they were.
    """
    pieces = [piece for token in tokens for piece in (token.pieces or (token,))]
    kept: list[Token] = []
    open_figures: list[Token] = []
    for _, line in groupby(pieces, key=lambda token: (token.part, token.line)):
        labels, figures = _parted(list(line))
        if open_figures:
            if len(figures) != sum(is_piece(_text(token), decimals) for token in open_figures):
                return list(tokens)
            following = iter(figures)
            figures = [
                whole((token, next(following))) if is_piece(_text(token), decimals) else token
                for token in open_figures
            ]
        goes_on = any(is_piece(_text(token), decimals) for token in figures)
        open_figures = figures if goes_on else []
        kept += labels if goes_on else [*labels, *figures]
    return list(tokens) if open_figures else kept


def part_code(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a row with the bare digits before its first cut figure by themselves.

    They may be the rest of a code that a page cut: `20801` … `99` `345.67`.
    """
    for index, token in enumerate(tokens):
        if token.pieces and _DIGITS.fullmatch(_text(token.pieces[0])):
            first, *others = token.pieces
            return [*tokens[:index], first, whole(others), *tokens[index + 1 :]]
    return list(tokens)


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
    """Return how many decimals every figure of the tables has, 0 where that cannot be told."""
    texts = (text for text, *_ in paragraphs if "." in text or "," in text or "．" in text)
    return usual_decimals(half_width(text) for text in texts)


def _text(token: Token) -> str:
    return half_width(token.text)


def _parted(line: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Return what a line begins with, and the figures or pieces of figures that it ends with."""
    start = len(line)
    while start and _LIKE_FIGURE.fullmatch(_text(line[start - 1])):
        start -= 1
    return list(line[:start]), list(line[start:])


def _pieces_from(tokens: Sequence[Token], index: int, before: Token | None, decimals: int) -> int:
    """Return how many tokens from here make one figure, 1 where this one is none or whole.

    Bare digits are a piece only behind a label or a figure: behind a row number they are a code.
    """
    first = tokens[index]
    text = _text(first)
    if before is None or not is_piece(text, decimals):
        return 1
    if _DIGITS.fullmatch(text) and _DIGITS.fullmatch(before.text):
        return 1
    following = islice(tokens, index, index + MOST_PIECES)
    return (
        pieces_of_one((_text(t) if t.part == first.part else "" for t in following), decimals) or 1
    )


def _fits(first: Token, second: Token, decimals: int) -> bool:
    """Return whether two pieces make a figure with the usual decimals."""
    return is_whole(_text(first) + _text(second), decimals)


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
        if not is_figure(tokens[index].text) and not is_piece(_text(tokens[index]), decimals):
            break
        if is_piece(_text(tokens[index]), decimals):
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
