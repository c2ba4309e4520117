"""Recognising characters with rapidocr: its models lie inside its package; no download."""

import logging
from functools import cache
from typing import Any

from .._printed.lattice import POINT
from .._printed.page import Glyph

_INCH = 72 * POINT


@cache
def _engine() -> Any:
    """Return the engine; loading its models takes a second."""
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    from rapidocr import RapidOCR  # noqa: PLC0415 - heavy and optional

    return RapidOCR(params={"Global.log_level": "error"})


def glyphs(pixels: Any, dpi: int) -> tuple[Glyph, ...]:
    """Return the characters of a picture with their boxes and confidence.

    The direction classifier stays off: it turns short numbers upside down (2080199 -> 2080166, most
    lone 99s). The engine remembers the switches of the previous call, so all are given each time.
    """
    result = _engine()(
        pixels,
        use_det=True,
        use_cls=False,
        use_rec=True,
        return_word_box=True,
        return_single_char_box=True,
    )
    found: list[Glyph] = []
    for line in result.word_results or ():
        for text, score, box in line:
            xs, ys = [int(x) for x, _ in box], [int(y) for _, y in box]
            if text.strip():
                found.append(
                    Glyph(
                        text,
                        min(xs) * _INCH // dpi,
                        min(ys) * _INCH // dpi,
                        max(xs) * _INCH // dpi,
                        max(ys) * _INCH // dpi,
                        confidence=int(score * 100),
                    )
                )
    return tuple(found)
