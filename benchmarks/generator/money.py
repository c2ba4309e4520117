"""Amounts of the generator: whole yuan inside, 万元 with two decimals in print."""

from collections.abc import Sequence
from random import Random

YUAN_PER_UNIT = 10_000
YUAN_PER_CENT = 100  # the last printed digit, 0.01 万元


def printed_yuan(yuan: int) -> str:
    """Return the amount in 元 as printed: two decimals."""
    return f"{yuan}.00"


def printed(yuan: int) -> str:
    """Return the amount in 万元 as printed: two decimals, halves away from zero."""
    cents = (abs(yuan) + YUAN_PER_CENT // 2) // YUAN_PER_CENT
    sign = "-" if yuan < 0 and cents else ""
    return f"{sign}{cents // 100}.{cents % 100:02d}"


def amount_yuan(text: str, scale: int = YUAN_PER_UNIT) -> str:
    """Return what a figure amounts to in yuan, without trailing zeros.

    Args:
        text: As printed, with or without decimals.
        scale: Yuan per printed unit.
    """
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = digits.partition(".")
    places = len(decimals)
    value = int(whole + decimals) * scale
    if value % 10**places == 0:
        return f"{sign}{value // 10**places}" if value else "0"
    text = f"{value // 10**places}.{value % 10**places:0{places}d}".rstrip("0")
    return sign + text


def split(rng: Random, total: int, weights: Sequence[float], unit: int) -> list[int]:
    """Return parts of a total by weight, each a multiple of `unit` but the first.

    Args:
        rng: Shakes the weights by a fifth.
        total: In yuan.
        weights: One per part; the first part takes the rest.
        unit: Yuan to which the others are rounded.
    """
    shaken = [weight * rng.uniform(0.8, 1.2) for weight in weights]
    whole = sum(shaken) or 1.0
    parts = [int(total * weight / whole) // unit * unit for weight in shaken]
    parts[0] += total - sum(parts)
    return parts
