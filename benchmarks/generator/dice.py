"""Decisions by chance."""

from random import Random


def chance(rng: Random, share: float) -> bool:
    """Return True in so many cases: 0.2 is one in five."""
    return rng.random() < share
