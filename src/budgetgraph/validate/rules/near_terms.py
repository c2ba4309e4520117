"""A term that the vocabulary does not have, with the one that is probably meant."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from budgetgraph.terms import BUD

from ..rows import Row


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield all rows, those with a near term with a suggestion."""
    for row in rows:
        local = re.split("[#/]", str(row["term"]))[-1]
        exact = local if local in BUD else ""
        near = [exact] if exact else get_close_matches(local, list(BUD), n=1)
        yield row | ({"suggestion": f"{row['term']} → {BUD.iri}{near[0]}"} if near else {})
