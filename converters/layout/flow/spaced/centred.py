"""Rows whose figures stand in the middle of their wrapped label, with no empty line between rows.

As many lines of a label stand above its figures as below. So the first row of a block tells where
it ends, and with it where the next one begins; the last row must end where the block does.
"""

from collections.abc import Sequence

from .words import Cell, Lines, Word


def centred_cells(lines: Lines, block: range, anchors: Sequence[int]) -> list[Cell] | None:
    """Return the cells of a block whose labels are centred, None where it has others.

    Args:
        lines: All lines of the table.
        block: Lines between two empty ones.
        anchors: Those of them that print figures, one for each row.
    """
    column = _label_column([lines[n] for n in block if n not in anchors])
    rows = _rows(block, anchors)
    if column is None or rows is None:
        return None
    labels = [[w for n in row for w in lines[n] if w.shares(*column) > 0] for row in rows]
    if any(len({word.line for word in label}) < len(label) for label in labels):
        return None  # two things stand in the column of labels
    widest = max(word.width for label in labels for word in label)
    least = widest - max(word.width // len(word.text) for label in labels for word in label)
    if any(word.width < least for label in labels for word in label[:-1]):
        return None  # a line was broken only where an ideograph had no room
    others = [w for n in anchors for w in lines[n] if w.shares(*column) <= 0]
    return [Cell(label) for label in labels if label] + [Cell([word]) for word in others]


def _label_column(alone: Sequence[Sequence[Word]]) -> tuple[int, int] | None:
    """Return from where to where labels stand: lines without figures have one word, there."""
    if not alone or any(len(words) != 1 for words in alone):
        return None
    lefts, rights = zip(*((words[0].left, words[0].right) for words in alone), strict=True)
    return (min(lefts), max(rights)) if max(lefts) < min(rights) else None


def _rows(block: range, anchors: Sequence[int]) -> list[range] | None:
    """Return the lines of each row, None where figures do not stand in the middle of all."""
    rows: list[range] = []
    begin = block[0]
    for anchor in anchors:
        rows.append(range(begin, 2 * anchor - begin + 1))
        if not begin <= anchor:
            return None
        begin = rows[-1].stop
    return rows if begin == block.stop else None
