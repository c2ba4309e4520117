"""How one disclosure is printed: page sizes, spaces, split captions. Chosen once per document."""

from dataclasses import dataclass
from random import Random

from .dice import chance


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of one document.

    Attributes:
        capacity: Lines of a table on one page.
        narrow: Whether some tables wrap their figures.
        space: What joins the wrapped lines of a cell: nothing, or a stray space.
        year_caption: How the line with the year is cut: whole, after the colon, inside the word.
        own_december: Whether the last plan point has a row of its own.
        form_capacity: Indicator rows of a project on one page.
    """

    capacity: int
    narrow: bool
    space: str
    year_caption: int
    own_december: bool
    form_capacity: int


def choose(rng: Random) -> Style:
    """Return the habits of a document."""
    return Style(
        capacity=rng.randint(11, 24),
        narrow=chance(rng, 0.5),
        space=rng.choice(("", " ")),
        year_caption=rng.randrange(3),
        own_december=chance(rng, 0.2),
        form_capacity=rng.randint(6, 14),
    )
