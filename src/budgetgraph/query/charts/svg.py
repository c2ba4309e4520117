"""SVG by hand: elements, numbers without float, texts that fit."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len, set_cell_size

WIDTH = 960
FONT = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
# Okabe and Ito: told apart by people who see colours otherwise
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C8C8C", "#B8A800")
DARK = frozenset({"#0072B2"})  # white words are legible on these, dark ones on all others
INK, PALE = "#222222", "#DDDDDD"
_CELL_PIXELS = Decimal("6.6")  # width of one terminal cell at 12 px
_TENTH = Decimal("0.1")


def number(value: Decimal | int) -> str:
    """Return a coordinate with one decimal."""
    text = format(Decimal(value).quantize(_TENTH, ROUND_HALF_EVEN), "f")
    return text.removesuffix(".0")


def element(name: str, content: str = "", **attributes: Decimal | int | str) -> str:
    """Return an element; `_` in attribute names stands for `-`, a `_` at the end is dropped."""
    values = {
        key.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for key, value in attributes.items()
    }
    spelled = "".join(f" {key}={quoteattr(value)}" for key, value in values.items())
    return f"<{name}{spelled}>{content}</{name}>" if content else f"<{name}{spelled}/>"


def text(words: str, x: Decimal | int, y: Decimal | int, **attributes: Decimal | int | str) -> str:
    """Return a line of text."""
    return element("text", escape(words), x=x, y=y, **attributes)


def titled(shape: str, words: str) -> str:
    """Return a shape that says the words when pointed at."""
    return element("g", element("title", escape(words)) + shape)


def fit(words: str, pixels: Decimal | int) -> str:
    """Return the words, cut to a width in pixels."""
    cells = int(Decimal(pixels) / _CELL_PIXELS)
    if cell_len(words) <= cells:
        return words
    return set_cell_size(words, max(cells - 1, 0)).rstrip() + "…" if cells > 1 else ""


def width_of(words: str) -> Decimal:
    """Return how wide the words are at 12 px, in pixels."""
    return cell_len(words) * _CELL_PIXELS


def document(title: str, height: Decimal | int, parts: Iterable[str]) -> str:
    """Return a whole picture with its title."""
    head = text(title, 20, 28, font_size=16, font_weight="bold")
    body = element(
        "svg",
        element("title", escape(title))
        + element("rect", width="100%", height="100%", fill="white")
        + element("g", head + "".join(parts), font_family=FONT, font_size=12, fill=INK),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        width=WIDTH,
        height=height,
        role="img",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
