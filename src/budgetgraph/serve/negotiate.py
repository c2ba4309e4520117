"""Which of the offered media types a reader likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from fractions import Fraction

_ANY = "*/*"


def choose(accept: str, offered: Sequence[str]) -> str:
    """Return the offered media type that an Accept header likes best, empty for none.

    Args:
        accept: The header; empty takes the first.
        offered: Media types without parameters, the server's favourite first.
    """
    if not accept.strip():
        return offered[0]
    ranges = [_parse(part) for part in accept.split(",") if part.strip()]
    best, best_quality = "", Fraction(0)
    for media_type in offered:
        quality = _quality(media_type, ranges)
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def prefers_chinese(accept_language: str, default: bool = True) -> bool:
    """Return whether an Accept-Language header likes Chinese better than English."""
    ranges = [_parse(part) for part in accept_language.split(",") if part.strip()]
    found = {"zh": Fraction(-1), "en": Fraction(-1)}
    for name, quality in ranges:
        primary = name.partition("-")[0]
        if primary in found:
            found[primary] = max(found[primary], quality)
    return default if found["zh"] == found["en"] else found["zh"] > found["en"]


def _quality(media_type: str, ranges: list[tuple[str, Fraction]]) -> Fraction:
    """Return the quality that the most specific matching range gives."""
    top = media_type.partition("/")[0]
    for wanted in (media_type, f"{top}/*", _ANY):
        for name, quality in ranges:
            if name == wanted:
                return quality
    return Fraction(0)


def _parse(part: str) -> tuple[str, Fraction]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return name, max(Fraction(0), min(Fraction(1), Fraction(value.strip())))
            except (ValueError, ZeroDivisionError):
                return name, Fraction(0)
    return name, Fraction(1)
