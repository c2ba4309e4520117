"""Validation of a disclosure or of RDF from anywhere: findings in the words of the form."""

from .checks import Check, load_checks

__all__ = ["Check", "load_checks"]
