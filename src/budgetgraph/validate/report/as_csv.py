"""CSV: one row per finding, the same columns as the JSON keys."""

import csv
import io
from collections.abc import Sequence

from ..outcome import Outcome
from .as_json import KEYS, as_row


def write(outcomes: Sequence[Outcome], _lang: str) -> str:
    """Return the findings as CSV with a header row; what is not known is empty."""
    output = io.StringIO()
    writer = csv.DictWriter(output, KEYS, lineterminator="\n")
    writer.writeheader()
    for outcome in outcomes:
        writer.writerows(as_row(finding, outcome.disclosure) for finding in outcome.findings)
    return output.getvalue()
