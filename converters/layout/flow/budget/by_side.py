"""Rows of balances with one label or an empty cell, in text that keeps the look of the page: sides.

The figures of the income stand between its labels and those of the expenditure. So a label left of
them is income and one right of them expenditure; and so are figures. Where a label reads like one
of the other side, the text does not keep the look of its page: what it reads like is told.
"""

from collections.abc import Callable, Iterable, Sequence

from budgetgraph.model import Cell

from ...sides import EXPENDITURE, INCOME
from ..spaced.columns import Span, meet
from .by_place import Words, spans_of
from .records import Record
from .side_words import side_of
from .table import FlowTable


def settle_sides(tables: Iterable[FlowTable], words: Callable[[], Words]) -> None:
    """Put labels and figures of balances on the side on which they stand.

    Args:
        tables: All tables of the text.
        words: Gives the words of its lines; asked only where a row has a side alone.
    """
    for table in tables:
        halved = [record for record in table.records if not _is_whole(record)]
        if INCOME not in table.sides or not any(map(_figures, halved)) or not words():
            continue
        between = _between(table, words())
        for record in halved:
            figures = _figures(record)
            middle = between.get(figures[0].page) if figures else None
            if middle is not None:
                _settle(record, middle, words())


def _is_whole(record: Record) -> bool:
    """Return whether figures of income stand before a label of expenditure: so both are known."""
    return bool(record.figures.get(INCOME)) and EXPENDITURE in record.labels


def _figures(record: Record) -> list[Cell]:
    return [cell for cells in record.figures.values() for cell in cells]


def _between(table: FlowTable, words: Words) -> dict[int | None, Span]:
    """Return from where to where the figures of income stand on each page."""
    found: dict[int | None, Span] = {}
    for record in filter(_is_whole, table.records):
        page = record.figures[INCOME][0].page
        for left, right in spans_of(record, INCOME, words) or ():
            first, last = found.get(page, (left, right))
            found[page] = min(first, left), max(last, right)
    return found


def _settle(record: Record, middle: Span, words: Words) -> None:
    """Share out a row by where it stands; what stands in no side leaves it as it is, and told."""
    pieces = [piece for cell in record.labels.values() for piece in cell.pieces or (cell,)]
    labels = _shared(_placed(pieces, words), middle)
    figures = _shared(_placed(_figures(record), words), middle, are_figures=True)
    if labels is None or figures is None:
        return
    joined = {side: _joined(found) for side, found in labels.items()}
    crossed = any(side_of(label.text) not in {side, ""} for side, label in joined.items())
    if crossed or figures.keys() - labels.keys():
        record.is_side_open = True
        return
    record.labels = joined
    record.figures = dict(figures)
    record.is_side_open = False


def _placed(cells: Sequence[Cell], words: Words) -> list[tuple[Cell, Span | None]]:
    """Return where each cell stands, None for what its line does not print so.

    Blanks inside of a word part cells: `收 入` is a word, each sign a piece of the label.
    """
    left = {(cell.page, cell.line): list(words.get((cell.page, cell.line), ())) for cell in cells}
    found: list[tuple[Cell, Span | None]] = []
    for cell in cells:
        line = left[cell.page, cell.line]
        while line and not line[0].text.startswith(cell.text):
            del line[0]
        found.append((cell, (line[0].left, line[0].right) if line else None))
        if line:
            rest = line[0].text.removeprefix(cell.text)
            line[:1] = [line[0]._replace(text=rest)] if rest else []
    return found


def _shared(
    cells: Sequence[tuple[Cell, Span | None]], middle: Span, *, are_figures: bool = False
) -> dict[str, list[Cell]] | None:
    """Return the cells by side, None where one stands on neither."""
    found: dict[str, list[Cell]] = {}
    for cell, span in cells:
        if span is None:
            return None
        is_left = meet(span, middle) if are_figures else span[0] < middle[0]
        if not is_left and span[0] < middle[1]:
            return None
        found.setdefault(INCOME if is_left else EXPENDITURE, []).append(cell)
    return {side: found[side] for side in (INCOME, EXPENDITURE) if side in found}


def _joined(pieces: Sequence[Cell]) -> Cell:
    if len(pieces) == 1:
        return pieces[0]
    return pieces[0]._replace(text="".join(piece.text for piece in pieces), pieces=tuple(pieces))
