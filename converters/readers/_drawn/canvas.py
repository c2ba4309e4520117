"""Lines of text on a canvas of one character per column of the screen, and cells cut from it."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from budgetgraph.model import Cell

from .._rows import TextLine, clean, clean_emphasis

SPACES = " \t\u3000\ufeff"
FILLER = "\0"  # the second half of a character that fills two columns
# A line that begins a paragraph of its own inside a cell: `目标2：`, `2、`, `（2）`.
_ITEM = re.compile(
    r"目标\s*[\d一二三四五六七八九十]|[(（]?[\d一二三四五六七八九十]{1,2}[)）、：:]|[①-⑳]"
)
_ENDS = "。；;.！!：:"
_WORD_END = re.compile(r"[A-Za-z,;:.!?)]")
_WORD = re.compile(r"[A-Za-z(]")


class Measure(dict[int, str]):
    """Characters with the columns they fill, for `str.translate`, by their East Asian width."""

    def __init__(self, wide: str) -> None:
        """Take the classes of width that fill two columns."""
        super().__init__()
        self._wide = wide

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if east_asian_width(character) in self._wide:
            character += FILLER
        self[code] = character
        return character


# As terminals and pandoc count; as terminals set to Chinese count quotes and box lines; characters.
TERMINAL = Measure("WF")
CHINESE = Measure("WFA")
CHARACTERS = Measure("")
MEASURES = (TERMINAL, CHINESE, CHARACTERS)


def canvas(text: str, measure: Measure) -> str:
    """Return the text with a filler behind each character of two columns."""
    return text if text.isascii() else text.translate(measure)


def printed(stretch: str) -> str:
    """Return what a stretch of the canvas prints, without the blanks around it."""
    return stretch.replace(FILLER, "").strip(SPACES)


def cell_of(pieces: Sequence[tuple[str, TextLine]], cell: Cell) -> Cell:
    """Return the cell with the text of its printed lines; each line of several is a piece."""
    # An empty cell that would else be taken for the line above it: reStructuredText escapes it.
    found = [
        cell._replace(text=clean_emphasis(clean(text)), line=line.number, page=line.page)
        for text, line in pieces
        if text and text != "\\"
    ]
    if len(found) <= 1:
        return found[0] if found else cell
    text = clean_emphasis(_joined(clean(text) for text, _ in pieces))
    return found[0]._replace(text=text, pieces=tuple(found))


def _joined(texts: Iterable[str]) -> str:
    """Return the lines of a cell as one text: words and figures cut over lines are whole again."""
    whole, parted = "", False
    for text in texts:
        if not text:
            parted = True
        elif not whole:
            whole, parted = text, False
        else:
            whole += _between(whole, text, parted=parted) + text
            parted = False
    return whole


def _between(above: str, below: str, *, parted: bool) -> str:
    if parted or (_ITEM.match(below) and (above[-1] in _ENDS or _ITEM.match(above))):
        return "\n"
    return " " if _WORD_END.match(above[-1]) and _WORD.match(below) else ""
