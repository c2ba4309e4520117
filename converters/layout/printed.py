"""Which columns of a table print figures, and of which kind, whatever their headings say."""

import re
from collections.abc import Collection, Mapping, Sequence
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
        halves: The columns that print the totals of income and of expenditure, where others do.
    """

    whole: frozenset[int] = frozenset()
    exact: frozenset[int] = frozenset()
    codes: frozenset[int] = frozenset()
    percent: frozenset[int] = frozenset()
    mixed: frozenset[int] = frozenset()
    halves: tuple[int, ...] = ()


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
        frozenset(figures) - exact,
        exact,
        frozenset(codes),
        frozenset(percent),
        frozenset(mixed),
        _halves({index: found for index, found in texts.items() if index not in figures}),
    )


def _halves(texts: Mapping[int, Collection[str]]) -> tuple[int, ...]:
    """Return the columns that print 收入总计 and 支出总计, none where it is not one each."""
    totals = {
        (squeeze(text)[-4:-2], index)
        for index, found in texts.items()
        for text in found
        if text.endswith("计")  # as few do
    }
    income, expenditure = (
        [index for name, index in totals if name == side] for side in ("收入", "支出")
    )
    is_sure = len(income) == len(expenditure) == 1 and income != expenditure
    return (*income, *expenditure) if is_sure else ()


def _is_mixed(texts: Collection[str]) -> bool:
    return 2 * sum(is_figure(text) and "." in text for text in texts) > len(texts)


def _is_percentage(text: str) -> bool:
    return text.endswith(("%", "％")) and is_figure(text[:-1])
