"""What one page prints: characters with boxes, and lines; hundredths of a point from top left."""

from dataclasses import dataclass
from typing import NamedTuple

from .lattice import Rules


class Glyph(NamedTuple):
    """One printed character.

    Attributes:
        text: The character.
        left, top, right, bottom: Its box.
        after_blank: Whether the file holds a blank before it.
        confidence: 0 to 100 where it was recognised in a picture.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    after_blank: bool = False
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on one page.

    Attributes:
        number: 1-based.
        glyphs: Characters in the order of the file, without blanks.
        rules: Ruled lines.
        unmapped: Characters for which the font has no Unicode value.
        is_picture: The page is a scanned picture, with at most an invisible text under it.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    rules: Rules
    unmapped: int = 0
    is_picture: bool = False
