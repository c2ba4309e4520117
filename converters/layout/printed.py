"""Which columns of a table print figures, and of which kind, whatever their headings say."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from budgetgraph.figures import is_blank, is_figure, squeeze
from budgetgraph.model import Row

_CODE = re.compile(r"[235]\d{2}(?:\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Printed:
    """Columns whose cells print figures and nothing else, by index.

    Attributes:
        whole: Whole numbers only: amounts, or codes, years, heads.
        exact: Some with a point or a comma: amounts.
        codes: Of the whole ones, those that print classification codes only.
        percent: Figures with a percent sign.
        mixed: More amounts by their look than other texts.
    """

    whole: frozenset[int] = frozenset()
    exact: frozenset[int] = frozenset()
    codes: frozenset[int] = frozenset()
    percent: frozenset[int] = frozenset()
    mixed: frozenset[int] = frozenset()


def figure_columns(rows: Sequence[Row]) -> Printed:
    """Return the columns that print figures and no other text, whatever their headings say."""
    texts: dict[int, set[str]] = {}
    for row in rows:
        for index, cell in enumerate(row):
            if not is_blank(cell.text):
                texts.setdefault(index, set()).add(cell.text)
    figures = {index: found for index, found in texts.items() if all(map(is_figure, found))}
    exact = frozenset(
        index
        for index, found in figures.items()
        if any("." in text or "," in text for text in found)
    )
    codes = (i for i, found in figures.items() if all(_CODE.fullmatch(squeeze(t)) for t in found))
    percent = (index for index, found in texts.items() if all(map(_is_percentage, found)))
    mixed = (index for index, found in texts.items() if index not in figures and _is_mixed(found))
    return Printed(
        frozenset(figures) - exact, exact, frozenset(codes), frozenset(percent), frozenset(mixed)
    )


def _is_mixed(texts: Collection[str]) -> bool:
    return 2 * sum(is_figure(text) and "." in text for text in texts) > len(texts)


def _is_percentage(text: str) -> bool:
    return text.endswith(("%", "％")) and is_figure(text[:-1])
