"""Validation of a disclosure or of RDF from anywhere: findings in the words of the form.

`validate(source)` is the whole of it; `examine` and `examine_store` also tell the printed rows.
"""

import pyoxigraph as ox

from budgetgraph.model import Disclosure, Finding

from .examine import examine, examine_store
from .outcome import Outcome, Told

__all__ = ["Outcome", "Told", "examine", "examine_store", "validate"]


def validate(source: Disclosure | ox.Store, profile: str = "cn") -> tuple[Finding, ...]:
    """Return all findings, in the order of the form.

    Args:
        source: A converted disclosure, or a store with the RDF of any number of documents; the
            lists that the checks need are added to the store.
        profile: `cn` for the Chinese profile, `core` for any country.

    Raises:
        UsageError: Unknown profile.
    """
    if isinstance(source, Disclosure):
        return examine(source, profile).findings
    outcomes = examine_store(source, profile)
    return tuple(finding for outcome in outcomes for finding in outcome.findings)
