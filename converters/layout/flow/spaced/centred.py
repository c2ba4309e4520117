"""Rows whose figures stand in the middle of their wrapped label, with no empty line between rows.

As many lines of a label stand above its figures as below, or one more. So the first row of a block
tells where it ends, and with it where the next one begins; the last row must end where the block
does.
"""

from collections.abc import Iterable, Sequence

from .words import Cell, Lines, Word

_MOST_WAYS = 64


def centred_cells(lines: Lines, block: range, anchors: Sequence[int]) -> list[Cell] | None:
    """Return the cells of a block whose labels are centred, None where it has others.

    Args:
        lines: All lines of the table.
        block: Lines between two empty ones.
        anchors: Those of them that print figures, one for each row.
    """
    column = _label_column([lines[n] for n in block if n not in anchors])
    rows = _rows(lines, block, anchors, column) if column else None
    if column is None or rows is None:
        return None
    labels = [
        Cell(words, reach=anchor)
        for row, anchor in zip(rows, anchors, strict=True)
        if (words := _label(lines, row, column))
    ]
    others = [w for n in anchors for w in lines[n] if w.shares(*column) <= 0]
    return labels + [Cell([word]) for word in others]


def _label_column(alone: Sequence[Sequence[Word]]) -> tuple[int, int] | None:
    """Return from where to where labels stand: lines without figures have one word, there."""
    if not alone or any(len(words) != 1 for words in alone):
        return None
    lefts, rights = zip(*((words[0].left, words[0].right) for words in alone), strict=True)
    return (min(lefts), max(rights)) if max(lefts) < min(rights) else None


def _label(lines: Lines, row: Iterable[int], column: tuple[int, int]) -> list[Word]:
    return [word for n in row for word in lines[n] if word.shares(*column) > 0]


def _rows(
    lines: Lines, block: range, anchors: Sequence[int], column: tuple[int, int]
) -> list[range] | None:
    """Return the lines of each row, None where figures do not stand in the middle of all.

    A label may also stand a little above its code and figures, and have no line beside them: one
    line more is above them then, if only one way to part the block is left.
    """
    words = _label(lines, block, column)
    widest = max(word.width for word in words)
    least = widest - max(word.width // len(word.text) for word in words)
    ways: list[list[range]] = [[]]
    for anchor in anchors:
        grown: list[list[range]] = []
        for rows in ways:
            begin = rows[-1].stop if rows else block[0]
            end = 2 * anchor - begin + 1
            is_free = begin < anchor and lines[anchor][0].text.isdigit()
            is_free = is_free and not _label(lines, [anchor], column)
            found = (range(begin, stop) for stop in ((end, end - 1) if is_free else (end,)))
            grown += [
                [*rows, row]
                for row in found
                if begin <= anchor and row.stop <= block.stop
                if _is_one(_label(lines, row, column), least)
            ]
        ways = grown
        if len(ways) > _MOST_WAYS:
            return None
    whole = [rows for rows in ways if rows and rows[-1].stop == block.stop]
    even = all(len(row) % 2 for row in whole[0]) if whole else False
    return whole[0] if even or len(whole) == 1 else None


def _is_one(label: Sequence[Word], least: int) -> bool:
    """Return whether words are one label: a line broken only where an ideograph had no room."""
    is_column = len({word.line for word in label}) == len(label)  # else two things stand there
    return is_column and all(word.width >= least for word in label[:-1])
