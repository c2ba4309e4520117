"""Labels of forms that wrap over lines, beside the lines of their text or of other cells."""

from collections.abc import Iterator, Sequence

from budgetgraph.model import Paragraph

from ... import performance_words as words
from .rows import Piece, join

_NARROW = 4  # characters of a line in a narrow column of labels
_MAX_LINES = 8  # over which a label wraps
_WIDEST = 8  # characters of a line of a label inside a row


def whole_labels(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[list[Piece], int, str]]:
    """Yield each line as a label put together from several lines, if any, and what stands beside.

    Each line of a label may hold a few characters, or only its end stand below.
    """
    filled = _around([Piece(p.text.strip(), p.line) for p in paragraphs if p.text.strip()])
    index = 0
    while index < len(filled):
        first = filled[index]
        taken = _narrow(filled[index : index + _MAX_LINES])
        if taken:
            yield [join(filled[index : index + taken])], first.line, ""
        elif found := _parted(filled, index):
            label, line, text, taken = found
            yield [label], line, text
        else:
            yield [], first.line, first.text
        index += taken or 1


def _narrow(lines: Sequence[Piece]) -> int:
    """Return how many lines are a label in a narrow column, 0 for none."""
    text, taken = "", 0
    for count, piece in enumerate(lines, 1):
        if len(piece.text) > _NARROW:
            break
        text += piece.text
        if count > 1 and is_label(text):
            taken = count
    return taken


def _parted(filled: list[Piece], index: int) -> tuple[Piece, int, str, int] | None:
    """Return a label whose end stands below: itself, the line and text beside it, lines taken.

    What stands behind that end is left in its line.
    """
    first = filled[index]
    if end := _end_of_label(filled[index : index + 2]):
        below = filled[index + 1]
        return join((first, end)), below.line, below.text[len(end.text) :], 2
    if end := _end_of_label(filled[index : index + 3 : 2]):
        beside, below = filled[index + 1 : index + 3]
        if below.text == end.text and not is_label(first.text):
            return join((first, end)), beside.line, beside.text, 3
    if end := _end_beside(filled[index : index + 2]):
        begun, text = first.text.split(maxsplit=1)
        below = filled[index + 1]
        rest = below.text[len(end.text) :].strip()
        filled[index + 1 : index + 2] = [below._replace(text=rest)] if rest else []
        return join((Piece(begun, first.line), end)), first.line, text, 1
    return None


def _end_of_label(lines: Sequence[Piece]) -> Piece | None:
    """Return with what the second line goes on with the label of the first: 主管部门及代 / 码 …."""
    if len(lines) < 2:  # noqa: PLR2004
        return None
    first, below = lines
    end = below.text.split()[0]
    if " " in first.text or len(end) > _NARROW or is_label(end):
        return None
    label = words.read_label(first.text + end)
    return Piece(end, below.line) if label and not label.rest else None


def _end_beside(lines: Sequence[Piece]) -> Piece | None:
    """Return with what the second line goes on with a label beside its text: 年度目 …… / 标 …."""
    if len(lines) < 2:  # noqa: PLR2004
        return None
    begun, *text = lines[0].text.split()
    end = lines[1].text.split()[0]
    if not text or len(end) > _NARROW or is_label(begun) or is_label(end):
        return None
    return Piece(end, lines[1].line) if _is_completed(begun, end) else None


def _around(lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines with labels inside a row whole whose pieces stand above and below it."""
    found = list(lines)
    for index in range(len(found) - 1, -1, -1):
        row, *below = found[index : index + 2]
        tokens = row.text.split()
        if len(tokens) < 2:  # noqa: PLR2004
            continue
        if below and (whole := _with_ends(tokens, below[0].text.split())):
            found[index : index + 2] = [row._replace(text=" ".join(whole))]
        elif index and (taken := _take_begun(tokens, found[index - 1].text, below)):
            found[index - 1 : index + taken] = [row._replace(text=" ".join(tokens))]
    return found


def _with_ends(tokens: Sequence[str], ends: Sequence[str]) -> list[str]:
    """Return a row with its labels whole where the line below prints their ends and nothing else.

    Empty where it does not: 当年预算（万元 1.00 本级支出（ 1.00 / ） 万元）.
    """
    whole = list(tokens)
    place = 0
    for end in ends:
        if len(end) > _NARROW or is_label(end):
            return []
        while place < len(whole) and not _is_completed(whole[place], end):
            place += 1
        if place == len(whole):
            return []
        whole[place] += end
        place += 1
    return whole


def _is_completed(begun: str, end: str) -> bool:
    label = None if is_label(begun) else words.read_label(begun + end)
    return label is not None and not label.rest


def _take_begun(tokens: list[str], begun: str, below: Sequence[Piece]) -> int:
    """Put a label together in a row that begins above it; return how many lines it takes, or 0."""
    if len(begun) > _WIDEST or is_label(begun):
        return 0
    for place, token in enumerate(tokens[1:], 1):
        for taken, end in enumerate(("", below[0].text if below else ""), 1):
            if not is_label(token) and _is_completed(begun, token + end):
                tokens[place] = begun + token + end
                return taken
    return 0


def is_label(text: str) -> bool:
    """Return whether a text is a label of a form, with or without text behind it."""
    return words.read_label(text) is not None
