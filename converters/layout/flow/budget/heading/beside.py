"""Tables printed in two or three stretches side by side, each with the same columns again.

So is basic expenditure: 科目编码 | 科目名称 | 预算数 twice, often with 人员经费 and 公用经费 above.
It is read as one list: what stands in the second stretch is a row of its own.
"""

import re
from collections.abc import Sequence

from budgetgraph.figures import is_figure

from ....meanings import meaning
from ...tokens import Token
from .paths import paths

_CODE = re.compile(r"3\d{2}(?:\d{2})?")
_TIMES = (2, 3)
_LEAST = 3  # columns: code, label, amount
_OVER = frozenset({"personnel", "operating"})  # types of expenditure that stretches hold


def repeated(names: Sequence[str], count: int | None) -> list[tuple[str, ...]] | None:
    """Return the columns of all stretches for headings in running order, None for other tables."""
    kinds = [meaning(name) for name in names]
    top = next((n for n, kind in enumerate(kinds) if not kind or kind.type not in _OVER), 0)
    if top > max(_TIMES):
        return None
    for times in _TIMES:
        size, rest = divmod(len(names) - top, times)
        one = list(names[top : top + size])
        if rest or size < _LEAST or list(names[top:]) != one * times:
            continue
        found = paths(one, count // times if count and count % times == 0 else None)
        if found and any((kind := meaning(path[-1])) and kind.kind == "code" for path in found):
            return found * times
    return None


def stretches(columns: Sequence[tuple[str, ...]]) -> int:
    """Return in how many stretches with the same columns a table is printed."""
    return next(
        (
            times
            for times in _TIMES
            if len(columns) >= _LEAST * times
            and list(columns) == list(columns[: len(columns) // times]) * times
        ),
        1,
    )


def apart(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of such a table with those that open a stretch as the first of a line."""
    return [
        token._replace(first=True) if _opens(token, after) else token
        for token, after in zip(tokens, (*tokens[1:], None), strict=False)
    ]


def _opens(token: Token, after: Token | None) -> bool:
    """Return whether a token opens a row: a code before its label, or the label of a sum."""
    if _CODE.fullmatch(token.text):
        return after is not None and not is_figure(after.text)
    return token.text.endswith("合计")
