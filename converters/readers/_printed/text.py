"""Characters with boxes -> printed lines and the text of a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from .._legible import plain_characters
from .page import Glyph

_IDEOGRAPHS = range(0x2E80, 0xFFF0)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line: its characters from left to right, and its box."""

    glyphs: tuple[Glyph, ...]
    left: int
    top: int
    right: int
    bottom: int

    @property
    def text(self) -> str:
        """The characters with a space where the print shows a gap."""
        return spaced(self.glyphs)

    @property
    def height(self) -> int:
        """Height of the line."""
        return self.bottom - self.top


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Return the printed lines from top to bottom.

    A character belongs to the line above as long as its middle lies within the upper half of that
    line's height: small figures beside large ones stay together, tight lines stay apart.
    """
    rows: list[list[Glyph]] = []
    middle = reach = 0
    for glyph in sorted(glyphs, key=_middle):
        here = _middle(glyph)
        if rows and here - middle <= reach:
            rows[-1].append(glyph)
            reach = min(reach, _reach(glyph))
        else:
            rows.append([glyph])
            middle, reach = here, _reach(glyph)
    return [_line(row) for row in rows]


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """Return the text of one cell: its printed lines with a space between them."""
    if len(glyphs) <= 1:
        return plain_characters(glyphs[0].text) if glyphs else ""
    return " ".join(line.text for line in lines_of(glyphs))


def spaced(glyphs: Sequence[Glyph]) -> str:
    """Return the characters of one line with a space where there is a gap.

    A blank in the file counts where the print shows a gap of an eighth of the height. Without one
    the gap must be wider: ideographs spread over a line and figures beside ideographs (2024 年)
    stand apart without a space between them.
    """
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and (gap := glyph.left - before.right) > 0:
            height = min(glyph.bottom - glyph.top, before.bottom - before.top)
            wide = ord(glyph.text[0]) in _IDEOGRAPHS or ord(before.text[0]) in _IDEOGRAPHS
            if gap * 16 > height * (2 if glyph.after_blank else 6 if wide else 3):
                parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return plain_characters("".join(parts))


def _middle(glyph: Glyph) -> int:
    return (glyph.top + glyph.bottom) // 2


def _reach(glyph: Glyph) -> int:
    return max((glyph.bottom - glyph.top) * 2 // 5, 1)


def _line(glyphs: list[Glyph]) -> TextLine:
    glyphs.sort(key=attrgetter("left"))
    return TextLine(
        tuple(glyphs),
        glyphs[0].left,
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )
